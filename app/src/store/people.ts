import { type RoleName, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type { RoleName } from "./schema.ts";
export { ROLE_NAMES } from "./schema.ts";

/** Somebody who acts for a party. What the person is stands in its roles. */
export interface Person {
  readonly personId: string;
  /** Number in the company's own lists, unique within the company. */
  readonly code: string;
  readonly name: string;
  /** Known to be the same as this one, under which the person is found. */
  readonly mergedIntoId?: string;
}
/** What a person is, where and when; days are of the company's zone. */
export interface RoleHolding {
  readonly roleHoldingId: string;
  readonly personId: string;
  readonly role: RoleName;
  /** Absent: in the whole company. With one: there and in all below it. */
  readonly branchId?: string;
  /** Stands in for this person, who has the role. */
  readonly deputyForPersonId?: string;
  /** The one contract that an auditor of a contract reads. */
  readonly contractId?: string;
  /** First day, `2026-03-01`. */
  readonly fromOn: string;
  /** First day without it. */
  readonly beforeOn?: string;
}

const A_STATEMENT = 1000;
/** Refusal: `already_there`. */
export const addPeople = async (tx: Tx, people: readonly Person[]): Promise<void> => {
  for (let from = 0; from < people.length; from += A_STATEMENT) {
    const rows = people.slice(from, from + A_STATEMENT).map(({ personId, code, name }) => ({
      company_id: tx.companyId,
      person_id: personId,
      code,
      name,
      merged_into_person_id: null,
    }));
    await tx.change(statements.insertInto("person").values(rows));
  }
};
export const updatePerson = async (tx: Tx, { personId, code, name }: Person): Promise<void> => {
  await tx.change(
    statements
      .updateTable("person")
      .set({ code, name })
      .where("company_id", "=", tx.company)
      .where("person_id", "=", personId),
  );
};
const personQuery = (tx: Tx) =>
  statements
    .selectFrom("person")
    .select(["person_id", "code", "name", "merged_into_person_id"])
    .where("company_id", "=", tx.company);
/** By code; entries that were merged into another are among them, since what was done under them names them. */
export const listPeople = async (tx: Tx): Promise<Person[]> =>
  (await tx.rows(personQuery(tx).orderBy("code"))).map(personOf);
export const findPerson = async (tx: Tx, by: { readonly code: string } | { readonly personId: string }) => {
  const query = personQuery(tx);
  const narrowed = "code" in by ? query.where("code", "=", by.code) : query.where("person_id", "=", by.personId);
  const [row] = await tx.rows(narrowed);
  return row === undefined ? undefined : personOf(row);
};
/** The same, locked until the transaction ends: whoever changes what a person is does so one after another. */
export const lockPerson = async (tx: Tx, code: string): Promise<Person | undefined> => {
  const [row] = await tx.rows(personQuery(tx).where("code", "=", code).forUpdate());
  return row === undefined ? undefined : personOf(row);
};
const personOf = (row: {
  person_id: string;
  code: string;
  name: string;
  merged_into_person_id: string | null;
}): Person => ({
  personId: row.person_id,
  code: row.code,
  name: row.name,
  ...(row.merged_into_person_id === null ? {} : { mergedIntoId: row.merged_into_person_id }),
});
/** By every code of theirs, that of an entry which was merged among them: as the entry that is kept. */
export const peopleByCode = (people: readonly Person[]): Map<string, Person> => {
  const byId = new Map(people.map((one) => [one.personId, one]));
  return new Map(people.map((one) => [one.code, byId.get(one.mergedIntoId ?? "") ?? one]));
};
/** The entry under which one that was merged is found; undefined for one of its own. */
export const keptEntry = async (tx: Tx, { mergedIntoId }: Person): Promise<Person | undefined> =>
  mergedIntoId === undefined ? undefined : findPerson(tx, { personId: mergedIntoId });
/** As whom somebody acts: the entry that is kept, of one that was merged. */
export const keptId = async (tx: Tx, personId: string): Promise<string> =>
  (await findPerson(tx, { personId }))?.mergedIntoId ?? personId;

/** Refusals: `already_there`, `named_thing_missing`. */
export const addRoleHoldings = async (tx: Tx, holdings: readonly RoleHolding[]): Promise<void> => {
  for (let from = 0; from < holdings.length; from += A_STATEMENT) {
    const rows = holdings.slice(from, from + A_STATEMENT).map((holding) => ({
      company_id: tx.companyId,
      role_holding_id: holding.roleHoldingId,
      person_id: holding.personId,
      role: holding.role,
      branch_id: holding.branchId ?? null,
      deputy_for_person_id: holding.deputyForPersonId ?? null,
      contract_id: holding.contractId ?? null,
      from_on: holding.fromOn,
      before_on: holding.beforeOn ?? null,
    }));
    await tx.change(statements.insertInto("role_holding").values(rows));
  }
};
export const endRoleHolding = async (tx: Tx, roleHoldingId: string, beforeOn: string): Promise<void> => {
  await tx.change(
    statements
      .updateTable("role_holding")
      .set({ before_on: beforeOn })
      .where("company_id", "=", tx.company)
      .where("role_holding_id", "=", roleHoldingId),
  );
};
/** Of one person or of all, the earliest first. */
export const listRoleHoldings = async (tx: Tx, personId?: string): Promise<RoleHolding[]> => {
  const all = statements.selectFrom("role_holding").selectAll().where("company_id", "=", tx.company);
  const query = personId === undefined ? all : all.where("person_id", "=", personId);
  const rows = await tx.rows(query.orderBy("from_on").orderBy("role_holding_id"));
  return rows.map((row) => ({
    roleHoldingId: row.role_holding_id,
    personId: row.person_id,
    role: row.role,
    ...(row.branch_id === null ? {} : { branchId: row.branch_id }),
    ...(row.deputy_for_person_id === null ? {} : { deputyForPersonId: row.deputy_for_person_id }),
    ...(row.contract_id === null ? {} : { contractId: row.contract_id }),
    fromOn: row.from_on,
    ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
  }));
};
