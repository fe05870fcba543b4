// Clauses: N7, N8
import { randomBytes } from "node:crypto";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { seal, searchHash, unseal } from "./vault/seal.ts";
import type { WrappedKey } from "./vault/vault.ts";

/** What a key is for: sealed under the master key it opens for this subject of this company only. */
const contextOf = (tx: Tx, subject: string): string => `fealty key ${tx.companyId} ${subject}`;
const SEARCH = "search";
const A_STATEMENT = 1000;
const MASTER_KEYS_LOCK = 7_170_004;

/** Whoever wraps reads the master keys first, and none is forgotten before that is committed. */
export const beforeWrapping = async (tx: Tx): Promise<void> => {
  await holdForgetting(tx);
  await tx.vault.readAgain();
};
/** No master key is forgotten until the transaction ends. */
export const holdForgetting = async (tx: Tx): Promise<void> => {
  await tx.sql(`select pg_advisory_xact_lock_shared(${MASTER_KEYS_LOCK})`, []);
};
/** Nobody wraps until the transaction ends. */
export const holdWrapping = async (tx: Tx): Promise<void> => {
  await tx.sql(`select pg_advisory_xact_lock(${MASTER_KEYS_LOCK})`, []);
};

/**
 * The company's key for finding whole values. The first call draws it, and the master key where there is none; so does every
 * company's first personal data. Refusals: `master_key_missing`, `master_key_malformed`, `master_key_other`.
 */
export const companySearchKey = async (tx: Tx): Promise<Buffer> => {
  const context = contextOf(tx, SEARCH);
  const known = await knownSearchKey(tx);
  if (known !== undefined) return known;
  await holdForgetting(tx);
  const { masterKeyId, wrapped } = await tx.vault.firstKey(context);
  const row = { company_id: tx.companyId, purpose: SEARCH, master_key_id: masterKeyId, wrapped } as const;
  await tx.change(
    statements
      .insertInto("company_key")
      .values(row)
      .onConflict((clash) => clash.columns(["company_id", "purpose"]).doNothing()),
  );
  // Of two at once the one that was kept.
  return (await knownSearchKey(tx))!;
};
/** The same where there is one: a company without it has sealed nothing. */
export const knownSearchKey = async (tx: Tx): Promise<Buffer | undefined> => {
  const [row] = await tx.rows(
    statements
      .selectFrom("company_key")
      .select(["master_key_id", "wrapped"])
      .where("company_id", "=", tx.company)
      .where("purpose", "=", SEARCH),
  );
  return row === undefined ? undefined : tx.vault.unwrap(wrappedKey(row), contextOf(tx, SEARCH));
};
/** What stands for a text with personal data where it has to be known again. Refusals: those of `companySearchKey`. */
export const personalDigest = async (tx: Tx, text: string): Promise<string> =>
  searchHash(await companySearchKey(tx), "text", text).toString("hex");
const wrappedKey = (row: { master_key_id: string; wrapped: Buffer }): WrappedKey => ({
  masterKeyId: row.master_key_id,
  wrapped: row.wrapped,
});

/** The key of one subject, open as long as a command needs it. */
export class SubjectKey {
  readonly #key: Buffer;
  readonly #subjectId: string;

