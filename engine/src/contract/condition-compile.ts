import { type ASTNode, serialize } from "@marcbachmann/cel-js";
import { parseDay, parseInstant } from "../values/date.ts";
import { parseMoney } from "../values/money.ts";
import { add, compare, multiply, negate, parseDecimal, type Rational, subtract } from "../values/rational.ts";
import { type ConditionScope, libraryContext, unwrapped } from "./condition-language.ts";
import type { EventView } from "./event-view.ts";

/** A node as the checker leaves it: with the type that it found. */
export type TypedNode = ASTNode & { readonly checkedType?: { readonly name: string } };
/** Runs one node. Undefined = something it needs is not there. */
type Run = (view: EventView) => unknown;

const RECORDS = ["event", "customer", "agent"] as const;
export const typeOf = (node: ASTNode): string => (node as TypedNode).checkedType?.name ?? "";
const isNumeric = (type: string): boolean => type === "Number" || type === "int" || type === "double";

/**
 * Compiles a checked expression to closures over the engine's own values, which run about ten times faster than the
 * library's evaluator. What has no closure here (macros, indexing, string cutting) runs in the library; both give the same
 * answers (condition.props.ts). What needs a missing field is undefined, as it is an error in CEL: it comes through everything
 * but an `&&` or `||` whose other side decides alone.
 */
export const compile = (node: ASTNode, scope: ConditionScope): Run => {
  const known = compilers[node.op]?.(node, scope);
  return known ?? inLibrary(node, scope);
};

const constant =
  (value: unknown): Run =>
  () =>
    value;
const literalText = (node: ASTNode | undefined): string | undefined =>
  node?.op === "value" && typeof node.args === "string" ? node.args : undefined;
/** A number that stands in the expression, as it is written there: 4.35 is 435/100 and not the nearest double. */
const literalOf = (node: ASTNode): unknown =>
  typeof node.args === "number" ? parseDecimal(node.input.slice(node.start, node.end)) : node.args;

const inLibrary = (node: ASTNode, scope: ConditionScope): Run => {
  let run: ((context: Record<string, unknown>) => unknown) | undefined;
  return (view) => {
    run ??= scope.environment.parse(serialize(node));
    try {
      return unwrapped(run(libraryContext(scope, view)));
    } catch {
      // The checker let it pass, so what fails here is a missing field, an index past the end or a division by zero.
      return undefined;
    }
  };
};

const access = (node: ASTNode, scope: ConditionScope): Run | undefined => {
  if (node.op !== ".") return undefined;
  const [owner, name] = node.args;
  if (owner.op !== "id") return undefined;
  if (owner.args === "param") return constant(scope.params.get(name)?.value);
  const record = RECORDS.find((candidate) => candidate === owner.args);
  if (record === "event") return (view) => view.event[name];
  return record && ((view) => view[record][name]);
};
/** Brings both sides to one kind of value that `signOf` orders. */
const commonly = (left: ASTNode, right: ASTNode, scope: ConditionScope): readonly [Run, Run] | undefined => {
  const [a, b] = [compile(left, scope), compile(right, scope)];
  const [ta, tb] = [typeOf(left), typeOf(right)];
  if (ta === tb && ["string", "bool", "int", "Money", "Number", "Day", "Instant"].includes(ta)) return [a, b];
  if (isNumeric(ta) && isNumeric(tb)) return [asFraction(ta, a), asFraction(tb, b)];
  if (ta === "Money" && tb === "int") return [a, asMinor(b, scope)];
  if (ta === "int" && tb === "Money") return [asMinor(a, scope), b];
  return undefined;
};
const asFraction = (type: string, run: Run): Run =>
  type !== "int"
    ? run
    : (view) => {
        const value = run(view) as bigint | undefined;
        return value === undefined ? undefined : { n: value, d: 1n };
      };
const asMinor = (run: Run, scope: ConditionScope): Run => {
  const scale = 10n ** BigInt(scope.currency.decimals);
  return (view) => {
    const value = run(view) as bigint | undefined;
    return value === undefined ? undefined : value * scale;
  };
};
/** Equal denominators, mostly 1, need no products. */
const signOfFractions = (a: Rational, b: Rational): number =>
  a.d === b.d ? (a.n < b.n ? -1 : a.n > b.n ? 1 : 0) : compare(a, b);
