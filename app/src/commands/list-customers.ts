// Clauses: C7.1, N7
import { listContracts } from "../store/contracts.ts";
import { servingOn } from "../store/customer-service.ts";
import { type Customer, listCustomers as listFromStore } from "../store/customers.ts";
import { listBranches } from "../store/organisation.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay } from "./company-day.ts";
import { fieldsSeenBy, type ShownCustomer, shownCustomer } from "./customer-mask.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";

export interface CustomersFilter {
  /** The beginning of a code; a name, phone or number of an identity paper only whole, and only where whoever asks sees such. */
  readonly text?: string | undefined;
  readonly kind?: Customer["kind"] | undefined;
  /** Code of a branch: there and in all below it. */
  readonly branch?: string | undefined;
  /** Customers of today, or those who were; default `now`. */
  readonly when?: "now" | "ended" | undefined;
  /** `nobody`: those whom no contract serves today. */
  readonly served?: "nobody" | undefined;
}
export interface ListedCustomer extends ShownCustomer {
  /** The contracts that serve it today. */
  readonly serving: readonly { readonly number: string; readonly agentName: string }[];
}
export interface CustomersPage {
  readonly day: string;
  readonly total: number;
  readonly rows: readonly ListedCustomer[];
}
/** By code, masked. Refusals: `not_for_this_party`, those of the master key. */
export const listCustomers = (
  house: House,
  caller: Caller,
  { text, kind, branch, when = "now", served }: CustomersFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<CustomersPage> => {
  authorise(caller, "list-customers");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-customers"), snapshot: true },
    async (tx) => {
      const day = await companyDay(house, tx);
      const tree = new BranchTree(await listBranches(tx));
      const scope = tree.coded(branch ?? "");
      const branchIds =
        branch === undefined ? undefined : (scope ? tree.below(scope.branchId) : []).map((one) => one.branchId);
      const days = when === "now" ? { on: day } : { ended: day };
      const unservedOn = served === "nobody" ? day : undefined;
      const seen = fieldsSeenBy(caller);
      const filter = { text: text?.trim(), soughtIn: seen, kind, branchIds, unservedOn, ...days };
      const { total, rows } = await listFromStore(tx, filter, page);
      const contracts = new Map((await listContracts(tx)).map((one) => [one.contractId, one]));
      const serving = groupedBy(
        await servingOn(
          tx,
          rows.map(({ code }) => code),
          day,
        ),
        ({ customer }) => customer,
      );
      const servedBy = (code: string): ListedCustomer["serving"] =>
        (serving.get(code) ?? []).map(({ contractId }) => {
          const { number, agentName } = contracts.get(contractId)!;
          return { number, agentName };
        });
      return {
        day,
        total,
        rows: rows.map((one) => ({ ...shownCustomer(one, tree, { seen }), serving: servedBy(one.code) })),
      };
    },
  );
};
