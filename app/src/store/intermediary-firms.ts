// Clauses: C1.1, C1.2
import type { Named } from "./organisation.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** A firm that is the intermediary of contracts (CC 961). */
export interface IntermediaryFirm {
  readonly firmId: string;
  /** The company's own short name for it, unique within the company. */
  readonly code: string;
  readonly name: Named;
  /** 统一社会信用代码 */
  readonly creditCode?: string;
  /** Where the firm is reached: phone, mail or address. */
  readonly contact?: string;
  /** First day without it. */
  readonly closedOn?: string;
}
/** That somebody coordinates for a firm, in half-open days. */
export interface Coordination {
  readonly coordinationId: string;
  readonly firmId: string;
  readonly personId: string;
  readonly fromOn: string;
  readonly beforeOn?: string;
}
const columnsOf = ({ code, name, creditCode, contact, closedOn }: Omit<IntermediaryFirm, "firmId">) => ({
  code,
  name_zh: name.zh,
  name_en: name.en,
  credit_code: creditCode ?? null,
  contact: contact ?? null,
  closed_on: closedOn ?? null,
});
/** Refusal: `already_there` (its code or its credit code). */
export const addFirm = async (tx: Tx, firm: IntermediaryFirm): Promise<void> => {
  const row = { company_id: tx.companyId, intermediary_firm_id: firm.firmId, ...columnsOf(firm) };
  await tx.change(statements.insertInto("intermediary_firm").values(row));
};
/** Refusal: `already_there` (its code or its credit code). */
export const updateFirm = async (tx: Tx, firm: IntermediaryFirm): Promise<void> => {
  await tx.change(
    statements
      .updateTable("intermediary_firm")
      .set(columnsOf(firm))
      .where("company_id", "=", tx.company)
      .where("intermediary_firm_id", "=", firm.firmId),
  );
};
/** By code. */
export const listFirms = async (tx: Tx): Promise<IntermediaryFirm[]> => {
  const query = statements.selectFrom("intermediary_firm").selectAll().where("company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("code"))).map((row) => ({
    firmId: row.intermediary_firm_id,
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    ...(row.credit_code === null ? {} : { creditCode: row.credit_code }),
    ...(row.contact === null ? {} : { contact: row.contact }),
    ...(row.closed_on === null ? {} : { closedOn: row.closed_on }),
  }));
};

/** Refusals: `already_there` where the person coordinates for the firm without an end already, `named_thing_missing`. */
export const addCoordination = async (tx: Tx, one: Coordination): Promise<void> => {
  await tx.change(
    statements.insertInto("firm_coordinator").values({
      company_id: tx.companyId,
      firm_coordinator_id: one.coordinationId,
      intermediary_firm_id: one.firmId,
      person_id: one.personId,
      from_on: one.fromOn,
      before_on: one.beforeOn ?? null,
    }),
  );
};
export const endCoordination = async (tx: Tx, coordinationId: string, beforeOn: string): Promise<void> => {
  await tx.change(
    statements
      .updateTable("firm_coordinator")
      .set({ before_on: beforeOn })
      .where("company_id", "=", tx.company)
      .where("firm_coordinator_id", "=", coordinationId),
  );
};
/** Of one firm or of all, the earliest first; those taken back too, whose days are none. */
export const listCoordinations = async (tx: Tx, firmId?: string): Promise<Coordination[]> => {
  const all = statements.selectFrom("firm_coordinator").selectAll().where("company_id", "=", tx.company);
  const query = firmId === undefined ? all : all.where("intermediary_firm_id", "=", firmId);
  return (await tx.rows(query.orderBy("from_on").orderBy("firm_coordinator_id"))).map((row) => ({
    coordinationId: row.firm_coordinator_id,
    firmId: row.intermediary_firm_id,
    personId: row.person_id,
    fromOn: row.from_on,
    ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
  }));
};
/** For which firms somebody coordinates on a day. @param day `2026-07-01` */
export const listFirmsOn = async (tx: Tx, personId: string, day: string): Promise<string[]> => {
  const rows = await tx.sql<{ firm_id: string }>(
    `select distinct intermediary_firm_id as firm_id from fealty.firm_coordinator
      where company_id = $1 and person_id = $2 and from_on <= $3::date and (before_on is null or before_on > $3::date)
      order by 1`,
    [tx.companyId, personId, day],
  );
  return rows.map((row) => row.firm_id);
};
/** For which firms somebody coordinated at any time. */
export const listFirmsEverOf = async (tx: Tx, personId: string): Promise<string[]> => {
  const rows = await tx.sql<{ firm_id: string }>(
    `select distinct intermediary_firm_id as firm_id from fealty.firm_coordinator
      where company_id = $1 and person_id = $2 and (before_on is null or before_on > from_on)
      order by 1`,
    [tx.companyId, personId],
  );
  return rows.map((row) => row.firm_id);
};
