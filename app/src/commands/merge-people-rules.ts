// Clauses: C1.2, C2.3
import { listContracts } from "../store/contracts.ts";
import { listCoordinations, listFirms } from "../store/intermediary-firms.ts";
import { openInvitations } from "../store/invitations.ts";
import { listLicences, listLicensedContracts } from "../store/licences.ts";
import { findMembership } from "../store/memberships.ts";
import { listRoleHoldings, type Person, type RoleHolding } from "../store/people.ts";
import { approvedBetween, awaitsReset } from "../store/person-merges.ts";
import { listSubAgencies, listTeamCompositions, listTeams } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import type { Caller } from "./access.ts";
import { isAgentOf, isIntermediaryOf } from "./both-parties.ts";
import { isEmpty, overlap } from "./company-day.ts";
import type { FormFaults } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { BY_OWNERS, isOwner } from "./permissions.ts";
import { ROLE_WORDS } from "./role-words.ts";
import { heldCompositions } from "./team-days.ts";

/** Two entries of which the first is to go under the second. */
export interface Pair {
  readonly person: Person;
  readonly into: Person;
}
/**
 * Everything that stands against two entries being one person; each fault goes to `into`. What would let one person act as two, be on both sides of
 * a contract, or could not be put back, is refused; what is said of both alike, as the same role twice, is not.
 */
export const checkMerge = async (
  house: House,
  tx: Tx,
  { actor }: Pick<Caller, "actor">,
  pair: Pair,
  faults: FormFaults,
): Promise<void> => {
  const { person, into } = pair;
  const ids = [person.personId, into.personId];
  if (actor !== undefined && ids.includes(actor.personId))
    faults.add(
      "into",
      "其中一位是您本人，须由另一人合并。",
      "One of the two is yourself; somebody else has to merge them.",
    );
  const holdings = await listRoleHoldings(tx);
  const [roles, others] = ids.map((id) => holdings.filter((one) => one.personId === id && !isEmpty(one)));
  if (!isOwner(actor) && [...roles!, ...others!].some(({ role }) => BY_OWNERS.includes(role)))
    faults.add(
      "into",
      "其中一位的职务由负责人任命，也只能由负责人合并。",
      "An owner gave one of the two its role, and only an owner merges them.",
    );
  checkRoles(roles!, others!, pair, faults);
  await checkLogins(house, tx, pair, faults);
  await checkContracts(tx, pair, faults);
  await checkFirms(tx, pair, faults);
  await checkSubAgencies(tx, pair, faults);
  await checkLicences(tx, pair, faults);
  const approved = await approvedBetween(tx, person.personId, into.personId);
  if (approved.length > 0)
    faults.add(
      "into",
      `其中一位批准过另一位准备的事项（${listed(approved)}）。须由两人办理的，不能因合并变成一人办理。`,
      `One of the two approved what the other had prepared (${listed(approved, ", ")}). What two people have to do does not become one person's by a merge.`,
    );
};
const listed = (names: readonly string[], mark = "、"): string =>
  names.length <= 5 ? names.join(mark) : `${names.slice(0, 5).join(mark)}…`;
