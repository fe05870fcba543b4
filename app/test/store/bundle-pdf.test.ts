// Clauses: N7
import { pathToFileURL } from "node:url";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { Manifest } from "@fealty/engine/evidence/bundle-form.ts";
import { readZip } from "@fealty/engine/evidence/zip.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { verifyHere } from "../../src/commands/verify-here.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { CONTRACT, FACTS, root } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-08-20T12:00:00+08:00");
let house: House;
beforeAll(async () => {
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  await tools.buildTypesetter();
  const typesetter = pathToFileURL(`${root}app/dist/typeset-thread.mjs`);
  house = { store: await newStore(), threads, engine: "test", typesetter, now: risingClock(() => CLOCK / 1000) };
  await house.store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
});
const made = async (number: string, facts: string) => {
  const files = [{ path: "contract.yaml", text: CONTRACT.replace("number: CLI-1", `number: ${number}`) }];
  await addContract(house, company, { files, facts }, "en");
  const { pieces } = await makeBundle(house, company, { number });
  const bytes = new Uint8Array(Buffer.concat([...pieces]));
  const report = verifyHere(bytes);
  expect(report.checks.filter(({ holds }) => !holds)).toEqual([]);
  const content = new Map(readZip(bytes).entries.map((one) => [one.path, Buffer.from(one.content)]));
  const { index } = JSON.parse(content.get("manifest.json")!.toString("utf8")) as Manifest;
  return { content, timeline: index.find(({ paths }) => paths.includes("timeline.html"))! };
};
it("N7: the timeline is there as PDF beside the page, with its pages in the index", async () => {
  const { content, timeline } = await made("PDF-1", FACTS);
  expect(content.get("timeline.pdf")!.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  // Two answers are too few to be listed.
  expect([timeline.paths, timeline.extent.zh]).toEqual([["timeline.html", "timeline.pdf"], "1 项，PDF 1 页"]);
});
it("N7: where the fonts lack a character the page stands alone, and the index names the character", async () => {
  const sale = {
    id: "s9",
    kind: "sale",
    at: "2026-06-20T10:00:00+08:00",
    order: "𠮷-1",
    amount: "1.00",
    customer: "c1",
  };
  const { content, timeline } = await made("PDF-2", JSON.stringify(sale));
  expect(content.has("timeline.pdf")).toBe(false);
  expect(timeline.form.en).toContain("the fonts have no 𠮷 (U+20BB7)");
  expect(content.get("index.html")!.toString("utf8")).toContain("𠮷 (U+20BB7)");
});
it("N7: a house without a typesetter says that there is no PDF", async () => {
  const whole = house;
  house = { ...whole, typesetter: new URL("none.mjs", import.meta.url) };
  const { content, timeline } = await made("PDF-3", FACTS);
  expect([content.has("timeline.pdf"), timeline.form.en]).toEqual([
    false,
    "a page to read and to print; without a PDF: the typesetter did not run on this machine",
  ]);
  house = whole;
});
