import type { Day, Instant } from "../values/brand.ts";

/** One year of a country's days off and make-up workdays, as published. Weekends are not listed. */
export interface HolidayYear {
  readonly off: Readonly<Record<string, string>>;
  readonly work: Readonly<Record<string, string>>;
}
/** Calendars are data with a source; a year that is not there is unknown and every date that needs it is estimated. */
export interface CalendarData {
  readonly id: string;
  readonly source: string;
  /** Weekdays that are not worked, 1 = Monday … 7 = Sunday; Saturday and Sunday unless said. Empty: every day is worked. */
  readonly weekend?: readonly number[];
  readonly years: Readonly<Record<string, HolidayYear>>;
  /** What it said before each paper that was taken in, in order of time: what was closed by then stays counted with that. */
  readonly earlier?: readonly EarlierYears[];
}
/** The years that a paper changed as they stood `until` it was taken in, RFC 3339; null: not known then. */
export interface EarlierYears {
  readonly until: string;
  readonly source: string;
  readonly years: Readonly<Record<string, HolidayYear | null>>;
}
/** Opening hours on a working day: minutes since midnight, half-open, rising; 1440 is 24:00. */
export type Hours = readonly { readonly from: number; readonly to: number }[];

/**
 * Why a piece of time counts or not; a detail follows the colon: `holiday:国庆节`, `make_up_workday:春节`.
 * Service clocks: `working_hours`, `working_day`, `make_up_workday`, `outside_hours`, `weekend`, `holiday`, `first_day`, `paused`,
 * `elapsed`. Legal periods: `first_day`, `day_by_day`, `month_by_month`, `working_day`, and `weekend` or `holiday` where the end moves.
 */
export type StepReason =
  | "working_hours"
  | "working_day"
  | `make_up_workday:${string}`
  | "outside_hours"
  | "weekend"
  | `holiday:${string}`
  | "first_day"
  | "paused"
  | "elapsed"
  | "day_by_day"
  | "month_by_month";
/** One piece of the way from start to due, half-open. */
export interface Step {
  /** Local day on which the piece begins. */
  readonly date: Day;
  readonly from: Instant;
  readonly to: Instant;
  readonly counted: boolean;
  readonly reason: StepReason;
}
export interface Due {
  readonly due: Instant;
  /** True when a year's holidays are not known yet: nothing becomes missed on it (contract-format §9). */
  readonly estimated: boolean;
  /** Without gap from start to due; worked out when first read. */
  readonly steps: readonly Step[];
}
/** One stretch of a legal period in whole days: `from` is its first day, `to` the first day after it. */
export interface LegalStep {
  readonly date: Day;
  readonly from: Day;
  readonly to: Day;
  readonly counted: boolean;
  readonly reason: StepReason;
}
/** The last day of a legal period; it ends at 24:00 of that day (CC 203). */
export interface LegalDue {
  readonly due: Day;
  readonly estimated: boolean;
  readonly steps: readonly LegalStep[];
}
/** A stretch in which a clock stands still, half-open. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant;
}
