// Clauses: C7.1
import { EVENT_KINDS } from "@fealty/engine/contract/event-kinds.ts";
import type { FieldType } from "@fealty/engine/contract/model.ts";
import type { Tree } from "@fealty/engine/contract/yaml-tree.ts";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { childrenOf, type Expression, type ValueType } from "./expression.ts";
import type { Emit, FieldPlan, KeyPart, MatchPlan } from "./mapping-model.ts";
import type { MappingReader } from "./mapping-reader.ts";

type Kinds = ReadonlyMap<string, ReadonlyMap<string, { readonly type: FieldType; readonly optional: boolean }>>;
type Tables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Fields that every event may carry; `id` and `kind` are made from the mapping itself. */
const COMMON: ReadonlyMap<string, { readonly type: FieldType; readonly optional: boolean }> = new Map([
  ["at", { type: "instant", optional: false }],
  ["recorded_at", { type: "instant", optional: true }],
  ["by", { type: "text", optional: true }],
  ["customer", { type: "text", optional: true }],
  ["contract", { type: "text", optional: true }],
]);
const FIELD_TYPES = [
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
] as const;
/** What an expression may give for a field of each type. */
const FITS: Readonly<Record<FieldType, readonly ValueType[]>> = {
  text: ["text"],
  money: ["number"],
  number: ["number"],
  integer: ["number"],
  date: ["date", "moment"],
  instant: ["moment", "date"],
  boolean: ["truth"],
  numbers: ["numbers"],
  texts: ["texts"],
  party: ["text"],
  any: ["text", "number", "date", "moment", "truth", "numbers", "texts"],
};

/** The closed list of the format and what a mapping declares of its own, in the form a contract declares it. */
export const eventKinds = (reader: MappingReader, declared: Tree | undefined): Kinds => {
  const field = (name: string, type: FieldType) =>
    [name.replace("?", ""), { type, optional: name.endsWith("?") }] as const;
  const own = reader
    .entries(declared)
    .map(
      ({ key, value }) =>
        [
          key,
          new Map(
            reader
              .entries(value)
              .map((entry) => field(entry.key, reader.oneOf<FieldType>(entry.value, FIELD_TYPES, "text"))),
          ),
        ] as const,
    );
  const known = Object.entries(EVENT_KINDS).map(
    ([kind, fields]) => [kind, new Map(Object.entries(fields).map(([name, type]) => field(name, type)))] as const,
  );
  return new Map([...known, ...own]);
};

const EMIT_KEYS = ["kind", "when", "id", "identical_rows", "fields", "match"];

