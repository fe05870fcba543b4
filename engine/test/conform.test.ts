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
  const pay = (JSON.parse(readFileSync(`${folder}pay.json`, "utf8")) as VectorCase[]).find(
    (one) => one.expect?.statements !== undefined,
  )!;
  const period = Object.keys(pay.expect!.statements!)[0]!;
  const statement = pay.expect!.statements![period]!;
  const component = Object.keys(statement.components!)[0]!;
  it.each([
    [{}, "expect"],
    [{ statemnts: pay.expect!.statements }, "expect.statemnts"],
    [{ statements: {} }, "expect.statements"],
    [{ statements: { [period]: {} } }, `expect.statements.${period}`],
    [{ statements: { [period]: { componets: statement.components } } }, `expect.statements.${period}.componets`],
    [
      { statements: { [period]: { components: { [`${component}x`]: "0.00" } } } },
      `expect.statements.${period}.components.${component}x`,
    ],
    [{ statements: { [period]: { balances: { acount: "0.00" } } } }, `expect.statements.${period}.balances.acount`],
    [{ metrics: [] }, "expect.metrics"],
    [{ metrics: [{ id: "nps" }] }, "expect.metrics[0]"],
    [{ metrics: [{ id: "nps", period: "2026-Q1", vaule: 1 }] }, "expect.metrics[0].vaule"],
    [{ instances: [{ state: "met" }] }, "expect.instances[0]"],
    [{ instances: [{ ref: "C1/x", sate: "met" }] }, "expect.instances[0].sate"],
  ])("N2: a case that could not fail is no case: %j", (expected, what) => {
    const world = { calendars: [calendar], zones: [], sha256: String };
    const found = conformCase({ ...pay, expect: expected } as unknown as VectorCase, world);
    expect(found.map((one) => one.what)).toContain(what);
  });
  it("N2: a key of a case that nobody reads is named with the nearest right one", () => {
    const world = { calendars: [calendar], zones: [], sha256: String };
    const found = conformCase({ ...pay, know_at: "2026-01-01T00:00:00Z" } as unknown as VectorCase, world);
    expect(found).toEqual([
      { what: "know_at", expected: expect.stringContaining("known_at"), found: "a key that nobody reads" },
    ]);
  });
  it("N2: a case that expects something else does not pass", () => {
    const one = (JSON.parse(readFileSync(`${folder}clocks.json`, "utf8")) as VectorCase[])[0]!;
    expect(
      conformCase({ ...one, due: "2026-02-14T16:00:01+08:00" }, { calendars: [calendar], zones: [], sha256: String }),
    ).toHaveLength(1);
  });
});
