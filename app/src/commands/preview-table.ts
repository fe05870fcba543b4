// Clauses: C7.1, N1

import { basename, join } from "node:path";
import { PERSONAL_FIELDS } from "@fealty/engine/facts/personal.ts";
import { convertFile } from "../convert/convert.ts";
import type { ConvertReport, Question } from "../convert/convert-types.ts";
import { loadMapping } from "../convert/mapping.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import type { TellsWho } from "../evaluation/take-person.ts";
import { listContracts } from "../store/contracts.ts";
import { readEventsById } from "../store/events.ts";
import type { ImportRefusal } from "../store/import-reports.ts";
import type { ImportedEvent } from "../store/imports.ts";
import { type OtherContract, standElsewhere } from "../store/other-contracts.ts";
import { listPeople } from "../store/people.ts";
import { authorise, type Caller } from "./access.ts";
import { companyNow, type House } from "./house.ts";
import { ContractsOfFile } from "./import-assignment.ts";
import { type FieldRefusal, inCells, inFilesWords, isOfFile } from "./import-cells.ts";
import { readImported } from "./import-events.ts";
import { asksOfOthers, importProblem, isForBoth, refuseUnassigned } from "./import-problems.ts";
import { jsonLinesOf, linesOf, makeScratch, removeScratch } from "./import-scratch.ts";
import { type RefusalSentence, refusalSentence } from "./import-sentences.ts";
import type { ImportRequest } from "./import-table.ts";
import { vocabularyReader } from "./import-vocabulary.ts";
import { knownCustomers } from "./known-customers.ts";
import { refuseBenefits } from "./mapping-benefits.ts";
import { ownCustomers } from "./own-dealing.ts";

export interface PreviewEvent {
  readonly kind: string;
  /** As written, with its offset. */
  readonly at: string;
  readonly contract: string;
  /** What else it says, in its order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** This very event is in already. */
  readonly repeated: boolean;
}
export interface PreviewProblem extends RefusalSentence {
  readonly column: string;
  readonly value: string;
  readonly code: string;
}
export interface PreviewRow {
  readonly row: number;
  /** As the file writes them, one for each column of the header. */
  readonly cells: readonly string[];
  /** Empty for a row that is refused, blank, a repeat within the file, or that the mapping leaves out. */
  readonly events: readonly PreviewEvent[];
  readonly problems: readonly PreviewProblem[];
  /** All it says stands in rows above it already. */
  readonly double: boolean;
  /** What becomes of it hangs on a question that is open. */
  readonly asks: boolean;
}
/** The beginning of a file as it would come in. */
export interface Preview {
  readonly fileName: string;
  readonly encoding: string;
  readonly sheet: string | null;
  readonly header: readonly string[];
  readonly notes: readonly string[];
  /** To be answered first; a row that comes out alike under every answer says so at once. */
  readonly questions: readonly Question[];
  readonly rows: readonly PreviewRow[];
  /** The file goes on behind these rows. */
  readonly more: boolean;
}
const ROWS = 100;
/** So many rows are read for what they leave open, which takes a second or two; what is asked behind them is asked by the import. */
const ASKED_ROWS = 200_000;

/**
 * Reads the first rows of a table as an import would, and writes nothing. The rows behind them are read for what they leave open, so that it is asked with
 * the rest.
 * Refusals: `not_for_this_party`, `no_such_contract`, `file_refused`, `mapping_refused`, `import_needs_contract`.
 */
