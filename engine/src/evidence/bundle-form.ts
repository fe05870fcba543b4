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
/** What stands in `records.ndjson` for a leaf whose content is not part of the bundle. */
export const omittedLine = (hash: string): string => `{"hash":"${hash}","type":"omitted"}`;
/** One that is: `{"hash": …}` of 64 hexadecimal digits. */
export const omittedHash = (line: string): string | undefined =>
  /^\{"hash":"([0-9a-f]{64})","type":"omitted"\}$/.exec(line)?.[1];

/** A receipt that a party keeps, as a file. */
export const RECEIPT_FORM = "fealty-receipt 1";
export interface ReceiptFile {
  readonly form: typeof RECEIPT_FORM;
  readonly contract: string;
  readonly note: string;
  readonly keys: readonly BundledKey[];
}
