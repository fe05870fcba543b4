// Clauses: C7.1, C1.2, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addEntry, withdrawEntries } from "../store/customer-entries.ts";
import { servingOn } from "../store/customer-service.ts";
import { customerCodes, findCustomer, type KeptCustomer } from "../store/customers.ts";
import { loginKeys } from "../store/login-key.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, doerOf, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { entrantOf, entryNumber } from "./customer-asking.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { erased } from "./keep-customer.ts";
import { derivedLoginCode, hashOfLoginCode } from "./login-codes.ts";

const HOUR = 3_600_000_000;
/** How long a link opens. */
export const LINK_HOURS = 24;

export interface CustomerLink {
  /** What the address of the link ends with; shown this once, kept as a hash. */
  readonly code: string;
  /** Code of the customer who enters with it: that one itself, or its guardian. */
  readonly for: string;
  readonly expiresAt: Instant;
}
/**
 * Makes the link with which a customer enters once without a login; the one before that was not used opens nothing any more. Of somebody with a
 * guardian it is the guardian's. An agent makes one for whom its own contract serves today.
 * Refusals: `not_permitted`, `no_such_thing`, `customer_erased`, `form_refused` where it was merged, `key_reused`.
 */
export const giveCustomerLink = async (
  house: House,
  caller: Caller,
  given: Keyed & { readonly customer: string },
): Promise<CustomerLink> => {
  authorise(caller, "give-customer-link");
  // An agent sees no register: whom it serves is found out with its own eyes first, and the link is then made with the house's.
  if (caller.party !== "company" && !(await servesToday(house, caller, given.customer)))
    throw noSuchThing("customer", given.customer);
  const { personId: _, ...house_ } = caller;
  const made = await doOnce(house, house_, "give-customer-link", given, async ({ tx, tell }) => {
    const customer = await findCustomer(tx, given.customer, true);
    if (!customer) throw noSuchThing("customer", given.customer);
    if (customer.data === undefined) throw erased(customer.code);
    const entrant = await refuseMerged(tx, customer, caller);
    const now = house.now();
    const entryId = newUuid();
    const code = derivedLoginCode(await loginKeys(tx), tx.companyId, entryId);
    const expiresAt = (now + LINK_HOURS * HOUR) as Instant;
    await withdrawEntries(tx, customer.customerId, "link", now);
    await addEntry(tx, {
      entryId,
      customerId: entrant.customerId,
      shownId: customer.customerId,
      way: "link",
      codeHash: hashOfLoginCode(await loginKeys(tx), code),
      madeAt: now,
      madeBy: doerOf(caller),
      expiresAt,
    });
    const detail = { entry: entryNumber({ entryId, way: "link" }), for: entrant.code, expiresAt };
    await tell({ subjectKind: "customer", subjectId: customer.customerId, detail });
    return { entryId, for: entrant.code, expiresAt };
  });
  // The answer that is kept holds no code; the same call asked again makes the same one anew.
  const keys = await house.store.withLogins(loginKeys);
  return { code: derivedLoginCode(keys, caller.companyId, made.entryId), for: made.for, expiresAt: made.expiresAt };
};
const servesToday = (house: House, caller: Caller, code: string): Promise<boolean> =>
  house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "give-customer-link"), snapshot: true },
    async (tx) => {
      const day = await companyDay(house, tx);
      return (await servingOn(tx, [code], day)).length > 0;
    },
  );
/** Refusal: `form_refused`, where nobody can enter for the customer. */
const refuseMerged = async (tx: Tx, customer: KeptCustomer, { party }: Caller): Promise<KeptCustomer> => {
  const entrant = await entrantOf(tx, customer);
  if (entrant !== undefined) return entrant;
  const faults = new FormFaults();
  // An agent is not told that the register knows the person twice, nor who else it knows (docs/decisions/0043).
  if (party !== "company") {
    faults.add(
      "customer",
      "这位客户的链接须由公司给，请联系机构。",
      "The link of this customer is the company's to give; ask the branch.",
    );
    faults.refuse();
  }
  const { mergedIntoId } = customer;
  const other = (await customerCodes(tx, [mergedIntoId ?? customer.guardianId!])).get(
    mergedIntoId ?? customer.guardianId!,
  );
  if (mergedIntoId !== undefined)
    faults.add(
      "customer",
      `这笔登记已并入 ${other}，请在 ${other} 的页面给链接。`,
      `This entry was merged into ${other}; give the link on the page of ${other}.`,
    );
  else
    faults.add(
      "customer",
      `监护人 ${other} 的信息已删除或已并入他人，请先另行登记监护人。`,
      `The guardian ${other} was erased or merged; name another guardian first.`,
    );
  faults.refuse();
  throw new Error("a fault refuses");
};
