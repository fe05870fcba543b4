import type { Day, Instant } from "./brand.ts";

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
export const MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

export interface CivilDate {
  readonly year: number;
  /** 1…12 */
  readonly month: number;
  /** 1…31 */
  readonly day: number;
}
const floorDiv = (a: number, b: number): number => Math.floor(a / b);
const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** Days since 1970-01-01 of a proleptic Gregorian date (era arithmetic over 400-year cycles). */
export const dayOf = (date: CivilDate): Day => {
  const y = date.month <= 2 ? date.year - 1 : date.year;
  const era = floorDiv(y, 400);
  const yearOfEra = y - era * 400;
  const shifted = (date.month + 9) % 12;
  const dayOfYear = floorDiv(153 * shifted + 2, 5) + date.day - 1;
  const dayOfEra = yearOfEra * 365 + floorDiv(yearOfEra, 4) - floorDiv(yearOfEra, 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) as Day;
};
export const civilOf = (day: Day): CivilDate => {
  const z = day + 719_468;
  const era = floorDiv(z, 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = floorDiv(
    dayOfEra - floorDiv(dayOfEra, 1460) + floorDiv(dayOfEra, 36_524) - floorDiv(dayOfEra, 146_096),
    365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + floorDiv(yearOfEra, 4) - floorDiv(yearOfEra, 100));
  const shifted = floorDiv(5 * dayOfYear + 2, 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - floorDiv(153 * shifted + 2, 5) + 1 };
};
export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;
/** The only month arithmetic: `count` months on, clamped to the last day of the month it lands in (CC 202). */
export const addMonths = (day: Day, count: number): Day => {
  const { year, month, day: dayOfMonth } = civilOf(day);
  const index = year * 12 + (month - 1) + count;
  const target = { year: floorDiv(index, 12), month: (((index % 12) + 12) % 12) + 1 };
  return dayOf({ ...target, day: Math.min(dayOfMonth, daysInMonth(target.year, target.month)) });
};
export const addDays = (day: Day, count: number): Day => (day + count) as Day;

/** Years in which every microsecond is an exact number, with room on both sides; what lies outside is refused. */
export const YEARS = { from: 1900, to: 2199 } as const;
export const FIRST_DAY = dayOf({ year: YEARS.from, month: 1, day: 1 });
export const LAST_DAY = dayOf({ year: YEARS.to, month: 12, day: 31 });
/** The moments that lie in the years that count in some zone: so much wider than the years themselves. */
export const FIRST_INSTANT = (dayOf({ year: YEARS.from, month: 1, day: 1 }) - 1) * MICROS_PER_DAY;
export const LAST_INSTANT = (dayOf({ year: YEARS.to + 1, month: 1, day: 1 }) + 1) * MICROS_PER_DAY;
export const isExactInstant = (at: number): boolean => at >= FIRST_INSTANT && at <= LAST_INSTANT;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Reads `2026-03-11`; undefined for anything else, also for 2026-02-30 and for years outside 1900 to 2199. */
export const parseDay = (text: string): Day | undefined => {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [+match[1]!, +match[2]!, +match[3]!];
  if (year < YEARS.from || year > YEARS.to) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayOf({ year, month, day });
};
/** Whether a text is a date, or begins with one, of a year outside those that count. */
export const isOutOfYears = (text: string): boolean => {
  const [, year, rest] = /^(\d{4})(-\d{2}-\d{2})/.exec(text) ?? [];
  return year !== undefined && (+year < YEARS.from || +year > YEARS.to) && parseDay(`2024${rest}`) !== undefined;
};
export const dayText = (day: Day): string => {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return `${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}`;
};

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
/** Reads RFC 3339 with an offset, to the microsecond; 24:00 is the next midnight. Undefined for anything else, and outside 1900 to 2199. */
export const parseInstant = (text: string): Instant | undefined => {
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const day = parseDay(match[1]!);
  const [hour, minute, second] = [+match[2]!, +match[3]!, +(match[4] ?? 0)];
  const micros = +(match[5] ?? "").padEnd(6, "0");
  if (day === undefined || hour > 24 || minute > 59 || second > 59) return undefined;
  if (hour === 24 && (minute > 0 || second > 0 || micros > 0)) return undefined;
  const zone = match[6]!;
  const offset = zone.length === 1 ? 0 : (zone[0] === "-" ? -1 : 1) * (+zone.slice(1, 3) * 60 + +zone.slice(4, 6));
  return (day * MICROS_PER_DAY +
    hour * MICROS_PER_HOUR +
    (minute - offset) * MICROS_PER_MINUTE +
    second * MICROS_PER_SECOND +
    micros) as Instant;
};
/** Why a text is no date or time: its form, the years that count, the day, the time of day, the digits of a second, the offset. */
export type TimeFault = "form" | "years" | "day" | "clock" | "decimals" | "offset";
const TIME_LIKE = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:[Zz]|[+-](\d{2}:?\d{2})))?$/;
/** The first fault of a text that is no date, or no RFC 3339 time; 24:00 is one, for RFC 3339 has no such hour. */
export const timeFault = (text: string): TimeFault => {
  if (isOutOfYears(text)) return "years";
  const [, date, hour, minute, second, decimals, offset] = TIME_LIKE.exec(text) ?? [];
  if (date === undefined) return "form";
  if (parseDay(date) === undefined) return "day";
  if (+(hour ?? 0) > 23 || +(minute ?? 0) > 59 || +(second ?? 0) > 59) return "clock";
  if ((decimals ?? "").length > 6) return "decimals";
  return offset === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(offset) ? "form" : "offset";
};
/** RFC 3339 in the given offset (seconds east of UTC), without trailing fractional zeros. */
export const instantText = (instant: Instant, offsetSeconds: number): string => {
  const local = instant + offsetSeconds * MICROS_PER_SECOND;
  const day = floorDiv(local, MICROS_PER_DAY) as Day;
  const rest = local - day * MICROS_PER_DAY;
  const seconds = floorDiv(rest, MICROS_PER_SECOND);
  const micros = rest - seconds * MICROS_PER_SECOND;
  const fraction = micros === 0 ? "" : `.${pad(micros, 6).replace(/0+$/, "")}`;
  const clock = `${pad(floorDiv(seconds, 3600))}:${pad(floorDiv(seconds, 60) % 60)}:${pad(seconds % 60)}${fraction}`;
  const sign = offsetSeconds < 0 ? "-" : "+";
  const minutes = floorDiv(Math.abs(offsetSeconds), 60);
  return `${dayText(day)}T${clock}${sign}${pad(floorDiv(minutes, 60))}:${pad(minutes % 60)}`;
};
