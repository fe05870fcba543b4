// Clauses: C11.1, N6

import type { FindingView, PartyName } from "@fealty/engine/views/view.ts";
import Segmented from "antd/es/segmented";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cureWords } from "../../ui/cure-words.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import { Facts } from "../../ui/facts.tsx";
import { useReading } from "../../ui/reading.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { findingTable } from "./finding-table.ts";
import "./finding-section.css";

/** What the system found, for persons to decide. Missed is found; breached only ever follows a decision. */
export function FindingSection() {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const [bearer, setBearer] = useState<PartyName | "all">("all");
  const shown = view.findings.filter((finding) => bearer === "all" || finding.bearer === bearer);
  return (
    <div className="findings">
      <div className="row">
        <h2>{t("finding.title")}</h2>
        <span className="grow" />
        {shown.length === 0 ? null : (
          <ExportList
            title={`${view.number} ${t("finding.title")}`}
            table={() => findingTable(shown, view.clauses, format, t)}
          />
        )}
      </div>
      {view.findings.length === 0 ? (
        <p className="empty">{t("finding.none")}</p>
      ) : (
        <>
          <p className="quiet">{t("finding.notice")}</p>
          <Segmented
            className="finding-filter"
            aria-label={t("finding.filter")}
            name="bearer"
            tabIndex={-1}
            value={bearer}
            onChange={(value) => setBearer(value)}
            options={[
              { value: "all" as const, label: `${t("finding.everyone")} ${view.findings.length}` },
              ...view.parties.map(({ party }) => ({
                value: party,
                label: `${t(`party.${party}`, { ns: "words" })} ${view.findings.filter((one) => one.bearer === party).length}`,
              })),
            ]}
          />
          <ul>
            {shown.map((finding) => (
              <FindingRow key={finding.id} finding={finding} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
function FindingRow({ finding }: { readonly finding: FindingView }) {
  const { t } = useTranslation();
  const { view, format, explain, openClause, explaining } = useReading();
  const clause = view.clauses[finding.clause];
  const verdict =
    finding.status === "decided" && finding.decision
      ? t(finding.decision.breach ? "finding.breached" : "finding.notBreached")
      : undefined;
  const facts = [
    t(`party.${finding.bearer}`, { ns: "words" }),
    ...(finding.breach ? [t(`breach.${finding.breach}`, { ns: "words" })] : []),
    ...(finding.period ? [format.period(finding.period)] : []),
    ...(finding.subject ? [finding.subject] : []),
    t("finding.since", { at: format.time(finding.since) }),
    ...(finding.late === undefined ? [] : [t("finding.late", { length: format.length(finding.late) })]),
    ...(finding.status === "proposed" ? cureWords(t, format, finding, view.asOf) : []),
  ];
  return (
    <li className="card">
      <div className="row">
        <h3>{finding.title}</h3>
        {finding.status === "decided" && finding.decision?.breach === false ? (
          <StateMark state="ended" words={verdict!} />
        ) : (
          <StateMark state="missed" {...(verdict ? { words: verdict } : {})} />
        )}
        <span className="grow" />
        <span className="quiet">{t(`findingStatus.${finding.status}`, { ns: "words" })}</span>
      </div>
      <Facts list={facts} />
      {finding.decision ? (
        <p className="reasons">{t("finding.reasons", { reasons: finding.decision.reasons })}</p>
      ) : null}
      <div className="row finding-acts">
        <button
          type="button"
          className="link"
          aria-pressed={explaining === finding.id}
          onClick={() => explain(finding.id)}
        >
          {t("finding.explain")}
        </button>
        {clause ? (
          <button type="button" className="link" onClick={() => openClause(clause.id)}>
            {clause.number} {clause.title}
          </button>
        ) : null}
      </div>
    </li>
  );
}
