// Clauses: N1
import { readCompany as readFromStore } from "../store/companies.ts";
import { countContracts } from "../store/derived-reads.ts";
import { listBranches } from "../store/organisation.ts";
import { authorise, type Caller } from "./access.ts";
import type { House } from "./house.ts";

/** Name, branches and present moment of the company. */
export const readCompany = (house: House, caller: Caller) => {
  authorise(caller, "read-company");
  return house.store.withCompany(caller.companyId, { snapshot: true }, async (tx) => {
    const { name, demonstration, clock } = await readFromStore(tx);
    const { contracts } = await countContracts(tx);
    return { name, demonstration, now: clock ?? house.now(), contracts, branches: await listBranches(tx) };
  });
};
