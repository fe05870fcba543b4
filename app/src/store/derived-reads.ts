import type { Instant } from "@fealty/engine/values/brand.ts";
import type { ContractMode, ContractStatus } from "./contracts.ts";
import {
  type ClauseState,
  type ContractState,
  type DerivedFinding,
  type StatementHead,
  unpackStatement,
} from "./derived.ts";
import { moment, noneOf, type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** The state as kept; undefined where none was computed yet. */
export const readContractState = async (tx: Tx, contractId: string): Promise<ContractState | undefined> => {
  const [row] = await tx.rows(
    statements
      .selectFrom("contract_state")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId),
  );
  if (row === undefined) return undefined;
  return {
    version: row.version,
    eventSequence: Number(row.event_sequence),
    engine: row.engine,
    asOf: row.as_of,
    knownAt: row.known_at,
    nextChangeAt: row.next_change_at,
    digest: row.digest,
    state: row.state,
    atRisk: row.at_risk,
    openFindings: row.open_findings,
    clauseCounts: row.clause_counts as Record<string, number>,
    figures: row.figures,
    ...(row.licensing === null ? {} : { licensing: row.licensing }),
    computedAt: row.computed_at,
  };
};
/** In the contract's order. */
export const readClauseStates = async (tx: Tx, contractId: string): Promise<ClauseState[]> => {
  const rows = await tx.rows(
    statements
      .selectFrom("clause_state")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId)
      .orderBy("ordinal"),
  );
  return rows.map((row) => ({
    clauseId: row.clause_id,
    state: row.state,
    dueAt: row.due_at,
    openInstances: row.open_instances,
    instances: row.instances,
  }));
};

