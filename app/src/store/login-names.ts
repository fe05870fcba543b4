// Clauses: N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { LoginKeys } from "./login-key.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { seal, searchHash, unseal } from "./vault/seal.ts";

export type LoginNameKind = "email" | "phone" | "user_name";
/** A name to sign in with, brought into its one form. */
export interface LoginName {
  readonly kind: LoginNameKind;
  readonly name: string;
}
/** One that somebody has. */
export interface KeptLoginName extends LoginName {
  /** Since when a message to it is known to reach the person. */
  readonly provenAt?: Instant;
}
const hashOf = ({ search }: LoginKeys, { kind, name }: LoginName): Buffer => searchHash(search, `login ${kind}`, name);
const contextOf = (userId: string): string => `login name ${userId}`;

/** Gives whether it was free. */
export const takeLoginName = async (tx: Tx, keys: LoginKeys, userId: string, given: LoginName): Promise<boolean> => {
  const row = {
    name_hash: hashOf(keys, given),
    user_id: userId,
    kind: given.kind,
    sealed_name: seal(keys.names, contextOf(userId), Buffer.from(given.name, "utf8")),
    proven_at: null,
  };
  const query = statements.insertInto("login_name").values(row);
  return (await tx.change(query.onConflict((clash) => clash.columns(["name_hash"]).doNothing()))) === 1;
};
/** Who signs in with that name. */
export const userOfLoginName = async (tx: Tx, keys: LoginKeys, given: LoginName): Promise<string | undefined> => {
  const query = statements.selectFrom("login_name").select("user_id").where("name_hash", "=", hashOf(keys, given));
  return (await tx.rows(query))[0]?.user_id;
};
export const loginNamesOf = async (tx: Tx, keys: LoginKeys, userId: string): Promise<KeptLoginName[]> => {
  const query = statements
    .selectFrom("login_name")
    .select(["kind", "sealed_name", "proven_at"])
    .where("user_id", "=", userId);
  const rows = await tx.rows(query.orderBy("kind"));
  return rows.map(({ kind, sealed_name, proven_at }) => ({
    kind,
    name: unseal(keys.names, contextOf(userId), sealed_name).toString("utf8"),
    ...(proven_at === null ? {} : { provenAt: proven_at }),
  }));
};
/** Names of many logins, each with whose it is; those that are made up of words alone are not opened. */
export const reachableNamesOf = async (
  tx: Tx,
  keys: LoginKeys,
  userIds: readonly string[],
): Promise<{ readonly userId: string; readonly name: string }[]> => {
  const rows = await tx.sql<{ user_id: string; sealed_name: Buffer }>(
    "select user_id, sealed_name from fealty.login_name where user_id = any($1::text[]) and kind in ('email', 'phone')",
    [userIds],
  );
  return rows.map(({ user_id: userId, sealed_name }) => ({
    userId,
    name: unseal(keys.names, contextOf(userId), sealed_name).toString("utf8"),
  }));
};
/** A message to this name reached whoever signs in with it. */
export const proveLoginName = async (
  tx: Tx,
  keys: LoginKeys,
  userId: string,
  given: LoginName,
  at: Instant,
): Promise<void> => {
  await tx.change(
    statements
      .updateTable("login_name")
      .set({ proven_at: instantParameter(at) })
      .where("name_hash", "=", hashOf(keys, given))
      .where("user_id", "=", userId),
  );
};
