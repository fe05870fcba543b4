// Clauses: C1.2
import { findPerson, keptEntry, listRoleHoldings, lockPerson, updatePerson } from "../store/people.ts";
import type { Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { refuseBeyond, refuseStrong } from "./login-of-others.ts";
import { scopeOf } from "./permissions.ts";

export interface ChangedPerson extends Keyed {
  /** The code as it is now. */
  readonly person: string;
  readonly code: string;
  readonly name: string;
}

/**
 * Another name or code, from now on: contracts and what has happened keep the name that they were made with.
 * Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const changePerson = (house: House, caller: Caller, given: ChangedPerson): Promise<{ readonly code: string }> =>
  doOnce(house, caller, "change-person", given, async ({ tx, tell }) => {
    const person = await lockPerson(tx, given.person);
    if (!person) throw noSuchThing("person", given.person);
    const faults = new FormFaults();
    faults.merged("code", person, await keptEntry(tx, person));
    // Who is who is read by everybody: a branch does not rename those above it. The whole company's list is kept by operations too.
    if (scopeOf(caller.actor, "change-person") !== undefined) {
      const holdings = await listRoleHoldings(tx, person.personId);
      refuseStrong(holdings, caller, faults, "rename");
      refuseBeyond(holdings, caller, "change-person", await companyDay(house, tx), faults);
    }
    const code = faults.text("code", given.code, 40);
    const name = faults.text("name", given.name, 100);
    const other = code === person.code ? undefined : await findPerson(tx, { code });
    if (other) faults.add("code", `工号 ${code} 已是${other.name}的。`, `The code ${code} is ${other.name}'s already.`);
    faults.refuse();
    const before = { code: person.code, name: person.name };
    if (before.code === code && before.name === name) return { code };
    await updatePerson(tx, { personId: person.personId, code, name });
    await tell({ subjectKind: "person", subjectId: person.personId, detail: { before, after: { code, name } } });
    return { code };
  });
