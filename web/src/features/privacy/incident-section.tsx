// Clauses: C7.1, N7

import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ExportList } from "../../ui/export/export-list.tsx";
import { numberCell } from "../../ui/export/table.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { May } from "../../ui/may.tsx";
import { IncidentEntry } from "./incident-entry.tsx";
import type { IncidentProps } from "./incident-props.ts";
import { NewIncident } from "./new-incident.tsx";
import { PrivacyNav } from "./privacy-nav.tsx";
import "../../ui/register.css";
import "./privacy.css";

/** All incidents, the one found last on top, with what is still owed after each. */
export function IncidentSection(props: IncidentProps) {
  const { t, i18n } = useTranslation();
  const { incidents, now } = props.told;
  const [open, setOpen] = useState(false);
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", now);
  const columns = ["code", "kind", "severity", "foundAt", "persons", "what", "cause", "data", "harm", "steps"] as const;
  return (
    <section className="register privacy">
      <PrivacyNav part="incidents" />
      <div className="row">
        <h2>{t("incidents.title")}</h2>
        <span className="grow" />
        {incidents.length === 0 ? null : (
          <ExportList
            title={t("incidents.title")}
            table={() => ({
              columns: columns.map((column) => t(`incidents.${column}`)),
              rows: incidents.map((one) => [
                one.code,
                t(`incidents.kinds.${one.kind}`),
                t(`incidents.severities.${one.present}`),
                format.time(one.foundAt),
                numberCell(one.persons),
                one.content.what,
                one.content.cause,
                one.content.data,
                one.content.harm,
                one.steps
                  .map((step) => `${format.time(step.at)} ${t(`incidents.stepKinds.${step.kind}`)} ${step.words}`)
                  .join(t("list")),
              ]),
            })}
          />
        )}
        <May verb="record-incident">
          <Button type="primary" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("incidents.record")}
          </Button>
        </May>
      </div>
      <p className="quiet">{t("incidents.lead")}</p>
      {open ? (
        <NewIncident
          house={props.house}
          stop={() => setOpen(false)}
          done={() => {
            setOpen(false);
            props.changed();
          }}
        />
      ) : null}
      {incidents.length === 0 && !open ? <p className="empty">{t("incidents.none")}</p> : null}
      {incidents.map((incident) => (
        <IncidentEntry key={incident.code} {...props} incident={incident} />
      ))}
    </section>
  );
}
