import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { fixedZone } from "../src/calendar/zone.ts";
import { loadContract } from "../src/contract/load.ts";
import { diagnose } from "../src/doctor.ts";
import { evaluate } from "../src/evaluate.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { evaluationJson } from "../src/output.ts";
import { parseInstant } from "../src/values/date.ts";
import type { Telling } from "../src/values/telling.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), "utf8");
const { calendar } = parseCalendar(JSON.parse(text("data/calendars/cn.json")));
const contract = loadContract(new URL("contracts/filled/company-led/contract.yaml", root).pathname, (path) =>
  readFileSync(path, "utf8"),
).contract!;
const facts = text("web/public/example/company-led.ndjson");
const options = {
  asOf: parseInstant("2026-09-20T23:59:59+08:00")!,
  calendars: [calendar!],
  zones: [],
  sha256: (written: string): string => hash("sha256", written, "hex"),
};

describe("what long work tells", () => {
  it("N1: how much is done of what never goes back and never passes the whole, and the result is the same bytes", () => {
    const told: Record<string, [done: number, of: number][]> = {};
    const tell: Telling = (at, done, of) => {
      const before = told[at]?.at(-1) ?? [-1, of];
      expect([at, done > before[0], done <= of, of]).toEqual([at, true, true, before[1]]);
      told[at] = [...(told[at] ?? []), [done, of]];
    };
    const { events } = parseFacts(contract, "f.ndjson", facts, "ndjson", tell);
    const heard = JSON.stringify(evaluationJson(evaluate(contract, events, { ...options, tell }), tell));
    const unheard = evaluate(contract, parseFacts(contract, "f.ndjson", facts).events, options);
    expect(heard).toBe(JSON.stringify(evaluationJson(unheard)));
    expect(Object.keys(told)).toEqual(["reading", "events", "settling", "figures"]);
    expect(told.events!.length).toBeGreaterThan(3);
    const [done, of] = told.figures!.at(-1)!;
    expect(done).toBe(of - 1);
  }, 120_000);

  it("N2: an examination tells its moments and none of what it does for each", () => {
    const told: unknown[] = [];
    const { events } = parseFacts(contract, "f.ndjson", facts.split("\n").slice(0, 40).join("\n"));
    const world = { ...options, zone: fixedZone("Asia/Shanghai", 480), calendar: calendar! };
    diagnose(contract, events, { ...world, tell: (...words) => told.push(words) }, 2);
    expect(told).toEqual([
      ["checks", 0, 2],
      ["checks", 1, 2],
    ]);
  });
});
