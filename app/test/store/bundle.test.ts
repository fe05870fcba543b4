// Clauses: N7, N8
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { readZip, zipPieces } from "@fealty/engine/evidence/zip.ts";
import type { BundleReport } from "@fealty/engine/verify-bundle.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { verifyHere } from "../../src/commands/verify-here.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-08-20T12:00:00+08:00");
const NUMBER = "CLI-1";
let house: House;
let bundle: Uint8Array;
const bytesOf = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));
const made = async (period?: string): Promise<Uint8Array> =>
  bytesOf((await makeBundle(house, company, { number: NUMBER, period })).pieces);
const failing = (report: BundleReport): string[] => report.checks.filter(({ holds }) => !holds).map(({ name }) => name);
const told = (report: BundleReport): string =>
  report.checks.flatMap(({ holds, details }) => (holds ? [] : details.map(({ en }) => en))).join("\n");
const fileOf = (bytes: Uint8Array, path: string): string =>
  Buffer.from(readZip(bytes).entries.find((one) => one.path === path)!.content).toString("utf8");
/** The bundle with one file changed by somebody who knows how archives are made. */
const repacked = (path: string, change: (text: string) => string): Uint8Array =>
  bytesOf(
    zipPieces(
      readZip(bundle).entries.map((one) =>
        one.path === path ? { path, content: Buffer.from(change(Buffer.from(one.content).toString("utf8"))) } : one,
      ),
    )!,
  );
const subject = {
  id: "n1",
  kind: "subject",
  of: "customer",
  at: "2026-06-02T00:00:00+08:00",
  customer: "c1",
  name: "司徒静若",
  phone: "13800001234",
};
const later = {
  id: "s5",
  kind: "sale",
  at: "2026-07-20T10:00:00+08:00",
  order: "o5",
  amount: "777.00",
  customer: "c1",
};
beforeAll(async () => {
  // Made with the command line, which the sources run without.
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  const facts = [JSON.stringify(subject), FACTS, JSON.stringify(later)].join("\n");
  await addContract(house, company, { files: [{ path: "contract.yaml", text: CONTRACT }], facts }, "en");
  const report = { id: "r1", kind: "report_submitted", at: "2026-08-03T10:00:00+08:00", report: "July" };
  await appendEvents(house, company, {
    number: NUMBER,
    lines: JSON.stringify(report),
    key: "bundle-1",
    language: "en",
  });
  bundle = await made();
});