export interface ContractFilter {
  readonly mode?: ContractMode;
  readonly status?: ContractStatus;
  /** Worst state of a clause. */
  readonly state?: string;
  readonly atRisk?: boolean;
  /** Whether findings wait for a decision. */
  readonly withFindings?: boolean;
  readonly branchId?: string;
  readonly agentPersonId?: string;
  /** Those in which somebody is this party, by itself or with its teams or firms. */
  readonly bound?: {
    readonly party: "agent" | "intermediary";
    readonly personId: string;
    readonly groups: readonly string[];
  };
  /** Part of the number or of the agent's name. */
  readonly text?: string;
  /** Contracts whose kept state is of another moment: they are listed without it, and no filter by state finds them. */
  readonly stale?: readonly string[];
}
/** A row of the list of contracts; the derived part is null until it was computed. */
export interface ContractRow {
  readonly contractId: string;
  readonly number: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly mode: ContractMode;
  readonly status: ContractStatus;
  readonly agentName: string;
  readonly agentPersonId: string | null;
  readonly branchId: string | null;
  readonly state: string | null;
  readonly atRisk: boolean | null;
  readonly openFindings: number | null;
  readonly clauseCounts: Readonly<Record<string, number>> | null;
  readonly figures: unknown;
  readonly nextChangeAt: Instant | null;
  readonly asOf: Instant | null;
}
/** By number; `after` is the number of the last row of the page before. */
export const listContractRows = async (
  tx: Tx,
  filter: ContractFilter = {},
  { after, limit = 100 }: { readonly after?: string; readonly limit?: number } = {},
): Promise<ContractRow[]> => {
  const page = filtered(tx, filter).orderBy("c.number").limit(limit);
  const rows = await tx.rows(
    (after === undefined ? page : page.where("c.number", ">", after)).select([
      "c.contract_id",
      "c.number",
      "c.title_zh",
      "c.title_en",
      "c.mode",
      "c.status",
      "c.agent_name",
      "c.agent_person_id",
      "p.branch_id",
      "s.state",
      "s.at_risk",
      "s.open_findings",
      "s.clause_counts",
      "s.figures",
      "s.next_change_at",
      "s.as_of",
    ]),
  );
  return rows.map((row) => ({
    contractId: row.contract_id,
    number: row.number,
    title: { zh: row.title_zh, en: row.title_en },
    mode: row.mode,
    status: row.status,
    agentName: row.agent_name,
    agentPersonId: row.agent_person_id,
    branchId: row.branch_id,
    state: row.state,
    atRisk: row.at_risk,
    openFindings: row.open_findings,
    clauseCounts: row.clause_counts as Record<string, number> | null,
    figures: row.figures,
    nextChangeAt: row.next_change_at,
    asOf: row.as_of,
  }));
};
export interface ContractCounts {
  readonly contracts: number;
  readonly atRisk: number;
  readonly withFindings: number;
  /** Findings that wait for a decision, of all of them together. */
  readonly findings: number;
}
export const countContracts = async (tx: Tx, filter: ContractFilter = {}): Promise<ContractCounts> => {
  const query = filtered(tx, filter).select((row) => [
    row.fn.countAll<bigint>().as("contracts"),
    row.fn.countAll<bigint>().filterWhere("s.at_risk", "=", true).as("at_risk"),
    row.fn.countAll<bigint>().filterWhere("s.open_findings", ">", 0).as("with_findings"),
    row.fn.sum<bigint | null>("s.open_findings").as("findings"),
  ]);
  const [row] = await tx.rows(query);
  return {
    contracts: Number(row!.contracts),
    atRisk: Number(row!.at_risk),
    withFindings: Number(row!.with_findings),
    findings: Number(row!.findings ?? 0),
  };
};
const filtered = (tx: Tx, filter: ContractFilter) => {
  let query = statements
    .selectFrom("contract as c")
    .leftJoin("contract_state as s", (join) =>
      join
        .onRef("s.company_id", "=", "c.company_id")
        .onRef("s.contract_id", "=", "c.contract_id")
        .on("s.contract_id", "<>", noneOf(filter.stale ?? [])),
    )
    // The agent's branch: the one that it came into last.
    .leftJoinLateral(
      (row) =>
        row
          .selectFrom("role_holding as r")
          .select("r.branch_id")
          .whereRef("r.company_id", "=", "c.company_id")
          .whereRef("r.person_id", "=", "c.agent_person_id")
          .where("r.role", "=", "agent")
          .where("r.deputy_for_person_id", "is", null)
          .orderBy("r.from_on", "desc")
          .orderBy("r.role_holding_id", "desc")
          .limit(1)
          .as("p"),
      (join) => join.onTrue(),
    )
    .where("c.company_id", "=", tx.company);
  if (filter.mode !== undefined) query = query.where("c.mode", "=", filter.mode);
  if (filter.status !== undefined) query = query.where("c.status", "=", filter.status);
  if (filter.state !== undefined) query = query.where("s.state", "=", filter.state);
  if (filter.atRisk !== undefined) query = query.where("s.at_risk", "=", filter.atRisk);
  if (filter.withFindings !== undefined) query = query.where("s.open_findings", filter.withFindings ? ">" : "=", 0);
  if (filter.branchId !== undefined) query = query.where("p.branch_id", "=", filter.branchId);
  if (filter.agentPersonId !== undefined) query = query.where("c.agent_person_id", "=", filter.agentPersonId);
  const { bound } = filter;
  if (bound !== undefined) {
    const [group, person] =
      bound.party === "agent"
        ? (["c.agent_team_id", "c.agent_person_id"] as const)
        : (["c.intermediary_firm_id", "c.intermediary_person_id"] as const);
    query = query.where((row) =>
      row.or([
        row.and([row(group, "is", null), row(person, "=", bound.personId)]),
        ...(bound.groups.length === 0 ? [] : [row(group, "in", [...bound.groups])]),
      ]),
    );
  }
  if (filter.text !== undefined && filter.text !== "") {
    const pattern = `%${filter.text.replace(/[\\%_]/g, "\\$&")}%`;
    // Of a team its lead too, who holds its contract.
    query = query.where((row) =>
      row.or([
        row("c.number", "ilike", pattern),
        row("c.agent_name", "ilike", pattern),
        row.exists(
          row
            .selectFrom("person as a")
            .select("a.person_id")
            .whereRef("a.company_id", "=", "c.company_id")
            .whereRef("a.person_id", "=", "c.agent_person_id")
            .where("a.name", "ilike", pattern),
        ),
      ]),
    );
  }
  return query;
};

