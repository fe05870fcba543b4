// Clauses: C7.1, N7
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { readZip } from "@fealty/engine/evidence/zip.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { CUSTOMER_SIGHT } from "../../src/commands/customer-mask.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { PERMISSIONS } from "../../src/commands/permissions.ts";
import { readContract, readFigure } from "../../src/commands/read-contract.ts";
import { readToday } from "../../src/commands/read-today.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import type { RoleName } from "../../src/store/people.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { askingAs } from "./askers.ts";
import { instant, newFolder, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const now = instant("2026-06-20T12:00:00+08:00");
const NUMBER = "CN-1";
const FIRST_CONTACT =
  "      - {id: first_contact, kind: deadline, bearer: agent, finding: B2, starts: customer_joined, ends: contact_made, match: customer, within: 5 days}\n";
const machine: Caller = { companyId: 1, party: "company" };
const NAMES = /司徒|静若|欧阳|疏影/;
let house: House;
const as = (...roles: RoleName[]): Caller => ({ ...machine, actor: askingAs(1, roles).actor });
const OF_COMPANY = PERMISSIONS["read-contract"].filter((role) => role !== "agent" && role !== "intermediary");
const isMasked = (role: RoleName): boolean => CUSTOMER_SIGHT[role]?.includes("name") === true;
const FIGURE = "C6.2/first_contact@K1";

const timeline = (caller: Caller, words = "", language: "zh" | "en" = "zh") =>
  readContract<"timeline">(house, caller, NUMBER, (asOf) => ({
    ask: "timeline",
    viewpoint: { asOf, party: caller.party, language },
    filter: { kinds: [], words, offset: 0, limit: 99 },
  }));
/** Whom the lines of the timeline name, by the ids of the events. */
const named = async (caller: Caller, language: "zh" | "en" = "zh") =>
  Object.fromEntries((await timeline(caller, "", language)).events.map(({ id, customer }) => [id, customer]));
const figure = (caller: Caller, ask: "explain" | "recompute") =>
  readFigure(house, caller, { number: NUMBER, ref: FIGURE }, (asOf) => ({
    ask,
    viewpoint: { asOf, party: caller.party, language: "zh" },
    ref: FIGURE,
  }));
/** Everything that the pages of a contract, and of what waits, tell somebody. */
const told = async (caller: Caller): Promise<string> =>
  JSON.stringify([
    await readContract<"view">(house, caller, NUMBER, (asOf) => ({
      ask: "view",
      viewpoint: { asOf, party: caller.party, language: "zh" },
    })),
    await timeline(caller),
    await figure(caller, "explain"),
    await figure(caller, "recompute"),
    ...(caller.party === "company" && caller.actor?.roles[0] !== "contract_auditor"
      ? [await readToday(house, caller, { days: 30 })]
      : []),
  ]);

beforeAll(async () => {
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  const store = await newStore({ masterKeys: { file: join(newFolder(), "master-key") } });
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: now }, now),
  );
  for (const [code, name, kind] of [
    ["K1", "司徒静若", "person"],
    ["K2", "欧阳疏影", "person"],
    ["K3", "远山商行", "organisation"],
  ] as const)
    await keepCustomer(house, machine, { key: `customer-${code}`, code, kind, name, fromOn: "2026-01-01" });
  const at = "2026-06-18T10:00:00+08:00";
  const lines = [
    ...["K1", "K2", "K3", "K4"].map((customer) => ({ id: `j-${customer}`, kind: "customer_joined", at, customer })),
    { id: "v-K1", kind: "served_by", at, customer: "K1" },
    { id: "m-K1", kind: "contact_made", at, customer: "K1", channel: "phone", purpose: "care", need: "欧阳疏影介绍" },
    { id: "a-K2", kind: "survey_answered", at, customer: "K2", invitation: "i1", satisfaction: 2, comment: "司徒静若" },
  ];
  await addContract(
    house,
    machine,
    {
      files: [{ path: "contract.yaml", text: `${CONTRACT.replace("CLI-1", NUMBER)}${FIRST_CONTACT}` }],
      facts: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    },
    "zh",
  );
});

