// Clauses: N2

import type { DerivedState } from "../evaluation/derived-state.ts";
import { listActivities } from "../store/activity.ts";
import { headColumns, listContracts, readContract } from "../store/contracts.ts";
import { isServedDigest, listServed } from "../store/customer-service.ts";
import type { ContractState, Derived } from "../store/derived.ts";
import {
  listFindings,
  listStatements,
  readClauseStates,
  readContractState,
  readStatement,
} from "../store/derived-reads.ts";
import { readSpoiltTruth } from "../store/integrity.ts";
import { listFirms } from "../store/intermediary-firms.ts";
import { findPerson } from "../store/people.ts";
import { spoiltRecord } from "../store/record-integrity.ts";
import type { Tx } from "../store/transaction.ts";
import { companyNow, type House, headOfFiles, type KnownContract, keyOf, materialIn } from "./house.ts";
import { firmNames, isCalled } from "./intermediary-of-code.ts";
import { isSameName } from "./name-match.ts";
import { stopsEveryContract } from "./store-refusal.ts";

/** Of the truth itself, which no rebuild mends: lines and files against their hashes, and what no longer computes. */
export type SpoiltPart =
  | "event"
  | "event_columns"
  | "event_numbers"
  | "file"
  | "version"
  | "record"
  | "person"
  | "firm"
  | "not_computed";
/** Of what is derived or copied from the files, which a rebuild makes anew. */
export type StalePart =
  | "head"
  | "none_kept"
  | "events_after"
  | "digest"
  | "state"
  | "clauses"
  | "findings"
  | "served"
  | "statement_count"
  | "statement";
export interface StoreDifference {
  readonly part: SpoiltPart | StalePart;
  /** Whether `doctor --store --rebuild` mends it. */
  readonly rebuilds: boolean;
  /** The event, file, version, statement or column that is meant. */
  readonly which?: string;
}
export interface ContractDiagnosis {
  readonly number: string;
  /** Parts that are not as they came in, or that a recomputation from files and events gives differently; none is the only good answer. */
  readonly differences: readonly StoreDifference[];
}
const spoilt = (part: SpoiltPart, which?: string): StoreDifference => ({
  part,
  rebuilds: false,
  ...(which === undefined ? {} : { which }),
});
const stale = (part: StalePart, which?: string): StoreDifference => ({
  part,
  rebuilds: true,
  ...(which === undefined ? {} : { which }),
});
/**
 * Holds files and events of every contract of a company against their hashes, recomputes it from them alone and holds what is
 * kept against that: the columns copied from them, state, clauses, findings, statements with their lines. Reads only.
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
const differencesOf = async (house: House, tx: Tx, contractId: string): Promise<StoreDifference[]> => {
  const { events, columns, gaps, files, versions } = await readSpoiltTruth(tx, contractId);
  const truth = [
    ...events.map(({ sequence, sourceId }) => spoilt("event", `${sourceId} (${sequence})`)),
    ...columns.map(({ sequence, sourceId, names }) =>
      spoilt("event_columns", `${sourceId} (${sequence}): ${names.join(", ")}`),
    ),
    ...(gaps ? [spoilt("event_numbers")] : []),
    ...files.map(({ version, path }) => spoilt("file", `${path} (${version})`)),
    ...versions.map((version) => spoilt("version", String(version))),
    ...(await spoiltRecord(tx, contractId)).map((which) => spoilt("record", which)),
  ];
  try {
    const derived = await staleOf(house, tx, contractId);
    const persons = await otherPersons(house, tx, contractId);
    return [...truth, ...(await staleHead(house, tx, contractId)), ...persons, ...derived];
  } catch (problem) {
    if (stopsEveryContract(problem)) throw problem;
    return [...truth, spoilt("not_computed", problem instanceof Error ? problem.message.split("\n")[0] : undefined)];
  }
};
/** What lists show of a contract, against its files. */
const staleHead = async (house: House, tx: Tx, contractId: string): Promise<StoreDifference[]> => {
  const contract = await readContract(tx, contractId);
  // The state is computed by the events.
  const { status: _, ...head } = await headOfFiles(house, tx, contract);
  return Object.entries(headColumns(head)).flatMap(([column, said]) => {
    const kept = headColumns(contract)[column as keyof ReturnType<typeof headColumns>];
    return kept === said ? [] : [stale("head", `contract.${column}: ${kept ?? "–"} ≠ ${said ?? "–"}`)];
  });
};
/** Persons and firms to whom a contract is bound though its files call its party otherwise. Both keep the names that they had before. */
const otherPersons = async (house: House, tx: Tx, contractId: string): Promise<StoreDifference[]> => {
  const contract = await readContract(tx, contractId);
  const { calledBy } = await headOfFiles(house, tx, contract);
  const bound = [
    ["agent_person_id", contract.agentPersonId, calledBy.agent],
    ["intermediary_person_id", contract.intermediaryPersonId, calledBy.intermediary],
  ] as const;
  const found: StoreDifference[] = [];
  for (const [column, personId, names] of bound) {
    const person = personId === undefined ? undefined : await findPerson(tx, { personId });
    // Who leads a team changes by its compositions, which the files need not follow.
    if (!person || (column === "agent_person_id" && contract.agentTeamId !== undefined)) continue;
    const before = (await listActivities(tx, { subjectId: person.personId })).map(({ detail }) => detail.before);
    const called = [person, ...before].flatMap((one) => Object.values(one ?? {}));
    if (called.some((one) => names.some((name) => isSameName(name, String(one))))) continue;
    found.push(spoilt("person", `contract.${column}: ${person.name} (${person.code}) ≠ ${names[0] ?? "–"}`));
  }
  const { intermediaryFirmId } = contract;
  const firm = (await listFirms(tx)).find(({ firmId }) => firmId === intermediaryFirmId);
  if (firm && !isCalled(await firmNames(tx, firm), firm.creditCode, calledBy.intermediary))
    found.push(
      spoilt(
        "firm",
        `contract.intermediary_firm_id: ${firm.name.zh} (${firm.code}) ≠ ${calledBy.intermediary[0] ?? "–"}`,
      ),
    );
  return found;
};
const staleOf = async (house: House, tx: Tx, contractId: string): Promise<StoreDifference[]> => {
  const contract = await readContract(tx, contractId);
  const kept = await asRead(readContractState(tx, contractId));
  if (kept === undefined) return [stale("none_kept")];
  const computed = kept === UNREADABLE ? kept : await asRead(recomputed(house, tx, contract, kept));
  if (kept === UNREADABLE || computed === UNREADABLE) {
    // A version or a moment that never was. Whether files and events are sound shows at the present one.
    await recomputed(house, tx, contract, { ...contract, asOf: await companyNow(house, tx) });
    return [stale("state")];
  }
  const { status, state, clauses, findings, statements, served } = computed;
  return [
    ...(contract.eventSequence === kept.eventSequence ? [] : [stale("events_after")]),
    ...(state.digest === kept.digest ? [] : [stale("digest")]),
    ...(same({ ...kept, ...state }, kept) && status === contract.status ? [] : [stale("state")]),
    ...(same(clauses, await asRead(readClauseStates(tx, contractId))) ? [] : [stale("clauses")]),
    ...(same(byId(findings), await asRead(keptFindings(tx, contractId))) ? [] : [stale("findings")]),
    ...((await isServed(tx, contractId, served)) ? [] : [stale("served")]),
    ...(await differentStatements(tx, contractId, statements)),
  ];
};
/** The rows themselves, and their hash, by which an event that changes none of them leaves them alone. */
const isServed = async (tx: Tx, contractId: string, served: Derived["served"]): Promise<boolean> =>
  same(served, await asRead(listServed(tx, contractId))) && (await isServedDigest(tx, contractId, served));
