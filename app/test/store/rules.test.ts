import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { acknowledgeRules } from "../../src/commands/acknowledge-rules.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { draftRules, type RulesGiven, withdrawRules } from "../../src/commands/draft-rules.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { decideRules } from "../../src/commands/publish-rules.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readRecord } from "../../src/commands/read-record.ts";
import { readRules } from "../../src/commands/read-rules.ts";
import { readToday } from "../../src/commands/read-today.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { findPerson, type RoleName } from "../../src/store/people.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

/** The smallest contract with the clock of C2.3 for acknowledging. */
const WITH_CLOCK = CONTRACT.replace(
  "params:",
  "events:\n  rulebook_issued: {version: text}\n  rulebook_acknowledged: {version: text}\nparams:",
).concat(`  - id: C2.3
    title: {zh: 权利与义务, en: Rights and obligations}
    text: {zh: "乙方确认收悉规则。", en: "The Agent acknowledges the rules."}
    rules:
      - {id: rulebook_receipt, kind: deadline, bearer: agent, finding: B2, starts: rulebook_issued, ends: rulebook_acknowledged, match: version, within: 5 business days}
`);
const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const database = await newDatabase();
let house: House;
let now = instant("2026-06-10T09:00:00+08:00");
let keys = 0;
const newKey = (): string => `rules-${keys++}`;
const machine: Caller = { companyId: 1, party: "company" };
const callers = new Map<string, Caller>();
const as = (name: "writer" | "legal" | "agent" | "stranger"): Caller => callers.get(name)!;
const RULES: Omit<RulesGiven, "key"> = {
  code: "GZ-1",
  title: { zh: "宣传规范", en: "" },
  text: { zh: "一、如实宣传。\n二、使用甲方标识前取得书面同意。", en: "" },
  effectiveOn: "2026-07-01",
  roles: ["agent"],
  contracts: [],
  grounds: "首次制定",
};
const draft = (given: Partial<RulesGiven> = {}, caller = as("writer")) =>
  draftRules(house, caller, { ...RULES, key: newKey(), ...given });
const decide = (ruleVersionId: string, outcome: "approved" | "refused" = "approved", caller = as("legal")) =>
  decideRules(house, caller, { key: newKey(), ruleVersionId, outcome });
const published = async (given: Partial<RulesGiven> = {}): Promise<string> => {
  const { ruleVersionId } = await draft(given);
  await decide(ruleVersionId);
  return ruleVersionId;
};
const bookOf = async (code: string, caller: Caller = machine) =>
  (await readRules(house, caller)).books.find((one) => one.code === code);
const digestOf = async (code: string): Promise<string> => (await bookOf(code))!.versions[0]!.sha256;
const acknowledge = (ruleVersionId: string, sha256: string, caller = as("agent"), number = "CLI-1") =>
  acknowledgeRules(house, caller, { key: newKey(), number, ruleVersionId, sha256 });
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [error.code ?? String(error)],
  );
const clockOf = async (version: string) => {
  const view = await readContract<"view">(house, machine, "CLI-1", (asOf) => ({
    ask: "view",
    viewpoint: { asOf, party: "company", language: "zh" },
  }));
  const rule = view.clauses["C2.3"]!.rules.find((one) => one.ref.endsWith("/rulebook_receipt"))!;
  return rule.instances.find(({ ref }) => ref.endsWith(version))?.state;
};

beforeAll(async () => {
  const store = await storeOn(database);
  await withCompanies(store, 1, 2);
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  for (const [number, code] of [
    ["CLI-1", "A1"],
    ["CLI-2", "A2"],
  ] as const) {
    const files = [{ path: "contract.yaml", text: WITH_CLOCK.replace("CLI-1", number) }];
    await addContract(house, machine, { files, facts: "", agent: { code, name: `人员${code}` } }, "zh");
  }
  for (const [name, role] of [
    ["writer", "operations"],
    ["legal", "legal"],
  ] as const satisfies readonly (readonly [string, RoleName])[]) {
    const personId = await addSomebody(house, 1, name, role);
    callers.set(name, { companyId: 1, party: "company", actor: askingAs(1, [role], personId).actor });
  }
  for (const [name, code] of [
    ["agent", "A1"],
    ["stranger", "A2"],
  ] as const) {
    const { personId } = (await store.withCompany(1, {}, (tx) => findPerson(tx, { code })))!;
    callers.set(name, { companyId: 1, party: "agent", personId, actor: askingAs(1, ["agent"], personId).actor });
  }
});