describe("customers on pages of a contract", () => {
  it.each(OF_COMPANY)("C7.1: %s is told them as the table of roles says, one answer not the other's", async (role) => {
    const other: RoleName = isMasked(role) ? "finance" : "operations";
    for (const one of [role, other, role]) {
      const said = await told(as(one));
      expect(said).not.toMatch(NAMES);
      expect(/司\*|欧\*/.test(said)).toBe(isMasked(one));
      const who = await named(as(one));
      const [first, second, third] = isMasked(one)
        ? ["司** K1", "欧** K2", "远山商行"]
        : ["客户 K1", "客户 K2", "客户 K3"];
      expect(who).toMatchObject({
        "j-K1": first,
        "j-K2": second,
        "j-K3": third,
        "j-K4": expect.stringMatching(/ 号$/),
      });
      expect(said).toContain(`${second}介绍`);
      expect(said).toContain(`"subject":"${first}"`);
    }
  });
  it("C7.1: S07, of finance, reads no name, S13, the auditor, a masked one, S02, of operations, the same as in the list", async () => {
    expect((await named(as("finance"), "en"))["j-K1"]).toBe("Customer K1");
    expect((await named(as("auditor"), "en"))["j-K1"]).toBe("司** K1");
    expect((await named(as("operations")))["j-K1"]).toBe("司** K1");
    // Who has several roles sees what any of them sees.
    expect((await named(as("finance", "auditor")))["j-K1"]).toBe("司** K1");
  });
  it("C7.1: a key reads a beginning only if it was made for customers, whoever answers for it", async () => {
    const by = (...scopes: string[]): Caller => {
      const { actor } = askingAs(1, ["operations"]);
      return { ...machine, actor: { ...actor, key: { apiKeyId: "k", name: "机器", prefix: "fk", scopes } } };
    };
    expect((await named(by("read-contract")))["j-K1"]).toBe("客户 K1");
    expect((await named(by("read-contract", "list-customers")))["j-K1"]).toBe("司** K1");
  });
  it("C7.1: with the eyes of a party nobody of the company reads more; the party itself and the machine read as before", async () => {
    const { actor } = askingAs(1, ["agent"]);
    const agent: Caller = { companyId: 1, party: "agent", actor };
    expect(await named(agent)).toMatchObject({ "j-K1": "司徒静若", "j-K2": "欧***" });
    for (const role of ["finance", "operations"] as const) {
      const looking: Caller = { ...as(role), party: "agent", preview: true };
      expect(await told(looking)).not.toMatch(NAMES);
      expect((await named(looking))["j-K1"]).toBe(role === "finance" ? "客户 K1" : "司** K1");
    }
    expect(await named(agent)).toMatchObject({ "j-K1": "司徒静若", "j-K2": "欧***" });
    expect(await named(machine)).toMatchObject({ "j-K1": "司徒静若", "j-K2": "欧阳疏影" });
  });
  it("C7.1: a whole name finds its customer for whoever sees the beginning, a part finds nobody, and an answer is never found by it", async () => {
    const found = async (caller: Caller, words: string) =>
      (await timeline(caller, words)).events.map(({ id, kind }) => (kind === "survey_answered" ? kind : id)).sort();
    expect(await found(as("operations"), "司徒静若")).toEqual(["j-K1", "m-K1", "v-K1"]);
    expect(await found(as("operations"), "欧阳疏影")).toEqual(["j-K2"]);
    expect(await found(as("operations"), "司徒")).toEqual([]);
    expect(await found(as("finance"), "司徒静若")).toEqual([]);
    expect(await found(as("finance"), "K2")).toEqual(["j-K2", "m-K1"]);
  });
  it("N7: pages of the company's bundle name nobody, in anybody's words; the facts beside them are as they were recorded", async () => {
    const { pieces } = await makeBundle(house, as("auditor"), { number: NUMBER });
    const { entries } = readZip(Buffer.concat(pieces));
    const text = (path: string) => Buffer.from(entries.find((one) => one.path === path)!.content).toString("utf8");
    expect(text("timeline.html")).toContain("介绍");
    expect(text("timeline.html")).not.toMatch(NAMES);
    expect(text("facts.ndjson")).toContain("欧阳疏影介绍");
  });
});