const recomputed = (
  house: House,
  tx: Tx,
  contract: KnownContract,
  { version, eventSequence, asOf }: Pick<ContractState, "version" | "eventSequence" | "asOf">,
): Promise<DerivedState> => {
  const key = keyOf(tx.companyId, { ...contract, version, eventSequence });
  // From nothing: counters that were kept in memory would only agree with themselves.
  house.threads.drop(key);
  return house.threads.ask<"state">(key, { ask: "state", asOf }, () => materialIn(tx, key));
};
/** What a row is so spoilt that nothing reads by it: it differs from whatever is computed. */
const UNREADABLE = "unreadable";
const asRead = <Kept>(reading: Promise<Kept>): Promise<Kept | typeof UNREADABLE> =>
  reading.catch((problem: unknown) => {
    if (stopsEveryContract(problem)) throw problem;
    return UNREADABLE;
  });
const keptFindings = async (tx: Tx, contractId: string): Promise<Derived["findings"]> =>
  byId(
    (await listFindings(tx, { contractId, limit: Number.MAX_SAFE_INTEGER })).map(
      ({ contractId: _, ...finding }) => finding,
    ),
  );
const differentStatements = async (
  tx: Tx,
  contractId: string,
  statements: Derived["statements"],
): Promise<StoreDifference[]> => {
  const heads = await asRead(listStatements(tx, contractId));
  const missing = heads !== UNREADABLE && heads.length === statements.length ? [] : [stale("statement_count")];
  const different: StoreDifference[] = [];
  for (const { content, ...head } of statements) {
    const kept = await asRead(readStatement(tx, contractId, head.rule, head.period));
    if (!same({ ...head, content }, kept)) different.push(stale("statement", `${head.rule}/${head.period}`));
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
