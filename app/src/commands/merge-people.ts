// Clauses: C1.2, C2.3
import type { Instant } from "@fealty/engine/values/brand.ts";
import { listContracts, lockContractNumbered } from "../store/contracts.ts";
import { listCoordinations, listFirms } from "../store/intermediary-firms.ts";
import { addMembership, endMembership, findMembership } from "../store/memberships.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { findPerson, listPeople, listRoleHoldings, lockPerson, type Person } from "../store/people.ts";
import {
  addPersonMerge,
  belongingsOf,
  endPersonMerge,
  lockPersonMerge,
  type MovedThings,
  moveBelongings,
} from "../store/person-merges.ts";
import { addToRecord } from "../store/record-begin.ts";
import {
  addTeamComposition,
  listTeamCompositions,
  listTeams,
  settleTeamLeads,
  type TeamComposition,
} from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, doerOf, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { checkMerge, type Pair } from "./merge-people-rules.ts";
import { BY_OWNERS, isOwner } from "./permissions.ts";
import { heldCompositions } from "./team-days.ts";

export interface PeopleNamed {
  /** Code of the entry that goes under the other. */
  readonly person: string;
  /** Code of the entry that is kept. */
  readonly into: string;
}
export interface PeopleMerged extends PeopleNamed, Keyed {
  readonly reason: string;
}
/**
 * What would go from one entry to the other, and everything that stands against it; nothing is written.
 * Refusals: `not_permitted`, `no_such_thing`.
 */
export const previewMerge = (house: House, caller: Caller, given: PeopleNamed) => {
  authorise(caller, "merge-people");
  const options = { ...relationOf(caller, "merge-people"), snapshot: true };
  return house.store.withCompany(caller.companyId, options, async (tx) => {
    const faults = new FormFaults();
    const person = await findPerson(tx, { code: given.person });
    if (!person) throw noSuchThing("person", given.person);
    const into = await findPerson(tx, { code: given.into });
    const pair = await checkedPair(house, tx, caller, given, person, into, faults);
    const moved = await belongingsOf(tx, person.personId);
    const contracts = (await listContracts(tx)).filter(
      ({ contractId }) => moved.agentContracts.includes(contractId) || moved.intermediaryContracts.includes(contractId),
    );
    const teams = await teamsWith(tx, person.personId);
    const coordinations = (await listCoordinations(tx)).filter(({ coordinationId }) =>
      moved.coordinations?.includes(coordinationId),
    );
    return {
      person: named(person),
      into: pair ? named(pair.into) : null,
      moves: {
        roles: moved.roles.length,
        deputies: moved.deputies.length,
        contracts: contracts.map(({ number }) => number),
        subAgencies: moved.appointed.length + moved.appointedAs.length,
        teams: teams.map(({ team }) => team.name),
        firms: (await listFirms(tx))
          .filter(({ firmId }) => coordinations.some((one) => one.firmId === firmId))
          .map(({ name }) => name),
        login: (await findMembership(tx, person.personId)) !== undefined,
        apiKeys: moved.apiKeys.length,
      },
      faults: faults.list,
    };
  });
};
const named = ({ code, name }: Person) => ({ code, name });
/** The two, where they may be one; every fault is added. */
const checkedPair = async (
  house: House,
  tx: Tx,
  caller: Caller,
  { into: code }: PeopleNamed,
  person: Person,
  into: Person | undefined,
  faults: FormFaults,
): Promise<Pair | undefined> => {
  if (!into) {
    faults.nobody("into", code);
    return undefined;
  }
  if (person.personId === into.personId) faults.add("into", "不能并入自己。", "An entry cannot be merged into itself.");
  else if (person.mergedIntoId !== undefined || into.mergedIntoId !== undefined)
    faults.add("into", "其中一位已并入别人。", "One of the two has been merged already.");
  else if ((await listPeople(tx)).some(({ mergedIntoId }) => mergedIntoId === person.personId))
    faults.add(
      "into",
      `已有人并入 ${person.code}，请先撤销，或反过来并入。`,
      `Others have been merged into ${person.code}; take that back first, or merge the other way.`,
    );
  else await checkMerge(house, tx, caller, { person, into }, faults);
  return { person, into };
};
/** Compositions that hold and to which somebody belongs. */
const teamsWith = async (tx: Tx, personId: string) => {
  const all = groupedBy(await listTeamCompositions(tx), ({ teamId }) => teamId);
  return (await listTeams(tx)).flatMap((team) => {
    const own = heldCompositions(all.get(team.teamId) ?? []).filter(({ members }) =>
      members.some((one) => one.personId === personId),
    );
    return own.length === 0 ? [] : [{ team, compositions: own }];
  });
};
/**
 * Says that two entries of the register are one person: what the first is and has goes to the second, the first stays and leads there. Each contract
 * that gets another entry as its party has it in its record.
 * Refusals: `not_permitted`, `no_such_thing`, `form_refused` with every fault, `key_reused`.
 */
