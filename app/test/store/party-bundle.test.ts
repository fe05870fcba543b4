// Clauses: N7, N8
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { CaseFile, Manifest, ShownFile } from "@fealty/engine/evidence/bundle-form.ts";
import { readZip, zipPieces } from "@fealty/engine/evidence/zip.ts";
import type { BundleReport } from "@fealty/engine/verify-bundle.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { type BundleRequest, makeBundle } from "../../src/commands/make-bundle.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { verifyHere } from "../../src/commands/verify-here.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { LED_BY_THREE, root } from "../cli-terminal.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const CLOCK = instant("2026-08-20T12:00:00+08:00");
const NUMBER = "CLI-1";
const CLERK = "10.9.8.7; Clerk's browser";
const company: Caller = { companyId: 1, party: "company", via: { method: "page", from: CLERK } };
const database = await newDatabase();
let house: House;
let agent: Caller;
let broker: Caller;
/** An agent whose contract this is not. */
let other: Caller;
const RULES = `      - {id: answer, kind: deadline, bearer: agent, finding: B2, starts: complaint_opened, ends: complaint_responded, match: case, within: 5 business days}
      - {id: low_call, kind: deadline, bearer: agent, finding: B2, starts: survey_answered, when: "event.satisfaction <= 2", ends: contact_made, match: customer, within: 5 business days}
`;
const TEXT = `${LED_BY_THREE}${RULES}`;
const said = (id: string, kind: string, at: string, more: object) => ({
  id,
  kind,
  at: `2026-06-${at}:00+08:00`,
  ...more,
});
const FACTS = [
  said("s1", "sale", "10T10:00", { order: "o1", amount: "250000.00", customer: "K001" }),
  said("s2", "sale", "10T11:00", { order: "o2", amount: "1000.00", customer: "K002" }),
  ...["K001", "K002", "K003", "K004", "K005", "K006"].map((customer, at) =>
    said(`answer-${customer}`, "survey_answered", `11T1${at}:00`, {
      invitation: `i-${customer}`,
      satisfaction: at === 1 ? 1 : 5,
      customer,
      ...(at === 0 ? { comment: "司徒静若很满意" } : {}),
    }),
  ),
  said("recovery-1", "contact_made", "12T09:00", { customer: "K002", purpose: "recovery", channel: "phone" }),
  said("visit-1", "contact_made", "13T09:00", { customer: "K001", purpose: "visit", channel: "司徒静若家中" }),
  said("t1", "complaint_opened", "15T09:00", { customer: "K002", case: "TS-1", severity: "minor" }),
  said("t2", "complaint_responded", "16T09:00", { customer: "K002", case: "TS-1" }),
  said("t3", "complaint_opened", "17T09:00", { customer: "K001", case: "TS-2" }),
  said("t4", "corrected", "18T09:00", { target: "t1", fields: { severity: "major" } }),
  said("a9", "retracted", "18T10:00", { target: "answer-K006" }),
  said("train", "training_completed", "19T09:00", { course: "L1" }),
  said("pay", "payment_made", "30T09:00", { amount: "100.00" }),
]
  .map((one) => `${JSON.stringify(one)}\n`)
  .join("");
const bytesOf = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));
const made = async (caller: Caller, scope: Omit<BundleRequest, "number"> = {}, number = NUMBER): Promise<Uint8Array> =>
  bytesOf((await makeBundle(house, caller, { number, ...scope })).pieces);
const fileOf = (bytes: Uint8Array, path: string): string =>
  Buffer.from(readZip(bytes).entries.find((one) => one.path === path)?.content ?? []).toString("utf8");
const idsIn = (bytes: Uint8Array): string[] =>
  fileOf(bytes, "facts.ndjson")
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);
const told = (report: BundleReport): string =>
  report.checks.flatMap(({ holds, details }) => (holds ? [] : details.map(({ en }) => en))).join("\n");
const detail = (report: BundleReport, name: string): string =>
  report.checks
    .find((one) => one.name === name)!
    .details.map(({ en }) => en)
    .join(" ");
