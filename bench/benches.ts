import { contracts } from "./contracts.ts";
import { importing } from "./import.ts";
import { monthClose } from "./month-close.ts";
import type { Bench } from "./results.ts";
import { rules } from "./rules.ts";
import { startUp } from "./start-up.ts";

/** In the order in which they run and are reported. */
export const benches: readonly Bench[] = [monthClose, rules, importing, startUp, contracts];
