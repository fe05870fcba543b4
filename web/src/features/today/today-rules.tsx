// Clauses: C2.3
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Today } from "../../source/house-client.ts";
import type { ListTable } from "../../ui/export/table.ts";
import { Facts } from "../../ui/facts.tsx";
import type { Format } from "../../ui/format.ts";
import { StateMark } from "../../ui/state-mark.tsx";

type Draft = Today["ruleDrafts"][number];
type Unread = Today["rulesUnread"][number];
/** In the reader's language, or in the other where there is none in it. */
const titleIn = ({ title }: Draft | Unread, language: string): string =>
  language === "en" ? title.en || title.zh : title.zh || title.en;

export function RuleDraftRow({ draft, format }: { readonly draft: Draft; readonly format: Format }) {
  const { t, i18n } = useTranslation();
  const { code, version, preparedAt } = draft;
  return (
    <>
      <div className="row">
        <a href="#/rules">{t("today.ruleVersion", { code, version })}</a>
        <span className="grow" />
        <StateMark state="not_started" words={t("today.letterWaits")} />
      </div>
      <Facts list={[titleIn(draft, i18n.language), t("today.letterSince", { at: format.time(preparedAt) })]} />
    </>
  );
}
export function RulesUnreadRow({ rules, format }: { readonly rules: Unread; readonly format: Format }) {
  const { t, i18n } = useTranslation();
  const { code, version, missing, of, publishedAt } = rules;
  return (
    <>
      <div className="row">
        <a href="#/rules">{t("today.ruleVersion", { code, version })}</a>
        <span className="grow" />
        <StateMark state="running" words={t("today.rulesMissing", { missing, of })} />
      </div>
      <Facts list={[titleIn(rules, i18n.language), t("today.rulesSince", { at: format.time(publishedAt) })]} />
    </>
  );
}
/** Rules that wait for a second person, as a file has them. */
export const ruleDraftTable = (drafts: readonly Draft[], format: Format, t: TFunction): ListTable => ({
  columns: [t("finding.matter"), t("rule.state")],
  rows: drafts.map(({ code, version, preparedAt }) => [
    t("today.ruleVersion", { code, version }),
    t("today.letterSince", { at: format.time(preparedAt) }),
  ]),
});
/** Rules that not everybody has acknowledged, as a file has them. */
export const rulesUnreadTable = (unread: readonly Unread[], format: Format, t: TFunction): ListTable => ({
  columns: [t("finding.matter"), t("rule.state")],
  rows: unread.map(({ code, version, missing, of, publishedAt }) => [
    t("today.ruleVersion", { code, version }),
    `${t("today.rulesMissing", { missing, of })}${t("list")}${t("today.rulesSince", { at: format.time(publishedAt) })}`,
  ]),
});
