// Clauses: C7.1
import { add, multiply, negate, subtract } from "@fealty/engine/values/rational.ts";
import type { ASTNode } from "@marcbachmann/cel-js";
import { constantNumber } from "./cell-number.ts";
import { columnText } from "./cell-text.ts";
import { FUNCTIONS } from "./compile-call.ts";
import { comparison, type NumberRun, ORDERS, product, quotient, sum, type TruthRun } from "./compile-number.ts";
import { constantText, equality, equalToOneOf, joined, METHODS, type TextRun } from "./compile-text.ts";
import type { Binder, CallArguments, Compiled, RunOf, SingleType } from "./compiled.ts";
import { accessed, childrenOf } from "./expression.ts";
import { Ambiguity, RowFault } from "./fault.ts";

/** Compiles what `parseExpression` accepted; types have been checked there. */
export const compile = (node: ASTNode, binder: Binder): Compiled => {
  const access = accessed(node);
  if (access) {
    const column = binder.columnOf(access.name);
    return { type: "text", run: columnText(column, binder.reading.date.serials), column };
  }
  switch (node.op) {
    case "value":
      return constant(node);
    case "list": {
      const items = node.args.map((item) => compile(item, binder));
      return items.every((item) => item.type === "text")
        ? { type: "texts", items: items.map((item) => item.run) }
        : { type: "numbers", items: items.map((item) => (item as { run: NumberRun }).run) };
    }
    case "call":
      return FUNCTIONS[node.args[0]]!(callArguments(node.args[1], binder));
    case "rcall": {
      const [method, text, pieces] = node.args;
      const test = METHODS[method]!;
      return { type: "truth", run: test(runOf(text, "text", binder), runOf(pieces[0]!, "text", binder)) };
    }
    case "!_": {
      const run = runOf(node.args, "truth", binder);
      return { type: "truth", run: (state) => !run(state) };
    }
    case "-_":
      return { type: "number", run: negated(runOf(node.args, "number", binder)) };
    case "&&":
    case "||":
      return {
        type: "truth",
        run: logic(runOf(node.args[0], "truth", binder), runOf(node.args[1], "truth", binder), node.op === "||"),
      };
    case "?:":
      return choice(node.args, binder);
    default:
      return binaryOf(node, binder);
  }
};

const runOf = <T extends SingleType>(node: ASTNode, type: T, binder: Binder): RunOf<T> => {
  const compiled = compile(node, binder);
  if (compiled.type !== type) throw new Error(`${node.op} gives ${compiled.type}, not ${type}`);
  return compiled.run as RunOf<T>;
};

const constant = (node: ASTNode): Compiled => {
  const value = node.args;
  if (typeof value === "string") return { type: "text", run: constantText(value), constant: value };
  if (typeof value === "boolean") return { type: "truth", run: () => value };
  const written = node.input.slice(node.start, node.end);
  const digits = typeof value === "bigint" ? value : BigInt(written.replace(".", ""));
  const scale = typeof value === "bigint" ? 0 : written.length - written.indexOf(".") - 1;
  return { type: "number", run: constantNumber({ digits, scale }) };
};

const negated =
  (run: NumberRun): NumberRun =>
  (state) => {
    const value = run(state);
    if (Number.isNaN(value)) state.big = negate(state.big);
    return value === 0 ? 0 : -value;
  };
/** `a && b` and `a || b` as CEL has them: a side that decides outweighs a side that fails. */
const logic =
  (left: TruthRun, right: TruthRun, decides: boolean): TruthRun =>
  (state) => {
    let first: boolean;
    try {
      first = left(state);
    } catch (problem) {
      if (!(problem instanceof RowFault || problem instanceof Ambiguity)) throw problem;
      if (right(state) === decides) return decides;
      throw problem;
    }
    return first === decides ? decides : right(state);
  };
const choice = (args: readonly ASTNode[], binder: Binder): Compiled => {
  const test = runOf(args[0]!, "truth", binder);
  const [yes, no] = [compile(args[1]!, binder), compile(args[2]!, binder)] as { type: "number"; run: NumberRun }[];
  return { type: yes!.type, run: (state) => (test(state) ? yes!.run(state) : no!.run(state)) };
};

const binaryOf = (node: ASTNode, binder: Binder): Compiled => {
  const [leftNode, rightNode] = node.args as [ASTNode, ASTNode];
  const left = compile(leftNode, binder);
  const right = compile(rightNode, binder);
  const op = node.op;
  if (left.type === "text" && right.type === "text") {
    if (op === "+") return { type: "text", run: joined(parts(node, binder)) };
    const equal =
      right.constant === undefined ? equality(left.run, right.run) : equalToOneOf(left.run, [right.constant]);
    return { type: "truth", run: op === "==" ? equal : (state) => !equal(state) };
  }
  if (op === "in" && left.type === "text" && right.type === "texts")
    return { type: "truth", run: oneOf(left.run, rightNode, right.items) };
  if (left.type === "number" && right.type === "number") {
    switch (op) {
      case "*":
        return { type: "number", run: product(left.run, right.run, multiply) };
      case "+":
        return { type: "number", run: sum(left.run, right.run, 1, add) };
      case "-":
        return { type: "number", run: sum(left.run, right.run, -1, subtract) };
      case "/":
        return { type: "number", run: quotient(left.run, right.run) };
      default:
        return { type: "truth", run: comparison(left.run, right.run, ORDERS[op]!) };
    }
  }
  const holds = ORDERS[op];
  if (holds && left.type === "date" && right.type === "date")
    return { type: "truth", run: (state) => holds(left.run(state) - right.run(state)) };
  if (holds && left.type === "moment" && right.type === "moment")
    return {
      type: "truth",
      run: (state) => {
        const utc = left.run(state) - state.offset;
        const micros = state.micros;
        return holds(utc - (right.run(state) - state.offset) || micros - state.micros);
      },
    };
  if (op === "==" || op === "!=") {
    const [a, b] = [left, right] as { run: TruthRun }[];
    return { type: "truth", run: (state) => (a!.run(state) === b!.run(state)) === (op === "==") };
  }
  throw new Error(`${left.type} ${op} ${right.type} is not offered`);
};
/** `a + b + c` as one list of texts. */
const parts = (node: ASTNode, binder: Binder): TextRun[] =>
  node.op === "+" ? (node.args as ASTNode[]).flatMap((side) => parts(side, binder)) : [runOf(node, "text", binder)];
const oneOf = (text: TextRun, list: ASTNode, items: readonly TextRun[]): TruthRun => {
  const values = childrenOf(list).map((item) => (item.op === "value" ? item.args : undefined));
  if (values.every((value) => typeof value === "string")) return equalToOneOf(text, values);
  const tests = items.map((item) => equality(text, item));
  return (state) => tests.some((test) => test(state));
};

const callArguments = (args: readonly ASTNode[], binder: Binder): CallArguments => ({
  binder,
  column: args[0] && accessed(args[0])?.name,
  run: (index, type) => runOf(args[index]!, type, binder),
  literal: (index) => {
    const node = args[index];
    return node?.op === "value" ? String(node.args) : undefined;
  },
  blame: firstColumn(args, binder),
});
const firstColumn = (nodes: readonly ASTNode[], binder: Binder): number => {
  for (const node of nodes) {
    const access = accessed(node);
    const found = access ? binder.columnOf(access.name) : firstColumn(childrenOf(node), binder);
    if (found >= 0) return found;
  }
  return -1;
};
