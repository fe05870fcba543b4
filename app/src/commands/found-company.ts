// Clauses: C1.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addCompany, listCompanies } from "../store/companies.ts";
import type { House } from "./house.ts";
import { Refusal } from "./refusal.ts";

export interface NewCompany {
  readonly name: { readonly zh: string; readonly en: string };
  /** Its present moment, for a trial on data of another time: it is marked as a demonstration. Without it, the machine's clock. */
  readonly clock?: Instant;
}
/** The first company of a house. Refusal: `company_there`. Gives its number. */
export const foundCompany = async (house: House, { name, clock }: NewCompany): Promise<number> => {
  const [known] = await listCompanies(house.store);
  if (known !== undefined)
    throw new Refusal(
      "company_there",
      {
        zh: `库里已经有公司：${known.name.zh}。另建一家，请先用 FEALTY_HOME 或 DATABASE_URL 指定另一个库。`,
        en: `The house has a company already: ${known.name.en}. For another one name another store with FEALTY_HOME or DATABASE_URL.`,
      },
      { company: known.companyId },
    );
  const companyId = 1;
  const company = { name, demonstration: clock !== undefined, ...(clock === undefined ? {} : { clock }) };
  await house.store.withCompany(companyId, {}, (tx) => addCompany(tx, company, house.now()));
  return companyId;
};
