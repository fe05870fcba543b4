// Clauses: N2, N7
import canonicalize from "canonicalize";
import { assert } from "../values/assert.ts";

/** RFC 8785 form of a JSON value: one text for one meaning. @throws BugError for what JSON cannot say (a bug: callers pass JSON). */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  assert(text !== undefined, "canonicalJson was given something that is no JSON");
  return text;
};

/**
 * The same for a flat record of texts, whole numbers and truth values, which nearly every event is: several times faster than the general
 * form. Anything else, also text that is no well-formed Unicode, goes to the library.
 */
export const canonicalRecord = (record: Readonly<Record<string, unknown>>): string => {
  const keys = Object.keys(record).sort();
  let text = "{";
  for (const key of keys) {
    const value = record[key];
    const plain = typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);
    if (!plain) return canonicalJson(record);
    text += `${text.length > 1 ? "," : ""}${JSON.stringify(key)}:${JSON.stringify(value === 0 ? 0 : value)}`;
  }
  return text.includes("\\ud") ? canonicalJson(record) : `${text}}`;
};

/** Hex SHA-256 of a UTF-8 text; the host supplies it (node:crypto, hash-wasm). */
export type Sha256 = (text: string) => string;

/** Hash over the sorted ids and payload digests of events (contract-format §7), whole even when the shown ids are cut. */
export const evidenceHash = (
  entries: readonly { readonly id: string; readonly digest: string }[],
  sha256: Sha256,
): string => {
  const lines = entries.map(({ id, digest }) => `${id}\n${digest}\n`);
  lines.sort();
  return sha256(lines.join(""));
};
