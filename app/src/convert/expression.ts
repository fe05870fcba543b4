// Clauses: C7.1
import { addDays, addMonths } from "@fealty/engine/values/date.ts";
import {
  add,
  compare,
  divide,
  equal,
  multiply,
  negate,
  type Rational,
  rational,
  subtract,
  toDecimalText,
} from "@fealty/engine/values/rational.ts";
import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type { DateReading } from "./cell-date.ts";
import { ofDecimal } from "./cell-number.ts";
import { readDate } from "./date-text.ts";
import { type ExpressionProblem, type Failure, problemOf } from "./expression-problem.ts";
import { RowFault } from "./fault.ts";
import { halfWidth, trimBlanks } from "./normal-text.ts";
import { type NumberReading, readNumber } from "./number-text.ts";
import { readResidentId } from "./resident-id.ts";

/** An exact number as CEL sees it. */
export class Exact {
  readonly value: Rational;
  constructor(value: Rational) {
    this.value = value;
  }
}
/** A calendar day as CEL sees it. */
export class CalendarDay {
  readonly day: number;
  constructor(day: number) {
    this.day = day;
  }
}
/** A moment as CEL sees it: UTC seconds and microseconds. */
export class Moment {
  readonly utc: number;
  readonly micros: number;
  constructor(utc: number, micros: number) {
    this.utc = utc;
    this.micros = micros;
  }
}

