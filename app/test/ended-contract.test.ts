import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { expect, it } from "vitest";
import calendar from "../../data/calendars/cn.json" with { type: "json" };
import type { Headline } from "../src/evaluation/derived-details.ts";
import { HeldContract } from "../src/evaluation/held-contract.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
const files = loadContract("contracts/filled/company-led/contract.yaml", read).contract!.sources.map((one) => ({
  path: one.file,
  text: one.text,
}));
const facts = read("web/public/example/company-led.ndjson")!
  .split("\n")
  .filter((line) => line !== "" && !line.includes('"kind":"ended"') && JSON.parse(line).at < "2026-05-01");
const at = "2026-04-30T18:00:00+08:00";
const ended = JSON.stringify({ id: "end-1", kind: "ended", at, arrived: at, ground: "at_will_933" });
const rowOf = async (lines: readonly string[], asOf: string) => {
  const text = lines.join("\n");
  const held = await HeldContract.open("x", { files, facts: text }, [parseCalendar(calendar).calendar!]);
  const { status, state } = held.answer<"state">({ ask: "state", asOf: parseInstant(asOf)! });
  const { pay, index } = state.figures as Headline;
  return { status, state: state.state, pay: pay?.period, index: index?.period };
};

it("C10.3: the row of a contract that has ended shows its last period and that it has ended", async () => {
  const later = "2026-11-01T00:00:00+08:00";
  const row = await rowOf([...facts, ended], later);
  expect(row).toMatchObject({ status: "ended", pay: "2026-04" });
  expect(["ended", "missed", "at_risk"]).toContain(row.state);
  expect((row.index ?? "") <= "2026-Q2").toBe(true);
  expect(await rowOf(facts, later)).toMatchObject({ status: "in_force", pay: "2026-10" });
});
it("N6: a contract is at risk while something may still be missed; what was missed waits as a finding", async () => {
  const whole = { files, facts: read("web/public/example/company-led.ndjson")! };
  const held = await HeldContract.open("x", whole, [parseCalendar(calendar).calendar!]);
  const rowAt = (asOf: string) => held.answer<"state">({ ask: "state", asOf: parseInstant(asOf)! }).state;
  expect(rowAt("2026-03-20T18:00:00+08:00")).toMatchObject({ atRisk: true, openFindings: 0 });
  expect(rowAt("2026-05-20T18:00:00+08:00")).toMatchObject({ state: "missed", atRisk: false, openFindings: 4 });
  // Its worst state does not hide what may be missed beside it.
  expect(rowAt("2026-09-20T18:00:00+08:00")).toMatchObject({ state: "missed", atRisk: true });
});
it("N1: an end that was taken back is none", async () => {
  const back = JSON.stringify({ id: "back-1", kind: "retracted", at: "2026-05-03T10:00:00+08:00", target: "end-1" });
  expect(await rowOf([...facts, ended, back], "2026-06-01T00:00:00+08:00")).toMatchObject({ status: "in_force" });
});
