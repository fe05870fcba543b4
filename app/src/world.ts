import { hash } from "node:crypto";
import { fixedZone, SHANGHAI, type Zone } from "@fealty/engine/calendar/zone.ts";
import { parseZones, type ZoneTable, zoneNamed as zoneInTable } from "@fealty/engine/calendar/zone-data.ts";
import { assert } from "@fealty/engine/values/assert.ts";

// What the engine is given of the world: it reads no file and knows no machine.

export const sha256 = (text: string): string => hash("sha256", text, "hex");

/** A zone by its IANA name; the table of all zones is read only for those that are not built in. */
export const zoneNamed = async (id: string): Promise<Zone | undefined> => {
  if (id === SHANGHAI.id) return SHANGHAI;
  if (id === "UTC") return fixedZone("UTC", 0);
  return zoneInTable(await zoneTable(), id);
};
const zoneTable = async (): Promise<ZoneTable> => {
  const { default: table } = await import("../../data/zones.json", { with: { type: "json" } });
  const zones = parseZones(table).table;
  assert(zones, "the shipped table of zones reads");
  return zones;
};
export const zoneNames = async (): Promise<string[]> => {
  const { zones, links } = await zoneTable();
  return [...zones.keys(), ...links.keys()];
};
