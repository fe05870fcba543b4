import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter, optionalInstant } from "./column-types.ts";
import type { Store } from "./open-store.ts";
import { StoreRefusal } from "./refusal.ts";
import { type Schema, statements } from "./schema.ts";
import type { CompanyId, Tx } from "./transaction.ts";

export interface Company {
  readonly companyId: CompanyId;
  readonly name: { readonly zh: string; readonly en: string };
  /** Invented data, to be marked 演示数据 wherever it is shown. */
  readonly demonstration: boolean;
  /** The present moment of a demonstration; absent: the machine's clock. */
  readonly clock?: Instant;
}
export interface Branch {
  readonly branchId: string;
  /** The company's own short name for it, unique within the company. */
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
}
export type PersonRole = Schema["person"]["role"];
export interface Person {
  readonly personId: string;
  readonly branchId?: string;
  /** Number in the company's own lists, unique within the company. */
  readonly code: string;
  readonly name: string;
  readonly role: PersonRole;
  /** `2026-03-01` */
  readonly joinedOn?: string;
  readonly leftOn?: string;
}
const named = (row: { name_zh: string; name_en: string }) => ({ zh: row.name_zh, en: row.name_en });

/** Refusal: `already_there`. The transaction is the one of the new company. */
export const addCompany = async (tx: Tx, company: Omit<Company, "companyId">, createdAt: Instant): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    name_zh: company.name.zh,
    name_en: company.name.en,
    demonstration: company.demonstration,
    clock_at: optionalInstant(company.clock),
    created_at: instantParameter(createdAt),
  };
  await tx.change(statements.insertInto("company").values(row));
};
/** Refusal: `no_such_company`. */
export const readCompany = async (tx: Tx): Promise<Company> => {
  const query = statements.selectFrom("company").selectAll().where("company_id", "=", tx.company);
  const [row] = await tx.rows(query);
  if (row === undefined)
    throw new StoreRefusal(
      "no_such_company",
      { zh: `没有编号为 ${tx.companyId} 的公司。`, en: `There is no company ${tx.companyId}.` },
      { company: tx.companyId },
    );
  return {
    companyId: tx.companyId,
    name: named(row),
    demonstration: row.demonstration,
    ...(row.clock_at === null ? {} : { clock: row.clock_at }),
  };
};
/** Sets the present moment of a demonstration. Refusal: `value_refused` for a company that is none. */
export const setCompanyClock = async (tx: Tx, clock: Instant): Promise<void> => {
  await tx.change(
    statements
      .updateTable("company")
      .set({ clock_at: instantParameter(clock) })
      .where("company_id", "=", tx.company),
  );
};
/** All tenants, by number; the only list across companies. */
export const listCompanies = (store: Store): Promise<Company[]> =>
  store.asOperator({}, async (tx) => {
    const rows = await tx.rows(statements.selectFrom("company").selectAll().orderBy("company_id"));
    return rows.map((row) => ({
      companyId: Number(row.company_id),
      name: named(row),
      demonstration: row.demonstration,
      ...(row.clock_at === null ? {} : { clock: row.clock_at }),
    }));
  });

/** Refusal: `already_there`. */
export const addBranches = async (tx: Tx, branches: readonly Branch[]): Promise<void> => {
  if (branches.length === 0) return;
  const rows = branches.map(({ branchId, code, name }) => ({
    company_id: tx.companyId,
    branch_id: branchId,
    code,
    name_zh: name.zh,
    name_en: name.en,
  }));
  await tx.change(statements.insertInto("branch").values(rows));
};
export const listBranches = async (tx: Tx): Promise<Branch[]> => {
  const query = statements.selectFrom("branch").selectAll().where("company_id", "=", tx.company);
  const rows = await tx.rows(query.orderBy("code"));
  return rows.map((row) => ({ branchId: row.branch_id, code: row.code, name: named(row) }));
};

const PEOPLE_A_STATEMENT = 1000;
/** Refusals: `already_there`, `named_thing_missing`. */
export const addPeople = async (tx: Tx, people: readonly Person[]): Promise<void> => {
  for (let from = 0; from < people.length; from += PEOPLE_A_STATEMENT) {
    const rows = people.slice(from, from + PEOPLE_A_STATEMENT).map((person) => ({
      company_id: tx.companyId,
      person_id: person.personId,
      branch_id: person.branchId ?? null,
      code: person.code,
      name: person.name,
      role: person.role,
      joined_on: person.joinedOn ?? null,
      left_on: person.leftOn ?? null,
    }));
    await tx.change(statements.insertInto("person").values(rows));
  }
};
export const listPeople = async (tx: Tx, role?: PersonRole): Promise<Person[]> => {
  const query = statements.selectFrom("person").selectAll().where("company_id", "=", tx.company);
  const rows = await tx.rows((role === undefined ? query : query.where("role", "=", role)).orderBy("code"));
  return rows.map((row) => ({
    personId: row.person_id,
    code: row.code,
    name: row.name,
    role: row.role,
    ...(row.branch_id === null ? {} : { branchId: row.branch_id }),
    ...(row.joined_on === null ? {} : { joinedOn: row.joined_on }),
    ...(row.left_on === null ? {} : { leftOn: row.left_on }),
  }));
};
