// Clauses: C7.1, N8
import { useTranslation } from "react-i18next";
import type { CustomerRead } from "../../source/house-client.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { clockText } from "../../ui/retention-words.ts";
import { StateMark } from "../../ui/state-mark.tsx";
import { fieldName } from "./customer-words.ts";

/** For what the customer's data is kept, until when, and what would keep it longer. */
export function CustomerRetained({ customer: { retention } }: { readonly customer: CustomerRead }) {
  const { t } = useTranslation();
  if (retention === undefined) return null;
  const { clocks, dueOn, fields, blocks } = retention;
  return (
    <>
      <h2>{t("retention.ofCustomer")}</h2>
      <p className="quiet">
        {t("retention.ofCustomerLead")} <a href="#/privacy/retention">{t("retention.toRules")}</a>
      </p>
      <ul className="plain customer-retention">
        {clocks.map((clock) => (
          <li key={clock.purpose}>{keptDates(clockText(clock, t))}</li>
        ))}
      </ul>
      <p>
        {keptDates(dueOn === undefined ? t("retention.ofCustomerOpen") : t("retention.ofCustomerDue", { day: dueOn }))}
        {fields.map((one) => (
          <span key={one.field}>
            {" "}
            {keptDates(t("retention.fieldDue", { field: fieldName(one.field, "person", t), day: one.dueOn }))}
          </span>
        ))}
      </p>
      {blocks.length === 0 ? null : (
        <p className="row">
          {blocks.map((block) => (
            <StateMark
              key={block}
              state="suspended"
              words={`${t("retention.stopped")}${t("list")}${t(`retention.blocks.${block}`)}`}
            />
          ))}
        </p>
      )}
    </>
  );
}
