// Clauses: N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addToRecord } from "./record-begin.ts";
import type { Tx } from "./transaction.ts";

/** What is written down of a statement: amounts in minor units. */
export interface RecordedStatement {
  readonly rule: string;
  readonly period: string;
  readonly status: string;
  readonly currency: string;
  readonly earnedMinor: bigint;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly paidMinor: bigint;
  readonly openMinor: bigint;
}
export interface ChangedStatement {
  readonly statement: RecordedStatement;
  /** Of its amounts and lines. */
  readonly digest: string;
}
/**
 * Writes down each closed statement that is not recorded as it is now: when it closes, and when what is paid or open of it changes. A
 * rebuild that gives the same statement writes nothing. The transaction holds the contract's lock.
 */
export const recordClosed = async (
  tx: Tx,
  contractId: string,
  changed: readonly ChangedStatement[],
  at: Instant,
): Promise<void> => {
  const closed = changed.filter(({ statement }) => statement.status === "closed");
  if (closed.length === 0) return;
  const rows = await tx.sql<{ about: string; digest: string }>(
    `select distinct on (about) about, digest from fealty.record_batch
      where company_id = $1 and contract_id = $2 and about = any($3::text[])
      order by about, first_leaf desc`,
    [tx.companyId, contractId, closed.map(({ statement }) => aboutOf(statement))],
  );
  const known = new Map(rows.map(({ about, digest }) => [about, digest]));
  const fresh = closed.filter(({ statement, digest }) => known.get(aboutOf(statement)) !== digest);
  await addToRecord(
    tx,
    contractId,
    at,
    fresh.map(({ statement, digest }) => ({
      what: whatOf(statement, digest),
      about: aboutOf(statement),
      digest,
      ofHouse: true,
    })),
  );
};
const aboutOf = ({ rule, period }: RecordedStatement): string => `statement/${period}/${rule}`;
/** Amounts in minor units, as text: JSON numbers would round. */
const whatOf = (statement: RecordedStatement, digest: string) => ({
  statement: {
    rule: statement.rule,
    period: statement.period,
    currency: statement.currency,
    earned: String(statement.earnedMinor),
    held: String(statement.heldMinor),
    payable: String(statement.payableMinor),
    paid: String(statement.paidMinor),
    open: String(statement.openMinor),
    digest,
  },
});
