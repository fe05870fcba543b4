// Clauses: N2, N7
import { withSign } from "@fealty/engine/views/figures.ts";
import type { MetricPoint, MetricView, View } from "@fealty/engine/views/view.ts";
import type { FigureRow } from "./protocol.ts";

/** Statements of a view as people read them: earned, held, payable, paid, open. */
export const statementRows = (
  zh: View,
  en: View,
  isHere: (rule: string, period: string) => boolean,
): readonly FigureRow[] =>
  zh.statements.map(({ rule, clause, period, earned, held, payable, paid, open }) => ({
    zh: titleOf(zh, clause, rule),
    en: titleOf(en, clause, rule),
    period,
    cells: [earned, held, payable, paid, open].map((amount) => withSign(amount, zh.currency.code)),
    here: isHere(rule, period),
  }));
const titleOf = ({ clauses }: View, clause: string, rule: string): string =>
  clauses[clause]?.rules.find(({ ref }) => ref === rule)?.title ?? rule;
/** Measures of a view: value and sample. */
export const metricRows = (zh: View, en: View, isHere: (ref: string) => boolean): readonly FigureRow[] =>
  Object.values(zh.metrics).flatMap((metric) =>
    metric.points.map((point) => ({
      zh: metric.title,
      en: en.metrics[metric.ref]?.title ?? metric.title,
      period: point.period,
      cells: [valueText(zh, metric, point), point.n === null ? "–" : String(point.n)],
      here: isHere(point.ref),
    })),
  );
const valueText = ({ currency }: View, { unit }: MetricView, { value }: MetricPoint): string => {
  if (value === null) return "–";
  if (unit === "percent") return `${(value * 100).toFixed(1)}%`;
  if (unit === "money") return withSign(value.toFixed(currency.decimals), currency.code);
  return String(Number(value.toFixed(2)));
};
