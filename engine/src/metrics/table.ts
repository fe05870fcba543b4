// Clauses: C3.1, C3.2
import type { MeasureKind } from "../contract/model.ts";
import { count } from "./count.ts";
import { csat } from "./csat.ts";
import { effort } from "./effort.ts";
import { loyaltyIndex } from "./loyalty-index.ts";
import { mean } from "./mean.ts";
import { median } from "./median.ts";
import { nps } from "./nps.ts";
import { percentile } from "./percentile.ts";
import { persistency } from "./persistency.ts";
import { ratio } from "./ratio.ts";
import { repeatPurchaseRate } from "./repeat-purchase-rate.ts";
import { responseRate } from "./response-rate.ts";
import { retention } from "./retention.ts";
import { sum } from "./sum.ts";
import { trust } from "./trust.ts";
import type { Measure } from "./types.ts";
import { within } from "./within.ts";

const TABLE = {
  repeat_purchase_rate: repeatPurchaseRate,
  nps,
  csat,
  trust,
  effort,
  retention,
  persistency,
  response_rate: responseRate,
  within,
  mean,
  median,
  percentile,
  sum,
  count,
  ratio,
  index: loyaltyIndex,
} satisfies Record<MeasureKind, Measure<unknown>>;
/**
 * Every measure kind with its accumulator (contract-format §4). States are opaque here: what `empty` gave goes back into `add`,
 * `merge` and `result` of the same kind.
 */
export const MEASURE_TABLE: Readonly<Record<MeasureKind, Measure<unknown>>> = TABLE;
