// Clauses: N2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addMonths, dayText, MICROS_PER_DAY, parseDay } from "@fealty/engine/values/date.ts";
import { readCompany, setCompanyClock } from "../store/companies.ts";
import { readTerms } from "../store/contracts.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller } from "./access.ts";
import type { House } from "./house.ts";
import { refreshStale } from "./refresh-contracts.ts";
import { Refusal } from "./refusal.ts";

/**
 * Moves the present moment of a demonstration and computes every contract there. Facts after that moment are not seen, so
 * going back shows what was known then. Stopped or failed on the way, the clock goes back to where it stood, and so do the
 * contracts; killed on the way, the next start takes the rest along.
 * Refusals: `not_for_this_party`, `clock_is_real`, `clock_outside_term`.
 */
export const moveClock = async (
  house: House,
  caller: Caller,
  to: Instant,
  progress: (done: number, of: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> => {
  authorise(caller, "move-clock");
  const { companyId } = caller;
  const from = await house.store.withCompany(companyId, {}, async (tx) => {
    const before = await clockToMove(tx, to);
    await setCompanyClock(tx, to);
    return before;
  });
  const back = async (): Promise<void> => {
    await house.store.withCompany(companyId, {}, (tx) => setCompanyClock(tx, from));
    await refreshStale(house, companyId);
  };
  try {
    const done = await refreshStale(house, companyId, progress, signal);
    if (signal?.aborted !== true) return done;
  } catch (problem) {
    await back().catch(() => undefined);
    throw problem;
  }
  await back();
  return 0;
};
/** Whether it may move there, before anything begins. Refusals: as of `moveClock`. */
export const checkClockMove = async (house: House, caller: Caller, to: Instant): Promise<void> => {
  authorise(caller, "move-clock");
  await house.store.withCompany(caller.companyId, {}, (tx) => clockToMove(tx, to));
};
/** Where the clock stands that may be set to that moment. */
const clockToMove = async (tx: Tx, to: Instant): Promise<Instant> => {
  const { clock } = await readCompany(tx);
  if (clock === undefined) throw clockIsReal();
  const terms = await readTerms(tx);
  if (terms === undefined) return clock;
  const from = addMonths(parseDay(terms.from)!, -12);
  const until = addMonths(parseDay(terms.until)!, 60);
  if (to < from * MICROS_PER_DAY || to > until * MICROS_PER_DAY) throw clockOutsideTerm(dayText(from), dayText(until));
  return clock;
};
const clockIsReal = (): Refusal =>
  new Refusal("clock_is_real", {
    zh: "只有演示公司的时间可以移动；这家公司用的是真实时间。",
    en: "Only the time of a demonstration can be moved; this company lives in real time.",
  });
const clockOutsideTerm = (from: string, until: string): Refusal =>
  new Refusal(
    "clock_outside_term",
    {
      zh: `没有移动：演示的时间只能在 ${from} 到 ${until} 之间，即最早的合同开始前一年到最晚的合同期满后五年。`,
      en: `It stays where it is: a demonstration can be moved between ${from} and ${until}, a year before its first contract begins to five years after its last one ends.`,
    },
    { from, until },
  );