const limits = (report: BundleReport): string => report.limits.map(({ en }) => en).join("\n");
const repacked = (bytes: Uint8Array, path: string, change: (text: string) => string): Uint8Array =>
  bytesOf(
    zipPieces(
      readZip(bytes).entries.map((one) =>
        one.path === path ? { path, content: Buffer.from(change(Buffer.from(one.content).toString("utf8"))) } : one,
      ),
    )!,
  );
const asParty = (party: "agent" | "intermediary", personId: string): Caller => ({
  companyId: 1,
  party,
  personId,
  actor: askingAs(1, [party], personId).actor,
});
beforeAll(async () => {
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  const store = await storeOn(database);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: false }, CLOCK),
  );
  const [a1, m1, a2] = [
    await addSomebody(house, 1, "A1", "agent"),
    await addSomebody(house, 1, "M1", "intermediary"),
    await addSomebody(house, 1, "A2", "agent"),
  ];
  [agent, broker, other] = [asParty("agent", a1), asParty("intermediary", m1), asParty("agent", a2)];
  const named = {
    key: "party-bundle-customer",
    code: "K001",
    kind: "person",
    name: "司徒静若",
    fromOn: "2026-06-01",
  } as const;
  await keepCustomer(house, company, named);
  const files = [{ path: "contract.yaml", text: TEXT }];
  const persons = { agentPersonId: a1, intermediaryPersonId: m1 };
  await addContract(house, company, { files, facts: FACTS, ...persons }, "en");
  const lines = JSON.stringify(said("s3", "sale", "20T10:00", { order: "o3", amount: "5.00", customer: "K001" }));
  await appendEvents(house, company, { number: NUMBER, lines, key: "party-bundle-1", language: "en" });
});

