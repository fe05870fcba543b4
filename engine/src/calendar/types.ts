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
  readonly years: Readonly<Record<string, HolidayYear>>;
}
/** Opening hours on a working day: minutes since midnight, half-open, rising; 1440 is 24:00. */
export type Hours = readonly { readonly from: number; readonly to: number }[];

/** One piece of the way from start to due. `reason`: working hours, weekend, a holiday's name, outside hours, paused … */
export interface Step {
  readonly date: Day;
  readonly from: Instant;
  readonly to: Instant;
  readonly counted: boolean;
  /** Message code with optional detail, e.g. `weekend`, `holiday:国庆节`, `outside_hours`, `make_up_workday`, `first_day`. */
  readonly reason: string;
}
export interface Due {
  readonly due: Instant;
  /** True when a year's holidays are not known yet: nothing becomes missed on it (contract-format §9). */
  readonly estimated: boolean;
  readonly steps: readonly Step[];
}
export interface LegalDue {
  readonly due: Day;
  readonly estimated: boolean;
  readonly steps: readonly Step[];
}