export const previewTable = async (house: House, caller: Caller, request: ImportRequest): Promise<Preview> => {
  authorise(caller, "import-table");
  const scratch = await makeScratch(request.folder);
  try {
    return await preview(house, caller, request, scratch);
  } catch (problem) {
    const shown = (words: string): string =>
      words.replaceAll(request.file, request.fileName ?? basename(request.file)).replaceAll(`${scratch}/`, "");
    throw importProblem(problem, request.language, shown);
  } finally {
    await removeScratch(scratch);
  }
};
const preview = async (house: House, caller: Caller, request: ImportRequest, scratch: string): Promise<Preview> => {
  const mapping = await loadMapping(request.mapping);
  await refuseUnassigned(house, caller, mapping, request.contract);
  await refuseBenefits(house, caller, mapping, { ...request, contract: request.contract, path: request.mapping });
  const known = await knownCustomers(house, caller.companyId, mapping, join(scratch, "customers.ndjson"));
  const look = (answers: Answers) => lookAt(house, caller, { request, mapping, known, scratch, answers });
  const given = request.answers ?? {};
  const first = await look(given);
  const questions = [...first.questions];
  if (first.rows.length >= ROWS) {
    const asked = new Set(questions.map(({ id }) => id));
    const later = await questionsBehind({ request, mapping, known, scratch, answers: given });
    questions.push(...later.filter(({ id }) => !asked.has(id)));
  }
  const rows: PreviewRow[][] = [];
  // Without rows the file itself does not open yet.
  if (first.rows.length > 0)
    for (const answers of everyAnswer(questions.filter(({ id }) => id !== "other_contract"))) {
      const { questions: still, rows: read } = await look({ ...given, ...answers });
      rows.push(still.some(({ id }) => id !== "other_contract") ? first.rows : read);
    }
  return {
    fileName: request.fileName ?? basename(request.file),
    ...first,
    questions,
    rows: first.rows.map((row, index) =>
      alikeIn(
        row,
        rows.map((read) => read[index] ?? row),
      ),
    ),
    more: first.rows.length >= ROWS,
  };
};
type Answers = Readonly<Record<string, string>>;
/** So many ways of answering are tried before every row waits. */
const MOST_WAYS = 16;
/** Every way in which questions can be answered; none where nothing is asked, or there are too many. */
const everyAnswer = (questions: readonly Question[]): readonly Answers[] => {
  if (questions.length === 0) return [];
  const ways = questions.reduce<readonly Answers[]>(
    (before, { id, choices }) => before.flatMap((way) => choices.map(({ answer }) => ({ ...way, [id]: answer }))),
    [{}],
  );
  return ways.length > MOST_WAYS ? [] : ways;
};
/** A row as it comes out whatever the answer: refused for what is wrong with it first, or the same each time; else it waits. */
const alikeIn = (row: PreviewRow, read: readonly PreviewRow[]): PreviewRow => {
  const [one = row, ...others] = read;
  const refused = read.length > 0 && read.every(({ problems }) => problems.length > 0);
  return refused || others.every((other) => JSON.stringify(other) === JSON.stringify(one))
    ? one
    : { ...row, asks: true };
};
interface Look {
  readonly request: ImportRequest;
  readonly mapping: Mapping;
  readonly known: Awaited<ReturnType<typeof knownCustomers>>;
  readonly scratch: string;
  readonly answers: Answers;
}
/** What the whole file leaves open, or as much of it as is read for that. */
const questionsBehind = async ({ request, known, answers }: Look): Promise<readonly Question[]> => {
  const { questions } = await convertFile({
    file: request.file,
    mapping: request.mapping,
    dryRun: true,
    rowNumbers: true,
    mostRows: ASKED_ROWS,
    answers,
    lang: request.language,
    known,
  });
  return questions;
};
const lookAt = async (house: House, caller: Caller, { request, mapping, known, scratch, answers }: Look) => {
  const rows = new Map<number, { cells: readonly string[]; events: PreviewEvent[]; problems: PreviewProblem[] }>();
  const passedOver = new Set<number>();
  const events = join(scratch, "events");
  const refusals = join(scratch, "refused");
  const converted = await convertFile({
    file: request.file,
    mapping: request.mapping,
    out: events,
    refusals,
    rowNumbers: true,
    mostRows: ROWS,
    onRow: (row, cells) => rows.set(row, { cells, events: [], problems: [] }),
    onPassedOver: (row) => passedOver.add(row),
    answers,
    lang: request.language,
    known,
  });
  const asks = converted.outcome === "asks";
  const questions = [...converted.questions];
  if (!asks) {
    const { header } = converted;
    const refuse = (given: FieldRefusal): void => {
      const refusal = inCells(inFilesWords(given, mapping), header, rows.get(given.row)?.cells);
      const { row, column, value, code } = refusal;
      const said = refusalSentence(refusal, request.language, isOfFile(mapping, column));
      rows.get(row)?.problems.push({ column, value, code, ...said });
    };
    for await (const refusal of jsonLinesOf<ImportRefusal>(refusals)) refuse(refusal);
    const { found, others } = await read(house, caller, { request, mapping, header, events });
    for (const { row, event, refusal } of found)
      if (refusal) refuse(refusal);
      else rows.get(row)?.events.push(event);
    if (!isForBoth(mapping, answers)) questions.push(...asksOfOthers(others, request.language));
  }
  return {
    ...headOf(converted),
    questions,
    rows: [...rows].map(
      ([row, { cells, events: made, problems }]): PreviewRow => ({
        row,
        cells,
        // All events of a row are taken, or none.
        events: problems.length > 0 ? [] : made,
        problems,
        double: !asks && made.length === 0 && problems.length === 0 && !passedOver.has(row),
        asks,
      }),
    ),
  };
};
const headOf = ({ encoding, sheet, header, notes }: ConvertReport) => ({
  encoding,
  sheet: sheet ?? null,
  header,
  notes: notes.map(({ text }) => text),
});
type ReadRow =
  | { readonly row: number; readonly event: PreviewEvent; readonly refusal?: undefined }
  | { readonly row: number; readonly refusal: FieldRefusal; readonly event?: undefined };
