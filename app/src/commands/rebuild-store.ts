// Clauses: N2
import { listContracts, lockContract, readContract, updateContractHead } from "../store/contracts.ts";
import { dropDerived } from "../store/derived.ts";
import { houseActor } from "./access.ts";
import { computeState } from "./compute-state.ts";
import { companyNow, type House, headOfFiles } from "./house.ts";
import { stopsEveryContract } from "./store-refusal.ts";

/**
 * Throws away what is derived, contract by contract, and computes it again from files and events; its head is copied again from
 * its files. A contract that cannot be computed, or whose number another one bears, keeps what it has and holds up no other; `diagnoseStore` tells it.
 */
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
    await rebuildOne(house, companyId, contractId).catch((problem: unknown) => {
      if (stopsEveryContract(problem)) throw problem;
    });
    done += 1;
    progress(done, contracts.length);
  }
  return done;
};
const rebuildOne = (house: House, companyId: number, contractId: string): Promise<void> =>
  house.store.withCompany(
    companyId,
    { idempotent: true, changesRole: true, by: houseActor(house, "rebuild") },
    async (tx) => {
      await lockContract(tx, contractId);
      await dropDerived(tx, contractId);
      const { intermediaryName: _, ...kept } = await readContract(tx, contractId);
      const contract = { ...kept, ...(await headOfFiles(house, tx, kept)), status: kept.status };
      await updateContractHead(tx, contract);
      await computeState(house, tx, contract, await companyNow(house, tx));
    },
  );
