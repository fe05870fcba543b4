// Clauses: C1.1, C14.3, N1
import { plainText } from "@fealty/engine/views/clause-text.ts";
import type { ClauseView, FindingView, RuleView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { ownerWords, stateWords } from "../features/clauses/state-words.ts";
import { useReading } from "../ui/reading.tsx";
import { StateMark } from "../ui/state-mark.tsx";
import { isWaiting, waitingByClause } from "../ui/waiting.ts";

/** The whole contract: its clauses with the states of the screen, and the terms on which they rest. */
export function ClausesPrinted() {
  const { t } = useTranslation();
  const { view } = useReading();
  const waiting = waitingByClause(view.findings);
  return (
    <>
      {view.chapters.map((chapter) => (
        <section key={chapter.id}>
          <h2>{chapter.title}</h2>
          {chapter.clauses.map((id) => (
            <ClausePrinted key={id} clause={view.clauses[id]!} undecided={waiting.get(id) ?? 0} />
          ))}
        </section>
      ))}
      <section>
        <h2>{t("printed.terms")}</h2>
        {Object.values(view.terms).map((term) => (
          <p key={term.id}>
            <b>{term.title}</b>
            {t("colon")}
            {term.text}
          </p>
        ))}
      </section>
    </>
  );
}
function ClausePrinted({ clause, undecided }: { readonly clause: ClauseView; readonly undecided: number }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const words = clause.state && stateWords(t, format, clause.state, clause.worst);
  return (
    <section className={clause.prominent ? "prominent" : undefined}>
      <h3>
        {clause.number} {clause.title}
        {clause.prominent ? <span className="notice-mark">{t("clause.prominent")}</span> : null}
      </h3>
      {clause.state || undecided > 0 ? (
        <p className="standing">
          {clause.state ? <StateMark state={clause.state} {...(words ? { words } : {})} /> : null}{" "}
          {undecided > 0 ? <StateMark state="missed" words={t("tree.waiting", { count: undecided })} /> : null}
        </p>
      ) : null}
      {clause.paragraphs.map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name and never move
        <p key={index}>{plainText(pieces)}</p>
      ))}
      {clause.rules.map((rule) => (
        <RulePrinted key={rule.ref} rule={rule} />
      ))}
    </section>
  );
}
/** Where a rule stands as its card has it, and below what of it waits for a person: a period that is over leaves no other trace. */
function RulePrinted({ rule }: { readonly rule: RuleView }) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const instance = rule.instances[0];
  const waiting = view.findings.filter((finding) => finding.ref === rule.ref && isWaiting(finding));
  const words = instance && stateWords(t, format, instance.state, instance);
  const owner = ownerWords(t, rule);
  const facts = [
    ...(owner ? [owner] : []),
    ...(instance?.period ? [format.period(instance.period)] : []),
    ...(instance?.dueAt === undefined
      ? []
      : [t(instance.estimated ? "rule.dueEstimated" : "rule.due", { at: format.due(instance.dueAt) })]),
  ];
  return (
    <>
      {instance ? (
        <p className="standing">
          {rule.title} · <StateMark state={instance.state} {...(words ? { words } : {})} />
          {facts.map((fact) => ` · ${fact}`)}
        </p>
      ) : null}
      {waiting.map((finding) => (
        <FindingPrinted key={finding.id} finding={finding} />
      ))}
    </>
  );
}
function FindingPrinted({ finding }: { readonly finding: FindingView }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const facts = [
    t(`party.${finding.bearer}`, { ns: "words" }),
    ...(finding.period ? [format.period(finding.period)] : []),
    ...(finding.subject ? [finding.subject] : []),
    t("finding.since", { at: format.time(finding.since) }),
    t(`findingStatus.${finding.status}`, { ns: "words" }),
  ];
  return (
    <p className="standing waiting-printed">
      <StateMark state="missed" />
      {facts.map((fact) => ` · ${fact}`)}
    </p>
  );
}
