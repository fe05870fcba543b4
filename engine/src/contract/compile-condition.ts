import type { ASTNode } from "@marcbachmann/cel-js";
import { parseDay, parseInstant } from "../values/date.ts";
import { parseMoney } from "../values/money.ts";
import { parseDecimal } from "../values/rational.ts";
import { closestName } from "./closest-name.ts";
import type { Condition, ConditionType } from "./condition.ts";
import { compile, type TypedNode } from "./condition-compile.ts";
import type { ConditionScope } from "./condition-language.ts";
import { childrenOf, MOST_STEPS, stepsOf } from "./condition-work.ts";
import type { FieldType } from "./model.ts";
import type { Report } from "./report.ts";
import { placeWithin, type ScalarTree } from "./yaml-tree.ts";

const RESULTS: Readonly<Record<string, ConditionType>> = {
  bool: "boolean",
  Money: "money",
  Number: "number",
  int: "number",
  double: "number",
  string: "text",
  "list<Number>": "numbers",
};
/** What expressions may call. Left out on purpose: timestamps and `matches`, which read the host's zone and regular expressions. */
const FUNCTIONS = ["has", "size", "money", "date", "instant"];
const METHODS = [
  "startsWith",
  "endsWith",
  "contains",
  "size",
  "lowerAscii",
  "upperAscii",
  "trim",
  "indexOf",
  "lastIndexOf",
  "substring",
  "split",
  "join",
  "exists",
  "exists_one",
  "all",
  "map",
  "filter",
];

/** Parses, checks and compiles a condition that must give a truth. */
export const readCondition = (node: ScalarTree, scope: ConditionScope, report: Report): Condition | undefined => {
  const condition = compileExpression(node, scope, report);
  if (condition && condition.type !== "boolean") {
    report.error("condition_not_boolean", node.place, { written: node.text, type: condition.type });
    return undefined;
  }
  return condition;
};
/**
 * The `value` of a metric or basis: a bare field name of the event, or an expression, that gives a number or money.
 * @param lists whether a list of numbers will do (trust items)
 */
export const readValue = (
  node: ScalarTree,
  scope: ConditionScope,
  report: Report,
  lists = false,
): Condition | undefined => {
  const condition = /^[A-Za-z_]\w*$/.test(node.text)
    ? fieldValue(node, scope, report)
    : compileExpression(node, scope, report);
  if (!condition) return undefined;
  if (condition.type === "number" || condition.type === "money" || (lists && condition.type === "numbers"))
    return condition;
  report.error("value_not_number", node.place, { written: node.text, type: condition.type });
  return undefined;
};

const TYPES: Readonly<Record<FieldType, ConditionType | undefined>> = {
  money: "money",
  number: "number",
  integer: "number",
  numbers: "numbers",
  text: "text",
  date: "text",
  instant: "text",
  boolean: "boolean",
  texts: "text",
  party: "text",
  any: undefined,
};
const fieldValue = (node: ScalarTree, scope: ConditionScope, report: Report): Condition | undefined => {
  const name = node.text;
  const field = scope.event.get(name);
  const type = field && TYPES[field];
  if (!type) {
    report.error("unknown_field", node.place, {
      field: name,
      nearest: closestName(name, [...scope.event.keys()]),
      allowed: [...scope.event.keys()].join(", "),
    });
    return undefined;
  }
  return { written: name, type, reads: [`event.${name}`], evaluate: (view) => view.event[name] };
};

