import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { appointSubAgent, endSubAgency } from "../../src/commands/appoint-sub-agent.ts";
import { changePerson } from "../../src/commands/change-person.ts";
import { composeTeam } from "../../src/commands/compose-team.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { endRole } from "../../src/commands/end-role.ts";
import type { FieldFault } from "../../src/commands/form-faults.ts";
import { grantRole } from "../../src/commands/grant-role.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepBranch } from "../../src/commands/keep-branch.ts";
import { keepLegalEntity } from "../../src/commands/keep-legal-entity.ts";
import { listPeople, type PeopleFilter } from "../../src/commands/list-people.ts";
import { readOrganisation } from "../../src/commands/read-organisation.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { Refusal } from "../../src/commands/refusal.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findPerson } from "../../src/store/people.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newContract, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const threads = openThreads({ calendars: [] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-06-30T12:00:00+08:00");
let house: House;
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: false }, CLOCK),
    );
  await keepBranch(house, company, { ...named("ZB", "总部"), key: newKey() });
  await keepBranch(house, company, { ...named("HZ", "杭州"), parent: "ZB", key: newKey() });
  await keepBranch(house, company, { ...named("BJ", "滨江"), parent: "HZ", key: newKey() });
  await keepBranch(house, company, { ...named("CD", "成都"), parent: "ZB", key: newKey() });
});
let keys = 0;
const newKey = (): string => `people-test-${keys++}`;
const named = (code: string, nameZh: string) => ({ code, nameZh, nameEn: "" });
const person = (code: string, name: string, ...roles: Parameters<typeof addPerson>[2]["roles"]) =>
  addPerson(house, company, { code, name, roles, key: newKey() });
const agent = (code: string, name: string, branch = "HZ", fromOn = "2026-01-01") =>
  person(code, name, { role: "agent", branch, fromOn });
const names = async (filter: PeopleFilter, caller = company): Promise<string[]> =>
  (await listPeople(house, caller, filter, { offset: 0, limit: 100 })).rows.map(({ name }) => name);
/** The fields that are told as wrong. */
const faultsOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error: unknown = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(error instanceof Refusal) || error.code !== "form_refused") throw error ?? new Error("nothing was refused");
  return (error.args.faults as readonly FieldFault[]).map(({ field }) => field);
};

