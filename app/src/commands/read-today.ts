// Clauses: N6, C11.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { countContracts, listContractRows, listDue, listFindings } from "../store/derived-reads.ts";
import { authorise, type Caller } from "./access.ts";
import { companyNow, type House } from "./house.ts";

/** What the company's first page is made of, at the company's present moment. */
export const readToday = (house: House, caller: Caller, days: number) => {
  authorise(caller, "read-today");
  return house.store.withCompany(caller.companyId, { snapshot: true }, async (tx) => {
    const now = await companyNow(house, tx);
    const until = (now + days * 86_400_000_000) as Instant;
    const [counts, findings, due, atRisk] = [
      await countContracts(tx),
      await listFindings(tx, { statuses: ["proposed", "answered"] }),
      await listDue(tx, until, 500),
      await listContractRows(tx, { atRisk: true }, { limit: 500 }),
    ];
    return { now, until, counts, findings, due, atRisk };
  });
};
export type Today = Awaited<ReturnType<typeof readToday>>;
