import { dirname, isAbsolute, relative, resolve } from "node:path";
import { instantOf, localDay, type Zone, zonedText } from "@fealty/engine/calendar/zone.ts";
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { formOfFacts } from "@fealty/engine/facts/records.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseDay, parseInstant } from "@fealty/engine/values/date.ts";
import type { Telling } from "@fealty/engine/values/telling.ts";
import { type EventsOfFile, uniqueAcross } from "@fealty/engine/views/unique-facts.ts";
import { sha256 } from "../world.ts";
import { calendars, zonesFor } from "./calendars.ts";
import { type Call, counted, MistakesError, say, type Terminal, UsageError, untilCancelled } from "./command.ts";
import { diagnosticsText } from "./diagnostics-text.ts";
import { mainFile, readIfThere, readSource, readText, UnreadableError } from "./files.ts";
import { longWork } from "./long-work.ts";
import { timeFaultText } from "./words.ts";

/** A contract's files. What came on standard input is kept, since a contract may be read more than once. */
export interface Source {
  readonly main: string;
  readonly read: (file: string) => string | undefined;
}
/** A contract from a file, a folder, or `-`. */
export const openSource = async (terminal: Terminal, path: string | undefined): Promise<Source> => {
  if (path === undefined) throw new UsageError({ zh: "缺少合同文件。", en: "The contract file is missing." });
  const piped = path === "-" ? await readSource(terminal) : undefined;
  const main = path === "-" ? resolve(terminal.cwd, "-") : mainFile(terminal, path);
  const read = (file: string): string | undefined =>
    piped !== undefined && file === main ? piped : readIfThere(isAbsolute(file) ? file : resolve(dirname(main), file));
  if (read(main) === undefined)
    throw new UnreadableError(
      main === resolve(terminal.cwd, path)
        ? { zh: `找不到 ${path}。`, en: `${path} is not there.` }
        : { zh: `文件夹 ${path} 里没有 contract.yaml。`, en: `There is no contract.yaml in the folder ${path}.` },
    );
  return { main, read };
};
export interface LoadedContract {
  readonly contract: Contract | undefined;
  /** As far as it can be read, with its errors. */
  readonly readable: Contract | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
/** Loads a contract. */
export const loadFrom = (terminal: Terminal, source: Source): LoadedContract => {
  const { contract, readable, diagnostics } = loadContract(source.main, source.read);
  return {
    contract,
    readable,
    diagnostics: toldFrom(terminal, diagnostics),
  };
};
/** Diagnostics whose places are told relative to where the user stands. */
export const toldFrom = (terminal: Terminal, diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.map((one) => ({
    ...one,
    place: { ...one.place, file: shortName(terminal, one.place.file) },
    args: toldPath(terminal, one.args),
  }));
/** A message names a file as its place does, and standard input in words. */
const toldPath = (terminal: Terminal, args: Diagnostic["args"]): Diagnostic["args"] => {
  if (args.path === undefined || !isAbsolute(args.path)) return args;
  const path = shortName(terminal, args.path);
  return { ...args, path: path === "-" ? say(terminal, "标准输入", "Standard input") : path };
};
const shortName = (terminal: Terminal, file: string): string => {
  const short = relative(terminal.cwd, file);
  return short === "" || short.startsWith("../../..") || short.length >= file.length ? file : short;
};
/** As `loadFrom`, for commands that need a contract without errors. */
export const sound = (terminal: Terminal, source: Source): Contract => {
  const { contract, diagnostics } = loadFrom(terminal, source);
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (contract && errors.length === 0) return contract;
  throw new MistakesError(
    "contract_errors",
    {
      zh: `合同有 ${errors.length} 处错误，未作计算。`,
      en: `The contract has ${counted(errors.length, "error")}; nothing was computed.`,
    },
    errors,
  );
};

export interface Facts {
  readonly events: readonly Event[];
  readonly diagnostics: readonly Diagnostic[];
}
/** Characters from which work takes long enough to be told about. */
const LONG_WORK = 5_000_000;
/** Says on a terminal what is being done; quick work is done before anybody could read it. */
const tellLongWork = (terminal: Terminal, size: number, what: string): void => {
  if (terminal.progress && size >= LONG_WORK) terminal.err(`${what} (${Math.ceil(size / 1_000_000)} MB)…\n`);
};
export const readFacts = async (terminal: Terminal, contract: Contract, files: readonly string[]): Promise<Facts> => {
  if (files.length === 0)
    throw new UsageError({ zh: "请用 --facts 给出事实文件。", en: "Name a facts file with --facts." });
  const read: EventsOfFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const text = await readText(terminal, file);
    const named = file.replace(/\.gz$/i, "");
    tellLongWork(
      terminal,
      text.length,
      file === "-"
        ? say(terminal, "正在读取标准输入", "Reading standard input")
        : say(terminal, `正在读取 ${file}`, `Reading ${file}`),
    );
    const form = file === "-" ? formOfFacts(text) : undefined;
    const parsed = await compute(terminal, (tell) => parseFacts(contract, named, text, form, tell));
    read.push({ file: named, events: parsed.events });
    diagnostics.push(...parsed.diagnostics);
  }
  const unique = uniqueAcross(read);
  const place = new Map(read.map(({ file }, index) => [file, index]));
  const inOrder = [...diagnostics, ...unique.diagnostics].sort(
    (a, b) => place.get(a.place.file)! - place.get(b.place.file)! || a.place.line - b.place.line,
  );
  return { events: unique.events, diagnostics: inOrder };
};

/** Reads `--as-of`: an instant with offset, or a date, whose end in the contract's zone is meant. */
export const momentOf = (written: string, zone: Zone, option: string): Instant => {
  const instant = parseInstant(written);
  if (instant !== undefined) return instant;
  const day = parseDay(written);
  if (day !== undefined) return (instantOf(zone, (day + 1) as typeof day) - 1) as Instant;
  const { zh, en } = timeFaultText(option, written);
  throw new UsageError({
    zh: `${zh}请写 2026-07-01T00:00:00+08:00 或 2026-07-01。`,
    en: `${en} Write 2026-07-01T00:00:00+08:00 or 2026-07-01.`,
  });
};
/** Loads, reads and evaluates. Throws a MistakesError when contract or facts have mistakes. */
export const evaluateCall = async (
  call: Call,
  terminal: Terminal,
  needed: { readonly asOf?: boolean; readonly source?: Source } = {},
): Promise<Evaluation> => {
  const contract = sound(terminal, needed.source ?? (await openSource(terminal, call.positionals[0])));
  const zones = await zonesFor(contract);
  const zone = zones[0]!;
  const written = call.option("as-of");
  if (written === undefined && needed.asOf !== false) {
    throw new UsageError({ zh: "请用 --as-of 说明截至何时。", en: "Say with --as-of up to when." });
  }
  const facts = await readFacts(terminal, contract, call.list("facts"));
  const wrong = facts.diagnostics.filter((one) => one.severity === "error");
  if (wrong.length > 0)
    throw new MistakesError(
      "facts_errors",
      {
        zh: `事实文件有 ${wrong.length} 处错误，未作计算。`,
        en: `The facts have ${counted(wrong.length, "error")}; nothing was computed.`,
      },
      facts.diagnostics,
    );
  if (facts.diagnostics.length > 0) terminal.err(diagnosticsText(terminal, facts.diagnostics));
  const asOf = written === undefined ? lastMoment(facts.events) : momentOf(written, zone, "as-of");
  const known = call.option("known-at");
  const options = {
    asOf,
    ...(known === undefined ? {} : { knownAt: momentOf(known, zone, "known-at") }),
    calendars: calendars(terminal.cwd),
    zones,
    sha256,
  };
  return compute(terminal, (tell) => evaluate(contract, facts.events, { ...options, tell }));
};
/**
 * Does work that gives the event loop no turn, unless an interrupt has come by now; one that comes later ends the process at once.
 * On a terminal the work can tell how far it is.
 */
export const compute = async <T>(terminal: Terminal, work: (tell: Telling | undefined) => T): Promise<T> => {
  await untilCancelled(terminal);
  const long = longWork(terminal);
  const told = (): T => work(long?.tell);
  try {
    return terminal.blocking ? terminal.blocking(told) : told();
  } finally {
    long?.over();
  }
};
const lastMoment = (events: readonly Event[]): Instant =>
  events.reduce((last, event) => Math.max(last, event.at, event.recordedAt), 0) as Instant;

export const timeText = (evaluation: Pick<Evaluation, "zone">, at: Instant): string =>
  zonedText(evaluation.zone, at).replace("T", " ").slice(0, 16);
export { localDay };
