// Clauses: N2
import { listContracts } from "../store/contracts.ts";
import { dropDerived } from "../store/derived.ts";
import type { House } from "./house.ts";
import { refreshOne } from "./refresh-contracts.ts";

/** Throws away what is derived, contract by contract, and computes it again from files and events. */
export const rebuildStore = async (
  house: House,
  companyId: number,
  progress: (done: number, of: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> => {
  const contracts = await house.store.withCompany(companyId, {}, listContracts);
  let done = 0;
  for (const { contractId } of contracts) {
    if (signal?.aborted) break;
    house.threads.drop({ companyId, contractId });
    await house.store.withCompany(companyId, { idempotent: true }, (tx) => dropDerived(tx, contractId));
    await refreshOne(house, companyId, contractId);
    done += 1;
    progress(done, contracts.length);
  }
  return done;
};
