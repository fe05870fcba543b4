// Clauses: N3, N6
import { useTranslation } from "react-i18next";
import { Figure } from "../../ui/figure.tsx";
import { useReading } from "../../ui/reading.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import "./coming-up.css";

const SHOWN = 8;

/** What stands beside the text while nothing is explained: who owes what next, and what waits for a decision. */
export function ComingUp({ showFindings }: { readonly showFindings: () => void }) {
  const { t } = useTranslation();
  const { view, format, openClause } = useReading();
  const running = Object.values(view.clauses)
    .flatMap((clause) =>
      clause.rules.flatMap((rule) =>
        rule.instances
          .filter(
            (instance) => instance.closedAt === undefined && instance.dueAt !== undefined && instance.state !== "met",
          )
          .map((instance) => ({ clause, rule, instance })),
      ),
    )
    .filter(({ instance }) => instance.state !== "ended" && instance.state !== "excused" && instance.state !== "waived")
    .sort((a, b) => a.instance.dueAt! - b.instance.dueAt!)
    .slice(0, SHOWN);
  const open = view.findings.filter((finding) => finding.status === "proposed" || finding.status === "answered");
  return (
    <section className="coming" aria-labelledby="coming-title">
      <h2 id="coming-title">{t("aside.title")}</h2>
      {running.length === 0 ? <p className="empty">{t("aside.none")}</p> : null}
      <ul>
        {running.map(({ clause, rule, instance }) => (
          <li key={`${instance.ref} ${instance.bearer ?? ""}`}>
            <div className="row">
              <button type="button" className="link" onClick={() => openClause(clause.id)}>
                {clause.number} {rule.title}
              </button>
              <span className="grow" />
              <Figure of={instance.ref}>
                <StateMark state={instance.state} />
              </Figure>
            </div>
            <p className="quiet">
              {[
                instance.bearer
                  ? t("aside.due", {
                      party: t(`party.${instance.bearer}`, { ns: "words" }),
                      at: format.time(instance.dueAt!),
                    })
                  : t("rule.due", { at: format.time(instance.dueAt!) }),
                instance.dueAt! >= view.asOf
                  ? t("rule.left", { length: format.length(instance.dueAt! - view.asOf) })
                  : t("rule.over", { length: format.length(view.asOf - instance.dueAt!) }),
                ...(instance.subject ? [instance.subject] : []),
              ].join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      {open.length > 0 ? (
        <p>
          <button type="button" className="link" onClick={showFindings}>
            {t("aside.decide")} {format.count(open.length)}
          </button>
        </p>
      ) : null}
      {view.warnings.length > 0 ? (
        <details>
          <summary className="quiet">{t("aside.notes")}</summary>
          <ul>
            {view.warnings.map((warning) => (
              <li key={warning.text} className="quiet">
                {warning.text}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <p className="quiet hint">{t("explain.hint")}</p>
    </section>
  );
}