describe("a bundle that the agent makes for itself", () => {
  it("N7: verifies like the company's, and says what was left out and why", async () => {
    const bundle = await made(agent);
    const report = verifyHere(bundle);
    expect(told(report)).toBe("");
    expect([report.holds, report.party]).toEqual([true, "agent"]);
    expect(report.checks.map(({ name }) => name)).toContain("shown");
    expect(detail(report, "versions")).toContain("version 1");
    expect(limits(report)).toContain("This is the bundle of the agent");
    expect(limits(report)).toContain("Left out are 9 facts: customers' answers to surveys");
    expect(fileOf(bundle, "index.html")).toContain("这是代理人的证据包");
    expect(fileOf(bundle, "index.html")).toContain("figures.html");
  });
  it("C7.1 N7: holds the facts that the agent reads whole, and no answer, no call that one led to, nothing that names them", async () => {
    const bundle = await made(agent);
    expect(idsIn(bundle)).toEqual(["s1", "s2", "t1", "t2", "t3", "t4", "train", "pay", "s3"]);
    const all = Buffer.from(bundle).toString("utf8").replace(fileOf(bundle, "verify.html"), "");
    for (const word of ["司徒静若", "answer-K00", "i-K001", "recovery-1", CLERK])
      expect([word, all.includes(word)]).toEqual([word, false]);
    // The timeline is that of the screen: answers stand there without whose they are.
    expect(fileOf(bundle, "timeline.html")).toContain("***");
  });
  it("N7: figures that rest on what was left out stand as signed, those of the statement are the recorded ones", async () => {
    const bundle = await made(agent);
    const { figures } = JSON.parse(fileOf(bundle, "shown.json")) as ShownFile;
    expect(figures["statement/2026-06/C6.2/pay"]).toMatchObject({ here: true, value: { payable: "1106000" } });
    expect(figures["metric/C6.2/csat@2026-06"]).toMatchObject({ here: false });
    const report = verifyHere(bundle);
    expect(detail(report, "shown")).toMatch(/\d+ of \d+ figures computed anew/);
    const wrong = repacked(bundle, "shown.json", (text) => text.replaceAll("1106000", "1106001"));
    expect(told(verifyHere(wrong))).toContain("statement/2026-06/C6.2/pay is not what the facts here come to");
  });
  it("N8: what is left out cannot be found by trying", async () => {
    const bundle = await made(agent);
    const { createHash } = await import("node:crypto");
    const line = FACTS.split("\n").find((one) => one.includes('"answer-K002"'))!;
    const hash = createHash("sha256").update(line).digest("hex");
    const leaf = createHash("sha256").update(`\0{"line":"${hash}","type":"event"}`).digest("hex");
    expect(fileOf(bundle, "records.ndjson")).not.toContain(leaf);
    // Nor is what hides names on its screens something that the bundle tells.
    const contractId = await house.store.withCompany(1, {}, async (tx) => (await findContract(tx, NUMBER))!.contractId);
    const page = await readContract<"timeline">(house, agent, NUMBER, (asOf) => ({
      ask: "timeline",
      viewpoint: { asOf, party: "agent", language: "zh" },
      filter: { kinds: ["survey_answered"], words: "", offset: 0, limit: 10 },
    }));
    const sha = (text: string) => createHash("sha256").update(text).digest("hex");
    const guessed = ["K001", "K002", "K003"].map((code) => sha(`${sha(contractId)} event answer-${code}`).slice(0, 12));
    expect(page.events.map(({ id }) => id)).not.toEqual(expect.arrayContaining([guessed[0]]));
  });
  it.each([
    ["facts.ndjson", (text: string) => text.replace("250000.00", "260000.00")],
    ["records.ndjson", (text: string) => text.replace('"type":"omitted"', '"type":"omittee"')],
    ["records.ndjson", (text: string) => text.replace(/"count":\d+/, '"count":3')],
    ["shown.json", (text: string) => text.replace('"here":true', '"here":false')],
    ["figures.html", (text: string) => text.replace("2026-06", "2026-07")],
  ])("case-V1 N7: %s changed and packed again is named", async (path, change) => {
    const report = verifyHere(repacked(await made(agent), path, change));
    expect([report.holds, told(report).includes(path)]).toEqual([false, true]);
  });
  it("N7: a period holds what was known when it closed, days hold what happened until then", async () => {
    const june = await made(agent, { period: "2026-06" });
    expect(told(verifyHere(june))).toBe("");
    const days = await made(agent, { from: "2026-06-15", until: "2026-06-17" });
    const report = verifyHere(days);
    expect([told(report), report.days]).toEqual(["", "2026-06-15 – 2026-06-17"]);
    expect(idsIn(days)).toEqual(["s1", "s2", "t1", "t2", "t3"]);
    expect(fileOf(days, "timeline.html")).toContain("t2");
    expect(fileOf(days, "timeline.html")).not.toContain("s1");
    expect(limits(report)).toContain("facts from after the days asked for");
  });
  it("N7: is refused to an agent whose contract this is not, and to whoever only looks with its eyes", async () => {
    await expect(made(other)).rejects.toMatchObject({ code: "no_such_contract" });
    await expect(made({ ...agent, companyId: 2 })).rejects.toMatchObject({ code: "no_such_contract" });
    await expect(made({ ...company, party: "agent", preview: true })).rejects.toMatchObject({
      code: "not_for_this_party",
    });
  });
  it("N8: of a contract with facts from before salts the company alone makes one", async () => {
    const text = TEXT.replace(NUMBER, "OLD-1");
    await addContract(
      house,
      company,
      { files: [{ path: "contract.yaml", text }], facts: FACTS, agentPersonId: agent.personId! },
      "en",
    );
    const client = await superuser(database);
    await client.query(
      "update fealty.record_head set salted_from = 999 where contract_id = (select contract_id from fealty.contract where number = 'OLD-1')",
    );
    await expect(made(agent, {}, "OLD-1")).rejects.toMatchObject({ code: "bundle_guessable" });
  });
});

describe("a bundle that the intermediary makes for itself", () => {
  it("PIPL 23 N7: holds what both sides owe and the figures, and nothing that leads to a customer", async () => {
    const bundle = await made(broker);
    const report = verifyHere(bundle);
    expect([told(report), report.party]).toEqual(["", "intermediary"]);
    expect(idsIn(bundle)).toEqual(["train", "pay"]);
    const all = Buffer.from(bundle).toString("utf8").replace(fileOf(bundle, "verify.html"), "");
    for (const word of ["司徒静若", "K001", "K002", '"order":"o1"', CLERK])
      expect([word, all.includes(word)]).toEqual([word, false]);
    const { figures } = JSON.parse(fileOf(bundle, "shown.json")) as ShownFile;
    expect(figures["statement/2026-06/C6.2/pay"]).toMatchObject({ here: false, value: { payable: "1106000" } });
    expect(limits(report)).toContain("PIPL 23");
  });
});

