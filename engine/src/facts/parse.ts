// Clauses: N1

import type { Diagnostic } from "../contract/diagnostic.ts";
import { COMMON_FIELDS, EVENT_KINDS } from "../contract/event-kinds.ts";
import type { Contract, FieldType } from "../contract/model.ts";
import { canonicalJson } from "../evidence/canonical.ts";
import type { Instant } from "../values/brand.ts";
import { parseInstant } from "../values/date.ts";
import { nearestName } from "../values/nearest.ts";
import type { Event, FieldValue } from "./event.ts";
import { parseField } from "./field.ts";
import { readCsv, readNdjson, type SourceRecord } from "./records.ts";

export interface ParsedFacts {
  readonly events: readonly Event[];
  readonly diagnostics: readonly Diagnostic[];
}
type KindFields = ReadonlyMap<string, { readonly type: FieldType; readonly optional: boolean }>;
const COMMON = new Set<string>(COMMON_FIELDS);

/** Fields of every kind the contract knows: the closed list and what the contract declares. */
export const kindTable = (contract: Pick<Contract, "events">): ReadonlyMap<string, KindFields> => {
  const table = new Map<string, KindFields>();
  for (const [kind, fields] of Object.entries(EVENT_KINDS)) {
    table.set(
      kind,
      new Map(
        Object.entries(fields).map(([name, type]) => [name.replace("?", ""), { type, optional: name.endsWith("?") }]),
      ),
    );
  }
  for (const [kind, fields] of contract.events) {
    table.set(kind, new Map([...fields].map(([name, type]) => [name, { type, optional: false }])));
  }
  return table;
};

/**
 * Reads a facts file: NDJSON, or CSV with a header whose columns are the fields. All mistakes at once, each with line and
 * column; a refused line loses nothing of the others. The same id twice with the same content is one event, with other
 * content an error (contract-format §9 Facts).
 */
export const parseFacts = (
  contract: Pick<Contract, "events" | "currency">,
  file: string,
  text: string,
): ParsedFacts => {
  const { records, diagnostics } = /\.csv$/i.test(file) ? readCsv(file, text) : readNdjson(file, text);
  const kinds = kindTable(contract);
  const parsed = records.map((record) => parseRecord(contract, kinds, file, record));
  return {
    events: parsed.flatMap((p) => (p.event ? [p.event] : [])),
    diagnostics: [...diagnostics, ...parsed.flatMap((p) => p.diagnostics)].sort((a, b) => a.place.line - b.place.line),
  };
};

/** One record (already JSON) to an event; `line` and `columns` say where it stood. */
export const parseRecord = (
  contract: Pick<Contract, "events" | "currency">,
  kinds: ReadonlyMap<string, KindFields>,
  file: string,
  record: SourceRecord,
): { event?: Event; diagnostics: Diagnostic[] } => {
  const { value, line } = record;
  const diagnostics: Diagnostic[] = [];
  const report = (
    code: string,
    field: string,
    args: Record<string, string> = {},
    severity: Diagnostic["severity"] = "error",
  ) =>
    diagnostics.push({
      code,
      severity,
      place: { file, line, column: record.columnOf(field) },
      args: { field, ...args },
    });

  const named = (
    code: string,
    field: string,
    args: Record<string, string>,
    nearest: string | undefined,
    severity: Diagnostic["severity"] = "error",
  ) =>
    nearest === undefined
      ? report(code, field, args, severity)
      : report(`${code}_near`, field, { ...args, nearest }, severity);

  const text = (field: string): string | undefined => {
    const raw = value[field];
    if (raw === undefined || raw === null || raw === "") return undefined;
    if (typeof raw === "string") return raw;
    if (typeof raw === "number" && Number.isSafeInteger(raw)) return String(raw);
    report("fact_field_not_text", field);
    return undefined;
  };
  const moment = (field: string): Instant | undefined => {
    const written = text(field);
    const instant = written === undefined ? undefined : parseInstant(written);
    if (written !== undefined && instant === undefined) report("fact_not_an_instant", field, { written });
    return instant;
  };
  const id = text("id");
  if (id === undefined) report("fact_without_id", "id");
  const kind = text("kind");
  const fields = kind === undefined ? undefined : kinds.get(kind);
  if (kind === undefined) report("fact_without_kind", "kind");
  else if (!fields) named("fact_unknown_kind", "kind", { kind }, nearestName(kind, [...kinds.keys()]));
  const at = moment("at");
  if (at === undefined && value["at"] === undefined) report("fact_without_time", "at");
  const recordedAt = moment("recorded_at") ?? at;
  if (!fields || kind === undefined) return { diagnostics };

  const typed: Record<string, FieldValue> = {};
  for (const [name, raw] of Object.entries(value)) {
    if (COMMON.has(name) && !fields.has(name)) continue;
    if (raw === null || raw === "") continue;
    const declared = fields.get(name);
    if (!declared && kind !== "subject") {
      named("fact_unknown_field", name, { kind }, nearestName(name, [...fields.keys(), ...COMMON]), "warning");
    }
    const result = parseField(raw, declared?.type ?? "any", contract.currency);
    if (result.problem) report(result.problem, name, { written: String(raw), kind });
    else if (result.value !== undefined) typed[name] = result.value;
  }
  for (const [name, { optional }] of fields) {
    if (!optional && typed[name] === undefined && value[name] === undefined)
      report("fact_missing_field", name, { kind });
  }
  if (
    diagnostics.some((d) => d.severity === "error") ||
    id === undefined ||
    at === undefined ||
    recordedAt === undefined
  )
    return { diagnostics };
  const by = text("by");
  const customer = text("customer");
  const ofContract = text("contract");
  return {
    event: {
      id,
      kind,
      at,
      recordedAt,
      ...(by === undefined ? {} : { by }),
      ...(customer === undefined ? {} : { customer }),
      ...(ofContract === undefined ? {} : { contract: ofContract }),
      fields: typed,
      raw: value,
      line,
    },
    diagnostics,
  };
};

/** Takes repeats out; the same id with other content is an error that names both places. */
export const uniqueEvents = (events: readonly Event[], file: string): ParsedFacts & { readonly repeated: number } => {
  const seen = new Map<string, Event>();
  const diagnostics: Diagnostic[] = [];
  let repeated = 0;
  for (const event of events) {
    const first = seen.get(event.id);
    if (!first) {
      seen.set(event.id, event);
      continue;
    }
    if (first.raw === event.raw || canonicalJson(first.raw) === canonicalJson(event.raw)) repeated += 1;
    else
      diagnostics.push({
        code: "fact_same_id_other_content",
        severity: "error",
        place: { file, line: event.line ?? 1, column: 1 },
        args: { id: event.id, first: String(first.line ?? 1) },
      });
  }
  return { events: [...seen.values()], diagnostics, repeated };
};
