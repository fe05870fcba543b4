// Clauses: C7.1, N1, N2
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { convertFile } from "../convert/convert.ts";
import type { ConvertReport } from "../convert/convert-types.ts";
import { loadMapping } from "../convert/mapping.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import { listContracts, readContract } from "../store/contracts.ts";
import { readEvents } from "../store/events.ts";
import { findImport, type ImportRefusal, type ImportReport } from "../store/import-reports.ts";
import { noteWarnings, readNotedWarnings, recordWarnings } from "../store/import-warnings.ts";
import { type ImportedEvent, importFile, type TouchedContract } from "../store/imports.ts";
import { importedElsewhere } from "../store/other-contracts.ts";
import { listPeople } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { actorOf, authorise, type Caller, houseActor } from "./access.ts";
import { appendIn } from "./append-events.ts";
import { checkAndTell } from "./check-acts.ts";
import { computeState } from "./compute-state.ts";
import { announceChanges, companyNow, type House } from "./house.ts";
import { ContractsOfFile } from "./import-assignment.ts";
import { type FieldRefusal, withCells } from "./import-cells.ts";
import { readImported } from "./import-events.ts";
import {
  asksOfOthers,
  contractChanged,
  importAsks,
  importProblem,
  isForBoth,
  refuseUnassigned,
} from "./import-problems.ts";
import { JsonLines, jsonLinesOf, linesOf, makeScratch, removeScratch } from "./import-scratch.ts";
import { vocabularyReader } from "./import-vocabulary.ts";
import { eventWarning, warnedFields } from "./import-warnings.ts";
import { knownCustomers } from "./known-customers.ts";
import { refuseBenefits } from "./mapping-benefits.ts";
import { ownCustomers } from "./own-dealing.ts";
import { registerTold } from "./register-told.ts";
import { SaidInFile } from "./said-in-file.ts";
import { stoppable } from "./stoppable-threads.ts";

