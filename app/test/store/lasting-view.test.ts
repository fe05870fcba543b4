// Clauses: C10.3
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { endRole } from "../../src/commands/end-role.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { lastingOf } from "../../src/commands/lasting-view.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addCompany } from "../../src/store/companies.ts";
import { listContracts as listInStore } from "../../src/store/contracts.ts";
import type { ContractRemains } from "../../src/store/lasting-views.ts";
import { zoneNamed } from "../../src/world.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-07-15T12:00:00+08:00");
/** Nothing that the company could miss: no finding comes of it by itself. */
const QUIET = CONTRACT.replace(/ {6}- id: pay[\s\S]*?(?= {6}- \{id: csat)/, "").replace(/.*\{id: report.*\n/, "");
let house: House;
let served: Serving;
let cookie: string;
let agentId: string;
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  // A demonstration without staff has nobody to be.
  await addSomebody(house, 1, "S1", "owner");
  agentId = await addSomebody(house, 1, "A1", "agent");
  const other = await addSomebody(house, 1, "A2", "agent");
  for (const [number, agentPersonId, text] of [
    ["L-1", agentId, QUIET],
    ["L-2", agentId, CONTRACT],
    ["L-3", other, QUIET],
  ] as const) {
    const files = [{ path: "contract.yaml", text: text.replace("CLI-1", number) }];
    await addContract(house, company, { files, facts: "", agentPersonId }, "zh");
  }
  const page = mkdtempSync(join(tmpdir(), "fealty-no-page-"));
  served = await serve({ house, page: join(page, "none"), ports: [0], log: (error) => failures.push(error) });
  cookie = await cookieOf(served.url, "A1");
});
const failures: unknown[] = [];
afterAll(async () => {
  await served.close();
  await threads.close();
  expect(failures).toEqual([]);
});
const asked = async (path: string) =>
  (await fetch(`${served.url}api/${path}`, { headers: { cookie } })).json() as Promise<never>;
const numbers = async (): Promise<string[]> =>
  ((await asked("contracts?party=agent")) as { rows: { number: string }[] }).rows.map(({ number }) => number);
const views = async () =>
  ((await asked("lasting-views?party=agent")) as { views: { number: string; why: string; untilOn?: string }[] }).views;

