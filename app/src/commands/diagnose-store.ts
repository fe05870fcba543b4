// Clauses: N2

import { listContracts, readContract } from "../store/contracts.ts";
import type { Derived } from "../store/derived.ts";
import {
  listFindings,
  listStatements,
  readClauseStates,
  readContractState,
  readStatement,
} from "../store/derived-reads.ts";
import type { Tx } from "../store/transaction.ts";
import { type House, keyOf, materialIn } from "./house.ts";

export interface ContractDiagnosis {
  readonly number: string;
  /** Parts of what is kept that a recomputation from the events gives differently; none is the only good answer. */
  readonly differences: readonly string[];
}
/**
 * Recomputes every contract of a company from its files and events alone and holds what is kept against it: state, clauses,
 * findings, statements with their lines. Reads only.
 */
export const diagnoseStore = async (
  house: House,
  companyId: number,
  progress: (done: number, of: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ContractDiagnosis[]> => {
  const contracts = await house.store.withCompany(companyId, { snapshot: true }, listContracts);
  const diagnoses: ContractDiagnosis[] = [];
  for (const { contractId, number } of contracts) {
    if (signal?.aborted) break;
    const differences = await house.store.withCompany(companyId, { snapshot: true }, (tx) =>
      differencesOf(house, tx, contractId),
    );
    diagnoses.push({ number, differences });
    progress(diagnoses.length, contracts.length);
  }
  return diagnoses;
};
const differencesOf = async (house: House, tx: Tx, contractId: string): Promise<string[]> => {
  const contract = await readContract(tx, contractId);
  const kept = await readContractState(tx, contractId);
  if (!kept) return ["no state is kept"];
  const key = { ...keyOf(tx.companyId, contract), version: kept.version, sequence: kept.eventSequence };
  // From nothing: counters that were kept in memory would only agree with themselves.
  house.threads.drop(key);
  const { state, clauses, findings, statements } = await house.threads.ask<"state">(
    key,
    { ask: "state", asOf: kept.asOf },
    () => materialIn(tx, key),
  );
  const keptFindings = (await listFindings(tx, { contractId })).map(({ contractId: _, ...finding }) => finding);
  return [
    ...(contract.eventSequence === kept.eventSequence ? [] : ["events came after the state that is kept"]),
    ...(state.digest === kept.digest ? [] : ["digest"]),
    ...(same({ ...kept, ...state }, kept) ? [] : ["state"]),
    ...(same(clauses, await readClauseStates(tx, contractId)) ? [] : ["clauses"]),
    ...(same(byId(findings), byId(keptFindings)) ? [] : ["findings"]),
    ...(await differentStatements(tx, contractId, statements)),
  ];
};
const differentStatements = async (
  tx: Tx,
  contractId: string,
  statements: Derived["statements"],
): Promise<string[]> => {
  const heads = await listStatements(tx, contractId);
  const missing = heads.length === statements.length ? [] : ["number of statements"];
  const different: string[] = [];
  for (const { content, ...head } of statements) {
    const kept = await readStatement(tx, contractId, head.rule, head.period);
    if (!kept || !same({ ...head, content }, kept)) different.push(`statement ${head.period} of ${head.rule}`);
  }
  return [...missing, ...different];
};
const byId = (findings: Derived["findings"]): Derived["findings"] =>
  [...findings].sort((a, b) => (a.findingId < b.findingId ? -1 : 1));
/** The same as JSON, whatever the order of keys. */
const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one) => {
    if (typeof one === "bigint") return String(one);
    if (one === null || typeof one !== "object" || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)));
  });