interface Reading {
  readonly request: ImportRequest;
  readonly mapping: Mapping;
  readonly header: readonly string[];
  readonly events: string;
}
const read = async (
  house: House,
  { companyId }: Caller,
  { request, mapping, header, events }: Reading,
): Promise<{ readonly found: readonly ReadRow[]; readonly others: readonly OtherContract[] }> => {
  const { vocabularyOf } = vocabularyReader(house, companyId);
  const { known, people, now, own } = await house.store.withCompany(companyId, { snapshot: true }, async (tx) => ({
    known: await listContracts(tx),
    people: await listPeople(tx),
    now: await companyNow(house, tx),
    own: await ownCustomers(tx, await listContracts(tx)),
  }));
  const contracts = new ContractsOfFile({ by: mapping.contracts, only: request.contract }, known, people);
  const numbers = new Map(known.map(({ contractId, number }) => [contractId, number]));
  // Who a customer is goes into the register and not into the event; whoever looks at the rows sees that it was read.
  const said = new Map<string, TellsWho>();
  const told = (_: string, one: TellsWho): unknown => said.set(one.sourceId, one);
  const reading = { contracts, mapping, header, vocabularyOf, now, told, own };
  const found: ReadRow[] = [];
  const fresh: ImportedEvent[] = [];
  for await (const one of readImported(linesOf(events), reading)) {
    if (!("contractId" in one)) {
      found.push({ row: one.row, refusal: one });
      continue;
    }
    const [kept] = await house.store.withCompany(companyId, { snapshot: true }, (tx) =>
      readEventsById(tx, one.contractId, [one.sourceId]),
    );
    const given = one.bare ?? one.line;
    const repeated =
      kept !== undefined && (kept.line === given || kept.line.startsWith(`${given.slice(0, -1)},"recorded_at":`));
    if (kept && !repeated) {
      const refusal = { row: one.row, column: "id", value: one.sourceId, code: "source_id_conflict", args: {} };
      found.push({ row: one.row, refusal });
    } else {
      if (!repeated) fresh.push(one);
      found.push({
        row: one.row,
        event: eventOf(given, numbers.get(one.contractId)!, repeated, said.get(one.sourceId)),
      });
    }
  }
  const others = await house.store.withCompany(companyId, { snapshot: true }, (tx) => standElsewhere(tx, fresh));
  return { found, others };
};
const eventOf = (line: string, contract: string, repeated: boolean, said: TellsWho | undefined): PreviewEvent => {
  const { id: _, kind, at, contract: __, ...fields } = JSON.parse(line) as Record<string, unknown>;
  return {
    kind: String(kind),
    at: String(at),
    contract,
    fields: [
      ...Object.entries(fields).map(
        ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
      ),
      ...PERSONAL_FIELDS.flatMap((name) => (said?.[name] === undefined ? [] : [[name, said[name]] as const])),
    ],
    repeated,
  };
};
