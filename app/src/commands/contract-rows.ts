// Clauses: N1, N6
import type { ClauseDuty, FindingDetail, Headline } from "../evaluation/derived-details.ts";
import type { ClauseState } from "../store/derived.ts";
import { type CompanyFinding, type ContractRow, countContracts } from "../store/derived-reads.ts";
import { listStaleContracts } from "../store/due-contracts.ts";
import type { Tx } from "../store/transaction.ts";
import type { House } from "./house.ts";

/** What a list shows of a contract: without what only the store needs. */
export const listedContract = (row: ContractRow) => {
  const { number, title, mode, status, agentName, branchId, state, atRisk, openFindings, clauseCounts, figures } = row;
  return {
    number,
    title,
    mode,
    status,
    agentName,
    branchId,
    state,
    atRisk,
    openFindings,
    clauseCounts,
    figures: (figures ?? {}) as Headline,
  };
};
/** How much of what a list tells is computed: while a clock moves or contracts come in, the rest follows. */
export interface Computed {
  readonly done: number;
  readonly of: number;
}
/** What is kept of contracts that another moment left behind is told nowhere: two moments in one list agree with neither. */
export const computedOf = async (
  { engine }: House,
  tx: Tx,
  expected: number,
): Promise<{ readonly stale: readonly string[]; readonly computed: Computed }> => {
  const stale = await listStaleContracts(tx, engine);
  const { contracts } = await countContracts(tx);
  return { stale, computed: { done: contracts - stale.length, of: Math.max(contracts, expected) } };
};
/** The contract that something belongs to, by the words that people know it by. */
export interface Named {
  readonly number: string;
  readonly agentName: string;
}
export const listedFinding = (finding: CompanyFinding, { number, agentName }: Named) => {
  const { clauseId, ref, findingId, breach, period, status, since, cureBy } = finding;
  const { title, subject, late } = finding.detail as FindingDetail;
  const bearer = finding.bearer as "company" | "agent" | "intermediary";
  return {
    number,
    agentName,
    clauseId,
    ref,
    findingId,
    bearer,
    breach,
    period,
    status,
    since,
    cureBy,
    title,
    ...(subject === undefined ? {} : { subject }),
    ...(late === undefined ? {} : { late }),
  };
};
/** The duties of a clause that fall due until a moment, and after another where one is given. */
export const listedDuties = (clause: ClauseState, from: number, until: number, { number, agentName }: Named) =>
  (clause.instances as readonly ClauseDuty[])
    .filter(({ dueAt }) => dueAt !== undefined && dueAt >= from && dueAt <= until)
    .map((duty) => ({ ...duty, number, agentName, clauseId: clause.clauseId }));
