// Clauses: N1

import type { Diagnostic } from "../contract/diagnostic.ts";
import { COMMON_FIELDS, EVENT_KINDS, SCALES } from "../contract/event-kinds.ts";
import { partyWords } from "../contract/members.ts";
import type { Contract, FieldType, WordList } from "../contract/model.ts";
import { moneyExample } from "../contract/scalars.ts";
import { canonicalJson } from "../evidence/canonical.ts";
import type { Instant } from "../values/brand.ts";
import { YEARS } from "../values/date.ts";
import { editDistance, nearestName } from "../values/nearest.ts";
import type { Rational } from "../values/rational.ts";
import type { Telling } from "../values/telling.ts";
import { wordKey } from "../values/text.ts";
import type { Event, FieldValue } from "./event.ts";
import { parseField, readInstant } from "./field.ts";
import { type FactsForm, readCsv, readNdjson, type SourceRecord } from "./records.ts";

export interface ParsedFacts {
  readonly events: readonly Event[];
  readonly diagnostics: readonly Diagnostic[];
}
/** What of a contract decides how facts are read. */
export type FactContract = Pick<Contract, "events" | "currency" | "parties" | "words">;
interface Field {
  readonly type: FieldType;
  readonly optional: boolean;
  /** The words that it holds, where they are a list of their own. */
  readonly words?: WordList;
}
type KindFields = ReadonlyMap<string, Field>;
const COMMON = new Set<string>(COMMON_FIELDS);

/** Fields of every kind the contract knows: the closed list and what the contract declares. A name ending in `?` may be left out. */
export const kindTable = (
  contract: Pick<FactContract, "events" | "parties" | "words">,
): ReadonlyMap<string, KindFields> => {
  const parties = partyWords(contract.parties);
  const table = new Map<string, Map<string, Field>>();
  const declare = (kind: string, fields: Iterable<readonly [string, FieldType]>): void => {
    const own = [...fields].map(([name, type]): [string, Field] => [
      name.replace(/\?$/, ""),
      { type, optional: name.endsWith("?"), ...(type === "party" ? { words: parties } : {}) },
    ]);
    table.set(kind, new Map(own));
  };
  for (const [kind, fields] of Object.entries(EVENT_KINDS)) declare(kind, Object.entries(fields));
  for (const [kind, fields] of contract.events) declare(kind, fields);
  for (const [name, words] of contract.words) {
    const [kind = "", field = ""] = name.split(".");
    const own = table.get(kind);
    own?.set(field, { ...(own.get(field) ?? { type: "text", optional: true }), words });
  }
  return table;
};

/**
 * Reads a facts file: NDJSON, or CSV with a header whose columns are the fields. All mistakes at once, each with line and
 * column; a refused line loses nothing of the others. The same id twice with the same content is one event, with other
 * content an error (contract-format §9 Facts).
 * @param form as the file's name says; of what has no name `formOfFacts` tells it by its content
 */
export const parseFacts = (
  contract: FactContract,
  file: string,
  text: string,
  form: FactsForm = /\.csv$/i.test(file) ? "csv" : "ndjson",
  tell?: Telling,
): ParsedFacts => {
  const { records, diagnostics } = form === "csv" ? readCsv(file, text) : readNdjson(file, text);
  const kinds = kindTable(contract);
  const events: Event[] = [];
  for (const [index, record] of records.entries()) {
    if (tell !== undefined && index % 1000 === 0) tell("reading", index, records.length);
    const event = readRecord(contract, kinds, { file, record, diagnostics });
    if (event) events.push(event);
  }
  return { events, diagnostics: diagnostics.sort((a, b) => a.place.line - b.place.line) };
};

/** One record (already JSON) to an event; `line` and `columnOf` say where it stood. */
export const parseRecord = (
  contract: FactContract,
  kinds: ReadonlyMap<string, KindFields>,
  file: string,
  record: SourceRecord,
): { event?: Event; diagnostics: Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const event = readRecord(contract, kinds, { file, record, diagnostics });
  return event ? { event, diagnostics } : { diagnostics };
};

/** The record being read and where its mistakes go. */
interface Reading {
  readonly file: string;
  readonly record: SourceRecord;
  readonly diagnostics: Diagnostic[];
}
type Severity = Diagnostic["severity"];
const report = (
  { file, record, diagnostics }: Reading,
  code: string,
  field: string,
  args: Record<string, string> = {},
  severity: Severity = "error",
): void => {
  const place = { file, line: record.line, column: record.columnOf(field) };
  diagnostics.push({ code, severity, place, args: { field, ...args } });
};
/** As `report`, with the name that was most likely meant where one is near. */
const reportName = (
  reading: Reading,
  code: string,
  field: string,
  kind: string,
  written: string,
  names: readonly string[],
  severity: Severity = "error",
): void => {
  const nearest = nearestName(written, names);
  if (nearest === undefined) report(reading, code, field, { kind }, severity);
  else report(reading, `${code}_near`, field, { kind, nearest }, severity);
};
/** JSON null and an empty cell say no more than a field left out. */
const isAbsent = (raw: unknown): boolean => raw === undefined || raw === null || raw === "";
const textOf = (reading: Reading, field: string): string | undefined => {
  const raw = reading.record.value[field];
  if (isAbsent(raw)) return undefined;
  if (typeof raw === "string") return raw;
  if (typeof raw === "number" && Number.isSafeInteger(raw)) return String(raw);
  report(reading, "fact_field_not_text", field);
  return undefined;
};
const momentOf = (reading: Reading, field: string): Instant | undefined => {
  const written = textOf(reading, field);
  if (written === undefined) return undefined;
  const { value, problem } = readInstant(written);
  if (problem !== undefined) report(reading, problem, field, { written: writtenOf(written), ...yearsArgs });
  return value;
};

