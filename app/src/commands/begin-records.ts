// Clauses: N7
import { lockContract } from "../store/contracts.ts";
import { recordOf } from "../store/record-begin.ts";
import { listWithoutRecord } from "../store/record-reads.ts";
import { houseActor } from "./access.ts";
import type { House } from "./house.ts";

/**
 * Begins the records of contracts that were here before records were kept, or before they were salted, each in a transaction of its own. Safe to run twice, at once,
 * and to be killed anywhere: whoever writes to a contract begins its record too. Returns how many were begun.
 */
export const beginRecords = async (house: House, companyId: number, signal?: AbortSignal): Promise<number> => {
  const waiting = await house.store.withCompany(companyId, {}, listWithoutRecord);
  let begun = 0;
  for (const contractId of waiting) {
    if (signal?.aborted) break;
    await house.store.withCompany(
      companyId,
      { idempotent: true, by: houseActor(house, "begin-record") },
      async (tx) => {
        await lockContract(tx, contractId);
        await recordOf(tx, contractId, house.now());
      },
    );
    // Whoever has it in memory has it without what its record hides names with.
    house.threads.drop({ companyId, contractId });
    begun += 1;
  }
  return begun;
};
