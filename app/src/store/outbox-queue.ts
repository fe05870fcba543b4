// Clauses: N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { LoginKeys } from "./login-key.ts";
import { type KeptMessage, lockMessage } from "./outbox.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

type Channel = KeptMessage["channel"];
export interface Claim {
  /** The ways that are set up, each with the domain of its references. */
  readonly domains: Readonly<Partial<Record<Channel, string>>>;
  readonly now: Instant;
  /** Nobody else tries it before. */
  readonly heldUntil: Instant;
}
/**
 * Takes the message that has waited longest for its try, counts the try and puts the next one off, so that a try belongs to one worker. Whoever is
 * killed after that leaves a message that waits.
 */
export const claimMessage = async (
  tx: Tx,
  keys: LoginKeys,
  { domains, now, heldUntil }: Claim,
): Promise<KeptMessage | undefined> => {
  for (const [channel, domain] of Object.entries(domains)) {
    const [claimed] = await tx.sql<{ outbox_message_id: string }>(
      `update fealty.outbox_message set tries = tries + 1, tried_at = $2, next_try_at = $3,
         reference = coalesce(reference, '<' || outbox_message_id::text || '@' || $4 || '>')
       where company_id = $1 and outbox_message_id = (
         select outbox_message_id from fealty.outbox_message where company_id = $1 and state = 'waiting' and channel = $5 and next_try_at <= $2
         order by next_try_at, outbox_message_id limit 1 for update skip locked)
       returning outbox_message_id`,
      [tx.company, instantParameter(now), instantParameter(heldUntil), domain, channel],
    );
    if (claimed) return lockMessage(tx, keys, claimed.outbox_message_id);
  }
  return undefined;
};
/** When the next waiting message is to be tried over one of these ways. */
export const nextTryAt = async (tx: Tx, channels: readonly Channel[]): Promise<Instant | undefined> => {
  if (channels.length === 0) return undefined;
  const query = statements
    .selectFrom("outbox_message")
    .select("next_try_at")
    .where("company_id", "=", tx.company)
    .where("state", "=", "waiting")
    .where("channel", "in", [...channels])
    .orderBy("next_try_at")
    .limit(1);
  return (await tx.rows(query))[0]?.next_try_at;
};
/** What was of use until now and was not delivered. Gives how many. */
export const cancelRunOut = async (tx: Tx, now: Instant): Promise<number> =>
  tx.change(
    statements
      .updateTable("outbox_message")
      .set({
        state: "cancelled",
        cancelled_because: "ran_out",
        sealed_secret: null,
        settled_at: instantParameter(now),
      })
      .where("company_id", "=", tx.company)
      .where("state", "in", ["waiting", "failed"])
      .where("expires_at", "<=", instantParameter(now) as never),
  );
/** Messages whose codes open nothing any more are not sent. */
export const cancelWithdrawn = async (
  tx: Tx,
  whose: { readonly personId: string } | { readonly invitationId: string } | { readonly customerId: string },
  now: Instant,
): Promise<void> => {
  const query = statements
    .updateTable("outbox_message")
    .set({
      state: "cancelled",
      cancelled_because: "withdrawn",
      sealed_secret: null,
      settled_at: instantParameter(now),
    })
    .where("company_id", "=", tx.company)
    .where("state", "in", ["waiting", "failed"]);
  await tx.change(
    "personId" in whose
      ? query.where("person_id", "=", whose.personId).where("invitation_id", "is not", null)
      : "invitationId" in whose
        ? query.where("invitation_id", "=", whose.invitationId)
        : query.where("customer_id", "=", whose.customerId),
  );
};
/** Takes away what was settled long ago. Gives how many. */
export const forgetMessages = async (tx: Tx, before: Instant): Promise<number> =>
  tx.change(
    statements
      .deleteFrom("outbox_message")
      .where("company_id", "=", tx.company)
      .where("settled_at", "<", instantParameter(before) as never),
  );
