// Clauses: C7.1, N7
import { addActivities } from "../store/activity.ts";
import { findCustomer } from "../store/customers.ts";
import { actorOf, authorise, type Caller, relationOf } from "./access.ts";
import type { CustomerField } from "./customer-mask.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { erased } from "./keep-customer.ts";

export interface Reveal {
  /** Code of the customer. */
  readonly customer: string;
  readonly fields: readonly CustomerField[];
  /** Why it is needed; stands in the customer's history. */
  readonly reason: string;
}
/**
 * Shows data of a customer in clear. Each time stands in the customer's history with who and why, in the transaction that reads it: no
 * answer without its line. Nothing of the answer is kept. Refusals: `not_for_this_party`, `no_such_thing`, `customer_erased`, `form_refused`.
 */
export const revealCustomer = (
  house: House,
  caller: Caller,
  { customer: code, fields, reason }: Reveal,
): Promise<Partial<Record<CustomerField, string>>> => {
  authorise(caller, "reveal-customer");
  const { companyId } = caller;
  return house.store.withCompany(
    companyId,
    { ...relationOf(caller, "reveal-customer"), idempotent: true },
    async (tx) => {
      const customer = await findCustomer(tx, code);
      if (!customer) throw noSuchThing("customer", code);
      const { data } = customer;
      if (data === undefined) throw erased(code);
      const faults = new FormFaults();
      const why = faults.text("reason", reason, 200);
      if (why !== "" && [...why].length < 4)
        faults.add("reason", "请写清楚用途，至少四个字。", "Say what it is for, in four characters at least.");
      if (fields.length === 0) faults.add("fields", "请选择要查看的内容。", "Choose what to show.");
      faults.refuse();
      const line = { verb: "reveal-customer", subjectKind: "customer", subjectId: customer.customerId } as const;
      const actorPersonId = actorOf(caller);
      const actor = actorPersonId === undefined ? {} : { actorPersonId };
      await addActivities(tx, [
        { at: house.now(), ...actor, ...line, detail: { fields: [...new Set(fields)], reason: why } },
      ]);
      return Object.fromEntries(fields.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]])));
    },
  );
};
