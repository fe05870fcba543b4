// Clauses: C1.1
import { useTranslation } from "react-i18next";
import { own } from "../../ui/own.ts";
import { useReading } from "../../ui/reading.tsx";
import { PanelHead } from "./panel-head.tsx";
import "./explain-panel.css";

/** A defined term: its definition in the version shown, and the clauses that use it. */
export function TermPanel({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const { view, openClause } = useReading();
  const term = own(view.terms, id);
  const users = Object.values(view.clauses).filter((clause) =>
    clause.paragraphs.some((pieces) => pieces.some((piece) => piece.kind === "term" && piece.id === id)),
  );
  return (
    <section className="explain" aria-label={t("explain.title")}>
      <PanelHead title={term?.title ?? t("explain.title")} close={close} />
      {term ? (
        <>
          <p className="quiet">
            {t("clause.definition")} · {t("header.version", { number: view.version })}
          </p>
          <p className="definition-text">{term.text}</p>
          <dl className="facts">
            <dt>{t("clause.usedBy")}</dt>
            {users.map((clause) => (
              <dd key={clause.id}>
                <button type="button" className="link" onClick={() => openClause(clause.id)}>
                  {clause.number} {clause.title}
                </button>
              </dd>
            ))}
          </dl>
        </>
      ) : (
        <p className="empty">{t("explain.missing")}</p>
      )}
    </section>
  );
}
