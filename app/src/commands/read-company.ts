// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { signerOf } from "../demo/contract-file.ts";
import { TOURS } from "../demo/people.ts";
import { readCompany as readFromStore } from "../store/companies.ts";
import { countContracts } from "../store/derived-reads.ts";
import { factsTotal, factsUntil } from "../store/events.ts";
import { listBranches } from "../store/organisation.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import type { House } from "./house.ts";

const known = new WeakMap<
  House["store"],
  Map<string, { readonly total: number; readonly last: Instant | undefined }>
>();
/** Every event is read for it, so it is kept until others come in. */
const lastFact = async ({ store }: House, caller: Caller, tx: Tx): Promise<Instant | undefined> => {
  const ofStore = known.get(store) ?? new Map();
  known.set(store, ofStore);
  const total = await factsTotal(tx);
  // Whoever looks as one person or from a branch sees the facts of the contracts there.
  const whose = JSON.stringify([caller.companyId, relationOf(caller, "read-company")]);
  if (ofStore.get(whose)?.total !== total) ofStore.set(whose, { total, last: await factsUntil(tx) });
  return ofStore.get(whose)?.last;
};
const DAY = 86_400_000_000;

/** Name, branches and present moment of the company. */
export const readCompany = (house: House, caller: Caller) => {
  authorise(caller, "read-company");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "read-company"), snapshot: true },
    async (tx) => {
      const { name, demonstration, clock } = await readFromStore(tx);
      const { contracts } = await countContracts(tx);
      const last = clock === undefined ? undefined : await lastFact(house, caller, tx);
      return {
        name,
        demonstration,
        now: clock ?? house.now(),
        contracts,
        tour: demonstration ? TOURS.map((one) => ({ agentName: signerOf(one), mode: one.mode })) : [],
        branches: await listBranches(tx),
        // A demonstration's clock goes on where its data end: what is shown there is what comes to be without new facts.
        ...(clock === undefined || last === undefined || clock - last < DAY ? {} : { factsUntil: last }),
      };
    },
  );
};