describe("who is who", () => {
  it("a person comes in once with all roles, and everything that is wrong is told at once", async () => {
    await agent("A1", "张伟");
    expect(await names({ text: "A1" })).toEqual(["张伟"]);
    const wrong = person(
      "A1",
      "  ",
      { role: "agent", branch: "XX", fromOn: "2026-13-01" },
      { role: "owner", fromOn: "2026-02-01", beforeOn: "2026-02-01" },
    );
    expect(await faultsOf(wrong)).toEqual(["name", "code", "roles.0.fromOn", "roles.0.branch", "roles.1.beforeOn"]);
    expect(await faultsOf(person("A9", "无职"))).toEqual(["roles"]);
    expect(await names({ text: "无职" })).toEqual([]);
  });
  it("a repeat with the same key does nothing more; two at once with one code leave one person", async () => {
    const once = {
      code: "K1",
      name: "单雄信",
      roles: [{ role: "trainer" as const, fromOn: "2026-01-01" }],
      key: newKey(),
    };
    await addPerson(house, company, once);
    await addPerson(house, company, once);
    expect(await names({ text: "K1" })).toEqual(["单雄信"]);
    const both = await Promise.allSettled([agent("K2", "甲一"), agent("K2", "甲二")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await names({ text: "K2" })).length).toBe(1);
  });
  it("search finds by code, characters, pinyin, initials, and counts rare characters as one", async () => {
    await agent("R1", "䶮𠮷");
    await agent("R2", "欧阳娜娜");
    await agent("R3", "Müller Anna");
    for (const text of ["䶮", "𠮷", "R1", "r1", "yanji", "yj", "ji"])
      expect(await names({ text }), text).toContain("䶮𠮷");
    for (const text of ["欧阳", "ouyang", "oynn", "OuYang Na", "nana"])
      expect(await names({ text }), text).toContain("欧阳娜娜");
    for (const text of ["zhangwei", "zw", "zhang w", "wei", "张 伟", "ＺＷ"])
      expect(await names({ text }), text).toContain("张伟");
    for (const text of ["shan", "sxx", "dan"]) expect(await names({ text }), text).toContain("单雄信");
    expect(await names({ text: "müller" })).toEqual(["Müller Anna"]);
    expect(await names({ text: "zhou" })).toEqual([]);
    const long = faultsOf(agent("R4", "𠮷".repeat(101)));
    expect(await long).toEqual(["name"]);
    await agent("R5", "𠮷".repeat(100));
  });
  it("a list is in the order of the names' sound", async () => {
    await agent("S1", "赵一", "BJ");
    await agent("S2", "艾二", "BJ");
    await agent("S3", "曾三", "BJ");
    expect(await names({ branch: "BJ" })).toEqual(["艾二", "曾三", "赵一"]);
  });
  it("a branch includes what lies below it, and roles have their days", async () => {
    await person("B1", "运营甲", { role: "operations", branch: "HZ", fromOn: "2026-01-01" });
    await person("B2", "运营乙", { role: "operations", branch: "CD", fromOn: "2026-08-01" });
    await person("B3", "运营丙", { role: "operations", branch: "BJ", fromOn: "2026-01-01", beforeOn: "2026-06-30" });
    const operations = (more: PeopleFilter) => names({ role: "operations", ...more });
    expect(await operations({})).toEqual(["运营甲"]);
    expect(await operations({ when: "later" })).toEqual(["运营乙"]);
    expect(await operations({ when: "ended" })).toEqual(["运营丙"]);
    expect(await operations({ branch: "ZB" })).toEqual(["运营甲"]);
    expect(await operations({ branch: "CD" })).toEqual([]);
    expect(await names({ branch: "HZ" })).toEqual(expect.arrayContaining(["赵一", "运营甲", "张伟"]));
    expect((await listPeople(house, company, { role: "operations" }, { offset: 0, limit: 10 })).counts).toEqual({
      now: 1,
      later: 1,
      ended: 1,
    });
  });
  it("one role twice at a time, or an agent in two branches at a time, is refused; one after the other is not", async () => {
    await agent("M1", "调动人");
    const grant = (role: "agent" | "legal", branch: string, fromOn: string) =>
      grantRole(house, company, { person: "M1", role, branch, fromOn, key: newKey() });
    expect(await faultsOf(grant("agent", "CD", "2026-07-01"))).toEqual(["fromOn"]);
    await grant("legal", "HZ", "2026-01-01");
    await grant("legal", "CD", "2026-01-01");
    expect(await faultsOf(grant("legal", "CD", "2026-03-01"))).toEqual(["fromOn"]);
    const { roles } = await readPerson(house, company, "M1");
    const first = roles.find(({ role }) => role === "agent")!;
    await endRole(house, company, {
      person: "M1",
      roleHoldingId: first.roleHoldingId,
      beforeOn: "2026-07-01",
      key: newKey(),
    });
    await grant("agent", "CD", "2026-07-01");
    const moved = (await readPerson(house, company, "M1")).roles.filter(({ role }) => role === "agent");
    expect(moved.map(({ branch, fromOn, beforeOn }) => [branch, fromOn, beforeOn])).toEqual([
      ["HZ", "2026-01-01", "2026-07-01"],
      ["CD", "2026-07-01", undefined],
    ]);
  });
  it("a deputy stands in for somebody who has the role, in its days and its branch, and no longer", async () => {
    await person("D1", "财务甲", { role: "finance", branch: "HZ", fromOn: "2026-01-01" });
    await person("D2", "财务乙", { role: "service", fromOn: "2026-01-01" });
    const stand = (more: object) =>
      grantRole(house, company, {
        person: "D2",
        role: "finance",
        branch: "BJ",
        deputyFor: "D1",
        fromOn: "2026-07-01",
        beforeOn: "2026-07-15",
        key: newKey(),
        ...more,
      });
    expect(await faultsOf(stand({ branch: "CD" }))).toEqual(["deputyFor"]);
    expect(await faultsOf(stand({ fromOn: "2025-12-01" }))).toEqual(["deputyFor"]);
    expect(await faultsOf(stand({ beforeOn: undefined }))).toEqual(["beforeOn"]);
    expect(await faultsOf(stand({ deputyFor: "D2" }))).toEqual(["deputyFor"]);
    expect(await faultsOf(stand({ role: "agent" }))).toEqual(["deputyFor"]);
    await stand({});
    const own = (await readPerson(house, company, "D1")).roles[0]!;
    const end = (beforeOn: string) =>
      endRole(house, company, { person: "D1", roleHoldingId: own.roleHoldingId, beforeOn, key: newKey() });
    expect(await faultsOf(end("2026-07-10"))).toEqual(["beforeOn"]);
    await end("2026-07-15");
  });
  it("nobody is orphaned: the last owner and an agent whose contract runs cannot be ended", async () => {
    await person("O1", "负责人甲", { role: "owner", fromOn: "2026-01-01" });
    const roleOf = async (code: string) => (await readPerson(house, company, code)).roles[0]!.roleHoldingId;
    const end = async (code: string, beforeOn: string) =>
      endRole(house, company, { person: code, roleHoldingId: await roleOf(code), beforeOn, key: newKey() });
    expect(await faultsOf(end("O1", "2026-07-01"))).toEqual(["beforeOn"]);
    await person("O2", "负责人乙", { role: "owner", fromOn: "2026-07-01" });
    await end("O1", "2026-07-01");
    await agent("O3", "在约人");
    const agentPersonId = await house.store.withCompany(
      1,
      {},
      async (tx) => (await findPerson(tx, { code: "O3" }))!.personId,
    );
    await newContract(house.store, 1, "P-1", { agentPersonId, agentName: "在约人" });
    expect(await faultsOf(end("O3", "2026-12-31"))).toEqual(["beforeOn"]);
    await end("O3", "2027-01-01");
    expect((await readPerson(house, company, "O3")).contracts.map(({ number }) => number)).toEqual(["P-1"]);
  });
  it("what was recorded by mistake is taken back on its first day, never held, and can be recorded aright", async () => {
    await person("V1", "误登人", { role: "legal", branch: "CD", fromOn: "2026-08-01" });
    const { roleHoldingId } = (await readPerson(house, company, "V1")).roles[0]!;
    const end = (beforeOn: string) => endRole(house, company, { person: "V1", roleHoldingId, beforeOn, key: newKey() });
    expect(await faultsOf(end("2026-07-31"))).toEqual(["beforeOn"]);
    await end("2026-08-01");
    await grantRole(house, company, { person: "V1", role: "legal", branch: "CD", fromOn: "2026-07-15", key: newKey() });
    expect(await names({ text: "误登人", when: "later" })).toEqual(["误登人"]);
    expect((await readPerson(house, company, "V1")).roles.map(({ fromOn, beforeOn }) => [fromOn, beforeOn])).toEqual([
      ["2026-07-15", undefined],
      ["2026-08-01", "2026-08-01"],
    ]);
  });
  it("N2: the doctor tells a contract that is bound to a person whom its files do not name", async () => {
    await agent("DR1", "李 晓");
    await agent("DR2", "赵六");
    const idOf = (code: string) =>
      house.store.withCompany(1, {}, async (tx) => (await findPerson(tx, { code }))!.personId);
    const [own, other] = [await idOf("DR1"), await idOf("DR2")];
    const files = [{ path: "contract.yaml", text: CONTRACT.replace("number: CLI-1", "number: D-1") }];
    await addContract(house, company, { files, facts: "", agentPersonId: own }, "en");
    const told = async () =>
      (await diagnoseStore(house, 1)).find(({ number }) => number === "D-1")!.differences.map(({ which }) => which);
    expect(await told()).toEqual([]);
    await changePerson(house, company, { person: "DR1", code: "DR3", name: "李晓晓", key: newKey() });
    expect(await told()).toEqual([]);
    await house.store.withCompany(1, {}, (tx) =>
      tx.sql("update fealty.contract set agent_person_id = $2 where company_id = $1 and number = 'D-1'", [1, other]),
    );
    expect(await told()).toEqual(["contract.agent_person_id: 赵六 (DR2) ≠ 李晓"]);
  });
  it("another name and code are from now on, and history tells what was", async () => {
    await agent("N1", "旧名");
    await changePerson(house, company, { person: "N1", code: "N2", name: "新名", key: newKey() });
    await expect(readPerson(house, company, "N1")).rejects.toMatchObject({ code: "no_such_thing" });
    const { name, history } = await readPerson(house, company, "N2");
    expect(name).toBe("新名");
    expect(history.map(({ verb, detail }) => [verb, detail.before])).toEqual([
      ["change-person", { code: "N1", name: "旧名" }],
      ["add-person", undefined],
    ]);
    expect(await faultsOf(changePerson(house, company, { person: "N2", code: "A1", name: "", key: newKey() }))).toEqual(
      ["name", "code"],
    );
  });
  it("another company sees nobody, and finds no code of this one", async () => {
    const other: Caller = { companyId: 2, party: "company" };
    expect(await names({}, other)).toEqual([]);
    await expect(readPerson(house, other, "A1")).rejects.toMatchObject({ code: "no_such_thing" });
    expect((await readOrganisation(house, other)).branches).toEqual([]);
    const into = addPerson(house, other, {
      code: "A1",
      name: "同号",
      roles: [{ role: "agent", branch: "HZ", fromOn: "2026-01-01" }],
      key: newKey(),
    });
    expect(await faultsOf(into)).toEqual(["roles.0.branch"]);
  });
});

