import { hash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter, optionalInstant } from "./column-types.ts";
import { type ServedDays, saveServed } from "./customer-service.ts";
import { readBefore, tellHappenings } from "./happenings.ts";
import { type ChangedStatement, recordClosed } from "./record-statements.ts";
import { roleName } from "./roles.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** What the engine made of a contract's events: all of it can be deleted and rebuilt from them. */
export interface Derived {
  readonly state: ContractState;
  readonly clauses: readonly ClauseState[];
  readonly findings: readonly DerivedFinding[];
  readonly statements: readonly DerivedStatement[];
  readonly served: readonly ServedDays[];
}
export interface ContractState {
  /** Version of the files and number of the last event that this was computed from. */
  readonly version: number;
  readonly eventSequence: number;
  /** Names the engine that computed it; another engine's state is stale. */
  readonly engine: string;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  /** When a state can change without a new event; null: never. */
  readonly nextChangeAt: Instant | null;
  readonly digest: string;
  /** The worst state of a clause. */
  readonly state: string | null;
  readonly atRisk: boolean;
  readonly openFindings: number;
  /** How many clauses are in each state. */
  readonly clauseCounts: Readonly<Record<string, number>>;
  /** Headline figures by reference, JSON. */
  readonly figures: unknown;
  /** Who has to hold a licence, and what is held for want of one, JSON; empty where no plan asks for any. */
  readonly licensing?: unknown;
  readonly computedAt: Instant;
}
export interface ClauseState {
  readonly clauseId: string;
  readonly state: string | null;
  /** The earliest due moment of its open instances. */
  readonly dueAt: Instant | null;
  readonly openInstances: number;
  /** The open instances that matter most, JSON. */
  readonly instances: unknown;
}
export interface DerivedFinding {
  readonly findingId: string;
  readonly clauseId: string;
  readonly ref: string;
  readonly breach: string | null;
  readonly bearer: string;
  readonly period: string | null;
  readonly subject: string | null;
  readonly status: string;
  readonly since: Instant;
  readonly cureBy: Instant | null;
  readonly detail: unknown;
}
/** Amounts in minor units of the currency. */
export interface StatementHead {
  readonly rule: string;
  /** `2026-06` */
  readonly period: string;
  /** First and last day, `2026-06-01`. */
  readonly from: string;
  readonly until: string;
  readonly status: string;
  readonly closesAt: Instant | null;
  readonly currency: string;
  readonly earnedMinor: bigint;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly paidMinor: bigint;
  readonly openMinor: bigint;
}
export interface DerivedStatement extends StatementHead {
  /** Lines and balances as JSON text; kept packed. */
  readonly content: string;
}

/**
 * Puts a contract's derived state in place of the one before; rows that stay the same are not touched. The transaction holds
 * the contract's lock (`lockContract`).
 */