  constructor(key: Buffer, subjectId: string) {
    this.#key = key;
    this.#subjectId = subjectId;
  }
  seal(field: string, text: string): Buffer {
    return seal(this.#key, `${this.#subjectId} ${field}`, Buffer.from(text, "utf8"));
  }
  open(field: string, sealed: Buffer): string {
    return unseal(this.#key, `${this.#subjectId} ${field}`, sealed).toString("utf8");
  }
}
/** Draws a key for each subject. Refusals: those of `companySearchKey`. */
export const addPersonalKeys = async (tx: Tx, subjectIds: readonly string[]): Promise<Map<string, SubjectKey>> => {
  const keys = new Map<string, SubjectKey>();
  await beforeWrapping(tx);
  for (let from = 0; from < subjectIds.length; from += A_STATEMENT) {
    const rows = [];
    for (const subjectId of subjectIds.slice(from, from + A_STATEMENT)) {
      const key = randomBytes(32);
      const { masterKeyId, wrapped } = await tx.vault.wrap(key, contextOf(tx, subjectId));
      rows.push({ company_id: tx.companyId, subject_id: subjectId, master_key_id: masterKeyId, wrapped });
      keys.set(subjectId, new SubjectKey(key, subjectId));
    }
    if (rows.length > 0) await tx.change(statements.insertInto("personal_key").values(rows));
  }
  return keys;
};
/** Those that are there: of an erased subject there is none. Refusals: those of `companySearchKey`. */
export const openPersonalKeys = async (tx: Tx, subjectIds: readonly string[]): Promise<Map<string, SubjectKey>> => {
  const keys = new Map<string, SubjectKey>();
  for (let from = 0; from < subjectIds.length; from += A_STATEMENT) {
    const rows = await tx.rows(
      statements
        .selectFrom("personal_key")
        .select(["subject_id", "master_key_id", "wrapped"])
        .where("company_id", "=", tx.company)
        .where("subject_id", "in", subjectIds.slice(from, from + A_STATEMENT)),
    );
    for (const row of rows) {
      const key = await tx.vault.unwrap(wrappedKey(row), contextOf(tx, row.subject_id));
      keys.set(row.subject_id, new SubjectKey(key, row.subject_id));
    }
  }
  return keys;
};
/** Erases a subject: what was sealed with the key can never be opened again. */
export const destroyPersonalKey = async (tx: Tx, subjectId: string): Promise<void> => {
  await tx.change(
    statements.deleteFrom("personal_key").where("company_id", "=", tx.company).where("subject_id", "=", subjectId),
  );
};

/** How many keys each master key wraps. */
export const countKeys = async (tx: Tx): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const table of ["company_key", "personal_key"] as const) {
    const query = statements
      .selectFrom(table)
      .select(["master_key_id", (one) => one.fn.countAll<bigint>().as("count")]);
    for (const row of await tx.rows(query.where("company_id", "=", tx.company).groupBy("master_key_id")))
      counts.set(row.master_key_id, (counts.get(row.master_key_id) ?? 0) + Number(row.count));
  }
  return counts;
};
/**
 * Wraps some keys anew that stand under another master key than the present one; nothing that they sealed changes. Gives how many; none is
 * left when it gives 0. Refusals: those of `companySearchKey`.
 */
export const rewrapKeys = async (tx: Tx): Promise<number> => {
  await beforeWrapping(tx);
  const [{ id }] = await tx.vault.keys();
  const searchRows = await tx.rows(
    statements
      .selectFrom("company_key")
      .select(["purpose", "master_key_id", "wrapped"])
      .where("company_id", "=", tx.company)
      .where("master_key_id", "<>", id),
  );
  for (const row of searchRows) {
    const anew = await rewrapped(tx, row, row.purpose);
    await tx.change(
      statements
        .updateTable("company_key")
        .set(anew)
        .where("company_id", "=", tx.company)
        .where("purpose", "=", row.purpose),
    );
  }
  const rows = await tx.rows(
    statements
      .selectFrom("personal_key")
      .select(["subject_id", "master_key_id", "wrapped"])
      .where("company_id", "=", tx.company)
      .where("master_key_id", "<>", id)
      .limit(A_STATEMENT)
      .forUpdate(),
  );
  for (const row of rows) {
    const anew = await rewrapped(tx, row, row.subject_id);
    await tx.change(
      statements
        .updateTable("personal_key")
        .set(anew)
        .where("company_id", "=", tx.company)
        .where("subject_id", "=", row.subject_id),
    );
  }
  return searchRows.length + rows.length;
};
const rewrapped = async (tx: Tx, row: { master_key_id: string; wrapped: Buffer }, subject: string) => {
  const context = contextOf(tx, subject);
  const { masterKeyId, wrapped } = await tx.vault.wrap(await tx.vault.unwrap(wrappedKey(row), context), context);
  return { master_key_id: masterKeyId, wrapped };
};
