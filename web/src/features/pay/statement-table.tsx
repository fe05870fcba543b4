// Clauses: C6.2, C6.3

import type { LineView, StatementView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { Figure } from "../../ui/figure.tsx";
import { lineCalculation } from "../../ui/line-calculation.ts";
import { useReading } from "../../ui/reading.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { payerRows, statementTitle } from "../../ui/statement-words.ts";
import "./statement-table.css";

/** One statement: its lines, how each was reckoned, the totals and what is still open. */
export function StatementTable({ statement }: { readonly statement: StatementView }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const calculation = (line: LineView): string => lineCalculation(line, format, (count) => t("pay.pieces", count));
  const totals: readonly (readonly [string, string])[] = [
    [t("pay.earned"), statement.earned],
    ...(isNothing(statement.held) ? [] : [[t("pay.held"), statement.held] as const]),
    [t("pay.payable"), statement.payable],
    ...(isNothing(statement.paid) ? [] : [[t("pay.paid"), statement.paid] as const]),
    ...(isNothing(statement.withheld) ? [] : [[t("pay.withheld"), statement.withheld] as const]),
    ...(isNothing(statement.setOff) ? [] : [[t("pay.setOff"), statement.setOff] as const]),
    ...(statement.status === "opening" ? [] : [[t("pay.open"), statement.open] as const]),
  ];
  const title = statementTitle(t, statement, format.period(statement.period));
  const balances = Object.entries(statement.balances).filter(([, amount]) => !isNothing(amount));
  return (
    <ScrollX className="statement" label={title}>
      <table className="data">
        <caption className="hidden-word">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pay.item")}</th>
            <th scope="col" className="n">
              {t("pay.calculation")}
            </th>
            <th scope="col" className="n">
              {format.amountHead(t("pay.amount"))}
            </th>
          </tr>
        </thead>
        <tbody>
          {statement.lines.map((line) => (
            <tr key={line.id} className={line.kind === "true_up" ? "true-up" : undefined}>
              <td>
                {line.ofPeriod === undefined
                  ? line.label
                  : line.kind === "true_up"
                    ? `${t("pay.trueUp", { period: format.period(line.ofPeriod) })} · ${line.label}`
                    : `${line.label} · ${format.period(line.ofPeriod)}`}
                {line.member ? <span className="quiet"> {line.member}</span> : null}
              </td>
              <td className="n">{calculation(line)}</td>
              <td className="n">
                <Figure of={line.ref}>{format.amount(line.amount)}</Figure>
              </td>
            </tr>
          ))}
          {statement.lines.length === 0 ? (
            <tr>
              <td colSpan={3}>{t("pay.noLines")}</td>
            </tr>
          ) : null}
          {totals.map(([name, amount]) => (
            <tr key={name} className={name === t("pay.payable") ? "sum" : "part"}>
              <td>{name}</td>
              <td />
              <td className="n">
                {name === t("pay.payable") && statement.lines.length > 0 ? (
                  <Figure of={statement.ref}>{format.amount(amount)}</Figure>
                ) : (
                  format.amount(amount)
                )}
              </td>
            </tr>
          ))}
          {payerRows(t, statement, format.amount).map(({ name, amount }) => (
            <tr key={name} className="part">
              <td>{name}</td>
              <td />
              <td className="n">{amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {balances.length > 0 ? (
        <p className="quiet">
          {balances.map(([name, amount]) => `${t(`pay.${name as "account"}`)} ${format.money(amount)}`).join(" · ")}
        </p>
      ) : null}
      {statement.excluded.length > 0 ? (
        <p className="quiet">
          {t("pay.excluded", {
            reasons: statement.excluded
              .map(
                ({ reason, count }) =>
                  `${t([`reason.${reason}`, "reason.other"], { ns: "words" })} ${format.count(count)}`,
              )
              .join(t("list")),
          })}
        </p>
      ) : null}
    </ScrollX>
  );
}
const isNothing = (amount: string): boolean => /^-?0+(\.0+)?$/.test(amount);
