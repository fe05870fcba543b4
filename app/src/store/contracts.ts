import { hash } from "node:crypto";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { keptVersion, recordOf } from "./record-begin.ts";
import { appendBatches, tellsWho } from "./record-log.ts";
import { StoreRefusal } from "./refusal.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type ContractMode = Schema["contract"]["mode"];
export type ContractStatus = Schema["contract"]["status"];
/** What lists and permissions need of a contract; what it says stands in its files. */
export interface ContractHead {
  readonly contractId: string;
  readonly number: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly mode: ContractMode;
  readonly status: ContractStatus;
  /** First and last day, `2026-06-01`. */
  readonly term: { readonly from: string; readonly until: string };
  readonly companyName: string;
  readonly agentName: string;
  readonly intermediaryName?: string;
  /** The agent; of a team whoever leads it. */
  readonly agentPersonId?: string;
  /** The agent is a team: whoever belongs to it on the day sees the contract. */
  readonly agentTeamId?: string;
  readonly intermediaryPersonId?: string;
  /** The intermediary is a firm: whoever coordinates for it on the day sees the contract. */
  readonly intermediaryFirmId?: string;
}
/** What the files alone say of it. */
export type FiledHead = Omit<
  ContractHead,
  "contractId" | "status" | "agentPersonId" | "agentTeamId" | "intermediaryPersonId" | "intermediaryFirmId"
>;
/** One source file; the path is as the contract's parts name it. */
export interface ContractFile {
  readonly path: string;
  readonly text: string;
}
/** The counters under whose lock a contract changes. */
export interface ContractCounter {
  /** Last version of the files, 0 before the first. */
  readonly version: number;
  /** Number of the last event, 0 before the first. */
  readonly eventSequence: number;
}

/** With its first files. Refusals: `already_there` (its number), `named_thing_missing` (a person). */
export const addContract = async (
  tx: Tx,
  head: ContractHead,
  files: readonly ContractFile[],
  createdAt: Instant,
): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    contract_id: head.contractId,
    ...columnsOf(head),
    created_at: instantParameter(createdAt),
  };
  await tx.change(statements.insertInto("contract").values(row));
  const counter = { company_id: tx.companyId, contract_id: head.contractId, version: 0, event_sequence: 0 };
  await tx.change(statements.insertInto("contract_counter").values(counter));
  await addContractVersion(tx, head.contractId, files, createdAt);
};
/** Columns that repeat what the contract's files say, so that lists need not read them. */
export const headColumns = (head: FiledHead) => ({
  number: head.number,
  title_zh: head.title.zh,
  title_en: head.title.en,
  mode: head.mode,
  term_from: head.term.from,
  term_until: head.term.until,
  company_name: head.companyName,
  agent_name: head.agentName,
  intermediary_name: head.intermediaryName ?? null,
});
const columnsOf = (head: Omit<ContractHead, "contractId">) => ({
  ...headColumns(head),
  status: head.status,
  agent_person_id: head.agentPersonId ?? null,
  agent_team_id: head.agentTeamId ?? null,
  intermediary_person_id: head.intermediaryPersonId ?? null,
  intermediary_firm_id: head.intermediaryFirmId ?? null,
});
/** The head as the files or events now have it. Refusal: `no_such_contract`. */
export const updateContractHead = async (tx: Tx, head: ContractHead): Promise<void> => {
  const changed = await tx.change(
    statements
      .updateTable("contract")
      .set(columnsOf(head))
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", head.contractId),
  );
  if (changed === 0) throw noSuchContract(head.contractId);
};

/** Its status alone: who holds it may be written by another at the same time. Refusal: `no_such_contract`. */
export const updateContractStatus = async (tx: Tx, contractId: string, status: ContractStatus): Promise<void> => {
  const changed = await tx.change(
    statements
      .updateTable("contract")
      .set({ status })
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId),
  );
  if (changed === 0) throw noSuchContract(contractId);
};

/**
 * Locks a contract until the transaction ends: whoever appends events, adds files or saves derived state does so first.
 * Refusal: `no_such_contract`.
 */
