// Clauses: C1.1, C13.1, N1, N3, N6

import type { ClauseView, RuleView } from "@fealty/engine/views/view.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "../../ui/facts.tsx";
import { useReading } from "../../ui/reading.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { waitingByClause } from "../../ui/waiting.ts";
import { ClauseWords } from "./clause-words.tsx";
import { RuleCard } from "./rule-card.tsx";
import { stateWords } from "./state-words.ts";
import "./clause-article.css";

/** One clause: its words, where they come from, and a card for each of its rules. Figures of other parts come in as slots. */
export function ClauseArticle({
  clause,
  metricOf,
  statementsOf,
}: {
  readonly clause: ClauseView;
  readonly metricOf: (rule: RuleView) => ReactNode;
  readonly statementsOf: (rule: RuleView) => ReactNode;
}) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const origin = [
    ...clause.statutes,
    t(`origin.${clause.origin}`, { ns: "words" }),
    ...(clause.prominent ? [t("clause.prominent")] : []),
    t("clause.since", { number: clause.sinceVersion }),
  ];
  const undecided = waitingByClause(view.findings).get(clause.id) ?? 0;
  const words = clause.state && stateWords(t, format, clause.state, clause.worst);
  // A metric that a target of the same clause decides is shown in the target's card.
  const judged = new Set(clause.rules.filter((rule) => rule.kind === "threshold").map((rule) => rule.metric));
  const shown = clause.rules.filter((rule) => !(rule.kind === "definition" && judged.has(rule.ref)));
  const rules = [
    ...shown.filter((rule) => rule.kind !== "definition"),
    ...shown.filter((rule) => rule.kind === "definition"),
  ];
  return (
    <article className="clause" aria-labelledby="clause-title">
      <div className="row">
        <h2 id="clause-title">
          {clause.number} {clause.title}
        </h2>
        {clause.state ? <StateMark state={clause.state} {...(words ? { words } : {})} /> : null}
        {undecided > 0 ? <StateMark state="missed" words={t("tree.waiting", { count: undecided })} /> : null}
      </div>
      <Facts list={origin} className="quiet origin" />
      <ClauseWords clause={clause} />
      {rules.length === 0 ? <p className="empty">{t("clause.noRules")}</p> : null}
      {rules.map((rule) => (
        <RuleCard key={rule.ref} rule={rule} metric={metricOf(rule)} statements={statementsOf(rule)} />
      ))}
      <ClauseSteps view={view} current={clause.id} />
    </article>
  );
}
function ClauseSteps({
  view,
  current,
}: {
  readonly view: ReturnType<typeof useReading>["view"];
  readonly current: string;
}) {
  const { t } = useTranslation();
  const { openClause } = useReading();
  const order = view.chapters.flatMap((chapter) => chapter.clauses);
  const at = order.indexOf(current);
  const step = (id: string | undefined, words: { readonly before: string; readonly after: string }) => {
    const clause = id === undefined ? undefined : view.clauses[id];
    return clause ? (
      <button type="button" className="link" onClick={() => openClause(clause.id)}>
        {words.before} {clause.number} {clause.title} {words.after}
      </button>
    ) : (
      <span />
    );
  };
  return (
    <div className="clause-steps">
      {step(order[at - 1], { before: `← ${t("clause.previous")}`, after: "" })}
      {step(order[at + 1], { before: t("clause.next"), after: "→" })}
    </div>
  );
}
