import { useTranslation } from "react-i18next";
import type { ListedPerson, Organisation } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";

/** `代理人 · 杭州分公司`, with whom somebody stands in for; its days behind it. */
export function RoleText({
  role: { role, branch, deputyFor, contract, fromOn, beforeOn },
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
    : contract !== undefined
      ? t("people.ofContract", { contract })
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
