// Clauses: N2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { MICROS_PER_DAY } from "@fealty/engine/values/date.ts";
import { forgetAnswers } from "../store/idempotency.ts";
import type { House } from "./house.ts";

/** So long a repeated call is known for one; longer than the year after which the same report is sent in again. */
const KEPT_DAYS = 400;

/** Takes away answers that nobody will ask for again. Gives how many went. */
export const forgetOldAnswers = (house: House, companyId: number): Promise<number> =>
  forgetAnswers(house.store, companyId, (house.now() - KEPT_DAYS * MICROS_PER_DAY) as Instant);
