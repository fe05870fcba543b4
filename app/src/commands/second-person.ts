// Clauses: C2.3, N1

import { everSignedIn, findMembership } from "../store/memberships.ts";
import { findPerson, keptId, listPeople, listRoleHoldings, lockPerson } from "../store/people.ts";
import { addPrepared, decidePrepared, listPrepared, lockPrepared, type Prepared } from "../store/second-persons.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { actorOf, authorise, type Caller, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { type Slip, shownSlip, slipIn } from "./invite-person.ts";
import { refuseBeyond, refuseStrong } from "./login-of-others.ts";
import { Refusal } from "./refusal.ts";
import { tellOfLogin } from "./told-of-login.ts";

export interface PreparedReset extends Keyed {
  /** The code of the person who lost the way in. */
  readonly person: string;
  /** How it was found out who stood there. */
  readonly grounds: string;
}
/** A clerk asks for a new slip for somebody with a login, or whose login was ended. Refusals: `not_permitted`, `no_such_thing`, `form_refused`, `key_reused`. */
export const prepareReset = (house: House, caller: Caller, given: PreparedReset): Promise<{ readonly id: string }> =>
  doOnce(house, caller, "prepare-reset", given, async ({ tx, tell }) => {
    const person = await lockPerson(tx, given.person);
    if (person === undefined) throw noSuchThing("person", given.person);
    const faults = new FormFaults();
    const grounds = faults.text("grounds", given.grounds, 500);
    if (!(await everSignedIn(tx, person.personId)))
      faults.add(
        "person",
        `${person.name}从未有过登录，直接发放登录凭条即可。`,
        `${person.name} never had a login; hand over a slip at once.`,
      );
    refuseBeyond(
      await listRoleHoldings(tx, person.personId),
      caller,
      "prepare-reset",
      await companyDay(house, tx),
      faults,
    );
    if ((await listPrepared(tx, "reset_login")).some(({ subjectId }) => subjectId === person.personId))
      faults.add("person", "已有一份申请在等第二人批准。", "One is waiting for a second person already.");
    faults.refuse();
    const id = newUuid();
    await addPrepared(tx, {
      secondPersonId: id,
      kind: "reset_login",
      subjectId: person.personId,
      grounds,
      preparedBy: preparerOf(caller),
      preparedAt: house.now(),
    });
    await tell({ subjectKind: "person", subjectId: person.personId, detail: { grounds } });
    return { id };
  });
/** Only somebody can prepare or approve: the machine itself is no person. */
export const preparerOf = ({ actor }: Caller): string => {
  if (actor) return actor.personId;
  throw new Refusal("not_signed_in", {
    zh: "须由两个登录的人办理，命令行不能代办。",
    en: "Two people who are signed in do this; the machine itself cannot.",
  });
};
/** What waits for a second person. */
export const listWaiting = (house: House, caller: Caller) => {
  authorise(caller, "list-prepared");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-prepared"), snapshot: true },
    async (tx) => {
      const all = await listPeople(tx);
      const people = new Map(all.map((one) => [one.personId, { code: one.code, name: one.name }]));
      const kept = new Map(all.map(({ personId, mergedIntoId }) => [personId, mergedIntoId ?? personId]));
      const nobody = { code: "", name: "" };
      return (await listPrepared(tx, "reset_login")).map((one) => ({
        id: one.secondPersonId,
        kind: one.kind,
        subject: people.get(one.subjectId) ?? nobody,
        grounds: one.grounds,
        preparedBy: people.get(one.preparedBy) ?? nobody,
        preparedAt: one.preparedAt,
        own: kept.get(one.preparedBy) === caller.actor?.personId,
      }));
    },
  );
};
export interface SecondOpinion {
  readonly id: string;
  readonly outcome: "approved" | "refused" | "withdrawn";
}
/**
 * A second person approves or refuses; the preparer may only take it back. An approved reset gives the slip, shown this once.
 * Refusals: `not_permitted`, `already_decided`, `by_the_same_person`.
 */
export const decideReset = (
  house: House,
  caller: Caller,
  { id, outcome }: SecondOpinion,
): Promise<{ readonly slip?: Slip }> => {
  authorise(caller, "decide-reset");
  const decider = preparerOf(caller);
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "decide-reset"), by: actorOf(house, caller, "decide-reset") },
    async (tx) => {
      const prepared = await lockPrepared(tx, "reset_login", { secondPersonId: id });
      if (prepared === undefined) throw alreadyDecided();
      const own = (await keptId(tx, prepared.preparedBy)) === decider;
      if (own !== (outcome === "withdrawn")) throw bySamePerson(own);
      await decidePrepared(tx, id, outcome, house.now(), own ? undefined : decider);
      if (outcome === "approved") return { slip: await approvedSlip(house, tx, caller, prepared) };
      await tellOfLogin(tx, decider, "decide-reset", prepared.subjectId, { outcome }, house.now());
      return {};
    },
  );
};
const approvedSlip = async (house: House, tx: Tx, caller: Caller, { subjectId }: Prepared): Promise<Slip> => {
  const person = await findPerson(tx, { personId: subjectId });
  if (person === undefined) throw noSuchThing("person", subjectId);
  // Whoever lost the way in does not open it for itself.
  if ((person.mergedIntoId ?? person.personId) === caller.actor?.personId) throw bySamePerson(true);
  const faults = new FormFaults();
  const holdings = await listRoleHoldings(tx, person.personId);
  refuseStrong(holdings, caller, faults);
  refuseBeyond(holdings, caller, "decide-reset", await companyDay(house, tx), faults);
  faults.refuse();
  // Whose login was ended makes one anew, or opens this company with one of another company.
  const purpose = (await findMembership(tx, person.personId)) ? "reset" : "activate";
  return shownSlip(await slipIn(house, tx, caller, person, purpose, "decide-reset"));
};
export const alreadyDecided = (): Refusal =>
  new Refusal("already_decided", {
    zh: "这份申请已经处理过了。",
    en: "This has been decided already.",
  });
export const bySamePerson = (own: boolean): Refusal =>
  own
    ? new Refusal("by_the_same_person", {
        zh: "申请人和当事人不能自己批准，须由另一人办理。",
        en: "Whoever prepared it, and whoever it is about, cannot approve it; another person has to.",
      })
    : new Refusal("by_the_same_person", {
        zh: "只有申请人可以撤回。",
        en: "Only whoever prepared it may take it back.",
      });
