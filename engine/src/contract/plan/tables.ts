// Clauses: C6.2
import { compare, type Rate, type Rational, ZERO } from "../../values/rational.ts";
import { asList, type Fields, type Reader, readFields } from "../fields.ts";
import { figureReader, type MetricUnit } from "../measure-keys.ts";
import type { Bound, Place } from "../model.ts";
import type { Report } from "../report.ts";
import type { RuleContext } from "../rule-context.ts";
import { readAmount, readRate, readShare } from "../scalars.ts";
import type { Tree } from "../yaml-tree.ts";

interface Row<V> {
  readonly from: Bound;
  readonly to: Bound | undefined;
  readonly value: V;
  readonly place: Place;
}
/** A row whose bounds are known, and perhaps its value. */
type Bounded = Omit<Row<unknown>, "value">;
/**
 * Reads `table` rows `{from, to?, KEY}` and checks that they rise, neither overlapping nor leaving a gap; a row without a readable
 * value is held against its neighbours all the same.
 * @param first told of the first row's bound
 */
const readRows = <V>(
  tree: Tree,
  key: string,
  bound: Reader<Bound>,
  value: Reader<V>,
  report: Report,
  first: (row: Bounded) => void = () => undefined,
): Row<V>[] | undefined => {
  const list = asList(tree, report);
  if (!list) return undefined;
  if (list.items.length === 0) report.error("table_empty", list.place);
  const rows = list.items.map((item): (Bounded & { readonly value: V | undefined }) | undefined => {
    const fields = readFields(item, "table", ["from", "to", key], report);
    const from = fields?.need("from", bound);
    const to = fields?.read("to", bound);
    const read = fields?.need(key, value);
    return from && { from, to, value: read, place: item.place };
  });
  if (rows[0]) first(rows[0]);
  rows.forEach((row, index) => {
    if (!row) return;
    if (row.to && compare(figureOf(row.from), figureOf(row.to)) >= 0) report.error("table_not_rising", row.place);
    const last = rows[index - 1];
    if (last) checkNext(last, row, report);
  });
  const whole = rows.filter((row): row is Row<V> => row?.value !== undefined);
  return whole.length === rows.length ? whole : undefined;
};
export const figureOf = (bound: Bound): Rational =>
  bound.of === "quota" ? bound.share : bound.of === "money" ? { n: bound.amount, d: 1n } : bound.value;
const checkNext = (last: Bounded, row: Bounded, report: Report): void => {
  if (last.from.of !== row.from.of) report.error("table_mixed_bounds", row.place);
  else if (compare(figureOf(last.from), figureOf(row.from)) >= 0) report.error("table_not_rising", row.place);
  else if (last.to && last.to.of === row.from.of) {
    const step = compare(figureOf(last.to), figureOf(row.from));
    if (step < 0) report.error("table_gap", row.place);
    else if (step > 0) report.error("table_overlap", row.place);
  }
};

/** Rows of a tiers table: shares of the quota with `%`, money without; the first begins at 0. */
export const readTiers = (
  fields: Fields,
  context: RuleContext,
): { readonly from: Bound; readonly rate: Rate }[] | undefined => {
  const { report, currency } = context;
  const bound: Reader<Bound> = (tree, r) => {
    if (tree.kind === "scalar" && tree.text.endsWith("%")) {
      const share = readRate(tree, r);
      return share && { of: "quota", share };
    }
    const amount = readAmount(currency)(tree, r);
    return amount === undefined ? undefined : { of: "money", amount };
  };
  const first = ({ from, place }: Bounded): void => {
    if (compare(figureOf(from), ZERO) !== 0) report.error("table_not_from_zero", place);
  };
  const rows = fields.need("table", (tree) => readRows(tree, "rate", bound, readShare, report, first));
  if (rows?.some((row) => row.from.of === "quota") && !fields.has("quota"))
    report.error("missing_key", fields.place, { key: "quota", within: "tiers" });
  return rows?.map(({ from, value }) => ({ from, rate: value }));
};
/** Rows of a table over a metric's figures. */
export const readMetricTable = <V>(
  fields: Fields,
  key: string,
  value: Reader<V>,
  unit: MetricUnit,
  context: RuleContext,
): { readonly from: Bound; readonly value: V }[] | undefined => {
  const figure = figureReader(unit, context.currency);
  const bound: Reader<Bound> = (tree, report) => {
    const read = figure(tree, report);
    return read && { of: "number", value: read };
  };
  const rows = fields.need("table", (tree) => readRows(tree, key, bound, value, context.report));
  return rows?.map((row) => ({ from: row.from, value: row.value }));
};
