// Clauses: C10.2, C1.1
import type { Day } from "../values/brand.ts";
import { dayText } from "../values/date.ts";
import {
  type ClauseDraft,
  type ClauseReading,
  type ClauseSource,
  checkClauseIds,
  checkRuleIds,
  clauseSources,
  readClause,
} from "./clauses.ts";
import { asMap, listOf, type Reader, readFields } from "./fields.ts";
import type { MetricDefinition, Param, Place, Rule, Unread, Version } from "./model.ts";
import { amendParams, type ParamReading } from "./params.ts";
import { paramsRead, readRule } from "./read-rule.ts";
import { checkReferences } from "./references.ts";
import type { RuleContext, RuleSource } from "./rule-context.ts";
import { readDay, readInteger, readWord } from "./scalars.ts";
import { textReader } from "./texts.ts";
import { holdsUnreadable, type MapTree, type Tree, treeText } from "./yaml-tree.ts";

/** What all versions share while they are read. */
export interface VersionReading extends Omit<ClauseReading, "params">, ParamReading {
  /** A part of the contract could not be read: more clauses may stand there. */
  readonly incomplete: boolean;
  readonly contextOf: (
    params: ReadonlyMap<string, Param>,
    sources: readonly RuleSource[],
    metrics: ReadonlyMap<string, MetricDefinition>,
  ) => RuleContext;
}
/** A parameter that a party set by a one-sided power of the contract, inside its bounds (S1, S2). It makes a version like an amendment. */
export interface Adjustment {
  readonly effective: Day;
  readonly param: string;
  readonly value: string;
}
interface Amendment {
  readonly number: number;
  readonly effective: Day;
  readonly applies: Version["applies"];
  readonly set: MapTree | undefined;
  readonly clauses: readonly ClauseSource[];
}

/** The contract as signed and, for each amendment, what it makes of the version before it. */
export const readVersions = (
  root: {
    readonly clauses: Tree | undefined;
    readonly annexes: Tree | undefined;
    readonly amendments: Tree | undefined;
  },
  params: ReadonlyMap<string, Param>,
  reading: VersionReading,
  adjustments: readonly Adjustment[] = [],
): Version[] => {
  const { report, term } = reading;
  let sources = [...clauseSources(root.clauses, false, report), ...clauseSources(root.annexes, true, report)];
  checkClauseIds(sources, report);
  const read = versionReader(reading);
  const versions = [read(1, term.from, "by_event_date", params, sources)];
  let current = params;
  const made = adjustments.map((one) => amendmentOf(one, { file: "", line: 1, column: 1 }));
  // The sort is stable: of an amendment and an adjustment on one day the amendment comes first.
  const all = [...readAmendments(root.amendments, reading), ...made].sort((a, b) => a.effective - b.effective);
  for (const amendment of all) {
    if (amendment.set) current = amendParams(current, amendment.set, reading, made.includes(amendment));
    sources = amended(sources, amendment.clauses);
    versions.push(read(versions.length + 1, amendment.effective, amendment.applies, current, sources));
  }
  return versions;
};
const amendmentOf = ({ effective, param, value }: Adjustment, place: Place): Amendment => {
  const entry = { key: param, keyPlace: place, value: { kind: "scalar" as const, text: value, quoted: true, place } };
  return { number: 0, effective, applies: "next_period", set: { kind: "map", entries: [entry], place }, clauses: [] };
};
/** Clauses that an amendment names are replaced where they stand; new ones come last. */
const amended = (before: readonly ClauseSource[], changes: readonly ClauseSource[]): ClauseSource[] => [
  ...before.map((source) => changes.find((change) => change.id === source.id) ?? source),
  ...changes.filter((change) => !before.some((source) => source.id === change.id)),
];

