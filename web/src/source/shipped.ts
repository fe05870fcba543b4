import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import { fixedZone, SHANGHAI, type Zone } from "@fealty/engine/calendar/zone.ts";
import { parseZones, zoneNamed } from "@fealty/engine/calendar/zone-data.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import kept from "../../../data/calendars/cn.json" with { type: "json" };

/** Texts of the templates and of the shipped contracts, by their path in the repository. */
const TEXTS: Readonly<Record<string, string>> = {
  ...import.meta.glob<string>("../../../templates/**/*.{yaml,csv}", { query: "?raw", import: "default", eager: true }),
  ...import.meta.glob<string>("../../../contracts/filled/**/*.yaml", { query: "?raw", import: "default", eager: true }),
};
export const EXAMPLE_MAIN = "contracts/filled/company-led/contract.yaml";
export const shippedText = (path: string): string | undefined => TEXTS[`../../../${path}`];
/** A dropped contract may stand on the shipped template, wherever it thinks that lies. */
export const templateText = (path: string): string | undefined => {
  const inside = /(?:^|\/)(templates\/.+)$/.exec(path)?.[1];
  return inside === undefined ? undefined : shippedText(inside);
};
export const shippedCalendars = (): readonly CalendarData[] => {
  const { calendar } = parseCalendar(kept);
  assert(calendar, "the shipped calendar reads");
  return [calendar];
};
/** The zone that a contract names; the table of all zones is loaded only for those that are not built in. */
export const zoneOf = async (id: string): Promise<Zone | undefined> => {
  if (id === SHANGHAI.id) return SHANGHAI;
  if (id === "UTC") return fixedZone("UTC", 0);
  const { default: data } = await import("../../../data/zones.json");
  const { table } = parseZones(data);
  assert(table, "the shipped table of zones reads");
  return zoneNamed(table, id);
};
