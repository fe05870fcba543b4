import { hash } from "node:crypto";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Store } from "./open-store.ts";
import { StoreRefusal } from "./refusal.ts";
import { moment, statements } from "./schema.ts";
import type { CompanyId, Tx } from "./transaction.ts";

/** One call of a command, as its caller names it. */
export interface KeyedCall {
  /** `record-event` */
  readonly command: string;
  /** Drawn by the caller; the same key is the same call. */
  readonly key: string;
  /** The request's canonical text: another one under the same key is refused. */
  readonly request: string;
  readonly personId?: string | undefined;
  readonly at: Instant;
}
export interface Answered<Answer> {
  readonly answer: Answer;
  /** The work was done by an earlier call with this key. */
  readonly repeated: boolean;
}

/**
 * Does the work once for a key: a repeat gets the saved answer, and a second call at the same time waits for the first.
 * @param work gives an answer that JSON can hold
 * Refusal: `key_reused` where the key came with another request.
 */
export const once = async <Answer>(tx: Tx, call: KeyedCall, work: () => Promise<Answer>): Promise<Answered<Answer>> => {
  const { command, key, request, personId, at } = call;
  const sha256 = hash("sha256", JSON.stringify([request, personId ?? null]), "buffer");
  const begun = await tx.change(
    statements
      .insertInto("idempotency")
      .values({
        company_id: tx.companyId,
        command,
        key,
        person_id: personId ?? null,
        request_sha256: sha256,
        answer: null,
        at: instantParameter(at),
      })
      .onConflict((clash) => clash.columns(["company_id", "command", "key"]).doNothing()),
  );
  if (begun === 0) return { answer: await savedAnswer<Answer>(tx, call, sha256), repeated: true };
  // As a repeat will get it: what JSON keeps of the answer.
  const answer = JSON.stringify((await work()) ?? null);
  await tx.change(
    statements
      .updateTable("idempotency")
      .set({ answer })
      .where("company_id", "=", tx.company)
      .where("command", "=", command)
      .where("key", "=", key),
  );
  return { answer: JSON.parse(answer) as Answer, repeated: false };
};
const savedAnswer = async <Answer>(tx: Tx, { command, key }: KeyedCall, sha256: Buffer): Promise<Answer> => {
  const [row] = await tx.rows(
    statements
      .selectFrom("idempotency")
      .select(["request_sha256", "answer"])
      .where("company_id", "=", tx.company)
      .where("command", "=", command)
      .where("key", "=", key),
  );
  // A row of another person is not seen here, and its key is no less taken.
  if (row?.request_sha256.equals(sha256)) return JSON.parse(row.answer ?? "null") as Answer;
  throw new StoreRefusal(
    "key_reused",
    {
      zh: `幂等键 ${key} 已用于另一个请求，没有执行。每个新的请求请用新的键。`,
      en: `The idempotency key ${key} belongs to another request; nothing was done. Use a new key for each new request.`,
    },
    { command, key },
  );
};

/** Takes away the keys of a company from before a moment. Gives how many went. */
export const forgetAnswers = (store: Store, companyId: CompanyId, before: Instant): Promise<number> =>
  store.withCompany(companyId, { role: "operator" }, (tx) =>
    tx.change(
      statements.deleteFrom("idempotency").where("company_id", "=", tx.company).where("at", "<", moment(before)),
    ),
  );
