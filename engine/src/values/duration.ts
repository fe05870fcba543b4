/** `business` units read the contract's calendar; months clamp to the month's last day (CC 202). */
export type Duration =
  | {
      readonly unit: "minutes" | "hours" | "days" | "weeks" | "months" | "years";
      readonly count: number;
      readonly business: false;
    }
  | { readonly unit: "days" | "hours" | "minutes"; readonly count: number; readonly business: true };

const DURATION = /^(\d{1,6}) (business )?(minute|hour|day|week|month|year)s?$/;
/** Reads `30 days`, `2 months`, `5 business days`, `2 business hours`, `45 minutes`. */
export const parseDuration = (text: string): Duration | undefined => {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const unit = `${match[3]}s` as Duration["unit"];
  const business = match[2] !== undefined;
  if (business && (unit === "weeks" || unit === "months" || unit === "years")) return undefined;
  return { unit, count: +match[1]!, business } as Duration;
};
export const durationText = (value: Duration): string =>
  `${value.count} ${value.business ? "business " : ""}${value.count === 1 ? value.unit.slice(0, -1) : value.unit}`;
