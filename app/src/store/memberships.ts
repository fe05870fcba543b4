// Clauses: C1.1, C1.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Store } from "./open-store.ts";
import { statements } from "./schema.ts";
import type { CompanyId, Tx } from "./transaction.ts";

/** Somebody of a company who can sign in. */
export interface Membership {
  readonly companyId: CompanyId;
  readonly personId: string;
  readonly userId: string;
  readonly since: Instant;
}
/** Refusal: `already_there` where the person has a login. */
export const addMembership = async (tx: Tx, personId: string, userId: string, since: Instant): Promise<void> => {
  const row = { company_id: tx.companyId, person_id: personId, user_id: userId, since: instantParameter(since) };
  await tx.change(
    statements
      .insertInto("login_membership")
      .values({ ...row, ended_at: null })
      // A login that was taken away is given again.
      .onConflict((clash) =>
        clash.columns(["company_id", "person_id", "user_id"]).doUpdateSet({ since: row.since, ended_at: null }),
      ),
  );
};
const rows = (tx: Tx) =>
  statements
    .selectFrom("login_membership")
    .select(["company_id", "person_id", "user_id", "since"])
    .where("company_id", "=", tx.company)
    .where("ended_at", "is", null);
type Row = { company_id: bigint; person_id: string; user_id: string; since: Instant };
const membershipOf = (row: Row): Membership => ({
  companyId: Number(row.company_id),
  personId: row.person_id,
  userId: row.user_id,
  since: row.since,
});
/** The login of a person that holds. */
export const findMembership = async (tx: Tx, personId: string): Promise<Membership | undefined> => {
  const [row] = await tx.rows(rows(tx).where("person_id", "=", personId));
  return row && membershipOf(row);
};
/** Whether somebody has a login or ever had one, under any entry of the same person. */
export const everSignedIn = async (tx: Tx, personId: string): Promise<boolean> => {
  const found = await tx.sql(
    `select 1 as one from fealty.login_membership m join fealty.person p on p.company_id = m.company_id and p.person_id = m.person_id
      where m.company_id = $1 and (p.person_id = $2 or p.merged_into_person_id = $2) limit 1`,
    [tx.companyId, personId],
  );
  return found.length > 0;
};
/** As whom a login acts in the company. */
export const findMembershipOf = async (tx: Tx, userId: string): Promise<Membership | undefined> => {
  const [row] = await tx.rows(rows(tx).where("user_id", "=", userId));
  return row && membershipOf(row);
};
/** Everybody of the company with a login that holds. */
export const listMemberships = async (tx: Tx): Promise<Membership[]> => (await tx.rows(rows(tx))).map(membershipOf);
/** Whether one of some people signs in with a name of their own. */
export const signsInByName = async (tx: Tx, personIds: readonly string[]): Promise<boolean> => {
  const found = await tx.sql(
    `select 1 as one from fealty.login_membership m join fealty.login_name n on n.user_id = m.user_id
      where m.company_id = $1 and m.person_id = any($2::uuid[]) and m.ended_at is null limit 1`,
    [tx.companyId, personIds],
  );
  return found.length > 0;
};
/** Everything that a login opens, over all companies; the longest held first. */
export const membershipsOf = (store: Store, userId: string): Promise<Membership[]> =>
  store.asOperator({}, async (tx) => {
    const found = await tx.sql<Row>(
      `select company_id, person_id, user_id, since from fealty.login_membership
        where user_id = $1 and ended_at is null order by since, company_id`,
      [userId],
    );
    return found.map(membershipOf);
  });
export const endMembership = async (tx: Tx, personId: string, at: Instant): Promise<void> => {
  await tx.change(
    statements
      .updateTable("login_membership")
      .set({ ended_at: instantParameter(at) })
      .where("company_id", "=", tx.company)
      .where("person_id", "=", personId)
      .where("ended_at", "is", null),
  );
};
