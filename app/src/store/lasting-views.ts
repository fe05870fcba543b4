// Clauses: C10.3
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { ContractStatus } from "./contracts.ts";
import type { Tx } from "./transaction.ts";

/** What decides until when somebody who was a party of a contract may look at it. */
export interface ContractRemains {
  readonly contractId: string;
  readonly number: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly status: ContractStatus;
  /** Last day of the term as the files say it. */
  readonly termUntil: string;
  /** When the last of its statements closes or closed. */
  readonly lastCloseAt?: Instant;
  /** When something last happened under it. */
  readonly lastEventAt?: Instant;
  /** Findings that nobody has decided. */
  readonly openFindings: number;
  /** When its state changes next without anybody's doing: a holdback that is released, a period that closes. */
  readonly nextChangeAt?: Instant;
}
/**
 * Of the contracts in which a person is agent or intermediary, or belonged to the team that is the agent or coordinated for the firm that is the
 * intermediary while they ran, by number.
 */
export const listRemains = async (tx: Tx, personId: string): Promise<ContractRemains[]> => {
  const rows = await tx.sql<{
    contract_id: string;
    number: string;
    title_zh: string;
    title_en: string;
    status: ContractStatus;
    term_until: string;
    last_close_at: Instant | null;
    last_event_at: Instant | null;
    open_findings: number | null;
    next_change_at: Instant | null;
  }>(
    `select c.contract_id, c.number, c.title_zh, c.title_en, c.status, c.term_until,
        (select max(s.closes_at) from fealty.statement s where s.company_id = $1 and s.contract_id = c.contract_id) as last_close_at,
        (select max(e.at) from fealty.event e where e.company_id = $1 and e.contract_id = c.contract_id) as last_event_at,
        d.open_findings, d.next_change_at
       from fealty.contract c
       left join fealty.contract_state d on d.company_id = c.company_id and d.contract_id = c.contract_id
      where c.company_id = $1 and ((c.agent_team_id is null and c.agent_person_id = $2) or c.intermediary_person_id = $2
          or exists (
            select 1 from fealty.firm_coordinator f
             where f.company_id = $1 and f.person_id = $2 and f.intermediary_firm_id = c.intermediary_firm_id
               and f.from_on <= c.term_until and (f.before_on is null or (f.before_on > f.from_on and f.before_on > c.term_from)))
          or exists (
            select 1 from fealty.team_member m
              join fealty.team_composition t on t.company_id = m.company_id and t.team_composition_id = m.team_composition_id
             where m.company_id = $1 and m.person_id = $2 and t.team_id = c.agent_team_id and t.from_on <= c.term_until
               and not exists (
                 select 1 from fealty.team_composition n
                  where n.company_id = $1 and n.team_id = t.team_id
                    and ((n.from_on = t.from_on and n.recorded_at > t.recorded_at)
                      or (n.from_on > t.from_on and n.from_on <= c.term_from)))))
      order by c.number`,
    [tx.companyId, personId],
  );
  return rows.map((row) => ({
    contractId: row.contract_id,
    number: row.number,
    title: { zh: row.title_zh, en: row.title_en },
    status: row.status,
    termUntil: row.term_until,
    ...(row.last_close_at === null ? {} : { lastCloseAt: row.last_close_at }),
    ...(row.last_event_at === null ? {} : { lastEventAt: row.last_event_at }),
    openFindings: row.open_findings ?? 0,
    ...(row.next_change_at === null ? {} : { nextChangeAt: row.next_change_at }),
  }));
};
