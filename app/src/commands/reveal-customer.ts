// Clauses: C7.1, N7
import { addActivities } from "../store/activity.ts";
import { findCustomer } from "../store/customers.ts";
import { once } from "../store/idempotency.ts";
import { seeCustomersOf } from "../store/transaction.ts";
import { actorOf, authorise, type Caller, doerOf, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import type { CustomerField } from "./customer-mask.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { erased } from "./keep-customer.ts";
import { type OtherBasis, sensitiveConsentStands, sensitiveFields } from "./sensitive-use.ts";

export interface Reveal {
  /** Code of the customer. */
  readonly customer: string;
  readonly fields: readonly CustomerField[];
  /** Why it is needed; stands in the customer's history. */
  readonly reason: string;
  /** Why sensitive data may be used where no separate consent stands. */
  readonly basis?: OtherBasis | undefined;
}
/**
 * Shows data of a customer in clear. Each time stands in the customer's history with who and why, in the transaction that reads it: no
 * answer without its line. Nothing of the answer is kept. Sensitive data needs the separate consent, or another basis of the law, which is
 * written down too (PIPL 13, 29). Refusals: `not_for_this_party`, `no_such_thing`, `customer_erased`, `form_refused`.
 */
export const revealCustomer = (house: House, caller: Caller, asked: Reveal): Promise<Revealed> =>
  reveal(house, caller, asked, "reveal-customer");
/** The same of a customer whom the agent who asks serves today; of any other it is not there. */
export const revealOwnCustomer = (house: House, caller: Caller, asked: Reveal, key: string): Promise<Revealed> =>
  reveal(house, caller, asked, "reveal-own-customer", key);
type Revealed = Partial<Record<CustomerField, string>>;
const reveal = (
  house: House,
  caller: Caller,
  { customer: code, fields, reason, basis }: Reveal,
  verb: "reveal-customer" | "reveal-own-customer",
  /** The same key is the same look: it has one line. */
  key?: string,
): Promise<Revealed> => {
  authorise(caller, verb);
  const { companyId } = caller;
  return house.store.withCompany(
    companyId,
    { ...relationOf(caller, verb), idempotent: true, by: actorOf(house, caller, verb) },
    async (tx) => {
      const day = await companyDay(house, tx);
      const own = verb === "reveal-own-customer";
      if (own) await seeCustomersOf(tx, day);
      const customer = own && caller.personId === undefined ? undefined : await findCustomer(tx, code);
      if (!customer) throw noSuchThing("customer", code);
      const { data } = customer;
      if (data === undefined) throw erased(code);
      const faults = new FormFaults();
      const why = faults.text("reason", reason, 200);
      if (why !== "" && [...why].length < 4)
        faults.add("reason", "请写清楚用途，至少四个字。", "Say what it is for, in four characters at least.");
      if (fields.length === 0) faults.add("fields", "请选择要查看的内容。", "Choose what to show.");
      const sensitive = sensitiveFields(customer, fields, day);
      const consented = sensitive.length > 0 && (await sensitiveConsentStands(tx, customer.customerId));
      if (sensitive.length > 0 && !consented && basis === undefined)
        faults.add(
          "basis",
          "这里有敏感个人信息，而处理敏感个人信息的单独同意没有取得或者已不再有效；请先取得同意，或者写明法律上的其他依据（个人信息保护法第十三条、第二十九条）。",
          "This is sensitive data, and no separate consent to its use stands; get that first, or say on what other basis of the law it is used (PIPL 13, 29).",
        );
      faults.refuse();
      const rests = sensitive.length === 0 ? {} : { sensitive, basis: consented ? "consent" : basis };
      const line = { verb, subjectKind: "customer", subjectId: customer.customerId } as const;
      const actorPersonId = doerOf(caller);
      const actor = actorPersonId === undefined ? {} : { actorPersonId };
      const look = { ...actor, ...line, detail: { fields: [...new Set(fields)], reason: why, ...rests } };
      const note = () => addActivities(tx, [{ at: house.now(), ...look }]);
      if (key === undefined) await note();
      else {
        const request = JSON.stringify([code, look.detail]);
        const { personId } = caller;
        await once(tx, { command: verb, key, request, personId, at: house.now() }, async () => {
          await note();
          return {};
        });
      }
      return Object.fromEntries(fields.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]])));
    },
  );
};
