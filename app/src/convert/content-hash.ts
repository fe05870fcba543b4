// Clauses: C7.1
import type { KeyHash } from "./key-hash.ts";
import { encodeText } from "./row-state.ts";

type Json = Readonly<Record<string, unknown>>;
const NOT_CONTENT = new Set(["id", "recorded_at", "imported_by"]);

/** Hash of an event's content whatever the order of its fields; copies of its own id do not count. */
export const contentOf = (event: Json, hash: KeyHash): number => {
  const fields = Object.entries(event)
    .filter(([name, value]) => !NOT_CONTENT.has(name) && value !== event.id && value !== null && value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = encodeText(JSON.stringify(fields));
  hash.of(bytes, new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);
  return hash.low;
};
