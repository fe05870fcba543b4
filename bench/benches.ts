import { contracts } from "./contracts.ts";
import { evidence } from "./evidence.ts";
import { freshness } from "./freshness.ts";
import { importing } from "./import.ts";
import { intake } from "./intake.ts";
import { monthClose } from "./month-close.ts";
import { page } from "./page.ts";
import type { Bench } from "./results.ts";
import { rules } from "./rules.ts";
import { startUp } from "./start-up.ts";

/** In the order in which they run and are reported. */
export const benches: readonly Bench[] = [
  monthClose,
  freshness,
  rules,
  importing,
  intake,
  startUp,
  contracts,
  evidence,
  page,
];
