// Clauses: C7.1, N7, N8
import { useTranslation } from "react-i18next";
import type { CustomerField } from "../../source/house-client.ts";
import { lastDay } from "../../ui/day-span.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { clockText } from "../../ui/retention-words.ts";
import type { OwnProps } from "./own-props.ts";

const FIELDS = ["name", "phone", "identity", "bornOn"] as const satisfies readonly CustomerField[];
/** The person's own data in clear, and for what and until when it is kept. */
export function OwnData({ page: { kind, data, code, fromOn, beforeOn, retention } }: OwnProps) {
  const { t } = useTranslation();
  const nameOf = (field: CustomerField): string =>
    field === "name"
      ? t(`customers.names.${kind}`)
      : field === "identity"
        ? t(`customers.identities.${kind}`)
        : t(`customers.${field}`);
  return (
    <>
      <h2>{t("ownPage.data")}</h2>
      <dl>
        {FIELDS.filter((field) => data[field] !== undefined).map((field) => (
          <div key={field}>
            <dt>{nameOf(field)}</dt>
            <dd>{data[field]}</dd>
          </div>
        ))}
        <div>
          <dt>{t("customers.code")}</dt>
          <dd>{code}</dd>
        </div>
      </dl>
      <p className="quiet">
        {keptDates(
          beforeOn === undefined
            ? t("ownPage.since", { from: fromOn })
            : t("ownPage.sinceUntil", { from: fromOn, until: lastDay(beforeOn) }),
        )}
      </p>
      <p className="quiet">{t("ownPage.dataLead")}</p>
      {retention === undefined ? null : (
        <>
          <h3>{t("ownPage.kept")}</h3>
          <ul className="plain">
            {retention.clocks.map((clock) => (
              <li key={clock.purpose}>{keptDates(clockText(clock, t))}</li>
            ))}
          </ul>
          <p className="quiet">
            {keptDates(
              retention.dueOn === undefined
                ? t("retention.ofCustomerOpen")
                : t("retention.ofCustomerDue", { day: retention.dueOn }),
            )}
          </p>
        </>
      )}
    </>
  );
}
