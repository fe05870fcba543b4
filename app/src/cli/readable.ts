import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { rounded6 } from "@fealty/engine/values/rational.ts";
import { makeReadable } from "@fealty/engine/views/readable.ts";
import type { Terminal } from "./command.ts";
import { inForce } from "./report/names.ts";

const LONG_DECIMAL = /(?<![\w.])-?\d+\.\d{7,}(?![\w.])/g;

/** The engine writes formulas and values once for all readers; here they are said as the page says them, at six decimals. */
export const readerOf = (
  evaluation: Pick<Evaluation, "contract" | "zone" | "asOf">,
  { language }: Pick<Terminal, "language">,
): ((text: string) => string) => {
  const read = makeReadable(evaluation.contract, inForce(evaluation), language);
  return (text) => read(text.replace(LONG_DECIMAL, (digits) => String(rounded6(+digits))));
};