/** How texts are read in the expressions of one mapping. */
export interface Reading {
  readonly number: Omit<NumberReading, "currency">;
  readonly currency: string;
  readonly date: DateReading;
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** `17850.0` is customer 17850: what a spreadsheet's number format added to an id is taken off. */
export const plainId = (text: string): string => {
  const id = halfWidth(trimBlanks(text));
  const match = /^(\d+)\.(\d+)$/.exec(id);
  if (!match) return id;
  if (/[1-9]/.test(match[2]!)) throw new RowFault("not_whole", text);
  return match[1]!;
};
export const lookedUp = (text: string, table: string, tables: Reading["tables"]): string => {
  const found = tables.get(table)?.get(text);
  if (found === undefined) throw new RowFault("not_in_table", text, { table });
  return found;
};
export const roundedAt = (value: Rational, places: number): Rational => {
  const scale = 10n ** BigInt(places);
  const negative = value.n < 0n;
  const n = (negative ? -value.n : value.n) * scale;
  const whole = (n * 2n + value.d) / (value.d * 2n);
  return rational(negative ? -whole : whole, scale);
};
export const floorOf = (value: Rational): bigint => {
  const whole = value.n / value.d;
  return value.n < 0n && whole * value.d !== value.n ? whole - 1n : whole;
};
/** Plain decimal text; a fraction without end has none. */
export const decimalText = (value: Rational): string => {
  let rest = value.d;
  let places = 0;
  for (; rest % 10n === 0n; places++) rest /= 10n;
  for (; rest % 2n === 0n; places++) rest /= 2n;
  for (; rest % 5n === 0n; places++) rest /= 5n;
  if (rest !== 1n) throw new RowFault("endless_decimal", `${value.n}/${value.d}`);
  return toDecimalText(value, Math.max(places, 1));
};
const ratio = (a: Rational, b: Rational): Rational => {
  if (b.n === 0n) throw new RowFault("divided_by_zero", "0");
  return divide(a, b);
};

type Arithmetic = (a: Rational, b: Rational) => Rational;
const ARITHMETIC: Readonly<Record<string, Arithmetic>> = { "+": add, "-": subtract, "*": multiply, "/": ratio };
const ORDER: Readonly<Record<string, (sign: number) => boolean>> = {
  "<": (sign) => sign < 0,
  "<=": (sign) => sign <= 0,
  ">": (sign) => sign > 0,
  ">=": (sign) => sign >= 0,
};
const asRational = (value: unknown): Rational =>
  value instanceof Exact
    ? value.value
    : typeof value === "bigint"
      ? rational(value)
      : ofDecimal(readNumber(String(value), { format: undefined, currency: undefined, sign: undefined }));

/**
 * The language of mappings: CEL over `row` (columns as texts) and `matched`, with exact numbers, days and moments. The
 * library parses and checks; rows run through our own closures (compile.ts). The functions here give the same answers, slowly.
 */
export const environment = (reading: Reading): Environment => {
  const number = (text: string) => new Exact(ofDecimal(readNumber(text, { ...reading.number, currency: undefined })));
  const money = (text: string) =>
    new Exact(ofDecimal(readNumber(text, { ...reading.number, currency: reading.currency })));
  const date = (text: string) => readDate(text, reading.date.order, reading.date.serials);
  const moment = (text: string): Moment => {
    const time = date(text);
    const seconds = time.seconds ?? 0;
    const local = time.day * 86_400 + seconds;
    const offset = time.offset ?? reading.date.clock.offsetOf(time.day, seconds);
    return new Moment(local - offset, time.micros);
  };
  const whole = (value: Exact): number => +floorOf(value.value).toString();
  const env = new Environment({ limits: { maxAstNodes: 200, maxDepth: 20 } })
    .registerType("Exact", Exact)
    .registerType("Day", CalendarDay)
    .registerType("Moment", Moment)
    .registerVariable("row", "map<string, string>")
    .registerVariable("matched", "map<string, string>")
    .registerFunction("number(string): Exact", number)
    .registerFunction("money(string): Exact", money)
    .registerFunction("date(string): Day", (text: string) => new CalendarDay(date(text).day))
    .registerFunction("datetime(string): Moment", moment)
    .registerFunction("id(string): string", plainId)
    .registerFunction("trim(string): string", trimBlanks)
    .registerFunction("upper(string): string", (text: string) => text.toUpperCase())
    .registerFunction("lower(string): string", (text: string) => text.toLowerCase())
    .registerFunction("narrow(string): string", halfWidth)
    .registerFunction("resident_id(string): string", readResidentId)
    .registerFunction("replace(string, string, string): string", (text: string, from: string, to: string) =>
      text.replaceAll(from, to),
    )
    .registerFunction("lookup(string, string): string", (text: string, table: string) =>
      lookedUp(text, table, reading.tables),
    )
    .registerFunction("text(Exact): string", (value: Exact) => decimalText(value.value))
    .registerFunction("abs(Exact): Exact", (value: Exact) =>
      value.value.n < 0n ? new Exact(negate(value.value)) : value,
    )
    .registerFunction("floor(Exact): Exact", (value: Exact) => new Exact(rational(floorOf(value.value))))
    .registerFunction("ceil(Exact): Exact", (value: Exact) => new Exact(rational(-floorOf(negate(value.value)))))
    .registerFunction(
      "round(Exact, int): Exact",
      (value: Exact, places: bigint) => new Exact(roundedAt(value.value, +places.toString())),
    )
    .registerFunction(
      "add_days(Day, Exact): Day",
      (day: CalendarDay, count: Exact) => new CalendarDay(addDays(day.day as never, whole(count))),
    )
    .registerFunction(
      "add_days(Day, int): Day",
      (day: CalendarDay, count: bigint) => new CalendarDay(day.day + +count.toString()),
    )
    .registerFunction(
      "add_months(Day, int): Day",
      (day: CalendarDay, count: bigint) => new CalendarDay(addMonths(day.day as never, +count.toString())),
    )
    .registerFunction(
      "days_between(Day, Day): Exact",
      (from: CalendarDay, to: CalendarDay) => new Exact(rational(BigInt(to.day - from.day))),
    )
    .registerFunction("event_id(): string", () => "")
    .registerFunction("row_number(): Exact", () => new Exact(rational(0n)))
    .registerOperator("-Exact: Exact", (value: Exact) => new Exact(negate(value.value)));
  for (const [left, right] of [
    ["Exact", "Exact"],
    ["Exact", "int"],
    ["int", "Exact"],
    ["Exact", "double"],
    ["double", "Exact"],
  ] as const) {
    for (const [sign, work] of Object.entries(ARITHMETIC))
      env.registerOperator(
        `${left} ${sign} ${right}: Exact`,
        (a: unknown, b: unknown) => new Exact(work(asRational(a), asRational(b))),
      );
    for (const [sign, holds] of Object.entries(ORDER))
      env.registerOperator(`${left} ${sign} ${right}: bool`, (a: unknown, b: unknown) =>
        holds(compare(asRational(a), asRational(b))),
      );
    if (left === "Exact")
      env.registerOperator(`${left} == ${right}: bool`, (a: unknown, b: unknown) =>
        equal(asRational(a), asRational(b)),
      );
  }
  for (const [sign, holds] of Object.entries(ORDER)) {
    env.registerOperator(`Day ${sign} Day: bool`, (a: CalendarDay, b: CalendarDay) => holds(a.day - b.day));
    env.registerOperator(`Moment ${sign} Moment: bool`, (a: Moment, b: Moment) =>
      holds(a.utc - b.utc || a.micros - b.micros),
    );
  }
  env.registerOperator("Day == Day: bool", (a: CalendarDay, b: CalendarDay) => a.day === b.day);
  env.registerOperator("Moment == Moment: bool", (a: Moment, b: Moment) => a.utc === b.utc && a.micros === b.micros);
  return env;
};

export type ValueType = "text" | "number" | "date" | "moment" | "truth" | "numbers" | "texts";
const TYPES: Readonly<Record<string, ValueType>> = {
  string: "text",
  Exact: "number",
  int: "number",
  Day: "date",
  Moment: "moment",
  bool: "truth",
  "list<Exact>": "numbers",
  "list<string>": "texts",
};

export interface Expression {
  readonly written: string;
  readonly ast: ASTNode;
  readonly type: ValueType;
  /** Names of columns read, in order of appearance. */
  readonly columns: readonly string[];
  /** Fields of the matched event read. */
  readonly matched: readonly string[];
}
/** Parses and checks one expression; every name of a column it reads is listed, so the header can be checked at once. */
export const parseExpression = (written: string, env: Environment): Expression | ExpressionProblem => {
  try {
    const checked = env.check(written);
    if (!checked.valid) return problemOf(written, (checked.error ?? {}) as Failure, OFFERED_FUNCTIONS, OFFERED_METHODS);
    const type = TYPES[checked.type ?? ""];
    const { ast } = env.parse(written);
    if (!type) return { code: "not_offered", args: { part: written.slice(ast.start, ast.end) }, at: ast.start };
    const columns: string[] = [];
    const matched: string[] = [];
    const offence = walk(ast, columns, matched);
    if (offence) return offence;
    return { written, ast, type, columns: [...new Set(columns)], matched: [...new Set(matched)] };
  } catch (problem) {
    // The library throws what it cannot parse.
    return problemOf(written, problem as Failure, OFFERED_FUNCTIONS, OFFERED_METHODS);
  }
};

/** The name in `row.NAME` and `row["NAME"]`. */
export const accessed = (node: ASTNode): { of: string; name: string } | undefined => {
  if (node.op !== "." && node.op !== "[]") return undefined;
  const [object, key] = node.args as [ASTNode, ASTNode | string];
  if (object.op !== "id") return undefined;
  const name = typeof key === "string" ? key : key.op === "value" ? key.args : undefined;
  return typeof name === "string" ? { of: object.args, name } : undefined;
};
export const childrenOf = (node: ASTNode): ASTNode[] => {
  const found: ASTNode[] = [];
  const gather = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) gather(item);
    else if (value !== null && typeof value === "object" && "op" in value) found.push(value as ASTNode);
  };
  gather(node.args);
  return found;
};

