import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { Compilable } from "kysely";
import type pg from "pg";
import { isConflict, isLost, isUncertainAtCommit, refusalOf } from "./driver-errors.ts";
import { StoreRefusal } from "./refusal.ts";
import { type Role, roleName } from "./roles.ts";
import { unreachable } from "./unreachable.ts";
import type { RecordSigner } from "./vault/record-key.ts";
import type { Vault } from "./vault/vault.ts";

/** A tenant's number, 1 to 2^53 − 1. */
export type CompanyId = number;

/** One transaction within one company: what the functions of this room read and write with. */
export interface Tx {
  readonly companyId: CompanyId;
  /** The same number as columns have it. */
  readonly company: bigint;
  /** Runs a statement of the query builder and gives its rows. */
  readonly rows: <Row>(query: Compilable<Row>) => Promise<Row[]>;
  /** The same for a statement that changes rows; gives how many. */
  readonly change: (query: Compilable<unknown>) => Promise<number>;
  /** A statement written out. */
  readonly sql: <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;
  /** Opens and makes the keys that personal data is sealed with. */
  readonly vault: Vault;
  /** Signs what records of contracts are. */
  readonly signer: RecordSigner;
  /** Who works here, for the record; absent where the house does by itself. */
  readonly by?: Actor | undefined;
  /** The connection itself, for COPY. */
  readonly client: pg.PoolClient;
  /** The connection stands in the middle of a COPY that was broken off: it is closed and not asked to roll back. */
  readonly abandon: () => void;
}
export interface CompanyOptions {
  /** Default `app`. */
  readonly role?: Exclude<Role, "owner">;
  /** Look as this person: only the contracts in which it is agent or intermediary are there. */
  readonly personId?: string | undefined;
  /** Look as this customer, who has no login: only what is about it is there. */
  readonly customerId?: string | undefined;
  /** Look from these branches: only what belongs there is there. Absent: the whole company. */
  readonly branchIds?: readonly string[] | undefined;
  /** These contracts alone are there. Absent: whatever else allows. */
  readonly contractIds?: readonly string[] | undefined;
  /** With `personId`: the teams to which that person belongs, whose contracts are there too. */
  readonly teamIds?: readonly string[] | undefined;
  /** With `personId`: the firms for which that person coordinates, whose contracts are there too. */
  readonly firmIds?: readonly string[] | undefined;
  /** The work may be done twice: then an unknown outcome of the commit is tried again instead of told. */
  readonly idempotent?: boolean;
  /** The work becomes another role on its way, so the connection is one that may. */
  readonly changesRole?: boolean;
  /** All reads see one moment, and nothing is written. */
  readonly snapshot?: boolean;
  /** Who works here; what is written of a contract says so in its record. */
  readonly by?: Actor | undefined;
}
/** Who gave a command, when, from where and under which power. */
export interface Actor {
  /** The command, `append-events`. */
  readonly did: string;
  readonly party: "company" | "agent" | "intermediary" | "house" | "customer";
  readonly personId?: string | undefined;
  /** `page`, `api`, `key` (a machine), `command_line`, `worker`. */
  readonly method: string;
  readonly from?: string | undefined;
  /**
   * `party`: what a party may do as such; `house`: what the house does when the time has come; `link`, `phone_code`: how a customer came in, who
   * has no role.
   */
  readonly power: string;
  /** How far the device's clock was ahead of the house's, in whole seconds. */
  readonly clockOffsetSeconds?: number | undefined;
  /** When the machine says it was given. */
  readonly at: Instant;
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TRIES = 8;

/** Told each statement before it runs; tests hold them to the rules. */
export type Listener = (text: string, role: Role) => void;

/** The literal `SET LOCAL`s that open every transaction; their values are checked, never quoted. */
export const openingOf = (role: Role, companyId: CompanyId | undefined, options: CompanyOptions = {}): string => {
  const { personId, customerId, branchIds, contractIds, teamIds, firmIds, snapshot } = options;
  if (companyId !== undefined && !(Number.isSafeInteger(companyId) && companyId > 0))
    throw new RangeError(`not a company number: ${companyId}`);
  if (personId !== undefined && !UUID.test(personId)) throw new RangeError(`not a person id: ${personId}`);
  if (customerId !== undefined && !UUID.test(customerId)) throw new RangeError(`not a customer id: ${customerId}`);
  const strange = [branchIds, contractIds, teamIds, firmIds].flatMap((ids) => ids ?? []).find((one) => !UUID.test(one));
  if (strange !== undefined) throw new RangeError(`not an id: ${strange}`);
  return [
    snapshot === true ? "begin isolation level repeatable read read only" : "begin isolation level read committed",
    `set local role ${roleName(role)}`,
    // How times and bytes are written is ours to say, whatever the server was set to.
    "set local time zone 'UTC'; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'",
    // Contracts are computed within a transaction, and a year's import takes its time: a server's usual limits for web pages would cut both.
    "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local standard_conforming_strings = on",
    // A role that must see everything gets an error, and not an empty answer, should a policy ever bind it.
    `set local row_security = ${role === "operator" || role === "ingest" ? "off" : "on"}`,
    ...(companyId === undefined ? [] : [`set local fealty.company_id = '${companyId}'`]),
    ...(personId === undefined ? [] : [`set local fealty.person_id = '${personId}'`]),
    ...(customerId === undefined ? [] : [`set local fealty.customer_id = '${customerId}'`]),
    ...(branchIds === undefined ? [] : [`set local fealty.branch_ids = '{${branchIds.join(",")}}'`]),
    ...(contractIds === undefined ? [] : [`set local fealty.contract_ids = '{${contractIds.join(",")}}'`]),
    ...(teamIds === undefined || teamIds.length === 0 ? [] : [`set local fealty.team_ids = '{${teamIds.join(",")}}'`]),
    ...(firmIds === undefined || firmIds.length === 0 ? [] : [`set local fealty.firm_ids = '{${firmIds.join(",")}}'`]),
  ].join("; ");
};

/**
 * Whoever looks as one person sees the customers whom its contracts serve on that day, from here to the end of the transaction; before, and
 * without it, none. @param day `2026-07-01`
 */
export const seeCustomersOf = async (tx: Tx, day: string): Promise<void> => {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new RangeError(`not a day: ${day}`);
  await tx.sql(`set local fealty.day = '${day}'`, []);
};

export interface Attempt {
  readonly pool: pg.Pool;
  readonly role: Role;
  readonly companyId: CompanyId | undefined;
  readonly options: CompanyOptions;
  /** Brings a dead server back. */
  readonly revive: () => Promise<void>;
  readonly listener?: Listener | undefined;
  /** Statements are prepared by name; a pooler that hands each transaction another connection cannot take that. */
  readonly prepared: boolean;
  readonly vault: Vault;
  readonly signer: RecordSigner;
}
/**
 * Runs `work` in one transaction. It is run again, whole, after a conflict or when the server went away before the commit was
 * sent, so it must do nothing outside of the transaction. Refusals: those of `work`, what the database refuses,
 * `database_unreachable`, `busy`, `outcome_unknown`.
 */
export const inTransaction = async <Result>(attempt: Attempt, work: (tx: Tx) => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(attempt, work);
    } catch (error) {
      if (error instanceof StoreRefusal) throw error;
      const again = isConflict(error) || isLost(error) || error instanceof UncertainCommit;
      if (!again) throw refusalOf(error) ?? error;
      if (tries === TRIES) throw isConflict(error) ? busy(error) : unreachable(error);
      await sleep(10 * 2 ** tries * (0.5 + Math.random()));
      if (!isConflict(error)) await attempt.revive();
    }
  }
};
const once = async <Result>(attempt: Attempt, work: (tx: Tx) => Promise<Result>): Promise<Result> => {
  const { pool, role, companyId, options } = attempt;
  const opening = openingOf(role, companyId, options);
  const client = await pool.connect();
  let broken: Error | undefined;
  // Between two statements the connection can die without anybody waiting for an answer.
  const noteLoss = (error: Error): void => {
    broken = error;
  };
  client.on("error", noteLoss);
  try {
    await client.query(opening);
    const abandon = (): void => noteLoss(new Error("a COPY was broken off"));
    const tx = txOn(client, companyId ?? 0, attempt, abandon);
    const result = await work(tx);
    // What only read is read again: whether its commit arrived is nobody's concern.
    await commit(client, options.idempotent === true || !tx.wrote(), tx.failure());
    return result;
  } catch (error) {
    if (isLost(error) || error instanceof UncertainCommit || broken !== undefined) broken ??= error as Error;
    else await client.query("rollback").catch((problem: Error) => noteLoss(problem));
    throw error;
  } finally {
    client.off("error", noteLoss);
    client.release(broken);
  }
};
const commit = async (client: pg.PoolClient, idempotent: boolean, failure: unknown): Promise<void> => {
  let done: string;
  try {
    done = (await client.query("commit")).command;
  } catch (error) {
    if (isConflict(error) || !isUncertainAtCommit(error)) throw error;
    if (idempotent) throw new UncertainCommit(error);
    throw new StoreRefusal(
      "outcome_unknown",
      {
        zh: "提交时与数据库的连接断了，不知道是否已写入。请查看结果再决定是否重做；带同一个幂等键重做不会重复。",
        en: "The connection to the database broke while committing, so it is not known whether the work was kept. Look before doing it again; with the same idempotency key nothing is done twice.",
      },
      {},
      error,
    );
  }
  // Work that swallowed the error of a statement gets no commit, whatever it returns.
  if (done !== "COMMIT") throw failure ?? new Error("the transaction was rolled back by its own work");
};
/** The commit may or may not have happened, and the work may be done twice. */
class UncertainCommit extends Error {
  constructor(cause: unknown) {
    super("the outcome of the commit is not known", { cause });
  }
}
/** What one attempt works with; the failure is that of its first statement that failed. */
type Running = Tx & { readonly failure: () => unknown; readonly wrote: () => boolean };
/** Statements that leave nothing behind. A function of the schema, a notice or a sequence may. */
const onlyReads = (text: string): boolean =>
  /^\s*(?:select|set local)\b/i.test(text) && !/\b(?:fealty\.\w+|pg_notify|nextval|setval)\s*\(/i.test(text);
const names = new Map<string, string>();
const MOST_NAMES = 400;
const LONGEST_NAMED = 4000;
/**
 * Planning a statement under its policies takes longer than running it, so a connection prepares each text once. Texts whose
 * length depends on the data are many, and stay without a name.
 */
const statementName = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES || text.length > LONGEST_NAMED) return known;
  const name = `fealty_${names.size}`;
  names.set(text, name);
  return name;
};
const txOn = (client: pg.PoolClient, companyId: CompanyId, attempt: Attempt, abandon: () => void): Running => {
  const { role, listener, prepared, vault, signer, options } = attempt;
  let last: Promise<unknown> = Promise.resolve();
  let failure: unknown;
  let wrote = false;
  // A connection does one thing after the other; callers may ask for several at once.
  const run = (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => {
    listener?.(text, role);
    wrote ||= !onlyReads(text);
    const name = prepared && !text.startsWith("set ") ? statementName(text) : undefined;
    const query = { text, values: values as unknown[], ...(name === undefined ? {} : { name }) };
    const running = last.then(() => client.query(query));
    last = running.catch((error) => {
      failure ??= error;
    });
    return running;
  };
  return {
    failure: () => failure,
    wrote: () => wrote,
    abandon,
    companyId,
    company: BigInt(companyId),
    vault,
    signer,
    by: options.by,
    // A COPY goes by itself.
    get client() {
      wrote = true;
      return client;
    },
    rows: async <Row>(query: Compilable<Row>) => {
      const { sql, parameters } = query.compile();
      return (await run(sql, parameters)).rows as Row[];
    },
    change: async (query) => {
      const { sql, parameters } = query.compile();
      return (await run(sql, parameters)).rowCount ?? 0;
    },
    sql: async <Row extends object>(text: string, values: readonly unknown[]) =>
      (await run(text, values)).rows as Row[],
  };
};
const busy = (cause: unknown): StoreRefusal =>
  new StoreRefusal(
    "busy",
    {
      zh: "同一份数据正被多处修改，几次重试都没有轮到。请稍后再试。",
      en: "The same data is being changed from several sides and several tries did not get a turn. Try again later.",
    },
    {},
    cause,
  );