const checkRoles = (
  roles: readonly RoleHolding[],
  others: readonly RoleHolding[],
  { person, into }: Pair,
  faults: FormFaults,
): void => {
  const standsIn = [...roles, ...others].find(({ deputyForPersonId }) =>
    [person.personId, into.personId].includes(deputyForPersonId ?? ""),
  );
  if (standsIn)
    faults.add(
      "into",
      `其中一位代行过另一位的${ROLE_WORDS[standsIn.role].zh}职务；没有人代行自己的职务。`,
      `One of the two stood in for the other as ${ROLE_WORDS[standsIn.role].en.toLowerCase()}; nobody stands in for oneself.`,
    );
  const clash = (found: (one: RoleHolding, other: RoleHolding) => boolean): boolean =>
    roles.some((one) => others.some((other) => overlap(one, other) && found(one, other)));
  if (clash((one, other) => one.role === "agent" && other.role === "agent" && one.branchId !== other.branchId))
    faults.add(
      "into",
      "两位同时是不同机构的代理人；一名代理人同一时间只在一个机构，请先结束其中一项。",
      "The two are agents in different branches at the same time; an agent is in one branch at a time, so end one of the roles first.",
    );
  if (clash((one, other) => (one.role === "contract_auditor") !== (other.role === "contract_auditor")))
    faults.add(
      "into",
      "其中一位只审计一份合同，另一位同时有别的职务；只审计一份合同的人不能兼任其他职务。",
      "One of the two audits one contract alone while the other has another role; whoever audits one contract has no other role.",
    );
};
const checkLogins = async (house: House, tx: Tx, { person, into }: Pair, faults: FormFaults): Promise<void> => {
  const logins = [await findMembership(tx, person.personId), await findMembership(tx, into.personId)];
  if (logins.every((one) => one !== undefined))
    faults.add(
      "into",
      "两位各有一个登录。请先结束其中一个，一个人只用一个登录。",
      "Each of the two has a login. End one of them first: one person has one login.",
    );
  for (const { personId, code } of [person, into]) {
    const open = (await openInvitations(tx, personId, house.now())).some(
      ({ purpose }) => purpose === "activate" || purpose === "reset" || purpose === "mailed_reset",
    );
    if (open)
      faults.add(
        "into",
        `${code} 有一张还没用的登录凭条，请先用掉，或以“结束登录”收回。`,
        `A login slip of ${code} is still open; let it be used, or take it back by ending the login.`,
      );
  }
  if (await awaitsReset(tx, [person.personId, into.personId]))
    faults.add(
      "into",
      "其中一位的重新领取登录在等第二人批准，请先办完。",
      "A new way in for one of the two waits for a second person; have that decided first.",
    );
};
const checkContracts = async (tx: Tx, { person, into }: Pair, faults: FormFaults): Promise<void> => {
  const teams = groupedBy(await listTeamCompositions(tx), ({ teamId }) => teamId);
  const coordinations = (await listCoordinations(tx)).filter((one) => !isEmpty(one));
  const belonging = { compositions: teams, coordinations };
  const pairs = [
    [person.personId, into.personId],
    [into.personId, person.personId],
  ] as const;
  const opposed = (await listContracts(tx)).filter((one) =>
    pairs.some(
      ([agent, intermediary]) => isIntermediaryOf(one, intermediary, belonging) && isAgentOf(one, agent, belonging),
    ),
  );
  if (opposed.length > 0) {
    const numbers = opposed.map(({ number }) => number);
    faults.add(
      "into",
      `两位在合同 ${listed(numbers)} 中分别是代理人和中介人，是不同的两方。`,
      `In ${listed(numbers, ", ")} one of the two is the agent and the other the intermediary: two parties, not one person.`,
    );
  }
  const both = (await listTeams(tx)).filter(({ teamId }) =>
    heldCompositions(teams.get(teamId) ?? []).some(({ members }) =>
      [person, into].every(({ personId }) => members.some((one) => one.personId === personId)),
    ),
  );
  if (both.length > 0)
    faults.add(
      "into",
      `两位同在团队${listed(both.map(({ name }) => name.zh))}，各有份额。请先更正编组，只留一位。`,
      `Both are in the team ${listed(
        both.map(({ name }) => name.en || name.zh),
        ", ",
      )} with a share each. Correct who belongs to it first, so that one of them is left.`,
    );
};
/** Each has its days at a firm; of the same days one is left. */
const checkFirms = async (tx: Tx, { person, into }: Pair, faults: FormFaults): Promise<void> => {
  const all = await listCoordinations(tx);
  const twice = (await listFirms(tx)).filter(({ firmId }) => {
    const [own, others] = [person, into].map(({ personId }) =>
      all.filter((one) => one.firmId === firmId && one.personId === personId),
    );
    return own!.some((one) => others!.some((other) => overlap(one, other)));
  });
  if (twice.length > 0)
    faults.add(
      "into",
      `两位同时是中介机构${listed(twice.map(({ name }) => name.zh))}的协调人，请先在“机构”里结束其中一项。`,
      `Both coordinate for ${listed(
        twice.map(({ name }) => name.en || name.zh),
        ", ",
      )} at the same time; end one of the two under Organisation first.`,
    );
};
const checkSubAgencies = async (tx: Tx, { person, into }: Pair, faults: FormFaults): Promise<void> => {
  const all = (await listSubAgencies(tx)).filter((one) => !isEmpty(one));
  const ids = [person.personId, into.personId];
  if (all.some((one) => ids.includes(one.agentPersonId) && ids.includes(one.subAgentPersonId)))
    faults.add(
      "into",
      "其中一位是另一位的复代理人；没有人转委托给自己。",
      "One of the two is the other's sub-agent; nobody appoints oneself.",
    );
  const twice = all.some((one) =>
    all.some(
      (other) =>
        one !== other &&
        overlap(one, other) &&
        ((one.agentPersonId === person.personId &&
          other.agentPersonId === into.personId &&
          one.subAgentPersonId === other.subAgentPersonId) ||
          (one.subAgentPersonId === person.personId &&
            other.subAgentPersonId === into.personId &&
            one.agentPersonId === other.agentPersonId)),
    ),
  );
  if (twice)
    faults.add(
      "into",
      "两位同时与同一人有转委托关系，请先结束其中一项。",
      "Both have a sub-agency with the same person at the same time; end one of them first.",
    );
};
/** What a contract was told of licences stands in its facts, and no merge that is taken back takes it out of them again. */
const checkLicences = async (tx: Tx, { person }: Pair, faults: FormFaults): Promise<void> => {
  const licences = (await listLicences(tx, person.personId)).filter(({ takenBack }) => !takenBack);
  const asking = (await listLicensedContracts(tx)).filter(
    ({ agentPersonId, agentTeamId, members }) =>
      (agentTeamId === undefined && agentPersonId === person.personId) || members.some(({ id }) => id === person.code),
  );
  if (licences.length === 0 && asking.length === 0) return;
  const named = [...licences.map(({ number }) => number), ...asking.map(({ number }) => number)];
  faults.add(
    "into",
    `${person.code} 名下有执业登记，或有要求执业登记的合同（${listed(named)}）。合同已据此记录事实，合并撤销时无法收回：请反过来并入这一位；执业登记是重复的，请先撤销。`,
    `${person.code} holds licences, or contracts that ask for one (${listed(named, ", ")}). Contracts have facts of them that no separation takes out again: merge the other way, and take a licence back first where it stands twice.`,
  );
};
