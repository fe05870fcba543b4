// Clauses: C7.1
import { realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { assert } from "@fealty/engine/values/assert.ts";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { clearAbandoned } from "./abandoned.ts";
import { type Answers, wantedColumns } from "./bind.ts";
import { ConvertRun } from "./convert-run.ts";
import type { ConvertOptions, ConvertReport } from "./convert-types.ts";
import type { DecidedOrder } from "./deciding-dates.ts";
import { EventFile } from "./event-file.ts";
import { Ambiguity } from "./fault.ts";
import { FileProblem, type FileProblemCode } from "./file-problem.ts";
import { KnownFacts } from "./known-facts.ts";
import { answerFits, answersOf, loadMapping, QUESTIONS } from "./mapping.ts";
import type { Mapping } from "./mapping-model.ts";
import { openFile } from "./open-file.ts";
import { OutcomeLog } from "./outcome-log.ts";
import { Questions } from "./questions.ts";
import type { Opened } from "./row-source.ts";

let runs = 0;
/** The shortest row that is expected, to guess how many keys a file may hold. */
const SHORTEST_ROW = 40;

/**
 * Turns a file into events by a mapping. All or nothing: until the end the output has another name, and what is ambiguous in
 * the file ends the run with questions and without any output. The same file, mapping and answers give the same bytes.
 * Throws a MappingProblem, a FileProblem, or the signal's reason.
 */
export const convertFile = async (options: ConvertOptions): Promise<ConvertReport> => {
  const first = await convertOnce(options, undefined);
  if ("outcome" in first) return first;
  const again = await convertOnce({ ...options, answers: { ...options.answers, date_order: first.order } }, first);
  assert("outcome" in again, "an answered question is not asked again");
  return again;
};
/** The report; or the order of day and month where the file left it open in some rows and itself shows it in others. */
const convertOnce = async (
  options: ConvertOptions,
  decided: DecidedOrder | undefined,
): Promise<ConvertReport | DecidedOrder> => {
  const lang = options.lang ?? "zh";
  const mapping = await loadMapping(options.mapping);
  const answers = allAnswers(mapping, options.answers ?? {});
  const questions = new Questions();
  const log = new OutcomeLog(options.report, options.refusals, lang);
  const keeps = options.out !== undefined && !options.dryRun;
  const events = new EventFile(keeps ? options.out! : join(tmpdir(), `fealty-convert-${process.pid}-${runs++}.ndjson`));
  refuseUnknownKinds(mapping, options.only);
  if (mapping.contracts !== "number" && !options.rowNumbers) throw new FileProblem("needs_house");
  await keepApart(options);
  for (const path of [options.out, options.report]) if (path !== undefined) await folderIsThere(path);
  if (keeps) clearAbandoned(options.out!);
  let opened: Opened | undefined;
  let run: ConvertRun | undefined;
  let known: KnownFacts | undefined;
  try {
    try {
      opened = await openFile(options.file, withAnswers(mapping, answers), wantedColumns(mapping), options.signal);
    } catch (problem) {
      if (!(problem instanceof Ambiguity)) throw problem;
      questions.ask(problem, 0, []);
      return asking(options, undefined, questions, mapping);
    }
    const directory = dirname(events.part);
    const expected = opened.size / SHORTEST_ROW;
    known = await knownFacts(options, mapping, directory);
    run = new ConvertRun({
      options,
      mapping,
      opened,
      answers,
      questions,
      log,
      events,
      keeps,
      expected,
      known,
      decided,
    });
    const report = await run.read().catch((problem: unknown) => {
      // Bytes that decide on the encoding may stand far down the file.
      if (!(problem instanceof Ambiguity)) throw problem;
      questions.ask(problem, 0, []);
    });
    if (!report) return run.decided ?? asking(options, opened, questions, mapping);
    const reportFiles = await log.write(report);
    if (keeps) await events.finish();
    await log.finish();
    return { ...report, reportFiles };
  } finally {
    await opened?.source.close();
    run?.close();
    known?.close();
    await events.discard();
    await log.discard();
  }
};

const folderIsThere = async (path: string): Promise<void> => {
  const folder = dirname(path);
  const there = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!there) throw new FileProblem("no_folder", { folder });
};
/** Nothing that is read may be written over, whatever way its path is written; the names to be written must be free of folders. */
const keepApart = async ({ file, mapping, known = [], out, report }: ConvertOptions): Promise<void> => {
  const reports = report === undefined ? [] : [`${report}.json`, `${report}.csv`];
  const targets = [...(out === undefined ? [] : [out]), ...reports];
  const read = new Map<string, readonly [FileProblemCode, string]>();
  for (const path of known) read.set(await realPath(path), ["out_is_known", path]);
  read.set(await realPath(mapping), ["out_is_mapping", mapping]);
  read.set(await realPath(file), ["out_is_source", file]);
  for (const target of targets) {
    const clash = read.get(await realPath(target));
    if (clash) throw new FileProblem(clash[0], { file: clash[1] });
    const isFolder = await stat(target).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) throw new FileProblem("is_folder", { file: target });
  }
  if (out !== undefined && reports.includes(out)) throw new FileProblem("out_is_report", { file: out });
};
const realPath = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
/** A kind that the mapping does not make would leave out every row without a word. */
const refuseUnknownKinds = (mapping: Mapping, only: readonly string[] | undefined): void => {
  const kinds = [...new Set(mapping.emits.map(({ kind }) => kind))];
  const kind = only?.find((one) => !kinds.includes(one));
  if (kind !== undefined) throw new FileProblem("no_such_kind", { kind, kinds: kinds.join(", ") });
};
/** All questions, and the one that was meant where a name is near or begins as it was written. */
const questionNames = (written: string): { questions: string; nearest: string } => ({
  questions: QUESTIONS.join(", "),
  nearest: QUESTIONS.find((id) => id.startsWith(written)) ?? nearestName(written, QUESTIONS) ?? "",
});
/** Answers given for this run outweigh those of the mapping. */
const allAnswers = (mapping: Mapping, given: Readonly<Record<string, string>>): Answers => {
  const answers = new Map(mapping.answers);
  for (const [question, answer] of Object.entries(given)) {
    const known = QUESTIONS.find((id) => id === question);
    if (!known) throw new FileProblem("unknown_question", { question, ...questionNames(question) });
    if (!answerFits(known, answer))
      throw new FileProblem("bad_answer", { question, answer, answers: answersOf(known).join(", ") });
    answers.set(known, answer);
  }
  return answers;
};
const withAnswers = ({ source }: Mapping, answers: Answers): Mapping["source"] => {
  const separator = answers.get("separator");
  return {
    ...source,
    sheet: source.sheet ?? answers.get("sheet"),
    ...(separator === undefined || source.separator !== "auto"
      ? {}
      : { separator: (separator === "tab" ? "\t" : separator) as "," }),
    ...(answers.has("encoding") && source.encoding === "auto" ? { encoding: answers.get("encoding") as "utf-8" } : {}),
  };
};
const knownFacts = async (
  options: ConvertOptions,
  mapping: Mapping,
  directory: string,
): Promise<KnownFacts | undefined> => {
  const attributes = mapping.emits.flatMap((emit) => emit.fields.flatMap((field) => field.customerBy?.attribute ?? []));
  if (!options.known?.length && attributes.length === 0) return undefined;
  const known = new KnownFacts(directory, [...new Set(attributes)], options.rowNumbers);
  for (const path of options.known ?? []) await known.load(path, options.signal);
  return known;
};
const NO_ROWS = { read: 0, new: 0, repeated: 0, refused: 0, unmatched: 0, leftOut: 0, blank: 0 };
const asking = (
  options: ConvertOptions,
  opened: Opened | undefined,
  questions: Questions,
  mapping: Mapping,
): ConvertReport => ({
  outcome: "asks",
  file: options.file,
  mapping: options.mapping,
  out: undefined,
  reportFiles: [],
  encoding: opened?.encoding() ?? "",
  separator: opened?.separator,
  sheet: opened?.sheet,
  headerRow: opened?.headerRow ?? 0,
  header: opened?.header ?? [],
  rows: NO_ROWS,
  events: {},
  customers: { created: 0, found: 0 },
  questions: questions.list(mapping.source.currency, options.lang ?? "zh"),
  notes: [],
  refused: [],
});
