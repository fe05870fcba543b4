// Clauses: C1.1
import type { ContractHead } from "../store/contracts.ts";
import type { Coordination } from "../store/intermediary-firms.ts";
import type { TeamComposition } from "../store/teams.ts";
import { isEmpty } from "./company-day.ts";
import { heldCompositions } from "./team-days.ts";

type Bound = Pick<ContractHead, "agentPersonId" | "agentTeamId" | "intermediaryPersonId" | "intermediaryFirmId">;
/** Who ever belonged to which team or coordinated for which firm. */
export interface Belonging {
  /** By team. */
  readonly compositions: ReadonlyMap<string, readonly TeamComposition[]>;
  readonly coordinations: readonly Coordination[];
}
/** Whether somebody is the agent of a contract, or of the team that is. */
export const isAgentOf = (
  { agentPersonId, agentTeamId }: Bound,
  personId: string,
  { compositions }: Pick<Belonging, "compositions">,
): boolean =>
  agentTeamId === undefined
    ? agentPersonId === personId
    : heldCompositions(compositions.get(agentTeamId) ?? []).some(({ members }) =>
        members.some((one) => one.personId === personId),
      );
/** Whether somebody is the intermediary of a contract, or coordinates for the firm that is. */
export const isIntermediaryOf = (
  { intermediaryPersonId, intermediaryFirmId }: Bound,
  personId: string,
  { coordinations }: Pick<Belonging, "coordinations">,
): boolean =>
  intermediaryFirmId === undefined
    ? intermediaryPersonId === personId
    : coordinations.some((one) => one.firmId === intermediaryFirmId && one.personId === personId && !isEmpty(one));
