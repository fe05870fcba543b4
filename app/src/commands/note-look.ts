// Clauses: C1.2, N7
import { addActivities } from "../store/activity.ts";
import { findContract } from "../store/contracts.ts";
import { findCustomer } from "../store/customers.ts";
import { findPerson } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { actorOf, type Caller, type Verb } from "./access.ts";
import type { House } from "./house.ts";
import type { ActSubject } from "./list-activity.ts";

/** What somebody looked at, as the request named it. */
export interface Look {
  readonly number?: unknown;
  readonly customer?: unknown;
  readonly person?: unknown;
}
/** Of the company as a whole: no row has it. */
export const WHOLE = "00000000-0000-0000-0000-000000000000";

/** Each look of an auditor leaves a line (C1.2); whoever is none looks as its work asks, and leaves what it does. */
export const noteLook = async (house: House, caller: Caller, verb: Verb, look: Look): Promise<void> => {
  const { actor, companyId } = caller;
  if (actor?.roles.some((role) => role === "auditor" || role === "contract_auditor") !== true) return;
  await house.store.withCompany(companyId, { idempotent: true, by: actorOf(house, caller, verb) }, async (tx) => {
    const [subjectKind, subjectId] = await subjectOf(tx, look);
    const { personId } = actor;
    await addActivities(tx, [{ at: house.now(), verb, actorPersonId: personId, subjectKind, subjectId, detail: {} }]);
  });
};
const subjectOf = async (
  tx: Tx,
  { number, customer, person }: Look,
): Promise<readonly [ActSubject["kind"], string]> => {
  if (typeof number === "string") {
    const contract = await findContract(tx, number);
    if (contract) return ["contract", contract.contractId];
  }
  if (typeof customer === "string") {
    const found = await findCustomer(tx, customer);
    if (found) return ["customer", found.customerId];
  }
  if (typeof person === "string") {
    const found = await findPerson(tx, { code: person });
    if (found) return ["person", found.personId];
  }
  return ["company", WHOLE];
};
