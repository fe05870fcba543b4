// Clauses: N1
import { parseJson } from "../contract/json.ts";

/** Own limits of one record, so that a line costs at most about a millisecond a kilobyte whatever stands in it. */
export const LINE_LIMITS = { characters: 1_000_000, depth: 50 } as const;

/** Whether a value read from JSON holds lists or maps more than `levels` deep. */
export const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const part of Array.isArray(value) ? value : Object.values(value))
    if (typeof part === "object" && part !== null && isDeeperThan(part, levels - 1)) return true;
  return false;
};

/**
 * A key that a map of the line has twice; JSON.parse silently keeps the last. Lines whose keys can be counted at a glance are
 * not scanned: no escapes, no blanks before colons, no maps inside, as many `":` as keys.
 */
export const repeatedKey = (
  source: string,
  value: Readonly<Record<string, unknown>>,
): { readonly key: string; readonly at: number } | undefined =>
  isCounted(source, value) ? undefined : scanForRepeatedKey(source);

const isCounted = (source: string, value: Readonly<Record<string, unknown>>): boolean => {
  if (source.includes("\\") || source.includes(" :") || source.includes("\t:") || source.includes("\r:")) return false;
  let keys = 0;
  for (const name in value) {
    const part = value[name];
    if (typeof part === "object" && part !== null) return false;
    keys += 1;
  }
  let colons = 0;
  for (let at = source.indexOf('":'); at >= 0; at = source.indexOf('":', at + 2)) colons += 1;
  return colons === keys;
};
/** Walks a line that is valid JSON. A text is a key when a colon follows it. */
const scanForRepeatedKey = (source: string): { readonly key: string; readonly at: number } | undefined => {
  const open: Set<string>[] = [];
  for (let i = 0; i < source.length; i += 1) {
    const sign = source[i];
    if (sign === "{") open.push(new Set());
    else if (sign === "}") open.pop();
    if (sign !== '"') continue;
    const begin = i;
    for (i += 1; source[i] !== '"'; i += 1) if (source[i] === "\\") i += 1;
    let next = i + 1;
    while (source[next] === " " || source[next] === "\t" || source[next] === "\r") next += 1;
    if (source[next] !== ":") continue;
    const written = source.slice(begin + 1, i);
    const key = written.includes("\\") ? String(parseJson(`"${written}"`).value) : written;
    const seen = open.at(-1);
    if (seen?.has(key)) return { key, at: begin };
    seen?.add(key);
  }
  return undefined;
};