interface CelError {
  readonly code: string;
  readonly summary: string;
  readonly range?: { readonly start: number; readonly end: number };
  readonly node?: ASTNode;
}
const compileExpression = (node: ScalarTree, scope: ConditionScope, report: Report): Condition | undefined => {
  const written = node.text;
  let ast: TypedNode;
  try {
    const parsed = scope.environment.parse(written);
    ast = parsed.ast;
    const checked = parsed.check();
    if (!checked.valid) {
      const first = checked.error as unknown as CelError;
      reportFailure(first, node, scope, report);
      reportFurtherFields(ast, first.node, node, scope, report);
      return undefined;
    }
  } catch (error) {
    // The library throws what it cannot parse.
    reportFailure(error as CelError, node, scope, report);
    return undefined;
  }
  const walk = { node, scope, report, reads: new Set<string>(), ok: true };
  refuse(ast, undefined, walk);
  if (!walk.ok) return undefined;
  const steps = stepsOf(ast);
  if (steps > MOST_STEPS) {
    report.error("condition_too_much_work", node.place, { steps: String(steps), limit: String(MOST_STEPS) });
    return undefined;
  }
  const type = RESULTS[ast.checkedType?.name ?? ""];
  if (!type) {
    report.error("condition_type", node.place, { written, type: ast.checkedType?.name ?? "" });
    return undefined;
  }
  const run = compile(ast, scope);
  const evaluate: Condition["evaluate"] =
    type === "boolean"
      ? (view) => run(view) === true
      : ast.checkedType?.name === "int"
        ? (view) => {
            const value = run(view) as bigint | undefined;
            return value === undefined ? undefined : { n: value, d: 1n };
          }
        : run;
  return { written: withParams(written, scope), type, reads: [...walk.reads].sort(), evaluate };
};

/** The parameters it reads by name, as a CEL comment, so that two wordings are equal only when they mean the same. */
const withParams = (written: string, scope: ConditionScope): string => {
  const names = new Set([...written.matchAll(/\bparam\.(\w+)/g)].map((match) => match[1]!));
  const values = [...names].map((name) => `${name} = ${scope.params.get(name)?.written ?? ""}`);
  return values.length === 0 ? written : `${written} // ${values.join(", ")}`;
};

const reportFailure = (error: CelError, node: ScalarTree, scope: ConditionScope, report: Report): void => {
  const at = error.node;
  // The library's range of an access begins at the field's name; its node begins where the expression does.
  const start = at?.start ?? error.range?.start ?? 0;
  const end = at?.end ?? error.range?.end ?? start;
  const part = node.text.slice(start, end);
  const place = placeWithin(node, start);
  if (error.code === "unknown_variable") {
    report.error("condition_unknown_name", place, { name: part, nearest: closestName(part, RECORDS) });
  } else if (error.code === "no_such_key" && at?.op === ".") {
    reportField(at, node, scope, report);
  } else if (error.code === "no_such_overload" && at && Array.isArray(at.args)) {
    const [left, right] = (at.args as unknown as readonly TypedNode[]).map((side) => side.checkedType?.name ?? "");
    const types = [left, right];
    if (types.includes("Money") && types.includes("double")) {
      const double = (at.args as unknown as readonly TypedNode[])[types.indexOf("double")]!;
      report.error("condition_money_double", placeWithin(node, double.start), {
        written: node.text.slice(double.start, double.end),
      });
    } else
      report.error("condition_types_differ", place, {
        written: part,
        operator: at.op,
        left: left ?? "",
        right: right ?? "",
      });
  } else if (error.code === "no_matching_overload" && at && (at.op === "call" || at.op === "rcall"))
    report.error("condition_unknown_function", place, {
      name: String(at.args[0]),
      nearest: closestName(String(at.args[0]), at.op === "call" ? FUNCTIONS : METHODS),
    });
  else if (error.code === "limit_exceeded") report.error("condition_too_large", place);
  else if (isTypeError(error.code))
    report.error("condition_type", place, { written: part || node.text, type: error.code });
  else if (start >= node.text.trimEnd().length) report.error("condition_ends_early", place, { written: node.text });
  else report.error("condition_syntax", place, { written: node.text, at: part || node.text.slice(start, start + 12) });
};
const isTypeError = (code: string): boolean => /type|overload|operand|index|heterogeneous|branches|argument/.test(code);
const reportField = (at: ASTNode, node: ScalarTree, scope: ConditionScope, report: Report): void => {
  const [owner, name] = at.args as [ASTNode, string];
  const record = String(owner.args);
  const names = namesOf(record, scope);
  report.error("condition_unknown_field", placeWithin(node, at.end - name.length), {
    field: `${record}.${name}`,
    nearest: closestName(name, names),
    allowed: names.join(", "),
  });
};
/** The checker stops at the first fault: fields that are not there are told all at once. */
const reportFurtherFields = (
  at: ASTNode,
  told: ASTNode | undefined,
  node: ScalarTree,
  scope: ConditionScope,
  report: Report,
): void => {
  if (at.op === "." && at.args[0].op === "id" && !(at.start === told?.start && at.end === told.end)) {
    const [owner, name] = [String(at.args[0].args), at.args[1]];
    if (RECORDS.includes(owner) && !namesOf(owner, scope).includes(name)) reportField(at, node, scope, report);
  }
  for (const child of childrenOf(at.args)) reportFurtherFields(child, told, node, scope, report);
};
const RECORDS = ["event", "customer", "agent", "param"];
const namesOf = (record: string, scope: ConditionScope): string[] => {
  if (record === "event") return [...scope.event.keys()];
  if (record === "customer") return [...scope.customer.keys()];
  if (record === "agent") return [...scope.agent.keys()];
  return record === "param" ? [...scope.params.keys()] : [];
};

