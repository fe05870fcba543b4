import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { changePerson } from "../../src/commands/change-person.ts";
import { registerKey } from "../../src/commands/countersign.ts";
import { endLogin } from "../../src/commands/end-login.ts";
import { grantRole } from "../../src/commands/grant-role.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { invitePerson } from "../../src/commands/invite-person.ts";
import { keepBranch } from "../../src/commands/keep-branch.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { listContracts } from "../../src/commands/list-contracts.ts";
import { listCustomers } from "../../src/commands/list-customers.ts";
import { listPeople } from "../../src/commands/list-people.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { isOpenTo, OF_WHOLE_COMPANY } from "../../src/commands/permissions.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { readRecord } from "../../src/commands/read-record.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { listBranches } from "../../src/store/organisation.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { askingAs } from "./askers.ts";
import { instant, newStore, withCompanies } from "./room.ts";
import { threadProgram } from "./thread-program.ts";
import { thrown } from "./thrown.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const CLOCK = instant("2026-06-30T12:00:00+08:00");
const company: Caller = { companyId: 1, party: "company" };
const FROM = "2026-01-01";
let house: House;
let hangzhou: Caller;
let own: readonly string[];
const key = (): string => newUuid();
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await withCompanies(store, 1);
  for (const [code, parent] of [["HZ"], ["HZ-XH", "HZ"], ["CD"]] as const)
    await keepBranch(house, company, {
      key: key(),
      code,
      nameZh: `机构${code}`,
      nameEn: "",
      ...(parent === undefined ? {} : { parent }),
    });
  for (const [code, branch] of [
    ["A1", "HZ-XH"],
    ["A2", "CD"],
  ] as const) {
    const roles = [{ role: "agent" as const, branch, fromOn: FROM }];
    await addPerson(house, company, { key: key(), code, name: `代理${code}`, roles });
    const customer = {
      key: key(),
      code: `K-${code}`,
      kind: "person" as const,
      name: `客户${code}`,
      branch,
      fromOn: FROM,
    };
    await keepCustomer(house, company, customer);
    const files = [{ path: "contract.yaml", text: CONTRACT.replace("CLI-1", `N-${code}`) }];
    const agent = { code, name: `代理${code}` };
    await addContract(house, company, { files, facts: FACTS, agent }, "en");
  }
  const branches = await store.withCompany(1, {}, listBranches);
  own = branches.filter(({ code }) => code.startsWith("HZ")).map(({ branchId }) => branchId);
  const { actor } = askingAs(1, ["operations"]);
  hangzhou = { ...company, actor: { ...actor, branchesOf: new Map([["operations", own]]) } };
});
afterAll(() => threads.close());

