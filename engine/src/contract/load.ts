// Clauses: C1.1, C10.2, N1
import { assemble, type KeptTrees } from "./assemble.ts";
import { type ConditionScope, conditionLanguage } from "./condition-language.ts";
import { eventShapes, readAttributes, readEvents, readPlaybook, readTerms, termIds } from "./declarations.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { isEmptyList } from "./fields.ts";
import { readHead } from "./head.ts";
import type { Contract, FieldType } from "./model.ts";
import { readParams } from "./params.ts";
import { partProblem, pathBeside } from "./paths.ts";
import { newReport } from "./report.ts";
import { type Adjustment, readVersions, type VersionReading } from "./versions.ts";
import { readWords } from "./words.ts";
import { entryOf, type Tree } from "./yaml-tree.ts";

/**
 * Reads a contract with its template and includes.
 * @param main path of the contract file; other paths are made from it with forward slashes
 * @param read gives the text of a file, undefined when there is none
 * @param adjustments parameters set since by a one-sided power, in order of time
 * @param kept trees of files read before, which this call adds to; the result does not depend on it
 * @param held parameters that nothing changes after the start, for a simulation
 * @returns all diagnostics at once, and the contract when none of them is an error; `readable` is what could be read of one with errors
 *   as well, for those who only look at it
 */
export const loadContract = (
  main: string,
  read: (path: string) => string | undefined,
  adjustments: readonly Adjustment[] = [],
  kept?: KeptTrees,
  held: readonly string[] = [],
): {
  readonly contract?: Contract;
  readonly readable?: Contract;
  readonly diagnostics: readonly Diagnostic[];
} => {
  const report = newReport();
  const assembled = assemble(main, read, report, kept);
  if (!assembled) return { diagnostics: report.entries() };
  const { root } = assembled;
  const sources = [...assembled.sources];
  const section = (key: string): Tree | undefined => entryOf(root, key)?.value;
  const head = readHead(root, report);
  const { languages, mode, currency, term, parties } = head;
  const params = readParams(section("params"), section("set"), { currency, languages, term, report });
  const attributes = readAttributes(section("attributes"), report);
  const events = readEvents(section("events"), report);
  const shapes = eventShapes(events, attributes);
  const words = readWords(section("words"), shapes, report);
  const termNames = termIds(section("terms"));
  const terms = readTerms(section("terms"), languages, params, report);
  const language = conditionLanguage(currency);
  const contextOf: VersionReading["contextOf"] = (current, rules, metrics) => {
    const scopes = new Map<string, ConditionScope>();
    const scopeOf = (kinds: readonly string[]): ConditionScope => {
      const key = kinds.join(" ");
      const event = new Map<string, FieldType>(kinds.flatMap((kind) => [...(shapes.get(kind)?.fields ?? [])]));
      const scope = scopes.get(key) ?? language({ event, ...attributes, params: current });
      scopes.set(key, scope);
      return scope;
    };
    return {
      report,
      currency,
      languages,
      mode,
      term,
      parties,
      shapes,
      params: current,
      scopeOf,
      sources: rules,
      metrics,
      readBeside: (place, path) => {
        const problem = partProblem(path, "table");
        if (problem) return { problem };
        const file = pathBeside(place.file, path);
        const text = read(file);
        if (text !== undefined && !sources.some((source) => source.file === file)) sources.push({ file, text });
        return text === undefined ? { problem: "file_not_found" } : { file, text };
      },
    };
  };
  const clauses = section("clauses");
  if (!clauses && !assembled.incomplete)
    report.error("missing_key", root.place, { key: "clauses", within: "contract" });
  if (clauses && isEmptyList(clauses)) report.error("clauses_empty", clauses.place);
  const versions = readVersions(
    { clauses, annexes: section("annexes"), amendments: section("amendments") },
    params,
    { report, languages, mode, currency, term, terms: termNames, contextOf, incomplete: assembled.incomplete, held },
    adjustments,
  );
  const { rules: sound, unread } = versions[0]!;
  const refs = [...sound.keys(), ...(unread?.rules ?? []).flatMap(({ ref }) => ref ?? [])];
  const rules = refs.flatMap((ref) => [ref.slice(ref.indexOf("/") + 1), ref]);
  const playbook = readPlaybook(section("playbook"), languages, params, termNames, rules, report);
  const diagnostics = report.entries();
  const readable = {
    ...head,
    terms,
    playbook,
    events,
    attributes,
    words,
    versions,
    sources,
    ...(held.length === 0 ? {} : { held }),
  };
  if (assembled.partly) return { diagnostics };
  return { ...(report.failed() ? {} : { contract: readable }), readable, diagnostics };
};
