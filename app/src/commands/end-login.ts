// Clauses: C1.2, C10.3

import { withdrawInvitations } from "../store/invitations.ts";
import { endOtherLoginSessions } from "../store/login-sessions.ts";
import { endMembership, findMembership, membershipsOf } from "../store/memberships.ts";
import { lockPerson } from "../store/people.ts";
import type { Caller } from "./access.ts";
import { endApiKeysOf } from "./api-keys.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface EndedLogin extends Keyed {
  /** The person's code. */
  readonly person: string;
}
/**
 * Takes a person's way in away: slips open nothing, the login opens this company no more, its devices are signed out, and keys of machines that
 * the person answers for end with it: their names are told, and whoever needs them takes them over before.
 * Refusals: `not_permitted`, `no_such_thing`, `key_reused`.
 */
export const endLogin = async (
  house: House,
  caller: Caller,
  given: EndedLogin,
): Promise<{ readonly ended: boolean; readonly apiKeys: string[] }> => {
  const { userId, ended, apiKeys } = await doOnce(house, caller, "end-login", given, async (doing) => {
    const { tx, tell } = doing;
    const person = await lockPerson(tx, given.person);
    if (person === undefined) throw noSuchThing("person", given.person);
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
