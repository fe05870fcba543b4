import type { LineView } from "@fealty/engine/views/view.ts";
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
