// Clauses: C1.3, C7.1, N7
import Button from "antd/es/button";
import Input from "antd/es/input";
import Segmented from "antd/es/segmented";
import type { ChangeEvent } from "react";
import { useTranslation } from "react-i18next";
import type { OwnCustomer, OwnCustomersPage } from "../../source/house-client.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import type { Sought } from "./customers-list.tsx";
import { ownCustomerLink, ownName, stretchText } from "./own-customer-words.ts";
import "../../ui/register.css";
import "./customers.css";

export const OWN_WHENS = ["now", "before"] as const;
export type OwnWhen = (typeof OWN_WHENS)[number];
interface Filtering {
  readonly sought: Sought;
  readonly when: OwnWhen;
  readonly setWhen: (when: OwnWhen) => void;
}
/** Whom the contracts of whoever looks serve today, or served before. */
export function OwnCustomersList({
  page,
  busy,
  more,
  ...filtering
}: Filtering & {
  readonly page: OwnCustomersPage | undefined;
  readonly busy: boolean;
  readonly more: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <section className="register" aria-busy={busy}>
      <h1>{t("ownCustomers.title")}</h1>
      <p className="quiet">{t(`ownCustomers.leads.${filtering.when}`)}</p>
      <Filters {...filtering} />
      <p className="quiet" aria-live="polite">
        {page ? t("customers.found", { count: page.total }) : null}
      </p>
      {page?.rows.length === 0 ? <Nobody {...filtering} /> : null}
      {page && page.rows.length > 0 ? <Rows rows={page.rows} day={page.day} when={filtering.when} /> : null}
      {more ? (
        <p className="row more">
          <Button onClick={more}>
            {t("customers.more", { count: (page?.total ?? 0) - (page?.rows.length ?? 0) })}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
function Nobody({ sought, when }: Filtering) {
  const { t } = useTranslation();
  if (sought.text.trim() === "") return <p className="empty">{t(`ownCustomers.none.${when}`)}</p>;
  return (
    <div className="empty">
      <p>{t(`ownCustomers.noneFound.${when}`)}</p>
      <Button onClick={() => sought.set("")}>{t("customers.clear")}</Button>
    </div>
  );
}
function Filters({ sought, when, setWhen }: Filtering) {
  const { t } = useTranslation();
  const isComposing = ({ nativeEvent }: ChangeEvent): boolean => (nativeEvent as InputEvent).isComposing === true;
  const words = t(`ownCustomers.searches.${when}`);
  return (
    <div className="row register-filter">
      <Input
        className="words"
        allowClear
        autoComplete="off"
        aria-label={words}
        placeholder={words}
        value={sought.text}
        onChange={(event) => sought.set(event.target.value, isComposing(event))}
        onCompositionEnd={(event) => sought.set(event.currentTarget.value)}
      />
      <Segmented
        aria-label={t("ownCustomers.when")}
        value={when}
        onChange={setWhen}
        options={OWN_WHENS.map((value) => ({ value, label: t(`ownCustomers.whens.${value}`) }))}
      />
    </div>
  );
}
function Rows({
  rows,
  day,
  when,
}: {
  readonly rows: readonly OwnCustomer[];
  readonly day: string;
  readonly when: OwnWhen;
}) {
  const { t } = useTranslation();
  return (
    <ScrollX label={t("ownCustomers.title")}>
      <table className="data customer-rows">
        <thead>
          <tr>
            <th scope="col">{t("customers.name")}</th>
            <th scope="col">{t("customers.code")}</th>
            <th scope="col">{t("customers.phone")}</th>
            <th scope="col">{t("customers.contract")}</th>
            <th scope="col">{t("customers.servedDays")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.code}>
              <td className={one.shown === undefined || one.shown.erased ? "quiet" : undefined}>
                {one.shown === undefined ? (
                  ownName(one, when, t)
                ) : (
                  <a href={ownCustomerLink(one.code)} aria-label={`${ownName(one, when, t)} ${one.code}`}>
                    {ownName(one, when, t)}
                  </a>
                )}
              </td>
              <td>{one.code}</td>
              <td>{one.shown?.data.phone}</td>
              <td>
                {one.serving.map(({ number, fromOn }) => (
                  <div key={`${number} ${fromOn}`}>
                    <a href={`#/contracts/${encodeURIComponent(number)}`}>{number}</a>
                  </div>
                ))}
              </td>
              <td>
                {one.serving.map((stretch) => (
                  <div key={`${stretch.number} ${stretch.fromOn}`}>{keptDates(stretchText(stretch, day, t))}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