export const lockContract = async (tx: Tx, contractId: string): Promise<ContractCounter> => {
  const [row] = await tx.rows(
    statements
      .selectFrom("contract_counter")
      .select(["version", "event_sequence"])
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId)
      .forUpdate(),
  );
  if (row === undefined) throw noSuchContract(contractId);
  return { version: row.version, eventSequence: Number(row.event_sequence) };
};

/** The same for a contract named by its number; undefined where there is none. */
export const lockContractNumbered = async (tx: Tx, number: string): Promise<ContractCounter | undefined> => {
  const [row] = await tx.sql<{ version: number; event_sequence: bigint }>(
    `select n.version, n.event_sequence from fealty.contract_counter n
      where n.company_id = $1
        and n.contract_id = (select c.contract_id from fealty.contract c where c.company_id = $1 and c.number = $2)
      for update`,
    [tx.companyId, number],
  );
  return row && { version: row.version, eventSequence: Number(row.event_sequence) };
};

/**
 * Adds the files of a new version; the old ones stay. The same files as now make no new version.
 * @returns the version that holds these files
 */
export const addContractVersion = async (
  tx: Tx,
  contractId: string,
  files: readonly ContractFile[],
  recordedAt: Instant,
): Promise<number> => {
  const { version: before } = await lockContract(tx, contractId);
  const hashed = files.map((file) => ({ ...file, sha256: hash("sha256", file.text, "buffer") }));
  const sha256 = hash(
    "sha256",
    hashed.map((file) => `${file.path}\n${file.sha256.toString("hex")}\n`).join(""),
    "buffer",
  );
  const known = await tx.rows(
    statements
      .selectFrom("contract_version")
      .select("sha256")
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId)
      .where("version", "=", before),
  );
  if (known[0]?.sha256.equals(sha256)) return before;
  const frontier = await recordOf(tx, contractId, recordedAt);
  const own = { company_id: tx.companyId, contract_id: contractId, version: before + 1 };
  const version = { ...own, sha256, recorded_at: instantParameter(recordedAt) };
  await tx.change(statements.insertInto("contract_version").values(version));
  await addTexts(tx, hashed);
  const rows = hashed.map((file, ordinal) => ({ ...own, ordinal, path: file.path, sha256: file.sha256 }));
  if (rows.length > 0) await tx.change(statements.insertInto("contract_file").values(rows));
  const kept = { at: recordedAt, ...keptVersion(before + 1, sha256) };
  // Who brought it in and from where is for the company; that these are the files, for every party.
  await appendBatches(tx, contractId, frontier, tellsWho(tx.by) ? [kept, { ...kept, ofHouse: true }] : [kept]);
  await tx.change(
    statements
      .updateTable("contract_counter")
      .set({ version: before + 1 })
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId),
  );
  return before + 1;
};
/** Sorted, so that two that add the same texts at once wait for each other in one order. */
const addTexts = async (
  tx: Tx,
  files: readonly { readonly text: string; readonly sha256: Buffer }[],
): Promise<void> => {
  const texts = new Map(files.map((file) => [file.sha256.toString("hex"), file]));
  const rows = [...texts.keys()].sort().map((key) => {
    const { sha256, text } = texts.get(key)!;
    return { company_id: tx.companyId, sha256, content: text };
  });
  if (rows.length === 0) return;
  const known = await tx.rows(
    statements
      .selectFrom("source_text")
      .select("sha256")
      .where("company_id", "=", tx.company)
      .where(
        "sha256",
        "in",
        rows.map((row) => row.sha256),
      ),
  );
  const have = new Set(known.map((row) => row.sha256.toString("hex")));
  const missing = rows.filter((row) => !have.has(row.sha256.toString("hex")));
  if (missing.length === 0) return;
  await tx.change(
    statements
      .insertInto("source_text")
      .values(missing)
      .onConflict((clash) => clash.columns(["company_id", "sha256"]).doNothing()),
  );
};

