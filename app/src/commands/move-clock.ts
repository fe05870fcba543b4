// Clauses: N2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addMonths, dayText, MICROS_PER_DAY, parseDay } from "@fealty/engine/values/date.ts";
import { addActivities } from "../store/activity.ts";
import { readCompany, setCompanyClock } from "../store/companies.ts";
import { readTerms } from "../store/contracts.ts";
import { listRoleHoldings } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { actorOf, authorise, type Caller, doerOf } from "./access.ts";
import { companyDay, covers, isEmpty } from "./company-day.ts";
import type { House } from "./house.ts";
import { WHOLE } from "./note-look.ts";
import { PERMISSIONS } from "./permissions.ts";
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
  const by = actorOf(house, caller, "move-clock");
  const from = await house.store.withCompany(companyId, { by }, async (tx) => {
    const before = await clockToMove(house, tx, caller, to);
    await setCompanyClock(tx, to);
    await tellOfMove(house, tx, caller, { before, after: to });
    return before;
  });
  const back = async (): Promise<void> => {
    await house.store.withCompany(companyId, { by }, async (tx) => {
      await setCompanyClock(tx, from);
      await tellOfMove(house, tx, caller, { before: to, after: from });
    });
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
/** Every deadline of the company hangs on it: from where to where it was moved, and back where the rest did not follow. */
const tellOfMove = (
  house: House,
  tx: Tx,
  caller: Caller,
  detail: { readonly before: Instant; readonly after: Instant },
): Promise<void> => {
  const actorPersonId = doerOf(caller);
  const who = actorPersonId === undefined ? {} : { actorPersonId };
  const line = {
    at: house.now(),
    verb: "move-clock",
    subjectKind: "company",
    subjectId: WHOLE,
    detail,
    ...who,
  } as const;
  return addActivities(tx, [line]);
};
/** Whether it may move there, before anything begins. Refusals: as of `moveClock`. */
export const checkClockMove = async (house: House, caller: Caller, to: Instant): Promise<void> => {
  authorise(caller, "move-clock");
  await house.store.withCompany(caller.companyId, {}, (tx) => clockToMove(house, tx, caller, to));
};
/** Where the clock stands that may be set to that moment. */
const clockToMove = async (house: House, tx: Tx, caller: Caller, to: Instant): Promise<Instant> => {
  const { clock } = await readCompany(tx);
  if (clock === undefined) throw clockIsReal();
  // At the machine a command moves it from anywhere.
  const movers = caller.actor === undefined ? undefined : await moversBack(tx);
  if (movers) await somebodyMayMoveBack(house, tx, movers, to);
  const terms = await readTerms(tx);
  if (terms === undefined) return clock;
  const from = addMonths(parseDay(terms.from)!, -12);
  const until = addMonths(parseDay(terms.until)!, 60);
  if (to < from * MICROS_PER_DAY || to > until * MICROS_PER_DAY)
    // Both bounds at once: a day before the first mover's would be refused next.
    throw clockOutsideTerm([dayText(from), firstDay(movers ?? [])].sort().at(-1)!, dayText(until));
  return clock;
};
type Holding = Awaited<ReturnType<typeof listRoleHoldings>>[number];
const moversBack = async (tx: Tx): Promise<readonly Holding[]> =>
  (await listRoleHoldings(tx)).filter(
    (one) => !isEmpty(one) && one.branchId === undefined && PERMISSIONS["move-clock"].includes(one.role),
  );
const firstDay = (movers: readonly Holding[]): string => movers.map(({ fromOn }) => fromOn).sort()[0] ?? "";
/** Roles have days: where nobody has one that moves the clock, whoever moved it there has locked everybody out. */
const somebodyMayMoveBack = async (house: House, tx: Tx, movers: readonly Holding[], to: Instant): Promise<void> => {
  const day = await companyDay(house, tx, to);
  if (movers.some((one) => covers(one, day))) return;
  const first = firstDay(movers);
  throw new Refusal(
    "clock_outside_term",
    {
      zh: `没有移动：${day} 那天公司里还没有人可以移动时点，移过去就没有人能移回来。最早可到 ${first}。`,
      en: `It stays where it is: on ${day} nobody in the company may move the clock, so nobody could move it back. The earliest day is ${first}.`,
    },
    { from: first, until: day },
  );
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
      zh: `没有移动：演示的时间只能在 ${from} 到 ${until} 之间：最早的合同开始前一年、公司里有人可以移动时点之后，到最晚的合同期满后五年。`,
      en: `It stays where it is: a demonstration can be moved between ${from} and ${until}, from a year before its first contract begins, but not before somebody of the company may move it, to five years after its last one ends.`,
    },
    { from, until },
  );
