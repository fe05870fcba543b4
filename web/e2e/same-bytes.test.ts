// Clauses: N2, N7
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import { parseFacts, uniqueEvents } from "@fealty/engine/facts/parse.ts";
import { digestOf } from "@fealty/engine/output.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, startHouse } from "./browser.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
};
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});

test.each(["2026-02-24T09:50:00+08:00", "2026-07-08T09:15:00+08:00", "2026-09-20T18:00:00+08:00"])(
  "N2: the digest at %s is the same from Node and from Chromium",
  async (moment) => {
    const { contract } = loadContract("contracts/filled/company-led/contract.yaml", read);
    const { calendar } = parseCalendar(JSON.parse(read("data/calendars/cn.json")!));
    const facts = parseFacts(contract!, "company-led.ndjson", read("web/public/example/company-led.ndjson")!);
    const evaluation = evaluate(contract!, uniqueEvents(facts.events, "company-led.ndjson").events, {
      asOf: parseInstant(moment)!,
      calendars: [calendar!],
      zones: [SHANGHAI],
      sha256: (text) => hash("sha256", text, "hex"),
    });
    const { page } = await house.open(`/contracts/HX-2026-0001/C3.2?asOf=${moment.replace("+", "%2B")}`);
    expect(await page.locator(".page").getAttribute("data-digest")).toBe(digestOf(evaluation));
    await page.close();
  },
);
