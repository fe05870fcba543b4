import { describe, expect, test } from "vitest";
import { instant, json } from "../../test/calendars.ts";
import { MICROS_PER_SECOND } from "../values/date.ts";
import { offsetAt, SHANGHAI } from "./zone.ts";
import { parseZones, zoneIds, zoneNamed } from "./zone-data.ts";

const table = parseZones(json("data/zones.json")).table!;
const codes = (data: unknown): string[] => parseZones(data).problems.map((it) => `${it.code} ${it.path}`);

describe("C1.1 zone data", () => {
  test("every name gives a zone whose changes rise and whose offsets alternate", () => {
    const ids = zoneIds(table);
    expect(ids.length).toBeGreaterThan(550);
    for (const id of ids) {
      const zone = zoneNamed(table, id)!;
      expect([id, zone.offsets.length]).toEqual([id, zone.untils.length + 1]);
      zone.untils.forEach((until, index) => {
        if (!(until > (zone.untils[index - 1] ?? 0)) || zone.offsets[index] === zone.offsets[index + 1])
          expect.fail(`${id} ${index}`);
      });
    }
  });
  test("Shanghai has one offset since its last summer of 1991", () => {
    const zone = zoneNamed(table, "Asia/Shanghai")!;
    expect(offsetAt(zone, instant("1991-07-01T00:00:00Z"))).toBe(9 * 3600);
    for (const year of [1992, 2000, 2026, 2037, 2060])
      expect(offsetAt(zone, instant(`${year}-07-01T00:00:00Z`))).toBe(SHANGHAI.offsets[0]);
  });
  test("an older name is the same zone under its own name", () => {
    const old = zoneNamed(table, "Asia/Chongqing")!;
    expect({ ...old, id: "Asia/Shanghai" }).toEqual(zoneNamed(table, "Asia/Shanghai"));
    expect(old.id).toBe("Asia/Chongqing");
    expect(zoneNamed(table, "Mars/Base")).toBeUndefined();
  });
  test("agrees with the zone rules of this machine at 400 moments from 1990 to 2025", () => {
    for (const id of ["Europe/London", "America/New_York", "Australia/Sydney", "America/Sao_Paulo", "Asia/Tokyo"]) {
      const zone = zoneNamed(table, id)!;
      const format = new Intl.DateTimeFormat("en-US", { timeZone: id, timeZoneName: "longOffset" });
      for (let index = 0; index < 400; index += 1) {
        const seconds = 631_152_000 + index * 2_839_903;
        const name = format.formatToParts(seconds * 1000).find((it) => it.type === "timeZoneName")!.value;
        const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name)!;
        const wanted = match[1] ? (match[1] === "-" ? -1 : 1) * (+match[2]! * 3600 + +match[3]! * 60) : 0;
        expect([id, seconds, offsetAt(zone, (seconds * MICROS_PER_SECOND) as never)]).toEqual([id, seconds, wanted]);
      }
    }
  });
  test("what is wrong with a file is said all at once", () => {
    expect(codes([])).toEqual(["zones_form "]);
    expect(
      codes({ source: 1, zones: { A: "0 60|01|", B: "0|0|", C: 5, D: "0|1|" }, links: { E: "B", F: "G" } }),
    ).toEqual([
      "zones_form source",
      "zones_form zones.C",
      "zones_form zones.A",
      "zones_form zones.D",
      "zones_form links.F",
    ]);
  });
});
