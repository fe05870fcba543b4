// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type EntryWay = Schema["customer_entry"]["way"];
/** A way in for a customer that was made and not used yet. */
export interface CustomerEntry {
  readonly entryId: string;
  /** Who enters. */
  readonly customerId: string;
  /** Whose data is shown: the same, or somebody for whom that one is the guardian. */
  readonly shownId: string;
  readonly way: EntryWay;
  readonly codeHash: Buffer;
  readonly madeAt: Instant;
  /** Of a link: who made it; absent: whoever works on the machine itself. */
  readonly madeBy?: string | undefined;
  readonly expiresAt: Instant;
}
/** The same as it is kept. */
export interface KeptEntry extends CustomerEntry {
  /** Wrong codes so far. */
  readonly tries: number;
  readonly sessionUntil?: Instant;
}
/** Refusal: `named_thing_missing`. */
export const addEntry = async (tx: Tx, entry: CustomerEntry): Promise<void> => {
  await tx.change(
    statements.insertInto("customer_entry").values({
      company_id: tx.companyId,
      customer_entry_id: entry.entryId,
      customer_id: entry.customerId,
      shown_customer_id: entry.shownId,
      way: entry.way,
      code_hash: entry.codeHash,
      made_at: instantParameter(entry.madeAt),
      made_by_person_id: entry.madeBy ?? null,
      expires_at: instantParameter(entry.expiresAt),
      tries: 0,
      used_at: null,
      withdrawn_at: null,
      token_hash: null,
      session_until: null,
      left_at: null,
    }),
  );
};
const all = (tx: Tx) => statements.selectFrom("customer_entry").selectAll().where("company_id", "=", tx.company);
const unused = (tx: Tx) => all(tx).where("used_at", "is", null).where("withdrawn_at", "is", null);
type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (tx: Tx, query: ReturnType<typeof all>) => tx.rows(query);
const entryOf = (row: Row): KeptEntry => ({
  entryId: row.customer_entry_id,
  customerId: row.customer_id,
  shownId: row.shown_customer_id,
  way: row.way,
  codeHash: row.code_hash,
  madeAt: row.made_at,
  ...(row.made_by_person_id === null ? {} : { madeBy: row.made_by_person_id }),
  expiresAt: row.expires_at,
  tries: row.tries,
  ...(row.session_until === null ? {} : { sessionUntil: row.session_until }),
});
/** The link with that code, neither used nor withdrawn, locked until the transaction ends; it may have run out. */
export const lockLink = async (tx: Tx, codeHash: Buffer): Promise<KeptEntry | undefined> => {
  const [row] = await rowsOf(tx, unused(tx).where("way", "=", "link").where("code_hash", "=", codeHash).forUpdate());
  return row && entryOf(row);
};
/** The code that a customer may enter now, locked: the one made last that has not run out. */
export const lockPhoneCode = async (tx: Tx, customerId: string, now: Instant): Promise<KeptEntry | undefined> => {
  const query = unused(tx)
    .where("way", "=", "phone_code")
    .where("customer_id", "=", customerId)
    .where("expires_at", ">", instantParameter(now) as never)
    .orderBy("made_at", "desc")
    .limit(1);
  const [row] = await rowsOf(tx, query.forUpdate());
  return row && entryOf(row);
};
type Change = Partial<
  Record<"used_at" | "withdrawn_at" | "left_at" | "session_until", string> & {
    token_hash: Buffer;
    tries: number;
    shown_customer_id: string;
  }
>;
const change = (tx: Tx, set: Change) =>
  statements
    .updateTable("customer_entry")
    .set(set as never)
    .where("company_id", "=", tx.company);
/** A wrong code was entered. */
export const countTry = async (tx: Tx, { entryId, tries }: KeptEntry): Promise<void> => {
  await tx.change(change(tx, { tries: tries + 1 }).where("customer_entry_id", "=", entryId));
};
/** It becomes a session. */
export const useEntry = async (
  tx: Tx,
  entryId: string,
  { tokenHash, at, until }: { readonly tokenHash: Buffer; readonly at: Instant; readonly until: Instant },
): Promise<void> => {
  const set = { used_at: instantParameter(at), token_hash: tokenHash, session_until: instantParameter(until) };
  await tx.change(change(tx, set).where("customer_entry_id", "=", entryId));
};
/** The session with that token that goes on at a moment. */
export const findEntrySession = async (tx: Tx, tokenHash: Buffer, now: Instant): Promise<KeptEntry | undefined> => {
  const query = all(tx)
    .where("token_hash", "=", tokenHash)
    .where("left_at", "is", null)
    .where("session_until", ">", instantParameter(now) as never);
  const [row] = await rowsOf(tx, query);
  return row && entryOf(row);
};
export const showInSession = async (tx: Tx, entryId: string, shownId: string): Promise<void> => {
  await tx.change(change(tx, { shown_customer_id: shownId }).where("customer_entry_id", "=", entryId));
};
export const leaveSession = async (tx: Tx, entryId: string, at: Instant): Promise<void> => {
  const set = { left_at: instantParameter(at) };
  await tx.change(change(tx, set).where("customer_entry_id", "=", entryId).where("left_at", "is", null));
};
/** Those of a way to one customer's page that were not used open nothing any more. */
export const withdrawEntries = async (tx: Tx, shownId: string, way: EntryWay, at: Instant): Promise<void> => {
  const set = { withdrawn_at: instantParameter(at) };
  await tx.change(
    change(tx, set)
      .where("shown_customer_id", "=", shownId)
      .where("way", "=", way)
      .where("used_at", "is", null)
      .where("withdrawn_at", "is", null),
  );
};
/** Links, codes, sessions and messages of somebody who was erased or merged: to its own data, and to that of those it answers for. */
export const endEntries = async (tx: Tx, customerId: string, at: Instant): Promise<void> => {
  const own = [tx.companyId, customerId, instantParameter(at)];
  await tx.sql(
    `update fealty.customer_entry set withdrawn_at = $3
      where company_id = $1 and (customer_id = $2 or shown_customer_id = $2) and used_at is null and withdrawn_at is null`,
    own,
  );
  await tx.sql(
    `update fealty.customer_entry set left_at = $3
      where company_id = $1 and (customer_id = $2 or shown_customer_id = $2) and used_at is not null and left_at is null`,
    own,
  );
  await tx.sql("delete from fealty.outbox_message where company_id = $1 and customer_id = $2", own.slice(0, 2));
};
