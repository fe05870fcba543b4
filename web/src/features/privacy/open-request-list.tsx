// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { OpenRequests } from "../../source/house-client.ts";
import { DueMark } from "../../ui/due-mark.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";

/** Requests of all customers that wait for an answer, as the house orders them: the one due first on top. */
export function OpenRequestList({ open: { day, requests } }: { readonly open: OpenRequests }) {
  const { t } = useTranslation();
  const late = requests.filter((one) => one.late).length;
  return (
    <>
      <h2>{t("privacy.open")}</h2>
      {requests.length === 0 ? (
        <p className="empty">
          {t("privacy.noOpen")} <a href="#/customers">{t("privacy.toCustomers")}</a>
        </p>
      ) : (
        <p className="quiet">
          {t("privacy.openCount", { count: requests.length })}
          {late > 0 ? ` ${t("privacy.lateCount", { count: late })}` : null}
        </p>
      )}
      <ul className="plain open-requests">
        {requests.map(({ requestId, customer, asks, words, channel, askedOn, dueOn }) => (
          <li key={requestId}>
            <div className="row">
              <a href={`#/customers/${encodeURIComponent(customer)}`}>{customer}</a>
              <b>{t(`privacy.askNames.${asks}`)}</b>
              <span className="quiet">
                {keptDates(t("privacy.askedThus", { day: askedOn, channel: t(`privacy.channels.${channel}`) }))}
              </span>
              <span className="grow" />
              <DueMark dueOn={dueOn} day={day} />
            </div>
            <p className="told">{words}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
