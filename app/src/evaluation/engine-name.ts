import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import { canonicalJson } from "@fealty/engine/evidence/canonical.ts";

/**
 * Names the engine that computes: the hash of its program, whose parts carry their content in their names, and of its calendars.
 * What another engine computed is computed again, so that nothing kept is older than the words, rules and holidays it was made with.
 */
export const engineName = (calendars: readonly CalendarData[]): string => {
  const program = readFileSync(new URL("./evaluation-thread.mjs", import.meta.url));
  return `engine ${shortHash(program)} ${shortHash(canonicalJson(calendars))}`;
};
const shortHash = (content: string | Uint8Array): string => hash("sha256", content, "hex").slice(0, 16);
