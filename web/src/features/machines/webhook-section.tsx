// Clauses: C1.2
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, ToldSecret, Webhooks } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { May } from "../../ui/may.tsx";
import { SecretSheet } from "./secret-sheet.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookRow } from "./webhook-row.tsx";
import "./machines.css";
import "../../ui/register.css";
import "../../ui/field.css";

/** Which of the company's other systems are told of what. */
export function WebhookSection({
  house,
  webhooks,
  changed,
}: {
  readonly house: HouseClient;
  readonly webhooks: Webhooks;
  readonly changed: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<ToldSecret>();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", webhooks.now);
  const rows = (ended: boolean) =>
    webhooks.webhooks
      .filter((one) => (one.ended !== undefined) === ended)
      .map((one) => (
        <WebhookRow
          key={one.webhookId}
          house={house}
          webhook={one}
          format={format}
          changed={changed}
          show={setSecret}
        />
      ));
  const [open, past] = [rows(false), rows(true)];
  return (
    <section className="register machines">
      <h1>{t("webhooks.title")}</h1>
      <p className="quiet">{t("webhooks.lead")}</p>
      <p className="quiet">{t("webhooks.how")}</p>
      {secret ? (
        <SecretSheet
          title={t("webhooks.once", { name: secret.name })}
          how={t("webhooks.onceHow")}
          secret={secret.secret}
          done={() => setSecret(undefined)}
        />
      ) : null}
      <May verb="make-webhook">
        {making ? (
          <WebhookForm
            house={house}
            kinds={webhooks.kinds}
            stop={() => setMaking(false)}
            done={(made) => {
              setMaking(false);
              setSecret(made);
              changed();
            }}
          />
        ) : open.length > 0 ? (
          <p className="row">
            <Button onClick={() => setMaking(true)}>{t("webhooks.make")}</Button>
          </p>
        ) : null}
      </May>
      {open.length > 0 ? (
        <ul className="plain">{open}</ul>
      ) : making || secret ? null : (
        <div className="empty">
          <p>{t("webhooks.none")}</p>
          <May verb="make-webhook">
            <Button type="primary" onClick={() => setMaking(true)}>
              {t("webhooks.make")}
            </Button>
          </May>
        </div>
      )}
      {past.length > 0 ? (
        <details>
          <summary>{t("webhooks.past", { count: past.length })}</summary>
          <ul className="plain">{past}</ul>
        </details>
      ) : null}
    </section>
  );
}
