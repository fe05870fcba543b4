// Clauses: N1, N6
import { type ContractCounts, type ContractFilter, countContracts, listContractRows } from "../store/derived-reads.ts";
import { authorise, type Caller } from "./access.ts";
import { listedContract } from "./contract-rows.ts";
import type { House } from "./house.ts";

export interface ContractPage {
  readonly rows: ReturnType<typeof listedContract>[];
  readonly counts: ContractCounts;
}
/** One page of the company's contracts, by number, with how many the filter finds. Refusal: `not_for_this_party`. */
export const listContracts = (
  house: House,
  caller: Caller,
  filter: ContractFilter,
  page: { readonly after?: string; readonly limit?: number },
): Promise<ContractPage> => {
  authorise(caller, "list-contracts");
  return house.store.withCompany(caller.companyId, { snapshot: true }, async (tx) => ({
    rows: (await listContractRows(tx, filter, page)).map(listedContract),
    counts: await countContracts(tx, filter),
  }));
};
