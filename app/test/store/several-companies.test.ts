import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { addContract } from "../../src/commands/add-contract.ts";
import {
  type FoundedCompany,
  foundInBrowser,
  isEmptyHouse,
  makeFoundingCode,
} from "../../src/commands/found-in-browser.ts";
import { announceChanges, type House } from "../../src/commands/house.ts";
import { listPeople } from "../../src/commands/list-people.ts";
import { companiesOf } from "../../src/commands/open-house.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { companyWithoutOwner } from "../../src/commands/set-up-owner.ts";
import { type Device, type Entered, signIn } from "../../src/commands/sign-in.ts";
import { type Asking, callerAs, whoAsks } from "../../src/commands/who-asks.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { findContract } from "../../src/store/contracts.ts";
import { readContractState } from "../../src/store/derived-reads.ts";
import { CompanyWorkers } from "../../src/worker/companies.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";
import { thrown } from "./thrown.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
let house: House;
let ahead = 0;
beforeAll(async () => {
  const began = Date.now();
  const start = instant("2026-07-01T12:00:00+08:00");
  const now = () => (start + (Date.now() - began + ahead) * 1000) as ReturnType<House["now"]>;
  house = { store: await newStore(), threads, engine: "test", now };
});
let last = 0;
const device = (cookies: readonly string[] = []): Device => {
  last += 1;
  const cookie = cookies.map((line) => line.split(";")[0]!).join("; ");
  return { headers: new Headers(cookie === "" ? {} : { cookie }), address: `198.51.100.${last}` };
};
const asks = async ({ cookies }: Entered): Promise<Asking> => (await whoAsks(house, device(cookies).headers))!;
const callerOf = async (entered: Entered) => {
  const asking = await asks(entered);
  return callerAs({ ...asking, actor: { ...asking.actor, lacksSecondFactor: false } }, "company");
};
const given = (name: string, more: Partial<FoundedCompany> = {}): FoundedCompany => ({
  company: `${name}保险代理有限公司`,
  code: "S01",
  name: `${name}负责人`,
  loginName: `${name}-owner`,
  password: "三更灯火五更鸡，读书时",
  ...more,
});
let [first, second]: Entered[] = [];
const ANY = { ask: "marks", viewpoint: { party: "company", language: "zh" }, asOf: 0 } as never;

