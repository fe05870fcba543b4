// Clauses: C7.1, N7, N8
import { type TellsWho, takePerson } from "../evaluation/take-person.ts";
import { lockContract, readContract } from "../store/contracts.ts";
import { takePersonOut, tellingContracts, tellingEvents } from "../store/event-redactions.ts";
import type { Tx } from "../store/transaction.ts";
import { computeState } from "./compute-state.ts";
import { companyNow, type House } from "./house.ts";
import { registerTold } from "./register-told.ts";

type Json = Readonly<Record<string, unknown>>;
/**
 * Moves who customers are out of events that were taken in before the house did so at the door, into the register: a contract a transaction,
 * so that a process that ends in between is gone on from. What was erased meanwhile is taken out and into nothing. Gives how many events
 * changed; none where all is done. Refusals: those of the master key.
 */
export const moveNames = async (house: House, companyId: number, signal?: AbortSignal): Promise<number> => {
  let moved = 0;
  for (const contractId of await house.store.withCompany(companyId, { snapshot: true }, tellingContracts)) {
    if (signal?.aborted) break;
    moved += await house.store.withCompany(companyId, { idempotent: true }, (tx) => moveOf(house, tx, contractId));
    // Threads hold the lines as they were.
    house.threads.drop({ companyId, contractId });
  }
  return moved;
};
const moveOf = async (house: House, tx: Tx, contractId: string): Promise<number> => {
  await lockContract(tx, contractId);
  const told: TellsWho[] = [];
  const events = await tellingEvents(tx, contractId);
  for (const { sequence, line, target } of events) {
    const of = target === undefined ? undefined : (JSON.parse(target) as Json);
    const taken = takePerson(line, JSON.parse(line) as Json, of);
    if (taken.told !== undefined) told.push(taken.told);
    await takePersonOut(tx, contractId, sequence, taken.line, house.now());
  }
  await registerTold(house, tx, told, undefined);
  house.threads.drop({ companyId: tx.companyId, contractId });
  if (events.length > 0) await computeState(house, tx, await readContract(tx, contractId), await companyNow(house, tx));
  return events.length;
};
