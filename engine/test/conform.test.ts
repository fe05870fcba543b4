import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { parseZones, zoneNamed } from "../src/calendar/zone-data.ts";
import { conformCase, type VectorCase } from "../src/conform.ts";

const folder = fileURLToPath(new URL("../../vectors/", import.meta.url));
const data = (path: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../data/${path}`, import.meta.url)), "utf8"));
const calendar = parseCalendar(data("calendars/cn.json")).calendar!;
const zones = parseZones(data("zones.json")).table!;

describe("conformance vectors", () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const cases = JSON.parse(readFileSync(folder + file, "utf8")) as VectorCase[];
    it.each(cases.map((one) => [one.name, one] as const))(`N2: ${file} %s`, (_, one) => {
      const named = one.zone ?? (one.contract as { time_zone?: string } | undefined)?.time_zone;
      const zone = named === undefined ? undefined : zoneNamed(zones, named);
      const world = {
        calendars: [calendar],
        zones: zone ? [zone] : [],
        sha256: (text: string) => hash("sha256", text, "hex"),
      };
      expect(conformCase(one, world)).toEqual([]);
    });
  }
  it("N2: a case that expects something else does not pass", () => {
    const one = (JSON.parse(readFileSync(`${folder}clocks.json`, "utf8")) as VectorCase[])[0]!;
    expect(
      conformCase({ ...one, due: "2026-02-14T16:00:01+08:00" }, { calendars: [calendar], zones: [], sha256: String }),
    ).toHaveLength(1);
  });
});
