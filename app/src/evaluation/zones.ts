import { fixedZone, SHANGHAI, type Zone } from "@fealty/engine/calendar/zone.ts";
import { parseZones, zoneNamed as zoneInTable } from "@fealty/engine/calendar/zone-data.ts";
import { assert } from "@fealty/engine/values/assert.ts";

/** A zone by its IANA name; the table of all zones is read only for those that are not built in. */
export const zoneNamed = async (id: string): Promise<Zone | undefined> => {
  if (id === SHANGHAI.id) return SHANGHAI;
  if (id === "UTC") return fixedZone("UTC", 0);
  const { default: table } = await import("../../../data/zones.json", { with: { type: "json" } });
  const zones = parseZones(table).table;
  assert(zones, "the shipped table of zones reads");
  return zoneInTable(zones, id);
};