describe("how long a former party still sees a contract", () => {
  const bare: ContractRemains = {
    contractId: "c",
    number: "L-9",
    title: { zh: "示例", en: "Example" },
    status: "ended",
    termUntil: "2026-12-31",
    openFindings: 0,
  };
  it.each([
    ["a contract in force", { status: "in_force" }, { why: "in_force" }],
    ["an undecided finding", { openFindings: 1 }, { why: "finding_open" }],
    [
      "a holdback that is released later",
      { nextChangeAt: instant("2027-06-30T16:00:00Z") },
      { why: "falls_due", dueOn: "2027-07-01" },
    ],
    ["the end of the term", {}, { why: "limitation", countedFrom: "2026-12-31", untilOn: "2029-12-31" }],
    [
      "the closing of the last statement, in the company's zone",
      { lastCloseAt: instant("2027-01-11T16:30:00Z") },
      { why: "limitation", countedFrom: "2027-01-12", untilOn: "2030-01-12" },
    ],
    [
      "a demand that came later and begins the limitation anew",
      { lastCloseAt: instant("2027-01-11T10:00:00Z"), lastEventAt: instant("2027-02-28T02:00:00Z") },
      { why: "limitation", countedFrom: "2027-02-28", untilOn: "2030-02-28" },
    ],
    [
      "an end before the term",
      { termUntil: "2028-12-31", lastEventAt: instant("2026-08-31T02:00:00Z") },
      { why: "limitation", countedFrom: "2026-08-31", untilOn: "2029-08-31" },
    ],
    [
      "what was due already",
      { nextChangeAt: instant("2027-02-01T02:00:00Z") },
      { why: "limitation", countedFrom: "2026-12-31", untilOn: "2029-12-31" },
    ],
  ] as const)("C10.3: %s", async (_, more, wanted) => {
    const zone = (await zoneNamed("Asia/Shanghai"))!;
    const { contractId: __, number: ___, title: ____, ...told } = lastingOf({ ...bare, ...more }, zone, "2027-03-01");
    expect(told).toEqual(wanted);
  });
  it.each([
    ["a Saturday", "2026-12-01", "2029-12-01", "2029-12-03"],
    ["a Sunday of a year whose holidays nobody knows yet", "2026-12-30", "2029-12-30", "2029-12-31"],
    ["the National Day, after which a week is off", "2023-10-01", "2026-10-01", "2026-10-08"],
    ["a make-up workday on a Sunday", "2023-09-20", "2026-09-20", "2026-09-20"],
  ])("C10.3: a limitation that would end on %s (CC 203)", async (_, counted, plain, wanted) => {
    const zone = (await zoneNamed("Asia/Shanghai"))!;
    const ended = { ...bare, termUntil: counted };
    expect(lastingOf(ended, zone, "2027-03-01").untilOn).toBe(plain);
    expect(lastingOf(ended, zone, "2027-03-01", calendar!).untilOn).toBe(wanted);
  });
  it("C10.3: whoever holds a role is told nothing of an end, and sees all of the own", async () => {
    expect(await numbers()).toEqual(["L-1", "L-2"]);
    expect(await views()).toEqual([]);
    const { contracts } = await readPerson(house, company, "A1");
    expect(contracts.map(({ number, lasting }) => [number, lasting])).toEqual([
      ["L-1", undefined],
      ["L-2", undefined],
    ]);
  });
  it("C10.3, T2: after the role the own contracts stay until limitation has run, and then are there by no way", async () => {
    await moveClock(house, company, instant("2027-03-01T12:00:00+08:00"));
    const { roles } = await readPerson(house, company, "A1");
    const { roleHoldingId } = roles[0]!;
    await endRole(house, company, { key: "end-a1", person: "A1", roleHoldingId, beforeOn: "2027-03-01" });
    expect(await numbers()).toEqual(["L-1", "L-2"]);
    const [quiet, undecided] = await views();
    expect(undecided).toEqual({ number: "L-2", title: undecided && expect.anything(), why: "finding_open" });
    expect(quiet).toMatchObject({ number: "L-1", why: "limitation", countedFrom: "2026-12-31", untilOn: "2029-12-31" });
    // The company sees the same on that person's page, and of somebody in office nothing.
    const seen = async (code: string) =>
      (await readPerson(house, company, code)).contracts.map(({ number, lasting }) => ({ number, ...lasting }));
    const limited = { number: "L-1", why: "limitation", countedFrom: "2026-12-31", untilOn: "2029-12-31" };
    const open = { number: "L-2", why: "finding_open", lasts: true };
    expect([await seen("A1"), await seen("A2")]).toEqual([[{ ...limited, lasts: true }, open], [{ number: "L-3" }]]);
    await moveClock(house, company, instant("2029-12-31T12:00:00+08:00"));
    expect(await numbers()).toEqual(["L-1", "L-2"]);
    await moveClock(house, company, instant("2030-01-01T00:00:00+08:00"));
    // The finding was never decided: the claim may still be pending.
    expect(await numbers()).toEqual(["L-2"]);
    expect(await seen("A1")).toEqual([{ ...limited, lasts: false }, open]);
    for (const path of ["contracts/L-1/view?party=agent&language=zh", "contracts/L-1/record?party=agent"])
      expect([path, await asked(path)]).toMatchObject([path, { code: "NO_SUCH_CONTRACT" }]);
  });
  it("T2: the database shows nothing beside the contracts that are named, and nothing where none is", async () => {
    const seen = (contractIds: readonly string[]) =>
      house.store.withCompany(1, { personId: agentId, contractIds }, async (tx) => (await listInStore(tx)).length);
    const all = await house.store.withCompany(1, {}, listInStore);
    expect(await seen([])).toBe(0);
    // Somebody else's, named by mistake, stays unseen.
    expect(await seen(all.map(({ contractId }) => contractId))).toBe(2);
    expect(await seen([all[0]!.contractId])).toBe(1);
    await expect(seen(["'; reset role; --"])).rejects.toThrow(RangeError);
  });
});