describe("a bundle of a case", () => {
  it.each(["company", "agent"] as const)(
    "C8.3 N7: of the %s has the contract whole and an index that begins with the case",
    async (party) => {
      const bundle = await made(party === "company" ? company : agent, { case: "TS-1" });
      const report = verifyHere(bundle);
      expect([told(report), report.case]).toEqual(["", "TS-1"]);
      expect(detail(report, "case")).toContain("case TS-1: 3 facts and 1 duties, 1 of them computed anew");
      const file = JSON.parse(fileOf(bundle, "case.json")) as CaseFile;
      expect(file.facts).toEqual(["t1", "t2", "t4"]);
      expect(Object.values(file.duties)).toMatchObject([{ here: true, value: { state: "met" } }]);
      const { index } = JSON.parse(fileOf(bundle, "manifest.json")) as Manifest;
      expect(index[0]!.name.zh).toBe("案件 TS-1 的事实与义务");
      expect(idsIn(bundle)).toContain("s1");
      const page = fileOf(bundle, "timeline.html");
      expect([page.includes("t2"), page.includes(">t3<"), page.includes("这一案件中的义务")]).toEqual([
        true,
        false,
        true,
      ]);
      for (const [said, change] of [
        ["The facts listed for case TS-1", (text: string) => text.replace('["t1","t2","t4"]', '["t1","t2"]')],
        ["is not what the facts here come to", (text: string) => text.replace('"state":"met"', '"state":"missed"')],
      ] as const)
        expect(told(verifyHere(repacked(bundle, "case.json", change)))).toContain(said);
    },
  );
  it("N7: a case that is not there is refused before anything is written, and odd requests tell every fault", async () => {
    await expect(made(company, { case: "TS-9" })).rejects.toMatchObject({ code: "no_such_case" });
    const odd = made(agent, { period: "2026-06", from: "June", until: "2026-06-01", case: "x" });
    await expect(odd).rejects.toMatchObject({ code: "form_refused", args: { faults: expect.any(Array) } });
    await expect(made(agent, { from: "2027-01-01" })).rejects.toMatchObject({ code: "form_refused" });
    await expect(made(agent, { from: "2026-06-02", until: "2026-06-01" })).rejects.toMatchObject({
      code: "form_refused",
    });
  });
});

describe("on a year of the example contract", () => {
  it("N7: the agent's bundle verifies, with most figures computed anew and none of the answers", async () => {
    const main = "contracts/filled/company-led/contract.yaml";
    const read = (path: string): string => readFileSync(join(root, path), "utf8");
    const { contract } = loadContract(main, read);
    const files = contract!.sources.map(({ file, text }) => ({ path: file, text }));
    const facts = read("web/public/example/company-led.ndjson");
    const { number } = await addContract(house, company, { files, facts, agentPersonId: agent.personId! }, "en");
    const bundle = await made(agent, {}, number);
    const report = verifyHere(bundle);
    expect(told(report)).toBe("");
    const kinds = new Set(
      fileOf(bundle, "facts.ndjson")
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { kind: string }).kind),
    );
    expect([
      kinds.has("sale"),
      kinds.has("complaint_opened"),
      kinds.has("survey_answered"),
      kinds.has("survey_sent"),
    ]).toEqual([true, true, false, false]);
    expect(fileOf(bundle, "facts.ndjson")).not.toContain('"purpose":"recovery"');
    const [, here, of] = /(\d+) of (\d+) figures/.exec(detail(report, "shown"))!.map(Number);
    expect(here! / of!).toBeGreaterThan(0.5);
    expect(told(verifyHere(await made(agent, { case: "TS-2026-001" }, number)))).toBe("");
  });
});
