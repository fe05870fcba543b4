// Clauses: N7
import { hkdfSync } from "node:crypto";
import { beforeWrapping, holdForgetting } from "./personal-keys.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

const CONTEXT = "fealty key login";
const PURPOSE = "login";

/** What the installation's key of logins is used for; each use has a key of its own (RFC 5869), so that none tells of another. */
export interface LoginKeys {
  /** Seals names to sign in with. */
  readonly names: Buffer;
  /** Finds them, codes and counts of failures. */
  readonly search: Buffer;
  /** Signs cookies: text of 64 hexadecimal digits. */
  readonly cookies: string;
  /** Seals addresses and codes of messages. */
  readonly messages: Buffer;
  /** Signs challenges to passkeys. */
  readonly passkeys: Buffer;
  /** Draws what machines are given: their keys, and what messages to them are signed with. */
  readonly machines: Buffer;
}
/** The first call draws the key. Refusals: those of the master key. */
export const loginKeys = async (tx: Tx): Promise<LoginKeys> => keysOf((await knownKey(tx)) ?? (await firstKey(tx)));
/** The same, and undefined where nobody ever signed in: nothing is drawn. Refusals: those of the master key. */
export const knownLoginKeys = async (tx: Tx): Promise<LoginKeys | undefined> => {
  const key = await knownKey(tx);
  return key && keysOf(key);
};
const keysOf = (key: Buffer): LoginKeys => {
  const of = (use: string): Buffer => Buffer.from(hkdfSync("sha256", key, "", `fealty ${use}`, 32));
  return {
    names: of("login names"),
    search: of("login search"),
    cookies: of("login cookies").toString("hex"),
    messages: of("messages"),
    passkeys: of("passkeys"),
    machines: of("machines"),
  };
};
const firstKey = async (tx: Tx): Promise<Buffer> => {
  await holdForgetting(tx);
  const { masterKeyId, wrapped } = await tx.vault.firstKey(CONTEXT);
  await tx.change(
    statements
      .insertInto("login_key")
      .values({ purpose: PURPOSE, master_key_id: masterKeyId, wrapped })
      .onConflict((clash) => clash.columns(["purpose"]).doNothing()),
  );
  // Of two at once the one that was kept.
  return (await knownKey(tx))!;
};
const knownRow = async (tx: Tx) =>
  (await tx.rows(statements.selectFrom("login_key").select(["master_key_id", "wrapped"])))[0];
const knownKey = async (tx: Tx): Promise<Buffer | undefined> => {
  const row = await knownRow(tx);
  return row && tx.vault.unwrap({ masterKeyId: row.master_key_id, wrapped: row.wrapped }, CONTEXT);
};
/** The master key that wraps the key of logins; undefined where nobody ever signed in. */
export const loginKeyWrappedBy = async (tx: Tx): Promise<string | undefined> => (await knownRow(tx))?.master_key_id;
/** Wraps it under the present master key. Gives whether it stood under another. */
export const rewrapLoginKey = async (tx: Tx): Promise<boolean> => {
  await beforeWrapping(tx);
  const [present] = await tx.vault.keys();
  const row = await knownRow(tx);
  if (row === undefined || row.master_key_id === present.id) return false;
  const key = await tx.vault.unwrap({ masterKeyId: row.master_key_id, wrapped: row.wrapped }, CONTEXT);
  const { masterKeyId, wrapped } = await tx.vault.wrap(key, CONTEXT);
  await tx.change(statements.updateTable("login_key").set({ master_key_id: masterKeyId, wrapped }));
  return true;
};
