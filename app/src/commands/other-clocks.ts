// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { latestMoment as latestOf, databaseSeconds as secondsOf } from "../store/moments.ts";
import type { House } from "./house.ts";

// What the machine's own clock is held against; for whoever keeps the house running, so nobody's permission is asked.

/** Seconds since 1970 by the clock of the database's machine. */
export const databaseSeconds = ({ store }: Pick<House, "store">): Promise<number> => secondsOf(store);
/** When anything was written down last, demonstrations left out; undefined where nothing was. */
export const latestMoment = ({ store }: Pick<House, "store">): Promise<Instant | undefined> => latestOf(store);
