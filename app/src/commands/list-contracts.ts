// Clauses: N1, N6
import { type ContractCounts, type ContractFilter, countContracts, listContractRows } from "../store/derived-reads.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { type Computed, computedOf, listedContract } from "./contract-rows.ts";
import type { House } from "./house.ts";

export interface ListedContracts extends ContractFilter {
  /** Of somebody who is agent in one contract and intermediary in another: only those in which it is the party that it asks as. */
  readonly asParty?: boolean;
}
export interface ContractPage {
  readonly rows: ReturnType<typeof listedContract>[];
  readonly counts: ContractCounts;
  readonly complete: boolean;
  readonly computed: Computed;
}
/**
 * One page of the company's contracts, by number, with how many the filter finds. A contract that is not computed at the present
 * moment is listed without its state. `expected` contracts are on their way in. Refusal: `not_for_this_party`.
 */
export const listContracts = (
  house: House,
  caller: Caller,
  { asParty = false, ...filter }: ListedContracts,
  page: { readonly after?: string; readonly limit?: number },
  expected = 0,
): Promise<ContractPage> => {
  authorise(caller, "list-contracts");
  const narrowed = { ...filter, ...boundOf(caller, asParty) };
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-contracts"), snapshot: true },
    async (tx) => {
      const { stale, computed } = await computedOf(house, tx, expected);
      return {
        rows: (await listContractRows(tx, { ...narrowed, stale }, page)).map(listedContract),
        counts: await countContracts(tx, { ...narrowed, stale }),
        complete: computed.done === computed.of,
        computed,
      };
    },
  );
};
const boundOf = ({ party, personId, actor }: Caller, asParty: boolean): Pick<ContractFilter, "bound"> => {
  if (!asParty || party === "company" || personId === undefined) return {};
  const groups = (party === "agent" ? actor?.teamIds : actor?.firmIds) ?? [];
  return { bound: { party, personId, groups } };
};
