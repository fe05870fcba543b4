// Clauses: C1.1, C14.3, S1, S7
import type { Language } from "../values/text.ts";
import { asList, listOf, oneOrMore, readFields, scalar } from "./fields.ts";
import type { Clause, Mode, Param, RuleKind } from "./model.ts";
import { fillPlaceholders } from "./placeholders.ts";
import type { Report } from "./report.ts";
import type { RuleSource } from "./rule-context.ts";
import { MODES, meantWord, readBoolean, readId, readMode, readWord } from "./scalars.ts";
import { markedTextReader, textReader } from "./texts.ts";
import { entryOf, type MapTree, type Tree, treeText } from "./yaml-tree.ts";

export const RULE_KINDS = [
  "definition",
  "threshold",
  "deadline",
  "recurrence",
  "prohibition",
  "entitlement",
  "power",
  "procedure",
] as const satisfies readonly RuleKind[];

/** A clause of one version before it is read: its map, and whether it is an annex. */
export interface ClauseSource {
  readonly id: string;
  readonly tree: MapTree;
  readonly annex: boolean;
}
/** The clauses or annexes of a list; one named twice is a mistake. */
export const clauseSources = (tree: Tree | undefined, annex: boolean, report: Report): ClauseSource[] => {
  if (!tree || !asList(tree, report)) return [];
  return (
    listOf<ClauseSource>((item) => {
      const fields = readFields(item, "clause", [], report, { open: true });
      const id = fields?.need("id", readId);
      return id === undefined || item.kind !== "map" ? undefined : { id, tree: item, annex };
    })(tree, report) ?? []
  );
};
export const checkClauseIds = (sources: readonly ClauseSource[], report: Report): void => {
  const seen = new Set<string>();
  for (const { id, tree } of sources) {
    if (seen.has(id)) report.error("duplicate_clause", entryOf(tree, "id")?.value.place ?? tree.place, { id });
    seen.add(id);
  }
};

export interface ClauseReading {
  readonly report: Report;
  readonly languages: readonly Language[];
  readonly mode: Mode;
  readonly params: ReadonlyMap<string, Param>;
  readonly terms: readonly string[];
}
/** A clause but its rules, and the rules as they stand in this version. Clauses of other modes are checked and left out. */
export interface ClauseDraft {
  readonly clause: Omit<Clause, "rules">;
  readonly active: boolean;
  readonly rules: readonly (RuleSource & { readonly modes: readonly Mode[] })[];
}
const KEYS = [
  "id",
  "title",
  "text",
  "origin",
  "prominent",
  "statutes",
  "rules",
  "modes",
  "intentionally_blank",
] as const;
export const readClause = (source: ClauseSource, reading: ClauseReading): ClauseDraft => {
  const report = reading.report.of(source.id);
  const fields = readFields(source.tree, source.annex ? "annex" : "clause", KEYS, report)!;
  const modes = fields.read("modes", oneOrMore(readMode)) ?? MODES;
  const active = modes.includes(reading.mode);
  const title = fields.need("title", textReader(reading.languages));
  const blank = fields.read("intentionally_blank", readBoolean) ?? false;
  const marked = markedTextReader(reading.languages, reading.params, reading.terms);
  const text = blank ? (fields.read("text", marked) ?? {}) : fields.need("text", marked);
  const statutes = fields.read("statutes", listOf(readStatute)) ?? [];
  const rules = ruleSources(fields.tree("rules"), source.id, modes, { ...reading, report });
  return {
    active,
    rules,
    clause: {
      id: source.id,
      title: title ?? {},
      text: text ?? {},
      origin: fields.read("origin", readWord(["standard", "negotiated"], "origin")) ?? "standard",
      prominent: fields.read("prominent", readBoolean) ?? false,
      statutes,
      annex: source.annex,
      intentionallyBlank: blank,
      place: source.tree.place,
    },
  };
};
/** `CN-CC-509`, `CN-CC-562(2)`: country, law, article, paragraph. */
const readStatute = scalar((node, report) => {
  if (/^[A-Z]{2}-[A-Z]{2,8}-\d{1,4}(-\d{1,3})?(\(\d{1,2}\)){0,2}$/.test(node.text)) return node.text;
  report.error("statute_malformed", node.place, { written: node.text });
  return undefined;
});

/** `{{limit}}`, `param.limit` in a condition, and the parameter that a power may set. */
const paramsNamed = (item: Tree): string[] => {
  const named = treeText(item).matchAll(/\{\{\s*(\w+)\s*\}\}|\bparam\.(\w+)/g);
  return [...new Set([...named].map(([, filled, read]) => (filled ?? read)!))];
};
const ruleSources = (
  tree: Tree | undefined,
  clause: string,
  clauseModes: readonly Mode[],
  { report, params, mode }: ClauseReading,
): ClauseDraft["rules"] => {
  if (!tree || !asList(tree, report)) return [];
  const read = listOf<ClauseDraft["rules"][number]>((item, _, index) => {
    const fields = readFields(item, "rule", [], report, { open: true });
    const id = fields?.need("id", readId);
    const kind = fields?.need("kind", readWord(RULE_KINDS, "kind", "unknown_rule_kind"));
    if (!fields) return undefined;
    const modes = (fields.read("modes", oneOrMore(readMode)) ?? MODES).filter((m) => clauseModes.includes(m));
    const filled = fillPlaceholders(item, params, report) as MapTree;
    return {
      id: id ?? "",
      // No reference reads like that of a rule without a name.
      ref: id === undefined ? `${clause}/#${index}` : `${clause}/${id}`,
      clause,
      kind: kind ?? meantWord(fields.tree("kind"), RULE_KINDS),
      unsure: id === undefined || kind === undefined,
      tree: filled,
      params: paramsNamed(item),
      modes,
      active: modes.includes(mode),
      idPlace: fields.placeOf("id"),
    };
  });
  return read(tree, report) ?? [];
};
/** Rule ids are unique in the contract, so that `nps` names one rule; two that never meet in a mode may share one. */
export const checkRuleIds = (rules: ClauseDraft["rules"], report: Report): void => {
  const seen = new Map<string, (typeof rules)[number][]>();
  for (const rule of rules) {
    if (rule.id === "") continue;
    const others = seen.get(rule.id) ?? [];
    if (others.some((other) => other.modes.some((mode) => rule.modes.includes(mode))))
      report.of(rule.clause).error("duplicate_rule", rule.idPlace, { id: rule.id, other: others[0]!.ref });
    seen.set(rule.id, [...others, rule]);
  }
};
