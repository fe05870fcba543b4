// Clauses: N7
import {
  BUNDLE_FORM,
  type BundledRecord,
  CASE_FORM,
  type CaseFile,
  type Manifest,
  RECEIPT_FORM,
  type ReceiptFile,
  SHOWN_FORM,
  type ShownFile,
} from "./bundle-form.ts";

// Whoever made a bundle may have meant harm: before anything of it is used, everything that is used has the shape that it should have.
type Shape = (value: unknown) => boolean;
const text: Shape = (value) => typeof value === "string";
const count: Shape = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);
const list =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fields =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    isObject(value) && Object.entries(shapes).every(([name, shape]) => shape(value[name]));
const values =
  (shape: Shape): Shape =>
  (value) =>
    isObject(value) && Object.values(value).every(shape);

const state = { note: text, proof: list(text) };
const key = fields({
  name: text,
  algorithm: (value) => value === "ed25519" || value === "ecdsa-p256",
  publicKey: text,
  from: text,
  party: optional(text),
  device: optional(text),
});
const RECORD_SHAPE = fields({
  origin: text,
  size: count,
  checkpoint: text,
  versions: list(
    fields({
      version: count,
      recordedAt: text,
      sha256: text,
      files: list(fields({ path: text, file: text, sha256: text })),
    }),
  ),
  facts: list((value) => Array.isArray(value) && value.length === 2 && value.every(count)),
  checkpoints: list(fields(state)),
  receipts: list(fields({ ...state, party: text, key: text, at: text })),
  stamps: list(fields({ size: count, authority: text, answer: text, text })),
  keys: list(key),
});
const MANIFEST_SHAPE = fields({
  form: (value) => value === BUNDLE_FORM,
  contract: fields({ id: text, number: text, title: fields({ zh: text, en: text }) }),
  asOf: text,
  madeAt: text,
  period: optional(text),
  from: optional(text),
  until: optional(text),
  case: optional(text),
  party: optional(text),
  files: values(fields({ bytes: count, sha256: text })),
});
const RECEIPT_SHAPE = fields({
  form: (value) => value === RECEIPT_FORM,
  contract: text,
  note: text,
  keys: list(key),
});
const figures = values(fields({ here: (value) => typeof value === "boolean", value: (value) => value !== undefined }));
const SHOWN_SHAPE = fields({
  form: (value) => value === SHOWN_FORM,
  party: text,
  as_of: text,
  known_at: text,
  figures,
});
const CASE_SHAPE = fields({
  form: (value) => value === CASE_FORM,
  kind: (value) => value === "case" || value === "act",
  id: text,
  as_of: text,
  known_at: text,
  facts: list(text),
  left: count,
  duties: figures,
});
export const isShownFile = (value: unknown): value is ShownFile => SHOWN_SHAPE(value);
export const isCaseFile = (value: unknown): value is CaseFile => CASE_SHAPE(value);
export const isBundledRecord = (value: unknown): value is BundledRecord => RECORD_SHAPE(value);
export const isManifest = (value: unknown): value is Manifest => MANIFEST_SHAPE(value);
export const isReceiptFile = (value: unknown): value is ReceiptFile => RECEIPT_SHAPE(value);
/** Of an act only what says which events follow has to have a shape. */
export const isActShape = fields({
  type: (value) => value === "act",
  events: optional(fields({ first: count, count })),
  what: optional(isObject),
});
