// Clauses: C1.1, C1.2

import { readCompany } from "../store/companies.ts";
import type { OpenSession } from "../store/login-sessions.ts";
import { bindOpenSession } from "../store/login-sessions.ts";
import { lastCompanyOf, setLastCompany } from "../store/login-users.ts";
import { findMembershipOf, membershipsOf } from "../store/memberships.ts";
import type { RoleName } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import type { Via } from "./access.ts";
import { noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { atOwnLogin, tellOfLogin } from "./told-of-login.ts";
import { type Asking, askingIn } from "./who-asks.ts";

/** A company that a login opens, and as whom. */
export interface OwnCompany {
  readonly companyId: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly asking: Asking;
}
/**
 * Every company that a login opens today, each read in a transaction of its own: the one acted in last first. A company learns of no other: what is
 * read here is told to the person alone.
 */
export const ownCompanies = async (house: House, session: OpenSession): Promise<readonly OwnCompany[]> => {
  const memberships = await membershipsOf(house.store, session.userId);
  if (memberships.length === 0) return [];
  const last = await house.store.withLogins((tx) => lastCompanyOf(tx, session.userId));
  const found = await Promise.all(
    memberships.map(({ companyId, personId }) =>
      house.store.withCompany(companyId, {}, async (tx): Promise<OwnCompany[]> => {
        const asking = await askingIn(house, tx, { ...session, companyId, personId });
        return asking ? [{ companyId, name: (await readCompany(tx)).name, asking }] : [];
      }),
    ),
  );
  return found.flat().sort((a, b) => Number(b.companyId === last) - Number(a.companyId === last));
};
/** Every role that a login holds in any company: what guards the login itself goes by all of them. */
export const rolesAnywhere = async (house: House, session: OpenSession): Promise<readonly RoleName[]> =>
  (await ownCompanies(house, session)).flatMap(({ asking }) => asking.actor.roles);

/**
 * From now on this device acts in that company. The company keeps that the person came in, as of anybody who signs in, and not from where.
 * Refusal: `no_such_thing`, for a company that is not there as for one that the login does not open.
 */
export const enterCompany = async (
  house: House,
  session: OpenSession,
  companyId: number,
  via: Via | undefined,
): Promise<void> => {
  const asking = await house.store.withCompany(companyId, {}, async (tx) => {
    const membership = await findMembershipOf(tx, session.userId);
    const found = membership && (await askingIn(house, tx, { ...session, companyId, personId: membership.personId }));
    if (found) await tellOfEntry(house, tx, found, via);
    return found;
  });
  if (asking === undefined) throw noSuchThing("company", String(companyId));
  await house.store.withLogins(async (tx) => {
    await bindOpenSession(tx, session.sessionId, { companyId, personId: asking.person.personId });
    await setLastCompany(tx, session.userId, companyId);
  });
};
const tellOfEntry = async (
  house: House,
  tx: Tx,
  { person: { personId } }: Asking,
  via: Via | undefined,
): Promise<void> =>
  tellOfLogin(
    tx,
    personId,
    "enter-company",
    personId,
    {},
    house.now(),
    await atOwnLogin(house, tx, "enter-company", personId, via),
  );
