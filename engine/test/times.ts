import { SHANGHAI, zonedText } from "../src/calendar/zone.ts";
import type { Instant } from "../src/values/brand.ts";

export { parseInstant } from "../src/values/date.ts";
export const zonedInstantText = (at: Instant): string => zonedText(SHANGHAI, at);
