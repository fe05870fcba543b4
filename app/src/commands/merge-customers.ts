// Clauses: C7.1
import { assert } from "@fealty/engine/values/assert.ts";
import { endEntries } from "../store/customer-entries.ts";
import { findCustomer, type KeptCustomer, listMerged, listWards, mergeCustomer } from "../store/customers.ts";
import { lockOrganisation } from "../store/organisation.ts";
import type { Caller } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface CustomersMerged extends Keyed {
  /** Code of the one that is found under the other from now on. */
  readonly customer: string;
  readonly into: string;
}
/**
 * Says that two in the register are one customer: the first is found under the second. Nothing of either is lost and no event is touched,
 * so that it can be taken back; figures that contracts have computed stay. Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`,
 * `key_reused`, those of the master key.
 */
export const mergeCustomers = (
  house: House,
  caller: Caller,
  given: CustomersMerged,
): Promise<{ readonly into: string }> =>
  doOnce(house, caller, "merge-customers", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const [customer, into] = [await findCustomer(tx, given.customer), await findCustomer(tx, given.into)];
    if (!customer) throw noSuchThing("customer", given.customer);
    const faults = new FormFaults();
    if (!into) faults.add("into", `没有编号为 ${given.into} 的客户。`, `There is no customer ${given.into}.`);
    else {
      checkPair(customer, into, faults);
      const wards = await listWards(tx, customer.customerId);
      if (wards.length > 0)
        faults.add(
          "into",
          `${customer.code} 是 ${wards.map(({ code }) => code).join("、")} 的监护人，请先为其另行登记监护人。`,
          `${customer.code} is the guardian of ${wards.map(({ code }) => code).join(", ")}; name another guardian first.`,
        );
      if ((await listMerged(tx, customer.customerId)).length > 0)
        faults.add(
          "into",
          `已有客户并入 ${customer.code}，请先撤销，或反过来并入。`,
          `Others have been merged into ${customer.code}; take that back first, or merge the other way.`,
        );
    }
    faults.refuse();
    await mergeCustomer(tx, customer.customerId, into!.customerId);
    // Whoever came in as the one that is no more comes in as the other.
    await endEntries(tx, customer.customerId, house.now());
    const detail = { customer: customer.code, into: into!.code };
    await tell(
      { subjectKind: "customer", subjectId: customer.customerId, detail },
      { subjectKind: "customer", subjectId: into!.customerId, detail },
    );
    return { into: into!.code };
  });
const checkPair = (customer: KeptCustomer, into: KeptCustomer, faults: FormFaults): void => {
  if (customer.customerId === into.customerId)
    faults.add("into", "不能并入自己。", "A customer cannot be merged into itself.");
  else if (customer.mergedIntoId !== undefined || into.mergedIntoId !== undefined)
    faults.add("into", "其中一位已并入别的客户。", "One of the two has been merged already.");
  else if (customer.kind !== into.kind)
    faults.add("into", "个人与单位不能合并。", "A person and an organisation are not one.");
  else if (customer.guardianId === into.customerId || into.guardianId === customer.customerId)
    faults.add("into", "监护人与被监护人不是同一人。", "A guardian and its ward are not one.");
};
/** Takes a merge back: both are as they were. Refusals: as above. */
export const separateCustomer = (
  house: House,
  caller: Caller,
  given: Keyed & { readonly customer: string },
): Promise<{ readonly customer: string }> =>
  doOnce(house, caller, "separate-customer", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const customer = await findCustomer(tx, given.customer);
    if (!customer) throw noSuchThing("customer", given.customer);
    const { mergedIntoId } = customer;
    const faults = new FormFaults();
    if (mergedIntoId === undefined)
      faults.add(
        "customer",
        `${customer.code} 没有并入别的客户，或者已经分开。`,
        `${customer.code} is not merged into another, or was separated already.`,
      );
    faults.refuse();
    assert(mergedIntoId !== undefined, "a merge without faults can be taken back");
    await mergeCustomer(tx, customer.customerId, undefined);
    const detail = { customer: customer.code };
    await tell(
      { subjectKind: "customer", subjectId: customer.customerId, detail },
      { subjectKind: "customer", subjectId: mergedIntoId, detail },
    );
    return { customer: customer.code };
  });
