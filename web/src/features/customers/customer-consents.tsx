// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { CustomerRead } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { ConsentForm } from "./consent-form.tsx";
import { CustomerPart, type PartProps, useClosing } from "./customer-part.tsx";
import { purposeName } from "./purpose-name.ts";

type Standing = CustomerRead["consents"][number]["standing"];
/** A refusal and a withdrawal are the customer's right and nobody's miss: neither stands in the colour of one. */
const STATES = {
  given: "met",
  refused: "excused",
  withdrawn: "ended",
  outdated: "at_risk",
  none: "not_started",
} as const satisfies Readonly<Record<Standing, string>>;

/** Where the customer stands with each purpose, what it said before, and the way to record what it says. */
export function CustomerConsents(props: PartProps) {
  const { t } = useTranslation();
  const { consents, said, kind, erased } = props.customer;
  const { open, toggle, closing } = useClosing(props);
  const isPerson = kind === "person";
  // Nobody is left who could be asked.
  if (erased && said.length === 0) return null;
  return (
    <CustomerPart
      title={t("privacy.consents")}
      lead={t(isPerson ? "privacy.consentsLead" : "privacy.notPersons")}
      verb={isPerson && !erased && consents.length > 0 ? t("privacy.record") : undefined}
      may="record-consent"
      name="record"
      open={open}
      toggle={toggle}
      form={<ConsentForm {...closing} />}
    >
      {isPerson && consents.length === 0 ? (
        <p className="empty">
          {t("privacy.noNotices")} <a href="#/privacy">{t("privacy.toNotices")}</a>
        </p>
      ) : null}
      {isPerson && consents.length > 0 ? <Standings customer={props.customer} /> : null}
      <Said customer={props.customer} />
    </CustomerPart>
  );
}
export function Standings({ customer: { consents } }: { readonly customer: Pick<CustomerRead, "consents"> }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", 0);
  return (
    <table className="data customer-consents">
      <thead>
        <tr>
          <th scope="col">{t("privacy.purpose")}</th>
          <th scope="col">{t("privacy.standing")}</th>
          <th scope="col">{t("privacy.notice")}</th>
        </tr>
      </thead>
      <tbody>
        {consents.map(({ purpose, recipient, standing, version, at }) => (
          <tr key={`${purpose} ${recipient ?? ""}`}>
            <td>{purposeName(t, { purpose, recipient })}</td>
            <td>
              <StateMark state={STATES[standing]} words={t(`privacy.standings.${standing}`)} />
            </td>
            <td>
              {version === undefined || at === undefined ? null : (
                <>
                  {t("privacy.version", { version })} {keptDates(format.time(at))}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
/** Everything that was said, the latest first. */
function Said({ customer: { said } }: { readonly customer: CustomerRead }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", 0);
  if (said.length === 0) return null;
  return (
    <details className="folded">
      <summary>{t("privacy.said", { count: said.length })}</summary>
      <ul className="plain">
        {said.map(({ purpose, recipient, version, act, at, form, evidence, byGuardian }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: of one moment several may have been recorded
          <li key={`${at} ${index}`} className="row">
            <span>{keptDates(format.time(at))}</span>
            <b>{t(`privacy.acts.${act}`)}</b>
            <span>{purposeName(t, { purpose, recipient })}</span>
            <span className="quiet">
              {[
                t("privacy.version", { version }),
                t(`privacy.forms.${form}`),
                ...(evidence === "" ? [] : [evidence]),
                ...(byGuardian ? [t("privacy.guardianSaid")] : []),
              ].join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