describe("the rules of the company", () => {
  it("C2.3: a version is published by another person than the one who wrote it, and until then no party sees it", async () => {
    const { ruleVersionId, version } = await draft();
    expect(version).toBe(1);
    expect(await faultsOf(decide(ruleVersionId, "approved", as("writer")))).toEqual(["not_permitted"]);
    const own = await draft({ code: "GZ-OWN" }, as("legal"));
    expect(await faultsOf(decide(own.ruleVersionId))).toEqual(["by_the_same_person"]);
    expect(
      await faultsOf(withdrawRules(house, as("writer"), { key: newKey(), ruleVersionId: own.ruleVersionId })),
    ).toEqual(["by_the_same_person"]);
    await withdrawRules(house, as("legal"), { key: newKey(), ruleVersionId: own.ruleVersionId });
    expect((await bookOf("GZ-OWN"))?.versions[0]?.state).toBe("withdrawn");
    expect(await faultsOf(decideRules(house, machine, { key: newKey(), ruleVersionId, outcome: "approved" }))).toEqual([
      "not_signed_in",
    ]);
    expect((await readRules(house, as("agent"))).books).toEqual([]);
    expect(await faultsOf(acknowledge(ruleVersionId, await digestOf("GZ-1")))).toEqual(["no_such_thing"]);
    expect((await readToday(house, machine, { days: 7 })).ruleDrafts.map(({ code }) => code)).toEqual(["GZ-1"]);
    expect(await decide(ruleVersionId)).toEqual({ ruleVersionId, contracts: 2 });
    expect(await faultsOf(decide(ruleVersionId))).toEqual(["already_decided"]);
    expect((await bookOf("GZ-1", as("agent")))?.addressed).toMatchObject([{ contract: "CLI-1", acknowledgedAt: null }]);
    expect(await clockOf("GZ-1/1")).toBe("running");
  });
  it("C2.3: each addressed party acknowledges the very words by their hash; it stands in the record, ends the clock and is done once", async () => {
    const { ruleVersionId, sha256 } = (await bookOf("GZ-1"))!.versions[0]!;
    expect(await faultsOf(acknowledge(ruleVersionId, "0".repeat(64)))).toEqual(["sha256"]);
    expect(await faultsOf(acknowledge(ruleVersionId, sha256, as("stranger")))).toEqual(["no_such_contract"]);
    expect(await faultsOf(acknowledge(ruleVersionId, sha256, as("legal")))).toEqual(["not_permitted"]);
    expect((await readToday(house, machine, { days: 7 })).rulesUnread).toMatchObject([
      { code: "GZ-1", missing: 2, of: 2 },
    ]);
    const both = await Promise.allSettled([acknowledge(ruleVersionId, sha256), acknowledge(ruleVersionId, sha256)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await faultsOf(acknowledge(ruleVersionId, sha256))).toEqual(["ruleVersionId"]);
    expect(await clockOf("GZ-1/1")).toBe("met");
    expect((await bookOf("GZ-1"))?.addressed.map((one) => [one.contract, one.acknowledgedAt !== null])).toEqual([
      ["CLI-1", true],
      ["CLI-2", false],
    ]);
    // What another party did is no business of this one.
    expect((await bookOf("GZ-1", as("stranger")))?.addressed).toMatchObject([
      { contract: "CLI-2", acknowledgedAt: null },
    ]);
    expect((await readToday(house, machine, { days: 7 })).rulesUnread).toMatchObject([{ missing: 1, of: 2 }]);
    const record = await readRecord(house, machine, "CLI-1");
    expect(record.acts.map(({ what }) => what)).toEqual(expect.arrayContaining(["rules", "rulesAcknowledged"]));
  });
  it("C2.3: a further version is another row, asks anew, and nothing of the first is rewritten", async () => {
    const first = await digestOf("GZ-1");
    expect(await faultsOf(draft())).toEqual(["text"]);
    const second = await published({ text: { zh: "一、如实宣传。\n二、不得使用甲方标识。", en: "" } });
    const book = (await bookOf("GZ-1"))!;
    expect([book.current, book.versions.map(({ version }) => version)]).toEqual([2, [2, 1]]);
    expect(book.versions[1]!.sha256).toBe(first);
    expect(book.addressed.every(({ acknowledgedAt }) => acknowledgedAt === null)).toBe(true);
    const old = book.versions[1]!;
    expect(await faultsOf(acknowledge(old.ruleVersionId, old.sha256, as("stranger"), "CLI-2"))).toEqual([
      "ruleVersionId",
    ]);
    await acknowledge(second, book.versions[0]!.sha256);
    const client = await superuser(database);
    for (const table of ["rule_version", "rule_publication", "rule_acknowledgement"])
      for (const change of [`delete from fealty.${table}`, `update fealty.${table} set company_id = company_id`])
        await expect(client.query(change), change).rejects.toThrow();
  });
  it("C2.3: everything that is wrong with a draft is told at once, and one waits at a time", async () => {
    expect(
      await faultsOf(
        draft({
          code: "",
          title: { zh: "", en: "Brand" },
          text: { zh: "\u0007", en: "" },
          roles: [],
          contracts: ["NONE"],
          effectiveOn: "soon",
          grounds: " ",
        }),
      ),
    ).toEqual(["code", "title.zh", "text.zh", "text.en", "roles", "effectiveOn", "contracts", "grounds"]);
    const { ruleVersionId } = await draft({
      code: "GZ-2",
      text: { zh: "", en: "Be true." },
      title: { zh: "", en: "Brand" },
    });
    expect(await faultsOf(draft({ code: "GZ-2" }))).toEqual(["code"]);
    await decide(ruleVersionId, "refused");
    expect((await bookOf("GZ-2"))?.versions[0]?.state).toBe("refused");
    expect((await draft({ code: "GZ-2" })).version).toBe(2);
  });
  it("C2.3: rules for some contracts, or for intermediaries, ask nobody else and begin no clock", async () => {
    await published({ code: "GZ-3", contracts: ["CLI-2"] });
    expect(await bookOf("GZ-3", as("agent"))).toBeUndefined();
    expect(await clockOf("GZ-3/1")).toBeUndefined();
    const { ruleVersionId } = await draft({ code: "GZ-4", roles: ["intermediary"] });
    expect(await decide(ruleVersionId)).toMatchObject({ contracts: 0 });
    expect(await faultsOf(acknowledge(ruleVersionId, await digestOf("GZ-4")))).toEqual(["number"]);
    expect(await bookOf("GZ-4", as("agent"))).toBeUndefined();
  });
  it("T2: another company sees and publishes nothing of it", async () => {
    const other: Caller = { companyId: 2, party: "company" };
    expect((await readRules(house, other)).books).toEqual([]);
    const legal: Caller = { ...other, actor: as("legal").actor! };
    const { ruleVersionId } = await draft({ code: "GZ-5" });
    expect(await faultsOf(decide(ruleVersionId, "approved", legal))).toEqual(["no_such_thing"]);
  });
  it("C2.3: what a version says in the store of a bundle's record is what its hash is over, in any year", async () => {
    now = instant("2026-09-01T09:00:00+08:00");
    const id = await published({ code: "GZ-6", title: { zh: "𠮷", en: "" } });
    const other = await published({ code: "GZ-7", title: { zh: "𠮷", en: "" } });
    expect(await digestOf("GZ-6")).not.toBe(await digestOf("GZ-7"));
    expect(id).not.toBe(other);
  });
  it("C2.3: publishing says how far it is, and stopped in the middle nothing is published and no record holds it", async () => {
    const { ruleVersionId } = await draft({ code: "GZ-STOP" });
    const stop = new AbortController();
    const told: [number, number][] = [];
    const watch = {
      signal: stop.signal,
      // Stopped while the second contract is told: what the first one was told is taken back with it.
      progress: (done: number, of: number): void => {
        told.push([done, of]);
        if (done === 1) stop.abort();
      },
    };
    const given = { key: newKey(), ruleVersionId, outcome: "approved" } as const;
    expect(await faultsOf(decideRules(house, as("legal"), given, watch))).toEqual(["stopped"]);
    expect(told).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect((await bookOf("GZ-STOP"))?.versions[0]?.state).toBe("waiting");
    expect(await clockOf("GZ-STOP/1")).toBeUndefined();
    expect(JSON.stringify(await readRecord(house, machine, "CLI-1"))).not.toContain("GZ-STOP");
    // What is stopped is not spent: the same key publishes it once it is wanted.
    expect(await decideRules(house, as("legal"), given)).toMatchObject({ contracts: 2 });
    expect(await clockOf("GZ-STOP/1")).toBe("running");
  });
});