describe("a role in a branch", () => {
  it("C1.2: sees people, contracts and customers of the branch and of those below it, and no others", async () => {
    const page = { offset: 0, limit: 50 };
    const seen = async (caller: Caller) => ({
      people: (await listPeople(house, caller, {}, page)).rows.map(({ code }) => code),
      contracts: (await listContracts(house, caller, {}, {})).rows.map(({ number }) => number),
      counted: (await listContracts(house, caller, {}, {})).counts.contracts,
      customers: (await listCustomers(house, caller, {}, page)).rows.map(({ code }) => code),
    });
    expect(await seen(hangzhou)).toEqual({ people: ["A1"], contracts: ["N-A1"], counted: 1, customers: ["K-A1"] });
    expect(await seen(company)).toEqual({
      people: ["A1", "A2"],
      contracts: ["N-A1", "N-A2"],
      counted: 2,
      customers: ["K-A1", "K-A2"],
    });
  });
  it("N6: a contract is found by whoever holds it, whatever the contract calls its agent", async () => {
    const found = async (caller: Caller, text: string) =>
      (await listContracts(house, caller, { text }, {})).rows.map(({ number, agentName }) => [number, agentName]);
    expect(await found(company, "代理A2")).toEqual([["N-A2", "李晓"]]);
    expect(await found(hangzhou, "代理A2")).toEqual([]);
    expect(await found(company, "代理%2")).toEqual([]);
  });
  it("C1.2: ends no login and gives no name of somebody who works elsewhere, or whose role an owner gave", async () => {
    const roles = (role: "service" | "quality", branch?: string) =>
      [{ role, fromOn: FROM, ...(branch === undefined ? {} : { branch }) }] as const;
    await addPerson(house, company, { key: key(), code: "Q1", name: "质检", roles: roles("quality") });
    await addPerson(house, company, { key: key(), code: "V1", name: "客服", roles: roles("service", "HZ") });
    const owner = [{ role: "owner" as const, branch: "HZ", fromOn: FROM }];
    await addPerson(house, company, { key: key(), code: "W1", name: "负责", roles: owner });
    const ended = (person: string) => endLogin(house, hangzhou, { key: key(), person });
    const renamed = (person: string) =>
      changePerson(house, hangzhou, { key: key(), person, code: person, name: "新名" });
    const fault = (zh: string) => ({
      code: "form_refused",
      args: { faults: [{ field: "person", text: { zh: expect.stringContaining(zh) } }] },
    });
    for (const does of [ended, renamed]) {
      expect(await thrown(does("A2"))).toMatchObject({ code: "no_such_thing" });
      expect(await thrown(does("Q1"))).toMatchObject(fault("全公司"));
      expect(await thrown(does("W1"))).toMatchObject(fault("负责人"));
      await does("V1");
    }
    expect(await thrown(invitePerson(house, hangzhou, { person: "Q1" }))).toMatchObject(fault("全公司"));
    expect((await invitePerson(house, hangzhou, { person: "V1" })).person.name).toBe("新名");
    expect((await listPeople(house, hangzhou, {}, { offset: 0, limit: 50 })).rows).toHaveLength(4);
  });
  it("C1.2: a customer's code that is taken elsewhere is told in words, and nothing of whose it is", async () => {
    const given = { key: key(), code: "K-A2", kind: "person" as const, name: "某某", branch: "HZ", fromOn: FROM };
    expect(await thrown(keepCustomer(house, hangzhou, given))).toMatchObject({
      code: "already_there",
      text: { zh: "客户编号已经用过，没有写入。", en: "The customer code is taken; nothing was written." },
    });
  });
  it("C1.2: by no number does it reach what stands elsewhere", async () => {
    const entry = (number: string) => readContract(house, hangzhou, number, (opensAt) => ({ ask: "entry", opensAt }));
    expect(await entry("N-A1")).toMatchObject({ number: "N-A1" });
    expect(await thrown(entry("N-A2"))).toMatchObject({ code: "no_such_contract" });
    expect((await readRecord(house, hangzhou, "N-A1")).size).toBeGreaterThan(0);
    expect(await thrown(readRecord(house, hangzhou, "N-A2"))).toMatchObject({ code: "no_such_contract" });
    expect(await thrown(makeBundle(house, hangzhou, { number: "N-A2" }))).toMatchObject({ code: "no_such_contract" });
    const asked = { number: "N-A2", key: key(), device: "手机", publicKey: "AAAA", proof: "AAAA" };
    const legal = {
      ...hangzhou,
      actor: { ...hangzhou.actor!, roles: ["legal" as const], branchesOf: new Map([["legal" as const, own]]) },
    };
    expect(await thrown(registerKey(house, legal, asked))).toMatchObject({ code: "no_such_contract" });
    expect(await thrown(readPerson(house, hangzhou, "A2"))).toMatchObject({ code: "no_such_thing" });
    expect(await thrown(readCustomer(house, hangzhou, "K-A2"))).toMatchObject({ code: "no_such_thing" });
  });
  it("C1.2: what it adds belongs to the branch, and what touches the whole company is refused", async () => {
    const role = (branch?: string) => ({
      role: "trainer" as const,
      fromOn: FROM,
      ...(branch === undefined ? {} : { branch }),
    });
    for (const branch of ["CD", undefined]) {
      const asked = { key: key(), person: "A1", ...role(branch) };
      expect(await thrown(grantRole(house, hangzhou, asked))).toMatchObject({
        code: "form_refused",
        args: { faults: [{ field: "branch" }] },
      });
    }
    await grantRole(house, hangzhou, { key: key(), person: "A1", ...role("HZ") });
    const customer = { key: key(), code: "K-9", kind: "person" as const, name: "客户九", fromOn: FROM };
    expect(await thrown(keepCustomer(house, hangzhou, { ...customer, branch: "CD" }))).toMatchObject({
      code: "form_refused",
      args: { faults: [{ field: "branch" }] },
    });
    await keepCustomer(house, hangzhou, { ...customer, key: key(), branch: "HZ" });
    const branch = { key: key(), code: "NB", nameZh: "宁波", nameEn: "" };
    expect(await thrown(async () => keepBranch(house, hangzhou, branch))).toMatchObject({
      code: "not_permitted",
      text: { zh: expect.stringContaining("全公司") },
    });
    // What would be refused is not offered.
    for (const verb of OF_WHOLE_COMPANY) expect([verb, isOpenTo(hangzhou.actor!, verb)]).toEqual([verb, false]);
    expect(isOpenTo(hangzhou.actor!, "grant-role")).toBe(true);
  });
});
