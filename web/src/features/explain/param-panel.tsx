// Clauses: C10.2, S1

import type { ParamView } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { own } from "../../ui/own.ts";
import { useReading } from "../../ui/reading.tsx";
import { PanelHead } from "./panel-head.tsx";
import "./explain-panel.css";

/** Where a parameter of the text comes from: its value by version, its range, where it stands and is used. */
export function ParamPanel({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const { view, openClause } = useReading();
  const param = own(view.params, id);
  return (
    <section className="explain" aria-label={t("explain.title")}>
      <PanelHead title={param?.label ?? t("explain.title")} close={close} />
      {param ? (
        <>
          <p className="value">{param.text}</p>
          {param.help ? <p>{param.help}</p> : null}
          <dl className="facts">
            {param.range ? (
              <>
                <dt>{t("clause.range")}</dt>
                <dd>{rangeWords(t, param.range)}</dd>
              </>
            ) : null}
            <dt>{t("clause.versions")}</dt>
            {param.history.map((past) => (
              <dd key={past.version}>
                {t("header.version", { number: past.version })} · {t("clause.effectiveFrom", { date: past.effective })}{" "}
                · <b>{past.text}</b>
              </dd>
            ))}
            {param.usedBy.length > 0 ? (
              <>
                <dt>{t("clause.usedBy")}</dt>
                {param.usedBy.map((clauseId) => (
                  <dd key={clauseId}>
                    <button type="button" className="link" onClick={() => openClause(clauseId)}>
                      {view.clauses[clauseId]?.number} {view.clauses[clauseId]?.title}
                    </button>
                  </dd>
                ))}
              </>
            ) : null}
          </dl>
          <p className="quiet">{t("clause.where", param.place)}</p>
        </>
      ) : (
        <p className="empty">{t("explain.missing")}</p>
      )}
    </section>
  );
}
const rangeWords = (t: TFunction, { min, max }: NonNullable<ParamView["range"]>): string =>
  min !== undefined && max !== undefined
    ? t("clause.between", { low: min, high: max })
    : max === undefined
      ? t("clause.atLeast", { bound: min })
      : t("clause.atMost", { bound: max });