describe("teams and sub-agents", () => {
  const members = (...given: [string, number][]) =>
    given.map(([code, parts], index) => ({ person: code, lead: index === 0, parts }));
  it("a team has one lead and shares that are one whole, from a day on; what held before stays", async () => {
    for (const code of ["T1", "T2", "T3"]) await agent(code, `成员${code}`);
    const team = { ...named("X", "先锋"), fromOn: "2026-02-01", members: members(["T1", 2], ["T2", 1]) };
    await composeTeam(house, company, { ...team, key: newKey() });
    const again = { team: "X", ...team, fromOn: "2026-05-01", members: members(["T2", 1], ["T1", 1], ["T3", 1]) };
    await composeTeam(house, company, { ...again, key: newKey() });
    const { teams } = await readOrganisation(house, company);
    const told = teams[0]!.compositions.map(({ fromOn, beforeOn, members: all }) => [
      fromOn,
      beforeOn,
      all.map(({ code, lead, share }) => `${code}${lead ? "*" : ""} ${share.numerator}/${share.denominator}`).sort(),
    ]);
    expect(told).toEqual([
      ["2026-02-01", "2026-05-01", ["T1* 2/3", "T2 1/3"]],
      ["2026-05-01", undefined, ["T1 1/3", "T2* 1/3", "T3 1/3"]],
    ]);
    // A corrected composition for the same day takes the place of the one before.
    await composeTeam(house, company, { ...again, members: members(["T2", 3], ["T3", 1]), key: newKey() });
    expect((await readPerson(house, company, "T1")).teams.map(({ fromOn, beforeOn }) => [fromOn, beforeOn])).toEqual([
      ["2026-02-01", "2026-05-01"],
    ]);
    const roleHoldingId = (await readPerson(house, company, "T3")).roles[0]!.roleHoldingId;
    const leave = endRole(house, company, { person: "T3", roleHoldingId, beforeOn: "2026-09-01", key: newKey() });
    expect(await faultsOf(leave)).toEqual(["beforeOn"]);
  });
  it("a team of one, of two leads, of nobody's agent or of broken parts is refused with every fault", async () => {
    const wrong = (fromOn: string, ...given: { person: string; lead: boolean; parts: number }[]) =>
      faultsOf(composeTeam(house, company, { ...named("Y", "误"), fromOn, members: given, key: newKey() }));
    expect(await wrong("2026-02-01", { person: "T1", lead: true, parts: 1 })).toEqual(["members"]);
    expect(
      await wrong("2025-02-01", { person: "T1", lead: true, parts: 0.5 }, { person: "ZZ", lead: true, parts: 1 }),
    ).toEqual(["members", "members", "members.0.person", "members.0.parts", "members.1.person"]);
  });
  it("a sub-agent needs consent before, ratification after, or an emergency with its reason (CC 169, 923)", async () => {
    await person("U1", "复代理", { role: "service", fromOn: "2026-01-01" });
    const appoint = (more: object) =>
      appointSubAgent(house, company, {
        agent: "T1",
        subAgent: "U1",
        ground: "consent",
        groundsText: "同意函 2026-03",
        consentedOn: "2026-03-01",
        fromOn: "2026-03-05",
        key: newKey(),
        ...more,
      });
    expect(await faultsOf(appoint({ consentedOn: "2026-03-06" }))).toEqual(["consentedOn"]);
    expect(await faultsOf(appoint({ consentedOn: undefined }))).toEqual(["consentedOn"]);
    expect(await faultsOf(appoint({ ground: "emergency" }))).toEqual(["consentedOn"]);
    expect(await faultsOf(appoint({ groundsText: " ", agent: "U1" }))).toEqual(["subAgent", "groundsText", "fromOn"]);
    const { subAgencyId } = await appoint({});
    expect(await faultsOf(appoint({ fromOn: "2026-04-01" }))).toEqual(["fromOn"]);
    await endSubAgency(house, company, { subAgencyId, beforeOn: "2026-04-01", key: newKey() });
    await appoint({ ground: "emergency", consentedOn: undefined, groundsText: "台风", fromOn: "2026-04-01" });
    expect(
      (await readPerson(house, company, "U1")).subAgencies.map(({ ground, beforeOn }) => [ground, beforeOn]),
    ).toEqual([
      ["consent", "2026-04-01"],
      ["emergency", undefined],
    ]);
  });
});