const readRecord = (
  contract: FactContract,
  kinds: ReadonlyMap<string, KindFields>,
  reading: Reading,
): Event | undefined => {
  const { value, line } = reading.record;
  const before = reading.diagnostics.length;
  const id = textOf(reading, "id");
  if (id === undefined) report(reading, "fact_without_id", "id");
  const kind = textOf(reading, "kind");
  const fields = kind === undefined ? undefined : kinds.get(kind);
  if (kind === undefined) report(reading, "fact_without_kind", "kind");
  else if (!fields) reportName(reading, "fact_unknown_kind", "kind", kind, kind, [...kinds.keys()]);
  const at = momentOf(reading, "at");
  if (isAbsent(value.at)) report(reading, "fact_without_time", "at");
  const recordedAt = momentOf(reading, "recorded_at") ?? at;
  if (!fields || kind === undefined) return undefined;
  const { currency } = value;
  if (typeof currency === "string" && currency !== contract.currency.code && !fields.has("currency")) {
    report(reading, "fact_other_currency", "currency", { written: currency, currency: contract.currency.code });
  }
  const typed = typedFields(contract, kind, fields, reading);
  const refused = reading.diagnostics.length > before && hasError(reading.diagnostics, before);
  if (refused || id === undefined || at === undefined || recordedAt === undefined) return undefined;
  const by = textOf(reading, "by");
  const customer = textOf(reading, "customer");
  const ofContract = textOf(reading, "contract");
  return {
    id,
    kind,
    at,
    recordedAt,
    ...(by === undefined ? undefined : { by }),
    ...(customer === undefined ? undefined : { customer }),
    ...(ofContract === undefined ? undefined : { contract: ofContract }),
    fields: typed,
    raw: value,
    line,
  };
};
const writtenOf = (raw: unknown): string => {
  const text = typeof raw === "object" ? JSON.stringify(raw) : String(raw);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};
const yearsArgs = { from: String(YEARS.from), to: String(YEARS.to) } as const;
const moneyArgs = (currency: Contract["currency"]): Record<string, string> => ({
  currency: currency.code,
  decimals: String(currency.decimals),
  example: moneyExample(currency),
});
const hasError = (diagnostics: readonly Diagnostic[], from: number): boolean => {
  for (let i = from; i < diagnostics.length; i += 1) if (diagnostics[i]!.severity === "error") return true;
  return false;
};
const typedFields = (
  contract: Pick<Contract, "currency">,
  kind: string,
  fields: KindFields,
  reading: Reading,
): Record<string, FieldValue> => {
  const { value } = reading.record;
  const typed: Record<string, FieldValue> = {};
  for (const name in value) {
    const declared = fields.get(name);
    if (!declared && COMMON.has(name)) continue;
    const raw = value[name];
    if (isAbsent(raw)) continue;
    // A currency that is the contract's own says nothing new; another one was refused already.
    const known = name === "currency" && raw === contract.currency.code;
    if (!declared && !known && kind !== "subject") {
      reportName(reading, "fact_unknown_field", name, kind, name, [...fields.keys(), ...COMMON], "warning");
    }
    const result = parseField(raw, declared?.type ?? "any", contract.currency);
    if (result.problem)
      report(reading, result.problem, name, {
        written: writtenOf(raw),
        kind,
        ...moneyArgs(contract.currency),
        ...yearsArgs,
      });
    else if (result.value !== undefined && onScale(reading, kind, name, result.value))
      typed[name] = declared?.words ? knownWord(reading, declared.words, kind, name, result.value) : result.value;
  }
  for (const [name, { optional }] of fields) {
    if (!optional && isAbsent(value[name])) report(reading, "fact_missing_field", name, { kind });
  }
  return typed;
};

/** The word that rules compare with, in whatever way it was written; one that the list does not know stays as written. */
const knownWord = (reading: Reading, words: WordList, kind: string, name: string, value: FieldValue): FieldValue => {
  const written = value as string;
  const known = words.of.get(wordKey(written));
  if (known !== undefined) return known;
  const near = nearWord(wordKey(written), [...words.of.keys()]);
  const args = { kind, written: writtenOf(written), allowed: words.names.join(", ") };
  if (near === undefined) report(reading, "fact_unknown_word", name, args, "warning");
  else report(reading, "fact_unknown_word_near", name, { ...args, nearest: words.of.get(near)! }, "warning");
  return value;
};
/** In a word of two or three signs two others make another word: only a third of it may differ. */
const nearWord = (written: string, known: readonly string[]): string | undefined => {
  const near = nearestName(written, known);
  return near !== undefined && editDistance(near, written) * 3 <= written.length ? near : undefined;
};
const onScale = (reading: Reading, kind: string, name: string, value: FieldValue): boolean => {
  const scale = SCALES[kind]?.[name];
  if (!scale) return true;
  const [low, high] = scale;
  const { n, d } = value as Rational;
  if (n >= BigInt(low) * d && n <= BigInt(high) * d) return true;
  const written = writtenOf(reading.record.value[name]);
  report(reading, "fact_off_scale", name, { written, low: String(low), high: String(high) });
  return false;
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
