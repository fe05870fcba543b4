// Clauses: C1.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter, optionalInstant } from "./column-types.ts";
import type { LoginKeys } from "./login-key.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { seal, unseal } from "./vault/seal.ts";

type Columns = Schema["outbox_message"];
/** To whom: somebody at an address; or a customer, whose number the register alone has. */
export type Addressed =
  | {
      readonly personId: string;
      readonly address: string;
      readonly customerId?: undefined;
      readonly entryId?: undefined;
    }
  | {
      readonly customerId: string;
      readonly entryId: string;
      readonly personId?: undefined;
      readonly address?: undefined;
    };
interface Message {
  readonly messageId: string;
  readonly kind: Columns["kind"];
  readonly channel: Columns["channel"];
  readonly language: Columns["language"];
  /** Whose code it carries. */
  readonly invitationId?: string | undefined;
  /** What opens something; gone once it is delivered or of no use any more. */
  readonly secret?: string | undefined;
  readonly madeAt: Instant;
  /** Absent: the house by itself. */
  readonly madeBy?: string | undefined;
  /** After that it is of no use. */
  readonly expiresAt?: Instant | undefined;
}
/** A message to one person. */
export type OutboxMessage = Message & Addressed;
/** The same with what became of it. */
export type KeptMessage = OutboxMessage & Kept;
interface Kept {
  readonly state: Columns["state"];
  readonly cancelledBecause?: NonNullable<Columns["cancelled_because"]>;
  readonly tries: number;
  readonly nextTryAt: Instant;
  readonly triedAt?: Instant;
  /** The same at every try. */
  readonly reference?: string;
  /** The other side's last words. */
  readonly lastAnswer?: string;
  readonly settledAt?: Instant;
  readonly settledBy?: string;
}
const contextOf = (messageId: string, what: "address" | "secret"): string => `message ${what} ${messageId}`;
const sealed = ({ messages }: LoginKeys, messageId: string, what: "address" | "secret", text: string): Buffer =>
  seal(messages, contextOf(messageId, what), Buffer.from(text, "utf8"));

