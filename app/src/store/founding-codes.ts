// Clauses: C1.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** Keeps what a founding code is found by. */
export const addFoundingCode = async (tx: Tx, codeHash: Buffer, madeAt: Instant, expiresAt: Instant): Promise<void> => {
  const row = { code_hash: codeHash, made_at: instantParameter(madeAt), expires_at: instantParameter(expiresAt) };
  await tx.change(statements.insertInto("login_founding_code").values({ ...row, used_at: null }));
};
const open = (codeHash: Buffer, now: Instant) =>
  statements
    .selectFrom("login_founding_code")
    .select("code_hash")
    .where("code_hash", "=", codeHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", instantParameter(now) as never);
/** Whether it still founds a company. */
export const isFoundingCode = async (tx: Tx, codeHash: Buffer, now: Instant): Promise<boolean> =>
  (await tx.rows(open(codeHash, now))).length > 0;
/** Uses it up; gives whether it was still good. Of two at once one waits for the other, and finds it used. */
export const useFoundingCode = async (tx: Tx, codeHash: Buffer, now: Instant): Promise<boolean> => {
  const query = statements
    .updateTable("login_founding_code")
    .set({ used_at: instantParameter(now) })
    .where("code_hash", "=", codeHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", instantParameter(now) as never);
  return (await tx.change(query)) === 1;
};
