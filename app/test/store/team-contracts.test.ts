// Clauses: C1.1, C1.2, C10.3
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { composeTeam } from "../../src/commands/compose-team.ts";
import { endRole } from "../../src/commands/end-role.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { settleLeads } from "../../src/commands/own-teams.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addCompany } from "../../src/store/companies.ts";
import { listContracts } from "../../src/store/contracts.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-07-15T12:00:00+08:00");
const OF_TEAM = CONTRACT.replace(
  "{name: 李晓, kind: person,",
  "{name: 先锋队, kind: team, lead: t1, members: [{id: t1, name: 人员T1, share: 50%}, {id: t2, name: 人员T2, share: 50%}],",
);
let house: House;
let served: Serving;
let keys = 0;
const key = (): string => `team-${keys++}`;
/** `ok`, or the code of the refusal. */
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "ok",
    (error: { code?: string }) => error.code ?? String(error),
  );
/** What the form is told, as it is read. */
const faultsOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "ok",
    ({ args }: { args: { faults: unknown } }) => JSON.stringify(args.faults),
  );
const failures: unknown[] = [];
const compose = (fromOn: string, lead: string, ...others: string[]) =>
  composeTeam(house, company, {
    key: key(),
    ...(keys > 1 ? { team: "X" } : {}),
    code: "X",
    nameZh: "先锋队",
    nameEn: "Vanguard",
    fromOn,
    members: [lead, ...others].map((person, index) => ({ person, lead: index === 0, parts: 1 })),
  });
const add = (number: string, given: object, text = OF_TEAM) =>
  addContract(
    house,
    company,
    { files: [{ path: "contract.yaml", text: text.replace("CLI-1", number) }], facts: "", ...given },
    "zh",
  );
const ask = async (person: string, path: string): Promise<never> =>
  (
    await fetch(`${served.url}api/${path}`, { headers: { cookie: await cookieOf(served.url, person) } })
  ).json() as Promise<never>;
const numbers = async (person: string): Promise<string[]> =>
  ((await ask(person, "contracts?party=agent")) as { rows: { number: string }[] }).rows.map(({ number }) => number);
const customers = async (person: string): Promise<string[]> =>
  ((await ask(person, "own-customers?party=agent")) as { rows: { code: string }[] }).rows.map(({ code }) => code);
const heldBy = (number: string) =>
  house.store.withCompany(1, {}, async (tx) => {
    const { agentPersonId } = (await listContracts(tx)).find((one) => one.number === number)!;
    return agentPersonId;
  });
let lead: string;
let next: string;

beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  await addSomebody(house, 1, "S1", "owner");
  lead = await addSomebody(house, 1, "T1", "agent");
  next = await addSomebody(house, 1, "T2", "agent");
  await addSomebody(house, 1, "T3", "agent");
  await addSomebody(house, 1, "T4", "agent");
  await compose("2026-02-01", "T1", "T2");
  await add("X-1", { agentTeam: "X" });
  await keepCustomer(house, company, {
    key: key(),
    code: "K1",
    kind: "person",
    name: "王芳",
    phone: "13912345678",
    fromOn: "2026-06-01",
    another: true,
  });
  const joined = JSON.stringify({ id: "j1", kind: "customer_joined", at: "2026-06-03T16:00:00+08:00", customer: "K1" });
  await appendEvents(house, company, { number: "X-1", lines: joined, key: key(), language: "zh" });
  const page = mkdtempSync(join(tmpdir(), "fealty-no-page-"));
  served = await serve({ house, page: join(page, "none"), ports: [0], log: (error) => failures.push(error) });
});
afterAll(async () => {
  await served.close();
  await threads.close();
  expect(failures).toEqual([]);
});

