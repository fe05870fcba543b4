import calendar from "../../../data/calendars/cn.json" with { type: "json" };

/** A day as days since 1970-01-01 and a moment as minutes since then, both by the clock of Shanghai. */
export type DayNumber = number;
export type Minute = number;
export const DAY_MINUTES = 1_440;

export const dayNumber = (date: string): DayNumber => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
export const dateText = (day: DayNumber): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
export const monthText = (day: DayNumber): string => dateText(day).slice(0, 7);
/** `2026-03-05 14:02` */
export const minuteOf = (local: string): Minute => Date.parse(`${local.replace(" ", "T")}:00Z`) / 60_000;
export const instantText = (at: Minute): string => `${new Date(at * 60_000).toISOString().slice(0, 19)}+08:00`;
export const dayOfMinute = (at: Minute): DayNumber => Math.floor(at / DAY_MINUTES);
export const at = (day: DayNumber, hour: number, minute = 0): Minute => day * DAY_MINUTES + hour * 60 + minute;
export const monthOf = (day: DayNumber): number => new Date(day * 86_400_000).getUTCMonth() + 1;

type Year = { readonly off: Readonly<Record<string, unknown>>; readonly work: Readonly<Record<string, unknown>> };
const years: Readonly<Record<string, Year>> = calendar.years;
const daysOf = (part: keyof Year): ReadonlySet<DayNumber> =>
  new Set(Object.values(years).flatMap((year) => Object.keys(year[part]).map(dayNumber)));
const OFF = daysOf("off");
const WORK = daysOf("work");
/** Days of work in China by the kept calendar; a year that is not kept has weekends only. */
export const isWorkingDay = (day: DayNumber): boolean => {
  const weekday = (day + 4) % 7;
  return WORK.has(day) || (!OFF.has(day) && weekday !== 0 && weekday !== 6);
};
/** The working day `count` working days after `day`; with 0 the day itself, or the next that is one. */
export const workingDay = (day: DayNumber, count: number): DayNumber => {
  let now = day;
  for (let left = count; left > 0; ) {
    now += 1;
    if (isWorkingDay(now)) left -= 1;
  }
  while (!isWorkingDay(now)) now += 1;
  return now;
};
export const workingDaysFrom = (from: DayNumber, until: DayNumber): DayNumber[] =>
  Array.from({ length: Math.max(0, until - from + 1) }, (_, i) => from + i).filter(isWorkingDay);

/** A calendar period cut to a span: `from` to `until`, both included. `whole` is true once its last day lies in the span. */
export interface Stretch {
  /** `2025-03`, `2025-Q1`, `2025-H1` */
  readonly label: string;
  readonly from: DayNumber;
  readonly until: DayNumber;
  readonly ended: boolean;
}
const MONTHS = { month: 1, quarter: 3, half: 6 } as const;
const FIRST_YEAR = 2020;
/** First days of all months from 2020 to 2029. */
const STARTS: readonly DayNumber[] = Array.from({ length: 121 }, (_, i) => Date.UTC(FIRST_YEAR, i, 1) / 86_400_000);
const labelOf = (kind: keyof typeof MONTHS, month: number): string => {
  const year = FIRST_YEAR + Math.floor(month / 12);
  const place = Math.floor((month % 12) / MONTHS[kind]) + 1;
  return {
    month: `${year}-${String(place).padStart(2, "0")}`,
    quarter: `${year}-Q${place}`,
    half: `${year}-H${place}`,
  }[kind];
};
/** The months, quarters or halves of a span. The last may still be running when the span stops. */
export const stretches = (kind: keyof typeof MONTHS, from: DayNumber, until: DayNumber): Stretch[] => {
  const step = MONTHS[kind];
  const found: Stretch[] = [];
  for (let month = 0; month < 120; month += step) {
    const [start, next] = [STARTS[month]!, STARTS[month + step]!];
    if (next <= from || start > until) continue;
    const [first, last] = [Math.max(start, from), Math.min(next - 1, until)];
    found.push({ label: labelOf(kind, month), from: first, until: last, ended: next - 1 <= until });
  }
  return found;
};
