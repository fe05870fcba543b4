// Clauses: C6.2, C6.3

import type { LineView, StatementView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { Explained, Figure } from "../../ui/figure.tsx";
import { lineCalculation, lineName } from "../../ui/line-calculation.ts";
import { useReading } from "../../ui/reading.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { payerRows, statementTitle } from "../../ui/statement-words.ts";
import "./statement-table.css";

/** Figures below the lines, in their order. */
const TOTALS = ["earned", "held", "payable", "paid", "withheld", "setOff", "open"] as const;

/** One statement: its lines, how each was reckoned, the totals and what is still open. */
export function StatementTable({ statement }: { readonly statement: StatementView }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const calculation = (line: LineView): string => lineCalculation(line, format, (count) => t("pay.pieces", count));
  const { refs, lines } = statement;
  const always = ["earned", "payable", ...(statement.status === "opening" ? [] : ["open"])];
  const totals = TOTALS.filter((name) => always.includes(name) || !(name === "open" || isNothing(statement[name])));
  const refOf = (name: (typeof TOTALS)[number]): string | undefined =>
    lines.length === 0 ? undefined : name === "payable" ? statement.ref : refs[name];
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
                {lineName(line, t, format)}
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
          {totals.map((name) => (
            <tr key={name} className={name === "payable" ? "sum" : "part"}>
              <td>{t(`pay.${name}`)}</td>
              <td />
              <td className="n">
                <Explained of={refOf(name)}>{format.amount(statement[name])}</Explained>
              </td>
            </tr>
          ))}
          {payerRows(t, statement, format.amount).map(({ name, amount, ref }) => (
            <tr key={name} className="part">
              <td>{name}</td>
              <td />
              <td className="n">
                <Explained of={ref}>{amount}</Explained>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {balances.length > 0 ? (
        <p className="quiet">
          {balances.map(([name, amount], index) => (
            <span key={name}>
              {index > 0 ? " · " : ""}
              {t(`pay.${name as "account"}`)}{" "}
              <Explained of={refs[`balances/${name}`]}>{format.money(amount)}</Explained>
            </span>
          ))}
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
