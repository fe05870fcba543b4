import { SHANGHAI, zonedText } from "@fealty/engine/calendar/zone.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { Language } from "@fealty/engine/views/view.ts";
import { type Format, makeFormat } from "./format.ts";

/**
 * For lists over many contracts: the company's own zone and currency, which today are those of China.
 * @param currency of the contract whose money is shown, where that is another
 */
export const houseFormat = (language: Language, now: number, currency = "CNY"): Format =>
  makeFormat(language, currency, SHANGHAI, now);

/** A time of the company's clocks, `2026-07-01T10:00`, as an instant with its offset. */
export const houseInstant = (local: string): string => `${local}${zonedText(SHANGHAI, 0 as Instant).slice(-6)}`;
