// Clauses: C1.2
import { type Activity, listActivities } from "../store/activity.ts";
import { namesOfApiKeys } from "../store/api-keys.ts";
import { listContracts } from "../store/contracts.ts";
import { countServed } from "../store/customer-service.ts";
import { listCoordinations, listFirms } from "../store/intermediary-firms.ts";
import { openInvitations } from "../store/invitations.ts";
import { everSignedIn, findMembership } from "../store/memberships.ts";
import { listBranches } from "../store/organisation.ts";
import { findPerson, listPeople, listRoleHoldings } from "../store/people.ts";
import { listMembershipsOn, listSubAgencies, listTeamCompositions, listTeams } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay, covers, isEmpty } from "./company-day.ts";
import { noSuchThing } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { type LastingView, lastingViews, lasts } from "./lasting-view.ts";
import { auditedContracts, toldRole } from "./list-people.ts";
import { heldCompositions } from "./team-days.ts";

/** Everything that is known of a person, with all of its past. Refusals: `not_for_this_party`, `no_such_thing`. */
export const readPerson = (house: House, caller: Caller, code: string) => {
  authorise(caller, "read-person");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "read-person"), snapshot: true },
    async (tx) => {
      const person = await findPerson(tx, { code });
      if (!person) throw noSuchThing("person", code);
      const { personId, name } = person;
      const tree = new BranchTree(await listBranches(tx));
      const people = await listPeople(tx);
      const names = new Map(people.map((one) => [one.personId, { code: one.code, name: one.name }]));
      const nobody = { code: "", name: "" };
      const day = await companyDay(house, tx);
      const served = await countServed(tx, day);
      const holdings = await listRoleHoldings(tx, personId);
      const merged = people.filter(({ mergedIntoId }) => mergedIntoId === personId);
      const subjectId = [personId, ...merged.map((one) => one.personId)];
      // Whoever holds no role any more still sees the own contracts for a while, and the company sees until when.
      const audited = await auditedContracts(tx, holdings);
      const isFormer = holdings.length > 0 && !holdings.some((one) => !isEmpty(one) && covers(one, day));
      const lasting = new Map(
        (isFormer ? await lastingViews(house, tx, personId, day) : []).map((one) => [one.number, one]),
      );
      const ownTeams = new Set((await listMembershipsOn(tx, personId, day)).map(({ teamId }) => teamId));
      const coordinations = (await listCoordinations(tx)).filter((one) => one.personId === personId);
      const compositions = groupedBy(await listTeamCompositions(tx), ({ teamId }) => teamId);
      return {
        code,
        name,
        day,
        /** The entry under which the person is found, where this one stands under another. */
        ...(person.mergedIntoId === undefined ? {} : { mergedInto: names.get(person.mergedIntoId) ?? nobody }),
        /** Other entries of the same person. */
        merged: merged.map((one) => ({ code: one.code, name: one.name })),
        login: await loginOfPerson(house, tx, personId),
        roles: holdings.map((one) => ({
          roleHoldingId: one.roleHoldingId,
          ...toldRole(one, tree, names, audited),
        })),
        teams: (await listTeams(tx)).flatMap((team) =>
          heldCompositions(compositions.get(team.teamId) ?? []).flatMap(({ members, fromOn, beforeOn }) => {
            const own = members.find((member) => member.personId === personId);
            const end = [beforeOn, team.closedOn].flatMap((day) => day ?? []).sort()[0];
            const told = { code: team.code, name: team.name, fromOn, ...(end === undefined ? {} : { beforeOn: end }) };
            return own ? [{ ...told, lead: own.isLead, share: own.share }] : [];
          }),
        ),
        firms: (await listFirms(tx)).flatMap(({ firmId, code, name }) =>
          coordinations
            .filter((one) => one.firmId === firmId)
            .map(({ coordinationId, fromOn, beforeOn }) => ({
              coordinationId,
              code,
              name,
              fromOn,
              ...(beforeOn === undefined ? {} : { beforeOn }),
            })),
        ),
        subAgencies: (await listSubAgencies(tx))
          .filter((one) => one.agentPersonId === personId || one.subAgentPersonId === personId)
          .map(({ agentPersonId, subAgentPersonId, ...rest }) => ({
            ...rest,
            agent: names.get(agentPersonId) ?? nobody,
            subAgent: names.get(subAgentPersonId) ?? nobody,
          })),
        contracts: (await listContracts(tx))
          .filter(
            (one) =>
              one.agentPersonId === personId ||
              one.intermediaryPersonId === personId ||
              ownTeams.has(one.agentTeamId ?? "") ||
              coordinations.some((own) => own.firmId === one.intermediaryFirmId && covers(own, day)) ||
              lasting.has(one.number),
          )
          .map(({ contractId, number, title, status, term }) => ({
            number,
            title,
            status,
            term,
            /** How many customers it serves today. */
            customers: served.get(contractId) ?? 0,
            /** Of somebody who holds no role any more: whether, why and until when that person still sees it. */
            ...lastingOfPerson(lasting.get(number), day),
          })),
        history: (await listActivities(tx, { subjectId }))
          // A merge is told at both entries; here it is one line.
          .filter(
            (one) => one.subjectId === personId || !(one.verb === "merge-people" || one.verb === "separate-person"),
          )
          .map((one) => toldActivity(one, names)),
      };
    },
  );
};
const lastingOfPerson = (view: LastingView | undefined, day: string) => {
  if (view === undefined) return {};
  const { contractId: _, number: __, title: ___, ...lasting } = view;
  return { lasting: { ...lasting, lasts: lasts(view, day) } };
};
/** Since when the person can sign in, and until when a slip that was handed out holds. */
const loginOfPerson = async (house: House, tx: Tx, personId: string) => {
  const since = (await findMembership(tx, personId))?.since;
  const open = await openInvitations(tx, personId, house.now());
  // What somebody asked for at the door is between that person and the door.
  const slip = open.find(({ purpose }) => purpose === "activate" || purpose === "reset");
  return {
    ...(since === undefined ? {} : { since }),
    /** There was one, which was ended: a new one takes two people. */
    ended: since === undefined && (await everSignedIn(tx, personId)),
    ...(slip === undefined ? {} : { slipUntil: slip.expiresAt }),
    /** How a phone number is reached from here. */
    phoneWays: (["sms", "wecom"] as const).filter((way) => house.delivery?.channels[way] !== undefined),
    /** Names of the machines' keys that end with the login. */
    apiKeys: await namesOfApiKeys(tx, personId),
  };
};
export const toldActivity = (
  { at, verb, actorPersonId, party, detail }: Activity,
  names: ReadonlyMap<string, { readonly code: string; readonly name: string }>,
) => {
  const actor = names.get(actorPersonId ?? "");
  // A customer by its own page has no code among people.
  return { at, verb, detail, ...(actor === undefined ? {} : { actor }), bySelf: party === "customer" };
};
