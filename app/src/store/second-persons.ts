// Clauses: C2.3, N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type SecondPersonKind = "reset_login" | "publish_rules";
/** What somebody prepared and another has to approve before it is done. */
export interface Prepared {
  readonly secondPersonId: string;
  readonly kind: SecondPersonKind;
  /** Whom or what it is about. */
  readonly subjectId: string;
  readonly grounds: string;
  readonly preparedBy: string;
  readonly preparedAt: Instant;
}
export const addPrepared = async (tx: Tx, prepared: Prepared): Promise<void> => {
  await tx.change(
    statements.insertInto("second_person").values({
      company_id: tx.companyId,
      second_person_id: prepared.secondPersonId,
      kind: prepared.kind,
      subject_id: prepared.subjectId,
      grounds: prepared.grounds,
      prepared_by_person_id: prepared.preparedBy,
      prepared_at: instantParameter(prepared.preparedAt),
      decided_by_person_id: null,
      decided_at: null,
      outcome: null,
    }),
  );
};
const open = (tx: Tx) =>
  statements
    .selectFrom("second_person")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("outcome", "is", null)
    .orderBy("prepared_at");
type Row = {
  second_person_id: string;
  kind: SecondPersonKind;
  subject_id: string;
  grounds: string;
  prepared_by_person_id: string;
  prepared_at: Instant;
};
const preparedOf = (row: Row): Prepared => ({
  secondPersonId: row.second_person_id,
  kind: row.kind,
  subjectId: row.subject_id,
  grounds: row.grounds,
  preparedBy: row.prepared_by_person_id,
  preparedAt: row.prepared_at,
});
/** What of a kind waits for a second person, the oldest first. */
export const listPrepared = async (tx: Tx, kind: SecondPersonKind): Promise<Prepared[]> =>
  (await tx.rows(open(tx).where("kind", "=", kind))).map(preparedOf);
/** One of a kind that waits, named by its own id or by what it is about; locked until the transaction ends. */
export const lockPrepared = async (
  tx: Tx,
  kind: SecondPersonKind,
  by: { readonly secondPersonId: string } | { readonly subjectId: string },
): Promise<Prepared | undefined> => {
  const all = open(tx).where("kind", "=", kind);
  const one =
    "subjectId" in by
      ? all.where("subject_id", "=", by.subjectId)
      : all.where("second_person_id", "=", by.secondPersonId);
  const [row] = await tx.rows(one.forUpdate());
  return row && preparedOf(row);
};
/** What became of those of a kind, by what they are about. */
export const listDecided = async (
  tx: Tx,
  kind: SecondPersonKind,
): Promise<ReadonlyMap<string, "approved" | "refused" | "withdrawn">> => {
  const query = statements.selectFrom("second_person").select(["subject_id", "outcome"]);
  const rows = await tx.rows(query.where("company_id", "=", tx.company).where("kind", "=", kind));
  return new Map(rows.flatMap(({ subject_id, outcome }) => (outcome === null ? [] : [[subject_id, outcome] as const])));
};
/** @param by absent where the preparer takes it back */
export const decidePrepared = async (
  tx: Tx,
  secondPersonId: string,
  outcome: "approved" | "refused" | "withdrawn",
  at: Instant,
  by?: string,
): Promise<void> => {
  const set = { outcome, decided_at: instantParameter(at), decided_by_person_id: by ?? null };
  const query = statements.updateTable("second_person").set(set).where("company_id", "=", tx.company);
  await tx.change(query.where("second_person_id", "=", secondPersonId));
};
