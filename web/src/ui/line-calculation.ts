// Clauses: C6.3
import type { LineView } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import type { Format } from "./format.ts";

/** How a line was reckoned, in one expression: `200,000.00 × 4%`, `7 件 × 88.00`. */
export const lineCalculation = (
  line: LineView,
  format: Format,
  pieces: (count: { readonly count: number; readonly shown: string }) => string,
): string =>
  [
    ...(line.quantity === undefined
      ? []
      : [pieces({ count: Number(line.quantity), shown: format.count(Number(line.quantity)) })]),
    ...(line.basis === undefined ? [] : [format.amount(line.basis)]),
    ...(line.rate === undefined ? [] : [format.rate(line.rate)]),
  ].join(" × ");
/** What a line is for, on screen and paper alike: `更正 2026年3月 · 佣金` where an earlier period was corrected, `暂留返还 · 2025年9月` where something of one is paid out. */
export const lineName = (
  { kind, label, ofPeriod }: Pick<LineView, "kind" | "label" | "ofPeriod">,
  t: TFunction,
  format: Pick<Format, "period">,
): string => {
  if (ofPeriod === undefined) return label;
  const period = format.period(ofPeriod);
  return kind === "true_up" ? `${t("pay.trueUp", { period })} · ${label}` : `${label} · ${period}`;
};