export interface ImportRequest {
  /** Where the file and the mapping stand on this machine. */
  readonly file: string;
  readonly mapping: string;
  /** What people call the file; default its own name. */
  readonly fileName?: string | undefined;
  /** All events are for this contract; without it the mapping says which. */
  readonly contract?: string | undefined;
  /** Answers to what an earlier call asked. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly language: "zh" | "en";
  /** Where scratch files go; default the system's folder. */
  readonly folder?: string | undefined;
}
/** `reading` in bytes of the file, `checking` and `storing` in events, `computing` in contracts. */
export interface ImportStep {
  readonly step: "reading" | "checking" | "storing" | "computing";
  readonly done: number;
  readonly of: number;
}
export interface ImportWatch {
  readonly progress?: ((step: ImportStep) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes a table into the house: what it says becomes events of one contract or of several, and their states are computed once,
 * in the same transaction. All or nothing; the same file again changes nothing.
 * Refusals: `not_for_this_party`, `no_such_contract`, `file_refused`, `mapping_refused`, `import_asks` with `questions`,
 * `import_needs_contract`, `import_contract_changed`, `no_space`, those of the store; and the signal's reason.
 */
export const importTable = async (
  house: House,
  caller: Caller,
  request: ImportRequest,
  watch: ImportWatch = {},
): Promise<ImportReport> => {
  authorise(caller, "import-table");
  const scratch = await makeScratch(request.folder);
  try {
    const mapping = await loadMapping(request.mapping);
    await refuseUnassigned(house, caller, mapping, request.contract);
    await refuseBenefits(house, caller, mapping, { ...request, contract: request.contract, path: request.mapping });
    const startedAt = house.now();
    const events = join(scratch, "events");
    const refusals = join(scratch, "refused");
    const converted = await convert(house, caller, { request, mapping, scratch, events, refusals, watch });
    const read = { mapping, converted, events, refusals, scratch, startedAt };
    return await takeIn(house, caller, request, read, watch);
  } catch (problem) {
    watch.signal?.throwIfAborted();
    const shown = (words: string): string =>
      words.replaceAll(request.file, request.fileName ?? basename(request.file)).replaceAll(`${scratch}/`, "");
    throw importProblem(problem, request.language, shown);
  } finally {
    await removeScratch(scratch);
  }
};
interface Converting {
  readonly request: ImportRequest;
  readonly mapping: Mapping;
  readonly scratch: string;
  readonly events: string;
  readonly refusals: string;
  readonly watch: ImportWatch;
}
const convert = async (
  house: House,
  caller: Caller,
  { request, mapping, scratch, events, refusals, watch }: Converting,
): Promise<ConvertReport> => {
  const { progress, signal } = watch;
  const known = await knownCustomers(house, caller.companyId, mapping, join(scratch, "customers.ndjson"));
  const converted = await convertFile({
    file: request.file,
    mapping: request.mapping,
    out: events,
    refusals,
    rowNumbers: true,
    answers: request.answers ?? {},
    lang: request.language,
    known,
    ...(progress
      ? { onProgress: ({ bytesRead, bytesTotal }) => progress({ step: "reading", done: bytesRead, of: bytesTotal }) }
      : {}),
    ...(signal ? { signal } : {}),
  });
  if (converted.outcome === "asks") throw importAsks(converted.questions);
  return converted;
};

interface Read {
  readonly mapping: Mapping;
  readonly converted: ConvertReport;
  readonly events: string;
  readonly refusals: string;
  readonly scratch: string;
  readonly startedAt: Instant;
}
const takeIn = async (
  house: House,
  caller: Caller,
  request: ImportRequest,
  read: Read,
  watch: ImportWatch,
): Promise<ImportReport> => {
  const { companyId } = caller;
  const { signal } = watch;
  const fileSha256 = await sha256Of(request.file, signal);
  const mappingText = await readFile(request.mapping, "utf8");
  const importRunId = newUuid();
  const { rows } = read.converted;
  const count = Object.values(read.converted.events).reduce((sum, one) => sum + one, 0);
  const vocabularies = vocabularyReader(house, companyId);
  let computed: readonly TouchedContract[] = [];
  // An attempt that was rolled back leaves the threads with events that are not there.
  const forget = (): void => {
    for (const { contractId } of computed) house.threads.drop({ companyId, contractId });
    computed = [];
  };
  const attempt = async (tx: Tx): Promise<ImportReport> => {
    forget();
    const done = await findImport(tx, importRunId);
    if (done) return done;
    const now = await companyNow(house, tx);
    const assignment = { by: read.mapping.contracts, only: request.contract };
    const heads = await listContracts(tx);
    const contracts = new ContractsOfFile(assignment, heads, await listPeople(tx));
    const own = await ownCustomers(tx, heads);
    const { vocabularyOf } = vocabularies;
    const { header } = read.converted;
    const { mapping: mapped } = read;
    const said = new SaidInFile();
    const reading = { contracts, mapping: mapped, header, vocabularyOf, now, told: said.take, own };
    const refused = new JsonLines<FieldRefusal>(join(read.scratch, "refused-by-contract"));
    const { file, mapping, answers = {}, language } = request;
    const again = { file, mapping, answers, lang: language, ...(signal ? { signal } : {}) };
    const finish = async () => {
      await refused.end();
      return {
        importRunId,
        fileName: basename(request.fileName ?? request.file),
        fileSha256,
        mapping: mappingText,
        answers: request.answers ?? {},
        startedAt: read.startedAt,
        endedAt: house.now(),
        rows,
        refusals: both(jsonLinesOf<ImportRefusal>(read.refusals), withCells(refused.read(), again, header)),
      };
    };
    const events = accepted(readImported(watched(linesOf(read.events), count, watch), reading), refused);
    const stored = (done: number, of: number): void => {
      signal?.throwIfAborted();
      if (of > 0) watch.progress?.({ step: "storing", done, of });
    };
    const look = async (): Promise<void> => {
      const asks = isForBoth(mapped, answers) ? [] : asksOfOthers(await importedElsewhere(tx), language);
      if (asks.length > 0) throw importAsks(asks);
    };
    const { report, touched } = await importFile(tx, events, finish, now, stored, look);
    computed = touched;
    await registerTold(house, tx, await said.kept(tx), caller.personId);
    await computeTouched(
      { ...house, threads: stoppable(house.threads, signal) },
      tx,
      { touched, versionOf: vocabularies.versionOf, now },
      watch,
    );
    for (const one of touched) await checkTouched(house, tx, one, now, request.language);
    const warnings = warnedFields(readNotedWarnings(tx), mapped, header);
    await recordWarnings(tx, importRunId, withCells(warnings, again, header));
    return report;
  };
  try {
    const report = await house.store.withCompany(
      companyId,
      { idempotent: true, by: actorOf(house, caller, "import-table") },
      attempt,
    );
    const ids = report.contracts.map(({ contractId }) => contractId);
    if (ids.length > 0) await announceChanges(house, companyId, ids);
    return report;
  } catch (error) {
    forget();
    throw error;
  }
};
/** Which letter carries what came into a contract, and what the contract is told of acts that none carries. */
const checkTouched = async (
  house: House,
  tx: Tx,
  { contractId, before, last }: TouchedContract,
  now: Instant,
  language: "zh" | "en",
): Promise<void> => {
  const contract = await readContract(tx, contractId);
  const by = houseActor(house, "check-acts");
  const request = { number: contract.number, key: "", language };
  const take = (lines: string) =>
    appendIn(house, { ...tx, by }, contract, { by: "company", now }, { ...request, lines });
  await checkAndTell(house, tx, contract, { after: before, last }, { now, take });
};
/** Progress and interrupts between lines. */
async function* watched(
  lines: AsyncIterable<string>,
  of: number,
  { progress, signal }: ImportWatch,
): AsyncGenerator<string> {
  let done = 0;
  for await (const line of lines) {
    if (done % 1000 === 0) {
      signal?.throwIfAborted();
      progress?.({ step: "checking", done, of });
    }
    done += 1;
    yield line;
  }
}
async function* accepted(
  read: AsyncIterable<ImportedEvent | FieldRefusal>,
  refused: JsonLines<FieldRefusal>,
): AsyncGenerator<ImportedEvent> {
  for await (const one of read)
    if ("contractId" in one) yield one;
    else await refused.put(one);
}
async function* both<Value>(first: AsyncIterable<Value>, second: AsyncIterable<Value>): AsyncGenerator<Value> {
  yield* first;
  yield* second;
}
const sha256Of = async (path: string, signal: AbortSignal | undefined): Promise<string> => {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024, ...(signal ? { signal } : {}) }))
    hash.update(piece as Buffer);
  return hash.digest("hex");
};

