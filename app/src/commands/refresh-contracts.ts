// Clauses: N2, N6
import type { Instant } from "@fealty/engine/values/brand.ts";
import { lockContract, readContract } from "../store/contracts.ts";
import { claimDueContracts, listStaleContracts, nextChangeAt } from "../store/due-contracts.ts";
import { computeState } from "./compute-state.ts";
import { companyNow, type House } from "./house.ts";

/** How many contracts one transaction takes: short, so that an event of one of them does not wait. */
const TOGETHER = 4;

/**
 * Computes contracts whose time has come: a due moment has passed, a period has ended. Safe to run twice, at once, and to be
 * killed anywhere. Returns how many there were.
 */
export const refreshDue = async (house: House, companyId: number, signal?: AbortSignal): Promise<number> => {
  let refreshed = 0;
  for (;;) {
    if (signal?.aborted) return refreshed;
    const count = await house.store.withCompany(companyId, { idempotent: true }, async (tx) => {
      const now = await companyNow(house, tx);
      const due = await claimDueContracts(tx, now, TOGETHER);
      for (const contractId of due) await computeState(house, tx, await readContract(tx, contractId), now);
      return due.length;
    });
    refreshed += count;
    if (count < TOGETHER) return refreshed;
  }
};
/** Contracts whose kept state knows fewer events, other files or another engine. */
export const refreshStale = async (
  house: House,
  companyId: number,
  progress: (done: number, of: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> => {
  const stale = await house.store.withCompany(companyId, {}, (tx) => listStaleContracts(tx, house.engine));
  let done = 0;
  for (const contractId of stale) {
    if (signal?.aborted) return done;
    await refreshOne(house, companyId, contractId);
    done += 1;
    progress(done, stale.length);
  }
  return done;
};
/** Under the contract's lock, at the company's present moment. */
export const refreshOne = (house: House, companyId: number, contractId: string, asOf?: Instant): Promise<void> =>
  house.store.withCompany(companyId, { idempotent: true }, async (tx) => {
    await lockContract(tx, contractId);
    await computeState(house, tx, await readContract(tx, contractId), asOf ?? (await companyNow(house, tx)));
  });
/** When the next contract's time comes; null: never without an event. */
export const nextDue = (house: House, companyId: number): Promise<Instant | null> =>
  house.store.withCompany(companyId, {}, nextChangeAt);