interface Walk {
  readonly node: ScalarTree;
  readonly scope: ConditionScope;
  readonly report: Report;
  readonly reads: Set<string>;
  ok: boolean;
}
/** Refuses what type-checks in CEL but would not be exact, or not the same on every machine. */
const refuse = (at: ASTNode, parent: ASTNode | undefined, walk: Walk): void => {
  const fail = (
    code: Parameters<Report["error"]>[0],
    args: Readonly<Record<string, string>> = {},
    offset = at.start,
  ): void => {
    walk.ok = false;
    walk.report.error(code, placeWithin(walk.node, offset), {
      written: walk.node.text.slice(at.start, at.end),
      ...args,
    });
  };
  if (at.op === "." && at.args[0].op === "id") {
    const [owner, name] = [String(at.args[0].args), at.args[1]];
    if (["event", "customer", "agent"].includes(owner)) walk.reads.add(`${owner}.${name}`);
    // has(event.x) is not checked by the library.
    const names = namesOf(owner, walk.scope);
    if (parent?.op === "call" && parent.args[0] === "has" && !names.includes(name)) {
      walk.ok = false;
      reportField(at, walk.node, walk.scope, walk.report);
    }
  } else if (at.op === "call") {
    const [name, args] = at.args;
    if (!FUNCTIONS.includes(name)) fail("condition_unknown_function", { name, nearest: closestName(name, FUNCTIONS) });
    else if (["money", "date", "instant"].includes(name)) refuseLiteral(name, args[0], walk, fail);
  } else if (at.op === "rcall") {
    const name = at.args[0];
    if (!METHODS.includes(name)) fail("condition_unknown_function", { name, nearest: closestName(name, METHODS) });
  } else if (at.op === "map" || (at.op === "value" && (at.args === null || typeof at.args === "object"))) {
    fail("condition_literal_refused");
  } else if (at.op === "value" && typeof at.args === "number" && !besideNumber(at, parent)) fail("condition_double");
  for (const child of childrenOf(at.args)) refuse(child, at, walk);
};
/** A decimal literal is exact only where it meets a number field: there it is read as it is written. */
const besideNumber = (at: ASTNode, parent: ASTNode | undefined): boolean => {
  if (!parent || parseDecimal(at.input.slice(at.start, at.end)) === undefined) return false;
  if (parent.op === "list" || parent.op === "-_") return true;
  return childrenOf(parent.args).some((side) => side !== at && (side as TypedNode).checkedType?.name === "Number");
};
const refuseLiteral = (
  name: string,
  argument: ASTNode | undefined,
  walk: Walk,
  fail: (code: Parameters<Report["error"]>[0], args?: Readonly<Record<string, string>>, offset?: number) => void,
): void => {
  const text = argument?.op === "value" ? argument.args : undefined;
  if (typeof text !== "string") {
    fail("condition_literal_needed", { name });
    return;
  }
  const { currency } = walk.scope;
  const args = { written: text, currency: currency.code, decimals: String(currency.decimals) };
  const offset = argument!.start + 1;
  if (name === "money" && parseDecimal(text) === undefined) fail("money_malformed", args, offset);
  else if (name === "money" && parseMoney(text, currency) === undefined) fail("money_too_fine", args, offset);
  else if (name === "date" && parseDay(text) === undefined) fail("date_malformed", args, offset);
  else if (name === "instant" && parseInstant(text) === undefined) fail("instant_malformed", args, offset);
};