/** Contracts on their way at once: while one is computed the next is read. */
const AT_ONCE = 3;
/** A contract of more events is computed alone: each takes kilobytes for every event while it is. */
const LARGE = 50_000;
/** So many new events are handed to the thread that may hold the contract; with more it reads all of them anew. */
const FEW = 1000;
interface Touched {
  readonly touched: readonly TouchedContract[];
  readonly versionOf: (contractId: string) => number | undefined;
  readonly now: Instant;
}
const computeTouched = async (
  house: House,
  tx: Tx,
  { touched, versionOf, now }: Touched,
  { progress, signal }: ImportWatch,
): Promise<void> => {
  let done = 0;
  let failed = false;
  const oneAfterAnother = async (waiting: IterableIterator<TouchedContract>): Promise<void> => {
    for (const one of waiting) {
      if (failed) return;
      await compute(one).catch((error: unknown) => {
        failed = true;
        throw error;
      });
      done += 1;
      progress?.({ step: "computing", done, of: touched.length });
    }
  };
  const compute = async ({ contractId, before, events }: TouchedContract): Promise<void> => {
    signal?.throwIfAborted();
    const contract = await readContract(tx, contractId);
    if (contract.version !== versionOf(contractId)) throw contractChanged(contract.number);
    const added = events > FEW ? undefined : await readEvents(tx, contractId, { after: before, limit: FEW });
    const facts = added?.map(({ line }) => line).join("\n");
    const more = facts === undefined ? undefined : { after: before, facts };
    const { warnings } = await computeState(house, tx, contract, now, more, "all");
    await noteWarnings(tx, contractId, warnings.map(eventWarning));
    // So many events are not kept in memory for a reader who may never come, while the next contract needs the room.
    if (facts === undefined) house.threads.drop({ companyId: tx.companyId, contractId });
  };
  // Nobody may still be at work in the transaction when it is rolled back.
  const [small, large] = [false, true].map((isLarge) =>
    touched.filter(({ last }) => last > LARGE === isLarge).values(),
  );
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => oneAfterAnother(small!)));
  ended.push(...(await Promise.allSettled([oneAfterAnother(large!)])));
  const problem = ended.find((one) => one.status === "rejected");
  if (problem) throw problem.reason;
};
