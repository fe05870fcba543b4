import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";

/** An instant that this program itself wrote. */
export const checkedInstant = (text: string): Instant => {
  const instant = parseInstant(text);
  assert(instant !== undefined, `${text} is an instant`);
  return instant;
};
