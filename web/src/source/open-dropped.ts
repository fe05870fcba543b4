import { checkContract } from "@fealty/engine/contract/check/check.ts";
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { isOwn } from "@fealty/engine/evaluate.ts";
import { type ParsedFacts, parseFacts, uniqueEvents } from "@fealty/engine/facts/parse.ts";
import { ContractBook, type World } from "@fealty/engine/views/contract-book.ts";
import { problemView } from "@fealty/engine/views/sentences.ts";
import type { Language } from "@fealty/engine/views/view.ts";
import type { DroppedFile, OpenResult } from "./contract-source.ts";
import { templateText } from "./shipped.ts";

interface TextFile {
  readonly name: string;
  readonly text: string;
}
const isContract = ({ name, text }: TextFile): boolean =>
  (/\.ya?ml$/i.test(name) && /^fealty\s*:/m.test(text)) ||
  (/\.json$/i.test(name) && /"fealty"\s*:/.test(text.slice(0, 4000)));
const isFacts = ({ name }: TextFile): boolean => /\.(ndjson|jsonl|csv)$/i.test(name);
/** `a/./b/../c` → `a/c`; a path may climb out of the drop, then its leading `..` stay. */
const normal = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "." || part === "") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
};
const decoded = (file: DroppedFile): TextFile => {
  const bytes = new Uint8Array(file.bytes);
  // Chinese office programs still write GB18030; it is read when the bytes are no UTF-8.
  try {
    return { name: file.name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { name: file.name, text: new TextDecoder("gb18030").decode(bytes) };
  }
};

/** So much of a file of lines is read at a time, so that it can be said how far it is. */
const PIECE = 2_000_000;
/** Ends of pieces, each behind a line. */
const cuts = (text: string): number[] => {
  const ends: number[] = [];
  for (let from = 0; from < text.length; from = ends.at(-1)!) {
    const line = text.indexOf("\n", from + PIECE);
    ends.push(line < 0 ? text.length : line + 1);
  }
  return ends;
};
const linesOf = (text: string): number => text.split("\n").length - 1;
/** The facts of each file; one with a line for each event piece by piece. */
function* factsOf(
  contract: Contract,
  files: readonly TextFile[],
  tell: (done: number, of: number) => void,
): Generator<[TextFile, ParsedFacts]> {
  const of = files.reduce((sum, { text }) => sum + text.length, 0);
  let done = 0;
  for (const file of files) {
    const events: ParsedFacts["events"][number][] = [];
    const diagnostics: Diagnostic[] = [];
    let [from, line] = [0, 0];
    for (const end of /\.csv$/i.test(file.name) ? [file.text.length] : cuts(file.text)) {
      const piece = file.text.slice(from, end);
      const read = parseFacts(contract, file.name, piece);
      for (const event of read.events) events.push(event);
      for (const one of read.diagnostics)
        diagnostics.push(line === 0 ? one : { ...one, place: { ...one.place, line: one.place.line + line } });
      [from, line] = [end, line + linesOf(piece)];
      done += piece.length;
      tell(done, of);
    }
    yield [file, { events, diagnostics }];
  }
}

/**
 * Reads dropped files: at most one main contract (a template beside it is no main), its includes, any number of facts files.
 * Facts alone are read for the contract that is `current`.
 */
export const openDropped = async (
  dropped: readonly DroppedFile[],
  language: Language,
  current: { readonly contract: Contract; readonly main: string } | undefined,
  worldOf: (timeZone: string) => Promise<World | undefined>,
  id: string,
  /** Hears how many bytes of the facts have been read, of how many. */
  tell: (done: number, of: number) => void = () => undefined,
): Promise<{ readonly book?: ContractBook; readonly result: OpenResult }> => {
  const files = dropped
    .filter((file) => file.unusable === undefined)
    .map(decoded)
    .map((file) => ({ ...file, name: normal(file.name) }));
  const facts = files.filter(isFacts);
  const mains = files.filter(isContract).sort((a, b) => rank(a) - rank(b));
  const main = mains[0];
  const read = (path: string): string | undefined =>
    files.find((file) => file.name === normal(path))?.text ?? templateText(normal(path));
  const loaded: { contract?: Contract; readable?: Contract; diagnostics: readonly Diagnostic[] } = main
    ? loadContract(main.name, read)
    : { ...(current && facts.length > 0 ? { contract: current.contract } : {}), diagnostics: [] };
  const { contract } = loaded;
  const used = new Set(contract?.sources.map((source) => normal(source.file)) ?? []);
  const parsed = new Map(contract ? factsOf(contract, facts, tell) : []);
  const listed: OpenResult["files"] = [
    ...files.map((file): OpenResult["files"][number] => {
      const { name } = file;
      if (isFacts(file)) return { name, role: "facts", events: parsed.get(file)?.events.length ?? 0 };
      if (file === main || used.has(name)) return { name, role: "contract", events: 0 };
      if (mains.includes(file) && !/^template\s*:/m.test(main?.text ?? ""))
        return { name, role: "unread", why: "second", events: 0 };
      // Of a contract with mistakes it is not known what it would have included.
      if (main && !contract) return { name, role: "contract", events: 0 };
      return { name, role: "unread", why: main ? "unnamed" : "noContract", events: 0 };
    }),
    ...dropped.flatMap(({ name, unusable, size }): OpenResult["files"][number][] =>
      unusable === undefined
        ? []
        : [{ name: normal(name), role: "unread", why: unusable, ...(size ? { size } : {}), events: 0 }],
    ),
  ];
  const world = contract && (await worldOf(contract.timeZone));
  if (!contract || !world) {
    const all = [...loaded.diagnostics, ...(loaded.readable ? checkContract(loaded.readable) : [])];
    return { result: { files: listed, problems: all.map((one) => problemView(one, language)) } };
  }
  const known = [...parsed.values()];
  const named = main ? undefined : othersNamed(contract, known);
  if (named) return { result: { files: listed, problems: [], foreign: { open: contract.number, named } } };
  const unique = uniqueEvents(
    known.flatMap(({ events }) => events),
    facts.map(({ name }) => name).join(", "),
  );
  const book = new ContractBook(contract, "dropped", id, main?.name ?? current!.main, facts, world, undefined, {
    events: unique.events,
    diagnostics: [...known.flatMap(({ diagnostics }) => diagnostics), ...unique.diagnostics],
  });
  const problems = [...loaded.diagnostics, ...book.diagnostics, ...(main ? checkContract(contract) : [])].map((one) =>
    problemView(one, language),
  );
  return { book, result: { entry: book.entry(), files: listed, problems } };
};
/** The contracts that facts belong to, where not one of them belongs to this one. */
const othersNamed = (contract: Contract, facts: readonly ParsedFacts[]): readonly string[] | undefined => {
  const events = facts.flatMap((one) => one.events);
  if (events.length === 0 || events.some((event) => isOwn(contract, event))) return undefined;
  return [...new Set(events.flatMap((event) => event.contract ?? []))].sort();
};
/** `contract.yaml` before others, what names a template before the template itself. */
const rank = ({ name, text }: TextFile): number =>
  (/^template\s*:/m.test(text) ? 0 : 2) + (/(^|\/)contract\.(ya?ml|json)$/i.test(name) ? 0 : 1);