const OFFERED_METHODS = ["startsWith", "endsWith", "contains"];
const OFFERED_OPERATORS = [
  ...["value", "id", ".", "[]", "call", "rcall", "list", "?:", "||", "&&", "!_", "-_"],
  ...["==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "in"],
];
const OFFERED_FUNCTIONS = [
  ...[
    "number",
    "money",
    "date",
    "datetime",
    "id",
    "trim",
    "upper",
    "lower",
    "narrow",
    "resident_id",
    "replace",
    "lookup",
  ],
  ...["text", "abs", "floor", "ceil", "round", "add_days", "add_months", "days_between", "event_id", "row_number"],
];

/** Collects the columns; returns what the closures do not offer although CEL would allow it. */
const walk = (node: ASTNode, columns: string[], matched: string[]): ExpressionProblem | undefined => {
  const refuse = (part: string): ExpressionProblem => ({ code: "not_offered", args: { part }, at: node.start });
  const access = accessed(node);
  if (access?.of === "row") {
    columns.push(access.name);
    return undefined;
  }
  if (access?.of === "matched") {
    matched.push(access.name);
    return undefined;
  }
  if (!OFFERED_OPERATORS.includes(node.op)) return refuse(node.op);
  if (node.op === "." || node.op === "[]" || node.op === "id") return refuse(node.op === "id" ? node.args : node.op);
  if (node.op === "rcall" && !OFFERED_METHODS.includes(node.args[0])) return refuse(`.${node.args[0]}()`);
  if (node.op === "call" && !OFFERED_FUNCTIONS.includes(node.args[0])) return refuse(`${node.args[0]}()`);
  if (
    node.op === "value" &&
    typeof node.args === "number" &&
    !/^\d+\.\d+$/.test(node.input.slice(node.start, node.end))
  )
    return refuse(node.input.slice(node.start, node.end));
  const children = childrenOf(node);
  if (node.op === "/" && children.every((child) => child.op === "value" || child.op === "-_"))
    return refuse(node.input.slice(node.start, node.end));
  for (const child of children) {
    const offence = walk(child, columns, matched);
    if (offence) return offence;
  }
  return undefined;
};