const signOf = (a: unknown, b: unknown): number =>
  typeof a === "object"
    ? signOfFractions(a as Rational, b as Rational)
    : (a as bigint) < (b as bigint)
      ? -1
      : (a as bigint) > (b as bigint)
        ? 1
        : 0;
/** Orders as JavaScript has them for texts, truths, bigints and days; fractions go through `signOf`. */
const DIRECT = {
  "==": (a: never, b: never) => a === b,
  "!=": (a: never, b: never) => a !== b,
  "<": (a: never, b: never) => a < b,
  "<=": (a: never, b: never) => a <= b,
  ">": (a: never, b: never) => a > b,
  ">=": (a: never, b: never) => a >= b,
} as const;
const BY_SIGN: Readonly<Record<keyof typeof DIRECT, (sign: number) => boolean>> = {
  "==": (sign) => sign === 0,
  "!=": (sign) => sign !== 0,
  "<": (sign) => sign < 0,
  "<=": (sign) => sign <= 0,
  ">": (sign) => sign > 0,
  ">=": (sign) => sign >= 0,
};
const isConstant = (node: ASTNode): boolean =>
  node.op === "value" ||
  (node.op === "call" && ["money", "date", "instant"].includes(node.args[0])) ||
  (node.op === "." && node.args[0].op === "id" && node.args[0].args === "param") ||
  (node.op === "-_" && isConstant(node.args));
const NOWHERE: EventView = { event: {}, customer: {}, agent: {} };
const withBoth =
  (left: Run, right: Run, act: (a: unknown, b: unknown) => unknown): Run =>
  (view) => {
    const a = left(view);
    const b = right(view);
    return a === undefined || b === undefined ? undefined : act(a, b);
  };
const comparing =
  (order: keyof typeof DIRECT) =>
  (node: ASTNode, scope: ConditionScope): Run | undefined => {
    const [leftNode, rightNode] = node.args as [ASTNode, ASTNode];
    const sides = commonly(leftNode, rightNode, scope);
    if (!sides) return undefined;
    const [left, right] = sides;
    const fractions = isNumeric(typeOf(leftNode)) && !(typeOf(leftNode) === "int" && typeOf(rightNode) === "int");
    const bySign = BY_SIGN[order];
    const test = (fractions ? (a: unknown, b: unknown) => bySign(signOf(a, b)) : DIRECT[order]) as (
      a: unknown,
      b: unknown,
    ) => boolean;
    if (isConstant(rightNode)) {
      const fixed = right(NOWHERE);
      if (fixed === undefined) return constant(undefined);
      return (view) => {
        const a = left(view);
        return a === undefined ? undefined : test(a, fixed);
      };
    }
    return withBoth(left, right, test);
  };
const calculating =
  (
    ofBigints: ((a: bigint, b: bigint) => bigint) | undefined,
    ofFractions: (a: Rational, b: Rational) => Rational,
    ofTexts?: (a: string, b: string) => string,
  ) =>
  (node: ASTNode, scope: ConditionScope): Run | undefined => {
    const [leftNode, rightNode] = node.args as [ASTNode, ASTNode];
    const [ta, tb] = [typeOf(leftNode), typeOf(rightNode)];
    let act: ((a: never, b: never) => unknown) | undefined;
    let [left, right] = [compile(leftNode, scope), compile(rightNode, scope)];
    if (ta === "string" && tb === "string") act = ofTexts;
    // Money * int multiplies minor units; + and − of money and of whole numbers are plain bigints.
    else if (["int", "Money"].includes(ta) && ["int", "Money"].includes(tb)) act = ofBigints;
    else if (isNumeric(ta) && isNumeric(tb)) {
      act = ofFractions;
      [left, right] = [asFraction(ta, left), asFraction(tb, right)];
    }
    if (!act) return undefined;
    const run = act as (a: unknown, b: unknown) => unknown;
    return withBoth(left, right, run);
  };
