// Clauses: C1.1, C1.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addInvitation, withdrawInvitations } from "../store/invitations.ts";
import { loginKeys } from "../store/login-key.ts";
import { everSignedIn, findMembership } from "../store/memberships.ts";
import { keptEntry, listRoleHoldings, lockPerson, type Person } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { actorOf, authorise, type Caller, relationOf } from "./access.ts";
import { companyDay, isEmpty } from "./company-day.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { hashOfLoginCode, newLoginCode } from "./login-codes.ts";
import { refuseBeyond, refuseStrong } from "./login-of-others.ts";
import { tellOfLogin } from "./told-of-login.ts";

const DAY = 86_400_000_000;
/** How long a slip holds. */
export const SLIP_DAYS = 7;

/** A slip for one person. The code is shown this once: only what it is found by is kept. */
export interface Slip {
  readonly code: string;
  readonly person: { readonly code: string; readonly name: string };
  readonly purpose: "activate" | "reset";
  readonly expiresAt: Instant;
}
/**
 * Makes the slip with which a person makes its login; a former one that was not used opens nothing any more.
 * Refusals: `not_permitted`, `no_such_thing`, `form_refused` where the person has a login, had one, or has no role.
 */
export const invitePerson = (
  house: House,
  caller: Caller,
  { person: code }: { readonly person: string },
): Promise<Slip> => {
  authorise(caller, "invite-person");
  const { companyId } = caller;
  return house.store.withCompany(
    companyId,
    { ...relationOf(caller, "invite-person"), by: actorOf(house, caller, "invite-person") },
    async (tx) => {
      const { person, faults } = await invitableIn(house, tx, caller, code);
      faults.refuse();
      return shownSlip(await slipIn(house, tx, caller, person, "activate"));
    },
  );
};
/** Somebody who can be given a slip, with what stands against it. Refusal: `no_such_thing`. */
export const invitableIn = async (
  house: House,
  tx: Tx,
  caller: Caller,
  code: string,
): Promise<{ readonly person: Person; readonly faults: FormFaults }> => {
  const person = await lockPerson(tx, code);
  if (person === undefined) throw noSuchThing("person", code);
  const faults = new FormFaults();
  faults.merged("person", person, await keptEntry(tx, person));
  if (await findMembership(tx, person.personId))
    faults.add(
      "person",
      `${person.name}已经有登录。忘了密码，请走“重新领取登录”，由第二人批准。`,
      `${person.name} has a login. For a lost password prepare a new slip, which a second person approves.`,
    );
  // One clerk alone would end a login, and with a slip of its own making be that person.
  else if (await everSignedIn(tx, person.personId))
    faults.add(
      "person",
      `${person.name}的登录已停用，重新发放须由第二人批准：请在此人页面“申请重新领取登录”，由另一人批准。`,
      `${person.name} had a login, which was ended: to give one again prepare a new slip on the person's page, which a second person approves.`,
    );
  const day = await companyDay(house, tx);
  const holdings = await listRoleHoldings(tx, person.personId);
  const open = holdings.some((one) => !isEmpty(one) && (one.beforeOn === undefined || one.beforeOn > day));
  if (!open)
    faults.add(
      "person",
      `${person.name}没有有效的职务，请先给予职务。`,
      `${person.name} holds no role; give one first.`,
    );
  refuseStrong(holdings, caller, faults);
  refuseBeyond(holdings, caller, "invite-person", day, faults);
  return { person, faults };
};
/**
 * A slip by whoever works on the machine itself, for the way back in of a last owner: a person with a login gets a new password with it.
 * Refusal: `no_such_thing`.
 */
export const slipAtTheMachine = (house: House, companyId: number, code: string): Promise<Slip> =>
  house.store.withCompany(companyId, { by: atTheMachine(house, companyId) }, async (tx) => {
    const person = await lockPerson(tx, code);
    if (person === undefined) throw noSuchThing("person", code);
    const faults = new FormFaults();
    faults.merged("person", person, await keptEntry(tx, person));
    faults.refuse();
    const has = await findMembership(tx, person.personId);
    return shownSlip(await slipIn(house, tx, { companyId, party: "company" }, person, has ? "reset" : "activate"));
  });
const atTheMachine = (house: House, companyId: number) =>
  actorOf(house, { companyId, party: "company" }, "invite-person");
/** One that was just made, with the row that it is kept in. */
export interface MadeSlip extends Slip {
  readonly invitationId: string;
}
/** What whoever hands it over sees of it. */
export const shownSlip = ({ invitationId: _, ...slip }: MadeSlip): Slip => slip;
/** Makes and keeps a slip, in the transaction that decided that there may be one. */
export const slipIn = async (
  house: House,
  tx: Tx,
  { actor }: Caller,
  person: { readonly personId: string; readonly code: string; readonly name: string },
  purpose: Slip["purpose"],
  verb: "invite-person" | "decide-reset" = "invite-person",
): Promise<MadeSlip> => {
  const now = house.now();
  const code = newLoginCode(tx.companyId);
  const expiresAt = (now + SLIP_DAYS * DAY) as Instant;
  const keys = await loginKeys(tx);
  const invitationId = newUuid();
  await withdrawInvitations(tx, person.personId, now);
  await addInvitation(tx, {
    invitationId,
    personId: person.personId,
    codeHash: hashOfLoginCode(keys, code),
    purpose,
    madeAt: now,
    madeBy: actor?.personId,
    expiresAt,
  });
  const outcome = verb === "decide-reset" ? { outcome: "approved" } : {};
  await tellOfLogin(tx, actor?.personId, verb, person.personId, { ...outcome, purpose, expiresAt }, now);
  return { code, person: { code: person.code, name: person.name }, purpose, expiresAt, invitationId };
};