export const mergePeople = (
  house: House,
  caller: Caller,
  given: PeopleMerged,
): Promise<{ readonly into: string; readonly contracts: number }> =>
  doOnce(house, caller, "merge-people", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    // In one order, whichever is merged into which.
    const locked = new Map<string, Person | undefined>();
    for (const code of [given.person, given.into].sort()) locked.set(code, await lockPerson(tx, code));
    const person = locked.get(given.person);
    if (!person) throw noSuchThing("person", given.person);
    const faults = new FormFaults();
    const reason = faults.text("reason", given.reason, 500);
    const pair = await checkedPair(house, tx, caller, given, person, locked.get(given.into), faults);
    faults.refuse();
    const { into } = pair!;
    const at = house.now();
    const compositions = [];
    for (const { compositions: own } of await teamsWith(tx, person.personId))
      for (const before of own) {
        const after = await corrected(tx, before, at, (id) => (id === person.personId ? into.personId : id));
        compositions.push({ before: before.teamCompositionId, after });
      }
    const membership = await findMembership(tx, person.personId);
    if (membership) {
      await endMembership(tx, person.personId, at);
      await addMembership(tx, into.personId, membership.userId, membership.since);
    }
    const moved: MovedThings = {
      ...(await belongingsOf(tx, person.personId)),
      compositions,
      ...(membership ? { login: { userId: membership.userId, since: membership.since as number } } : {}),
    };
    const contracts = await tellContracts(house, tx, moved, person, into);
    await moveBelongings(tx, moved, person.personId, into.personId);
    await settleTeamLeads(tx, await companyDay(house, tx));
    const merge = { personMergeId: newUuid(), personId: person.personId, intoPersonId: into.personId };
    await addPersonMerge(tx, { ...merge, reason, moved, by: doerOf(caller), at });
    const detail = { before: named(person), after: named(into), reason };
    await tell(
      { subjectKind: "person", subjectId: person.personId, detail },
      { subjectKind: "person", subjectId: into.personId, detail },
    );
    return { into: into.code, contracts };
  });
/** A composition of the same day in place of one that holds, with one member under its other entry. Returns its id. */
const corrected = async (
  tx: Tx,
  { teamId, fromOn, recordedAt, members }: TeamComposition,
  at: Instant,
  as: (personId: string) => string,
): Promise<string> => {
  const teamCompositionId = newUuid();
  await addTeamComposition(tx, {
    teamCompositionId,
    teamId,
    fromOn,
    recordedAt: Math.max(at, recordedAt + 1) as Instant,
    members: members.map((member) => ({ ...member, personId: as(member.personId) })),
  });
  return teamCompositionId;
};
/** Writes into the record of each contract which entry of the register its party was and is. */
const tellContracts = async (
  house: House,
  tx: Tx,
  { agentContracts, intermediaryContracts }: MovedThings,
  before: Person,
  after: Person,
): Promise<number> => {
  const heads = (await listContracts(tx)).flatMap(({ contractId, number, agentPersonId, intermediaryPersonId }) =>
    // What another has meanwhile is not put back.
    agentContracts.includes(contractId) && agentPersonId === before.personId
      ? [{ contractId, number, party: "agent" }]
      : intermediaryContracts.includes(contractId) && intermediaryPersonId === before.personId
        ? [{ contractId, number, party: "intermediary" }]
        : [],
  );
  // The one order in which contracts are locked.
  heads.sort((a, b) => (a.number < b.number ? -1 : 1));
  for (const { contractId, number, party } of heads) {
    await lockContractNumbered(tx, number);
    const what = { partyEntry: { party, before: before.code, after: after.code } };
    await addToRecord(tx, contractId, house.now(), [{ what, about: `party/${party}` }]);
  }
  return heads.length;
};
export interface PersonSeparated extends Keyed {
  /** Code of the entry that was merged into another. */
  readonly person: string;
  readonly reason: string;
}
/**
 * Takes a merge back: what went to the other entry then and is still there goes back to the first, exactly that; what came since stays.
 * Refusals: as above.
 */
