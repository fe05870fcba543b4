// Clauses: N7
import type { ContractHead } from "../store/contracts.ts";
import type { Caller } from "./access.ts";

export interface Identity {
  readonly party: Caller["party"];
  /** The person who acts for the party, where it is known. */
  readonly personId?: string;
}
/**
 * Who countersigns: the one place that says so. Until people log in it is the party that the page is seen as, and for agent and intermediary
 * the person that the contract is bound to.
 */
export const identityOf = (
  { party, personId }: Caller,
  { agentPersonId, intermediaryPersonId }: Pick<ContractHead, "agentPersonId" | "intermediaryPersonId">,
): Identity => {
  const bound = { company: undefined, agent: agentPersonId, intermediary: intermediaryPersonId }[party];
  const person = personId ?? bound;
  return { party, ...(person === undefined ? {} : { personId: person }) };
};
