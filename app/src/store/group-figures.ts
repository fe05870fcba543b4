// Clauses: C1.2, N6
import type { Tx } from "./transaction.ts";

/** A count of contracts under a name: a status, or the worst state of a clause. */
export interface NamedCount {
  readonly name: string;
  readonly contracts: number;
}
/** Money of closed statements, in minor units of the currency. */
export interface StatedMoney {
  readonly currency: string;
  /** Contracts that have such statements. */
  readonly contracts: number;
  readonly payableMinor: bigint;
  readonly paidMinor: bigint;
  readonly openMinor: bigint;
}
/** How many contracts of the company stand in each status. */
export const countByStatus = (tx: Tx): Promise<NamedCount[]> =>
  tx.sql<NamedCount>(
    "select status as name, count(*)::int as contracts from fealty.contract where company_id = $1 group by status order by status",
    [tx.companyId],
  );
/** How many have each worst state; those without one are not counted. */
export const countByState = (tx: Tx): Promise<NamedCount[]> =>
  tx.sql<NamedCount>(
    `select state as name, count(*)::int as contracts from fealty.contract_state
      where company_id = $1 and state is not null group by state order by state`,
    [tx.companyId],
  );
/** What closed statements say is payable, paid and open, by currency. */
export const statedMoney = async (tx: Tx): Promise<StatedMoney[]> => {
  const rows = await tx.sql<{ currency: string; contracts: number; payable: string; paid: string; open: string }>(
    `select currency, count(distinct contract_id)::int as contracts, sum(payable_minor)::text as payable,
        sum(paid_minor)::text as paid, sum(open_minor)::text as open
      from fealty.statement where company_id = $1 and status = 'closed' group by currency order by currency`,
    [tx.companyId],
  );
  return rows.map(({ currency, contracts, payable, paid, open }) => ({
    currency,
    contracts,
    payableMinor: BigInt(payable),
    paidMinor: BigInt(paid),
    openMinor: BigInt(open),
  }));
};