const KEYS = ["number", "effective", "set", "clauses", "annexes", "applies", "title"];
const readAmendments = (tree: Tree | undefined, reading: VersionReading): Amendment[] => {
  const { report, term } = reading;
  if (!tree) return [];
  const one: Reader<Amendment> = (item) => {
    const fields = readFields(item, "amendment", KEYS, report);
    const number = fields?.need("number", readInteger(1, 9_999));
    const effective = fields?.need("effective", readDay);
    if (!fields) return undefined;
    if (effective !== undefined && (effective < term.from || effective > term.until))
      report.error("amendment_outside_term", fields.placeOf("effective"), {
        written: dayText(effective),
        from: dayText(term.from),
        until: dayText(term.until),
      });
    const set = fields.read("set", (value) => asMap(value, "set", report));
    const clauses = [
      ...clauseSources(fields.tree("clauses"), false, report),
      ...clauseSources(fields.tree("annexes"), true, report),
    ];
    checkClauseIds(clauses, report);
    if (!fields.has("set") && !fields.has("clauses") && !fields.has("annexes"))
      report.error("amendment_empty", item.place);
    fields.read("title", textReader(reading.languages));
    const applies = fields.read("applies", readWord(["by_event_date", "next_period"], "applies")) ?? "next_period";
    if (number === undefined || effective === undefined) return undefined;
    return { number, effective, applies, set, clauses };
  };
  const places = tree.kind === "list" ? tree.items.map((item) => item.place) : [];
  const amendments = listOf(one)(tree, report) ?? [];
  amendments.forEach((amendment, index) => {
    const last = amendments[index - 1];
    const place = places[index] ?? tree.place;
    if (amendments.findIndex((other) => other.number === amendment.number) < index)
      report.error("duplicate_amendment", place, { number: String(amendment.number) });
    else if (last && (amendment.number < last.number || amendment.effective < last.effective))
      report.error("amendment_order", place, { number: String(amendment.number), before: String(last.number) });
  });
  return amendments;
};

type ReadVersion = (
  number: number,
  effective: Day,
  applies: Version["applies"],
  params: ReadonlyMap<string, Param>,
  sources: readonly ClauseSource[],
) => Version;
/** Reads versions one after the other; a rule whose text did not change stays the same object. */
const versionReader = (reading: VersionReading): ReadVersion => {
  const known = new Map<string, { readonly rule: Rule | undefined; readonly sound: boolean }>();
  const numbers = new Map<MetricDefinition, number>();
  const numberOf = (metric: MetricDefinition): number => {
    const number = numbers.get(metric) ?? numbers.size;
    numbers.set(metric, number);
    return number;
  };
  return (number, effective, applies, params, sources) => {
    const { report } = reading;
    const drafts = sources.map((source) => readClause(source, { ...reading, params }));
    const all = drafts.flatMap((draft) => draft.rules);
    checkRuleIds(all, report);
    const metrics = new Map<string, MetricDefinition>();
    const context = reading.contextOf(params, all, metrics);
    const read = (source: RuleSource): { readonly rule: Rule | undefined; readonly sound: boolean } => {
      const text = treeText(source.tree, true);
      const used = [...text.matchAll(/"metric":~?"([^"]+)"/g)].map(([, name]) => {
        const metric = metrics.get(all.find((other) => other.id === name || other.ref === name)?.ref ?? "");
        return metric ? numberOf(metric) : "";
      });
      const key = [source.ref, source.active, text, used, paramsRead(source, params)].join("\u0001");
      const before = known.get(key);
      if (before) return before;
      let sound = !holdsUnreadable(source.tree);
      const watched = report.watched(() => {
        sound = false;
      });
      const rule = readRule(source, { ...context, report: watched });
      const now = { rule, sound };
      known.set(key, now);
      return now;
    };
    const rules = new Map<string, Rule>();
    const unread: Unread["rules"][number][] = [];
    const take = (source: RuleSource): void => {
      const { rule, sound } = read(source);
      if (rule?.kind === "definition") metrics.set(rule.ref, rule.metric);
      if (rule && source.active && source.id !== "") rules.set(rule.ref, rule);
      if ((sound && !source.unsure) || !source.active) return;
      unread.push({
        keys: source.tree.entries.map(({ key }) => key),
        ...(source.id === "" ? undefined : { ref: source.ref }),
        ...(source.unsure ? undefined : { kind: source.kind! }),
      });
    };
    for (const source of all) if (source.kind === "definition") take(source);
    for (const source of all) if (source.kind !== "definition") take(source);
    checkReferences(rules, report);
    for (const { ref } of unread) if (ref !== undefined) rules.delete(ref);
    const version = { number, effective, applies, params, ...arranged(drafts, rules) };
    if (unread.length === 0 && !reading.incomplete) return version;
    return { ...version, unread: { rules: unread, clauses: reading.incomplete } };
  };
};
const arranged = (
  drafts: readonly ClauseDraft[],
  rules: ReadonlyMap<string, Rule>,
): Pick<Version, "clauses" | "rules"> => {
  const clauses = drafts.flatMap((draft) =>
    draft.active
      ? [
          {
            ...draft.clause,
            // Two rules that never meet in a mode may share a reference: only the one of this mode stands in the clause.
            rules: draft.rules.filter((source) => source.active).flatMap((source) => rules.get(source.ref) ?? []),
          },
        ]
      : [],
  );
  return {
    clauses,
    rules: new Map(clauses.flatMap((clause) => clause.rules.map((rule) => [rule.ref, rule] as const))),
  };
};