describe("a contract whose agent is a team", () => {
  it("C1.2: is seen with those whom it serves by everybody who belongs to the team today, and by nobody else", async () => {
    for (const member of ["T1", "T2"]) {
      expect(await numbers(member)).toEqual(["X-1"]);
      expect(await customers(member)).toEqual(["K1"]);
    }
    for (const other of ["T3", "T4"]) {
      expect(await numbers(other)).toEqual([]);
      expect(await customers(other)).toEqual([]);
      expect(await ask(other, "contracts/X-1?party=agent")).toMatchObject({ code: "NO_SUCH_CONTRACT" });
    }
  });
  it("C1.2: shows what one of its customers left in clear to each member, with a line of its own", async () => {
    const reveal = async (person: string) =>
      fetch(`${served.url}api/own-customers/K1/reveal`, {
        method: "POST",
        headers: { cookie: await cookieOf(served.url, person), "content-type": "application/json" },
        body: JSON.stringify({ party: "agent", key: `look-${key()}`, fields: ["phone"], reason: "客户来电改地址" }),
      });
    expect(await (await reveal("T2")).json()).toEqual({ phone: "13912345678" });
    expect((await reveal("T3")).status).toBe(404);
    // So does the link that a customer is given.
    const link = async (person: string) =>
      fetch(`${served.url}api/customers/K1/links`, {
        method: "POST",
        headers: { cookie: await cookieOf(served.url, person), "content-type": "application/json" },
        body: JSON.stringify({ party: "agent", key: `link-${key()}`, customer: "K1" }),
      });
    expect([(await link("T2")).status, (await link("T3")).status]).toEqual([200, 404]);
  });
  it("C1.1: members know each other's shares, who leads and under which contracts they serve; others are told nothing", async () => {
    const { teams } = (await ask("T2", "own-teams?party=agent")) as { teams: unknown[] };
    expect(teams).toMatchObject([
      {
        code: "X",
        lead: false,
        compositions: [
          {
            fromOn: "2026-02-01",
            members: [
              { name: "人员T1", lead: true, own: false, share: { numerator: 1, denominator: 2 } },
              { name: "人员T2", lead: false, own: true, share: { numerator: 1, denominator: 2 } },
            ],
          },
        ],
        contracts: [{ number: "X-1" }],
      },
    ]);
    expect(await ask("T3", "own-teams?party=agent")).toMatchObject({ teams: [] });
  });
  it("C1.1: goes with the team from the day on which somebody else leads it, and the one who left sees it no more", async () => {
    await compose("2026-09-01", "T2", "T3");
    expect(await heldBy("X-1")).toBe(lead);
    expect(await numbers("T3")).toEqual([]);
    const { teams } = (await ask("T1", "own-teams?party=agent")) as { teams: { compositions: object[] }[] };
    expect(teams[0]!.compositions).toMatchObject([{ beforeOn: "2026-09-01" }, { fromOn: "2026-09-01" }]);
    await moveClock(house, company, instant("2026-09-01T09:00:00+08:00"));
    expect([await numbers("T1"), await numbers("T2"), await numbers("T3")]).toEqual([[], ["X-1"], ["X-1"]]);
    expect([await customers("T1"), await customers("T3")]).toEqual([[], ["K1"]]);
    expect(await settleLeads(house, 1)).toBe(1);
    expect(await settleLeads(house, 1)).toBe(0);
    expect(await heldBy("X-1")).toBe(next);
    await moveClock(house, company, CLOCK);
    await settleLeads(house, 1);
    expect(await heldBy("X-1")).toBe(lead);
  });
  it("C10.3: whoever belonged to the team keeps a former party's view of its contract", async () => {
    const { roles } = await readPerson(house, company, "T1");
    await endRole(house, company, {
      person: "T1",
      roleHoldingId: roles[0]!.roleHoldingId,
      beforeOn: "2026-10-01",
      key: key(),
    });
    await moveClock(house, company, instant("2026-10-02T09:00:00+08:00"));
    expect(await numbers("T1")).toEqual(["X-1"]);
    expect(await customers("T1")).toEqual([]);
    expect((await ask("T1", "lasting-views?party=agent")) as object).toMatchObject({ views: [{ number: "X-1" }] });
    await moveClock(house, company, CLOCK);
  });
  it("C1.2: a team under contract is not closed, and nobody leaves the company while it is in one", async () => {
    const { roles } = await readPerson(house, company, "T2");
    const leave = { person: "T2", roleHoldingId: roles[0]!.roleHoldingId, beforeOn: "2026-08-01", key: key() };
    expect(await faultsOf(endRole(house, company, leave))).toContain("先锋队");
    const close = composeTeam(house, company, {
      key: key(),
      team: "X",
      code: "X",
      nameZh: "先锋队",
      nameEn: "",
      fromOn: "2026-09-01",
      closedOn: "2026-10-01",
      members: ["T2", "T3"].map((person, index) => ({ person, lead: index === 0, parts: 1 })),
    });
    expect(await faultsOf(close)).toContain("X-1");
  });
  it("C1.1: is not taken in for a team that nobody recorded, or for an agent that is no team, and leaves nothing", async () => {
    expect(await codeOf(add("X-2", { agentTeam: "nobody" }))).toBe("team_refused");
    expect(await codeOf(add("X-3", { agentTeam: "X" }, CONTRACT))).toBe("team_refused");
    const all = await house.store.withCompany(1, {}, (tx) => listContracts(tx));
    expect(all.map(({ number }) => number)).toEqual(["X-1"]);
  });
  it("C1.2: the company reads on a member's page that the team's contract is its own too", async () => {
    expect((await readPerson(house, company, "T2")).contracts.map(({ number }) => number)).toEqual(["X-1"]);
    expect((await readPerson(house, company, "T4")).contracts).toEqual([]);
  });
});
