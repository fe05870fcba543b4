// Clauses: C7.1
import { dayOf, daysInMonth } from "@fealty/engine/values/date.ts";
import { plainChinese } from "./chinese-date.ts";
import { Ambiguity, RowFault } from "./fault.ts";
import { halfWidth, trimBlanks } from "./normal-text.ts";

/** Order of day and month where the year stands last; undefined: asked when both readings exist. */
export type DateOrder = "ymd" | "dmy" | "mdy";
/** First year of Excel's day numbers. */
export type Serials = 1900 | 1904;

/** A local date, with a time of day where the cell has one. */
export interface LocalTime {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Seconds since local midnight; undefined where the cell holds a date only. */
  readonly seconds: number | undefined;
  readonly micros: number;
  /** Seconds east of UTC where the cell says so itself. */
  readonly offset: number | undefined;
  readonly serial: boolean;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthNamed = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})日?(?=$|[T ])(.*)$/;
const CHINESE = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*(?:[日号]|(?=$|\D))(.*)$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;
const COMPACT_THEN_CLOCK = /^(\d{4})(\d{2})(\d{2})([T ].+)$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=$|[T ])(.*)$/;
const DAY_NAME_YEAR = /^(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]\s*(\d{4})(?=$|[T ])(.*)$/;
const NAME_DAY_YEAR = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?=$|[T ])(.*)$/;
const SHORT_YEAR =
  /^\d{1,2}([-/.])\d{1,2}\1\d{1,2}(?=$|[T ])|^\d{1,2}年|^\d{1,2}[- ][A-Za-z]{3,9}\.?[- ,]\s*\d{2}(?=$|[T ])/;
/** Fewer than five digits: a year, a count or a day of 1900 to 1927; which of them nobody can tell. */
const SHORT_NUMBER = /^\d{1,4}(?:\.\d+)?$/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;
const CLOCK =
  /^[T ]*(上午|凌晨|早上|下午|晚上|中午)?\s*(\d{1,2})(?::|时|点)(?:(\d{1,2})(?:(?::|分)(?:(\d{1,2})(?:[.,](\d{1,9}))?秒?)?)?|(?<=[时点])整?)\s*([AaPp]\.?[Mm]\.?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$/;

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
const checkedDay = (year: number, month: number, day: number, written: string): number => {
  if (!isDay(year, month, day)) throw new RowFault("no_such_day", written);
  return dayOf({ year, month, day });
};
const offsetOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (text.length === 1) return 0;
  const digits = text.slice(1).replace(":", "");
  return (text[0] === "-" ? -1 : 1) * (+digits.slice(0, 2) * 3600 + +digits.slice(2) * 60);
};

const withClock = (day: number, clock: string, written: string): LocalTime => {
  if (clock.trim() === "") return { day, seconds: undefined, micros: 0, offset: undefined, serial: false };
  const match = CLOCK.exec(clock);
  if (!match) throw new RowFault("not_a_date", written);
  const [, half, hours = "", minutes = "0", seconds = "0", fraction = "", amPm, zone] = match;
  const late = half === "下午" || half === "晚上" || half === "中午" || /^p/i.test(amPm ?? "");
  const twelve = half !== undefined || amPm !== undefined;
  let hour = +hours;
  if (amPm !== undefined && (hour < 1 || hour > 12)) throw new RowFault("not_a_date", written);
  if (twelve && late && hour < 12) hour += 12;
  else if (twelve && !late && hour === 12) hour = 0;
  // The end of a day is the beginning of the next.
  if (hour === 24 && !twelve && +minutes === 0 && +seconds === 0 && +fraction === 0)
    return { day: day + 1, seconds: 0, micros: 0, offset: offsetOf(zone), serial: false };
  if (hour > 23 || +minutes > 59 || +seconds > 59) throw new RowFault("not_a_date", written);
  // Zeros behind the microsecond say no more; anything else would be lost, as a facts file refuses it.
  if (/[1-9]/.test(fraction.slice(6))) throw new RowFault("finer_than_microsecond", written);
  return {
    day,
    seconds: hour * 3600 + +minutes * 60 + +seconds,
    micros: +fraction.padEnd(6, "0").slice(0, 6),
    offset: offsetOf(zone),
    serial: false,
  };
};

const EPOCH_1900 = dayOf({ year: 1899, month: 12, day: 31 });
const EPOCH_1904 = dayOf({ year: 1904, month: 1, day: 1 });
const LAST_SERIAL = 2_958_465;

