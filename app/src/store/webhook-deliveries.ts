// Clauses: C1.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter, optionalInstant } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { newUuid } from "./uuid.ts";

type Columns = Schema["webhook_delivery"];
export type DeliveryProblem = NonNullable<Columns["problem"]>;
/** One telling of one happening to one system. */
export interface WebhookDelivery {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly kind: Columns["kind"];
  /** JSON, signed and sent as it stands. */
  readonly body: string;
  readonly madeAt: Instant;
  readonly state: Columns["state"];
  readonly tries: number;
  readonly nextTryAt: Instant;
  readonly triedAt?: Instant;
  /** Status of HTTP that the other side answered with. */
  readonly answerCode?: number;
  readonly problem?: DeliveryProblem;
}
export type NewDelivery = Pick<WebhookDelivery, "webhookId" | "kind" | "body">;
/** In the transaction that causes what they tell. */
export const addDeliveries = async (tx: Tx, deliveries: readonly NewDelivery[], at: Instant): Promise<string[]> => {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map(({ webhookId, kind, body }) => ({
    company_id: tx.companyId,
    webhook_delivery_id: newUuid(),
    webhook_id: webhookId,
    kind,
    body,
    made_at: instantParameter(at),
    state: "waiting" as const,
    tries: 0,
    next_try_at: instantParameter(at),
    tried_at: null,
    answer_code: null,
    problem: null,
    settled_at: null,
  }));
  await tx.change(statements.insertInto("webhook_delivery").values(rows));
  return rows.map((row) => row.webhook_delivery_id);
};
const all = (tx: Tx) => statements.selectFrom("webhook_delivery").selectAll().where("company_id", "=", tx.company);
type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (tx: Tx, query: ReturnType<typeof all>) => tx.rows(query);
const deliveryOf = (row: Row): WebhookDelivery => ({
  deliveryId: row.webhook_delivery_id,
  webhookId: row.webhook_id,
  kind: row.kind,
  body: row.body,
  madeAt: row.made_at,
  state: row.state,
  tries: row.tries,
  nextTryAt: row.next_try_at,
  ...(row.tried_at === null ? {} : { triedAt: row.tried_at }),
  ...(row.answer_code === null ? {} : { answerCode: row.answer_code }),
  ...(row.problem === null ? {} : { problem: row.problem }),
});
/** Of one system, the latest first. */
export const listDeliveries = async (tx: Tx, webhookId: string, limit: number): Promise<WebhookDelivery[]> => {
  const query = all(tx).where("webhook_id", "=", webhookId).orderBy("made_at", "desc");
  return (await rowsOf(tx, query.orderBy("webhook_delivery_id", "desc").limit(limit))).map(deliveryOf);
};
export const lockDelivery = async (tx: Tx, deliveryId: string): Promise<WebhookDelivery | undefined> => {
  const [row] = await rowsOf(tx, all(tx).where("webhook_delivery_id", "=", deliveryId).forUpdate());
  return row && deliveryOf(row);
};
/**
 * Takes the one that has waited longest for its try, counts the try and puts the next one off, so that a try belongs to one worker. Those of
 * the webhooks that are busy are passed over.
 */
export const claimDelivery = async (
  tx: Tx,
  now: Instant,
  heldUntil: Instant,
  busy: readonly string[] = [],
): Promise<(WebhookDelivery & { readonly url: string }) | undefined> => {
  const [claimed] = await tx.sql<{ webhook_delivery_id: string }>(
    `update fealty.webhook_delivery set tries = tries + 1, tried_at = $2, next_try_at = $3
      where company_id = $1 and webhook_delivery_id = (
        select webhook_delivery_id from fealty.webhook_delivery where company_id = $1 and state = 'waiting' and next_try_at <= $2
          and webhook_id <> all($4::uuid[])
        order by next_try_at, webhook_delivery_id limit 1 for update skip locked)
      returning webhook_delivery_id`,
    [tx.company, instantParameter(now), instantParameter(heldUntil), [...busy]],
  );
  const delivery = claimed && (await lockDelivery(tx, claimed.webhook_delivery_id));
  if (delivery === undefined) return undefined;
  const [webhook] = await tx.sql<{ url: string }>(
    "select url from fealty.webhook where company_id = $1 and webhook_id = $2",
    [tx.company, delivery.webhookId],
  );
  return { ...delivery, url: webhook!.url };
};
export interface DeliveryOutcome {
  readonly state: "waiting" | "delivered" | "failed";
  readonly at: Instant;
  readonly nextTryAt?: Instant | undefined;
  readonly answerCode?: number | undefined;
  readonly problem?: DeliveryProblem | undefined;
}
/** What came of a try; what was cancelled meanwhile stays so. */
export const settleDelivery = async (tx: Tx, deliveryId: string, outcome: DeliveryOutcome): Promise<void> => {
  const { state, at, nextTryAt, answerCode, problem } = outcome;
  await tx.change(
    statements
      .updateTable("webhook_delivery")
      .set({
        state,
        answer_code: answerCode ?? null,
        problem: problem ?? null,
        settled_at: state === "delivered" ? instantParameter(at) : null,
        ...(nextTryAt === undefined ? {} : { next_try_at: instantParameter(nextTryAt) }),
      })
      .where("company_id", "=", tx.company)
      .where("webhook_delivery_id", "=", deliveryId)
      .where("state", "=", "waiting"),
  );
};
/** It is tried at once, and as often as a new one. */
export const sendDeliveryAgain = async (tx: Tx, deliveryId: string, now: Instant): Promise<void> => {
  await tx.change(
    statements
      .updateTable("webhook_delivery")
      .set({ state: "waiting", tries: 0, next_try_at: instantParameter(now), settled_at: optionalInstant(null) })
      .where("company_id", "=", tx.company)
      .where("webhook_delivery_id", "=", deliveryId),
  );
};
/** When the next one is to be tried; undefined where none waits. */
export const nextDeliveryAt = async (tx: Tx): Promise<Instant | undefined> =>
  (await rowsOf(tx, all(tx).where("state", "=", "waiting").orderBy("next_try_at").limit(1)))[0]?.next_try_at;
/** Takes away what was made long ago and does not wait. Gives how many. */
export const forgetDeliveries = (tx: Tx, before: Instant): Promise<number> =>
  tx.change(
    statements
      .deleteFrom("webhook_delivery")
      .where("company_id", "=", tx.company)
      .where("state", "<>", "waiting")
      .where("made_at", "<", instantParameter(before) as never),
  );