export const addMessage = async (tx: Tx, keys: LoginKeys, message: OutboxMessage): Promise<void> => {
  const { messageId, secret } = message;
  await tx.change(
    statements.insertInto("outbox_message").values({
      company_id: tx.companyId,
      outbox_message_id: messageId,
      kind: message.kind,
      channel: message.channel,
      language: message.language,
      person_id: message.personId ?? null,
      customer_id: message.customerId ?? null,
      customer_entry_id: message.entryId ?? null,
      invitation_id: message.invitationId ?? null,
      sealed_address: message.address === undefined ? null : sealed(keys, messageId, "address", message.address),
      sealed_secret: secret === undefined ? null : sealed(keys, messageId, "secret", secret),
      made_at: instantParameter(message.madeAt),
      made_by_person_id: message.madeBy ?? null,
      expires_at: optionalInstant(message.expiresAt),
      state: "waiting",
      cancelled_because: null,
      tries: 0,
      next_try_at: instantParameter(message.madeAt),
      tried_at: null,
      reference: null,
      last_answer: null,
      settled_at: null,
      settled_by_person_id: null,
    }),
  );
};
const all = (tx: Tx) => statements.selectFrom("outbox_message").selectAll().where("company_id", "=", tx.company);
type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (tx: Tx, query: ReturnType<typeof all>) => tx.rows(query);
const messageOf = (keys: LoginKeys, row: Row): KeptMessage => {
  const id = row.outbox_message_id;
  const opened = (what: "address" | "secret", bytes: Buffer): string =>
    unseal(keys.messages, contextOf(id, what), bytes).toString("utf8");
  return {
    messageId: id,
    kind: row.kind,
    channel: row.channel,
    language: row.language,
    // A check of the table says that there is the one or the other.
    ...(row.person_id === null
      ? { customerId: row.customer_id!, entryId: row.customer_entry_id! }
      : { personId: row.person_id, address: opened("address", row.sealed_address!) }),
    invitationId: row.invitation_id ?? undefined,
    secret: row.sealed_secret === null ? undefined : opened("secret", row.sealed_secret),
    madeAt: row.made_at,
    madeBy: row.made_by_person_id ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    state: row.state,
    ...(row.cancelled_because === null ? {} : { cancelledBecause: row.cancelled_because }),
    tries: row.tries,
    nextTryAt: row.next_try_at,
    ...(row.tried_at === null ? {} : { triedAt: row.tried_at }),
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.last_answer === null ? {} : { lastAnswer: row.last_answer }),
    ...(row.settled_at === null ? {} : { settledAt: row.settled_at }),
    ...(row.settled_by_person_id === null ? {} : { settledBy: row.settled_by_person_id }),
  };
};
/** The latest first, as many as asked for, and how many there are in each state. */
export const listMessages = async (
  tx: Tx,
  keys: LoginKeys,
  {
    state,
    offset,
    limit,
  }: { readonly state?: Columns["state"] | undefined; readonly offset: number; readonly limit: number },
): Promise<{
  readonly messages: KeptMessage[];
  readonly counts: Readonly<Partial<Record<Columns["state"], number>>>;
}> => {
  const query = state === undefined ? all(tx) : all(tx).where("state", "=", state);
  const rows = await rowsOf(
    tx,
    query.orderBy("made_at", "desc").orderBy("outbox_message_id", "desc").offset(offset).limit(limit),
  );
  const counted = await tx.sql<{ state: Columns["state"]; count: string }>(
    "select state, count(*)::text as count from fealty.outbox_message where company_id = $1 group by state",
    [tx.company],
  );
  return {
    messages: rows.map((row) => messageOf(keys, row)),
    counts: Object.fromEntries(counted.map((one) => [one.state, Number(one.count)])),
  };
};
/** Where messages to people of the company went, each with whose it was; of many to one the last. */
export const addressesOfPeople = async (
  tx: Tx,
  keys: LoginKeys,
): Promise<{ readonly personId: string; readonly address: string }[]> => {
  const rows = await tx.sql<{ id: string; person_id: string; sealed_address: Buffer }>(
    `select distinct on (person_id, channel) outbox_message_id as id, person_id, sealed_address from fealty.outbox_message
      where company_id = $1 and person_id is not null
      order by person_id, channel, made_at desc, outbox_message_id desc`,
    [tx.companyId],
  );
  return rows.map((row) => ({
    personId: row.person_id,
    address: unseal(keys.messages, contextOf(row.id, "address"), row.sealed_address).toString("utf8"),
  }));
};
/** Locked until the transaction ends. */
export const lockMessage = async (tx: Tx, keys: LoginKeys, messageId: string): Promise<KeptMessage | undefined> => {
  const [row] = await rowsOf(tx, all(tx).where("outbox_message_id", "=", messageId).forUpdate());
  return row && messageOf(keys, row);
};
/** The one that carries a code. */
export const messageOfInvitation = async (
  tx: Tx,
  keys: LoginKeys,
  invitationId: string,
): Promise<KeptMessage | undefined> => {
  const [row] = await rowsOf(tx, all(tx).where("invitation_id", "=", invitationId));
  return row && messageOf(keys, row);
};
/** What is settled opens nothing any more. */
export const settleMessage = async (
  tx: Tx,
  messageId: string,
  settled: {
    readonly state: "sent" | "cancelled" | "handed_over";
    readonly because?: NonNullable<Columns["cancelled_because"]>;
    readonly at: Instant;
    readonly by?: string | undefined;
    readonly answer?: string;
  },
): Promise<void> => {
  const { state, because, at, by, answer } = settled;
  await tx.change(
    statements
      .updateTable("outbox_message")
      .set({
        state,
        cancelled_because: because ?? null,
        sealed_secret: null,
        settled_at: instantParameter(at),
        settled_by_person_id: by ?? null,
        ...(answer === undefined ? {} : { last_answer: answer }),
      })
      .where("company_id", "=", tx.company)
      .where("outbox_message_id", "=", messageId)
      .where("state", "in", ["waiting", "failed"]),
  );
};
/** A try that did not go through: the next one, or none. */
export const noteFailure = async (
  tx: Tx,
  messageId: string,
  { answer, nextTryAt }: { readonly answer: string; readonly nextTryAt: Instant | undefined },
): Promise<void> => {
  await tx.change(
    statements
      .updateTable("outbox_message")
      .set({
        last_answer: answer,
        ...(nextTryAt === undefined ? { state: "failed" as const } : { next_try_at: instantParameter(nextTryAt) }),
      })
      .where("company_id", "=", tx.company)
      .where("outbox_message_id", "=", messageId)
      .where("state", "=", "waiting"),
  );
};
/** Somebody has it tried again, from the beginning. */
export const tryAgain = async (tx: Tx, messageId: string, at: Instant): Promise<void> => {
  await tx.change(
    statements
      .updateTable("outbox_message")
      .set({ state: "waiting", tries: 0, next_try_at: instantParameter(at) })
      .where("company_id", "=", tx.company)
      .where("outbox_message_id", "=", messageId)
      .where("state", "in", ["waiting", "failed"]),
  );
};
