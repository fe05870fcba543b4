// Clauses: C1.1
import { useTranslation } from "react-i18next";
import { May } from "../../ui/may.tsx";

/** What a company without a contract does first, each step with its page. */
export function FirstSteps() {
  const { t } = useTranslation();
  const steps = [
    ["organisation", "keep-branch", "#/organisation"],
    ["people", "add-person", "#/people/new"],
    ["customers", "keep-customer", "#/customers/new"],
  ] as const;
  return (
    <section className="first-steps" aria-label={t("today.first.title")}>
      <h2>{t("today.first.title")}</h2>
      <ol>
        {steps.map(([name, verb, href]) => (
          <May key={name} verb={verb}>
            <li>
              <a href={href}>{t(`today.first.${name}`)}</a> <span className="quiet">{t(`today.first.${name}Why`)}</span>
            </li>
          </May>
        ))}
        <li>
          {t("today.first.contracts")} <code>npx fealty add</code>{" "}
          <span className="quiet">{t("today.first.contractsWhy")}</span>
        </li>
      </ol>
    </section>
  );
}