export const saveDerived = async (tx: Tx, contractId: string, derived: Derived): Promise<void> => {
  const before = await readBefore(tx, contractId);
  await saveState(tx, contractId, derived.state);
  await deleteOthers(tx, contractId, derived);
  await saveClauses(tx, contractId, derived.clauses);
  await saveFindings(tx, contractId, derived.findings);
  await recordClosed(
    tx,
    contractId,
    await saveStatements(tx, contractId, derived.statements),
    derived.state.computedAt,
  );
  await saveServed(tx, contractId, derived.served);
  if (before !== undefined) await tellHappenings(tx, contractId, before, derived, derived.state.computedAt);
};
const saveState = async (tx: Tx, contractId: string, state: ContractState): Promise<void> => {
  const row = {
    version: state.version,
    event_sequence: state.eventSequence,
    engine: state.engine,
    as_of: instantParameter(state.asOf),
    known_at: instantParameter(state.knownAt),
    next_change_at: optionalInstant(state.nextChangeAt),
    digest: state.digest,
    state: state.state,
    at_risk: state.atRisk,
    open_findings: state.openFindings,
    clause_counts: JSON.stringify(state.clauseCounts),
    figures: JSON.stringify(state.figures),
    licensing: state.licensing === undefined ? null : JSON.stringify(state.licensing),
    computed_at: instantParameter(state.computedAt),
  };
  await tx.change(
    statements
      .insertInto("contract_state")
      .values({ company_id: tx.companyId, contract_id: contractId, ...row })
      .onConflict((clash) => clash.columns(["company_id", "contract_id"]).doUpdateSet(row)),
  );
};
/** Clauses and findings that are no more, in one round. */
const deleteOthers = async (tx: Tx, contractId: string, { clauses, findings }: Derived): Promise<void> => {
  await tx.sql(
    `with gone as (
       delete from fealty.clause_state where company_id = $1 and contract_id = $2 and clause_id <> all($3::text[])
     )
     delete from fealty.finding where company_id = $1 and contract_id = $2 and finding_id <> all($4::text[])`,
    [tx.companyId, contractId, clauses.map(({ clauseId }) => clauseId), findings.map(({ findingId }) => findingId)],
  );
};
const saveClauses = async (tx: Tx, contractId: string, clauses: readonly ClauseState[]): Promise<void> => {
  const ids = clauses.map((clause) => clause.clauseId);
  await tx.sql(
    `insert into fealty.clause_state as old (company_id, contract_id, clause_id, ordinal, state, due_at, open_instances, instances)
     select c.company_id, $2::uuid, n.clause_id, n.ordinal, n.state, n.due_at, n.open_instances, n.instances::jsonb
       from fealty.company c
       cross join unnest($3::text[], $4::integer[], $5::text[], $6::timestamptz[], $7::integer[], $8::text[])
         as n (clause_id, ordinal, state, due_at, open_instances, instances)
      where c.company_id = $1
     on conflict (company_id, contract_id, clause_id) do update
       set ordinal = excluded.ordinal, state = excluded.state, due_at = excluded.due_at,
           open_instances = excluded.open_instances, instances = excluded.instances
     where (old.ordinal, old.state, old.due_at, old.open_instances, old.instances)
       is distinct from (excluded.ordinal, excluded.state, excluded.due_at, excluded.open_instances, excluded.instances)`,
    [
      tx.companyId,
      contractId,
      ids,
      ids.map((_, index) => index),
      clauses.map((clause) => clause.state),
      clauses.map((clause) => optionalInstant(clause.dueAt)),
      clauses.map((clause) => clause.openInstances),
      clauses.map((clause) => JSON.stringify(clause.instances)),
    ],
  );
};
const saveFindings = async (tx: Tx, contractId: string, findings: readonly DerivedFinding[]): Promise<void> => {
  const ids = findings.map((finding) => finding.findingId);
  if (findings.length === 0) return;
  await tx.sql(
    `insert into fealty.finding as old (company_id, contract_id, finding_id, clause_id, ref, breach, bearer, period, subject, status, since, cure_by, detail)
     select c.company_id, $2::uuid, n.finding_id, n.clause_id, n.ref, n.breach, n.bearer, n.period, n.subject, n.status, n.since, n.cure_by, n.detail::jsonb
       from fealty.company c
       cross join unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
         $11::timestamptz[], $12::timestamptz[], $13::text[])
         as n (finding_id, clause_id, ref, breach, bearer, period, subject, status, since, cure_by, detail)
      where c.company_id = $1
     on conflict (company_id, contract_id, finding_id) do update
       set clause_id = excluded.clause_id, ref = excluded.ref, breach = excluded.breach, bearer = excluded.bearer, period = excluded.period,
           subject = excluded.subject, status = excluded.status, since = excluded.since, cure_by = excluded.cure_by, detail = excluded.detail
     where (old.clause_id, old.ref, old.breach, old.bearer, old.period, old.subject, old.status, old.since, old.cure_by, old.detail)
       is distinct from (excluded.clause_id, excluded.ref, excluded.breach, excluded.bearer, excluded.period, excluded.subject,
         excluded.status, excluded.since, excluded.cure_by, excluded.detail)`,
    [
      tx.companyId,
      contractId,
      ids,
      findings.map((finding) => finding.clauseId),
      findings.map((finding) => finding.ref),
      findings.map((finding) => finding.breach),
      findings.map((finding) => finding.bearer),
      findings.map((finding) => finding.period),
      findings.map((finding) => finding.subject),
      findings.map((finding) => finding.status),
      findings.map((finding) => instantParameter(finding.since)),
      findings.map((finding) => optionalInstant(finding.cureBy)),
      findings.map((finding) => JSON.stringify(finding.detail)),
    ],
  );
};

