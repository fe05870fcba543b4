// Clauses: C1.3, C7.1
import { hash } from "node:crypto";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** A customer, by its code, served under a contract; days of the contract's zone, the second is the first without. */
export interface ServedDays {
  readonly customer: string;
  readonly fromOn: string;
  readonly beforeOn: string;
  /** Nothing ended it before the contract's own end. */
  readonly toEnd: boolean;
}
/**
 * Puts the stretches of a contract in place of those before, no two of a customer beginning on one day. They change seldom: a look at the
 * hash of what is kept comes before anything is written. The contract's state is saved already, and its lock is held.
 */
export const saveServed = async (tx: Tx, contractId: string, served: readonly ServedDays[]): Promise<void> => {
  const digest = servedDigest(served);
  if ((await keptServedDigest(tx, contractId)) === digest) return;
  const own = [tx.companyId, contractId];
  await tx.sql("delete from fealty.customer_service where company_id = $1 and contract_id = $2", own);
  await tx.sql(
    `insert into fealty.customer_service (company_id, contract_id, customer_code, from_on, before_on, to_end)
     select c.company_id, $2::uuid, n.customer_code, n.from_on, n.before_on, n.to_end
       from fealty.company c
       cross join unnest($3::text[], $4::date[], $5::date[], $6::boolean[]) as n (customer_code, from_on, before_on, to_end)
      where c.company_id = $1`,
    [
      ...own,
      served.map(({ customer }) => customer),
      served.map(({ fromOn }) => fromOn),
      served.map(({ beforeOn }) => beforeOn),
      served.map(({ toEnd }) => toEnd),
    ],
  );
  await tx.sql("update fealty.contract_state set served_digest = $3 where company_id = $1 and contract_id = $2", [
    ...own,
    digest,
  ]);
};
const servedDigest = (served: readonly ServedDays[]): string => hash("sha256", JSON.stringify(served), "hex");
const keptServedDigest = async (tx: Tx, contractId: string): Promise<string | undefined> => {
  const kept = statements.selectFrom("contract_state").select("served_digest").where("company_id", "=", tx.company);
  const [row] = await tx.rows(kept.where("contract_id", "=", contractId));
  return row?.served_digest ?? undefined;
};
/** Whether the hash that is kept is that of these stretches; a contract that was last computed before there were any has none, which is right too. */
export const isServedDigest = async (tx: Tx, contractId: string, served: readonly ServedDays[]): Promise<boolean> => {
  const kept = await keptServedDigest(tx, contractId);
  return kept === undefined || kept === servedDigest(served);
};
const serviceQuery = (tx: Tx) => statements.selectFrom("customer_service").where("company_id", "=", tx.company);
const daysOf = (row: { customer_code: string; from_on: string; before_on: string; to_end: boolean }): ServedDays => ({
  customer: row.customer_code,
  fromOn: row.from_on,
  beforeOn: row.before_on,
  toEnd: row.to_end,
});
const COLUMNS = ["customer_code", "from_on", "before_on", "to_end"] as const;
/** Of a contract, by customer and beginning. */
export const listServed = async (tx: Tx, contractId: string): Promise<ServedDays[]> => {
  const query = serviceQuery(tx).select(COLUMNS).where("contract_id", "=", contractId);
  return (await tx.rows(query))
    .map(daysOf)
    .sort((a, b) => compare(a.customer, b.customer) || compare(a.fromOn, b.fromOn));
};
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
/** Under which contracts somebody with one of these codes is or was served, the latest first. */
export const listServing = async (
  tx: Tx,
  codes: readonly string[],
): Promise<readonly (ServedDays & { readonly contractId: string })[]> => {
  const query = serviceQuery(tx)
    .select([...COLUMNS, "contract_id"])
    .where("customer_code", "in", [...codes]);
  const rows = await tx.rows(query.orderBy("from_on", "desc").orderBy("contract_id"));
  return rows.map((row) => ({ ...daysOf(row), contractId: row.contract_id }));
};
/** Under which contracts each of some customers is served on a day. */
export const servingOn = async (
  tx: Tx,
  customers: readonly string[],
  day: string,
): Promise<readonly { readonly customer: string; readonly contractId: string }[]> => {
  if (customers.length === 0) return [];
  const query = serviceQuery(tx)
    .select(["customer_code", "contract_id"])
    .where("customer_code", "in", [...customers]);
  const rows = await tx.rows(
    query.where("from_on", "<=", day).where("before_on", ">", day).orderBy("customer_code").orderBy("contract_id"),
  );
  return rows.map((row) => ({ customer: row.customer_code, contractId: row.contract_id }));
};
/** A stretch with the contract under which it is served. */
export interface ServedUnder extends ServedDays {
  readonly number: string;
  readonly title: { readonly zh: string; readonly en: string };
}
/** Whom the contracts of an agent and of its teams serve or served, the latest stretch first. */
export const listServedBy = async (
  tx: Tx,
  agentPersonId: string,
  teamIds: readonly string[] = [],
): Promise<ServedUnder[]> => {
  const rows = await tx.sql<Parameters<typeof daysOf>[0] & { number: string; title_zh: string; title_en: string }>(
    `select s.customer_code, s.from_on, s.before_on, s.to_end, c.number, c.title_zh, c.title_en
       from fealty.customer_service s
       join fealty.contract c on c.company_id = s.company_id and c.contract_id = s.contract_id
      where s.company_id = $1
        and ((c.agent_team_id is null and c.agent_person_id = $2) or c.agent_team_id = any ($3::uuid[]))
      order by s.from_on desc, c.number`,
    [tx.companyId, agentPersonId, teamIds],
  );
  return rows.map((row) => ({
    ...daysOf(row),
    number: row.number,
    title: { zh: row.title_zh, en: row.title_en },
  }));
};
/** How many customers each contract serves on a day, by the contract's id. */
export const countServed = async (tx: Tx, day: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx.sql<{ contract_id: string; count: bigint }>(
    `select contract_id, count(distinct customer_code) as count from fealty.customer_service
      where company_id = $1 and from_on <= $2::date and before_on > $2::date
      group by contract_id`,
    [tx.companyId, day],
  );
  return new Map(rows.map(({ contract_id, count }) => [contract_id, Number(count)]));
};
/** Whose contract is over on a day while no other serves them then or later: nobody looks after them, and nothing says that they left. */
const ORPHANED = `s.to_end and s.before_on <= $2::date
  and not exists (
    select 1 from fealty.customer_service o
     where o.company_id = $1 and o.customer_code = s.customer_code and o.before_on > s.before_on)
  and not exists (
    select 1 from fealty.customer k
     where k.company_id = $1 and k.code = s.customer_code and k.before_on <= $2::date)`;
/** Codes of the customers whom some contracts leave without anybody on a day. */
export const orphansOf = async (tx: Tx, contractIds: readonly string[], day: string): Promise<string[]> => {
  const rows = await tx.sql<{ customer_code: string }>(
    `select distinct s.customer_code from fealty.customer_service s
      where s.company_id = $1 and s.contract_id = any($3::uuid[]) and ${ORPHANED}
      order by s.customer_code`,
    [tx.companyId, day, contractIds],
  );
  return rows.map((row) => row.customer_code);
};
