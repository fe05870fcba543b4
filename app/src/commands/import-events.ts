// Clauses: C7.1, N1
import { parseJson } from "@fealty/engine/contract/json.ts";
import { kindTable, parseRecord } from "@fealty/engine/facts/parse.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText } from "@fealty/engine/values/date.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import { Intake } from "../evaluation/intake.ts";
import { registerProblem } from "../evaluation/licence-facts.ts";
import type { Vocabulary } from "../evaluation/protocol.ts";
import { type TellsWho, takePerson } from "../evaluation/take-person.ts";
import type { ImportedEvent } from "../store/imports.ts";
import { DEALING_KINDS } from "./customer-acts.ts";
import type { ContractsOfFile } from "./import-assignment.ts";
import { type FieldRefusal, inColumns } from "./import-cells.ts";
import { benefitColumn, fieldsOfBenefits } from "./mapping-benefits.ts";
import type { OwnCustomers } from "./own-dealing.ts";

/** What reading the lines of a file needs. */
export interface EventReading {
  readonly contracts: ContractsOfFile;
  /** How the file was read, and its header. */
  readonly mapping: Mapping;
  readonly header: readonly string[];
  readonly vocabularyOf: (contractId: string) => Promise<Vocabulary>;
  /** When the house learns of these events. */
  readonly now: Instant;
  /** Told what an event said of who a customer is; the line does not say it any more. */
  readonly told: (contractId: string, said: TellsWho) => unknown;
  /** Customers who are the agent of a contract itself. */
  readonly own: OwnCustomers;
}
interface Reader {
  readonly vocabulary: Vocabulary;
  readonly kinds: ReturnType<typeof kindTable>;
  readonly intake: Intake;
  /** By kind: fields that come from columns called after a benefit for customers. */
  readonly benefits: Map<string, ReadonlyMap<string, string>>;
}
type Vocabularies = Map<string, Reader>;

/** Reads lines `ROW<tab>EVENT` as the contract of each event understands it: what no contract can read is no event of the house. */
export async function* readImported(
  lines: AsyncIterable<string>,
  reading: EventReading,
): AsyncGenerator<ImportedEvent | FieldRefusal> {
  const vocabularies: Vocabularies = new Map();
  for await (const line of lines) {
    if (line === "") continue;
    const tab = line.indexOf("\t");
    yield readOne(Number(line.slice(0, tab)), line.slice(tab + 1), reading, vocabularies);
  }
}
const readOne = (
  row: number,
  line: string,
  reading: EventReading,
  vocabularies: Vocabularies,
): Promise<ImportedEvent | FieldRefusal> | ImportedEvent | FieldRefusal => {
  const value = parseJson(line).value as Readonly<Record<string, unknown>>;
  const contract = reading.contracts.of(value.contract as string | undefined, String(value.at));
  if ("code" in contract)
    return inColumns({ row, column: "contract", ...contract }, reading.mapping, String(value.kind), reading.header);
  const known = vocabularies.get(contract.contractId);
  if (known) return readEvent({ row, line, value }, contract, known, reading);
  return reading.vocabularyOf(contract.contractId).then((vocabulary) => {
    const intake = new Intake(vocabulary, reading.now);
    const read = { vocabulary, kinds: kindTable(vocabulary), intake, benefits: new Map() };
    vocabularies.set(contract.contractId, read);
    return readEvent({ row, line, value }, contract, read, reading);
  });
};
interface Line {
  readonly row: number;
  readonly line: string;
  readonly value: Readonly<Record<string, unknown>>;
}
const readEvent = (
  { row, line: whole, value: said }: Line,
  { contractId, number }: { readonly contractId: string; readonly number: string },
  { vocabulary, kinds, intake, benefits }: Reader,
  { mapping, header, now, told: tell, own: ofOneself }: EventReading,
): ImportedEvent | FieldRefusal => {
  const { line: given, told } = takePerson(whole, said);
  const value = given === whole ? said : (parseJson(given).value as Line["value"]);
  const refusal = (column: string, code: string, args: Readonly<Record<string, string>>): FieldRefusal =>
    inColumns({ row, column, value: short(value[column]), code, args }, mapping, String(value.kind), header);
  const { currency } = mapping.source;
  const owned = vocabulary.currency.code;
  if (currency !== owned) return refusal("currency", "import_other_currency", { written: currency, currency: owned });
  // What the mapping named may be an agent; the event names the contract.
  const named = value.contract === undefined || value.contract === number;
  const line = named ? given : JSON.stringify({ ...value, contract: number });
  const read = parseRecord(vocabulary, kinds, "", { value, line: row, columnOf: () => 1 });
  if (!read.event) {
    const problem = read.diagnostics.find(({ severity }) => severity === "error");
    assert(problem, "an event that does not read says why");
    return refusal(problem.args.field ?? "", problem.code, problem.args);
  }
  const impossible = registerProblem(read.event) ?? intake.problemOf(read.event);
  if (impossible) return refusal(impossible.field, impossible.code, impossible.args);
  const { id: sourceId, kind, at, recordedAt } = read.event;
  if (vocabulary.insurance) {
    const fields = benefits.get(kind) ?? fieldsOfBenefits(mapping, kind, header);
    benefits.set(kind, fields);
    const given = benefitColumn(fields, value);
    if (given)
      return refusal(given[0], "fact_customer_benefit", { field: given[0], kind, written: String(value[given[0]]) });
  }
  const customer = typeof value.customer === "string" ? value.customer : "";
  if (DEALING_KINDS.includes(kind) && ofOneself.get(contractId)?.has(customer))
    return refusal("customer", "fact_own_dealing", { field: "customer", kind, written: customer });
  if (told !== undefined) tell(contractId, told);
  const own = { contractId, row, sourceId, kind, at };
  if (value.recorded_at === undefined)
    return {
      ...own,
      recordedAt: now,
      line: `${line.slice(0, -1)},"recorded_at":"${instantText(now, 0)}"}`,
      bare: line,
    };
  if (recordedAt > now) return refusal("recorded_at", "import_recorded_later", { now: instantText(now, 0) });
  return { ...own, recordedAt, line };
};
const LONGEST_VALUE = 200;
const short = (value: unknown): string => {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
};
