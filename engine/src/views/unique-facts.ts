// Clauses: N1
import type { Diagnostic } from "../contract/diagnostic.ts";
import { canonicalJson } from "../evidence/canonical.ts";
import type { Event } from "../facts/event.ts";
import { uniqueEvents } from "../facts/parse.ts";

export interface EventsOfFile {
  readonly file: string;
  readonly events: readonly Event[];
}
/**
 * Events of several files, each once. Other content under an id that was used already is an error at its own place; it names
 * the first place, and that one's file where it is another.
 */
export const uniqueAcross = (
  files: readonly EventsOfFile[],
): { readonly events: readonly Event[]; readonly diagnostics: readonly Diagnostic[] } => {
  const all = files.length === 1 ? files[0]!.events : files.flatMap(({ events }) => events);
  const unique = uniqueEvents(all, files[0]?.file ?? "");
  if (unique.diagnostics.length === 0 || files.length === 1) return unique;
  const ids = new Set(unique.diagnostics.map(({ args }) => args.id));
  const first = new Map<string, { readonly file: string; readonly event: Event }>();
  const diagnostics: Diagnostic[] = [];
  for (const { file, events } of files)
    for (const event of events) {
      if (!ids.has(event.id)) continue;
      const before = first.get(event.id);
      if (!before) first.set(event.id, { file, event });
      else if (canonicalJson(before.event.raw) !== canonicalJson(event.raw))
        diagnostics.push({
          code: before.file === file ? "fact_same_id_other_content" : "fact_same_id_other_file",
          severity: "error",
          place: { file, line: event.line ?? 1, column: 1 },
          args: { id: event.id, first: String(before.event.line ?? 1), file: before.file },
        });
    }
  return { events: unique.events, diagnostics };
};
