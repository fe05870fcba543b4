// Clauses: C1.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter, optionalInstant } from "./column-types.ts";
import type { LoginKeys } from "./login-key.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { seal, unseal } from "./vault/seal.ts";

export type Happening = Schema["webhook_subscription"]["kind"];
/** An address of another system, and which happenings it wants told. */
export interface Webhook {
  readonly webhookId: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly Happening[];
  readonly madeBy?: string | undefined;
  readonly madeAt: Instant;
  /** Until then the former secret signs beside the present one. */
  readonly formerUntil?: Instant;
  readonly ended?: { readonly at: Instant; readonly by?: string };
}
const contextOf = (tx: Tx, webhookId: string): string => `fealty webhook ${tx.companyId} ${webhookId}`;
export const addWebhook = async (tx: Tx, keys: LoginKeys, webhook: Webhook, secret: Buffer): Promise<void> => {
  const { webhookId } = webhook;
  await tx.change(
    statements.insertInto("webhook").values({
      company_id: tx.companyId,
      webhook_id: webhookId,
      name: webhook.name,
      url: webhook.url,
      sealed_secret: seal(keys.machines, contextOf(tx, webhookId), secret),
      sealed_former_secret: null,
      former_until: null,
      made_by_person_id: webhook.madeBy ?? null,
      made_at: instantParameter(webhook.madeAt),
      ended_at: null,
      ended_by_person_id: null,
    }),
  );
  const rows = webhook.kinds.map((kind) => ({ company_id: tx.companyId, webhook_id: webhookId, kind }));
  await tx.change(statements.insertInto("webhook_subscription").values(rows));
};
const all = (tx: Tx) => statements.selectFrom("webhook").selectAll().where("company_id", "=", tx.company);
type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (tx: Tx, query: ReturnType<typeof all>) => tx.rows(query);
const webhookOf = (row: Row, kinds: readonly Happening[]): Webhook => ({
  webhookId: row.webhook_id,
  name: row.name,
  url: row.url,
  kinds,
  ...(row.made_by_person_id === null ? {} : { madeBy: row.made_by_person_id }),
  madeAt: row.made_at,
  ...(row.former_until === null ? {} : { formerUntil: row.former_until }),
  ...(row.ended_at === null
    ? {}
    : { ended: { at: row.ended_at, ...(row.ended_by_person_id === null ? {} : { by: row.ended_by_person_id }) } }),
});
/** All of them, also those that have ended, the latest first. */
export const listWebhooks = async (tx: Tx): Promise<Webhook[]> => {
  const rows = await rowsOf(tx, all(tx).orderBy("made_at", "desc").orderBy("webhook_id", "desc"));
  const kinds = await tx.rows(
    statements.selectFrom("webhook_subscription").selectAll().where("company_id", "=", tx.company).orderBy("kind"),
  );
  return rows.map((row) =>
    webhookOf(
      row,
      kinds.flatMap((one) => (one.webhook_id === row.webhook_id ? [one.kind] : [])),
    ),
  );
};
/** Locked until the transaction ends; without its kinds. */
export const lockWebhook = async (tx: Tx, webhookId: string): Promise<Webhook | undefined> => {
  const [row] = await rowsOf(tx, all(tx).where("webhook_id", "=", webhookId).forUpdate());
  return row && webhookOf(row, []);
};
/** What signs, the present one first; the former one as long as it holds. */
export const webhookSecrets = async (tx: Tx, keys: LoginKeys, webhookId: string, now: Instant): Promise<Buffer[]> => {
  const [row] = await rowsOf(tx, all(tx).where("webhook_id", "=", webhookId));
  if (row === undefined) return [];
  const former = row.former_until !== null && now < row.former_until ? row.sealed_former_secret : null;
  return [row.sealed_secret, former].flatMap((sealed) =>
    sealed === null ? [] : [unseal(keys.machines, contextOf(tx, webhookId), sealed)],
  );
};
const one = (tx: Tx, webhookId: string) =>
  statements.updateTable("webhook").where("company_id", "=", tx.company).where("webhook_id", "=", webhookId);
/** The present secret becomes the former one, which signs beside the new one until then. */
export const changeWebhookSecret = async (
  tx: Tx,
  keys: LoginKeys,
  webhookId: string,
  secret: Buffer,
  formerUntil: Instant,
): Promise<void> => {
  const sealed = seal(keys.machines, contextOf(tx, webhookId), secret);
  await tx.change(
    one(tx, webhookId).set((row) => ({
      sealed_former_secret: row.ref("sealed_secret"),
      former_until: optionalInstant(formerUntil),
      sealed_secret: sealed,
    })),
  );
};
/** Nothing is told to it any more, and what waited is not sent. */
export const endWebhook = async (tx: Tx, webhookId: string, ended: NonNullable<Webhook["ended"]>): Promise<void> => {
  const at = instantParameter(ended.at);
  await tx.change(one(tx, webhookId).set({ ended_at: at, ended_by_person_id: ended.by ?? null }));
  const own = ["company_id", "webhook_id"] as const;
  const kinds = statements.deleteFrom("webhook_subscription").where(own[0], "=", tx.company);
  await tx.change(kinds.where(own[1], "=", webhookId));
  const waiting = statements.updateTable("webhook_delivery").set({ state: "cancelled", settled_at: at });
  await tx.change(
    waiting
      .where("company_id", "=", tx.company)
      .where("webhook_id", "=", webhookId)
      .where("state", "in", ["waiting", "failed"]),
  );
};