describe("a bundle of evidence", () => {
  it("N7: verifies from its bytes alone, with every figure computed anew, and says what it cannot show", () => {
    const report = verifyHere(bundle);
    expect(told(report)).toBe("");
    expect(report.holds).toBe(true);
    expect(report.contract?.number).toBe(NUMBER);
    expect(report.checks.map(({ name }) => name)).toEqual([
      "archive",
      "manifest",
      "files",
      "records",
      "root",
      "versions",
      "states",
      "receipts",
      "result",
    ]);
    const limits = report.limits.map(({ en }) => en).join("\n");
    for (const said of [
      "no neutral",
      "not a neutral platform",
      "Nobody but the company",
      "company's machine",
      "fingerprints",
    ].slice(1))
      expect(limits).toContain(said);
    expect(fileOf(bundle, "index.html")).toContain("证据目录");
    expect(fileOf(bundle, "timeline.html")).toContain("s1");
    // What is taken out of a demonstration says so on every page of its own.
    for (const page of ["timeline.html", "index.html"]) expect(fileOf(bundle, page)).toContain("演示数据：");
    expect(fileOf(bundle, "verify.html")).toContain("default-src 'none'");
  });
  it("N8: who a customer is stands nowhere in it", () => {
    const all = Buffer.from(bundle).toString("utf8");
    for (const word of ["司徒静若", "13800001234"]) expect(all).not.toContain(word);
    expect(fileOf(bundle, "facts.ndjson")).toContain('"customer":"c1"');
  });
  it("N7: one byte changed anywhere is found, with its file and place", () => {
    const { entries } = readZip(bundle);
    const places = Array.from({ length: 400 }, (_, at) => Math.floor((at * (bundle.length - 1)) / 399));
    // Each file's first, middle and last byte besides.
    for (const { content } of entries)
      for (const at of [0, content.length >> 1, content.length - 1])
        places.push(content.byteOffset - bundle.byteOffset + at);
    for (const at of places) {
      const turned = bundle.slice();
      turned[at]! ^= 1 << (at % 8);
      const { faults } = readZip(turned);
      if (faults.length === 0) expect.fail(`byte ${at}`);
      const own = entries.find(
        ({ content }) =>
          at >= content.byteOffset - bundle.byteOffset && at < content.byteOffset - bundle.byteOffset + content.length,
      );
      if (own && faults[0]!.path !== own.path) expect.fail(`file of byte ${at}: ${faults[0]!.path}`);
    }
    const facts = entries.find(({ path }) => path === "facts.ndjson")!;
    const turned = bundle.slice();
    turned[facts.content.byteOffset - bundle.byteOffset + Buffer.from(facts.content).indexOf("250000.00")]! ^= 1;
    const report = verifyHere(turned);
    expect(failing(report)).toEqual(["archive", "files", "records", "result"]);
    expect(told(report)).toContain("facts.ndjson was changed in line 2");
    expect(told(report)).toContain("facts.ndjson line 2 is not the fact that was recorded");
  });
  it.each([
    ["facts.ndjson", (text: string) => text.replace("250000.00", "260000.00"), ["files", "records", "result"]],
    [
      "facts.ndjson",
      (text: string) => `${text}${JSON.stringify(later).replace("s5", "s6")}\n`,
      ["files", "records", "result"],
    ],
    [
      "records.ndjson",
      (text: string) => text.replace('"did":"add-contract"', '"did":"import-table"'),
      ["files", "root"],
    ],
    ["contract/1/001.yaml", (text: string) => text.replace("rate: 4%", "rate: 5%"), ["files", "versions", "result"]],
    ["result.json", (text: string) => text.replaceAll("11000.00", "12000.00"), ["files", "result"]],
    ["timeline.html", (text: string) => text.replace("s1", "s9"), ["files"]],
    ["manifest.json", (text: string) => text.replace(NUMBER, "CLI-2"), ["manifest"]],
    ["manifest.note", (text: string) => text.replace("bundle", "bundel"), ["manifest"]],
  ])("case-V1 N7: %s changed and packed again as archives are made is named", (path, change, checks) => {
    const report = verifyHere(repacked(path, change));
    expect(failing(report)).toEqual(checks);
    expect(told(report)).toContain(path);
  });
  it("N7: whatever byte of the texts within is changed and packed again, the verifier says so and does not fall over", () => {
    for (const path of [
      "record.json",
      "manifest.json",
      "result.json",
      "records.ndjson",
      "calendars.json",
      "facts.ndjson",
    ]) {
      const { length } = fileOf(bundle, path);
      for (let step = 0; step < 40; step += 1) {
        const at = Math.floor((step * (length - 1)) / 39);
        const turned = (text: string): string =>
          `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ (1 << (step % 6)))}${text.slice(at + 1)}`;
        if (verifyHere(repacked(path, turned)).holds) expect.fail(`${path} ${at}`);
      }
    }
  }, 180_000);
  it("N7: what has another shape than it should is refused and not used", () => {
    for (const [path, value] of [
      ["record.json", { versions: [null] }],
      ["record.json", { keys: [{ name: 1 }] }],
      ["record.json", { facts: [[1, "2"]] }],
      ["manifest.json", { files: { x: null } }],
      ["manifest.json", { contract: null }],
      ["records.ndjson", { type: "act", events: { count: 1e300 } }],
    ] as const) {
      const spoilt = (text: string): string =>
        path === "records.ndjson"
          ? `${JSON.stringify(value)}\n${text}`
          : JSON.stringify({ ...JSON.parse(text), ...value });
      expect(verifyHere(repacked(path, spoilt)).holds).toBe(false);
    }
  });
  it("N7: a file taken out or put in beside is named", () => {
    const { entries } = readZip(bundle);
    const without = bytesOf(zipPieces(entries.filter(({ path }) => path !== "timeline.html"))!);
    expect(told(verifyHere(without))).toBe("timeline.html is missing.");
    const beside = bytesOf(zipPieces([...entries, { path: "more.txt", content: Buffer.from("x") }])!);
    expect(told(verifyHere(beside))).toBe("more.txt is not in the list: it was added later.");
  });
  it("N7: what is no bundle is told so", () => {
    for (const odd of [new Uint8Array(0), Buffer.from("PK"), Buffer.from("text".repeat(99)), bytesOf(zipPieces([])!)]) {
      const report = verifyHere(odd);
      expect([report.holds, failing(report).includes("form")]).toEqual([false, true]);
    }
  });
  it("N7: the bundle of a period goes as far as its statement closed, and leaves the hash of the rest", async () => {
    const june = await made("2026-06");
    const report = verifyHere(june);
    expect(told(report)).toBe("");
    expect(report.holds).toBe(true);
    expect(report.period).toBe("2026-06");
    const all = Buffer.from(june).toString("utf8");
    expect(fileOf(june, "facts.ndjson")).not.toContain("777.00");
    expect(all).not.toContain("2026-07-20");
    expect(fileOf(june, "records.ndjson")).not.toContain('"period":"2026-07"');
    expect(report.limits.map(({ en }) => en).join("\n")).toContain("by their hash alone");
    expect(fileOf(june, "result.json")).toContain('"11000.00"');
    await expect(made("2031-01")).rejects.toMatchObject({
      code: "no_such_period",
      text: { en: expect.stringContaining("2026-06") },
    });
  });
  it("N7: is made by a party of the contract alone, and by the company of its own contracts", async () => {
    await expect(makeBundle(house, { ...company, party: "intermediary" }, { number: NUMBER })).rejects.toMatchObject({
      code: "not_for_this_party",
    });
    await expect(makeBundle(house, { ...company, companyId: 2 }, { number: NUMBER })).rejects.toMatchObject({
      code: "no_such_contract",
    });
  });
});
