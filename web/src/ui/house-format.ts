import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import type { Language } from "@fealty/engine/views/view.ts";
import { type Format, makeFormat } from "./format.ts";

/** For lists over many contracts: the company's own zone and currency, which today are those of China. */
export const houseFormat = (language: Language, now: number): Format => makeFormat(language, "CNY", SHANGHAI, now);