describe("C1.1 branches and legal entities", () => {
  it("a branch is never below itself, also when two move at once, and is closed only when it is empty", async () => {
    await keepBranch(house, company, { ...named("P", "东区"), key: newKey() });
    await keepBranch(house, company, { ...named("Q", "西区"), key: newKey() });
    const below = (code: string, name: string, parent: string) =>
      keepBranch(house, company, { branch: code, ...named(code, name), parent, key: newKey() });
    expect(await faultsOf(below("P", "东区", "P"))).toEqual(["parent"]);
    const both = await Promise.allSettled([below("P", "东区", "Q"), below("Q", "西区", "P")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const close = (code: string, name: string) =>
      keepBranch(house, company, { branch: code, ...named(code, name), closedOn: "2026-07-01", key: newKey() });
    expect(await faultsOf(close("HZ", "杭州"))).toEqual(["closedOn", "closedOn"]);
    const isBelow = both[0]!.status === "fulfilled";
    expect(await faultsOf(isBelow ? close("Q", "西区") : close("P", "东区"))).toEqual(["closedOn"]);
    expect(await faultsOf(keepBranch(house, company, { ...named("HZ", ""), parent: "??", key: newKey() }))).toEqual([
      "nameZh",
      "code",
      "parent",
    ]);
  });
  it("a legal entity has its seal, a tax number whose check character holds, and its bank account", async () => {
    const entity = (more: object) =>
      keepLegalEntity(house, company, {
        ...named("E1", "恒信"),
        sealName: "恒信保险代理有限公司",
        key: newKey(),
        ...more,
      });
    // The example of GB 32100-2015, a company's own, and one whose check character is 0.
    for (const creditCode of ["91350100M000100Y43", "91110108551385082Q", "913301006789010110"])
      await entity({ code: creditCode, creditCode });
    expect(await faultsOf(entity({ creditCode: "91350100M000100Y44" }))).toEqual(["creditCode"]);
    expect(await faultsOf(entity({ creditCode: "91350100M000100O43" }))).toEqual(["creditCode"]);
    expect(await faultsOf(entity({ creditCode: "91350100M000100Y43", sealName: "" }))).toEqual([
      "sealName",
      "creditCode",
    ]);
    expect(await faultsOf(entity({ bankAccount: "12 34" }))).toEqual(["bankAccount", "bankName"]);
    await entity({ bankAccount: "6222 0000 1111 2222", bankName: "中国银行杭州分行" });
    await keepBranch(house, company, {
      branch: "CD",
      ...named("CD", "成都"),
      parent: "ZB",
      entity: "E1",
      key: newKey(),
    });
    const { entities, branches } = await readOrganisation(house, company);
    expect(entities.find(({ code }) => code === "E1")).toMatchObject({ bankAccount: "6222000011112222" });
    expect(branches.find(({ code }) => code === "CD")).toMatchObject({ entity: "E1", parent: "ZB" });
    expect(await faultsOf(entity({ entity: "E1", closedOn: "2026-07-01" }))).toEqual(["closedOn"]);
    const { history } = await readOrganisation(house, company);
    expect(
      history.slice(0, 2).map(({ kind, verb, detail }) => [kind, verb, (detail.after as { code: string }).code]),
    ).toEqual([
      ["branch", "keep-branch", "CD"],
      ["legal_entity", "keep-legal-entity", "E1"],
    ]);
    expect(history[0]!.detail.before).toMatchObject({ code: "CD" });
  });
});
