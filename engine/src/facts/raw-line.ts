// Clauses: N1
import { parseJson } from "../contract/json.ts";

/** Own limits of one record, so that a line costs at most about a millisecond a kilobyte whatever stands in it. */
export const LINE_LIMITS = { characters: 1_000_000, depth: 50 } as const;

export type LineProblem =
  | { readonly code: "fact_line_too_deep" }
  | { readonly code: "fact_line_half_character"; readonly at: number }
  | { readonly code: "fact_line_duplicate_key"; readonly key: string; readonly at: number };
/**
 * What is wrong with a record that is valid JSON: nested too deeply, or a key that stands twice in one of its maps, of which
 * JSON.parse silently keeps the last. Lines whose keys can be counted at a glance are not scanned: no maps or lists inside, no
 * escapes, no blanks before colons, as many `":` as keys.
 */
export const lineProblem = (source: string, value: Readonly<Record<string, unknown>>): LineProblem | undefined => {
  let keys = 0;
  let nested = false;
  for (const name in value) {
    keys += 1;
    const part = value[name];
    if (typeof part === "object" && part !== null) nested = true;
  }
  if (!nested) {
    let colons = 0;
    for (let at = source.indexOf('":'); at >= 0; at = source.indexOf('":', at + 2)) colons += 1;
    if (colons === keys && !source.includes("\\") && !/[ \t\r]:/.test(source)) return undefined;
  } else if (isDeeperThan(value, LINE_LIMITS.depth)) return { code: "fact_line_too_deep" };
  const half = SURROGATE_ESCAPE.exec(source);
  // Written out again, such a record has no bytes that could be hashed (RFC 8785, 3.2.2.2).
  if (half && hasHalfCharacter(value)) return { code: "fact_line_half_character", at: half.index };
  const repeated = repeatedKey(source);
  return repeated && { code: "fact_line_duplicate_key", ...repeated };
};
/** One of the two halves in which JSON writes a character beyond the first 65,536; read from UTF-8 it stands nowhere else. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const HALF_CHARACTER = /\p{Surrogate}/u;
const hasHalfCharacter = (part: unknown): boolean => {
  if (typeof part === "string") return HALF_CHARACTER.test(part);
  if (typeof part !== "object" || part === null) return false;
  return Object.entries(part).some(([name, value]) => HALF_CHARACTER.test(name) || hasHalfCharacter(value));
};
const isDeeperThan = (value: object, levels: number): boolean => {
  if (levels === 0) return true;
  for (const part of Object.values(value))
    if (typeof part === "object" && part !== null && isDeeperThan(part, levels - 1)) return true;
  return false;
};
/** The first key that stands twice in one map. Walks a text that is valid JSON: what a colon follows is a key. */
export const repeatedKey = (source: string): { readonly key: string; readonly at: number } | undefined => {
  const open: Set<string>[] = [];
  for (let i = 0; i < source.length; i += 1) {
    const sign = source[i];
    if (sign === "{") open.push(new Set());
    else if (sign === "}") open.pop();
    if (sign !== '"') continue;
    const begin = i;
    for (i += 1; source[i] !== '"'; i += 1) if (source[i] === "\\") i += 1;
    let next = i + 1;
    while (source[next] === " " || source[next] === "\t" || source[next] === "\r" || source[next] === "\n") next += 1;
    if (source[next] !== ":") continue;
    const written = source.slice(begin + 1, i);
    const key = written.includes("\\") ? String(parseJson(`"${written}"`).value) : written;
    const seen = open.at(-1);
    if (seen?.has(key)) return { key, at: begin };
    seen?.add(key);
  }
  return undefined;
};
