// Clauses: N2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { readCompany, setCompanyClock } from "../store/companies.ts";
import { listContracts } from "../store/contracts.ts";
import { authorise, type Caller } from "./access.ts";
import type { House } from "./house.ts";
import { refreshOne } from "./refresh-contracts.ts";
import { Refusal } from "./refusal.ts";

/**
 * Moves the present moment of a demonstration and computes every contract there. Facts after that moment are not seen, so
 * going back shows what was known then. Broken off in the middle, the rest is computed by the next move.
 * Refusals: `not_for_this_party`, `clock_is_real`.
 */
export const moveClock = async (
  house: House,
  caller: Caller,
  to: Instant,
  progress: (done: number, of: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> => {
  authorise(caller, "move-clock");
  const { companyId } = caller;
  const ids = await house.store.withCompany(companyId, {}, async (tx) => {
    if (!(await readCompany(tx)).demonstration) throw clockIsReal();
    await setCompanyClock(tx, to);
    return (await listContracts(tx)).map(({ contractId }) => contractId);
  });
  let done = 0;
  for (const contractId of ids) {
    if (signal?.aborted) break;
    await refreshOne(house, companyId, contractId, to);
    done += 1;
    progress(done, ids.length);
  }
  return done;
};
const clockIsReal = (): Refusal =>
  new Refusal("clock_is_real", {
    zh: "只有演示公司的时间可以移动；这家公司用的是真实时间。",
    en: "Only the time of a demonstration can be moved; this company lives in real time.",
  });
