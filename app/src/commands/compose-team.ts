// Clauses: C1.2
import { listContracts } from "../store/contracts.ts";
import { listCoordinations } from "../store/intermediary-firms.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { listPeople, listRoleHoldings, type Person, peopleByCode, type RoleHolding } from "../store/people.ts";
import {
  addTeamComposition,
  addTeams,
  listTeamCompositions,
  listTeams,
  lockTeam,
  settleTeamLeads,
  type Team,
  type TeamMember,
  updateTeam,
} from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { isIntermediaryOf } from "./both-parties.ts";
import { companyDay, covers } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface MemberGiven {
  /** The person's code. */
  readonly person: string;
  readonly lead: boolean;
  /** Parts of the whole: `1` of all parts together, whole numbers. */
  readonly parts: number;
}
export interface TeamGiven extends Keyed {
  /** The code of the one that is changed; absent for a new one. */
  readonly team?: string | undefined;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** From which day the team is who `members` are. */
  readonly fromOn: string;
  readonly members: readonly MemberGiven[];
  /** First day without the team. */
  readonly closedOn?: string | undefined;
}
const MOST_PARTS = 1_000_000;

/**
 * Founds a team or composes it anew from a day on: who leads, who belongs to it and how many parts of what it earns each gets. What held
 * before that day stays as it was. Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const composeTeam = (house: House, caller: Caller, given: TeamGiven): Promise<{ readonly code: string }> =>
  doOnce(house, caller, "compose-team", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const before = given.team === undefined ? undefined : await lockTeam(tx, given.team);
    if (given.team !== undefined && !before) throw noSuchThing("team", given.team);
    const faults = new FormFaults();
    const code = faults.text("code", given.code, 40);
    const name = { zh: faults.text("nameZh", given.nameZh), en: given.nameEn.trim() };
    const taken = (await listTeams(tx)).find((one) => one.code === code && one.teamId !== before?.teamId);
    if (taken) faults.add("code", `编号 ${code} 已用于${taken.name.zh}。`, `The code ${code} is taken.`);
    faults.span("", given.fromOn, undefined);
    if (given.closedOn !== undefined) faults.day("closedOn", given.closedOn);
    if (given.closedOn !== undefined && given.closedOn < given.fromOn)
      faults.add("closedOn", "撤销日早于编组日。", "The team would be closed before this day.");
    const members = checkedMembers(given, await listPeople(tx), await listRoleHoldings(tx), faults);
    if (before) await checkOneParty(tx, before, given, members, faults);
    if (before && given.closedOn !== undefined) await checkNoContract(tx, before, given.closedOn, faults);
    faults.refuse();
    const { closedOn } = given;
    const team: Team = {
      teamId: before?.teamId ?? newUuid(),
      code,
      name,
      ...(closedOn === undefined ? {} : { closedOn }),
    };
    if (before) await updateTeam(tx, team);
    else await addTeams(tx, [team]);
    const own = before ? await listTeamCompositions(tx, team.teamId) : [];
    const last = own.findLast(({ fromOn }) => fromOn === given.fromOn);
    if (JSON.stringify(last?.members) !== JSON.stringify(members))
      await addTeamComposition(tx, {
        teamCompositionId: newUuid(),
        teamId: team.teamId,
        fromOn: given.fromOn,
        recordedAt: house.now(),
        members,
      });
    await settleTeamLeads(tx, await companyDay(house, tx));
    const { fromOn } = given;
    await tell({
      subjectKind: "team",
      subjectId: team.teamId,
      detail: {
        ...(before ? { before: { code: before.code, name: before.name, closedOn: before.closedOn } } : {}),
        after: { code, name, fromOn, members: given.members, closedOn },
      },
    });
    return { code };
  });

/** A team that is the agent of a contract cannot be closed before that is over. */
const checkNoContract = async (tx: Tx, { teamId }: Team, closedOn: string, faults: FormFaults): Promise<void> => {
  const running = (await listContracts(tx)).filter(
    (one) => one.agentTeamId === teamId && one.status !== "ended" && one.term.until >= closedOn,
  );
  if (running.length === 0) return;
  const numbers = running.map(({ number }) => number);
  faults.add(
    "closedOn",
    `合同 ${numbers.join("、")} 到那时还由这个团队履行，请先结束合同并交接客户。`,
    `The team still serves under ${numbers.join(", ")} then; end and hand over first.`,
  );
};
/** Nobody who acts for the intermediary of the team's contracts joins the team. */
const checkOneParty = async (
  tx: Tx,
  { teamId }: Team,
  { members: given }: TeamGiven,
  members: readonly TeamMember[],
  faults: FormFaults,
): Promise<void> => {
  const coordinations = await listCoordinations(tx);
  const own = (await listContracts(tx)).filter((one) => one.agentTeamId === teamId);
  const codes = peopleByCode(await listPeople(tx));
  for (const { personId } of members) {
    const opposed = own.filter((one) => isIntermediaryOf(one, personId, { coordinations })).map(({ number }) => number);
    const index = given.findIndex(({ person }) => codes.get(person)?.personId === personId);
    if (opposed.length > 0)
      faults.add(
        `members.${index}.person`,
        `在合同 ${opposed.join("、")} 中代表中介人，不能同时是代理人。`,
        `Acts for the intermediary in ${opposed.join(", ")} and cannot be the agent too.`,
      );
  }
};
const checkedMembers = (
  { members, fromOn }: TeamGiven,
  people: readonly Person[],
  holdings: readonly RoleHolding[],
  faults: FormFaults,
): TeamMember[] => {
  const byCode = peopleByCode(people);
  if (members.length < 2)
    faults.add(
      "members",
      "团队至少有两人；只有一人时请直接登记代理人。",
      "A team has two members at least; one agent alone is no team.",
    );
  const leads = members.filter(({ lead }) => lead).length;
  if (members.length > 0 && leads !== 1)
    faults.add(
      "members",
      `须有且只有一名负责人，现有 ${leads} 名。`,
      `There must be one lead, and there ${leads === 1 ? "is" : "are"} ${leads}.`,
    );
  const whole = members.reduce((sum, { parts }) => sum + parts, 0);
  if (members.length > 0 && !(Number.isSafeInteger(whole) && whole > 0 && whole <= MOST_PARTS))
    faults.add(
      "members",
      `份额之和须在 1 到 ${MOST_PARTS} 之间。`,
      `All parts together must be between 1 and ${MOST_PARTS}.`,
    );
  return members
    .map(({ person: code, lead, parts }, index): TeamMember => {
      const person = byCode.get(code);
      if (!person) faults.nobody(`members.${index}.person`, code);
      else if (!holdings.some((one) => one.personId === person.personId && one.role === "agent" && covers(one, fromOn)))
        faults.add(
          `members.${index}.person`,
          `${person.name}在 ${fromOn} 不是代理人。`,
          `${person.name} is no agent on ${fromOn}.`,
        );
      if (person && members.findIndex((one) => byCode.get(one.person) === person) !== index)
        faults.add(`members.${index}.person`, `${code} 写了两次。`, `${code} stands here twice.`);
      if (!Number.isSafeInteger(parts) || parts < 0)
        faults.add(`members.${index}.parts`, "份额是不小于零的整数。", "Parts are whole numbers, zero or more.");
      return {
        personId: person?.personId ?? code,
        isLead: lead,
        share: { numerator: parts, denominator: Math.max(whole, 1) },
      };
    })
    .sort((a, b) => Number(b.isLead) - Number(a.isLead) || (a.personId < b.personId ? -1 : 1));
};
