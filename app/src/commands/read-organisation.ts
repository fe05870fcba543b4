// Clauses: C1.1, C1.2
import { listActivities } from "../store/activity.ts";
import { listContracts } from "../store/contracts.ts";
import { listCoordinations, listFirms } from "../store/intermediary-firms.ts";
import { listBranches, listLegalEntities } from "../store/organisation.ts";
import { listPeople, listRoleHoldings } from "../store/people.ts";
import { listTeamCompositions, listTeams } from "../store/teams.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay, covers } from "./company-day.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { toldActivity } from "./read-person.ts";
import { heldCompositions } from "./team-days.ts";

/** How many of the latest changes are told. */
const HISTORY = 50;

/** Legal entities, the branch tree with how many people are where today, the teams with all that they were, and the firms that are intermediaries. */
export const readOrganisation = (house: House, caller: Caller) => {
  authorise(caller, "read-organisation");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "read-organisation"), snapshot: true },
    async (tx) => {
      const day = await companyDay(house, tx);
      const entities = await listLegalEntities(tx);
      const branches = await listBranches(tx);
      const tree = new BranchTree(branches);
      const entityCodes = new Map(entities.map(({ legalEntityId, code }) => [legalEntityId, code]));
      const today = (await listRoleHoldings(tx)).filter((one) => covers(one, day));
      const names = new Map((await listPeople(tx)).map(({ personId, code, name }) => [personId, { code, name }]));
      const coordinations = await listCoordinations(tx);
      const contracts = await listContracts(tx);
      const compositions = groupedBy(await listTeamCompositions(tx), ({ teamId }) => teamId);
      return {
        day,
        history: (
          await listActivities(tx, { kinds: ["branch", "team", "legal_entity", "intermediary_firm"] }, HISTORY)
        ).map((one) => ({
          kind: one.subjectKind,
          ...toldActivity(one, names),
        })),
        firms: (await listFirms(tx)).map(({ firmId, ...firm }) => ({
          ...firm,
          coordinators: coordinations
            .filter((one) => one.firmId === firmId)
            .map(({ coordinationId, personId, fromOn, beforeOn }) => ({
              coordinationId,
              ...(names.get(personId) ?? { code: "", name: "" }),
              fromOn,
              ...(beforeOn === undefined ? {} : { beforeOn }),
            })),
          contracts: contracts
            .filter((one) => one.intermediaryFirmId === firmId)
            .map(({ number, status, term }) => ({ number, status, term })),
        })),
        entities: entities.map(({ legalEntityId: _, ...entity }) => entity),
        branches: branches.map(({ branchId, parentBranchId, legalEntityId, ...branch }) => {
          const parent = tree.get(parentBranchId ?? "")?.code;
          const entity = entityCodes.get(legalEntityId ?? "");
          const inside = today.filter((one) => one.branchId !== undefined && tree.isWithin(one.branchId, branchId));
          const count = (agent: boolean): number =>
            new Set(inside.filter(({ role }) => (role === "agent") === agent).map(({ personId }) => personId)).size;
          return {
            ...branch,
            ...(parent === undefined ? {} : { parent }),
            ...(entity === undefined ? {} : { entity }),
            agents: count(true),
            others: count(false),
          };
        }),
        teams: (await listTeams(tx)).map(({ teamId, ...team }) => ({
          ...team,
          compositions: heldCompositions(compositions.get(teamId) ?? []).map(({ fromOn, beforeOn, members }) => ({
            fromOn,
            ...(beforeOn === undefined ? {} : { beforeOn }),
            members: members.map(({ personId, isLead, share }) => ({
              ...(names.get(personId) ?? { code: "", name: "" }),
              lead: isLead,
              share,
            })),
          })),
        })),
      };
    },
  );
};
