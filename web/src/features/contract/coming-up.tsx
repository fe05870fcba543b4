// Clauses: N3, N6

import type { ClauseView, InstanceView, RuleView } from "@fealty/engine/views/view.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "../../ui/facts.tsx";
import { Figure } from "../../ui/figure.tsx";
import { leftWords } from "../../ui/left-words.ts";
import { useReading } from "../../ui/reading.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { isWaiting } from "../../ui/waiting.ts";
import "./coming-up.css";

const UPCOMING = 7;
const OVERDUE = 3;

interface Duty {
  readonly clause: ClauseView;
  readonly rule: RuleView;
  readonly instance: InstanceView;
}

/** What stands beside the text while nothing is explained: what is overdue, who owes what next, what waits for a decision. */
export function ComingUp({ showFindings }: { readonly showFindings: () => void }) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const duties: Duty[] = Object.values(view.clauses).flatMap((clause) =>
    clause.rules.flatMap((rule) =>
      rule.instances
        .filter((instance) => instance.closedAt === undefined && instance.dueAt !== undefined)
        .map((instance) => ({ clause, rule, instance })),
    ),
  );
  const [all, setAll] = useState(false);
  // The longest overdue first: what has waited most is not what happened last.
  const overdue = duties.filter(({ instance }) => instance.state === "missed").sort(byDue);
  const upcoming = onePerRule(
    duties.filter(({ instance }) => instance.state === "running" || instance.state === "at_risk").sort(byDue),
  );
  const open = view.findings.filter(isWaiting);
  return (
    <section className="coming" aria-labelledby="coming-title">
      {overdue.length > 0 ? (
        <>
          <h2>
            {t("aside.overdue")} {format.count(overdue.length)}
          </h2>
          <ul>
            {overdue.slice(0, all ? undefined : OVERDUE).map((duty) => (
              <DutyRow key={keyOf(duty)} duty={duty} others={0} />
            ))}
          </ul>
          {overdue.length > OVERDUE ? (
            <p className="all">
              <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
                {t(all ? "rule.showFewer" : "aside.allOverdue", { count: overdue.length })}
              </button>
            </p>
          ) : null}
        </>
      ) : null}
      {open.length > 0 ? (
        <p className="all">
          <button type="button" className="link" onClick={showFindings}>
            {t("aside.decide", { count: open.length })}
          </button>
        </p>
      ) : null}
      <h2 id="coming-title">{t("aside.title")}</h2>
      {upcoming.length === 0 ? <p className="empty">{t("aside.none")}</p> : null}
      <ul>
        {upcoming.slice(0, UPCOMING).map(({ duty, others }) => (
          <DutyRow key={keyOf(duty)} duty={duty} others={others} />
        ))}
      </ul>
      {view.warnings.length > 0 ? (
        <details>
          <summary className="quiet">
            {t("aside.notes")} {format.count(view.warnings.length)}
          </summary>
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
function DutyRow({ duty: { clause, rule, instance }, others }: { readonly duty: Duty; readonly others: number }) {
  const { t } = useTranslation();
  const { view, format, openClause } = useReading();
  const at = format.due(instance.dueAt!);
  const left = instance.dueAt! - view.asOf;
  const party = instance.bearer && t(`party.${instance.bearer}`, { ns: "words" });
  const due = t(instance.estimated ? "rule.dueEstimated" : "rule.due", { at });
  const facts = [
    ...(party && !instance.estimated
      ? [t("aside.due", { party, at })]
      : [...(party ? [t("rule.owes", { party })] : []), due]),
    // Past a provisional date, or one that the engine finds nothing missed on, nothing is overdue.
    ...(left >= 0
      ? [leftWords(t, format, left)]
      : instance.state === "missed" && !instance.estimated
        ? [t("rule.over", { length: format.length(-left) })]
        : []),
    ...(instance.subject ? [instance.subject] : []),
    ...(others > 0 ? [t("rule.more", { count: others })] : []),
  ];
  return (
    <li>
      <div className="row">
        <button type="button" className="link" onClick={() => openClause(clause.id)}>
          {clause.number} {rule.title}
        </button>
        <span className="grow" />
        <Figure of={instance.ref}>
          <StateMark state={instance.state} />
        </Figure>
      </div>
      <Facts list={facts} />
    </li>
  );
}
const byDue = (a: Duty, b: Duty): number => a.instance.dueAt! - b.instance.dueAt!;
const keyOf = ({ instance }: Duty): string => `${instance.ref} ${instance.bearer ?? ""}`;
/** A visit to each of thirty customers is one line: the first that is due, and how many more. */
const onePerRule = (duties: readonly Duty[]): { readonly duty: Duty; readonly others: number }[] => {
  const counts = new Map<string, number>();
  for (const { rule } of duties) counts.set(rule.ref, (counts.get(rule.ref) ?? 0) + 1);
  const seen = new Set<string>();
  return duties.flatMap((duty) => {
    if (seen.has(duty.rule.ref)) return [];
    seen.add(duty.rule.ref);
    return [{ duty, others: counts.get(duty.rule.ref)! - 1 }];
  });
};
