// Clauses: C7.1, N7
import { type Customer, listCustomers as listFromStore } from "../store/customers.ts";
import { listBranches } from "../store/organisation.ts";
import { authorise, type Caller } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay } from "./company-day.ts";
import { type ShownCustomer, shownCustomer } from "./customer-mask.ts";
import type { House } from "./house.ts";

export interface CustomersFilter {
  /** The beginning of a code; a name, phone or number of an identity paper only whole. */
  readonly text?: string | undefined;
  readonly kind?: Customer["kind"] | undefined;
  /** Code of a branch: there and in all below it. */
  readonly branch?: string | undefined;
  /** Customers of today, or those who were; default `now`. */
  readonly when?: "now" | "ended" | undefined;
}
export interface CustomersPage {
  readonly day: string;
  readonly total: number;
  readonly rows: readonly ShownCustomer[];
}
/** By code, masked. Refusals: `not_for_this_party`, those of the master key. */
export const listCustomers = (
  house: House,
  caller: Caller,
  { text, kind, branch, when = "now" }: CustomersFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<CustomersPage> => {
  authorise(caller, "list-customers");
  return house.store.withCompany(caller.companyId, { personId: caller.personId, snapshot: true }, async (tx) => {
    const day = await companyDay(house, tx);
    const tree = new BranchTree(await listBranches(tx));
    const scope = tree.coded(branch ?? "");
    const branchIds =
      branch === undefined ? undefined : (scope ? tree.below(scope.branchId) : []).map((one) => one.branchId);
    const days = when === "now" ? { on: day } : { ended: day };
    const { total, rows } = await listFromStore(tx, { text: text?.trim(), kind, branchIds, ...days }, page);
    return { day, total, rows: rows.map((one) => shownCustomer(one, tree)) };
  });
};
