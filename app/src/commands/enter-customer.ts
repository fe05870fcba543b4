// Clauses: C7.1, N7
import { addActivities } from "../store/activity.ts";
import type { KeptEntry } from "../store/customer-entries.ts";
import type { LoginKeys } from "../store/login-key.ts";
import type { Tx } from "../store/transaction.ts";
import { entryNumber, openCustomerSession } from "./customer-asking.ts";
import type { House } from "./house.ts";

export interface EnteredCustomer {
  /** Lines of `Set-Cookie`. */
  readonly cookies: readonly string[];
}
/** Somebody is in: the way in is used, and the history of whose data is shown says so, in the transaction of both. */
export const beginSession = async (
  house: House,
  tx: Tx,
  keys: LoginKeys,
  entry: KeptEntry,
): Promise<EnteredCustomer> => {
  const cookies = await openCustomerSession(house, tx, keys, entry);
  const byGuardian = entry.customerId !== entry.shownId;
  await addActivities(tx, [
    {
      at: house.now(),
      verb: "enter-own-page",
      subjectKind: "customer",
      subjectId: entry.shownId,
      detail: { way: entry.way, entry: entryNumber(entry), byGuardian },
    },
  ]);
  return { cookies };
};
