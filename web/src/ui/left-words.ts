import type { TFunction } from "i18next";
import type { Format } from "./format.ts";

/** How much time is left until something is due; at that very moment it can still be done, and no time is left. */
export const leftWords = (t: TFunction, format: Pick<Format, "length">, left: number): string =>
  left === 0 ? t("rule.leftNone") : t("rule.left", { length: format.length(left) });