/** An Excel day number as local time, to the millisecond as Excel shows it; 60 is no day in the 1900 system. */
export const serialTime = (written: string, serials: Serials): LocalTime => {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(written);
  if (!match) throw new RowFault("not_a_date", written);
  const part = (match[2] ?? "").slice(0, 15);
  const scale = 10n ** BigInt(part.length);
  const millis = ((BigInt(part || "0") * 86_400_000n * 2n) / scale + 1n) / 2n;
  const number = +match[1]! + +(millis / 86_400_000n).toString();
  const rest = +(millis % 86_400_000n).toString();
  if (serials === 1900 && number === 60) throw new RowFault("serial_no_day", written);
  if (number > LAST_SERIAL || (serials === 1900 && number === 0)) throw new RowFault("no_day_number", written);
  const day = serials === 1904 ? EPOCH_1904 + number : EPOCH_1900 + number - (number > 60 ? 1 : 0);
  const seconds = part === "" ? undefined : (rest - (rest % 1000)) / 1000;
  return { day, seconds, micros: (rest % 1000) * 1000, offset: undefined, serial: true };
};
/** The number of a date cell: `20260301` is the day that it spells, for Excel counts no day so far; else a day number. */
export const numberTime = (written: string, serials: Serials): LocalTime => {
  const [, year = "", month = "", day = ""] = COMPACT_DAY.exec(written) ?? [];
  if (year === "" || !isDay(+year, +month, +day)) return serialTime(written, serials);
  return withClock(dayOf({ year: +year, month: +month, day: +day }), "", written);
};

const yearLast = (match: RegExpExecArray, order: DateOrder | undefined, written: string): LocalTime => {
  const [, a = "", , b = "", year = "", clock = ""] = match;
  const [first, second] = [+a, +b];
  if (order === "ymd") throw new RowFault("wrong_date_order", written, { order });
  if (order === undefined && first <= 12 && second <= 12 && first !== second)
    throw new Ambiguity("date_order", written);
  const dayFirst = order === undefined ? first > 12 || first === second : order === "dmy";
  const [day, month] = dayFirst ? [first, second] : [second, first];
  if (order !== undefined && month > 12 && day <= 12) throw new RowFault("wrong_date_order", written, { order });
  return withClock(checkedDay(+year, month, day, written), clock, written);
};

/** The text as its shapes are told. */
const plainDate = (written: string): string =>
  plainChinese(halfWidth(trimBlanks(written)).replace(/[\s\u00a0\u202f]+/g, " "));
/** The order that a date alone can have, such as `31/12/2026`; undefined where it has several, or its year stands first. */
export const onlyOrder = (written: string): "dmy" | "mdy" | undefined => {
  const [, first = "", , second = ""] = YEAR_LAST.exec(plainDate(written)) ?? [];
  return +first > 12 ? "dmy" : +second > 12 ? "mdy" : undefined;
};

/**
 * Reads a date, with or without time of day, in the shapes that files have: `2026-03-01`, `2026/3/1`, `2026年3月1日`,
 * `二〇二六年三月一日`, `20260301`, full-width digits, Excel day numbers, `1 Mar 2026`; `24:00` is the next day's beginning. `3/1/2026` throws an Ambiguity until its order is known.
 */
export const readDate = (written: string, order: DateOrder | undefined, serials: Serials): LocalTime => {
  const text = plainDate(written);
  if (text === "") throw new RowFault("blank", written);
  const first = YEAR_FIRST.exec(text);
  if (first) return withClock(checkedDay(+first[1]!, +first[3]!, +first[4]!, written), first[5]!, written);
  const chinese = CHINESE.exec(text);
  if (chinese) return withClock(checkedDay(+chinese[1]!, +chinese[2]!, +chinese[3]!, written), chinese[4]!, written);
  const compact = COMPACT.exec(text);
  if (compact) {
    const clock = compact[4] === undefined ? "" : `${compact[4]}:${compact[5]}:${compact[6] ?? "00"}`;
    return withClock(checkedDay(+compact[1]!, +compact[2]!, +compact[3]!, written), clock, written);
  }
  const compactClock = COMPACT_THEN_CLOCK.exec(text);
  if (compactClock) {
    const [, year = "", month = "", day = "", clock = ""] = compactClock;
    return withClock(checkedDay(+year, +month, +day, written), clock, written);
  }
  const last = YEAR_LAST.exec(text);
  if (last) return yearLast(last, order, written);
  const dayName = DAY_NAME_YEAR.exec(text);
  if (dayName) {
    const month = monthNamed(dayName[2]!);
    return withClock(checkedDay(+dayName[3]!, month, +dayName[1]!, written), dayName[4]!, written);
  }
  const nameDay = NAME_DAY_YEAR.exec(text);
  if (nameDay) {
    const month = monthNamed(nameDay[1]!);
    return withClock(checkedDay(+nameDay[3]!, month, +nameDay[2]!, written), nameDay[4]!, written);
  }
  if (SHORT_YEAR.test(text)) throw new RowFault("two_digit_year", written);
  if (SERIAL.test(text)) return serialTime(text, serials);
  if (SHORT_NUMBER.test(text)) throw new RowFault("short_day_number", written);
  throw new RowFault("not_a_date", written);
};
