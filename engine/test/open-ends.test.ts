import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { parseZones, zoneNamed } from "../src/calendar/zone-data.ts";
import type { VectorCase } from "../src/conform.ts";
import { loadContract } from "../src/contract/load.ts";
import { evaluate } from "../src/evaluate.ts";
import type { Evaluation } from "../src/evaluation.ts";
import { explain } from "../src/explain.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { parseInstant } from "../src/values/date.ts";
import { openEnds } from "./open-ends.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const calendar = parseCalendar(JSON.parse(readFileSync(`${root}data/calendars/cn.json`, "utf8"))).calendar!;
const zones = parseZones(JSON.parse(readFileSync(`${root}data/zones.json`, "utf8"))).table!;
const sha256 = (text: string): string => hash("sha256", text, "hex");
const SHIPPED = `${root}contracts/filled/company-led/contract.yaml`;
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const shipped = (): Evaluation => {
  const { contract } = loadContract(SHIPPED, read);
  const { events } = parseFacts(contract!, "f.ndjson", read(`${root}web/public/example/company-led.ndjson`)!);
  const asOf = parseInstant("2026-09-20T12:00:00+08:00")!;
  return evaluate(contract!, events, { asOf, calendars: [calendar], zones: [], sha256 });
};

describe("N2: no figure stops short of where it comes from", () => {
  it("N2: a bonus opens to its target, the measure and the measure's events", () => {
    const trace = explain(shipped(), "statement/2026-03/retention_reward")!;
    const [state] = trace.inputs;
    expect(state).toMatchObject({ what: { en: "State of the target" }, value: "met" });
    expect(state!.inputs[0]).toMatchObject({ value: "met", clause: "C3.2" });
    expect(state!.inputs[0]!.inputs[0]).toMatchObject({ formula: "123 ÷ 124", evidence: { count: 125 } });
  });
  it("N2: the shipped contract", () => {
    expect(openEnds(shipped())).toEqual([]);
  });
  const folder = `${root}vectors/`;
  it.each(readdirSync(folder).filter((file) => file.endsWith(".json")))("N2: the cases of %s", (file) => {
    for (const one of JSON.parse(read(folder + file)!) as VectorCase[]) {
      if (one.contract === undefined || one.as_of === undefined) continue;
      const { contract } = loadContract("t.json", () => JSON.stringify(one.contract));
      if (!contract) continue;
      const facts = (one.facts ?? []).map((fact) => JSON.stringify(fact)).join("\n");
      const zone = zoneNamed(zones, contract.timeZone);
      const evaluation = evaluate(contract, parseFacts(contract, "f.ndjson", facts).events, {
        asOf: parseInstant(one.as_of)!,
        calendars: [calendar],
        zones: zone ? [zone] : [],
        sha256,
      });
      expect(openEnds(evaluation), one.name).toEqual([]);
    }
  });
});
