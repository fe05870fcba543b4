// Clauses: C7.1, N7
import Button from "antd/es/button";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import type { Incident, IncidentProps } from "./incident-props.ts";
import { IncidentStepForm } from "./incident-step-form.tsx";
import { Parts } from "./register-part.tsx";

const HOUR = 3_600_000_000;
const MARKS = { done: "met", done_late: "missed", open: "running", late: "missed" } as const;
const leftText = (microseconds: number, t: TFunction): string => {
  const hours = Math.floor(Math.abs(microseconds) / HOUR);
  return hours === 0 ? t("incidents.under") : t("incidents.hours", { count: hours });
};
/** One incident: what it is, what is owed until when, what was done, and what a notice says. */
export function IncidentEntry({
  house,
  company,
  told,
  incident,
  changed,
}: IncidentProps & { readonly incident: Incident }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { code, kind, present, foundAt, occurredAt, persons, content, customers, clocks, steps, closed } = incident;
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", told.now);
  const measures = steps.filter((step) => step.kind === "measures").map(({ words }) => words);
  return (
    <section className="notice incident">
      <div className="row">
        <h3>
          {code} <span className="quiet">{t(`incidents.kinds.${kind}`)}</span>
        </h3>
        <StateMark state={closed ? "ended" : "running"} words={t(closed ? "incidents.closed" : "incidents.open")} />
        <span className="grow" />
        {closed ? null : (
          <May verb="add-incident-step">
            <Button aria-label={t("incidents.stepOf", { code })} aria-expanded={open} onClick={() => setOpen(!open)}>
              {t("incidents.step")}
            </Button>
          </May>
        )}
      </div>
      <p className="row quiet">
        <span>{t(`incidents.severities.${present}`)}</span>
        <span>{keptDates(t("incidents.foundThus", { at: format.time(foundAt) }))}</span>
        {occurredAt === undefined ? null : (
          <span>{keptDates(t("incidents.occurredThus", { at: format.time(occurredAt) }))}</span>
        )}
        <span>{t("incidents.concerns", { count: persons })}</span>
        {customers.map((customer) => (
          <a key={customer} href={`#/customers/${encodeURIComponent(customer)}`}>
            {customer}
          </a>
        ))}
      </p>
      {open ? (
        <IncidentStepForm
          house={house}
          incident={incident}
          stop={() => setOpen(false)}
          done={() => {
            setOpen(false);
            changed();
          }}
        />
      ) : null}
      <Parts
        parts={(["what", "cause", "data", "harm"] as const).map(
          (name) => [t(`incidents.${name}`), content[name]] as const,
        )}
      />
      <h4>{t("incidents.owed")}</h4>
      <ul className="plain incident-clocks">
        {clocks.map(({ step, dueAt, byLaw, doneAt, standing }) => (
          <li key={step} className="row">
            <b>{t(`incidents.owedSteps.${step}`)}</b>
            <span>{keptDates(t("incidents.dueAt", { at: format.time(dueAt) }))}</span>
            <span className="quiet">{t(byLaw ? "incidents.byLaw" : "incidents.own")}</span>
            <span className="grow" />
            {doneAt === undefined ? null : <span className="quiet">{keptDates(format.time(doneAt))}</span>}
            <StateMark
              state={MARKS[standing]}
              words={t(`incidents.standings.${standing}`, { left: leftText(dueAt - told.now, t) })}
            />
          </li>
        ))}
      </ul>
      {steps.length === 0 ? null : (
        <>
          <h4>{t("incidents.steps")}</h4>
          <ul className="plain incident-steps">
            {steps.map((step) => (
              <li key={`${step.recordedAt} ${step.kind}`}>
                <div className="row">
                  <span className="quiet">{keptDates(format.time(step.at))}</span>
                  <b>
                    {step.severity === undefined
                      ? t(`incidents.stepKinds.${step.kind}`)
                      : t("incidents.stepWith", {
                          kind: t(`incidents.stepKinds.${step.kind}`),
                          severity: t(`incidents.severities.${step.severity}`),
                        })}
                  </b>
                </div>
                <p className="told">{step.words}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>{t("incidents.notice")}</summary>
        <p className="quiet">{t("incidents.noticeLead")}</p>
        <p className="told notice-letter">
          {t("incidents.noticeText", {
            company,
            at: format.time(foundAt),
            kind: t(`incidents.kinds.${kind}`),
            ...Object.fromEntries(Object.entries(content).map(([name, text]) => [name, text.replace(/[。.]+$/, "")])),
            measures:
              measures.map((text) => text.replace(/[。.]+$/, "")).join(i18n.language === "en" ? "; " : "；") ||
              t("incidents.noMeasures"),
          })}
        </p>
      </details>
    </section>
  );
}
