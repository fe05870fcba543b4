// Clauses: C1.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type KeyEnd = NonNullable<Schema["api_key"]["ended_because"]>;
/** A key that a machine asks the API with. */
export interface ApiKey {
  readonly apiKeyId: string;
  readonly name: string;
  /** Eight letters that name it; no secret. */
  readonly prefix: string;
  /** SHA-256 of the whole key, 32 bytes. */
  readonly secretHash: Buffer;
  /** Verbs of the table of permissions. */
  readonly scopes: readonly string[];
  /** Addresses and networks that it may be used from; none: from everywhere. */
  readonly addresses: readonly string[];
  /** The last day, of the company. */
  readonly untilOn?: string;
  readonly madeBy?: string | undefined;
  readonly madeAt: Instant;
  /** Whoever answers for it. */
  readonly heldBy?: string | undefined;
  readonly usedAt?: Instant;
  readonly ended?: { readonly at: Instant; readonly by?: string; readonly because: KeyEnd };
}
export const addApiKey = async (tx: Tx, key: ApiKey): Promise<void> => {
  await tx.change(
    statements.insertInto("api_key").values({
      company_id: tx.companyId,
      api_key_id: key.apiKeyId,
      name: key.name,
      prefix: key.prefix,
      secret_hash: key.secretHash,
      scopes: [...key.scopes],
      addresses: [...key.addresses],
      until_on: key.untilOn ?? null,
      made_by_person_id: key.madeBy ?? null,
      made_at: instantParameter(key.madeAt),
      held_by_person_id: key.heldBy ?? null,
      used_at: null,
      ended_at: null,
      ended_by_person_id: null,
      ended_because: null,
    }),
  );
};
const all = (tx: Tx) => statements.selectFrom("api_key").selectAll().where("company_id", "=", tx.company);
type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (tx: Tx, query: ReturnType<typeof all>) => tx.rows(query);
const keyOf = (row: Row): ApiKey => ({
  apiKeyId: row.api_key_id,
  name: row.name,
  prefix: row.prefix,
  secretHash: row.secret_hash,
  scopes: row.scopes,
  addresses: row.addresses,
  ...(row.until_on === null ? {} : { untilOn: row.until_on }),
  ...(row.made_by_person_id === null ? {} : { madeBy: row.made_by_person_id }),
  madeAt: row.made_at,
  ...(row.held_by_person_id === null ? {} : { heldBy: row.held_by_person_id }),
  ...(row.used_at === null ? {} : { usedAt: row.used_at }),
  ...(row.ended_at === null
    ? {}
    : {
        ended: {
          at: row.ended_at,
          ...(row.ended_by_person_id === null ? {} : { by: row.ended_by_person_id }),
          because: row.ended_because!,
        },
      }),
});
/** All of them, also those that have ended, the latest first. */
export const listApiKeys = async (tx: Tx): Promise<ApiKey[]> =>
  (await rowsOf(tx, all(tx).orderBy("made_at", "desc").orderBy("api_key_id", "desc"))).map(keyOf);
export const findApiKey = async (tx: Tx, prefix: string): Promise<ApiKey | undefined> => {
  const [row] = await rowsOf(tx, all(tx).where("prefix", "=", prefix));
  return row && keyOf(row);
};
/** Locked until the transaction ends. */
export const lockApiKey = async (tx: Tx, apiKeyId: string): Promise<ApiKey | undefined> => {
  const [row] = await rowsOf(tx, all(tx).where("api_key_id", "=", apiKeyId).forUpdate());
  return row && keyOf(row);
};
const one = (tx: Tx, apiKeyId: string) =>
  statements
    .updateTable("api_key")
    .where("company_id", "=", tx.company)
    .where("api_key_id", "=", apiKeyId)
    .where("ended_at", "is", null);
export const noteApiKeyUse = async (tx: Tx, apiKeyId: string, at: Instant): Promise<void> => {
  await tx.change(one(tx, apiKeyId).set({ used_at: instantParameter(at) }));
};
export const holdApiKey = async (tx: Tx, apiKeyId: string, personId: string | undefined): Promise<void> => {
  await tx.change(one(tx, apiKeyId).set({ held_by_person_id: personId ?? null }));
};
export const endApiKey = async (tx: Tx, apiKeyId: string, ended: NonNullable<ApiKey["ended"]>): Promise<void> => {
  await tx.change(
    one(tx, apiKeyId).set({
      ended_at: instantParameter(ended.at),
      ended_by_person_id: ended.by ?? null,
      ended_because: ended.because,
    }),
  );
};
/** Those that a person answers for and that have not ended, locked. */
export const lockApiKeysOf = async (tx: Tx, personId: string): Promise<ApiKey[]> => {
  const held = all(tx).where("held_by_person_id", "=", personId).where("ended_at", "is", null);
  return (await rowsOf(tx, held.orderBy("api_key_id").forUpdate())).map(keyOf);
};
/** Names of those that a person answers for and that have not ended. */
export const namesOfApiKeys = async (tx: Tx, personId: string): Promise<string[]> => {
  const held = all(tx).where("held_by_person_id", "=", personId).where("ended_at", "is", null);
  return (await rowsOf(tx, held.orderBy("name"))).map(({ name }) => name);
};
/** What each is called, by its prefix. */
export const apiKeyNames = async (tx: Tx): Promise<ReadonlyMap<string, string>> =>
  new Map((await rowsOf(tx, all(tx))).map(({ prefix, name }) => [prefix, name]));
