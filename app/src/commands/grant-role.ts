// Clauses: C1.2
import { lockOrganisation } from "../store/organisation.ts";
import { addRoleHoldings, keptEntry, lockPerson } from "../store/people.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { roleContext } from "./role-context.ts";
import { checkedRole, type RoleGiven } from "./role-rules.ts";

export interface GrantedRole extends RoleGiven, Keyed {
  /** The person's code. */
  readonly person: string;
}
/** Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`. */
export const grantRole = (
  house: House,
  caller: Caller,
  { person: code, ...given }: GrantedRole,
): Promise<{ readonly roleHoldingId: string }> =>
  doOnce(house, caller, "grant-role", { person: code, ...given } as GrantedRole, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const person = await lockPerson(tx, code);
    if (!person) throw noSuchThing("person", code);
    const faults = new FormFaults();
    faults.merged("person", person, await keptEntry(tx, person));
    const own = { personId: person.personId, roleHoldingId: newUuid() };
    const holding = checkedRole(given, "", own, await roleContext(tx, caller, "grant-role", [given.contract]), faults);
    faults.refuse();
    await addRoleHoldings(tx, [holding]);
    const { role, branch, deputyFor, contract, fromOn, beforeOn } = given;
    await tell({
      subjectKind: "person",
      subjectId: person.personId,
      detail: { after: { role, branch, deputyFor, contract, fromOn, beforeOn } },
    });
    return { roleHoldingId: own.roleHoldingId };
  });
