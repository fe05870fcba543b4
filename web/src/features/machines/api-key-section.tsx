// Clauses: C1.2
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKeys, HouseClient, MadeApiKey } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { May } from "../../ui/may.tsx";
import { ApiKeyForm } from "./api-key-form.tsx";
import { ApiKeyRow } from "./api-key-row.tsx";
import { SecretSheet } from "./secret-sheet.tsx";
import "./machines.css";
import "../../ui/register.css";
import "../../ui/field.css";

/** Keys of the company's machines: those in use, a new one, those that have ended. */
export function ApiKeySection({
  house,
  apiKeys,
  changed,
}: {
  readonly house: HouseClient;
  readonly apiKeys: ApiKeys;
  readonly changed: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<MadeApiKey>();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", apiKeys.now);
  const rows = (ended: boolean) =>
    apiKeys.keys
      .filter((one) => (one.state === "ended") === ended)
      .map((one) => <ApiKeyRow key={one.apiKeyId} house={house} apiKey={one} format={format} changed={changed} />);
  const [open, past] = [rows(false), rows(true)];
  return (
    <section className="register machines">
      <h1>{t("apiKeys.title")}</h1>
      <p className="quiet">{t("apiKeys.lead")}</p>
      <p className="quiet">
        {t("apiKeys.how")} <a href="/openapi.json">/openapi.json</a>
      </p>
      {made ? (
        <SecretSheet
          title={t("apiKeys.once", { name: made.name })}
          how={t("apiKeys.onceHow")}
          secret={made.secret}
          done={() => setMade(undefined)}
        />
      ) : null}
      <May verb="make-api-key">
        {making ? (
          <ApiKeyForm
            house={house}
            scopes={apiKeys.scopes}
            stop={() => setMaking(false)}
            done={(answer) => {
              setMaking(false);
              setMade(answer);
              changed();
            }}
          />
        ) : open.length > 0 || made ? (
          <p className="row">
            <Button onClick={() => setMaking(true)}>{t("apiKeys.make")}</Button>
          </p>
        ) : null}
      </May>
      {open.length > 0 ? (
        <>
          <ul className="plain">{open}</ul>
          <p className="quiet">{t("apiKeys.holdHint")}</p>
        </>
      ) : making || made ? null : (
        <div className="empty">
          <p>{t("apiKeys.none")}</p>
          <May verb="make-api-key">
            <Button type="primary" onClick={() => setMaking(true)}>
              {t("apiKeys.make")}
            </Button>
          </May>
        </div>
      )}
      {past.length > 0 ? (
        <details>
          <summary>{t("apiKeys.past", { count: past.length })}</summary>
          <ul className="plain">{past}</ul>
        </details>
      ) : null}
    </section>
  );
}
