// Clauses: C1.1, N1

import type { Language } from "../values/text.ts";
import { closestName } from "./closest-name.ts";
import { EVENT_KINDS } from "./event-kinds.ts";
import { asList, listOf, oneOrMore, readFields } from "./fields.ts";
import type { Contract, DefinedTerm, FieldType, Param, PlaybookEntry } from "./model.ts";
import type { Report } from "./report.ts";
import { readBreach, readId, readText, readWord } from "./scalars.ts";
import { markedTextReader, textReader } from "./texts.ts";
import { isUnreadable, type Tree } from "./yaml-tree.ts";

export const FIELD_TYPES = [
  "text",
  "money",
  "number",
  "integer",
  "date",
  "instant",
  "boolean",
  "numbers",
  "texts",
  "party",
  "any",
] as const satisfies readonly FieldType[];
const readFieldType = readWord(FIELD_TYPES, "type", "unknown_field_type");

/** One event kind as conditions and matches see it. */
export interface EventShape {
  /** Own fields and the common ones, optional marks taken off. */
  readonly fields: ReadonlyMap<string, FieldType>;
  /** Names of its own fields that every such event carries. */
  readonly required: readonly string[];
}
const COMMON: readonly (readonly [string, FieldType])[] = [
  ["id", "text"],
  ["kind", "text"],
  ["at", "instant"],
  // Not written by anybody: the day of `at` in the contract's zone.
  ["local_day", "date"],
  ["by", "text"],
  ["customer", "text"],
  ["contract", "text"],
];
const shapeOf = (written: Iterable<readonly [string, FieldType]>): EventShape => {
  const own = [...written];
  const bare = own.map(([name, type]) => [name.replace(/\?$/, ""), type] as const);
  return {
    fields: new Map([...bare, ...COMMON]),
    required: own.flatMap(([name]) => (name.endsWith("?") ? [] : [name])),
  };
};
/** All kinds a contract may name: the closed list and its own. `subject` also takes the declared attributes. */
export const eventShapes = (
  events: Contract["events"],
  attributes: Contract["attributes"],
): ReadonlyMap<string, EventShape> => {
  const shapes = new Map<string, EventShape>();
  for (const [kind, fields] of Object.entries(EVENT_KINDS)) shapes.set(kind, shapeOf(Object.entries(fields)));
  const subject = shapes.get("subject")!;
  shapes.set("subject", {
    ...subject,
    fields: new Map([...attributes.customer, ...attributes.agent, ...subject.fields]),
  });
  for (const [kind, fields] of events) shapes.set(kind, shapeOf(fields));
  return shapes;
};

const readTyped = (tree: Tree, within: string, report: Report): Map<string, FieldType> => {
  const fields = new Map<string, FieldType>();
  if (tree.kind !== "map" && !isUnreadable(tree)) report.error("not_a_map", tree.place, { within });
  for (const entry of tree.kind === "map" ? tree.entries : []) {
    if (!/^[A-Za-z_]\w*\??$/.test(entry.key)) report.error("id_malformed", entry.keyPlace, { written: entry.key });
    const type = readFieldType(entry.value, report);
    if (type) fields.set(entry.key, type);
  }
  return fields;
};
/** `events: {gift_given: {value: money, "note?": text}}` */
export const readEvents = (tree: Tree | undefined, report: Report): Contract["events"] => {
  const events = new Map<string, ReadonlyMap<string, FieldType>>();
  if (tree && tree.kind !== "map" && !isUnreadable(tree)) report.error("not_a_map", tree.place, { within: "events" });
  for (const entry of tree?.kind === "map" ? tree.entries : []) {
    if (!/^[A-Za-z_]\w*$/.test(entry.key)) report.error("id_malformed", entry.keyPlace, { written: entry.key });
    if (Object.hasOwn(EVENT_KINDS, entry.key))
      report.error("event_declared_twice", entry.keyPlace, { kind: entry.key });
    const fields = readTyped(entry.value, "event", report);
    for (const [name] of COMMON)
      if (fields.has(name)) report.error("event_common_field", entry.keyPlace, { field: name, kind: entry.key });
    events.set(entry.key, fields);
  }
  return events;
};
export const readAttributes = (tree: Tree | undefined, report: Report): Contract["attributes"] => {
  const fields = tree && readFields(tree, "attributes", ["customer", "agent"], report);
  const of = (key: string): Map<string, FieldType> => {
    const own = fields?.tree(key);
    return own ? readTyped(own, "attributes", report) : new Map();
  };
  return { customer: of("customer"), agent: of("agent") };
};

const idsOf = (tree: Tree | undefined): string[] =>
  tree?.kind === "list"
    ? tree.items.flatMap((item) => {
        const id = item.kind === "map" ? item.entries.find((entry) => entry.key === "id")?.value : undefined;
        return id?.kind === "scalar" ? [id.text] : [];
      })
    : [];
export const termIds = idsOf;
export const readTerms = (
  tree: Tree | undefined,
  languages: readonly Language[],
  params: ReadonlyMap<string, Param>,
  report: Report,
): readonly DefinedTerm[] => {
  if (!tree) return [];
  const ids = idsOf(tree);
  const seen = new Set<string>();
  return (
    listOf<DefinedTerm>((item) => {
      const fields = readFields(item, "term", ["id", "title", "text"], report);
      const id = fields?.need("id", readId);
      const title = fields?.need("title", textReader(languages));
      const text = fields?.need("text", markedTextReader(languages, params, ids));
      if (!fields || id === undefined || !title || !text) return undefined;
      if (seen.has(id)) report.error("duplicate_term", fields.placeOf("id"), { id });
      seen.add(id);
      return { id, title, text };
    })(tree, report) ?? []
  );
};
/** `ruleIds` are the rules of the contract as signed, by id and by reference. */
export const readPlaybook = (
  tree: Tree | undefined,
  languages: readonly Language[],
  params: ReadonlyMap<string, Param>,
  terms: readonly string[],
  ruleIds: readonly string[],
  report: Report,
): readonly PlaybookEntry[] => {
  if (!tree || !asList(tree, report)) return [];
  const seen = new Set<string>();
  const text = markedTextReader(languages, params, terms);
  return (
    listOf<PlaybookEntry>((item) => {
      const fields = readFields(item, "playbook", ["id", "finding", "metric", "title", "text", "actions"], report);
      const id = fields?.need("id", readId);
      const title = fields?.need("title", textReader(languages));
      const body = fields?.need("text", text);
      const finding = fields?.read("finding", readBreach);
      const metric = fields?.read("metric", readText);
      const actions = fields?.read("actions", oneOrMore(text)) ?? [];
      if (fields && metric !== undefined && !ruleIds.includes(metric))
        report.error("dangling_metric", fields.placeOf("metric"), {
          metric,
          nearest: closestName(metric, ruleIds),
        });
      if (!fields || id === undefined || !title || !body) return undefined;
      if (seen.has(id)) report.error("duplicate_playbook_entry", fields.placeOf("id"), { id });
      seen.add(id);
      return {
        id,
        title,
        text: body,
        actions,
        ...(finding === undefined ? {} : { finding }),
        ...(metric === undefined ? {} : { metric }),
      };
    })(tree, report) ?? []
  );
};
