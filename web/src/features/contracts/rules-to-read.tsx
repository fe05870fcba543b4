// Clauses: C2.3
import { useTranslation } from "react-i18next";
import type { RulesRead } from "../../source/house-client.ts";
import { Facts } from "../../ui/facts.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import "../../ui/register.css";

/** What a party of contracts is asked to acknowledge, above its contracts; nothing where nothing waits. */
export function RulesToRead({ books }: { readonly books: RulesRead["books"] }) {
  const { t, i18n } = useTranslation();
  const waiting = books.flatMap(({ current, addressed, versions }) => {
    const contracts = addressed.filter((one) => one.acknowledgedAt === null).map(({ contract }) => contract);
    const shown = versions.find(({ version }) => version === current);
    return shown === undefined || contracts.length === 0 ? [] : [{ ...shown, contracts }];
  });
  if (waiting.length === 0) return null;
  const [own, other] = i18n.language === "en" ? (["en", "zh"] as const) : (["zh", "en"] as const);
  return (
    <section className="register">
      <h2>{t("contractList.rulesWait.title", { count: waiting.length })}</h2>
      <p className="quiet">{t("contractList.rulesWait.lead")}</p>
      <ul className="plain">
        {waiting.map(({ code, version, title, effectiveOn, contracts }) => (
          <li key={code}>
            <div className="row">
              <a href="#/rules">{t("today.ruleVersion", { code, version })}</a>
              <span className="grow" />
              <StateMark state="running" words={t("contractList.rulesWait.state")} />
            </div>
            <Facts
              list={[
                title[own] || title[other],
                t("contractList.rulesWait.effective", { day: effectiveOn }),
                t("contractList.rulesWait.contracts", { contracts: contracts.join(t("list")) }),
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
