// Clauses: C7.1, N7
import Button from "antd/es/button";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerRead, HouseClient, Organisation } from "../../source/house-client.ts";
import { branchName } from "../../ui/branch-choice.tsx";
import { spanText } from "../../ui/day-span.ts";
import { CustomerForm } from "./customer-form.tsx";
import { CustomerHistory } from "./customer-history.tsx";
import { LinkForm } from "./customer-link.tsx";
import { MergedInto, MergeForm } from "./customer-merge.tsx";
import { CustomerPrivacy } from "./customer-privacy.tsx";
import { CustomerServing } from "./customer-serving.tsx";
import { customerLink, fieldName, shownName } from "./customer-words.ts";
import { type Clear, RevealForm } from "./reveal-form.tsx";
import "../../ui/register.css";
import "./customers.css";
import { May } from "../../ui/may.tsx";

interface Props {
  readonly house: HouseClient;
  readonly customer: CustomerRead;
  readonly organisation: Organisation;
  /** Something was changed or looked at; with the code that the customer has now. */
  readonly changed: (code?: string) => void;
}
/** One customer, masked; in clear only what was asked for with a reason, and only until the page is left. */
export function CustomerSection({ house, customer, organisation, changed }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"change" | "reveal" | "merge" | "link">();
  const [asked, setClear] = useState<Clear>();
  const { code, erased, masked } = customer;
  const clear = erased ? undefined : asked;
  const stop = (): void => setOpen(undefined);
  return (
    <section className="register">
      <p>
        <a href="#/customers">{t("customers.title")}</a>
      </p>
      <div className="row">
        <h1>{shownName(customer, t)}</h1>
        <span className="quiet">{t("customers.codeOf", { code })}</span>
        <span className="grow" />
        <span className="row">
          {masked.length > 0 && clear === undefined ? (
            <May verb="reveal-customer">
              <Button onClick={() => setOpen(open === "reveal" ? undefined : "reveal")}>{t("customers.reveal")}</Button>
            </May>
          ) : null}
          {erased || customer.mergedInto !== undefined ? null : (
            <May verb="give-customer-link">
              <Button onClick={() => setOpen(open === "link" ? undefined : "link")}>{t("customers.giveLink")}</Button>
            </May>
          )}
          {erased || customer.mergedInto !== undefined ? null : (
            <May verb="merge-customers">
              <Button onClick={() => setOpen(open === "merge" ? undefined : "merge")}>{t("customers.merge")}</Button>
            </May>
          )}
          {erased ? null : (
            <May verb="keep-customer">
              <Button onClick={() => setOpen(open === "change" ? undefined : "change")}>{t("customers.change")}</Button>
            </May>
          )}
        </span>
      </div>
      {erased ? <p className="empty">{t("customers.erasedLead")}</p> : null}
      {open === "reveal" ? (
        <RevealForm
          reveal={(given) => house.customers.reveal({ party: "company", customer: code, ...given })}
          customer={customer}
          lead={t("customers.revealLead")}
          done={(answer) => {
            stop();
            setClear(answer);
            changed();
          }}
          stop={stop}
        />
      ) : null}
      {open === "link" ? (
        <LinkForm
          house={house}
          party="company"
          code={code}
          done={() => {
            stop();
            changed();
          }}
          stop={stop}
        />
      ) : null}
      {open === "change" ? (
        <CustomerForm
          house={house}
          customer={customer}
          organisation={organisation}
          done={(now) => {
            stop();
            setClear(undefined);
            changed(now);
          }}
          stop={stop}
        />
      ) : null}
      {open === "merge" ? (
        <MergeForm
          house={house}
          customer={customer}
          done={() => {
            stop();
            changed();
          }}
          stop={stop}
        />
      ) : null}
      {customer.mergedInto === undefined ? null : <MergedInto house={house} customer={customer} done={changed} />}
      {clear === undefined ? null : <Revealed hide={() => setClear(undefined)} />}
      <Known customer={customer} clear={clear ?? {}} branches={organisation.branches} />
      {customer.duplicates.map(({ field, codes }) => (
        <p key={field} className="row empty">
          {t("customers.same", { field: fieldName(field, customer.kind, t) })}
          <Links customers={codes.map((one) => ({ code: one, text: one }))} />
        </p>
      ))}
      <CustomerServing house={house} customer={customer} changed={changed} />
      <CustomerPrivacy house={house} customer={customer} changed={changed} />
      <CustomerHistory customer={customer} />
    </section>
  );
}
/** That clear values stand on the page, and the way to hide them; whoever asked for them goes on from here. */
export function Revealed({ hide }: { readonly hide: () => void }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} className="row revealed" role="status" tabIndex={-1}>
      <span>{t("customers.revealed")}</span>
      <Button onClick={hide}>{t("customers.hide")}</Button>
    </div>
  );
}
/** What is known of the customer, and of whom it answers for. */
function Known({
  customer,
  clear,
  branches,
}: {
  readonly customer: CustomerRead;
  readonly clear: Clear;
  readonly branches: Organisation["branches"];
}) {
  const { t, i18n } = useTranslation();
  const { kind, data, guardian, wards, merged, erased } = customer;
  const sealed = (["name", "phone", "identity", "bornOn"] as const).filter(
    (field) => !erased && (kind === "person" || field !== "bornOn"),
  );
  const branch = branchName(customer.branch, branches, i18n.language === "en" ? "en" : "zh");
  return (
    <dl className="known">
      {sealed.map((field) => (
        <Fact key={field} name={fieldName(field, kind, t)}>
          {customer.withheld.includes(field) ? (
            <span className="quiet">{t("customers.withheld")}</span>
          ) : clear[field] === undefined ? (
            (data[field] ?? <span className="quiet">{t("customers.unknown")}</span>)
          ) : (
            <b>{clear[field]}</b>
          )}
        </Fact>
      ))}
      <Fact name={t("customers.kind")}>{t(`customers.kinds.${kind}`)}</Fact>
      <Fact name={t("customers.branch")}>{branch || <span className="quiet">{t("customers.noBranch")}</span>}</Fact>
      <Fact name={t("customers.days")}>{spanText(customer.fromOn, customer.beforeOn, t)}</Fact>
      {guardian === undefined ? null : (
        <Fact name={t("customers.guardian")}>
          <Links customers={[{ code: guardian, text: guardian }]} />
        </Fact>
      )}
      {merged.length === 0 ? null : (
        <Fact name={t("customers.mergedHere")}>
          <Links
            customers={merged.map((one) => ({
              code: one.code,
              text: [shownName(one, t), one.code, one.data.phone ?? ""].filter(Boolean).join(" "),
            }))}
          />
        </Fact>
      )}
      {wards.length === 0 ? null : (
        <Fact name={t("customers.wards")}>
          <Links customers={wards.map((ward) => ({ code: ward.code, text: `${shownName(ward, t)} ${ward.code}` }))} />
        </Fact>
      )}
    </dl>
  );
}
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
function Links({ customers }: { readonly customers: readonly { readonly code: string; readonly text: string }[] }) {
  const { t } = useTranslation();
  return customers.map(({ code, text }, index) => (
    <span key={code}>
      {index > 0 ? t("customers.comma") : null}
      <a href={customerLink(code)}>{text}</a>
    </span>
  ));
}
