import type { ASTNode } from "@marcbachmann/cel-js";
import { typeOf } from "./condition-compile.ts";

/** A condition takes at most this many steps for one event; nested lists multiply them. */
export const MOST_STEPS = 200_000;
/** What a list and a text count as that the condition does not write out. */
const UNWRITTEN = { items: 1000, letters: 100 } as const;

/** How large a value can be: the items of a list, and how large each is; any other value is one item. */
interface Extent {
  readonly items: number;
  readonly each: number;
}
const ONE: Extent = { items: 1, each: 1 };
const sizeOf = ({ items, each }: Extent): number => items * each;
interface Walk {
  /** How often the lists around a node bring it. */
  readonly times: number;
  /** How large the names are that those lists bind. */
  readonly bound: ReadonlyMap<string, number>;
  readonly total: { steps: number };
}
const MACROS = ["exists", "exists_one", "all", "map", "filter"];
const isList = (node: ASTNode): boolean => typeOf(node).startsWith("list<");
const largest = (extents: readonly Extent[]): Extent => ({
  items: Math.max(1, ...extents.map(({ items }) => items)),
  each: Math.max(1, ...extents.map(({ each }) => each)),
});

/** The nodes right below one, from its `args`. */
export const childrenOf = (args: unknown): ASTNode[] =>
  Array.isArray(args)
    ? args.flatMap(childrenOf)
    : typeof args === "object" && args !== null && "op" in args
      ? [args as ASTNode]
      : [];
/**
 * How many steps a checked condition takes for one event, never too few for lists and texts as long as those counted on: each
 * node is a step each time that the lists around it bring it, and what builds a text or a list one for each part of it.
 */
export const stepsOf = (node: ASTNode): number => {
  const total = { steps: 0 };
  walk(node, { times: 1, bound: new Map(), total });
  return total.steps;
};
const walk = (node: ASTNode, at: Walk): Extent => {
  at.total.steps += at.times;
  const inner = (one: ASTNode): Extent => walk(one, at);
  const built = (extent: Extent): Extent => {
    at.total.steps += at.times * sizeOf(extent);
    return extent;
  };
  if (node.op === "value") return { items: 1, each: typeof node.args === "string" ? node.args.length + 1 : 1 };
  if (node.op === "id") return unwritten(node, at.bound.get(node.args));
  if (node.op === ".") return unwritten(node, undefined);
  if (node.op === "list") {
    const items = (node.args as readonly ASTNode[]).map(inner);
    return { items: items.length, each: Math.max(1, ...items.map(sizeOf)) };
  }
  if (node.op === "rcall") return received(node, at, built);
  const parts = childrenOf(node.args).map(inner);
  if (node.op === "+" && isList(node)) return built({ ...largest(parts), items: parts[0]!.items + parts[1]!.items });
  if (node.op === "+" && typeOf(node) === "string") return built({ items: 1, each: parts[0]!.each + parts[1]!.each });
  if (node.op === "[]") return { items: isList(node) ? parts[0]!.each : 1, each: parts[0]!.each };
  return node.op === "?:" ? largest(parts) : ONE;
};
/** A field, or a name that a list around it binds. */
const unwritten = (node: ASTNode, each: number | undefined): Extent => {
  if (isList(node)) {
    const letters = typeOf(node) === "list<string>" ? UNWRITTEN.letters : 1;
    return each === undefined ? { items: UNWRITTEN.items, each: letters } : { items: each, each };
  }
  return { items: 1, each: each ?? (typeOf(node) === "string" ? UNWRITTEN.letters : 1) };
};
const received = (node: Extract<ASTNode, { op: "rcall" }>, at: Walk, built: (extent: Extent) => Extent): Extent => {
  const [name, receiver, args] = node.args as [string, ASTNode, readonly ASTNode[]];
  const on = walk(receiver, at);
  if (MACROS.includes(name)) {
    const bound = new Map(at.bound).set(String(args[0]!.args), on.each);
    const bodies = args.slice(1).map((body) => walk(body, { ...at, times: at.times * on.items, bound }));
    if (name === "map") return built({ items: on.items, each: sizeOf(bodies.at(-1) ?? ONE) });
    return name === "filter" ? on : ONE;
  }
  const given = args.map((arg) => walk(arg, at));
  if (name === "split") {
    built(on);
    return { items: on.each, each: on.each };
  }
  if (name === "join") return built({ items: 1, each: sizeOf(on) + on.items * Math.max(0, ...given.map(sizeOf)) });
  return typeOf(node) === "string" ? built(on) : ONE;
};