export interface CompanyFinding extends DerivedFinding {
  readonly contractId: string;
}
/** Oldest first, of one contract or of the company. */
export const listFindings = async (
  tx: Tx,
  filter: {
    readonly contractId?: string;
    readonly statuses?: readonly string[];
    readonly stale?: readonly string[];
    readonly limit?: number;
  } = {},
): Promise<CompanyFinding[]> => {
  let query = statements.selectFrom("finding").selectAll().where("company_id", "=", tx.company);
  if (filter.contractId !== undefined) query = query.where("contract_id", "=", filter.contractId);
  if (filter.statuses !== undefined) query = query.where("status", "in", [...filter.statuses]);
  if (filter.stale !== undefined) query = query.where("contract_id", "<>", noneOf(filter.stale));
  const rows = await tx.rows(
    query
      .orderBy("since")
      .orderBy("finding_id")
      .limit(filter.limit ?? 1000),
  );
  return rows.map((row) => ({
    contractId: row.contract_id,
    findingId: row.finding_id,
    clauseId: row.clause_id,
    ref: row.ref,
    breach: row.breach,
    bearer: row.bearer,
    period: row.period,
    subject: row.subject,
    status: row.status,
    since: row.since,
    cureBy: row.cure_by,
    detail: row.detail,
  }));
};
/** Clauses with something open that falls due until then, soonest first; without those of contracts that are left out. */
export const listDue = async (
  tx: Tx,
  until: Instant,
  limit = 100,
  stale: readonly string[] = [],
): Promise<(ClauseState & { readonly contractId: string })[]> => {
  const rows = await tx.rows(
    statements
      .selectFrom("clause_state")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("due_at", "<=", moment(until))
      .where("contract_id", "<>", noneOf(stale))
      .orderBy("due_at")
      .orderBy("contract_id")
      .limit(limit),
  );
  return rows.map((row) => ({
    contractId: row.contract_id,
    clauseId: row.clause_id,
    state: row.state,
    dueAt: row.due_at,
    openInstances: row.open_instances,
    instances: row.instances,
  }));
};

/** Without their lines; by period. */
export const listStatements = async (tx: Tx, contractId: string): Promise<StatementHead[]> => {
  const rows = await tx.rows(statementQuery(tx, contractId).orderBy("period_from").orderBy("rule"));
  return rows.map(headOf);
};
/** Numbers of the contracts that have a statement of a period. */
export const listContractsStating = async (tx: Tx, period: string): Promise<string[]> => {
  const rows = await tx.sql<{ number: string }>(
    `select c.number from fealty.contract c
      where c.company_id = $1 and exists (
        select 1 from fealty.statement s where s.company_id = $1 and s.contract_id = c.contract_id and s.period = $2)
      order by c.number`,
    [tx.companyId, period],
  );
  return rows.map(({ number }) => number);
};
/** With the JSON text that was saved; undefined where there is no such statement. */
export const readStatement = async (
  tx: Tx,
  contractId: string,
  rule: string,
  period: string,
): Promise<(StatementHead & { readonly content: string }) | undefined> => {
  const query = statementQuery(tx, contractId).select(["packing", "packed"]);
  const [row] = await tx.rows(query.where("rule", "=", rule).where("period", "=", period));
  return row === undefined ? undefined : { ...headOf(row), content: unpackStatement(row.packing, row.packed) };
};
const statementQuery = (tx: Tx, contractId: string) =>
  statements
    .selectFrom("statement")
    .select([
      "rule",
      "period",
      "period_from",
      "period_until",
      "status",
      "closes_at",
      "currency",
      "earned_minor",
      "held_minor",
      "payable_minor",
      "paid_minor",
      "open_minor",
    ])
    .where("company_id", "=", tx.company)
    .where("contract_id", "=", contractId);
type Row = Pick<
  {
    [Column in keyof Schema["statement"]]: Schema["statement"][Column] extends { __select__: infer T }
      ? T
      : Schema["statement"][Column];
  },
  | "rule"
  | "period"
  | "period_from"
  | "period_until"
  | "status"
  | "closes_at"
  | "currency"
  | "earned_minor"
  | "held_minor"
  | "payable_minor"
  | "paid_minor"
  | "open_minor"
>;
const headOf = (row: Row): StatementHead => ({
  rule: row.rule,
  period: row.period,
  from: row.period_from,
  until: row.period_until,
  status: row.status,
  closesAt: row.closes_at,
  currency: row.currency,
  earnedMinor: row.earned_minor,
  heldMinor: row.held_minor,
  payableMinor: row.payable_minor,
  paidMinor: row.paid_minor,
  openMinor: row.open_minor,
});
