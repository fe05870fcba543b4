// Clauses: C6.2
import type { Day } from "../../values/brand.ts";
import { addDays, addMonths, dayText } from "../../values/date.ts";
import type { Duration } from "../../values/duration.ts";
import { ONE, type Rational, rational, ZERO } from "../../values/rational.ts";

export interface EarnTerms {
  readonly earnOver: Duration;
  readonly unit: "month" | "day";
  readonly coolingOff?: Duration;
}
const monthsIn = (span: Duration): number | undefined =>
  span.unit === "months" ? span.count : span.unit === "years" ? span.count * 12 : undefined;
const daysIn = (span: Duration): number => span.count * (span.unit === "weeks" ? 7 : 1);
const spanEnd = (from: Day, span: Duration): Day => {
  const months = monthsIn(span);
  return months === undefined ? addDays(from, daysIn(span)) : addMonths(from, months);
};

/**
 * The part of the pay for a sale that is not earned yet when its cover ends: all of it inside cooling-off, else what is left of
 * `earn_over` in full months or in days (contract-format §5).
 * @param coolingFrom the day cooling-off runs from; undefined when it has not begun
 */
export const unearnedShare = (terms: EarnTerms, soldOn: Day, endedOn: Day, coolingFrom: Day | undefined): Rational => {
  if (terms.coolingOff && (coolingFrom === undefined || endedOn <= spanEnd(coolingFrom, terms.coolingOff))) return ONE;
  const months = monthsIn(terms.earnOver);
  if (terms.unit === "month" && months !== undefined) {
    let full = 0;
    while (full < months && addMonths(soldOn, full + 1) <= endedOn) full += 1;
    return rational(BigInt(months - full), BigInt(months));
  }
  const whole = spanEnd(soldOn, terms.earnOver) - soldOn;
  const left = whole - (endedOn - soldOn);
  return left <= 0 ? ZERO : rational(BigInt(Math.min(left, whole)), BigInt(whole));
};

/** How that part was counted: `2026-03-05 → 2026-08-12; (12 − 5) ÷ 12`, months or days, or the end of cooling-off. */
export const unearnedText = (terms: EarnTerms, soldOn: Day, endedOn: Day, coolingFrom: Day | undefined): string => {
  const stretch = `${dayText(soldOn)} → ${dayText(endedOn)}`;
  const { coolingOff } = terms;
  if (coolingOff && coolingFrom === undefined) return stretch;
  if (coolingOff && coolingFrom !== undefined && endedOn <= spanEnd(coolingFrom, coolingOff))
    return `${stretch} ≤ ${dayText(spanEnd(coolingFrom, coolingOff))}`;
  const left = unearnedShare(terms, soldOn, endedOn, coolingFrom);
  const months = monthsIn(terms.earnOver);
  const whole = terms.unit === "month" && months !== undefined ? months : spanEnd(soldOn, terms.earnOver) - soldOn;
  const over = BigInt(whole) - (left.n * BigInt(whole)) / left.d;
  return `${stretch}; (${whole} − ${over}) ÷ ${whole}`;
};
