// Clauses: C8.1
/** What is wrong with a calendar or zone file. The sentence stands in messages/, by code; nothing is guessed or skipped. */
export const DATA_PROBLEMS = [
  /** Not of the expected form: `{expected}` at `path`. */
  "calendar_form",
  /** `{value}` is no date of the calendar. */
  "calendar_date",
  /** A date outside the year it stands under: `{value}`, `{year}`. */
  "calendar_other_year",
  /** `{value}` is a day off and a make-up workday at once. */
  "calendar_both",
  /** A calendar without a working day. */
  "calendar_never_works",
  /** Not of the expected form: `{expected}` at `path`. */
  "zones_form",
] as const;
export type DataProblemCode = (typeof DATA_PROBLEMS)[number];
export interface DataProblem {
  readonly code: DataProblemCode;
  /** `years.2026.off`, `days[3].date`; empty for the whole file. */
  readonly path: string;
  readonly args: Readonly<Record<string, string>>;
}
export const formProblem = (code: "calendar_form" | "zones_form", path: string, expected: string): DataProblem => ({
  code,
  path,
  args: { expected },
});
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
