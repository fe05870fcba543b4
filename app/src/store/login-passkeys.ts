// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** The public half of a key that one of somebody's devices keeps. */
export interface Passkey {
  readonly passkeyId: string;
  readonly userId: string;
  /** Its name in the world, base64url. */
  readonly credentialId: string;
  /** COSE key (RFC 9053). */
  readonly publicKey: Buffer;
  /** How often it says that it was used; 0 where it does not count. */
  readonly counter: number;
  /** Ways to reach it, as the browser names them. */
  readonly transports: readonly string[];
  /** Host name that it was made for. */
  readonly site: string;
  /** What its owner calls it. */
  readonly name: string;
  readonly madeAt: Instant;
  readonly usedAt: Instant | undefined;
}
const all = () => statements.selectFrom("login_passkey").selectAll();
type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (tx: Tx, narrowed: ReturnType<typeof all>) => tx.rows(narrowed);

/** Somebody's, the oldest first. */
export const listPasskeys = async (tx: Tx, userId: string): Promise<Passkey[]> =>
  (await rowsOf(tx, all().where("user_id", "=", userId).orderBy("made_at").orderBy("id"))).map(passkeyOf);
export const findPasskey = async (tx: Tx, credentialId: string): Promise<Passkey | undefined> => {
  const [row] = await rowsOf(tx, all().where("credential_id", "=", credentialId));
  return row && passkeyOf(row);
};
const passkeyOf = (row: Row): Passkey => ({
  passkeyId: row.id,
  userId: row.user_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: Number(row.counter),
  transports: row.transports,
  site: row.site,
  name: row.name,
  madeAt: row.made_at,
  usedAt: row.used_at ?? undefined,
});
/** Gives whether it was new. */
export const addPasskey = async (tx: Tx, passkey: Omit<Passkey, "usedAt">): Promise<boolean> => {
  const { passkeyId, userId, credentialId, publicKey, counter, transports, site, name, madeAt } = passkey;
  const added = await tx.change(
    statements
      .insertInto("login_passkey")
      .values({
        id: passkeyId,
        user_id: userId,
        credential_id: credentialId,
        public_key: publicKey,
        counter,
        transports: [...transports],
        site,
        name,
        made_at: instantParameter(madeAt),
      })
      .onConflict((clash) => clash.columns(["credential_id"]).doNothing()),
  );
  return added === 1;
};
/**
 * Keeps that it was used. Gives whether it may be: not with an answer to the challenge of its last use or an earlier one.
 * @param challengedAt when the challenge was drawn
 */
export const usePasskey = async (
  tx: Tx,
  passkeyId: string,
  use: { readonly counter: number; readonly challengedAt: Instant; readonly at: Instant },
): Promise<boolean> => {
  const challenged = instantParameter(use.challengedAt);
  const used = await tx.change(
    statements
      .updateTable("login_passkey")
      .set({ counter: use.counter, used_at: instantParameter(use.at), challenged_at: challenged })
      .where("id", "=", passkeyId)
      .where((is) => is.or([is("challenged_at", "is", null), is("challenged_at", "<", challenged as never)])),
  );
  return used === 1;
};
/** Gives whether it was there. */
export const endPasskey = async (tx: Tx, userId: string, passkeyId: string): Promise<boolean> =>
  (await tx.change(
    statements.deleteFrom("login_passkey").where("user_id", "=", userId).where("id", "=", passkeyId),
  )) === 1;
