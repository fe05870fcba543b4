import type { Instant } from "@fealty/engine/values/brand.ts";
import { listCompanies } from "./companies.ts";
import type { Store } from "./open-store.ts";

/** Seconds since 1970 by the clock of the database server. */
export const databaseSeconds = ({ withLogins }: Store): Promise<number> =>
  withLogins(async (tx) => {
    const [row] = await tx.sql<{ seconds: string }>(
      "select extract(epoch from clock_timestamp())::numeric(20, 6)::text as seconds",
      [],
    );
    return Number(row!.seconds);
  });
/**
 * The latest moment at which anything was written down by the house, in any company; undefined where nothing was. A demonstration's moments
 * are set by hand and tell nothing.
 */
export const latestMoment = async (store: Store): Promise<Instant | undefined> => {
  let latest: Instant | undefined;
  for (const { companyId, demonstration } of await listCompanies(store)) {
    if (demonstration) continue;
    const at = await store.withCompany(companyId, { snapshot: true }, async (tx) => {
      const [row] = await tx.sql<{ at: Instant | null }>(
        `select greatest((select max(at) from fealty.activity where company_id = $1),
           (select max(at) from fealty.record_batch where company_id = $1)) as at`,
        [tx.company],
      );
      return row!.at;
    });
    if (at !== null && (latest === undefined || at > latest)) latest = at;
  }
  return latest;
};
