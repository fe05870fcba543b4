// Clauses: C1.2, A2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

type Row = Schema["authorisation_letter"];
export interface Both {
  readonly zh: string;
  readonly en: string;
}
/** What a letter says (annex A2). While it is a draft texts may be empty and days absent. */
export interface LetterContent {
  readonly agentName: string;
  readonly matters: readonly string[];
  readonly powers: Both;
  /** Worth of one act, in the contract's currency; absent: the letter sets no limit. */
  readonly amountLimit?: string | undefined;
  readonly territory: Both;
  /** The same as facts name it; empty: facts are not held against it. */
  readonly territories: readonly string[];
  readonly products: Both;
  readonly productCodes: readonly string[];
  readonly fromOn?: string | undefined;
  /** The last day. */
  readonly untilOn?: string | undefined;
  /** Who signed for the principal. */
  readonly signedBy: string;
  readonly signedOn?: string | undefined;
  readonly form: Row["form"];
}
export type EndGround = NonNullable<Row["end_ground"]>;
/** One version of a letter with its life. */
export interface Letter extends LetterContent {
  readonly contractId: string;
  readonly letterId: string;
  readonly number: string;
  readonly version: number;
  readonly preparedAt: Instant;
  readonly preparedBy?: string | undefined;
  readonly activatedAt?: Instant | undefined;
  readonly activatedBy?: string | undefined;
  /** The part of its public address that nobody guesses; of an active one. */
  readonly statusCode?: string | undefined;
  readonly endedAt?: Instant | undefined;
  readonly endedBy?: string | undefined;
  readonly endGround?: EndGround | undefined;
  readonly endWords?: string | undefined;
  readonly recallPublishedAt?: Instant | undefined;
}
const contentColumns = (one: LetterContent) => ({
  agent_name: one.agentName,
  matters: [...one.matters],
  powers_zh: one.powers.zh,
  powers_en: one.powers.en,
  amount_limit: one.amountLimit ?? null,
  territory_zh: one.territory.zh,
  territory_en: one.territory.en,
  territories: [...one.territories],
  products_zh: one.products.zh,
  products_en: one.products.en,
  products: [...one.productCodes],
  from_on: one.fromOn ?? null,
  until_on: one.untilOn ?? null,
  signed_by: one.signedBy,
  signed_on: one.signedOn ?? null,
  form: one.form,
});
const optional = (at: Instant | undefined): string | null => (at === undefined ? null : instantParameter(at));
/** Refusal: `already_there` where the contract has this version of this number. */
export const addLetter = async (tx: Tx, letter: Letter): Promise<void> => {
  await tx.change(
    statements.insertInto("authorisation_letter").values({
      company_id: tx.companyId,
      contract_id: letter.contractId,
      letter_id: letter.letterId,
      number: letter.number,
      version: letter.version,
      ...contentColumns(letter),
      status_code: letter.statusCode ?? null,
      prepared_by_person_id: letter.preparedBy ?? null,
      prepared_at: instantParameter(letter.preparedAt),
      activated_by_person_id: letter.activatedBy ?? null,
      activated_at: optional(letter.activatedAt),
      ended_by_person_id: null,
      ended_at: optional(letter.endedAt),
      end_ground: letter.endGround ?? null,
      end_words: letter.endWords ?? null,
      recall_published_at: optional(letter.recallPublishedAt),
    }),
  );
};
type Change = Partial<Omit<Row, "prepared_at" | "activated_at" | "ended_at" | "recall_published_at">> & {
  readonly prepared_at?: string;
  readonly activated_at?: string;
  readonly ended_at?: string;
  readonly recall_published_at?: string;
};
const change = async (tx: Tx, letterId: string, set: Change): Promise<void> => {
  await tx.change(
    statements
      .updateTable("authorisation_letter")
      .set(set as never)
      .where("company_id", "=", tx.company)
      .where("letter_id", "=", letterId),
  );
};
/** A draft says something else; whoever wrote it last is the one who prepared it. */
export const rewriteDraft = (
  tx: Tx,
  letterId: string,
  content: LetterContent,
  { at, by }: { readonly at: Instant; readonly by: string | undefined },
): Promise<void> =>
  change(tx, letterId, {
    ...contentColumns(content),
    prepared_by_person_id: by ?? null,
    prepared_at: instantParameter(at),
  });
