/** `business` units read the contract's calendar; months clamp to the month's last day (CC 202). */
export type Duration =
  | {
      readonly unit: "minutes" | "hours" | "days" | "weeks" | "months" | "years";
      readonly count: number;
      readonly business: false;
    }
  | { readonly unit: "days" | "hours" | "minutes"; readonly count: number; readonly business: true };

const DURATION = /^(\d{1,6}) (business )?(minute|hour|day|week|month|year)s?$/;
/** A hundred years in each unit. What is longer is a slip of the pen, and would leave the range of exact instants. */
const MOST: Readonly<Record<Duration["unit"], number>> = {
  minutes: 52_596_000,
  hours: 876_600,
  days: 36_525,
  weeks: 5_218,
  months: 1_200,
  years: 100,
};
/** Reads `30 days`, `2 months`, `5 business days`, `2 business hours`, `45 minutes`; at most a hundred years. */
export const parseDuration = (text: string): Duration | undefined => {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const unit = `${match[3]}s` as Duration["unit"];
  const business = match[2] !== undefined;
  if (business && (unit === "weeks" || unit === "months" || unit === "years")) return undefined;
  const count = +match[1]!;
  return count > MOST[unit] ? undefined : ({ unit, count, business } as Duration);
};
export const durationText = (value: Duration): string =>
  `${value.count} ${value.business ? "business " : ""}${value.count === 1 ? value.unit.slice(0, -1) : value.unit}`;