export const separatePerson = (
  house: House,
  caller: Caller,
  given: PersonSeparated,
): Promise<{ readonly person: string; readonly contracts: number }> =>
  doOnce(house, caller, "separate-person", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const person = await lockPerson(tx, given.person);
    if (!person) throw noSuchThing("person", given.person);
    const merge = await lockPersonMerge(tx, person.personId);
    const into = merge && (await findPerson(tx, { personId: merge.intoPersonId }));
    const faults = new FormFaults();
    const reason = faults.text("reason", given.reason, 500);
    if (!merge || !into)
      faults.add(
        "person",
        `${person.code} 没有并入别人，或者已经分开。`,
        `${person.code} is not merged into anybody, or was separated already.`,
      );
    else await checkSeparation(tx, caller, into, merge.moved, faults);
    faults.refuse();
    const { moved } = merge!;
    const at = house.now();
    await putTeamsBack(tx, moved, at, into!, person);
    const login = await findMembership(tx, into!.personId);
    if (moved.login && login?.userId === moved.login.userId) {
      await endMembership(tx, into!.personId, at);
      await addMembership(tx, person.personId, login.userId, moved.login.since as Instant);
    }
    const contracts = await tellContracts(house, tx, moved, into!, person);
    await moveBelongings(tx, moved, into!.personId, person.personId);
    await settleTeamLeads(tx, await companyDay(house, tx));
    await endPersonMerge(tx, merge!, { by: doerOf(caller), at, reason });
    const detail = { before: named(into!), after: named(person), reason };
    await tell(
      { subjectKind: "person", subjectId: person.personId, detail },
      { subjectKind: "person", subjectId: into!.personId, detail },
    );
    return { person: person.code, contracts };
  });
/** Nobody cuts itself loose from what it prepared under its other entry, and roles that owners give go back by an owner alone. */
const checkSeparation = async (
  tx: Tx,
  { actor }: Caller,
  into: Person,
  { roles }: MovedThings,
  faults: FormFaults,
): Promise<void> => {
  if (actor?.personId === into.personId)
    faults.add(
      "person",
      "这是您本人，须由另一人分开。",
      "This is yourself; somebody else has to separate the entries.",
    );
  const strong = (await listRoleHoldings(tx, into.personId)).some(
    ({ role, roleHoldingId }) => BY_OWNERS.includes(role) && roles.includes(roleHoldingId),
  );
  if (strong && !isOwner(actor))
    faults.add(
      "person",
      "随之转过去的职务由负责人任命，也只能由负责人分开。",
      "A role that came with it was given by an owner, and only an owner separates the entries.",
    );
};
/** Of the compositions that the merge corrected those that still hold. */
const putTeamsBack = async (
  tx: Tx,
  { compositions }: MovedThings,
  at: Instant,
  from: Person,
  to: Person,
): Promise<void> => {
  const all = await listTeamCompositions(tx);
  for (const own of groupedBy(all, ({ teamId }) => teamId).values())
    for (const held of heldCompositions(own))
      if (compositions.some(({ after }) => after === held.teamCompositionId))
        await corrected(tx, held, at, (id) => (id === from.personId ? to.personId : id));
};
