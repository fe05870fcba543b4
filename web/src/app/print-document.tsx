// Clauses: C14.3, N7

import type { View } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import type { ContractSource } from "../source/contract-source.ts";
import { cureWords } from "../ui/cure-words.ts";
import { lineCalculation, lineName } from "../ui/line-calculation.ts";
import { useLossWords } from "../ui/loss-words.ts";
import { useReading } from "../ui/reading.tsx";
import { MARKS } from "../ui/state-mark.tsx";
import { payerRows, statementOfRef, statementTitle } from "../ui/statement-words.ts";
import { ClausesPrinted } from "./clauses-printed.tsx";
import { EventsPrinted } from "./events-printed.tsx";

export type Section = "clauses" | "pay" | "findings" | "timeline";

/** What paper gets instead of the screen: a numbered document with its digest at the foot of every page. */
export function PrintDocument({
  section,
  source,
  now,
}: {
  readonly section: Section;
  readonly source: ContractSource;
  /** Beyond it there are no facts. */
  readonly now: number;
}) {
  const { t } = useTranslation();
  const { view, format, digest, explaining } = useReading();
  // A link to one statement prints that one; the page without it prints all, and what is claimed.
  const linked = statementOfRef(view.statements, explaining);
  const foot = `${view.number} · ${t("printed.asOf")} ${format.time(view.asOf)} · ${digest ?? ""}`;
  const title = {
    clauses: "printed.contract",
    pay: "printed.statement",
    findings: "printed.findings",
    timeline: "printed.timeline",
  }[section];
  return (
    <div className="print-only document">
      <style>{`@page { @bottom-left { content: ${JSON.stringify(foot)}; font: 6.5pt sans-serif; color: #333 } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #333 } }`}</style>
      <h1>{view.title}</h1>
      <p className="under">
        {[
          view.number,
          t(`mode.${view.mode}`, { ns: "words" }),
          t("header.version", { number: view.version }),
          t("header.term", view.term),
        ].join(" · ")}
      </p>
      <p className="under">
        {view.parties
          .map(
            (party) =>
              `${t(`party.${party.party}`, { ns: "words" })}${t("colon")}${party.name}${party.legalName === undefined ? "" : ` (${party.legalName})`}`,
          )
          .join("  ")}
      </p>
      <p className="under">
        {t(title)} · {t("printed.asOf")} {format.time(view.asOf)} ·{" "}
        {t("printed.by", { party: t(`party.${view.party}`, { ns: "words" }) })}
      </p>
      {view.asOf > now ? <p className="under warning">{t("asOf.future", { at: format.time(now) })}</p> : null}
      {section === "clauses" ? <ClausesPrinted /> : null}
      {section === "pay" ? <StatementsPrinted statements={linked ? [linked] : view.statements} /> : null}
      {section === "pay" && !linked && view.claims.length > 0 ? <ClaimsPrinted /> : null}
      {section === "findings" ? <FindingsPrinted /> : null}
      {section === "timeline" ? <EventsPrinted source={source} /> : null}
    </div>
  );
}
/** In the order of reckoning: what was earned, what of it is held back, what is due, what of that is open. */
const SUMS = ["earned", "held", "payable", "withheld", "setOff", "paid", "open"] as const;
const ALWAYS: ReadonlySet<string> = new Set(["earned", "held", "payable", "paid", "open"]);
const BALANCES = ["account", "draw", "holdback", "carry"] as const;
const isZero = (amount: string): boolean => /^-?0(\.0+)?$/.test(amount);

