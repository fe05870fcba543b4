// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { LoginKeys } from "./login-key.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { searchHash } from "./vault/seal.ts";

/** Whose failures are counted: those of an account, known by the name given whether there is one or not, or those of an address. */
export interface AttemptSubject {
  readonly of: "name" | "address";
  readonly value: string;
}
export interface Failures {
  readonly failures: number;
  readonly lastAt: Instant;
}
const hashOf = ({ search }: LoginKeys, { of, value }: AttemptSubject): Buffer =>
  searchHash(search, `attempt ${of}`, value);

export const failuresOf = async (tx: Tx, keys: LoginKeys, subject: AttemptSubject): Promise<Failures | undefined> => {
  const query = statements.selectFrom("login_attempt").select(["failures", "last_at"]);
  const [row] = await tx.rows(query.where("subject_hash", "=", hashOf(keys, subject)));
  return row && { failures: row.failures, lastAt: row.last_at };
};
/** Counts one more; those before `forgottenBefore` count no longer. */
export const countFailure = async (
  tx: Tx,
  keys: LoginKeys,
  subject: AttemptSubject,
  at: Instant,
  forgottenBefore: Instant,
): Promise<void> => {
  await tx.sql(
    `insert into fealty.login_attempt (subject_hash, failures, last_at) values ($1, 1, $2)
     on conflict (subject_hash) do update set last_at = excluded.last_at,
       failures = case when login_attempt.last_at < $3 then 1 else login_attempt.failures + 1 end`,
    [hashOf(keys, subject), instantParameter(at), instantParameter(forgottenBefore)],
  );
};
export const forgetFailures = async (tx: Tx, keys: LoginKeys, subject: AttemptSubject): Promise<void> => {
  await tx.change(statements.deleteFrom("login_attempt").where("subject_hash", "=", hashOf(keys, subject)));
};
