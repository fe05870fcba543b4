// Clauses: C7.1
import { nearestName } from "@fealty/engine/values/nearest.ts";
import type { ASTNode } from "@marcbachmann/cel-js";

/** Why an expression cannot be taken; the sentence of each code stands in mapping-messages.ts as `mapping_CODE`. */
export interface ExpressionProblem {
  readonly code:
    | "not_offered"
    | "expression_ends_early"
    | "expression_syntax"
    | "expression_unknown_name"
    | "expression_unknown_function"
    | "expression_arguments"
    | "expression_types_differ"
    | "expression_text_for_number"
    | "expression_type";
  readonly args: Readonly<Record<string, string>>;
  /** Where in the expression. */
  readonly at: number;
}
/** What the library says of an expression that it does not take. */
export interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly range?: { readonly start: number; readonly end: number };
  readonly node?: ASTNode;
}
type Typed = ASTNode & { readonly checkedType?: { readonly name?: string } };
const typeOf = (node: unknown): string => (node as Typed | undefined)?.checkedType?.name ?? "";
const NUMBERS = ["Exact", "int", "double"];
const NAMES = ["row", "matched"];

/** Puts the library's finding into a code and values of our own: its sentences are in one language only. */
export const problemOf = (
  written: string,
  { code = "", range, node }: Failure,
  functions: readonly string[],
  methods: readonly string[],
): ExpressionProblem => {
  const at = range?.start ?? node?.start ?? 0;
  const part = written.slice(at, range?.end ?? at) || written;
  if (at >= written.trimEnd().length || code === "unterminated_string")
    return { code: "expression_ends_early", args: { written }, at };
  if (code === "unknown_variable")
    return { code: "expression_unknown_name", args: { name: part, nearest: nearestName(part, NAMES) ?? "" }, at };
  if (code === "no_matching_overload" && node && (node.op === "call" || node.op === "rcall"))
    return called(node, at, node.op === "call" ? functions : methods);
  if (code === "no_such_overload" && Array.isArray(node?.args)) {
    const [left, right] = node.args.map(typeOf);
    const [text, other] = left === "string" ? [node.args[0], right] : [node.args[1], left];
    const isTextForNumber = [left, right].includes("string") && NUMBERS.includes(other ?? "");
    const side = text as ASTNode;
    return isTextForNumber
      ? { code: "expression_text_for_number", args: { part: written.slice(side.start, side.end), written: part }, at }
      : {
          code: "expression_types_differ",
          args: { written: part, operator: node.op, left: left ?? "", right: right ?? "" },
          at,
        };
  }
  if (code.startsWith("unexpected") || code.startsWith("expected"))
    return { code: "expression_syntax", args: { written, part: written.slice(at, at + 12) }, at };
  return { code: "expression_type", args: { written: part }, at };
};
const called = (node: ASTNode, at: number, offered: readonly string[]): ExpressionProblem => {
  const [name, ...rest] = node.args as unknown as readonly [string, ...unknown[]];
  if (!offered.includes(name))
    return { code: "expression_unknown_function", args: { name, nearest: nearestName(name, offered) ?? "" }, at };
  const given = rest.flat().map(typeOf).filter(Boolean);
  return { code: "expression_arguments", args: { name, given: given.join(", ") }, at };
};