/** One entry of `emit:`; undefined when it is too broken to go on. */
export const readEmit = (reader: MappingReader, tree: Tree, kinds: Kinds, tables: Tables): Emit | undefined => {
  const keys = reader.map(tree, EMIT_KEYS);
  if (tree.kind !== "map") return undefined;
  for (const key of ["kind", "id", "fields"]) if (!keys.has(key)) reader.report("mapping_missing_key", tree, { key });
  const kindTree = reader.scalar(keys.get("kind"));
  const kind = kindTree?.text ?? "";
  const nearest = kinds.has(kind) ? kind : (nearestName(kind, [...kinds.keys()]) ?? "");
  if (kindTree && !kinds.has(kind)) reader.report("mapping_unknown_kind", kindTree, { kind, nearest });
  // The rest is read as the kind that was most likely meant, so that its mistakes are told too.
  const own = kinds.get(nearest);
  const match = keys.has("match") ? readMatch(reader, keys.get("match")!, kinds) : undefined;
  const when = keys.has("when") ? wanted(reader, keys.get("when")!, ["truth"], "when") : undefined;
  const fields = reader.entries(keys.get("fields")).flatMap((entry): FieldPlan | FieldPlan[] => {
    const declared = own?.get(entry.key) ?? COMMON.get(entry.key);
    if (!declared && own && kind !== "subject") {
      const names = [...(own?.keys() ?? []), ...COMMON.keys()];
      reader.report(
        "mapping_unknown_field",
        { place: entry.keyPlace },
        { field: entry.key, kind, nearest: nearestName(entry.key, names) ?? "" },
      );
      return [];
    }
    return readField(reader, entry.key, entry.value, declared ?? { type: "any", optional: true }) ?? [];
  });
  const given = new Set(fields.map((field) => field.name));
  const required = [...(own ?? []), ...(own ? COMMON : [])].filter(([, { optional }]) => !optional);
  if (keys.get("fields")?.kind === "map")
    for (const [field] of required)
      if (!reader.entries(keys.get("fields")).some((entry) => entry.key === field))
        reader.report("mapping_missing_field", keys.get("fields")!, { field, kind });
  const key = reader.list(keys.get("id")).flatMap((part): KeyPart | KeyPart[] => {
    const scalar = reader.scalar(part);
    if (!scalar) return [];
    if (given.has(scalar.text)) return [{ field: scalar.text }];
    if (/^[a-z_]+$/.test(scalar.text)) {
      reader.report("mapping_unknown_key_part", scalar, {
        part: scalar.text,
        nearest: nearestName(scalar.text, [...given]) ?? "",
      });
      return [];
    }
    const expression = reader.expression(part);
    return expression ? [{ expression }] : [];
  });
  const idTree = keys.get("id");
  if (idTree?.kind === "list" && idTree.items.length === 0) reader.report("mapping_empty_key", idTree);
  for (const part of key) {
    const used = "field" in part ? fields.find((field) => field.name === part.field)?.expression : part.expression;
    if (used && (usesEventId(used) || used.matched.length > 0))
      reader.report("mapping_key_of_itself", keys.get("id")!, { part: "field" in part ? part.field : used.written });
  }
  for (const field of fields) {
    if (field.expression.matched.length > 0 && (!match || !/^matched\.\w+$/.test(field.expression.written)))
      reader.report("mapping_matched_alone", keys.get("fields")!, { field: field.name });
    if (usesEventId(field.expression) && field.expression.written !== "event_id()")
      reader.report("mapping_event_id_alone", keys.get("fields")!, { field: field.name });
  }
  checkTables(reader, keys.get("fields"), fields, tables);
  return {
    kind,
    when,
    key,
    identicalRows: reader.oneOf(keys.get("identical_rows"), ["once", "numbered"], "once"),
    fields,
    match,
  };
};
const usesEventId = (expression: Expression): boolean => expression.written.includes("event_id()");

const wanted = (
  reader: MappingReader,
  tree: Tree,
  types: readonly ValueType[],
  field: string,
): Expression | undefined => {
  const expression = reader.expression(tree);
  if (expression && !types.includes(expression.type))
    return reader.report("mapping_type", tree, { field, type: expression.type, wanted: types.join(" / ") });
  return expression;
};

const FIELD_KEYS = [
  "value",
  "money",
  "record",
  "records",
  "column",
  "round",
  "lookup",
  "otherwise",
  "customer_by",
  "create",
];

const readField = (
  reader: MappingReader,
  name: string,
  tree: Tree,
  declared: { readonly type: FieldType; readonly optional: boolean },
): FieldPlan | undefined => {
  const { type, optional } = declared;
  const plain = {
    name,
    type,
    optional,
    round: undefined,
    lookup: undefined,
    otherwise: undefined,
    customerBy: undefined,
    records: undefined,
  };
  if (tree.kind === "scalar") {
    const expression = wanted(reader, tree, FITS[type], name);
    return expression && { ...plain, expression };
  }
  const keys = reader.map(tree, FIELD_KEYS);
  if (keys.has("record") || keys.has("records")) return readRecords(reader, tree, keys, plain);
  if (keys.has("money")) {
    // Inside a record nothing else says that a number is money.
    const expression = wanted(reader, keys.get("money")!, FITS.money, name);
    const round = keys.has("round") ? reader.oneOf(keys.get("round"), ["half_up"] as const, "half_up") : undefined;
    return expression && { ...plain, type: "money", expression, round };
  }
  const column = reader.scalar(keys.get("column"));
  const written = column && { ...column, text: `row[${JSON.stringify(column.text)}]` };
  if (!written && !keys.has("value")) return reader.report("mapping_missing_key", tree, { key: "value" });
  const expression = wanted(reader, written ?? keys.get("value")!, FITS[type], name);
  if (!expression) return undefined;
  const attribute = reader.text(keys.get("customer_by"));
  return {
    ...plain,
    expression,
    round: keys.has("round") ? reader.oneOf(keys.get("round"), ["half_up"] as const, "half_up") : undefined,
    lookup: keys.has("lookup")
      ? new Map(reader.entries(keys.get("lookup")).map((entry) => [entry.key, reader.text(entry.value) ?? ""]))
      : undefined,
    otherwise: reader.text(keys.get("otherwise")),
    customerBy:
      attribute === undefined
        ? undefined
        : { attribute, create: reader.oneOf(keys.get("create"), ["true", "false"], "true") === "true" },
  };
};

