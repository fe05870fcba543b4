import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { useTranslation } from "react-i18next";
import type { ListedPerson, Organisation } from "../../source/house-client.ts";

/** `代理人 · 杭州分公司`, with whom somebody stands in for; its days behind it. */
export function RoleText({
  role: { role, branch, deputyFor, fromOn, beforeOn },
  branches,
}: {
  readonly role: ListedPerson["roles"][number];
  readonly branches: Organisation["branches"];
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const place = branches.find(({ code }) => code === branch)?.name;
  const where = place
    ? place[language] || place.zh
    : role === "agent" || role === "intermediary"
      ? ""
      : t("people.everywhere");
  return (
    <>
      <b>{t(`people.roles.${role}`)}</b>
      {where === "" ? null : ` · ${where}`}
      {deputyFor ? ` · ${t("people.standsInFor", { name: deputyFor.name })}` : null}{" "}
      <span className="quiet date">{spanText(fromOn, beforeOn, t)}</span>
    </>
  );
}
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
