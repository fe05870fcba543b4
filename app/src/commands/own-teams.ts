// Clauses: C1.1, C1.2
import { listContracts } from "../store/contracts.ts";
import { listPeople } from "../store/people.ts";
import { listMembershipsOn, listTeamCompositions, listTeams, settleTeamLeads } from "../store/teams.ts";
import { authorise, type Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import type { House } from "./house.ts";
import { heldCompositions } from "./team-days.ts";

/** Contracts of teams go over to whoever leads them from today on; done by the worker, so within an hour of midnight. */
export const settleLeads = (house: House, companyId: number): Promise<number> =>
  house.store.withCompany(companyId, { idempotent: true }, async (tx) =>
    settleTeamLeads(tx, await companyDay(house, tx)),
  );
/**
 * The teams to which an agent belongs today: who belongs to each with which share, since when, who it will be, and the contracts under which it
 * serves. Members know each other's shares, which stand in the contract that all of them are party to. Refusal: `not_for_this_party`.
 */
export const readOwnTeams = (house: House, caller: Caller) => {
  authorise(caller, "list-contracts");
  const { companyId, personId } = caller;
  // The register of people is the company's; of it nothing is told here but the teams of whoever asks.
  return house.store.withCompany(companyId, { snapshot: true }, async (tx) => {
    const day = await companyDay(house, tx);
    const all = personId === undefined || caller.party !== "agent" ? [] : await listMembershipsOn(tx, personId, day);
    const mine = all.filter(({ closed }) => !closed);
    if (mine.length === 0) return { day, teams: [] };
    const people = new Map((await listPeople(tx)).map((one) => [one.personId, one]));
    const contracts = await listContracts(tx);
    const own = new Map((await listTeams(tx)).map((team) => [team.teamId, team]));
    const teams = await Promise.all(
      mine.map(async ({ teamId, isLead }) => {
        const { code, name, closedOn } = own.get(teamId)!;
        const held = heldCompositions(await listTeamCompositions(tx, teamId));
        return {
          code,
          name,
          ...(closedOn === undefined ? {} : { closedOn }),
          /** Whoever asks leads it. */
          lead: isLead,
          compositions: held
            .filter(({ beforeOn }) => beforeOn === undefined || beforeOn > day)
            .map(({ fromOn, beforeOn, members }) => ({
              fromOn,
              ...(beforeOn === undefined ? {} : { beforeOn }),
              members: members.map((one) => ({
                name: people.get(one.personId)?.name ?? "",
                lead: one.isLead,
                own: one.personId === personId,
                share: one.share,
              })),
            })),
          contracts: contracts
            .filter((one) => one.agentTeamId === teamId)
            .map(({ number, title, status, term }) => ({ number, title, status, term })),
        };
      }),
    );
    return { day, teams };
  });
};