export const activateDraft = (
  tx: Tx,
  letterId: string,
  { at, by, statusCode }: { readonly at: Instant; readonly by: string; readonly statusCode: string },
): Promise<void> =>
  change(tx, letterId, {
    activated_by_person_id: by,
    activated_at: instantParameter(at),
    status_code: statusCode,
  });
export const endLetterRow = (
  tx: Tx,
  letterId: string,
  { at, by, ground, words }: { at: Instant; by: string | undefined; ground: EndGround; words?: string | undefined },
): Promise<void> =>
  change(tx, letterId, {
    ended_by_person_id: by ?? null,
    ended_at: instantParameter(at),
    end_ground: ground,
    end_words: words ?? null,
  });
export const notePublished = (tx: Tx, letterId: string, at: Instant): Promise<void> =>
  change(tx, letterId, { recall_published_at: instantParameter(at) });

const letters = (tx: Tx) =>
  statements.selectFrom("authorisation_letter").selectAll().where("company_id", "=", tx.company);
type Selected = Awaited<ReturnType<ReturnType<typeof letters>["execute"]>>[number];
const letterOf = (row: Selected): Letter => ({
  contractId: row.contract_id,
  letterId: row.letter_id,
  number: row.number,
  version: row.version,
  agentName: row.agent_name,
  matters: row.matters,
  powers: { zh: row.powers_zh, en: row.powers_en },
  amountLimit: row.amount_limit ?? undefined,
  territory: { zh: row.territory_zh, en: row.territory_en },
  territories: row.territories,
  products: { zh: row.products_zh, en: row.products_en },
  productCodes: row.products,
  fromOn: row.from_on ?? undefined,
  untilOn: row.until_on ?? undefined,
  signedBy: row.signed_by,
  signedOn: row.signed_on ?? undefined,
  form: row.form,
  preparedAt: row.prepared_at,
  preparedBy: row.prepared_by_person_id ?? undefined,
  activatedAt: row.activated_at ?? undefined,
  activatedBy: row.activated_by_person_id ?? undefined,
  statusCode: row.status_code ?? undefined,
  endedAt: row.ended_at ?? undefined,
  endedBy: row.ended_by_person_id ?? undefined,
  endGround: row.end_ground ?? undefined,
  endWords: row.end_words ?? undefined,
  recallPublishedAt: row.recall_published_at ?? undefined,
});
/** Of one contract, the latest version of each number first. */
export const listLetters = async (tx: Tx, contractId: string): Promise<Letter[]> => {
  const query = letters(tx).where("contract_id", "=", contractId);
  return (await tx.rows(query.orderBy("number").orderBy("version", "desc"))).map(letterOf);
};
/** Drafts of all contracts, the oldest first: they wait for a second person. */
export const listDraftLetters = async (tx: Tx): Promise<Letter[]> => {
  const query = letters(tx).where("activated_at", "is", null).where("ended_at", "is", null);
  return (await tx.rows(query.orderBy("prepared_at").orderBy("letter_id"))).map(letterOf);
};
/** @param lock until the transaction ends */
export const findLetter = async (tx: Tx, letterId: string, lock = false): Promise<Letter | undefined> => {
  const query = letters(tx).where("letter_id", "=", letterId);
  const [row] = await tx.rows(lock ? query.forUpdate() : query);
  return row && letterOf(row);
};
export const findLetterByCode = async (tx: Tx, statusCode: string): Promise<Letter | undefined> => {
  const [row] = await tx.rows(letters(tx).where("status_code", "=", statusCode));
  return row && letterOf(row);
};
