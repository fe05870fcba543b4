// Clauses: C1.1, C1.2
import { assert } from "@fealty/engine/values/assert.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import type { Demo } from "../demo/model.ts";
import { LEGAL_ENTITY, STAFF, teamTimes } from "../demo/staff.ts";
import { addCompany, listCompanies } from "../store/companies.ts";
import { listContracts } from "../store/contracts.ts";
import { addCustomers } from "../store/customers.ts";
import { addBranches, addLegalEntity, type Branch } from "../store/organisation.ts";
import { addPeople, addRoleHoldings, type RoleHolding } from "../store/people.ts";
import { addSubAgencies, addTeamComposition, addTeams, type TeamComposition } from "../store/teams.ts";
import { newUuid } from "../store/uuid.ts";
import type { House } from "./house.ts";
import { takenBefore } from "./store-refusal.ts";

/**
 * The company with its branches and people, where neither this nor another process has founded it yet. Returns whether its
 * contracts are all in.
 */
export const foundDemo = async (house: House, companyId: number, demo: Demo): Promise<boolean> => {
  const companies = await listCompanies(house.store);
  if (!companies.some((one) => one.companyId === companyId))
    await foundCompany(house, companyId, demo).catch((error: unknown) => {
      if (takenBefore(error) !== "company_pkey") throw error;
    });
  const contracts = await house.store.withCompany(companyId, {}, listContracts);
  return contracts.length >= demo.agents.length;
};
const foundCompany = async (house: House, companyId: number, demo: Demo): Promise<void> => {
  const clock = parseInstant(demo.company.as_of);
  assert(clock !== undefined, "the demonstration has a moment");
  const legalEntityId = newUuid();
  const { nameEn, ...entity } = LEGAL_ENTITY;
  const name = { zh: demo.company.name, en: nameEn };
  const branches = demo.branches.map(
    ({ id, zh, en }): Branch => ({ branchId: newUuid(), code: id, name: { zh, en }, legalEntityId }),
  );
  const branchIds = new Map(branches.map(({ code, branchId }) => [code, branchId]));
  const { people, roles } = peopleOf(demo, branchIds);
  const idOf = (code: string): string => people.find((person) => person.code === code)!.personId;
  const teams = demo.teams.map(({ id, zh, en }) => ({ teamId: newUuid(), code: id, name: { zh, en } }));
  await house.store.withCompany(companyId, {}, async (tx) => {
    const { time_zone: timeZone } = demo.company;
    await addCompany(tx, { name, timeZone, demonstration: true, clock }, house.now());
    await addLegalEntity(tx, { legalEntityId, ...entity, name, sealName: demo.company.name });
    await addBranches(tx, branches);
    await addPeople(tx, people);
    await addCustomers(tx, customersOf(demo, branchIds));
    await addRoleHoldings(tx, roles);
    await addTeams(tx, teams);
    for (const composition of compositionsOf(house, demo, teams, idOf)) await addTeamComposition(tx, composition);
    await addSubAgencies(
      tx,
      demo.subAgents.map(({ id, agent, consent, consentedOn }) => ({
        subAgencyId: newUuid(),
        agentPersonId: idOf(agent),
        subAgentPersonId: idOf(id),
        ground: "consent" as const,
        groundsText: consent,
        consentedOn,
        fromOn: consentedOn,
      })),
    );
  });
};
const customersOf = (demo: Demo, branchIds: ReadonlyMap<string, string>) =>
  demo.customers.map(({ id, kind, name, branch, since, left }) => ({
    customerId: newUuid(),
    code: id,
    kind,
    branchId: branchIds.get(branch)!,
    fromOn: since,
    ...(left === undefined ? {} : { beforeOn: left }),
    data: { name },
  }));
/** Agents, sub-agents and the company's own people, with what they are from when until when. */
const peopleOf = (demo: Demo, branchIds: ReadonlyMap<string, string>) => {
  const people: { readonly personId: string; readonly code: string; readonly name: string }[] = [];
  const roles: RoleHolding[] = [];
  const add = (
    { code, name }: { readonly code: string; readonly name: string },
    role: RoleHolding["role"],
    branch: string | undefined,
    days: Pick<RoleHolding, "fromOn" | "beforeOn">,
  ): void => {
    const personId = newUuid();
    const branchId = branchIds.get(branch ?? "");
    people.push({ personId, code, name });
    roles.push({
      roleHoldingId: newUuid(),
      personId,
      role,
      ...days,
      ...(branchId === undefined ? {} : { branchId }),
    });
  };
  for (const { id, name, branch, joined, left } of demo.agents)
    add({ code: id, name }, "agent", branch, {
      fromOn: joined,
      ...(left === undefined ? {} : { beforeOn: left.day }),
    });
  for (const { id, name, agent, consentedOn } of demo.subAgents)
    add({ code: id, name }, "service", demo.agents.find((one) => one.id === agent)?.branch, { fromOn: consentedOn });
  for (const { role, branch, ...person } of STAFF) add(person, role, branch, { fromOn: demo.company.from });
  return { people, roles };
};
const compositionsOf = (
  house: House,
  demo: Demo,
  teams: readonly { readonly teamId: string; readonly code: string }[],
  idOf: (code: string) => string,
): TeamComposition[] =>
  demo.teams.flatMap((team) =>
    teamTimes(team, demo.agents).map(({ fromOn, lead, members }) => ({
      teamCompositionId: newUuid(),
      teamId: teams.find(({ code }) => code === team.id)!.teamId,
      fromOn,
      recordedAt: house.now(),
      members: members.map((code) => ({
        personId: idOf(code),
        isLead: code === lead,
        share: { numerator: 1, denominator: members.length },
      })),
    })),
  );
