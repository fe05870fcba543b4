// Clauses: C7.1, N7

import {
  addPersonalKeys,
  companySearchKey,
  destroyPersonalKey,
  knownSearchKey,
  openPersonalKeys,
  type SubjectKey,
} from "./personal-keys.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { searchHash } from "./vault/seal.ts";

/** What tells who a customer is; kept sealed. */
export interface CustomerData {
  readonly name: string;
  readonly phone?: string;
  /** Number of the identity paper, of an organisation its unified social credit code. */
  readonly identity?: string;
  /** `1990-05-17` */
  readonly bornOn?: string;
}
export interface Customer {
  readonly customerId: string;
  /** What events, sheets and imports call the customer by, unique within the company. */
  readonly code: string;
  readonly kind: Schema["customer"]["kind"];
  readonly branchId?: string;
  readonly guardianId?: string;
  /** Known to be the same as this one, under which it is found. */
  readonly mergedIntoId?: string;
  readonly fromOn: string;
  /** First day on which the customer no longer is one. */
  readonly beforeOn?: string;
}
/** A customer as the register has it; no data: its key was destroyed, and nobody can open it. */
export type KeptCustomer = Customer & { readonly data?: CustomerData };

const FIELDS = ["name", "phone", "identity", "bornOn"] as const;
/** One spelling of a value for finding it whole: width, case, blanks and marks between its parts do not count. */
export const searchForm = (field: SearchField, text: string): string => {
  const plain = text.normalize("NFKC").toLowerCase();
  if (field === "phone") return plain.replace(/\D/g, "").replace(/^(?:00)?86(?=1\d{10}$)/, "");
  return plain.replace(/[\s·•.'’-]/g, "");
};
export type SearchField = "name" | "phone" | "identity";
const A_STATEMENT = 500;

/** Each with a key of its own. Refusals: `already_there`, `named_thing_missing`, those of the master key. */
export const addCustomers = async (
  tx: Tx,
  customers: readonly (Customer & { readonly data: CustomerData })[],
): Promise<void> => {
  if (customers.length === 0) return;
  const searchKey = await companySearchKey(tx);
  const keys = await addPersonalKeys(
    tx,
    customers.map(({ customerId }) => customerId),
  );
  for (let from = 0; from < customers.length; from += A_STATEMENT) {
    const rows = customers.slice(from, from + A_STATEMENT).map((one) => ({
      company_id: tx.companyId,
      customer_id: one.customerId,
      ...plainColumns(one),
      ...sealedColumns(one.data, keys.get(one.customerId)!, searchKey),
    }));
    await tx.change(statements.insertInto("customer").values(rows));
  }
};
/** Of one that is not erased. Refusals: those of `addCustomers`. */
export const updateCustomer = async (tx: Tx, customer: Customer & { readonly data: CustomerData }): Promise<void> => {
  const { customerId, data } = customer;
  const key = (await openPersonalKeys(tx, [customerId])).get(customerId)!;
  await tx.change(
    statements
      .updateTable("customer")
      .set({ ...plainColumns(customer), ...sealedColumns(data, key, await companySearchKey(tx)) })
      .where("company_id", "=", tx.company)
      .where("customer_id", "=", customerId),
  );
};
const plainColumns = ({ code, kind, branchId, guardianId, mergedIntoId, fromOn, beforeOn }: Customer) => ({
  code,
  kind,
  branch_id: branchId ?? null,
  guardian_customer_id: guardianId ?? null,
  merged_into_customer_id: mergedIntoId ?? null,
  from_on: fromOn,
  before_on: beforeOn ?? null,
});
const sealedColumns = (data: CustomerData, key: SubjectKey, searchKey: Buffer) => {
  const sealed = (field: (typeof FIELDS)[number]): Buffer | null =>
    data[field] === undefined ? null : key.seal(field, data[field]);
  const hashed = (field: SearchField): Buffer | null =>
    data[field] === undefined ? null : searchHash(searchKey, field, searchForm(field, data[field]));
  return {
    sealed_name: key.seal("name", data.name),
    sealed_phone: sealed("phone"),
    sealed_identity: sealed("identity"),
    sealed_born_on: sealed("bornOn"),
    name_hash: hashed("name")!,
    phone_hash: hashed("phone"),
    identity_hash: hashed("identity"),
  };
};

/** Nobody can open or find the data any more. The row with its code stays, since events name it. */
export const eraseCustomer = async (tx: Tx, customerId: string): Promise<void> => {
  await destroyPersonalKey(tx, customerId);
  await tx.change(
    statements
      .updateTable("customer")
      .set({ name_hash: null, phone_hash: null, identity_hash: null })
      .where("company_id", "=", tx.company)
      .where("customer_id", "=", customerId),
  );
};

/** Takes some of the sealed values away; the others and the key stay. */
export const dropCustomerData = async (
  tx: Tx,
  customerId: string,
  fields: readonly Exclude<keyof CustomerData, "name">[],
): Promise<void> => {
  const columns = {
    phone: { sealed_phone: null, phone_hash: null },
    identity: { sealed_identity: null, identity_hash: null },
    bornOn: { sealed_born_on: null },
  } as const;
  await tx.change(
    statements
      .updateTable("customer")
      .set(Object.assign({}, ...fields.map((field) => columns[field])))
      .where("company_id", "=", tx.company)
      .where("customer_id", "=", customerId),
  );
};

export interface CustomerFilter {
  /** A whole name, phone or number of an identity paper, or the beginning of a code. */
  readonly text?: string | undefined;
  /** Of a name, phone and number of an identity paper those in which the text is sought; absent: in each. */
  readonly soughtIn?: readonly string[] | undefined;
  readonly kind?: Customer["kind"] | undefined;
  /** In one of these branches. */
  readonly branchIds?: readonly string[] | undefined;
  /** The day on which they are customers, or (`after`) had been before. */
  readonly on?: string | undefined;
  readonly ended?: string | undefined;
  /** Nobody serves them on this day. */
  readonly unservedOn?: string | undefined;
}
const SEARCHED = ["name", "phone", "identity"] as const;
const filtered = async (tx: Tx, { text, soughtIn, kind, branchIds, on, ended, unservedOn }: CustomerFilter) => {
  // One that was merged is found under the one that it is.
  let query = statements
    .selectFrom("customer")
    .where("company_id", "=", tx.company)
    .where("merged_into_customer_id", "is", null);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (branchIds !== undefined)
    query = query.where("branch_id", "in", branchIds.length === 0 ? [NOWHERE] : [...branchIds]);
  if (on !== undefined) query = query.where((is) => is.or([is("before_on", "is", null), is("before_on", ">", on)]));
  if (ended !== undefined) query = query.where("before_on", "<=", ended);
  if (unservedOn !== undefined)
    query = query.where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("customer_service")
            .select("customer_service.contract_id")
            .where("customer_service.company_id", "=", tx.company)
            .whereRef("customer_service.customer_code", "=", "customer.code")
            .where("customer_service.from_on", "<=", unservedOn)
            .where("customer_service.before_on", ">", unservedOn),
        ),
      ),
    );
  if (text === undefined || text === "") return query;
  const searchKey = await knownSearchKey(tx);
  if (searchKey === undefined) return query.where("code", "=", text);
  const hash = (field: SearchField): Buffer => searchHash(searchKey, field, searchForm(field, text));
  return query.where((is) =>
    is.or([
      is("code", "like", `${text.replace(/[\\%_]/g, "\\$&")}%`),
      ...SEARCHED.filter((field) => soughtIn?.includes(field) ?? true).map((field) =>
        is(`${field}_hash`, "=", hash(field)),
      ),
    ]),
  );
};
const NOWHERE = "00000000-0000-0000-0000-000000000000";
/** By code, opened. Refusals: those of the master key. */
export const listCustomers = async (
  tx: Tx,
  filter: CustomerFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly rows: readonly KeptCustomer[] }> => {
  const query = await filtered(tx, filter);
  const [count] = await tx.rows(query.select((one) => one.fn.countAll<bigint>().as("count")));
  const rows = await tx.rows(query.selectAll().orderBy("code").offset(offset).limit(limit));
  return { total: Number(count!.count), rows: await opened(tx, rows) };
};
/** By code; locked until the transaction ends where somebody is going to change it. */
export const findCustomer = async (tx: Tx, code: string, lock = false): Promise<KeptCustomer | undefined> => {
  const query = statements
    .selectFrom("customer")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("code", "=", code);
  const rows = await tx.rows(lock ? query.forUpdate() : query);
  return (await opened(tx, rows))[0];
};
/** Those of some codes or ids that are there. */
export const findCustomers = async (
  tx: Tx,
  by: { readonly codes: readonly string[] } | { readonly ids: readonly string[] },
): Promise<KeptCustomer[]> => {
  const [column, values] = "codes" in by ? (["code", by.codes] as const) : (["customer_id", by.ids] as const);
  const found: KeptCustomer[] = [];
  for (let from = 0; from < values.length; from += A_STATEMENT) {
    const some = values.slice(from, from + A_STATEMENT);
    const query = statements.selectFrom("customer").selectAll().where("company_id", "=", tx.company);
    found.push(...(await opened(tx, await tx.rows(query.where(column, "in", some)))));
  }
  return found;
};
/** Those whom somebody answers for. */
export const listWards = (tx: Tx, guardianId: string): Promise<KeptCustomer[]> =>
  listPointing(tx, "guardian_customer_id", guardianId);