const membership = (node: ASTNode, scope: ConditionScope): Run | undefined => {
  const [leftNode, rightNode] = node.args as [ASTNode, ASTNode];
  const left = compile(leftNode, scope);
  if (rightNode.op !== "list") {
    if (typeOf(leftNode) !== "string" || typeOf(rightNode) !== "list<string>") return undefined;
    const list = compile(rightNode, scope);
    return withBoth(left, list, (a, words) => (words as readonly unknown[]).includes(a));
  }
  const items = rightNode.args as readonly ASTNode[];
  if (typeOf(leftNode) === "string" && items.every((item) => literalText(item) !== undefined)) {
    const words = new Set<unknown>(items.map(literalText));
    return (view) => {
      const a = left(view);
      return a === undefined ? undefined : words.has(a);
    };
  }
  const pairs = items.map((item) => commonly(leftNode, item, scope));
  if (pairs.some((pair) => pair === undefined)) return undefined;
  const tests = pairs.map((pair) => withBoth(pair![0], pair![1], (a, b) => signOf(a, b) === 0));
  return (view) => {
    const answers = tests.map((test) => test(view));
    // A list is there only with all its items.
    return answers.includes(undefined) ? undefined : answers.includes(true);
  };
};
const called = (node: ASTNode, scope: ConditionScope): Run | undefined => {
  const [name, args] = node.args as [string, readonly ASTNode[]];
  const text = literalText(args[0]);
  if (name === "has") {
    const field = access(args[0]!, scope);
    return field && ((view) => field(view) !== undefined);
  }
  if (name === "money" && text !== undefined) return constant(parseMoney(text, scope.currency));
  if (name === "date" && text !== undefined) return constant(parseDay(text));
  if (name === "instant" && text !== undefined) return constant(parseInstant(text));
  if (name === "size") return sizeOf(args[0]!, scope);
  return undefined;
};
const sizeOf = (node: ASTNode, scope: ConditionScope): Run | undefined => {
  const type = typeOf(node);
  if (type !== "string" && !type.startsWith("list<")) return undefined;
  const run = compile(node, scope);
  return (view) => {
    const value = run(view) as string | readonly unknown[] | undefined;
    // CEL counts code points, so that 𠮷 is one.
    return value === undefined ? undefined : BigInt(typeof value === "string" ? [...value].length : value.length);
  };
};
const TEXT_TESTS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};
const received = (node: ASTNode, scope: ConditionScope): Run | undefined => {
  const [name, receiver, args] = node.args as [string, ASTNode, readonly ASTNode[]];
  if (name === "size" && args.length === 0) return sizeOf(receiver, scope);
  const test = Object.hasOwn(TEXT_TESTS, name) ? TEXT_TESTS[name] : undefined;
  if (!test || typeOf(receiver) !== "string") return undefined;
  return withBoth(compile(receiver, scope), compile(args[0]!, scope), (a, b) => test(a as string, b as string));
};
/** `&&` and `||`: the truth `deciding` on either side decides alone, also where the other side cannot be read. */
const joining =
  (deciding: boolean) =>
  (node: ASTNode, scope: ConditionScope): Run => {
    const [left, right] = (node.args as [ASTNode, ASTNode]).map((side) => compile(side, scope)) as [Run, Run];
    return (view) => {
      const a = left(view);
      if (a === deciding) return deciding;
      const b = right(view);
      if (b === deciding) return deciding;
      return a === undefined || b === undefined ? undefined : !deciding;
    };
  };

type Compiler = (node: ASTNode, scope: ConditionScope) => Run | undefined;
const compilers: Readonly<Partial<Record<ASTNode["op"], Compiler>>> = {
  value: (node) => constant(literalOf(node)),
  ".": access,
  "==": comparing("=="),
  "!=": comparing("!="),
  "<": comparing("<"),
  "<=": comparing("<="),
  ">": comparing(">"),
  ">=": comparing(">="),
  in: membership,
  "+": calculating(
    (a, b) => a + b,
    add,
    (a, b) => a + b,
  ),
  "-": calculating((a, b) => a - b, subtract),
  "*": calculating((a, b) => a * b, multiply),
  "&&": joining(false),
  "||": joining(true),
  "!_": (node, scope) => {
    const run = compile(node.args as ASTNode, scope);
    return (view) => {
      const truth = run(view);
      return truth === undefined ? undefined : !truth;
    };
  },
  "-_": (node, scope) => {
    const run = compile(node.args as ASTNode, scope);
    return (view) => {
      const value = run(view);
      if (value === undefined) return undefined;
      return typeof value === "bigint" ? -value : negate(value as Rational);
    };
  },
  "?:": (node, scope) => {
    const [test, yes, no] = (node.args as [ASTNode, ASTNode, ASTNode]).map((part) => compile(part, scope)) as [
      Run,
      Run,
      Run,
    ];
    return (view) => {
      const truth = test(view);
      if (truth === undefined) return undefined;
      return truth ? yes(view) : no(view);
    };
  },
  call: called,
  rcall: received,
};