/** How `packed` is written: deflated UTF-8 JSON. */
const DEFLATED_JSON = 1;
const keyOf = (rule: string, period: string): string => JSON.stringify([rule, period]);

/** Gives those that are new or changed. */
const saveStatements = async (
  tx: Tx,
  contractId: string,
  given: readonly DerivedStatement[],
): Promise<readonly ChangedStatement[]> => {
  const kept = await tx.rows(
    statements
      .selectFrom("statement")
      .select(["rule", "period", "digest"])
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId),
  );
  const digests = new Map(kept.map((row) => [keyOf(row.rule, row.period), row.digest]));
  const changed = given
    .map((statement) => ({ statement, digest: digestOf(statement) }))
    .filter(({ statement, digest }) => digests.get(keyOf(statement.rule, statement.period)) !== digest);
  const wanted = new Set(given.map(({ rule, period }) => keyOf(rule, period)));
  for (const { rule, period } of kept.filter((row) => !wanted.has(keyOf(row.rule, row.period))))
    await tx.change(
      statements
        .deleteFrom("statement")
        .where("company_id", "=", tx.company)
        .where("contract_id", "=", contractId)
        .where("rule", "=", rule)
        .where("period", "=", period),
    );
  if (changed.length === 0) return changed;
  const rows = changed.map(({ statement, digest }) => ({
    company_id: tx.companyId,
    contract_id: contractId,
    rule: statement.rule,
    period: statement.period,
    period_from: statement.from,
    period_until: statement.until,
    status: statement.status,
    closes_at: optionalInstant(statement.closesAt),
    currency: statement.currency,
    earned_minor: statement.earnedMinor,
    held_minor: statement.heldMinor,
    payable_minor: statement.payableMinor,
    paid_minor: statement.paidMinor,
    open_minor: statement.openMinor,
    digest,
    packing: DEFLATED_JSON,
    packed: deflateRawSync(statement.content, { level: 1 }),
  }));
  await tx.change(
    statements
      .insertInto("statement")
      .values(rows)
      .onConflict((clash) =>
        clash.columns(["company_id", "contract_id", "rule", "period"]).doUpdateSet((row) => ({
          period_from: row.ref("excluded.period_from"),
          period_until: row.ref("excluded.period_until"),
          status: row.ref("excluded.status"),
          closes_at: row.ref("excluded.closes_at"),
          currency: row.ref("excluded.currency"),
          earned_minor: row.ref("excluded.earned_minor"),
          held_minor: row.ref("excluded.held_minor"),
          payable_minor: row.ref("excluded.payable_minor"),
          paid_minor: row.ref("excluded.paid_minor"),
          open_minor: row.ref("excluded.open_minor"),
          digest: row.ref("excluded.digest"),
          packing: row.ref("excluded.packing"),
          packed: row.ref("excluded.packed"),
        })),
      ),
  );
  return changed;
};
const digestOf = ({ content, ...head }: DerivedStatement): string =>
  hash(
    "sha256",
    JSON.stringify([head, content], (_, value) => (typeof value === "bigint" ? String(value) : value)),
    "hex",
  );
export const unpackStatement = (packing: number, packed: Buffer): string => {
  if (packing !== DEFLATED_JSON) throw new RangeError(`a statement packed in way ${packing}, which is not known`);
  return inflateRawSync(packed).toString("utf8");
};

/** Takes derived state away, of one contract or of all in the company; the transaction was opened with `changesRole`. */
export const dropDerived = async (tx: Tx, contractId?: string): Promise<void> => {
  const drop = async (table: (typeof DERIVED)[number] | "statement"): Promise<void> => {
    const all = statements.deleteFrom(table).where("company_id", "=", tx.company);
    await tx.change(contractId === undefined ? all : all.where("contract_id", "=", contractId));
  };
  for (const table of DERIVED) await drop(table);
  // A closed statement is kept from the app; the operator may take it away to build it anew.
  await tx.sql(`set local role ${roleName("operator")}`, []);
  await drop("statement");
  await tx.sql(`set local role ${roleName("app")}`, []);
};
const DERIVED = ["customer_service", "finding", "clause_state", "contract_state"] as const;