/** Those that are known to be the same as one. */
export const listMerged = (tx: Tx, customerId: string): Promise<KeptCustomer[]> =>
  listPointing(tx, "merged_into_customer_id", customerId);
const listPointing = async (
  tx: Tx,
  column: "guardian_customer_id" | "merged_into_customer_id",
  customerId: string,
): Promise<KeptCustomer[]> => {
  const query = statements.selectFrom("customer").selectAll().where("company_id", "=", tx.company);
  return opened(tx, await tx.rows(query.where(column, "=", customerId).orderBy("code")));
};
/** @param into absent: it is one of its own again */
export const mergeCustomer = async (tx: Tx, customerId: string, into: string | undefined): Promise<void> => {
  await tx.change(
    statements
      .updateTable("customer")
      .set({ merged_into_customer_id: into ?? null })
      .where("company_id", "=", tx.company)
      .where("customer_id", "=", customerId),
  );
};
/** Others with the same phone or the same identity paper, by which of them it is; guardian and wards may share a phone. */
export const findDuplicates = async (
  tx: Tx,
  { customerId, guardianId, data }: Pick<Customer, "customerId" | "guardianId"> & { readonly data: CustomerData },
): Promise<{ readonly field: "phone" | "identity"; readonly found: readonly KeptCustomer[] }[]> => {
  const searchKey = await knownSearchKey(tx);
  const duplicates = [];
  const family = guardianId === undefined ? [customerId] : [customerId, guardianId];
  for (const field of ["identity", "phone"] as const) {
    if (searchKey === undefined || data[field] === undefined) continue;
    const hash = searchHash(searchKey, field, searchForm(field, data[field]));
    let query = statements
      .selectFrom("customer")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where(`${field}_hash`, "=", hash)
      .where("customer_id", "<>", customerId)
      .where("merged_into_customer_id", "is", null);
    if (field === "phone")
      query = query
        .where("customer_id", "not in", family)
        .where((is) => is.or([is("guardian_customer_id", "is", null), is("guardian_customer_id", "not in", family)]));
    const rows = await tx.rows(query.orderBy("code").limit(MOST_DUPLICATES));
    if (rows.length > 0) duplicates.push({ field, found: await opened(tx, rows) });
  }
  return duplicates;
};
const MOST_DUPLICATES = 5;
/** Those with a phone number, but those that were merged into another. */
export const customersOfPhone = async (tx: Tx, phone: string): Promise<KeptCustomer[]> => {
  const searchKey = await knownSearchKey(tx);
  if (searchKey === undefined) return [];
  const query = statements
    .selectFrom("customer")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("phone_hash", "=", searchHash(searchKey, "phone", searchForm("phone", phone)))
    .where("merged_into_customer_id", "is", null);
  return opened(tx, await tx.rows(query.orderBy("code")));
};
/** Ids by code, of those that the register has. */
export const customerIds = async (tx: Tx, codes: readonly string[]): Promise<Map<string, string>> => {
  const ids = new Map<string, string>();
  for (let from = 0; from < codes.length; from += A_STATEMENT) {
    const query = statements
      .selectFrom("customer")
      .select(["customer_id", "code"])
      .where("company_id", "=", tx.company);
    for (const row of await tx.rows(query.where("code", "in", codes.slice(from, from + A_STATEMENT))))
      ids.set(row.code, row.customer_id);
  }
  return ids;
};
/** Codes by id, of all or of some, without opening anything. */
export const customerCodes = async (tx: Tx, ids?: readonly string[]): Promise<Map<string, string>> => {
  const all = statements.selectFrom("customer").select(["customer_id", "code"]).where("company_id", "=", tx.company);
  const rows =
    ids?.length === 0 ? [] : await tx.rows(ids === undefined ? all : all.where("customer_id", "in", [...ids]));
  return new Map(rows.map(({ customer_id, code }) => [customer_id, code]));
};
type Row = {
  [Column in keyof Schema["customer"]]: Column extends "company_id" ? unknown : Schema["customer"][Column];
};
const opened = async (tx: Tx, rows: readonly Row[]): Promise<KeptCustomer[]> => {
  const keys = await openPersonalKeys(
    tx,
    rows.map((row) => row.customer_id),
  );
  return rows.map((row) => {
    const key = keys.get(row.customer_id);
    return {
      customerId: row.customer_id,
      code: row.code,
      kind: row.kind,
      ...(row.branch_id === null ? {} : { branchId: row.branch_id }),
      ...(row.guardian_customer_id === null ? {} : { guardianId: row.guardian_customer_id }),
      ...(row.merged_into_customer_id === null ? {} : { mergedIntoId: row.merged_into_customer_id }),
      fromOn: row.from_on,
      ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
      ...(key === undefined ? {} : { data: dataOf(row, key) }),
    };
  });
};
const dataOf = (row: Row, key: SubjectKey): CustomerData => ({
  name: key.open("name", row.sealed_name),
  ...(row.sealed_phone === null ? {} : { phone: key.open("phone", row.sealed_phone) }),
  ...(row.sealed_identity === null ? {} : { identity: key.open("identity", row.sealed_identity) }),
  ...(row.sealed_born_on === null ? {} : { bornOn: key.open("bornOn", row.sealed_born_on) }),
});

/** Of the customers with some codes, or of all, those who bear one of some whole names, by code. Refusals: those of the master key. */
export const customersOfNames = async (
  tx: Tx,
  names: readonly string[],
  codes?: readonly string[],
): Promise<{ readonly code: string; readonly name: string }[]> => {
  const searchKey = names.length === 0 || codes?.length === 0 ? undefined : await knownSearchKey(tx);
  if (searchKey === undefined) return [];
  const nameOf = new Map(
    names.map((name) => [searchHash(searchKey, "name", searchForm("name", name)).toString("hex"), name]),
  );
  const rows = await tx.sql<{ code: string; name_hash: Buffer }>(
    `select code, name_hash from fealty.customer
      where company_id = $1 and name_hash = any($2::bytea[]) and ($3::text[] is null or code = any($3::text[]))`,
    [tx.companyId, [...nameOf.keys()].map((hash) => Buffer.from(hash, "hex")), codes ?? null],
  );
  return rows.map(({ code, name_hash }) => ({ code, name: nameOf.get(name_hash.toString("hex"))! }));
};
