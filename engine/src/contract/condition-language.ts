import { Environment } from "@marcbachmann/cel-js";
import { parseDay, parseInstant } from "../values/date.ts";
import type { Currency } from "../values/money.ts";
import { parseMoney } from "../values/money.ts";
import { add, compare, multiply, negate, parseDecimal, type Rational, subtract, ZERO } from "../values/rational.ts";
import type { EventView } from "./event-view.ts";
import type { FieldType, Param, ParamType } from "./model.ts";

/** Values as the expression library sees them: a class for each type, because it tells types by constructor. */
export class MoneyValue {
  readonly minor: bigint;
  constructor(minor: bigint) {
    this.minor = minor;
  }
}
export class NumberValue {
  readonly value: Rational;
  constructor(value: Rational) {
    this.value = value;
  }
}
export class DayValue {
  readonly day: number;
  constructor(day: number) {
    this.day = day;
  }
}
export class InstantValue {
  readonly micros: number;
  constructor(micros: number) {
    this.micros = micros;
  }
}

/** Names that an expression may use, with their types. */
export interface ConditionNames {
  readonly event: ReadonlyMap<string, FieldType>;
  readonly customer: ReadonlyMap<string, FieldType>;
  readonly agent: ReadonlyMap<string, FieldType>;
  readonly params: ReadonlyMap<string, Param>;
}
export interface ConditionScope extends ConditionNames {
  readonly currency: Currency;
  readonly environment: Environment;
}

const FIELD_TYPE: Readonly<Record<FieldType, string | undefined>> = {
  text: "string",
  money: "Money",
  number: "Number",
  integer: "Number",
  date: "Day",
  instant: "Instant",
  boolean: "bool",
  numbers: "list<Number>",
  texts: "list<string>",
  party: "string",
  any: undefined,
};
const PARAM_TYPE: Readonly<Record<ParamType, string | undefined>> = {
  money: "Money",
  rate: "Number",
  number: "Number",
  date: "Day",
  duration: undefined,
  text: "string",
  choice: "string",
  boolean: "bool",
};

const ORDERS = {
  "<": (sign: number) => sign < 0,
  "<=": (sign: number) => sign <= 0,
  ">": (sign: number) => sign > 0,
  ">=": (sign: number) => sign >= 0,
} as const;
const signOf = (a: bigint | number, b: bigint | number): number => (a < b ? -1 : a > b ? 1 : 0);
/** A double that the library read from a literal, exactly as it was written (conditions refuse exponents). */
const exactly = (value: number): Rational => parseDecimal(String(value)) ?? ZERO;
const numberOf = (value: unknown): Rational =>
  value instanceof NumberValue
    ? value.value
    : typeof value === "bigint"
      ? { n: value, d: 1n }
      : exactly(value as number);

/** The operators and functions that our types have, beside the library's own for int, string, bool and lists. */
const environmentFor = (currency: Currency): Environment => {
  const environment = new Environment({ limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 100 } });
  const scale = 10n ** BigInt(currency.decimals);
  const minorOf = (value: unknown): bigint => (value instanceof MoneyValue ? value.minor : (value as bigint) * scale);
  environment.registerType("Money", { ctor: MoneyValue, fields: {} });
  environment.registerType("Number", { ctor: NumberValue, fields: {} });
  environment.registerType("Day", { ctor: DayValue, fields: {} });
  environment.registerType("Instant", { ctor: InstantValue, fields: {} });
  const compareAs = (pairs: readonly (readonly [string, string])[], sign: (a: unknown, b: unknown) => number): void => {
    for (const [left, right] of pairs) {
      for (const [order, holds] of Object.entries(ORDERS)) {
        environment.registerOperator(`${left} ${order} ${right}`, (a: unknown, b: unknown) => holds(sign(a, b)));
        if (left !== right)
          environment.registerOperator(`${right} ${order} ${left}`, (a: unknown, b: unknown) => holds(sign(a, b)));
      }
      environment.registerOperator(`${left} == ${right}`, (a: unknown, b: unknown) => sign(a, b) === 0);
    }
  };
  compareAs(
    [
      ["Money", "Money"],
      ["Money", "int"],
    ],
    (a, b) => signOf(minorOf(a), minorOf(b)),
  );
  compareAs(
    [
      ["Number", "Number"],
      ["Number", "int"],
      ["Number", "double"],
    ],
    (a, b) => compare(numberOf(a), numberOf(b)),
  );
  compareAs([["Day", "Day"]], (a, b) => signOf((a as DayValue).day, (b as DayValue).day));
  compareAs([["Instant", "Instant"]], (a, b) => signOf((a as InstantValue).micros, (b as InstantValue).micros));
  for (const [one, many] of [
    ["Number", "int"],
    ["Number", "double"],
    ["int", "Number"],
  ] as const)
    environment.registerOperator(`${one} in list<${many}>: bool`, (a: unknown, list: readonly unknown[]) =>
      list.some((b) => compare(numberOf(a), numberOf(b)) === 0),
    );
  environment.registerOperator("Money in list<int>: bool", (a: unknown, list: readonly unknown[]) =>
    list.some((b) => minorOf(a) === minorOf(b)),
  );
  const arithmetic = { "+": add, "-": subtract, "*": multiply } as const;
  for (const [sign, act] of Object.entries(arithmetic))
    for (const [left, right] of [
      ["Number", "Number"],
      ["Number", "int"],
      ["int", "Number"],
      ["Number", "double"],
      ["double", "Number"],
    ] as const)
      environment.registerOperator(
        `${left} ${sign} ${right}: Number`,
        (a: unknown, b: unknown) => new NumberValue(act(numberOf(a), numberOf(b))),
      );
  environment.registerOperator("Money + Money", (a: MoneyValue, b: MoneyValue) => new MoneyValue(a.minor + b.minor));
  environment.registerOperator("Money - Money", (a: MoneyValue, b: MoneyValue) => new MoneyValue(a.minor - b.minor));
  environment.registerOperator("Money * int: Money", (a: MoneyValue, b: bigint) => new MoneyValue(a.minor * b));
  environment.registerOperator("int * Money: Money", (a: bigint, b: MoneyValue) => new MoneyValue(a * b.minor));
  environment.registerOperator("-Money", (a: MoneyValue) => new MoneyValue(-a.minor));
  environment.registerOperator("-Number", (a: NumberValue) => new NumberValue(negate(a.value)));
  environment.registerFunction(
    "money(string): Money",
    (text: string) => new MoneyValue(parseMoney(text, currency) ?? 0n),
  );
  environment.registerFunction("date(string): Day", (text: string) => new DayValue(parseDay(text) ?? 0));
  environment.registerFunction("instant(string): Instant", (text: string) => new InstantValue(parseInstant(text) ?? 0));
  return environment;
};

