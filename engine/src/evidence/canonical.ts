// Clauses: N2, N7
import canonicalize from "canonicalize";
import { assert } from "../values/assert.ts";

/** RFC 8785 form of a JSON value: one text for one meaning. @throws BugError for what JSON cannot say (a bug: callers pass JSON). */
export const canonicalJson = (value: unknown): string => {
  const quick = quickly(value);
  if (quick !== undefined && !quick.includes("\\ud")) return quick;
  const text = canonicalize(value);
  assert(text !== undefined, "canonicalJson was given something that is no JSON");
  return text;
};
/**
 * The same text three times as fast for plain JSON; undefined for what the library refuses or turns into something else. Text
 * that is no well-formed Unicode comes out as `\ud…`, which the caller looks for.
 */
const quickly = (value: unknown): string | undefined => {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      return Number.isFinite(value) ? JSON.stringify(value) : undefined;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? quickArray(value) : quickRecord(value as Readonly<Record<string, unknown>>);
    default:
      return undefined;
  }
};
const quickArray = (list: readonly unknown[]): string | undefined => {
  let text = "[";
  for (let at = 0; at < list.length; at += 1) {
    const part = quickly(list[at]);
    if (part === undefined) return undefined;
    text += at === 0 ? part : `,${part}`;
  }
  return `${text}]`;
};
const quickRecord = (record: Readonly<Record<string, unknown>>): string | undefined => {
  if (typeof record.toJSON === "function") return undefined;
  let text = "{";
  for (const key of Object.keys(record).sort()) {
    const value = record[key];
    if (value === undefined) continue;
    const part = quickly(value);
    if (part === undefined) return undefined;
    text += `${text.length === 1 ? "" : ","}${JSON.stringify(key)}:${part}`;
  }
  return `${text}}`;
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
