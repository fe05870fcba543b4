// Clauses: C7.1, N7
import { addActivities } from "../store/activity.ts";
import type { ConsentAct, Purpose } from "../store/consents.ts";
import { leaveSession, showInSession } from "../store/customer-entries.ts";
import { findCustomer, type KeptCustomer } from "../store/customers.ts";
import type { Asks } from "../store/data-requests.ts";
import { actorOf, authorise, type Caller } from "./access.ts";
import { type CustomerAsking, entryNumber, goneCookie } from "./customer-asking.ts";
import { receiveRequest } from "./data-requests.ts";
import type { Keyed } from "./do-once.ts";
import { exportCustomer } from "./export-customer.ts";
import { noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { recordConsent } from "./record-consent.ts";

export interface OwnConsent extends Keyed {
  readonly purpose: Purpose;
  /** Of an intermediary's: whom the notice names. */
  readonly recipient?: string | undefined;
  readonly act: ConsentAct;
  /** The version of the notice that was on the screen. */
  readonly version: number;
}
/**
 * A customer gives, refuses or withdraws a consent by itself; a guardian for whom it answers. Withdrawing asks for nothing that giving does not
 * (PIPL 15). Refusals: those of `recordConsent`.
 */
export const sayOwnConsent = (
  house: House,
  caller: Caller,
  { shown }: CustomerAsking,
  given: OwnConsent,
): Promise<{ readonly consentId: string }> => {
  const { byGuardian, entry } = caller.self!;
  return recordConsent(house, caller, { ...given, customer: shown.code, form: "screen", evidence: entry, byGuardian });
};
/** A customer asks something of its own data; the clock is the same as of any other way. Refusals: those of `receiveRequest`. */
export const makeOwnRequest = (
  house: House,
  caller: Caller,
  { shown }: CustomerAsking,
  given: Keyed & { readonly asks: Asks; readonly words: string },
): Promise<{ readonly requestId: string; readonly dueOn: string }> =>
  receiveRequest(house, caller, { ...given, customer: shown.code, channel: "own_page" });
/** Everything that is known of the customer, for programs; that it was taken stands in the history. */
export const copyOwnData = (house: House, caller: Caller, { shown }: CustomerAsking) =>
  exportCustomer(house, caller, shown.code);

/**
 * A guardian goes to the page of somebody it answers for, or back to its own. Refusal: `no_such_thing` where that is nobody of its own.
 */
export const turnTo = (
  house: House,
  caller: Caller,
  { by, entry, companyId }: CustomerAsking,
  { customer: code }: { readonly customer?: string | undefined },
): Promise<{ readonly customer: string }> => {
  authorise(caller, "read-own-page");
  const actor = actorOf(house, caller, "read-own-page");
  return house.store.withCompany(companyId, { by: actor }, async (tx) => {
    const shown: KeptCustomer | undefined = code === undefined ? by : await findCustomer(tx, code);
    const isOwn = shown?.customerId === by.customerId || shown?.guardianId === by.customerId;
    if (shown === undefined || !isOwn || shown.data === undefined || shown.mergedIntoId !== undefined)
      throw noSuchThing("ward", code ?? by.code);
    await showInSession(tx, entry.entryId, shown.customerId);
    const byGuardian = shown.customerId !== by.customerId;
    const detail = { way: entry.way, entry: entryNumber(entry), byGuardian };
    const subject = { subjectKind: "customer", subjectId: shown.customerId } as const;
    await addActivities(tx, [{ at: house.now(), verb: "enter-own-page", ...subject, detail }]);
    return { customer: shown.code };
  });
};
/** Ends the session; without one there is nothing to end. Gives the lines that take the cookie away. */
export const leaveOwnPage = async (house: House, asking: CustomerAsking | undefined): Promise<readonly string[]> => {
  if (asking !== undefined)
    await house.store.withCompany(asking.companyId, {}, (tx) => leaveSession(tx, asking.entry.entryId, house.now()));
  return goneCookie();
};
