import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { activateLogin } from "../../src/commands/activate-login.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { endRole } from "../../src/commands/end-role.ts";
import { foundInBrowser, makeFoundingCode } from "../../src/commands/found-in-browser.ts";
import type { House } from "../../src/commands/house.ts";
import { invitePerson } from "../../src/commands/invite-person.ts";
import { joinLogin } from "../../src/commands/join-login.ts";
import { listActivity } from "../../src/commands/list-activity.ts";
import { listContracts } from "../../src/commands/list-contracts.ts";
import { listPeople } from "../../src/commands/list-people.ts";
import { readGroup } from "../../src/commands/read-group.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import type { Device } from "../../src/commands/sign-in.ts";
import { callerAs, signedIn, whoAsks } from "../../src/commands/who-asks.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";
import { thrown } from "./thrown.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const PASSWORD = "三更灯火五更鸡，读书时";
let house: House;
let [one, two]: Caller[] = [];
let last = 0;
const device = (cookies: readonly string[] = []): Device => {
  last += 1;
  const cookie = cookies.map((line) => line.split(";")[0]!).join("; ");
  return { headers: new Headers(cookie === "" ? {} : { cookie }), address: `203.0.113.${last}` };
};
const founded = async (name: string): Promise<Caller> => {
  const { code: founding } = await makeFoundingCode(house);
  const owner = { code: "S01", name: `${name}负责人`, loginName: `${name}-owner`, password: PASSWORD };
  const { cookies } = await foundInBrowser(house, { founding, company: `${name}公司`, ...owner }, device(), false);
  const asking = (await whoAsks(house, device(cookies).headers))!;
  return callerAs({ ...asking, actor: { ...asking.actor, lacksSecondFactor: false } }, "company");
};
const via = { method: "page" } as const;
const GRANT = { role: "group_reader", fromOn: "2026-07-01", beforeOn: "2027-07-01" } as const;
beforeAll(async () => {
  const [began, start] = [Date.now(), instant("2026-08-20T12:00:00+08:00")];
  const now = () => (start + (Date.now() - began) * 1000) as ReturnType<House["now"]>;
  house = { store: await newStore(), threads, engine: "test", now };
  [one, two] = [await founded("甲"), await founded("乙")];
  const add = (caller: Caller, number: string) => {
    const text = CONTRACT.replace("number: CLI-1", `number: ${number}`);
    return addContract(house, caller, { files: [{ path: "contract.yaml", text }], facts: FACTS }, "zh");
  };
  for (let at = 1; at <= 5; at += 1) await add(one!, `A-${at}`);
  await add(two!, "B-1");
}, 240_000);
/** Of the reader, in both companies. */
let cookies: readonly string[];
const session = async () => (await signedIn(house, device(cookies).headers))!;

it("C1.2: only an owner lets somebody read, with a last day and for the whole company", async () => {
  const add = (caller: Caller, role: object) =>
    addPerson(house, caller, { key: newUuid(), code: "G1", name: "集团查阅人", roles: [role as typeof GRANT] });
  expect(await thrown(add(one!, { ...GRANT, beforeOn: undefined }))).toMatchObject({ code: "form_refused" });
  const operations: Caller = { ...one!, actor: { ...one!.actor!, roles: ["operations"] } };
  expect(await thrown(add(operations, GRANT))).toMatchObject({ code: "form_refused" });
  for (const caller of [one!, two!]) await add(caller, GRANT);
  const [first, second] = [
    await invitePerson(house, one!, { person: "G1" }),
    await invitePerson(house, two!, { person: "G1" }),
  ];
  ({ cookies } = await activateLogin(house, { code: first.code, name: "group-reader", password: PASSWORD }, device()));
  await joinLogin(house, await session(), second.code, device(), via);
  // The table itself refuses a grant without an end.
  const { companyId } = one!;
  const open = house.store.withCompany(companyId, {}, (tx) =>
    tx.sql("update fealty.role_holding set before_on = null where company_id = $1 and role = 'group_reader'", [
      companyId,
    ]),
  );
  expect(await thrown(open)).toMatchObject({ code: "value_refused" });
}, 120_000);
it("C1.2 T21: the reader sees sums of each company by itself, none of few, nothing of a person, and no list", async () => {
  const figures = await readGroup(house, await session(), via);
  const of = (caller: Caller) => figures.find(({ companyId }) => companyId === caller.companyId)!;
  expect([of(one!).contracts, of(two!).contracts]).toEqual([5, 1]);
  expect(of(one!).statuses).toEqual([{ name: "in_force", contracts: 5 }]);
  expect(of(one!).money).toEqual([
    { currency: "CNY", payable: expect.any(String), paid: expect.any(String), open: expect.any(String) },
  ]);
  // One contract: its figures are its agent's.
  expect(of(two!)).toMatchObject({ statuses: [], states: [], money: [{ currency: "CNY" }] });
  expect(JSON.stringify(of(two!))).not.toMatch(/payable|"open"/);
  expect(JSON.stringify(figures)).not.toMatch(/李晓|A-1|B-1|G1/);
  const asking = (await whoAsks(house, device(cookies).headers))!;
  const caller = callerAs(asking, "company");
  for (const look of [
    async () => listPeople(house, caller, {}, { offset: 0, limit: 10 }),
    async () => listContracts(house, caller, {}, { limit: 10 }),
    async () => readPerson(house, caller, "S01"),
  ])
    expect(await thrown(look)).toMatchObject({ code: "not_permitted" });
});
it("C1.2 N7: each look leaves a line in each company, and ending the grant ends the reading at the next request", async () => {
  const looks = async (caller: Caller): Promise<number> => {
    const { rows } = await listActivity(house, caller, { person: "G1" }, { offset: 0, limit: 100 });
    return rows.filter(({ verb, power }) => verb === "read-group-figures" && power === "group_reader").length;
  };
  const before = [await looks(one!), await looks(two!)];
  await readGroup(house, await session(), via);
  expect([await looks(one!), await looks(two!)]).toEqual(before.map((count) => count + 1));
  const { roles } = await readPerson(house, one!, "G1");
  const { roleHoldingId } = roles.find(({ role }) => role === "group_reader")!;
  await endRole(house, one!, { key: newUuid(), person: "G1", roleHoldingId, beforeOn: "2026-08-20" });
  expect((await readGroup(house, await session(), via)).map(({ companyId }) => companyId)).toEqual([two!.companyId]);
  expect([await looks(one!), await looks(two!)]).toEqual([before[0]! + 1, before[1]! + 2]);
});
