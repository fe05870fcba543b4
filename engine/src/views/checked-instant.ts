import { assert } from "../values/assert.ts";
import type { Instant } from "../values/brand.ts";
import { parseInstant } from "../values/date.ts";

/** An instant that this program itself wrote. */
export const checkedInstant = (text: string): Instant => {
  const instant = parseInstant(text);
  assert(instant !== undefined, `${text} is an instant`);
  return instant;
};
