// Clauses: C1.2, C10.3

import { withdrawInvitations } from "../store/invitations.ts";
import { endOtherLoginSessions } from "../store/login-sessions.ts";
import { endMembership, findMembership, membershipsOf } from "../store/memberships.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { listRoleHoldings, lockPerson } from "../store/people.ts";
import type { Caller } from "./access.ts";
import { endApiKeysOf } from "./api-keys.ts";
import { companyDay } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { refuseBeyond, refuseLastOwner, refuseStrong } from "./login-of-others.ts";

export interface EndedLogin extends Keyed {
  /** The person's code. */
  readonly person: string;
}
/**
 * Takes a person's way in away: slips open nothing, the login opens this company no more, its devices are signed out, and keys of machines that
 * the person answers for end with it: their names are told, and whoever needs them takes them over before.
 * Refusals: `not_permitted`, `no_such_thing`, `form_refused` where an owner has to do it, or the company would have none who signs in, `key_reused`.
 */
export const endLogin = async (
  house: House,
  caller: Caller,
  given: EndedLogin,
): Promise<{ readonly ended: boolean; readonly apiKeys: string[] }> => {
  const { userId, ended, apiKeys } = await doOnce(house, caller, "end-login", given, async (doing) => {
    const { tx, tell } = doing;
    await lockOrganisation(tx);
    const person = await lockPerson(tx, given.person);
    if (person === undefined) throw noSuchThing("person", given.person);
    const faults = new FormFaults();
    const all = await listRoleHoldings(tx);
    const own = all.filter(({ personId }) => personId === person.personId);
    const day = await companyDay(house, tx);
    refuseStrong(own, caller, faults, "end");
    refuseBeyond(own, caller, "end-login", day, faults);
    await refuseLastOwner(tx, person.personId, all, day, faults);
    faults.refuse();
    const membership = await findMembership(tx, person.personId);
    await withdrawInvitations(tx, person.personId, house.now());
    await endMembership(tx, person.personId, house.now());
    const apiKeys = await endApiKeysOf(house, caller, doing, person.personId);
    await tell({ subjectKind: "person", subjectId: person.personId, detail: { ended: membership !== undefined } });
    return { userId: membership?.userId ?? null, ended: membership !== undefined, apiKeys };
  });
  // A session of an ended login opens nothing already; this only tidies the list of devices.
  if (userId !== null && (await membershipsOf(house.store, userId)).length === 0)
    await house.store.withLogins((tx) => endOtherLoginSessions(tx, userId, undefined));
  return { ended, apiKeys };
};
