// Clauses: N7
import type { Text } from "../values/text.ts";
import type { Algorithm } from "./note.ts";

// What a bundle of evidence holds: a ZIP (zip.ts) with these files. Hashes are hexadecimal, keys and signatures base64.

export const BUNDLE_FORM = "fealty-bundle 1";
export const MANIFEST = "manifest.json";
export const MANIFEST_NOTE = "manifest.note";
export const FACTS = "facts.ndjson";
export const RECORDS = "records.ndjson";
export const RECORD = "record.json";
export const RESULT = "result.json";
/** In the place of the result in a bundle of another party than the company: the figures that it sees, and which of them its facts give. */
export const SHOWN = "shown.json";
/** In a bundle of one case: which facts and duties belong to it. */
export const CASE = "case.json";
export const CALENDARS = "calendars.json";
export const ZONES = "zones.json";

/** One line of the 证据目录 (Evidence Rules 2019, 19): what it is, where from, in which form, and what it is to show. */
export interface IndexEntry {
  readonly number: number;
  readonly paths: readonly string[];
  readonly name: Required<Text>;
  readonly source: Required<Text>;
  readonly form: Required<Text>;
  readonly purpose: Required<Text>;
  /** Pages, or how many of what. */
  readonly extent: Required<Text>;
}
export interface Manifest {
  readonly form: typeof BUNDLE_FORM;
  readonly contract: { readonly id: string; readonly number: string; readonly title: Required<Text> };
  /** RFC 3339. The result is of this moment, by what was known then. */
  readonly asOf: string;
  readonly madeAt: string;
  /** `2026-06`; absent for the whole contract. */
  readonly period?: string;
  /** First and last day of a stretch of time, where that was asked for. */
  readonly from?: string;
  readonly until?: string;
  /** The number of the case that it is about. */
  readonly case?: string;
  /** Whose bundle it is, where it holds what that party may see and no more; absent: the company's, with everything. */
  readonly party?: string;
  readonly index: readonly IndexEntry[];
  /** Every file but this one and its signed note. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}
export const manifestOrigin = (contractId: string): string => `fealty/bundle/${contractId}`;

export interface BundledKey {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly publicKey: string;
  /** RFC 3339: since when it signs, or when it was registered. */
  readonly from: string;
  /** Of a party: which, and on what device. */
  readonly party?: string;
  readonly device?: string;
}
/** A signed state of the record, and that it is where the present one began. */
export interface SignedState {
  readonly note: string;
  readonly proof: readonly string[];
}
export interface BundledReceipt extends SignedState {
  readonly party: string;
  /** Name of the party's key. */
  readonly key: string;
  readonly at: string;
}
export interface BundledVersion {
  readonly version: number;
  readonly recordedAt: string;
  /** Over paths and contents, as the record has it. */
  readonly sha256: string;
  /** The main file first; `file` is its place in the bundle. */
  readonly files: readonly { readonly path: string; readonly file: string; readonly sha256: string }[];
}
/** What a time-stamping authority answered for a signed state (RFC 3161): `answer` and the text that it stamped are files of the bundle. */
export interface BundledStamp {
  readonly size: number;
  readonly authority: string;
  readonly answer: string;
  readonly text: string;
}
export interface BundledRecord {
  readonly origin: string;
  readonly size: number;
  /** The state that this bundle rests on. */
  readonly checkpoint: string;
  readonly versions: readonly BundledVersion[];
  /** Stretches of events whose lines are in the bundle, in order: number of the first, and how many. */
  readonly facts: readonly (readonly [first: number, count: number])[];
  readonly checkpoints: readonly SignedState[];
  readonly receipts: readonly BundledReceipt[];
  readonly stamps: readonly BundledStamp[];
  readonly keys: readonly BundledKey[];
}
/** Events that follow an act as leaves of their own: number of the first, and how many. */
export interface EventStretch {
  readonly first: number;
  readonly count: number;
}
/** What stands in `records.ndjson` for a leaf whose content is not part of the bundle; of an act also which events follow it. */
export const omittedLine = (hash: string, events?: EventStretch): string =>
  events === undefined
    ? `{"hash":"${hash}","type":"omitted"}`
    : `{"events":{"count":${events.count},"first":${events.first}},"hash":"${hash}","type":"omitted"}`;
/** Undefined for a line that is none. The hash has 64 hexadecimal digits. */
export const omittedLeaf = (line: string): { readonly hash: string; readonly events?: EventStretch } | undefined => {
  const found = OMITTED.exec(line);
  if (!found) return undefined;
  const [, count, first, hash] = found;
  return {
    hash: hash!,
    ...(count === undefined
      ? {}
      : { events: { first: Number.parseInt(first!, 10), count: Number.parseInt(count, 10) } }),
  };
};
const OMITTED =
  /^\{(?:"events":\{"count":(\d{1,15}),"first":(\d{1,15})\},)?"hash":"([0-9a-f]{64})","type":"omitted"\}$/;

/** The figures that a party sees, by name (bundle-figures.ts). */
export const SHOWN_FORM = "fealty-shown 1";
export interface ShownFile {
  readonly form: typeof SHOWN_FORM;
  readonly party: string;
  /** RFC 3339 */
  readonly as_of: string;
  readonly known_at: string;
  /** `here`: the facts of the bundle alone give the very same; else it rests on what was left out too. */
  readonly figures: Readonly<Record<string, { readonly value: unknown; readonly here: boolean }>>;
}
/** What belongs to one case (bundle-case.ts). */
export const CASE_FORM = "fealty-case 1";
export interface CaseFile {
  readonly form: typeof CASE_FORM;
  readonly kind: "case" | "act";
  readonly id: string;
  readonly as_of: string;
  readonly known_at: string;
  /** Ids of the facts in `facts.ndjson`. */
  readonly facts: readonly string[];
  /** Facts of the case that the party sees on its screens in part, and which are left out of `facts.ndjson` for the rest of them. */
  readonly left: number;
  /** By name, `C5.2/answer@K1~company`: state and moments. `here` as above. */
  readonly duties: Readonly<Record<string, { readonly value: unknown; readonly here: boolean }>>;
}

/** A receipt that a party keeps, as a file. */
export const RECEIPT_FORM = "fealty-receipt 1";
export interface ReceiptFile {
  readonly form: typeof RECEIPT_FORM;
  readonly contract: string;
  readonly note: string;
  readonly keys: readonly BundledKey[];
}
