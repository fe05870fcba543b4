// Clauses: N2, N6
import { readCompany } from "../store/companies.ts";
import { lockContract, readContract } from "../store/contracts.ts";
import { claimDueContracts, listStaleContracts, nextChangeAt } from "../store/due-contracts.ts";
import { houseActor } from "./access.ts";
import { computeState } from "./compute-state.ts";
import { companyNow, type House } from "./house.ts";

/** How many contracts one transaction takes: short, so that an event of one of them does not wait. */
const TOGETHER = 4;

/**
 * Computes contracts whose time has come: a due moment has passed, a period has ended. Safe to run twice, at once, and to be
 * killed anywhere. One that cannot be computed holds up no other. Returns how many were computed.
 * @throws AggregateError of what failed, when the rest is done
 */
export const refreshDue = async (house: House, companyId: number, signal?: AbortSignal): Promise<number> => {
  const failed = new Map<string, unknown>();
  let refreshed = 0;
  for (;;) {
    if (signal?.aborted) return refreshed;
    let at: string | undefined;
    const work = house.store.withCompany(
      companyId,
      { idempotent: true, by: houseActor(house, "refresh") },
      async (tx) => {
        at = undefined;
        const now = await companyNow(house, tx);
        const due = await claimDueContracts(tx, now, TOGETHER, [...failed.keys()]);
        for (const contractId of due) {
          at = contractId;
          await computeState(house, tx, await readContract(tx, contractId), now);
        }
        at = undefined;
        return due.length;
      },
    );
    try {
      const count = await work;
      refreshed += count;
      if (count < TOGETHER) break;
    } catch (problem) {
      // Before the first contract, or at the commit, it is the database that failed.
      if (at === undefined) throw problem;
      failed.set(at, problem);
    }
  }
  throwAll(failed);
  return refreshed;
};
/**
 * Contracts whose kept state knows fewer events, other files, another engine or another moment of a demonstration. One that
 * cannot be computed holds up no other.
 * @throws AggregateError of what failed, when the rest is done
 */
export const refreshStale = async (
  house: House,
  companyId: number,
  progress: (done: number, of: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> => {
  const stale = await house.store.withCompany(companyId, {}, (tx) => listStaleContracts(tx, house.engine));
  const failed = new Map<string, unknown>();
  let done = 0;
  for (const contractId of stale) {
    if (signal?.aborted) return done;
    await refreshOne(house, companyId, contractId).catch((problem: unknown) => failed.set(contractId, problem));
    done += 1;
    progress(done, stale.length);
  }
  throwAll(failed);
  return done;
};
/** Under the contract's lock, at the company's present moment. */
export const refreshOne = (house: House, companyId: number, contractId: string): Promise<void> =>
  house.store.withCompany(companyId, { idempotent: true, by: houseActor(house, "refresh") }, async (tx) => {
    await lockContract(tx, contractId);
    await computeState(house, tx, await readContract(tx, contractId), await companyNow(house, tx));
  });
/** Milliseconds until the next contract's time comes; null: none comes without an event, or the company's clock stands. */
export const untilNextDue = (house: House, companyId: number): Promise<number | null> =>
  house.store.withCompany(companyId, {}, async (tx) => {
    const next = await nextChangeAt(tx);
    if (next === null || (await readCompany(tx)).clock !== undefined) return null;
    return Math.max((next - house.now()) / 1000, 0);
  });
const throwAll = (failed: ReadonlyMap<string, unknown>): void => {
  if (failed.size === 0) return;
  throw new AggregateError(failed.values(), `could not be computed: ${[...failed.keys()].join(", ")}`);
};
