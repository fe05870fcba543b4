// Clauses: C7.1, N1
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { keyOfId } from "../convert/field-columns.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import type { EventWarning, RowWarning } from "../store/import-warnings.ts";
import { type FieldRefusal, inColumns } from "./import-cells.ts";

/** A warning of the engine about one event, as the store keeps it. */
export const eventWarning = ({ code, args }: Evaluation["warnings"][number]): EventWarning => ({
  sourceId: args.event ?? "",
  code,
  args,
});
/** What the amount of an event is the reason for; other reasons lie in what it refers to. */
const OF_AMOUNT: ReadonlySet<string> = new Set([
  "negative_amount",
  "no_amount",
  "return_exceeds_sale",
  "return_partly_counted",
]);
const fieldOf = ({ code, amount, sourceId, args }: Omit<RowWarning, "row" | "kind">): readonly [string, string] => {
  if (code === "sale_uncounted") return ["at", String(args.day)];
  return OF_AMOUNT.has(String(args.reason)) ? ["amount", amount] : ["id", keyOfId(sourceId)];
};
/** Names the columns of the file that a warning is about: the amount, or what tells the row from others. */
export async function* warnedFields(
  warnings: AsyncIterable<RowWarning>,
  mapping: Mapping,
  header: readonly string[],
): AsyncGenerator<FieldRefusal> {
  for await (const { row, kind, amount, sourceId, code, args } of warnings) {
    const [column, value] = fieldOf({ code, amount, sourceId, args });
    yield inColumns({ row, column, value, code, args }, mapping, kind, header);
  }
}
