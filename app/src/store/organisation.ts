import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** A legal person of the company. */
export interface LegalEntity {
  readonly legalEntityId: string;
  /** The company's own short name for it, unique within the company. */
  readonly code: string;
  readonly name: Named;
  /** 统一社会信用代码, which is its tax number too. */
  readonly creditCode?: string;
  /** As it stands on the seal. */
  readonly sealName: string;
  readonly bankName?: string;
  readonly bankAccount?: string;
  /** First day without it, `2026-07-01`. */
  readonly closedOn?: string;
}
/** A part of the company that people belong to; permissions reach to what lies below it. */
export interface Branch {
  readonly branchId: string;
  readonly code: string;
  readonly name: Named;
  readonly parentBranchId?: string;
  readonly legalEntityId?: string;
  readonly closedOn?: string;
}
export interface Named {
  readonly zh: string;
  readonly en: string;
}
/** A column that may be empty, as the row of a statement and back. */
const orNull = <T>(value: T | undefined): T | null => value ?? null;
const given = <Key extends string, T>(key: Key, value: T | null): { readonly [K in Key]?: T } =>
  (value === null ? {} : { [key]: value }) as { readonly [K in Key]?: T };

const entityColumns = (entity: Omit<LegalEntity, "legalEntityId">) => ({
  code: entity.code,
  name_zh: entity.name.zh,
  name_en: entity.name.en,
  credit_code: orNull(entity.creditCode),
  seal_name: entity.sealName,
  bank_name: orNull(entity.bankName),
  bank_account: orNull(entity.bankAccount),
  closed_on: orNull(entity.closedOn),
});
/** Refusal: `already_there` (its code or its credit code). */
export const addLegalEntity = async (tx: Tx, entity: LegalEntity): Promise<void> => {
  const row = { company_id: tx.companyId, legal_entity_id: entity.legalEntityId, ...entityColumns(entity) };
  await tx.change(statements.insertInto("legal_entity").values(row));
};
export const updateLegalEntity = async (tx: Tx, entity: LegalEntity): Promise<void> => {
  await tx.change(
    statements
      .updateTable("legal_entity")
      .set(entityColumns(entity))
      .where("company_id", "=", tx.company)
      .where("legal_entity_id", "=", entity.legalEntityId),
  );
};
/** By code. */
export const listLegalEntities = async (tx: Tx): Promise<LegalEntity[]> => {
  const query = statements.selectFrom("legal_entity").selectAll().where("company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("code"))).map((row) => ({
    legalEntityId: row.legal_entity_id,
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    sealName: row.seal_name,
    ...given("creditCode", row.credit_code),
    ...given("bankName", row.bank_name),
    ...given("bankAccount", row.bank_account),
    ...given("closedOn", row.closed_on),
  }));
};

const branchColumns = (branch: Omit<Branch, "branchId">) => ({
  code: branch.code,
  name_zh: branch.name.zh,
  name_en: branch.name.en,
  parent_branch_id: orNull(branch.parentBranchId),
  legal_entity_id: orNull(branch.legalEntityId),
  closed_on: orNull(branch.closedOn),
});
/** Those above before those below. Refusals: `already_there`, `named_thing_missing`. */
export const addBranches = async (tx: Tx, branches: readonly Branch[]): Promise<void> => {
  if (branches.length === 0) return;
  const rows = branches.map((branch) => ({
    company_id: tx.companyId,
    branch_id: branch.branchId,
    ...branchColumns(branch),
  }));
  await tx.change(statements.insertInto("branch").values(rows));
};
export const updateBranch = async (tx: Tx, branch: Branch): Promise<void> => {
  await tx.change(
    statements
      .updateTable("branch")
      .set(branchColumns(branch))
      .where("company_id", "=", tx.company)
      .where("branch_id", "=", branch.branchId),
  );
};
/** By code. */
export const listBranches = async (tx: Tx): Promise<Branch[]> => {
  const query = statements.selectFrom("branch").selectAll().where("company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("code"))).map((row) => ({
    branchId: row.branch_id,
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    ...given("parentBranchId", row.parent_branch_id),
    ...given("legalEntityId", row.legal_entity_id),
    ...given("closedOn", row.closed_on),
  }));
};
/**
 * Locks the company's tree until the transaction ends: who moves, closes or fills branches does so one after another, so that no two
 * moves together make a ring and nobody comes into a branch that is being closed.
 */
export const lockOrganisation = async (tx: Tx): Promise<void> => {
  await tx.sql("select company_id from fealty.company where company_id = $1 for no key update", [tx.companyId]);
};
