// Clauses: C4.1, C5.3, C8.1, N3, N6

import type { ClaimView, InstanceView, RuleView } from "@fealty/engine/views/view.ts";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ClaimTable } from "../../ui/claim-table.tsx";
import { Decision } from "../../ui/decision.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Figure } from "../../ui/figure.tsx";
import { leftWords } from "../../ui/left-words.ts";
import { useReading } from "../../ui/reading.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { InstanceTable } from "./instance-table.tsx";
import { Remedies } from "./remedies.tsx";
import { ownerWords, stateWords } from "./state-words.ts";
import "./rule-card.css";

/** What one rule asks, of whom, by when, how far it is, and what stands behind it. */
export function RuleCard({
  rule,
  metric,
  statements,
}: {
  readonly rule: RuleView;
  readonly metric: ReactNode;
  readonly statements: ReactNode;
}) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const [open, setOpen] = useState(false);
  const first = rule.instances[0];
  const who = ownerWords(t, rule);
  const period = first?.period && format.period(first.period);
  const words = first && stateWords(t, format, first.state, first);
  const many = rule.instances.length > 1;
  return (
    <section className="card rule-card" aria-label={rule.title}>
      <div className="row">
        <h3>{rule.title}</h3>
        {first ? (
          <Figure of={first.ref}>
            <StateMark state={first.state} {...(words ? { words } : {})} />
          </Figure>
        ) : null}
        <span className="grow" />
        <span className="quiet">{[who, period].filter(Boolean).join(" · ")}</span>
      </div>
      {rule.note ? <p className="quiet">{rule.note}</p> : null}
      {first ? <Standing instance={first} /> : null}
      {first?.decision ? <Decision decision={first.decision} /> : null}
      {metric}
      {statements}
      {rule.damages ? <Damages claims={view.claims.filter((claim) => claim.rule === rule.ref)} /> : null}
      {!first && !metric && !statements && rule.kind !== "power" && rule.kind !== "entitlement" ? (
        <p className="quiet">{t("rule.noInstances")}</p>
      ) : null}
      {many ? (
        <>
          <div className="row rule-more">
            <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t("rule.showFewer") : t("rule.showAll")}
            </button>
            <span className="quiet">
              {t("rule.counts", { closed: format.count(rule.counts.closed), met: format.count(rule.counts.met) })}
            </span>
          </div>
          {open ? <InstanceTable rule={rule} /> : null}
        </>
      ) : null}
      {first && (first.state === "at_risk" || first.state === "missed") ? <Remedies rule={rule} /> : null}
    </section>
  );
}
/** Liquidated damages that this rule gives at the moment. */
function Damages({ claims }: { readonly claims: readonly ClaimView[] }) {
  const { t } = useTranslation();
  if (claims.length === 0) return <p className="quiet">{t("claim.none")}</p>;
  return (
    <>
      <ClaimTable claims={claims} />
      <p className="quiet">{t("claim.notice")}</p>
    </>
  );
}
/** Where the instance stands: how far, by when, how much is left, how likely. */
function Standing({ instance }: { readonly instance: InstanceView }) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const { dueAt, closedAt, progress } = instance;
  const left = dueAt !== undefined && closedAt === undefined ? dueAt - view.asOf : undefined;
  const facts = [
    ...(instance.subject ? [instance.subject] : []),
    ...(dueAt === undefined
      ? []
      : [t(instance.estimated ? "rule.dueEstimated" : "rule.due", { at: format.due(dueAt) })]),
    // Past a provisional date nothing is overdue: the engine finds nothing missed on it.
    ...(left === undefined || (left < 0 && (instance.estimated || instance.state !== "missed"))
      ? []
      : left >= 0
        ? [leftWords(t, format, left)]
        : [t("rule.over", { length: format.length(-left) })]),
    ...(closedAt === undefined ? [] : [t("rule.closedAt", { at: format.time(closedAt) })]),
  ];
  return (
    <>
      {facts.length > 0 ? <Facts list={facts} /> : null}
      {progress && progress.of > 1 ? (
        <div className="progress">
          <span className="bar" aria-hidden="true">
            <i style={{ inlineSize: `${Math.min(100, (100 * progress.done) / progress.of)}%` }} />
          </span>
          <Figure of={instance.ref}>
            {t("rule.progress", {
              done: format.count(progress.done),
              of: format.count(progress.of),
            })}
          </Figure>
        </div>
      ) : null}
      {instance.probability === undefined ? null : (
        <p className="chance">
          <Figure of={instance.ref}>{t("rule.chance", { chance: format.chance(instance.probability) })}</Figure>
        </p>
      )}
    </>
  );
}
