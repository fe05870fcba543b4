// Clauses: C1.1, N1
import type { PartyName } from "@fealty/engine/views/view.ts";
import { findContract } from "../store/contracts.ts";
import { isBound, relationOf } from "./access.ts";
import type { House } from "./house.ts";
import { type Asking, callerAs } from "./who-asks.ts";

/**
 * Which of its parties somebody is in one contract: an agent may be the intermediary of another's. All of them where the contract is none of its own,
 * so that whoever asks on is told the same as of a contract that is not there.
 */
export const ownPartiesIn = async (house: House, asking: Asking, number: string): Promise<readonly PartyName[]> => {
  const { parties, session } = asking;
  if (parties.length === 1 || parties[0] === "company") return parties;
  const callers = parties.map((party) => callerAs(asking, party));
  const options = { ...relationOf(callers[0]!, "read-contract"), snapshot: true };
  const contract = await house.store.withCompany(session.companyId, options, (tx) => findContract(tx, number));
  const own = contract === undefined ? [] : callers.filter((caller) => isBound(caller, contract));
  return own.length === 0 ? parties : own.map(({ party }) => party);
};
