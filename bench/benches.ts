import { contracts } from "./contracts.ts";
import { importing } from "./import.ts";
import type { Bench } from "./results.ts";
import { rules } from "./rules.ts";
import { startUp } from "./start-up.ts";

/** In the order in which they run and are reported. */
export const benches: readonly Bench[] = [rules, importing, startUp, contracts];