function StatementsPrinted({ statements }: { readonly statements: View["statements"] }) {
  const { t } = useTranslation();
  const { format } = useReading();
  return statements.map((statement) => (
    <section key={`${statement.rule} ${statement.period}`} className="statement-printed">
      <h2>
        {statementTitle(t, statement, format.period(statement.period))} ({t(`pay.status.${statement.status}`)})
      </h2>
      <table className="data">
        <thead>
          <tr>
            <th>{t("pay.item")}</th>
            <th className="n">{t("pay.calculation")}</th>
            <th className="n">{format.amountHead(t("pay.amount"))}</th>
          </tr>
        </thead>
        <tbody>
          {statement.lines.map((line) => (
            <tr key={line.id}>
              <td>
                {lineName(line, t, format)}
                {line.member ? ` ${line.member}` : ""}
              </td>
              <td className="n">{lineCalculation(line, format, (count) => t("pay.pieces", count))}</td>
              <td className="n">{format.amount(line.amount)}</td>
            </tr>
          ))}
          {SUMS.filter((name) => ALWAYS.has(name) || !isZero(statement[name])).map((name) => (
            <tr key={name} className={name === "payable" ? "sum" : "part"}>
              <td>{t(`pay.${name}`)}</td>
              <td />
              <td className="n">{format.amount(statement[name])}</td>
            </tr>
          ))}
          {payerRows(t, statement, format.amount).map(({ name, amount }) => (
            <tr key={name} className="part">
              <td>{name}</td>
              <td />
              <td className="n">{amount}</td>
            </tr>
          ))}
          {BALANCES.filter((name) => name === "account" || !isZero(statement.balances[name])).map((name) => (
            <tr key={name} className="part">
              <td>{t(`pay.${name}`)}</td>
              <td />
              <td className="n">{format.amount(statement.balances[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ));
}
function ClaimsPrinted() {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const lossOf = useLossWords();
  return (
    <section>
      <h2>{t("claim.title")}</h2>
      <p>{t("claim.notice")}</p>
      <table className="data">
        <thead>
          <tr>
            <th>{t("claim.about")}</th>
            <th>{t("claim.parties")}</th>
            <th>{t("claim.status")}</th>
            <th className="n">{format.amountHead(t("pay.amount"))}</th>
          </tr>
        </thead>
        <tbody>
          {view.claims.map((claim) => (
            <tr key={claim.ref}>
              <td>
                {claim.about}
                {claim.days === undefined
                  ? ""
                  : ` ${t("claim.days", { count: claim.days, shown: format.count(claim.days) })}`}
                {claim.loss === undefined ? null : <p className="quiet">{lossOf(claim)}</p>}
              </td>
              <td>
                {t("claim.owes", {
                  from: t(`party.${claim.from}`, { ns: "words" }),
                  holder: t(`party.${claim.holder}`, { ns: "words" }),
                })}
              </td>
              <td>{t(claim.status === "decided" ? "claim.decided" : "claim.proposed")}</td>
              <td className="n">
                {format.amount(claim.amount)}
                {claim.uncapped === undefined ? "" : ` ${t("claim.capped", { amount: format.amount(claim.uncapped) })}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
function FindingsPrinted() {
  const { t } = useTranslation();
  const { view, format } = useReading();
  if (view.findings.length === 0) return <p>{t("finding.none")}</p>;
  return (
    <>
      <p>{t("finding.notice")}</p>
      <table className="data">
        <thead>
          <tr>
            <th>{t("printed.item")}</th>
            <th>{t("finding.matter")}</th>
            <th>{t("finding.bearer")}</th>
            <th>{t("rule.time")}</th>
            <th>{t("finding.status")}</th>
          </tr>
        </thead>
        <tbody>
          {view.findings.map((finding, index) => (
            <tr key={finding.id}>
              <td>{index + 1}</td>
              <td>
                {view.clauses[finding.clause]?.number} {finding.title}
                <div>
                  {[
                    finding.breach && t(`breach.${finding.breach}`, { ns: "words" }),
                    finding.period && format.period(finding.period),
                    finding.subject,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </div>
                {finding.decision ? <div>{t("finding.reasons", { reasons: finding.decision.reasons })}</div> : null}
              </td>
              <td>{t(`party.${finding.bearer}`, { ns: "words" })}</td>
              <td>
                {t("finding.since", { at: format.time(finding.since) })}
                {finding.late === undefined ? null : (
                  <div>{t("finding.late", { length: format.length(finding.late) })}</div>
                )}
                {finding.status === "proposed"
                  ? cureWords(t, format, finding, view.asOf).map((words) => <div key={words}>{words}</div>)
                  : null}
              </td>
              <td>
                {finding.status === "decided" && finding.decision
                  ? t(finding.decision.breach ? "finding.breached" : "finding.notBreached")
                  : `${MARKS.missed} ${t("state.missed", { ns: "words" })}`}
                <div>{t(`findingStatus.${finding.status}`, { ns: "words" })}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
