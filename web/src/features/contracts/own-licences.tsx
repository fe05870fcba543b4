// Clauses: C6.2
import { useTranslation } from "react-i18next";
import type { OwnLicences } from "../../source/house-client.ts";
import { lastDay } from "../../ui/day-span.ts";
import { Facts } from "../../ui/facts.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import "../../ui/register.css";

const MARKED = { valid: "met", ends_soon: "at_risk", ended: "ended", later: "not_started", none: "missed" } as const;
/** The agent's own licences, above its contracts; nothing where none is kept and none is asked for. */
export function OwnLicenceList({ own }: { readonly own: OwnLicences }) {
  const { t } = useTranslation();
  const { lacks, held, licences, contracts } = own;
  if (licences.length === 0 && !lacks && held === null) return null;
  return (
    <section className="register">
      <h2>{t("contractList.licences.title")}</h2>
      {lacks ? (
        <p>
          <StateMark state="missed" words={t("contractList.licences.states.none")} />{" "}
          {t("contractList.licences.lacks", { contracts: contracts.join(t("list")) })}
        </p>
      ) : null}
      {held === null ? null : (
        <p>
          {held.firstOn === held.lastOn
            ? t("contractList.licences.heldOn", { count: held.sales, day: held.firstOn })
            : t("contractList.licences.held", { count: held.sales, from: held.firstOn, to: held.lastOn })}
        </p>
      )}
      <ul className="plain">
        {licences.map(({ licenceId, number, insurer, fromOn, beforeOn, state }) => (
          <li key={licenceId}>
            <div className="row">
              <span>{number}</span>
              <span className="grow" />
              <StateMark state={MARKED[state]} words={t(`contractList.licences.states.${state}`)} />
            </div>
            <Facts
              list={[
                insurer,
                beforeOn === null
                  ? t("contractList.licences.since", { from: fromOn })
                  : t("contractList.licences.days", { from: fromOn, to: lastDay(beforeOn) }),
              ]}
            />
          </li>
        ))}
      </ul>
      <p className="quiet">{t("contractList.licences.lead")}</p>
    </section>
  );
}
