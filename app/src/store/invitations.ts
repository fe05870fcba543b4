// Clauses: C1.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { cancelWithdrawn } from "./outbox-queue.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type InvitationPurpose = "activate" | "reset" | "mailed_reset" | "address_confirmation";
/** A slip with a code, handed over to one person. */
export interface Invitation {
  readonly invitationId: string;
  readonly personId: string;
  readonly codeHash: Buffer;
  /** `reset`, `mailed_reset`: the person has a login, and gets a new password; `address_confirmation`: a name of it is proven. */
  readonly purpose: InvitationPurpose;
  readonly madeAt: Instant;
  /** Absent: whoever works on the machine itself. */
  readonly madeBy?: string | undefined;
  readonly expiresAt: Instant;
}
export const addInvitation = async (tx: Tx, invitation: Invitation): Promise<void> => {
  await tx.change(
    statements.insertInto("invitation").values({
      company_id: tx.companyId,
      invitation_id: invitation.invitationId,
      person_id: invitation.personId,
      code_hash: invitation.codeHash,
      purpose: invitation.purpose,
      made_at: instantParameter(invitation.madeAt),
      made_by_person_id: invitation.madeBy ?? null,
      expires_at: instantParameter(invitation.expiresAt),
      used_at: null,
      withdrawn_at: null,
    }),
  );
};
const open = (tx: Tx) =>
  statements
    .selectFrom("invitation")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null);
/** The one with that code that was neither used nor withdrawn, locked until the transaction ends; it may have run out. */
export const lockInvitation = async (tx: Tx, codeHash: Buffer): Promise<Invitation | undefined> => {
  const [row] = await tx.rows(open(tx).where("code_hash", "=", codeHash).forUpdate());
  return row && invitationOf(row);
};
/** The ones of a person that hold at that moment. */
export const openInvitations = async (tx: Tx, personId: string, now: Instant): Promise<Invitation[]> => {
  const query = open(tx)
    .where("person_id", "=", personId)
    .where("expires_at", ">", instantParameter(now) as never);
  return (await tx.rows(query)).map(invitationOf);
};
type Row = {
  invitation_id: string;
  person_id: string;
  code_hash: Buffer;
  purpose: InvitationPurpose;
  made_at: Instant;
  made_by_person_id: string | null;
  expires_at: Instant;
};
const invitationOf = (row: Row): Invitation => ({
  invitationId: row.invitation_id,
  personId: row.person_id,
  codeHash: row.code_hash,
  purpose: row.purpose,
  madeAt: row.made_at,
  ...(row.made_by_person_id === null ? {} : { madeBy: row.made_by_person_id }),
  expiresAt: row.expires_at,
});
/** A message that still carries its code is not sent any more. */
export const useInvitation = async (tx: Tx, invitationId: string, at: Instant): Promise<void> => {
  await tx.change(
    statements
      .updateTable("invitation")
      .set({ used_at: instantParameter(at) })
      .where("company_id", "=", tx.company)
      .where("invitation_id", "=", invitationId),
  );
  await cancelWithdrawn(tx, { invitationId }, at);
};
/** All of a person that were not used; messages with their codes are not sent. */
export const withdrawInvitations = async (tx: Tx, personId: string, at: Instant): Promise<void> => {
  await tx.change(
    statements
      .updateTable("invitation")
      .set({ withdrawn_at: instantParameter(at) })
      .where("company_id", "=", tx.company)
      .where("person_id", "=", personId)
      .where("used_at", "is", null)
      .where("withdrawn_at", "is", null),
  );
  await cancelWithdrawn(tx, { personId }, at);
};
