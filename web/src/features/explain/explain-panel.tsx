// Clauses: N2

import { FEWEST_SHOWN } from "@fealty/engine/views/fewest-shown.ts";
import type { ClockStep, Explanation, Recomputation, Unit } from "@fealty/engine/views/view.ts";
import Button from "antd/es/button";
import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { citedClause } from "../../ui/cited-clause.ts";
import { Decision } from "../../ui/decision.tsx";
import { EventTable } from "../../ui/event-table.tsx";
import { InventedContext } from "../../ui/export/invented.ts";
import { Facts } from "../../ui/facts.tsx";
import { HouseMessage } from "../../ui/house-message.tsx";
import { useReading } from "../../ui/reading.tsx";
import { saveText } from "../../ui/save-text.ts";
import { PanelHead } from "./panel-head.tsx";
import { TraceTree } from "./trace-tree.tsx";
import { traceValue } from "./trace-value.ts";
import "./explain-panel.css";

const FIRST_EVENTS = 12;

/** What a figure is, how it was reckoned, from what, and that reckoning it again gives the same. */
export function ExplainPanel({
  reference,
  load,
  recompute,
  close,
}: {
  readonly reference: string;
  readonly load: (ref: string) => Promise<Explanation | undefined>;
  readonly recompute: (ref: string) => Promise<Recomputation>;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const { view } = useReading();
  const [found, setFound] = useState<{ readonly ref: string; readonly explanation: Explanation | undefined }>();
  const [again, setAgain] = useState<Recomputation>();
  const [failure, setFailure] = useState<unknown>();
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` asks once more
  useEffect(() => {
    let current = true;
    setAgain(undefined);
    setFailure(undefined);
    const ask = async (): Promise<void> => {
      const explanation = await load(reference);
      if (!current) return;
      setFound({ ref: reference, explanation });
      if (!explanation) return;
      const result = await recompute(reference);
      if (current) setAgain(result);
    };
    ask().catch((error: unknown) => current && setFailure(error));
    return () => {
      current = false;
    };
  }, [reference, load, recompute, times]);
  const explanation = found?.ref === reference ? found.explanation : undefined;
  return (
    <section className="explain" aria-label={t("explain.title")}>
      <PanelHead title={explanation?.trace.what ?? t("explain.title")} close={close} />
      {failure === undefined ? null : <HouseMessage failure={failure} again={() => setTimes(times + 1)} />}
      {found?.ref !== reference && failure === undefined ? (
        <p className="quiet" data-waits="">
          {t("explain.loading")}
        </p>
      ) : null}
      {found?.ref === reference && !explanation ? (
        <p className="empty">
          {view.party === "company"
            ? t("explain.missing")
            : t("explain.notSeen", { party: t(`party.${view.party}`, { ns: "words" }) })}
        </p>
      ) : null}
      {explanation ? <Explained explanation={explanation} again={again} failed={failure !== undefined} /> : null}
    </section>
  );
}
function Explained({
  explanation,
  again,
  failed,
}: {
  readonly explanation: Explanation;
  readonly again: Recomputation | undefined;
  readonly failed: boolean;
}) {
  const { t } = useTranslation();
  const { view, format, digest } = useReading();
  const [all, setAll] = useState(false);
  const invented = useContext(InventedContext);
  const [copied, setCopied] = useState(false);
  const { trace } = explanation;
  const clause = view.clauses[trace.clause];
  const shown = all ? explanation.events : explanation.events.slice(0, FIRST_EVENTS);
  const { hash } = explanation;
  const kinds = new Set(explanation.events.map((event) => event.kind));
  // Columns say what one kind of event is about; without them each row says its kind.
  const fields = kinds.size === 1 ? explanation.fields : [];
  const document = (): string =>
    JSON.stringify(
      {
        ...(invented ? { demonstration: t("house.demo") } : {}),
        contract: view.number,
        as_of: format.time(view.asOf),
        seen_by: view.party,
        digest,
        reference: explanation.ref,
        trace,
        recomputed: again,
        evidence: {
          count: explanation.eventCount,
          unlisted: explanation.unlisted,
          withheld: explanation.withheld,
          hash,
        },
        events: explanation.events,
      },
      null,
      2,
    );
  return (
    <>
      <p className="quiet">
        {t("explain.clause", {
          clause: citedClause(t, clause?.number ?? trace.clause.replace(/^C(?=\d)/, "")),
          version: trace.version,
          at: format.time(view.asOf),
        })}
      </p>
      <p className="value">{traceValue(trace, explanation.unit, format, t)}</p>
      {trace.formula && trace.formula !== trace.value ? (
        <div className="formula">
          <span className="hidden-word">{t("explain.formula")}</span>
          {trace.formula}
        </div>
      ) : null}
      {explanation.decision ? <Decision decision={explanation.decision} /> : null}
      {explanation.metric ? <MetricFacts metric={explanation.metric} unit={explanation.unit ?? "number"} /> : null}
      {explanation.steps.length > 1 ? <ClockSteps steps={explanation.steps} /> : null}
      {trace.inputs.length > 0 ? (
        <>
          <h3>{t("explain.inputs")}</h3>
          <TraceTree inputs={trace.inputs} />
        </>
      ) : null}
      {again === undefined && failed ? null : (
        <p
          className={again === undefined ? "verdict waits" : again.same ? "verdict" : "verdict bad"}
          aria-live="polite"
        >
          {again === undefined
            ? t("explain.recomputing")
            : again.same
              ? t(again.scope === "evidence" ? "explain.same" : "explain.sameWhole", {
                  count: again.events,
                  shown: format.count(again.events),
                })
              : t("explain.different", { value: again.value })}
        </p>
      )}
      {explanation.hidden === undefined ? null : (
        <p className="quiet few">
          {t(explanation.hidden === "running" ? "explain.hiddenRunning" : "explain.hiddenFew", {
            fewest: FEWEST_SHOWN,
          })}
        </p>
      )}
      {explanation.eventCount === 0 && explanation.hidden === undefined ? (
        <p className="quiet">{t("explain.noEvents")}</p>
      ) : null}
      {explanation.unlisted === undefined ? null : (
        <p className="quiet few">
          {t("explain.few", { shown: format.count(explanation.unlisted), fewest: FEWEST_SHOWN })}
        </p>
      )}
      {explanation.withheld === undefined ? null : (
        <p className="quiet few">{t("explain.withheld", { shown: format.count(explanation.withheld) })}</p>
      )}
      {explanation.events.length === 0 ? null : (
        <EventTable events={shown} withKind={fields.length === 0} fields={fields} />
      )}
      <div className="row acts">
        {explanation.events.length > shown.length ? (
          <Button onClick={() => setAll(true)}>
            {t("explain.showAll", { shown: format.count(explanation.events.length) })}
          </Button>
        ) : null}
        <Button
          onClick={() => {
            void navigator.clipboard.writeText(document()).then(() => setCopied(true));
          }}
        >
          {t(copied ? "explain.copied" : "explain.copy")}
        </Button>
        <Button
          onClick={() =>
            saveText(
              `${invented ? t("house.demoFile") : ""}${view.number} ${explanation.ref.replace(/[/@]/g, " ")}.json`,
              "application/json",
              document(),
            )
          }
        >
          {t("explain.export")}
        </Button>
      </div>
      {hash ? (
        <p className="quiet hash">
          {t("explain.hash")} <code>{hash}</code>
        </p>
      ) : null}
    </>
  );
}
/** Counted and skipped time from start to due, so that a date beyond a holiday explains itself. */
function ClockSteps({ steps }: { readonly steps: readonly ClockStep[] }) {
  const { t } = useTranslation();
  const { format } = useReading();
  return (
    <>
      <h3>{t("explain.steps")}</h3>
      <ul className="steps">
        {steps.map((step) => (
          <li key={step.from} className={step.counted ? "counted" : "skipped"}>
            <span className="span">
              {format.shortTime(step.from)} – {format.shortTime(step.to)}
            </span>
            <span className="why">{step.reason}</span>
            <span className="sum">{step.counted ? step.length : t("explain.skipped")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
/** Sample, interval and method, and what was left out with its reason. */
function MetricFacts({ metric, unit }: { readonly metric: NonNullable<Explanation["metric"]>; readonly unit: Unit }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const interval =
    metric.low === null || metric.high === null
      ? undefined
      : t("intervalOnly", { low: format.metric(metric.low, unit), high: format.metric(metric.high, unit) });
  const method = t([`method.${metric.method}`, "method.none"], { ns: "words" });
  const excluded = metric.excluded
    .map(({ reason, count }) => `${t([`reason.${reason}`, "reason.other"], { ns: "words" })} ${format.count(count)}`)
    .join(t("list"));
  const facts = [
    ...(metric.n === null ? [] : [t("explain.sample", { n: format.count(metric.n) })]),
    ...(interval === undefined ? [] : [t("explain.interval", { interval, method })]),
    ...(interval === undefined && unit === "score"
      ? [t(metric.n === 1 ? "metric.oneAnswer" : "explain.noInterval")]
      : []),
    ...(excluded === "" ? [] : [t("explain.excluded", { excluded })]),
  ];
  return facts.length === 0 ? null : <Facts list={facts} />;
}
