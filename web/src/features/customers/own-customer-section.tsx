// Clauses: C1.3, C7.1, N7
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, OwnCustomerRead } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { Standings } from "./customer-consents.tsx";
import { whatWasDone } from "./customer-history.tsx";
import { LinkForm } from "./customer-link.tsx";
import { Fact, Revealed } from "./customer-section.tsx";
import { fieldName } from "./customer-words.ts";
import { ownName, stretchText } from "./own-customer-words.ts";
import { type Clear, RevealForm } from "./reveal-form.tsx";
import "../../ui/register.css";
import "./customers.css";

interface Props {
  readonly house: HouseClient;
  readonly customer: OwnCustomerRead;
  readonly changed: () => void;
}
/** One customer as the agent who serves it sees it: name in full, the rest masked until it is asked for with a reason. */
export function OwnCustomerSection({ house, customer, changed }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"reveal" | "link">();
  const [clear, setClear] = useState<Clear>();
  const { code, shown, consents, day, serving, sensitive } = customer;
  if (shown === undefined) return null;
  const { kind, data, masked, erased } = shown;
  const stop = (): void => setOpen(undefined);
  const toggle = (form: "reveal" | "link"): void => setOpen(open === form ? undefined : form);
  const fields = (["name", "phone", "identity", "bornOn"] as const).filter(
    (field) => !erased && (kind === "person" || field !== "bornOn"),
  );
  return (
    <section className="register">
      <p>
        <a href="#/own-customers">{t("ownCustomers.title")}</a>
      </p>
      <div className="row">
        <h1>{ownName(customer, "now", t)}</h1>
        <span className="quiet">{t("customers.codeOf", { code })}</span>
        <span className="grow" />
        {masked.length > 0 && clear === undefined ? (
          <May verb="reveal-own-customer">
            <Button aria-expanded={open === "reveal"} onClick={() => toggle("reveal")}>
              {t("customers.reveal")}
            </Button>
          </May>
        ) : null}
        {erased ? null : (
          <May verb="give-customer-link">
            <Button aria-expanded={open === "link"} onClick={() => toggle("link")}>
              {t("customers.giveLink")}
            </Button>
          </May>
        )}
      </div>
      {erased ? <p className="empty">{t("customers.erasedLead")}</p> : null}
      {open === "link" ? (
        <LinkForm
          house={house}
          party="agent"
          code={code}
          done={() => {
            stop();
            changed();
          }}
          stop={stop}
        />
      ) : null}
      {open === "reveal" ? (
        <RevealForm
          reveal={(asked, key) => house.ownCustomers.reveal({ party: "agent", customer: code, key, ...asked })}
          customer={{ kind, masked, sensitive, consents }}
          lead={t("ownCustomers.revealLead")}
          done={(answer) => {
            stop();
            setClear(answer);
            changed();
          }}
          stop={stop}
        />
      ) : null}
      {clear === undefined ? null : <Revealed hide={() => setClear(undefined)} />}
      <dl className="known">
        {fields.map((field) => (
          <Fact key={field} name={fieldName(field, kind, t)}>
            {clear?.[field] === undefined ? (
              (data[field] ?? <span className="quiet">{t("customers.unknown")}</span>)
            ) : (
              <b>{clear[field]}</b>
            )}
          </Fact>
        ))}
        <Fact name={t("customers.kind")}>{t(`customers.kinds.${kind}`)}</Fact>
      </dl>
      <h2>{t("customers.servedDays")}</h2>
      <ul className="plain">
        {serving.map((stretch) => (
          <li key={`${stretch.number} ${stretch.fromOn}`}>
            <a href={`#/contracts/${encodeURIComponent(stretch.number)}`}>{stretch.number}</a>{" "}
            {keptDates(stretchText(stretch, day, t))}
          </li>
        ))}
      </ul>
      {kind === "person" ? (
        <>
          <h2>{t("privacy.consents")}</h2>
          <p className="quiet">{t("ownCustomers.consentsLead")}</p>
          {consents.length === 0 ? (
            <p className="empty">{t("ownCustomers.noNotices")}</p>
          ) : (
            <Standings customer={customer} />
          )}
        </>
      ) : null}
      <Looks customer={customer} />
    </section>
  );
}
/** What the one who looks looked at in clear, and why. */
function Looks({ customer: { looks, shown } }: { readonly customer: OwnCustomerRead }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", looks[0]?.at ?? 0);
  return (
    <>
      <h2>{t("ownCustomers.looks")}</h2>
      {looks.length === 0 ? <p className="quiet">{t("ownCustomers.noLooks")}</p> : null}
      <ul className="plain">
        {looks.map((line) => (
          <li key={line.at} className="said">
            {keptDates(`${format.time(line.at)} ${whatWasDone(line, shown?.kind ?? "person", t)}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
