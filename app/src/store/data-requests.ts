// Clauses: C7.1, N7, N8
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type Asks = Schema["data_request"]["asks"];
/** Days are of the company's zone. */
export interface DataRequest {
  readonly requestId: string;
  readonly customerId: string;
  readonly asks: Asks;
  /** In the customer's own words, or short. */
  readonly words: string;
  readonly channel: Schema["data_request"]["channel"];
  readonly askedOn: string;
  readonly dueOn: string;
  readonly answer?: RequestAnswer;
}
export interface RequestAnswer {
  readonly outcome: "done" | "refused";
  /** What was done, or why not (PIPL 50: the reason is told). */
  readonly words: string;
  readonly answeredOn: string;
}
interface Recorded {
  readonly recordedAt: Instant;
  readonly actorPersonId?: string | undefined;
}
const recorded = ({ recordedAt, actorPersonId }: Recorded) => ({
  recorded_at: instantParameter(recordedAt),
  actor_person_id: actorPersonId ?? null,
});
export const addDataRequest = async (tx: Tx, request: DataRequest & Recorded): Promise<void> => {
  const { requestId, customerId, asks, words, channel, askedOn, dueOn } = request;
  const own = { company_id: tx.companyId, data_request_id: requestId, customer_id: customerId };
  const row = { ...own, asks, words, channel, asked_on: askedOn, due_on: dueOn, ...recorded(request) };
  await tx.change(statements.insertInto("data_request").values(row));
};
/** Refusal: `already_there` where it has been answered. */
export const addRequestAnswer = async (tx: Tx, requestId: string, answer: RequestAnswer & Recorded): Promise<void> => {
  const { outcome, words, answeredOn } = answer;
  const own = { company_id: tx.companyId, data_request_id: requestId };
  const row = { ...own, outcome, words, answered_on: answeredOn, ...recorded(answer) };
  await tx.change(statements.insertInto("data_request_answer").values(row));
};
/** Of a customer or of all, those due first before the others. */
export const listDataRequests = async (tx: Tx, customerId?: string): Promise<DataRequest[]> => {
  const rows = await tx.sql<{
    data_request_id: string;
    customer_id: string;
    asks: Asks;
    words: string;
    channel: DataRequest["channel"];
    asked_on: string;
    due_on: string;
    outcome: RequestAnswer["outcome"] | null;
    answer: string | null;
    answered_on: string | null;
  }>(
    `select r.data_request_id, r.customer_id, r.asks, r.words, r.channel, r.asked_on, r.due_on,
            a.outcome, a.words as answer, a.answered_on
       from fealty.data_request r
       left join fealty.data_request_answer a on a.company_id = r.company_id and a.data_request_id = r.data_request_id
      where r.company_id = $1 and ($2::uuid is null or r.customer_id = $2)
      order by r.due_on, r.data_request_id`,
    [tx.companyId, customerId ?? null],
  );
  return rows.map((row) => ({
    requestId: row.data_request_id,
    customerId: row.customer_id,
    asks: row.asks,
    words: row.words,
    channel: row.channel,
    askedOn: row.asked_on,
    dueOn: row.due_on,
    ...(row.outcome === null
      ? {}
      : { answer: { outcome: row.outcome, words: row.answer ?? "", answeredOn: row.answered_on ?? "" } }),
  }));
};

export interface LegalHold {
  readonly holdId: string;
  readonly customerId: string;
  readonly ground: string;
  readonly fromOn: string;
  /** First day without it. */
  readonly beforeOn?: string;
}
export const addLegalHold = async (tx: Tx, hold: LegalHold): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    legal_hold_id: hold.holdId,
    customer_id: hold.customerId,
    ground: hold.ground,
    from_on: hold.fromOn,
    before_on: hold.beforeOn ?? null,
  };
  await tx.change(statements.insertInto("legal_hold").values(row));
};
export const endLegalHold = async (tx: Tx, holdId: string, beforeOn: string): Promise<void> => {
  await tx.change(
    statements
      .updateTable("legal_hold")
      .set({ before_on: beforeOn })
      .where("company_id", "=", tx.company)
      .where("legal_hold_id", "=", holdId),
  );
};
export const listLegalHolds = async (tx: Tx, customerId: string): Promise<LegalHold[]> => {
  const query = statements.selectFrom("legal_hold").selectAll().where("company_id", "=", tx.company);
  const rows = await tx.rows(query.where("customer_id", "=", customerId).orderBy("from_on").orderBy("legal_hold_id"));
  return rows.map((row) => ({
    holdId: row.legal_hold_id,
    customerId: row.customer_id,
    ground: row.ground,
    fromOn: row.from_on,
    ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
  }));
};

export interface Erasure {
  readonly erasureId: string;
  readonly customerId: string;
  readonly requestId?: string | undefined;
  readonly ground: Schema["erasure"]["ground"];
  readonly words: string;
  readonly at: Instant;
  readonly actorPersonId?: string | undefined;
}
/** Refusal: `already_there` where the customer has been erased. */
export const addErasure = async (tx: Tx, erasure: Erasure): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    erasure_id: erasure.erasureId,
    customer_id: erasure.customerId,
    data_request_id: erasure.requestId ?? null,
    ground: erasure.ground,
    words: erasure.words,
    at: instantParameter(erasure.at),
    actor_person_id: erasure.actorPersonId ?? null,
  };
  await tx.change(statements.insertInto("erasure").values(row));
};
