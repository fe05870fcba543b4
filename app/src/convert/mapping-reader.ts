// Clauses: C7.1
import type { ListTree, MapTree, ScalarTree, Tree } from "@fealty/engine/contract/yaml-tree.ts";
import { placeWithin } from "@fealty/engine/contract/yaml-tree.ts";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import type { Environment } from "@marcbachmann/cel-js";
import { type Expression, parseExpression } from "./expression.ts";
import type { Diagnostic } from "./mapping-model.ts";

/** Walks a mapping's YAML tree and keeps every mistake with its place. */
export class MappingReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly env: Environment;
  constructor(env: Environment) {
    this.env = env;
  }
  report(code: string, at: Tree | { readonly place: Tree["place"] }, args: Record<string, string> = {}): undefined {
    const { file, line, column } = at.place;
    this.diagnostics.push({ code, file, line, column, args });
    return undefined;
  }
  /** The map's values by key; keys that are not in `known` are reported with the nearest right one. */
  map(tree: Tree | undefined, known?: readonly string[]): ReadonlyMap<string, Tree> {
    if (!tree) return new Map();
    if (tree.kind !== "map") {
      this.report("mapping_wants_map", tree);
      return new Map();
    }
    if (known)
      for (const entry of tree.entries)
        if (!known.includes(entry.key))
          this.report(
            "mapping_unknown_key",
            { place: entry.keyPlace },
            { key: entry.key, nearest: nearestName(entry.key, known) ?? "" },
          );
    return new Map(tree.entries.map((entry) => [entry.key, entry.value]));
  }
  entries(tree: Tree | undefined): MapTree["entries"] {
    if (!tree) return [];
    if (tree.kind === "map") return tree.entries;
    this.report("mapping_wants_map", tree);
    return [];
  }
  list(tree: Tree | undefined): ListTree["items"] {
    if (!tree) return [];
    if (tree.kind === "list") return tree.items;
    return [tree];
  }
  scalar(tree: Tree | undefined): ScalarTree | undefined {
    if (!tree) return undefined;
    return tree.kind === "scalar" ? tree : this.report("mapping_wants_text", tree);
  }
  text(tree: Tree | undefined): string | undefined {
    return this.scalar(tree)?.text;
  }
  oneOf<T extends string>(tree: Tree | undefined, values: readonly T[], fallback: T): T {
    const scalar = this.scalar(tree);
    if (!scalar) return fallback;
    const found = values.find((value) => value === scalar.text);
    if (found !== undefined) return found;
    this.report("mapping_bad_value", scalar, {
      value: scalar.text,
      values: values.join(", "),
      nearest: nearestName(scalar.text, values) ?? "",
    });
    return fallback;
  }
  expression(tree: Tree | undefined): Expression | undefined {
    const scalar = this.scalar(tree);
    if (!scalar) return undefined;
    const parsed = parseExpression(scalar.text, this.env);
    if (!("code" in parsed)) return parsed;
    return this.report(`mapping_${parsed.code}`, { place: placeWithin(scalar, parsed.at) }, { ...parsed.args });
  }
}
