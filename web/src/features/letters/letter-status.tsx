// Clauses: C1.2, A2
import { useTranslation } from "react-i18next";
import type { LetterStatus } from "../../source/house-client.ts";
import { StateMark } from "../../ui/state-mark.tsx";
import { inLanguage } from "./letter-words.ts";
import "./letters.css";

const STATES = { valid: "met", not_yet: "not_started", ended: "missed" } as const;
const WORDS = { valid: "letters.statusValid", not_yet: "letters.statusNotYet", ended: "letters.statusEnded" } as const;
/** What anybody who scans a letter is told. */
export function LetterStatusSection({ status }: { readonly status: LetterStatus }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const { company, demonstration, number, agentName, matters, territory, products, fromOn, untilOn, standing, day } =
    status;
  const parts: readonly (readonly [string, string])[] = [
    [t("letters.statusCompany"), company[language]],
    [t("letters.agentName"), agentName],
    [t("letters.matters"), matters.map((one) => t(`letters.matterNames.${one as "service"}`)).join(t("list"))],
    [t("letters.territory"), inLanguage(territory, language)],
    [t("letters.products"), inLanguage(products, language)],
    [t("letters.period"), t("letters.periodOf", { from: fromOn, until: untilOn })],
  ];
  return (
    <article className="letter-sheet">
      <h1>{t("letters.statusOf", { number })}</h1>
      {demonstration ? (
        <p>
          <span className="demo-mark">{t("house.demo")}</span>
        </p>
      ) : null}
      <p className="letter-standing" role="status">
        <StateMark state={STATES[standing]} words={t(WORDS[standing])} />
        <span className="quiet">{t("letters.statusDay", { day: day })}</span>
      </p>
      <dl>
        {parts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t("letters.statusLead")}</p>
    </article>
  );
}