it("C1.1: the first company of a house is founded at its machine without a code, of two at once one, and from elsewhere never", async () => {
  expect(await isEmptyHouse(house)).toBe(true);
  expect(await thrown(foundInBrowser(house, given("甲"), device(), false))).toMatchObject({ code: "owner_there" });
  const wrong = await thrown(
    foundInBrowser(
      house,
      given("甲", { company: " ", code: "", loginName: "1", password: "1234567890" }),
      device(),
      true,
    ),
  );
  const { faults } = (wrong as unknown as { args: { faults: { field: string }[] } }).args;
  expect(faults.map(({ field }) => field)).toEqual(["company", "code", "loginName", "password"]);
  expect(await isEmptyHouse(house)).toBe(true);
  const tries = await Promise.allSettled([
    foundInBrowser(house, given("甲"), device(), true),
    foundInBrowser(house, given("丙"), device(), true),
  ]);
  const good = tries.filter((one) => one.status === "fulfilled");
  const bad = tries.filter((one) => one.status === "rejected");
  expect([good.length, bad.map(({ reason }) => reason.code)]).toEqual([1, ["owner_there"]]);
  first = good[0]!.value;
  expect((await asks(first)).actor.roles).toEqual(["owner"]);
  expect(await companiesOf(house)).toMatchObject([{ companyId: 1, demonstration: false }]);
  // Now that there is one, sitting at the machine is not enough.
  expect(await thrown(foundInBrowser(house, given("丁"), device(), true))).toMatchObject({ code: "owner_there" });
});
it("T14: whoever tries names that others may have signs in with waits, also with a founding code in hand", async () => {
  const { code } = await makeFoundingCode(house);
  const asked = device();
  // Of the two who founded at once one is there; from one address that owner's name is asked for again and again.
  const [known] = await companiesOf(house);
  const taken = given(known!.name.zh.slice(0, 1), { founding: code });
  const tried = () => thrown(foundInBrowser(house, taken, asked, false));
  const codes: (string | undefined)[] = [];
  for (let times = 0; times <= 31; times += 1) codes.push(((await tried()) as { code?: string }).code);
  expect(new Set(codes.slice(0, 30))).toEqual(new Set(["form_refused"]));
  expect(codes.at(-1)).toBe("too_many_tries");
}, 120_000);
it("C1.1 T14: a founding code founds one company, once and within a week; a wrong one is counted", async () => {
  const { code } = await makeFoundingCode(house);
  const mistaken = given("乙", { founding: code, company: "", loginName: "1" });
  expect(await thrown(foundInBrowser(house, mistaken, device(), false))).toMatchObject({ code: "form_refused" });
  const tries = await Promise.allSettled([
    foundInBrowser(house, given("乙", { founding: ` ${code.toLowerCase()} ` }), device(), false),
    foundInBrowser(house, given("戊", { founding: code }), device(), false),
  ]);
  const good = tries.filter((one) => one.status === "fulfilled");
  expect([good.length, tries.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []))]).toEqual([
    1,
    ["code_unknown"],
  ]);
  second = good[0]!.value;
  expect(await thrown(foundInBrowser(house, given("己", { founding: code }), device(), true))).toMatchObject({
    code: "code_unknown",
  });
  const late = await makeFoundingCode(house);
  ahead = 8 * 86_400_000;
  expect(await thrown(foundInBrowser(house, given("己", { founding: late.code }), device(), true))).toMatchObject({
    code: "code_unknown",
  });
  ahead = 0;
  const guesser = device();
  for (let i = 0; i < 30; i += 1)
    await thrown(foundInBrowser(house, given("庚", { founding: "F-22222-22222-22222-22222" }), guesser, false));
  expect(await thrown(foundInBrowser(house, given("庚", { founding: "F-2" }), guesser, false))).toMatchObject({
    code: "too_many_tries",
  });
  expect((await companiesOf(house)).length).toBe(2);
  expect(await companyWithoutOwner(house)).toBeUndefined();
});
it("T1: two companies see nothing of one another: same codes, same numbers, and answers as for what is not there", async () => {
  const [one, two] = [await callerOf(first!), await callerOf(second!)];
  expect(one.companyId).not.toBe(two.companyId);
  // A company's number stands on slips and letters, and counts nothing.
  expect(two.companyId).toBeGreaterThan(99_999);
  await addContract(house, one, { files: [{ path: "contract.yaml", text: CONTRACT }], facts: "" }, "zh");
  const codes = async (caller: typeof one) => (await listPeople(house, caller, {}, { offset: 0, limit: 100 })).rows;
  expect([(await codes(one)).length, (await codes(two)).length]).toEqual([1, 1]);
  expect((await codes(one))[0]).toMatchObject({ code: "S01" });
  const theirs = await thrown(readContract(house, two, "CLI-1", ANY));
  const none = await thrown(readContract(house, two, "CLI-9", ANY));
  expect(theirs).toMatchObject({ code: "no_such_contract" });
  expect((theirs as Error).message.replace("CLI-1", "CLI-9")).toBe((none as Error).message);
  expect((await readPerson(house, two, "S01")).name).not.toBe((await readPerson(house, one, "S01")).name);
  // The same contract comes into the other company as if it were nowhere.
  await addContract(house, two, { files: [{ path: "contract.yaml", text: CONTRACT }], facts: "" }, "zh");
  for (const [entered, name] of [
    [first!, (await asks(first!)).person.name],
    [second!, (await asks(second!)).person.name],
  ] as const) {
    const again = await signIn(
      house,
      { name: name.replace("负责人", "-owner"), password: given("").password },
      device(),
    );
    expect((await asks(again)).session.companyId).toBe((await asks(entered)).session.companyId);
  }
});
it("N6: every company has its workers, also one that is founded while they run", async () => {
  const errors: unknown[] = [];
  const workers = new CompanyWorkers(house, (error) => errors.push(error));
  workers.start();
  const { code } = await makeFoundingCode(house);
  const third = await callerOf(await foundInBrowser(house, given("辛", { founding: code }), device(), false));
  await addContract(house, third, { files: [{ path: "contract.yaml", text: CONTRACT }], facts: "" }, "zh");
  const callers = [await callerOf(first!), await callerOf(second!), third];
  const computedAt = (companyId: number): Promise<number> =>
    house.store.withCompany(companyId, {}, async (tx) => {
      const { contractId } = (await findContract(tx, "CLI-1"))!;
      return (await readContractState(tx, contractId))!.asOf;
    });
  // The statement of June is due five working days after the month: nobody asks, and each company's worker computes what was missed.
  const due = instant("2026-07-07T18:00:00+08:00");
  for (const { companyId } of callers) expect(await computedAt(companyId)).toBeLessThan(due);
  ahead += 10 * 86_400_000;
  for (const { companyId } of callers) {
    await announceChanges(house, companyId, ["anything"]);
    const computed = async () => expect(await computedAt(companyId)).toBeGreaterThan(due);
    await vi.waitFor(computed, { timeout: 20_000, interval: 100 });
  }
  await workers.stop();
  expect(errors).toEqual([]);
}, 60_000);
