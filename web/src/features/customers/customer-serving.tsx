// Clauses: C1.3, C7.1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerRead, HouseClient } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";

interface Props {
  readonly house: HouseClient;
  readonly customer: CustomerRead;
  readonly changed: () => void;
}
type Stretch = CustomerRead["serving"][number];
/** Under which contracts the customer is and was served, and the way into another one. */
export function CustomerServing({ house, customer, changed }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [open, setOpen] = useState(false);
  const { serving, day, erased } = customer;
  const today = serving.find(({ fromOn, beforeOn }) => fromOn <= day && day < beforeOn);
  return (
    <>
      <div className="row">
        <h2>{t("customers.serving")}</h2>
        <span className="grow" />
        {today === undefined || erased ? null : (
          <May verb="hand-over-customers">
            <Button onClick={() => setOpen(!open)}>{t("customers.handOver")}</Button>
          </May>
        )}
      </div>
      {open && today !== undefined ? (
        <HandOverForm
          house={house}
          from={today}
          day={day}
          done={() => {
            setOpen(false);
            changed();
          }}
          stop={() => setOpen(false)}
        />
      ) : null}
      {today === undefined ? <p className="quiet">{t("customers.notServed")}</p> : null}
      {serving.length === 0 ? null : (
        <table className="data customer-serving">
          <thead>
            <tr>
              <th scope="col">{t("customers.contract")}</th>
              <th scope="col">{t("customers.servedDays")}</th>
            </tr>
          </thead>
          <tbody>
            {serving.map(({ number, title, agentName, fromOn, beforeOn, toEnd }) => (
              <tr key={`${number} ${fromOn}`}>
                <td>
                  <a href={`#/contracts/${encodeURIComponent(number)}`}>{`${agentName} ${number}`}</a>{" "}
                  <span className="quiet">{title[language] || title.zh}</span>
                </td>
                <td>{keptDates(spanText(fromOn, toEnd && day < beforeOn ? undefined : beforeOn, t))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
function HandOverForm({
  house,
  from,
  day,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly from: Stretch;
  readonly day: string;
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<{ readonly to: string; readonly on: string }, unknown>(
    { to: "", on: day },
    ({ to, on }, key) =>
      house.customers.handOver({ party: "company", key, from: from.number, to, customers: [from.customer], on }),
    done,
    (field) => field === "to" || field === "on",
  );
  return (
    <FormFrame form={form} verb={t("customers.handOverNow")} stop={stop}>
      <p className="whole quiet">{t("customers.handOverLead")}</p>
      <TextField
        label={t("customers.handOverTo")}
        fault={form.fault("to")}
        value={form.values.to}
        change={(to) => form.set({ to })}
      />
      <DayField
        label={t("customers.handOverOn")}
        fault={form.fault("on")}
        value={form.values.on}
        change={(on = "") => form.set({ on })}
      />
    </FormFrame>
  );
}