/** The files of a version in reading order; without one, the latest. Refusal: `no_such_contract`. */
export const readContractFiles = async (tx: Tx, contractId: string, version?: number): Promise<ContractFile[]> => {
  const rows = await tx.sql<{ path: string; content: string }>(
    `select f.path, t.content
       from fealty.contract_file f
       join fealty.source_text t on t.company_id = f.company_id and t.sha256 = f.sha256
      where f.company_id = $1 and f.contract_id = $2
        and f.version = coalesce($3, (select c.version from fealty.contract_counter c where c.company_id = $1 and c.contract_id = $2))
      order by f.ordinal`,
    [tx.companyId, contractId, version ?? null],
  );
  if (rows.length === 0) throw noSuchContract(contractId);
  return rows.map((row) => ({ path: row.path, text: row.content }));
};

/** The states that a contract's files have had, the first one first; the hash is over paths and contents. */
export const listVersions = async (
  tx: Tx,
  contractId: string,
): Promise<{ readonly version: number; readonly sha256: string; readonly recordedAt: Instant }[]> => {
  const rows = await tx.sql<{ version: number; sha256: Buffer; recorded_at: Instant }>(
    `select version, sha256, recorded_at from fealty.contract_version
      where company_id = $1 and contract_id = $2 order by version`,
    [tx.companyId, contractId],
  );
  return rows.map((row) => ({ version: row.version, sha256: row.sha256.toString("hex"), recordedAt: row.recorded_at }));
};

/** Refusal: `no_such_contract`. */
export const readContract = async (tx: Tx, contractId: string): Promise<ContractHead & ContractCounter> => {
  const [row] = await tx.rows(headQuery(tx).where("contract.contract_id", "=", contractId));
  if (row === undefined) throw noSuchContract(contractId);
  return headOf(row);
};
/** By the number that people know it by; undefined where there is none. */
export const findContract = async (tx: Tx, number: string): Promise<(ContractHead & ContractCounter) | undefined> => {
  const [row] = await tx.rows(headQuery(tx).where("contract.number", "=", number));
  return row === undefined ? undefined : headOf(row);
};
/** All of them, by number. */
export const listContracts = async (tx: Tx): Promise<(ContractHead & ContractCounter)[]> =>
  (await tx.rows(headQuery(tx).orderBy("contract.number"))).map(headOf);
/** First day of the earliest contract to the last of the latest; undefined where there is none. */
export const readTerms = async (tx: Tx): Promise<ContractHead["term"] | undefined> => {
  const query = statements.selectFrom("contract").where("company_id", "=", tx.company);
  const [row] = await tx.rows(
    query.select(({ fn }) => [fn.min("term_from").as("from"), fn.max("term_until").as("until")]),
  );
  return row === undefined || row.from === null ? undefined : { from: row.from, until: row.until };
};

const headQuery = (tx: Tx) =>
  statements
    .selectFrom("contract")
    .innerJoin("contract_counter", (join) =>
      join
        .onRef("contract_counter.company_id", "=", "contract.company_id")
        .onRef("contract_counter.contract_id", "=", "contract.contract_id"),
    )
    .selectAll("contract")
    .select(["contract_counter.version", "contract_counter.event_sequence"])
    .where("contract.company_id", "=", tx.company);
type HeadRow = Awaited<ReturnType<ReturnType<typeof headQuery>["execute"]>>[number];

const headOf = (row: HeadRow): ContractHead & ContractCounter => ({
  contractId: row.contract_id,
  number: row.number,
  title: { zh: row.title_zh, en: row.title_en },
  mode: row.mode,
  status: row.status,
  term: { from: row.term_from, until: row.term_until },
  companyName: row.company_name,
  agentName: row.agent_name,
  version: row.version,
  eventSequence: Number(row.event_sequence),
  ...(row.intermediary_name === null ? {} : { intermediaryName: row.intermediary_name }),
  ...(row.agent_person_id === null ? {} : { agentPersonId: row.agent_person_id }),
  ...(row.agent_team_id === null ? {} : { agentTeamId: row.agent_team_id }),
  ...(row.intermediary_person_id === null ? {} : { intermediaryPersonId: row.intermediary_person_id }),
  ...(row.intermediary_firm_id === null ? {} : { intermediaryFirmId: row.intermediary_firm_id }),
});
export const noSuchContract = (contractId: string): StoreRefusal =>
  new StoreRefusal(
    "no_such_contract",
    { zh: `没有这份合同（${contractId}）。`, en: `There is no such contract (${contractId}).` },
    { contract: contractId },
  );
