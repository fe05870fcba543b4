import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";

const shifted = (day: string, count: number): string => {
  const parsed = parseDay(day);
  // What is no day stays as it was typed, and is refused with its field.
  return parsed === undefined ? day : dayText(addDays(parsed, count));
};
/** The last day is told, as people say it; the store keeps the first day without. */
export const lastDay = (beforeOn: string): string => shifted(beforeOn, -1);
/** The first day without something whose last day is known. */
export const dayAfter = (last: string): string => shifted(last, 1);
export const spanText = (
  fromOn: string,
  beforeOn: string | undefined,
  t: (key: "people.since" | "people.fromTo" | "people.never", words: Record<string, string>) => string,
): string =>
  beforeOn === fromOn
    ? t("people.never", {})
    : beforeOn === undefined
      ? t("people.since", { from: fromOn })
      : t("people.fromTo", { from: fromOn, to: lastDay(beforeOn) });