/** `record: {base: EXPR}` or `records: [{component: '"base"', amount: {money: EXPR}}]`, for fields that take what the format leaves open. */
const readRecords = (
  reader: MappingReader,
  tree: Tree,
  keys: ReadonlyMap<string, Tree>,
  plain: Omit<FieldPlan, "expression">,
): FieldPlan | undefined => {
  const list = keys.has("records");
  if (plain.type !== "any") return reader.report("mapping_record", tree, { field: plain.name });
  const written = list ? reader.list(keys.get("records")) : [keys.get("record")!];
  const parts = written.map((one) =>
    reader
      .entries(one)
      .flatMap(({ key, value }) => readField(reader, key, value, { type: "any", optional: true }) ?? []),
  );
  const expressions = parts.flat().map(({ expression }) => expression);
  const [first] = expressions;
  if (!first) return reader.report("mapping_missing_key", tree, { key: list ? "records" : "record" });
  if (expressions.some((one) => usesEventId(one) || one.matched.length > 0))
    return reader.report("mapping_event_id_alone", tree, { field: plain.name });
  const columns = [...new Set(expressions.flatMap((one) => one.columns))];
  return { ...plain, expression: { ...first, written: "record", columns, matched: [] }, records: { list, parts } };
};

const MATCH_KEYS = ["kind", "same", "quantity", "of"];

const readMatch = (reader: MappingReader, tree: Tree, kinds: Kinds): MatchPlan | undefined => {
  const keys = reader.map(tree, MATCH_KEYS);
  for (const key of ["kind", "same", "quantity"])
    if (!keys.has(key)) return reader.report("mapping_missing_key", tree, { key });
  const kind = reader.text(keys.get("kind")) ?? "";
  if (!kinds.has(kind))
    return reader.report("mapping_unknown_kind", keys.get("kind")!, {
      kind,
      nearest: nearestName(kind, [...kinds.keys()]) ?? "",
    });
  const same = reader.entries(keys.get("same")).flatMap(({ key, value }) => {
    const expression = wanted(reader, value, ["text", "number", "date"], key);
    return expression ? [{ field: key, expression }] : [];
  });
  const quantity = wanted(reader, keys.get("quantity")!, ["number"], "quantity");
  return quantity && { kind, same, quantity, of: reader.text(keys.get("of")) ?? "quantity" };
};

/** `lookup(…, "name")` must name a table that stands in the mapping. */
const checkTables = (
  reader: MappingReader,
  tree: Tree | undefined,
  fields: readonly FieldPlan[],
  tables: Tables,
): void => {
  for (const field of fields.flatMap((one) => one.records?.parts.flat() ?? [one])) {
    const visit = (node: Expression["ast"]): void => {
      if (node.op === "call" && node.args[0] === "lookup") {
        const name = String(node.args[1][1]?.args);
        if (!tables.has(name) && tree)
          reader.report("mapping_unknown_table", tree, {
            table: name,
            nearest: nearestName(name, [...tables.keys()]) ?? "",
          });
      }
      for (const child of childrenOf(node)) visit(child);
    };
    visit(field.expression.ast);
  }
};
