// Long: one story of a register, whose people each case needs.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { acknowledgeRules } from "../../src/commands/acknowledge-rules.ts";
import { activateLetter } from "../../src/commands/activate-letter.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { appointSubAgent } from "../../src/commands/appoint-sub-agent.ts";
import { composeTeam } from "../../src/commands/compose-team.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { draftLetter } from "../../src/commands/draft-letter.ts";
import { draftRules, withdrawRules } from "../../src/commands/draft-rules.ts";
import { endRole } from "../../src/commands/end-role.ts";
import { findDuplicatePeople } from "../../src/commands/find-duplicate-people.ts";
import type { FieldFault } from "../../src/commands/form-faults.ts";
import { grantRole } from "../../src/commands/grant-role.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { invitePerson } from "../../src/commands/invite-person.ts";
import { keepBranch } from "../../src/commands/keep-branch.ts";
import { recordLicence } from "../../src/commands/keep-licence.ts";
import { listActivity } from "../../src/commands/list-activity.ts";
import { listContracts } from "../../src/commands/list-contracts.ts";
import { listPeople } from "../../src/commands/list-people.ts";
import { mergePeople, previewMerge, separatePerson } from "../../src/commands/merge-people.ts";
import { decideRules } from "../../src/commands/publish-rules.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { readRecord } from "../../src/commands/read-record.ts";
import { readRules } from "../../src/commands/read-rules.ts";
import { memberAs } from "../../src/commands/who-asks.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { loginKeys } from "../../src/store/login-key.ts";
import { addMembership } from "../../src/store/memberships.ts";
import { addMessage } from "../../src/store/outbox.ts";
import { findPerson, type RoleName } from "../../src/store/people.ts";
import { listTeamCompositions } from "../../src/store/teams.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { askingAs } from "./askers.ts";
import { instant, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const threads = openThreads({ calendars: [] }, 1, await threadProgram());
afterAll(() => threads.close());
const database = await newDatabase();
const machine: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-06-30T12:00:00+08:00");
let house: House;
let keys = 0;
const newKey = (): string => `merged-${keys++}`;
const idOf = (code: string): Promise<string> =>
  house.store.withCompany(1, {}, async (tx) => (await findPerson(tx, { code }))!.personId);
const as = async (code: string, ...roles: RoleName[]): Promise<Caller> => ({
  companyId: 1,
  party: "company",
  actor: askingAs(1, roles, await idOf(code)).actor,
});
const person = (code: string, name: string, role: RoleName = "agent", branch?: string) =>
  addPerson(house, machine, {
    code,
    name,
    roles: [{ role, fromOn: "2026-01-01", ...(branch === undefined ? {} : { branch }) }],
    key: newKey(),
  });
const merge = async (code: string, into: string, caller = machine) =>
  mergePeople(house, caller, { person: code, into, reason: "两次登记", key: newKey() });
const separate = async (code: string, caller = machine) =>
  separatePerson(house, caller, { person: code, reason: "误并", key: newKey() });
/** A contract of an agent; with an intermediary, or of a team, as its row says. */
const contract = async (number: string, agent: string, bound: { intermediary?: string; team?: string } = {}) => {
  const files = [{ path: "contract.yaml", text: CONTRACT.replace("CLI-1", number) }];
  await addContract(house, machine, { files, facts: "", agentPersonId: await idOf(agent) }, "zh");
  const intermediary = bound.intermediary === undefined ? null : await idOf(bound.intermediary);
  await house.store.withCompany(1, {}, (tx) =>
    tx.sql(
      "update fealty.contract set intermediary_person_id = $3, agent_team_id = $4 where company_id = $1 and number = $2",
      [1, number, intermediary, bound.team ?? null],
    ),
  );
};
const login = async (code: string, userId: string) => {
  const personId = await idOf(code);
  await house.store.withCompany(1, {}, (tx) => addMembership(tx, personId, userId, CLOCK));
};
/** Fields and Chinese words of what stands against it. */
const faultsOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error = await work.then(
    () => undefined,
    (problem) => problem,
  );
  if (error === undefined) throw new Error("nothing was refused");
  if (error.code !== "form_refused") return [error.code ?? String(error)];
  return (error.args.faults as readonly FieldFault[]).map(({ field, text }) => `${field}: ${text.zh}`);
};
/** Everything that says whose something is, as it holds. */
const belongings = async (): Promise<unknown> => {
  const client = await superuser(database);
  const rows = async (text: string) => (await client.query(text)).rows;
  const compositions = await house.store.withCompany(1, {}, (tx) => listTeamCompositions(tx));
  const held = new Map(compositions.map((one) => [`${one.teamId} ${one.fromOn}`, one.members]));
  return {
    people: await rows("select * from fealty.person where company_id = 1 order by person_id"),
    roles: await rows("select * from fealty.role_holding where company_id = 1 order by role_holding_id"),
    contracts: await rows(
      "select number, agent_person_id, intermediary_person_id, agent_team_id from fealty.contract where company_id = 1 order by 1",
    ),
    subAgencies: await rows("select * from fealty.sub_agency where company_id = 1 order by sub_agency_id"),
    logins: await rows(
      "select person_id, user_id, since, ended_at from fealty.login_membership where company_id = 1 and ended_at is null order by user_id",
    ),
    keys: await rows("select api_key_id, held_by_person_id from fealty.api_key where company_id = 1 order by 1"),
    teams: [...held],
  };
};
beforeAll(async () => {
  const store = await storeOn(database);
  await withCompanies(store, 1, 2);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const [code, nameZh] of [
    ["HZ", "杭州"],
    ["CD", "成都"],
  ] as const)
    await keepBranch(house, machine, { code, nameZh, nameEn: "", key: newKey() });
  await person("OWN", "赵总", "owner");
  await person("OPS", "钱运营", "operations");
  await person("OP2", "孙运营", "operations");
});

