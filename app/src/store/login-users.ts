// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Tx } from "./transaction.ts";

/**
 * Somebody who can sign in, in the rows that the login library reads.
 * @param address made up; the library wants one
 * @param passwordHash absent: nobody signs in with a password
 */
export const addLoginUser = async (
  tx: Tx,
  user: { readonly userId: string; readonly address: string; readonly passwordHash?: string },
  at: Instant,
): Promise<void> => {
  const { userId, address, passwordHash } = user;
  const when = instantParameter(at);
  await tx.sql(
    `insert into fealty.login_user (id, name, email, email_verified, created_at, updated_at, two_factor_enabled)
     values ($1, '', $2, false, $3, $3, false) on conflict (id) do nothing`,
    [userId, address, when],
  );
  if (passwordHash !== undefined) await setPasswordHash(tx, userId, passwordHash, at);
};
/** In place of the one there was. */
export const setPasswordHash = async (tx: Tx, userId: string, passwordHash: string, at: Instant): Promise<void> => {
  const when = instantParameter(at);
  await tx.sql("delete from fealty.login_account where user_id = $1 and provider_id = 'credential'", [userId]);
  await tx.sql(
    `insert into fealty.login_account (id, account_id, provider_id, user_id, password, created_at, updated_at)
     values ($1, $1, 'credential', $1, $2, $3, $3)`,
    [userId, passwordHash, when],
  );
};
/** Takes the second factor and all passkeys away, where somebody showed in person who it is: the devices may be in other hands. */
export const dropSecondFactor = async (tx: Tx, userId: string): Promise<void> => {
  await tx.sql("delete from fealty.login_passkey where user_id = $1", [userId]);
  await tx.sql("delete from fealty.login_two_factor where user_id = $1", [userId]);
  await tx.sql("update fealty.login_user set two_factor_enabled = false where id = $1", [userId]);
};
/** Whether signing in asks for more than the password. */
export const hasSecondFactor = async (tx: Tx, userId: string): Promise<boolean> => {
  const text = "select two_factor_enabled as enabled from fealty.login_user where id = $1";
  return (await tx.sql<{ enabled: boolean | null }>(text, [userId]))[0]?.enabled === true;
};
/** The company that somebody acted in last. */
export const lastCompanyOf = async (tx: Tx, userId: string): Promise<number | undefined> => {
  const text = "select last_company_id as last from fealty.login_user where id = $1";
  const last = (await tx.sql<{ last: bigint | null }>(text, [userId]))[0]?.last;
  return last === undefined || last === null ? undefined : Number(last);
};
export const setLastCompany = async (tx: Tx, userId: string, companyId: number): Promise<void> => {
  await tx.sql("update fealty.login_user set last_company_id = $2 where id = $1", [userId, companyId]);
};
