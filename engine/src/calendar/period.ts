import type { Day, Instant } from "../values/brand.ts";
import { addDays, addMonths, civilOf, dayOf, dayText } from "../values/date.ts";
import { instantOf, type Zone } from "./zone.ts";

/** The windows a contract can name. `{ last: 90 }` slides; the others stand in the calendar of the contract's zone. */
export type Window = "month" | "quarter" | "half" | "year" | "term" | { readonly last: number };

/** Half-open [from, to). `label` is `2026-06`, `2026-Q2`, `2026-H1`, `2026`, `term` or `last 90 days@2026-06-30`, also when the term clips it. */
export interface Period {
  readonly label: string;
  readonly fromDay: Day;
  /** The first day after the period. */
  readonly toDay: Day;
  readonly from: Instant;
  readonly to: Instant;
  /** The uncut calendar period's days, for proration. */
  readonly wholeFromDay: Day;
  readonly wholeToDay: Day;
}
/** The contract's term as days: from 00:00 of `from` to the end of `until`. */
export interface Term {
  readonly from: Day;
  readonly until: Day;
}

export const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const;
const WINDOW = /^last ([1-9]\d{0,3}) days?$/;
export const parseWindow = (text: string): Window | undefined => {
  if (text === "month" || text === "quarter" || text === "half" || text === "year" || text === "term") return text;
  const match = WINDOW.exec(text);
  return match ? { last: +match[1]! } : undefined;
};
export const windowText = (window: Window): string =>
  typeof window === "string" ? window : `last ${window.last} days`;

const pad = (value: number): string => String(value).padStart(2, "0");
const labelOf = (kind: keyof typeof MONTHS, start: Day): string => {
  const { year, month } = civilOf(start);
  const y = String(year).padStart(4, "0");
  if (kind === "month") return `${y}-${pad(month)}`;
  if (kind === "quarter") return `${y}-Q${(month + 2) / 3}`;
  if (kind === "half") return `${y}-H${month === 1 ? 1 : 2}`;
  return y;
};
const cut = (zone: Zone, term: Term, label: string, from: Day, to: Day): Period => {
  const fromDay = Math.max(from, term.from) as Day;
  const toDay = Math.min(to, term.until + 1) as Day;
  return {
    label,
    fromDay,
    toDay,
    from: instantOf(zone, fromDay),
    to: instantOf(zone, toDay),
    wholeFromDay: from,
    wholeToDay: to,
  };
};
/** The calendar period that holds `day`, cut to the term. `term` itself is one period. */
export const periodAt = (zone: Zone, term: Term, window: Exclude<Window, object>, day: Day): Period => {
  if (window === "term") return cut(zone, term, "term", term.from, addDays(term.until, 1));
  const months = MONTHS[window];
  const { year, month } = civilOf(day);
  const start = dayOf({ year, month: month - ((month - 1) % months), day: 1 });
  return cut(zone, term, labelOf(window, start), start, addMonths(start, months));
};
/** The sliding window of `last` days that ends with `day`, cut to the term. */
export const slidingPeriod = (zone: Zone, term: Term, window: { readonly last: number }, day: Day): Period =>
  cut(zone, term, `last ${window.last} days@${dayText(day)}`, addDays(day, 1 - window.last), addDays(day, 1));
/** Every period of the term that has begun by `today`, in order; for a sliding window the one that ends today. */
export const periodsUntil = (zone: Zone, term: Term, window: Window, today: Day): Period[] => {
  const last = Math.min(today, term.until) as Day;
  if (last < term.from) return [];
  if (typeof window === "object") return [slidingPeriod(zone, term, window, last)];
  const periods: Period[] = [];
  for (let day = term.from; day <= last; ) {
    const period = periodAt(zone, term, window, day);
    periods.push(period);
    day = period.toDay;
  }
  return periods;
};
/** The period with this label, or undefined when the label is malformed or outside the term. */
export const periodNamed = (zone: Zone, term: Term, label: string): Period | undefined => {
  const match = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?$/.exec(label);
  if (!match) return label === "term" ? periodAt(zone, term, "term", term.from) : undefined;
  const month = match[2] ? +match[2] : match[3] ? +match[3] * 3 - 2 : match[4] ? +match[4] * 6 - 5 : 1;
  if (month < 1 || month > 12) return undefined;
  const window = match[2] ? "month" : match[3] ? "quarter" : match[4] ? "half" : "year";
  const period = periodAt(zone, term, window, dayOf({ year: +match[1]!, month, day: 1 }));
  return period.fromDay < period.toDay ? period : undefined;
};
