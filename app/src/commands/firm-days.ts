// Clauses: C1.1, C1.2
import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";
import type { ContractHead } from "../store/contracts.ts";
import type { Coordination } from "../store/intermediary-firms.ts";
import { covers, type DaySpan } from "./company-day.ts";

/** The first of some days that no span covers; undefined where all of them are covered. */
export const firstUncovered = (spans: readonly DaySpan[], { fromOn, beforeOn }: DaySpan): string | undefined => {
  for (let day = fromOn; beforeOn === undefined || day < beforeOn; ) {
    const there = spans.filter((one) => covers(one, day));
    if (there.length === 0) return day;
    const ends = there.map((one) => one.beforeOn);
    // One of them goes on for ever.
    if (ends.some((end) => end === undefined)) return undefined;
    day = ends.sort().at(-1)!;
  }
  return undefined;
};
/** The days of a term as half-open days. */
export const termDays = ({ from, until }: ContractHead["term"]): Required<DaySpan> => ({
  fromOn: from,
  beforeOn: dayText(addDays(parseDay(until)!, 1)),
});
/** Contracts of a firm that still run on a day, and after it. */
export const runningOf = <Contract extends Pick<ContractHead, "intermediaryFirmId" | "status" | "term">>(
  contracts: readonly Contract[],
  firmId: string,
  day: string,
): Contract[] =>
  contracts.filter((one) => one.intermediaryFirmId === firmId && one.status !== "ended" && one.term.until >= day);

export interface Orphaned {
  readonly numbers: readonly string[];
  /** The first day on which nobody would coordinate. */
  readonly day: string;
}
/**
 * Contracts that would be without a coordinator on some of the days which a coordination loses.
 * @param others what goes on
 */
export const orphanedBy = (
  contracts: readonly ContractHead[],
  firmId: string,
  lost: DaySpan,
  others: readonly Coordination[],
): Orphaned | undefined => {
  const found = runningOf(contracts, firmId, lost.fromOn).flatMap(({ number, term }) => {
    const days = termDays(term);
    const fromOn = [lost.fromOn, days.fromOn].sort().at(-1)!;
    const beforeOn = lost.beforeOn !== undefined && lost.beforeOn < days.beforeOn ? lost.beforeOn : days.beforeOn;
    const day = fromOn < beforeOn ? firstUncovered(others, { fromOn, beforeOn }) : undefined;
    return day === undefined ? [] : [{ number, day }];
  });
  const day = found.map((one) => one.day).sort()[0];
  return day === undefined ? undefined : { numbers: found.map(({ number }) => number), day };
};
