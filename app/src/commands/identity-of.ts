// Clauses: N7
import type { ContractHead } from "../store/contracts.ts";
import { type Caller, doerOf } from "./access.ts";

export interface Identity {
  readonly party: Caller["party"];
  /** The person who acts for the party, where it is known. */
  readonly personId?: string;
}
/**
 * Who countersigns: the one place that says so. Somebody who is signed in signs in person; on the machine itself it is the person that the
 * contract is bound to.
 */
export const identityOf = (
  caller: Caller,
  { agentPersonId, intermediaryPersonId }: Pick<ContractHead, "agentPersonId" | "intermediaryPersonId">,
): Identity => {
  const { party } = caller;
  const bound = { company: undefined, agent: agentPersonId, intermediary: intermediaryPersonId }[party];
  const person = doerOf(caller) ?? bound;
  return { party, ...(person === undefined ? {} : { personId: person }) };
};
