// Clauses: C6.2
import type { ComponentKind } from "../../contract/model.ts";
import { payBonus } from "./bonus.ts";
import { payCap } from "./cap.ts";
import { payClawback } from "./clawback.ts";
import { payDraw } from "./draw.ts";
import { payFloor } from "./floor.ts";
import type { ComponentHandler } from "./handler.ts";
import { payHoldback } from "./holdback.ts";
import { payLookup } from "./lookup.ts";
import { payMultiplier } from "./multiplier.ts";
import { payOverride } from "./override.ts";
import { payPerUnit } from "./per-unit.ts";
import { payRate } from "./rate.ts";
import { paySplit } from "./split.ts";
import { payTiers } from "./tiers.ts";

/** Every kind of pay component; a new kind is a file here and a row in this table. */
export const COMPONENT_HANDLERS = {
  rate: payRate,
  tiers: payTiers,
  lookup: payLookup,
  per_unit: payPerUnit,
  multiplier: payMultiplier,
  bonus: payBonus,
  split: paySplit,
  override: payOverride,
  cap: payCap,
  floor: payFloor,
  draw: payDraw,
  holdback: payHoldback,
  clawback: payClawback,
} as const satisfies { readonly [K in ComponentKind]: ComponentHandler<K> };
