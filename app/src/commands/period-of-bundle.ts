// Clauses: N7
import { instantOf } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addDays, parseDay } from "@fealty/engine/values/date.ts";
import { readCompany } from "../store/companies.ts";
import { listStatements } from "../store/derived-reads.ts";
import type { Tx } from "../store/transaction.ts";
import { zoneNamed } from "../world.ts";
import { FormFaults } from "./form-faults.ts";
import { companyNow, type House, type KnownContract } from "./house.ts";
import { Refusal } from "./refusal.ts";

/** How much of a contract a bundle is about; nothing: the whole contract as it is now. */
export interface BundleScope {
  /** `2026-06`: as the statement of that period closed. */
  readonly period?: string | undefined;
  /** `2026-06-01`: what happened from that day on is told; what came before stays for the figures. */
  readonly from?: string | undefined;
  /** The last day, by what is known now. */
  readonly until?: string | undefined;
  /** The number of a complaint or of an act that an authority is held against. */
  readonly case?: string | undefined;
}
export interface BundleMoment {
  readonly asOf: Instant;
  readonly knownAt: Instant;
  /** What happened before is no part of the timeline. */
  readonly from?: Instant;
  /** The last day of the period asked for; absent for the whole contract. */
  readonly untilDay?: string;
}
/** What can be asked of one bundle at a time. Refusal: `form_refused`. */
export const refuseOddScope = ({ period, from, until, case: matter }: BundleScope): void => {
  const faults = new FormFaults();
  const ways = [period, from ?? until, matter].filter((one) => one !== undefined);
  if (ways.length > 1)
    faults.add(
      "period",
      "结算期间、起止日期和案件只能选一种。",
      "Choose one of these: a statement's period, days from and until, or a case.",
    );
  if (from !== undefined) faults.day("from", from);
  if (until !== undefined) faults.day("until", until);
  if (from !== undefined && until !== undefined && from > until)
    faults.add("until", "截止日不能早于起始日。", "The last day must not come before the first.");
  if (matter !== undefined) faults.text("case", matter, 200);
  faults.refuse();
};
/** How the record calls what a bundle was made of. */
export const scopeName = ({ period, from, until, case: matter }: BundleScope): string => {
  if (matter !== undefined) return `case/${matter}`;
  if (from !== undefined || until !== undefined) return `${from ?? ""}..${until ?? ""}`;
  return period ?? "contract";
};
/**
 * The moment that a bundle is of: the present, that at which the statements of a period closed, or the end of a day.
 * Refusals: `no_such_period`, `form_refused`.
 */
export const momentOf = async (
  house: House,
  tx: Tx,
  contract: KnownContract,
  { period, from, until }: BundleScope,
): Promise<BundleMoment> => {
  const now = await companyNow(house, tx);
  if (period !== undefined) return closingOf(tx, contract, period, now);
  const zone = await zoneNamed((await readCompany(tx)).timeZone);
  assert(zone, "the company's time zone is known");
  const startOf = (day: string, more = 0) => instantOf(zone, addDays(parseDay(day)!, more));
  const begins = from === undefined ? undefined : startOf(from);
  if (begins !== undefined && begins > now) {
    const faults = new FormFaults();
    faults.add("from", "起始日还没有到。", "The first day has not come yet.");
    faults.refuse();
  }
  const ends = until === undefined ? now : ((startOf(until, 1) - 1) as Instant);
  return {
    asOf: Math.min(ends, now) as Instant,
    knownAt: now,
    ...(begins === undefined ? {} : { from: begins }),
    ...(until === undefined ? {} : { untilDay: until }),
  };
};
const closingOf = async (
  tx: Tx,
  { contractId, number }: KnownContract,
  period: string,
  now: Instant,
): Promise<BundleMoment> => {
  const statements = await listStatements(tx, contractId);
  const own = statements.filter((one) => one.period === period);
  if (own.length > 0) {
    const closes = own.map(({ closesAt }) => closesAt ?? now);
    const asOf = Math.min(Math.max(...closes), now) as Instant;
    return {
      asOf,
      knownAt: asOf,
      untilDay: own
        .map(({ until }) => until)
        .sort()
        .at(-1)!,
    };
  }
  const known = [...new Set(statements.map((one) => one.period))];
  throw new Refusal(
    "no_such_period",
    {
      zh: `合同 ${number} 没有 ${period} 的结算单。${known.length === 0 ? "还没有任何结算期间。" : `可选：${known.join("、")}。`}`,
      en: `Contract ${number} has no statement of ${period}. ${known.length === 0 ? "It has none yet." : `There are: ${known.join(", ")}.`}`,
    },
    { number, period },
  );
};