describe("people who stand in the register twice", () => {
  it("C1.2: everything of the one goes to the other, nothing is lost, and separating puts exactly that back", async () => {
    for (const [code, name] of [
      ["M1", "李晓"],
      ["M2", "李 晓"],
      ["X1", "周一"],
      ["X2", "吴二"],
    ] as const)
      await person(code, name, "agent", "HZ");
    await grantRole(house, machine, { person: "M1", role: "trainer", fromOn: "2026-02-01", key: newKey() });
    await grantRole(house, machine, {
      person: "X1",
      role: "trainer",
      deputyFor: "M1",
      fromOn: "2026-03-01",
      beforeOn: "2026-04-01",
      key: newKey(),
    });
    await contract("M-1", "M1");
    const sub = { ground: "emergency", groundsText: "台风", fromOn: "2026-02-01", key: newKey() } as const;
    await appointSubAgent(house, machine, { agent: "M1", subAgent: "X2", ...sub });
    const members = [
      { person: "M1", lead: true, parts: 2 },
      { person: "X1", lead: false, parts: 1 },
    ];
    const team = { code: "T1", nameZh: "一组", nameEn: "", members };
    await composeTeam(house, machine, { ...team, fromOn: "2026-02-01", key: newKey() });
    await login("M1", "user-m1");
    const before = await belongings();
    const seen = await previewMerge(house, machine, { person: "M1", into: "M2" });
    expect(seen).toMatchObject({ person: { name: "李晓" }, into: { name: "李 晓" }, faults: [] });
    expect(seen.moves).toMatchObject({ roles: 2, deputies: 1, contracts: ["M-1"], subAgencies: 1, login: true });
    expect(seen.moves.teams.map(({ zh }) => zh)).toEqual(["一组"]);
    expect(await belongings()).toEqual(before);

    expect(await merge("M1", "M2")).toEqual({ into: "M2", contracts: 1 });
    const kept = await readPerson(house, machine, "M2");
    expect(kept.roles.map(({ role }) => role).sort()).toEqual(["agent", "agent", "trainer"]);
    expect(kept.contracts.map(({ number }) => number)).toEqual(["M-1"]);
    expect(kept.teams.map(({ code, lead, share }) => [code, lead, share])).toEqual([
      ["T1", true, { numerator: 2, denominator: 3 }],
    ]);
    expect(kept.subAgencies).toHaveLength(1);
    expect(kept.merged).toEqual([{ code: "M1", name: "李晓" }]);
    expect(kept.login.since).toBe(CLOCK);
    const gone = await readPerson(house, machine, "M1");
    expect(gone).toMatchObject({ mergedInto: { code: "M2" }, roles: [], contracts: [], teams: [] });
    expect(kept.history.map(({ verb }) => verb)).toEqual(
      expect.arrayContaining(["merge-people", "add-person", "grant-role", "appoint-sub-agent"]),
    );
    expect(kept.history.filter(({ verb }) => verb === "merge-people")).toHaveLength(1);
    // One row, found by what either entry says.
    const found = async (text: string) =>
      (await listPeople(house, machine, { text }, { offset: 0, limit: 9 })).rows.map(({ code }) => code);
    expect([await found("M1"), await found("M2")]).toEqual([["M2"], ["M2"]]);
    // The contract's record says which entry its party is, and the doctor finds nothing amiss.
    const { acts } = await readRecord(house, machine, "M-1");
    expect(acts.some(({ what }) => what === "partyEntry")).toBe(true);
    const told = (await diagnoseStore(house, 1)).find(({ number }) => number === "M-1")!.differences;
    expect(told.map(({ which }) => which)).toEqual([]);
    // A device that was signed in as the one acts as the other.
    const member = await house.store.withCompany(1, {}, async (tx) => memberAs(house, tx, await idOf("M1")));
    expect(member?.person.code).toBe("M2");
    const own: Caller = { companyId: 1, party: "agent", personId: await idOf("M2"), actor: member!.actor };
    expect((await listContracts(house, own, {}, {})).rows.map(({ number }) => number)).toEqual(["M-1"]);

    expect(await separate("M1")).toEqual({ person: "M1", contracts: 1 });
    expect(await belongings()).toEqual(before);
    expect((await readPerson(house, machine, "M2")).merged).toEqual([]);
    expect(await faultsOf(separate("M1"))).toEqual(["person: M1 没有并入别人，或者已经分开。"]);
    // And once more.
    await merge("M1", "M2");
    await separate("M1");
    expect(await belongings()).toEqual(before);
  });
  it("C1.2: what came since stays where it came, and what was ended meanwhile stays ended", async () => {
    await person("S1", "分一", "agent", "HZ");
    await person("S2", "分二", "agent", "HZ");
    await merge("S1", "S2");
    await grantRole(house, machine, { person: "S2", role: "quality", fromOn: "2026-06-01", key: newKey() });
    expect(
      await faultsOf(grantRole(house, machine, { person: "S1", role: "legal", fromOn: "2026-06-01", key: newKey() })),
    ).toEqual(["person: S1 已并入 S2，请在 S2 名下办理。"]);
    expect(await faultsOf(invitePerson(house, machine, { person: "S1" }))).toContain(
      "person: S1 已并入 S2，请在 S2 名下办理。",
    );
    const moved = (await readPerson(house, machine, "S2")).roles.filter(({ role }) => role === "agent");
    expect(moved).toHaveLength(2);
    // Said twice, one of them can be ended though the person goes on as an agent.
    const { roleHoldingId } = moved[1]!;
    await endRole(house, machine, { person: "S2", roleHoldingId, beforeOn: "2026-06-01", key: newKey() });
    await separate("S1");
    const roles = async (code: string) =>
      (await readPerson(house, machine, code)).roles.map(({ role, beforeOn }) => [role, beforeOn]);
    expect([...(await roles("S1")), ...(await roles("S2"))]).toHaveLength(3);
    expect(await roles("S2")).toContainEqual(["quality", undefined]);
    expect([...(await roles("S1")), ...(await roles("S2"))]).toContainEqual(["agent", "2026-06-01"]);
  });
  it("C2.3: nobody becomes approver of the own preparation by a merge, nor by being signed in under the other entry", async () => {
    await person("P1", "郑法务", "legal");
    await person("P2", "郑 法务", "legal");
    const rules = (code: string) => ({
      code,
      title: { zh: "宣传规范", en: "" },
      text: { zh: "一、如实宣传。", en: "" },
      effectiveOn: "2026-07-01",
      roles: ["agent" as const],
      contracts: [],
      grounds: "首次制定",
      key: newKey(),
    });
    const { ruleVersionId } = await draftRules(house, await as("P1", "legal"), rules("GZ-P"));
    await contract("P-2", "X1");
    const letter = {
      number: "P-2",
      letterNumber: "SQ-1",
      agentName: "周一",
      matters: ["application" as const],
      powers: { zh: "协助投保", en: "" },
      territory: { zh: "浙江省", en: "" },
      territories: [],
      products: { zh: "车险", en: "" },
      productCodes: [],
      fromOn: "2026-06-05",
      untilOn: "2026-11-30",
      signedBy: "赵敏",
      signedOn: "2026-06-05",
      form: "seal" as const,
      key: newKey(),
    };
    const { letterId } = await draftLetter(house, await as("P1", "legal"), letter);
    await merge("P1", "P2", await as("OWN", "owner"));
    const second = await as("P2", "legal");
    const decide = (caller: Caller) =>
      decideRules(house, caller, { ruleVersionId, outcome: "approved", key: newKey() });
    expect(await faultsOf(decide(second))).toEqual(["by_the_same_person"]);
    const activate = (caller: Caller) => activateLetter(house, caller, { number: "P-2", letterId, key: newKey() });
    expect(await faultsOf(activate(second))).toEqual(["by_the_same_person"]);
    expect((await readRules(house, second)).books.find(({ code }) => code === "GZ-P")!.versions[0]!.own).toBe(true);
    // The database says so once more, whatever a command forgets.
    const client = await superuser(database);
    const planted = client.query(
      "insert into fealty.rule_publication (company_id, rule_version_id, published_by_person_id, published_at) values (1, $1, $2, now())",
      [ruleVersionId, await idOf("P2")],
    );
    await expect(planted).rejects.toThrow(/cannot approve it/);
    const letterPlanted = client.query(
      "update fealty.authorisation_letter set activated_by_person_id = $2, activated_at = now() where company_id = 1 and letter_id = $1",
      [letterId, await idOf("P2")],
    );
    await expect(letterPlanted).rejects.toThrow(/cannot approve it/);
    await activate(await as("OWN", "owner"));
    await withdrawRules(house, second, { ruleVersionId, key: newKey() });
    await separate("P1", await as("OWN", "owner"));
    // Two who acted as two are not one.
    const other = await draftRules(house, await as("P1", "legal"), rules("GZ-Q"));
    await decideRules(house, second, { ruleVersionId: other.ruleVersionId, outcome: "approved", key: newKey() });
    expect(await faultsOf(merge("P1", "P2"))).toEqual([
      expect.stringContaining("into: 其中一位批准过另一位准备的事项（GZ-Q v1）"),
    ]);
  });
  it("C1.2: what would make one person two parties, two members or two logins is refused, each with its reason and all at once", async () => {
    for (const [code, name, branch] of [
      ["B1", "冯一", "HZ"],
      ["B2", "冯二", "CD"],
      ["B3", "陈三", "HZ"],
      ["B4", "陈四", "HZ"],
    ] as const)
      await person(code, name, "agent", branch);
    await person("B5", "卫五", "intermediary");
    await contract("B-1", "B3", { intermediary: "B5" });
    expect(await faultsOf(merge("B5", "B3"))).toEqual(["into: 两位在合同 B-1 中分别是代理人和中介人，是不同的两方。"]);
    await login("B1", "user-b1");
    await login("B2", "user-b2");
    const faults = await faultsOf(merge("B1", "B2"));
    expect(faults).toHaveLength(2);
    expect(faults.join()).toMatch(/不同机构的代理人.*各有一个登录/);
    const members = [
      { person: "B3", lead: true, parts: 1 },
      { person: "B4", lead: false, parts: 1 },
    ];
    const team = { code: "T2", nameZh: "二组", nameEn: "", members };
    await composeTeam(house, machine, { ...team, fromOn: "2026-02-01", key: newKey() });
    const sub = { ground: "emergency", groundsText: "台风", fromOn: "2026-02-01", key: newKey() } as const;
    await appointSubAgent(house, machine, { agent: "B3", subAgent: "B4", ...sub });
    await invitePerson(house, machine, { person: "B4" });
    const several = (await faultsOf(merge("B3", "B4"))).join();
    expect(several).toMatch(/还没用的登录凭条/);
    expect(several).toMatch(/同在团队二组/);
    expect(several).toMatch(/复代理人/);
    // A team's contract has its members for a party.
    await person("B6", "蒋六", "agent", "HZ");
    await person("B7", "沈七", "intermediary");
    const { teamId } = (await house.store.withCompany(1, {}, (tx) => listTeamCompositions(tx)))[0]!;
    await contract("B-2", "M1", { team: teamId, intermediary: "B7" });
    expect((await faultsOf(merge("B7", "X1"))).join()).toMatch(/合同 B-2/);
    const licence = {
      licenceNumber: "Z-1",
      kind: "individual_agent",
      insurer: "甲保险",
      fromOn: "2026-01-01",
    } as const;
    await recordLicence(house, machine, { person: "B6", ...licence, key: newKey() });
    expect((await faultsOf(merge("B6", "B3"))).join()).toMatch(/执业登记.*Z-1.*反过来并入/);
    // The other way there is nothing in the way of it.
    expect(await faultsOf(merge("B6", "B6"))).toEqual(["into: 不能并入自己。"]);
    expect(await faultsOf(merge("B6", "ZZ"))).toEqual(["into: 没有工号为 ZZ 的人员。"]);
    expect(await faultsOf(merge("ZZ", "B6"))).toEqual(["no_such_thing"]);
    expect(
      await faultsOf(mergePeople(house, machine, { person: "B3", into: "B3", reason: " ", key: newKey() })),
    ).toEqual(["reason: 不能为空。", "into: 不能并入自己。"]);
    // No chains.
    await person("B8", "韩八", "agent", "HZ");
    await person("B9", "韩 八", "agent", "HZ");
    await merge("B8", "B9");
    expect((await faultsOf(merge("B9", "B6"))).join()).toMatch(/已有人并入 B9/);
    expect((await faultsOf(merge("B6", "B8"))).join()).toMatch(/已并入别人/);
    await separate("B8");
  });
  it("T2: a stranger, another company, a role in a branch, oneself and a clerk over an owner's roles are refused", async () => {
    await person("T1", "杨一", "agent", "HZ");
    await person("T2", "杨二", "agent", "HZ");
    const other: Caller = { companyId: 2, party: "company" };
    expect(await faultsOf(merge("T1", "T2", other))).toEqual(["no_such_thing"]);
    const agent: Caller = { companyId: 1, party: "agent", personId: await idOf("T1") };
    expect(await faultsOf(merge("T1", "T2", agent))).toEqual(["not_for_this_party"]);
    expect(await faultsOf(merge("T1", "T2", await as("P1", "legal")))).toEqual(["not_permitted"]);
    const clerk = await as("OPS", "operations");
    const inBranch: Caller = {
      ...clerk,
      actor: { ...clerk.actor!, branchesOf: new Map([["operations", ["00000000-0000-7000-8000-0000000000bb"]]]) },
    };
    expect(await faultsOf(merge("T1", "T2", inBranch))).toEqual(["not_permitted"]);
    expect((await faultsOf(merge("OPS", "T2", clerk))).join()).toMatch(/您本人.*只能由负责人合并/);
    expect(await faultsOf(merge("T1", "OWN", clerk))).toEqual([
      "into: 其中一位的职务由负责人任命，也只能由负责人合并。",
    ]);
    await merge("T1", "T2", clerk);
    expect((await readPerson(house, clerk, "T2")).merged).toHaveLength(1);
    await separate("T1", clerk);
    // An owner's role goes back by an owner alone.
    await merge("OP2", "T2", await as("OWN", "owner"));
    expect((await faultsOf(separate("OP2", clerk))).join()).toMatch(/只能由负责人分开/);
    const self = await as("T2", "owner");
    expect((await faultsOf(separate("OP2", self))).join()).toMatch(/您本人/);
    await separate("OP2", await as("OWN", "owner"));
  });
  it("C1.2: a repeat with the key does nothing more, and of two at once one merges", async () => {
    await person("R1", "任一", "agent", "HZ");
    await person("R2", "任二", "agent", "HZ");
    const call = { person: "R1", into: "R2", reason: "重复", key: newKey() };
    expect(await mergePeople(house, machine, call)).toEqual(await mergePeople(house, machine, call));
    await separate("R1");
    const both = await Promise.allSettled([merge("R1", "R2"), merge("R2", "R1")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
  it("C2.3: what was acknowledged and done under the one entry counts for the other", async () => {
    await person("K1", "秦一", "agent", "HZ");
    await person("K2", "秦二", "agent", "HZ");
    await contract("K-1", "K1");
    const version = await draftRules(house, await as("P1", "legal"), {
      code: "GZ-K",
      title: { zh: "宣传规范", en: "" },
      text: { zh: "一、如实宣传。", en: "" },
      effectiveOn: "2026-06-01",
      roles: ["agent"],
      contracts: ["K-1"],
      grounds: "首次制定",
      key: newKey(),
    });
    const { ruleVersionId } = version;
    await decideRules(house, await as("OWN", "owner"), { ruleVersionId, outcome: "approved", key: newKey() });
    const { sha256 } = (await readRules(house, machine)).books.find(({ code }) => code === "GZ-K")!.versions[0]!;
    const agentAs = async (code: string): Promise<Caller> => {
      const personId = await idOf(code);
      return { companyId: 1, party: "agent", personId, actor: askingAs(1, ["agent"], personId).actor };
    };
    const given = { number: "K-1", ruleVersionId, sha256 };
    await acknowledgeRules(house, await agentAs("K1"), { ...given, key: newKey() });
    await merge("K1", "K2");
    const own = (await readRules(house, await agentAs("K2"))).books.find(({ code }) => code === "GZ-K")!;
    expect(own.addressed.map(({ acknowledgedAt }) => acknowledgedAt !== null)).toEqual([true]);
    expect((await faultsOf(acknowledgeRules(house, await agentAs("K2"), { ...given, key: newKey() }))).join()).toMatch(
      /已经确认过/,
    );
    const acts = await listActivity(house, machine, { person: "K2" }, { offset: 0, limit: 50 });
    expect(acts.rows.map(({ verb }) => verb)).toContain("acknowledge-rules");
  });
  it("C1.2: hints name who may be one and why, show no number, and nothing of another company", async () => {
    await person("H1", "何雨", "agent", "HZ");
    await person("H2", "何 雨", "agent", "HZ");
    await person("H3", "贺宇", "agent", "HZ");
    await person("H4", "吕四", "agent", "CD");
    await person("H5", "施五", "trainer");
    // Both were written to under one number, spelt in two ways.
    await house.store.withCompany(1, {}, async (tx) => {
      const loginKeysNow = await loginKeys(tx);
      for (const [code, address] of [
        ["H4", "13800001234"],
        ["H5", "+86 138 0000 1234"],
      ] as const) {
        const personId = (await findPerson(tx, { code }))!.personId;
        const message = { messageId: newUuid(), kind: "password_changed", channel: "sms", language: "zh" } as const;
        await addMessage(tx, loginKeysNow, { ...message, personId, address, madeAt: CLOCK });
      }
    });
    const licence = {
      licenceNumber: "Z-77",
      kind: "individual_agent",
      insurer: "甲保险",
      fromOn: "2026-01-01",
    } as const;
    await recordLicence(house, machine, { person: "H1", ...licence, key: newKey() });
    const groups = async (caller = machine) => {
      const { groups: all } = await findDuplicatePeople(house, caller);
      return all
        .map(
          ({ by, people }) =>
            [
              by,
              people
                .map(({ code }) => code)
                .sort()
                .join(),
            ] as const,
        )
        .filter(([, codes]) => codes.includes("H"));
    };
    expect(await groups()).toEqual([
      ["phone", "H4,H5"],
      ["name", "H1,H2"],
      ["sound", "H1,H2,H3"],
    ]);
    expect(JSON.stringify(await findDuplicatePeople(house, machine))).not.toMatch(/Z-77|13800001234/);
    expect((await findDuplicatePeople(house, { companyId: 2, party: "company" })).groups).toEqual([]);
    const legal = await as("P1", "legal");
    await expect((async () => findDuplicatePeople(house, legal))()).rejects.toMatchObject({ code: "not_permitted" });
    await merge("H2", "H1");
    expect(await groups()).toEqual([
      ["phone", "H4,H5"],
      ["sound", "H1,H3"],
    ]);
  });
});