const typedFields = (fields: ReadonlyMap<string, FieldType>): Record<string, string> =>
  Object.fromEntries(
    [...fields].flatMap(([name, type]) => {
      const known = FIELD_TYPE[type];
      return known === undefined ? [] : [[name, known]];
    }),
  );
/** Makes scopes that share one set of operators. A scope belongs to one event kind and one version of the parameters. */
export const conditionLanguage = (currency: Currency): ((names: ConditionNames) => ConditionScope) => {
  const base = environmentFor(currency);
  return (names) => {
    let built: Environment | undefined;
    const build = (): Environment => {
      const environment = base.clone();
      const params = Object.fromEntries(
        [...names.params.values()].flatMap((param) => {
          const type = PARAM_TYPE[param.type];
          return type === undefined ? [] : [[param.id, type]];
        }),
      );
      const records = {
        event: typedFields(names.event),
        customer: typedFields(names.customer),
        agent: typedFields(names.agent),
        param: params,
      };
      for (const [name, fields] of Object.entries(records)) {
        const type = `${name}_record`;
        environment.registerType(type, { fields });
        environment.registerVariable(name, type);
      }
      return environment;
    };
    return {
      ...names,
      currency,
      get environment() {
        built ??= build();
        return built;
      },
    };
  };
};

const wrap = (type: string | undefined, value: unknown): unknown => {
  if (value === undefined || type === undefined) return undefined;
  if (type === "Money") return new MoneyValue(value as bigint);
  if (type === "Number") return new NumberValue(value as Rational);
  if (type === "Day") return new DayValue(value as number);
  if (type === "Instant") return new InstantValue(value as number);
  if (type === "list<Number>") return (value as readonly Rational[]).map((item) => new NumberValue(item));
  return value;
};
const wrapRecord = (types: Readonly<Record<string, string>>, values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(types).flatMap(([name, type]) => {
      const value = wrap(type, values[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
/** The view and the parameters in the library's types, for what is not compiled. */
export const libraryContext = (scope: ConditionScope, view: EventView): Record<string, unknown> => ({
  event: wrapRecord(typedFields(scope.event), view.event),
  customer: wrapRecord(typedFields(scope.customer), view.customer),
  agent: wrapRecord(typedFields(scope.agent), view.agent),
  param: Object.fromEntries(
    [...scope.params.values()].flatMap((param) => {
      const value = wrap(PARAM_TYPE[param.type], param.value);
      return value === undefined ? [] : [[param.id, value]];
    }),
  ),
});
/** A result of the library in the engine's types. */
export const unwrapped = (value: unknown): unknown => {
  if (value instanceof MoneyValue) return value.minor;
  if (value instanceof NumberValue) return value.value;
  if (value instanceof DayValue) return value.day;
  if (value instanceof InstantValue) return value.micros;
  if (typeof value === "number") return exactly(value);
  if (Array.isArray(value)) return value.map(unwrapped);
  return value;
};
