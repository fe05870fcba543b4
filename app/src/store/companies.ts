import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter, optionalInstant } from "./column-types.ts";
import type { Store } from "./open-store.ts";
import { StoreRefusal } from "./refusal.ts";
import { statements } from "./schema.ts";
import type { CompanyId, Tx } from "./transaction.ts";

export interface Company {
  readonly companyId: CompanyId;
  readonly name: { readonly zh: string; readonly en: string };
  /** Invented data, to be marked 演示数据 wherever it is shown. */
  readonly demonstration: boolean;
  /** In which its days are days, `Asia/Shanghai`. */
  readonly timeZone: string;
  /** The present moment of a demonstration; absent: the machine's clock. */
  readonly clock?: Instant;
}
/** As a company comes in; without a zone it is in China. */
export type NewCompany = Omit<Company, "companyId" | "timeZone"> & Partial<Pick<Company, "timeZone">>;
const DEFAULT_ZONE = "Asia/Shanghai";

const named = (row: { name_zh: string; name_en: string }) => ({ zh: row.name_zh, en: row.name_en });

/** Refusal: `already_there`. The transaction is the one of the new company. */
export const addCompany = async (tx: Tx, company: NewCompany, createdAt: Instant): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    name_zh: company.name.zh,
    name_en: company.name.en,
    demonstration: company.demonstration,
    time_zone: company.timeZone ?? DEFAULT_ZONE,
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
    timeZone: row.time_zone,
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
      timeZone: row.time_zone,
      ...(row.clock_at === null ? {} : { clock: row.clock_at }),
    }));
  });
