// Clauses: C1.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { announce, FOUNDED } from "../store/changes.ts";
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
        zh: `库里已经有公司：${known.name.zh}。在同一个库里另建一家，用 fealty founding-code 做一个建立码，在页面上建立。`,
        en: `The house has a company already: ${known.name.en}. For a further one in the same house make a code with fealty founding-code and found it in the page.`,
      },
      { company: known.companyId },
    );
  const companyId = 1;
  const company = { name, demonstration: clock !== undefined, ...(clock === undefined ? {} : { clock }) };
  await house.store.withCompany(companyId, {}, (tx) => addCompany(tx, company, house.now()));
  await announce(house.store, [{ companyId, contractId: FOUNDED }]).catch(() => undefined);
  return companyId;
};
