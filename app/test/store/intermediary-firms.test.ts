// Long: one story of two firms and their contracts.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { acknowledgeRules } from "../../src/commands/acknowledge-rules.ts";
import { addContract, type NewContract } from "../../src/commands/add-contract.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { composeTeam } from "../../src/commands/compose-team.ts";
import { addCoordinator, endCoordinator } from "../../src/commands/coordinate-firm.ts";
import { countersign, keyProofText, offerRecord, registerKey } from "../../src/commands/countersign.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { draftRules } from "../../src/commands/draft-rules.ts";
import { endRole } from "../../src/commands/end-role.ts";
import { grantRole } from "../../src/commands/grant-role.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { type FirmGiven, keepFirm } from "../../src/commands/keep-firm.ts";
import { keepLegalEntity } from "../../src/commands/keep-legal-entity.ts";
import { listActivity } from "../../src/commands/list-activity.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { mergePeople, previewMerge, separatePerson } from "../../src/commands/merge-people.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { publishNotice } from "../../src/commands/publish-notice.ts";
import { decideRules } from "../../src/commands/publish-rules.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readIntermediary } from "../../src/commands/read-intermediary.ts";
import { readOrganisation } from "../../src/commands/read-organisation.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { readRecord } from "../../src/commands/read-record.ts";
import { readRules } from "../../src/commands/read-rules.ts";
import { recordConsent } from "../../src/commands/record-consent.ts";
import { memberAs } from "../../src/commands/who-asks.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addCompany } from "../../src/store/companies.ts";
import { listContracts } from "../../src/store/contracts.ts";
import { addCoordination, listCoordinations, listFirms } from "../../src/store/intermediary-firms.ts";
import { findPerson, type RoleName } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT, LED_BY_THREE } from "../cli-terminal.ts";
import { addSomebody, askingAs, cookieOf } from "./askers.ts";
import { newDevice } from "./crash-prepare.ts";
import { instant, newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-07-15T12:00:00+08:00");
const CREDIT = "91350100M000100Y43";
const OTHER_CREDIT = "91310000MA1FL0JX5A";
const database = await newDatabase();
let house: House;
let served: Serving;
let keys = 0;
const key = (): string => `firms-${keys++}`;
const failures: unknown[] = [];
/** Fields and words of what a form was told, or the code of a refusal with its words. */
const told = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => ["ok"],
    (error: { code?: string; text?: { zh: string }; args?: { faults?: { field: string; text: { zh: string } }[] } }) =>
      error.args?.faults?.map(({ field, text }) => `${field}: ${text.zh}`) ?? [`${error.code}: ${error.text?.zh}`],
  );
const keep = async (given: Partial<FirmGiven>, caller = company) =>
  keepFirm(house, caller, { key: key(), code: "F1", nameZh: "丙公司", nameEn: "Bing Ltd", ...given });
const coordinate = (firm: string, person: string, fromOn = "2026-01-01", beforeOn?: string, caller = company) =>
  addCoordinator(house, caller, { key: key(), firm, person, fromOn, beforeOn });
const end = (coordinationId: string, beforeOn: string) =>
  endCoordinator(house, company, { key: key(), coordinationId, beforeOn });
const add = (number: string, given: Partial<NewContract>, text = LED_BY_THREE) =>
  addContract(
    house,
    company,
    { files: [{ path: "contract.yaml", text: text.replace("CLI-1", number) }], facts: "", ...given },
    "zh",
  );
const idOf = (code: string): Promise<string> =>
  house.store.withCompany(1, {}, async (tx) => (await findPerson(tx, { code }))!.personId);
const ask = async (person: string, path: string): Promise<never> =>
  (
    await fetch(`${served.url}api/${path}`, { headers: { cookie: await cookieOf(served.url, person) } })
  ).json() as Promise<never>;
const numbers = async (person: string, party?: "agent" | "intermediary"): Promise<string[]> =>
  ((await ask(person, `contracts${party ? `?party=${party}` : ""}`)) as { rows: { number: string }[] }).rows.map(
    ({ number }) => number,
  );
/** Without the one in which a coordinator is an agent by itself. */
const ofFirm = async (person: string): Promise<string[]> => (await numbers(person)).filter((one) => one !== "X-Z");
/** Somebody who is signed in, as of the present day of the company. */
const as = async (code: string, party: "agent" | "intermediary" = "intermediary"): Promise<Caller> => {
  await cookieOf(served.url, code);
  const personId = await idOf(code);
  const { actor } = (await house.store.withCompany(1, {}, (tx) => memberAs(house, tx, personId)))!;
  return { companyId: 1, party, personId: actor.personId, actor };
};
const firmOf = async (code: string) => (await readOrganisation(house, company)).firms.find((one) => one.code === code)!;
const coordinationOf = async (firm: string, person: string): Promise<string> =>
  (await firmOf(firm)).coordinators.findLast(({ code }) => code === person)!.coordinationId;
const led = LED_BY_THREE.replaceAll("丙公司", "人员Z3");
const suggestion = (id: string, by: string) =>
  JSON.stringify({ id, kind: "suggestion_made", at: "2026-07-14T10:00:00+08:00", suggestion: id, by });

beforeAll(async () => {
  const store = await storeOn(database);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const companyId of [1, 2])
    await store.withCompany(companyId, {}, (tx) =>
      addCompany(
        tx,
        {
          name: { zh: `公司${companyId}`, en: "Company" },
          demonstration: companyId === 1,
          ...(companyId === 1 ? { clock: CLOCK } : {}),
        },
        CLOCK,
      ),
    );
  const people = { S1: "owner", A1: "agent", A2: "agent", Z1: "intermediary", Z2: "intermediary", Z3: "intermediary" };
  for (const [code, role] of Object.entries(people)) await addSomebody(house, 1, code, role as RoleName);
  const page = mkdtempSync(join(tmpdir(), "fealty-no-page-"));
  served = await serve({ house, page: join(page, "none"), ports: [0], log: (error) => failures.push(error) });
});
afterAll(async () => {
  await served.close();
  await threads.close();
  expect(failures).toEqual([]);
});

describe("a firm that is an intermediary", () => {
  it("C1.1: is recorded with its credit code, and everything that is wrong is told at once", async () => {
    expect(await told(keep({ code: " ", nameZh: "", creditCode: `${CREDIT.slice(0, 17)}4` }))).toEqual([
      "creditCode: 末位校验字符应为 3，请核对是否抄错。",
      "code: 不能为空。",
      "nameZh: 不能为空。",
    ]);
    await keep({ creditCode: CREDIT.toLowerCase(), contact: " 0571-88880000 " });
    await keep({ code: "F2", nameZh: "丁公司", nameEn: "" });
    expect(await told(keep({ creditCode: CREDIT }))).toEqual([
      "code: 编号 F1 已用于丙公司，请另用一个。",
      "creditCode: 这个统一社会信用代码已登记在丙公司名下，同一家机构只登记一次。",
    ]);
    expect(await told(keep({ firm: "F2", creditCode: CREDIT, code: "F2" }))).toHaveLength(1);
    const own = "91330102MA2HX018D8";
    await keepLegalEntity(house, company, {
      key: key(),
      code: "E1",
      nameZh: "甲公司",
      nameEn: "",
      sealName: "甲公司",
      creditCode: own,
    });
    expect(await told(keep({ code: "F4", creditCode: own }))).toEqual([
      "creditCode: 这是本公司法人主体甲公司的统一社会信用代码：公司不能做自己合同的中介人，请核对。",
    ]);
    expect(await told(keep({ firm: "F9" }))).toEqual(["no_such_thing: 没有编号为 F9 的中介机构。"]);
    expect(await firmOf("F1")).toMatchObject({
      name: { zh: "丙公司", en: "Bing Ltd" },
      creditCode: CREDIT,
      contact: "0571-88880000",
      coordinators: [],
      contracts: [],
    });
    expect(await told(keep({ code: "F3" }, await as("Z1")))).toEqual([expect.stringMatching(/^not_permitted/)]);
  });
  it("C1.2: is coordinated for by people with the role alone, for their days, and by nobody twice at a time", async () => {
    expect(await told(coordinate("F1", "A1"))).toEqual([
      "person: 人员A1在 2026-01-01 不是中介人。请先在其页面授予“中介人”职务，或改协调的起止日期。",
    ]);
    expect(await told(coordinate("F1", "nobody", "2026-13-01"))).toEqual([
      expect.stringMatching(/^fromOn: /),
      expect.stringMatching(/^person: 没有工号/),
    ]);
    expect(await told(coordinate("F9", "Z1"))).toEqual([expect.stringMatching(/^no_such_thing/)]);
    expect(await told(coordinate("F1", "Z1", "2019-12-31"))).toEqual([
      expect.stringMatching(/^person: 人员Z1在 2019-12-31 不是/),
    ]);
    const both = await Promise.all([told(coordinate("F1", "Z1")), told(coordinate("F1", "Z1", "2026-02-01"))]);
    expect(both.map(([first]) => first === "ok").sort()).toEqual([false, true]);
    expect(both.flat().find((one) => one !== "ok")).toMatch(/^fromOn: 人员Z1自 2026-0[12]-01 起已经是/);
    await coordinate("F1", "Z2");
    await coordinate("F2", "Z3");
    expect((await firmOf("F1")).coordinators.map(({ code, name }) => [code, name]).sort()).toEqual([
      ["Z1", "人员Z1"],
      ["Z2", "人员Z2"],
    ]);
    expect((await readPerson(house, company, "Z2")).firms).toMatchObject([{ code: "F1", fromOn: "2026-01-01" }]);
  });
  it("C1.1: is taken for a contract that names it and while somebody coordinates; else nothing is written, and why is told", async () => {
    await keep({ code: "F4", nameZh: "丙公司", nameEn: "" });
    const refused = async (given: Partial<NewContract>, text?: string) => (await told(add("X-0", given, text)))[0];
    expect(await refused({ intermediary: "none" })).toMatch(/^intermediary_refused: 没有编号为 none 的中介机构或人员/);
    expect(await refused({ intermediary: "F2" })).toMatch(/合同写的中介人是“丙公司”，与中介机构 F2“丁公司”不符/);
    expect(await refused({ intermediary: "F4" })).toMatch(/在 2026-07-15 没有协调人/);
    expect(await refused({ intermediary: "F1" }, CONTRACT)).toMatch(/没有中介人/);
    // A credit code in the files says more than a name.
    const coded = (code: string) =>
      LED_BY_THREE.replace("address: 杭州, e_mail: c@", `credit_code: ${code}, address: 杭州, e_mail: c@`);
    expect(await refused({ intermediary: "F1" }, coded(OTHER_CREDIT))).toMatch(/“丙公司”，与中介机构 F1“丙公司”不符/);
    expect(await told(add("X-C", { intermediary: "F1" }, coded(CREDIT).replace("丙公司", "丙居间公司")))).toEqual([
      "ok",
    ]);
    // A person, where the files name one.
    expect(await refused({ intermediary: "Z3" })).toMatch(/没有写到 人员Z3（Z3）/);
    expect(await told(add("X-P", { intermediary: "Z3" }, led))).toEqual(["ok"]);
    const text = LED_BY_THREE.replaceAll("丙公司", "人员A2");
    expect(await told(add("X-0", { intermediary: "A2" }, text))).toEqual([
      expect.stringMatching(/在 2026-07-15 不是中介人/),
    ]);
    await addPerson(house, company, {
      key: key(),
      code: "F2",
      name: "同号",
      roles: [{ role: "trainer", fromOn: "2026-01-01" }],
    });
    expect(await refused({ intermediary: "F2" })).toMatch(/既是中介机构丁公司，又是人员同号/);
    await add("X-1", { intermediary: "F1", agentPersonId: await idOf("A1") });
    await add("X-2", { intermediary: "F1", agentPersonId: await idOf("A2") });
    const all = await house.store.withCompany(1, {}, (tx) => listContracts(tx));
    expect(all.map(({ number }) => number)).toEqual(["X-1", "X-2", "X-C", "X-P"]);
  });
  it("C1.2: everybody who coordinates today sees its contracts in the intermediary's name, and nobody of another firm", async () => {
    expect([await numbers("Z1"), await numbers("Z2"), await numbers("Z3")]).toEqual([
      ["X-1", "X-2", "X-C"],
      ["X-1", "X-2", "X-C"],
      ["X-P"],
    ]);
    expect(await ask("Z3", "contracts/X-1?party=intermediary")).toMatchObject({ code: "NO_SUCH_CONTRACT" });
    expect(await ask("Z2", "contracts/X-1?party=intermediary")).toMatchObject({ parties: ["intermediary"] });
    expect(await numbers("A1", "agent")).toEqual(["X-1"]);
    // By the policy itself: of another company, of nobody, or without being somebody's firm nothing is there.
    const [f1] = await house.store.withCompany(1, {}, listFirms);
    const z1 = await idOf("Z1");
    const there = (companyId: number, firmIds?: string[]) =>
      house.store.withCompany(companyId, { personId: z1, firmIds }, async (tx) => [
        (await listContracts(tx)).length,
        (await listFirms(tx)).length,
        (await listCoordinations(tx)).length,
      ]);
    expect([await there(1, [f1!.firmId]), await there(1), await there(2, [f1!.firmId])]).toEqual([
      [3, 1, 1],
      [0, 1, 1],
      [0, 0, 0],
    ]);
    // Whoever looks as one person changes neither firms nor days.
    const widened = house.store.withCompany(1, { personId: z1, firmIds: [f1!.firmId] }, async (tx) => {
      const [own] = await listCoordinations(tx);
      await addCoordination(tx, { ...own!, coordinationId: newUuid(), fromOn: "2019-01-01", beforeOn: "2019-02-01" });
    });
    expect(await told(widened)).not.toEqual(["ok"]);
  });
  it("C1.1: parties are told who acts for the intermediary today; codes are the company's", async () => {
    const firm = { name: { zh: "丙公司", en: "Bing Ltd" }, contact: "0571-88880000" };
    const acting = [{ name: "人员Z1" }, { name: "人员Z2" }];
    const seen = async (caller: Caller, number = "X-1") => {
      const { acting, ...rest } = await readIntermediary(house, caller, number);
      return { ...rest, acting: [...acting].sort((a, b) => (a.name < b.name ? -1 : 1)) };
    };
    for (const caller of [await as("A1", "agent"), await as("Z2")]) {
      const told = await seen(caller);
      expect(told).toMatchObject({ intermediary: "丙公司", firm, acting });
      expect(JSON.stringify(told)).not.toContain('"code"');
    }
    expect(await seen(company)).toMatchObject({ firm: { code: "F1" }, acting: [{ code: "Z1" }, { code: "Z2" }] });
    expect(await seen(company, "X-P")).toMatchObject({ firm: null, acting: [{ name: "人员Z3", code: "Z3" }] });
    expect(await told(seen(await as("Z3")))).toEqual([expect.stringMatching(/^no_such_contract/)]);
  });
  it("N7: each acts for the intermediary: records, countersigns, takes evidence along; the record says who", async () => {
    const [z1, z2] = [await as("Z1"), await as("Z2")];
    const append = (caller: Caller, line: string, number = "X-1") =>
      appendEvents(house, caller, { number, lines: line, key: key(), language: "zh" });
    expect(await told(append(z1, suggestion("s1", "intermediary")))).toEqual(["ok"]);
    expect(await told(append(z2, suggestion("s2", "agent")))).not.toEqual(["ok"]);
    expect(await told(append(await as("Z3"), suggestion("s3", "intermediary")))).toEqual([
      expect.stringMatching(/^no_such_contract/),
    ]);
    const device = newDevice();
    const { publicKey, sign } = device;
    const proof = sign(keyProofText("X-1", "intermediary", publicKey));
    const { partyKeyId } = await registerKey(house, z2, {
      key: key(),
      number: "X-1",
      device: "手机",
      publicKey,
      proof,
    });
    const { size, text } = await offerRecord(house, z2, "X-1");
    await countersign(house, z2, { key: key(), number: "X-1", partyKeyId, size, signature: sign(text) });
    expect((await readRecord(house, company, "X-1")).receipts).toMatchObject([
      { party: "intermediary", device: "手机" },
    ]);
    const { pieces } = await makeBundle(house, z1, { number: "X-1" });
    expect(pieces).toBeDefined();
    const { rows } = await listActivity(house, company, { contract: "X-1", person: "Z1" }, { offset: 0, limit: 20 });
    expect(rows.map(({ verb, party }) => [verb, party])).toContainEqual(["append-events", "intermediary"]);
  });
  it("law-A7: of persons it sees those who consented to the firm by the name that the contract has (PIPL 23)", async () => {
    const kept = { key: key(), code: "K1", kind: "person", name: "王秀兰", fromOn: "2026-06-01" } as const;
    await keepCustomer(house, company, kept);
    const joined = JSON.stringify({
      id: "j1",
      kind: "customer_joined",
      at: "2026-06-03T16:00:00+08:00",
      customer: "K1",
    });
    await appendEvents(house, company, { number: "X-2", lines: joined, key: key(), language: "zh" });
    const who = async (caller: Caller): Promise<(string | undefined)[]> => {
      const { events } = await readContract<"timeline">(house, caller, "X-2", (asOf) => ({
        ask: "timeline",
        viewpoint: { asOf, party: "intermediary", language: "zh" },
        filter: { kinds: [], words: "", offset: 0, limit: 100 },
      }));
      return events.map(({ customer }) => customer);
    };
    const [z1, z2] = [await as("Z1"), await as("Z2")];
    expect([await who(z1), await who(z2)]).toEqual([[], []]);
    const notice = (recipientName: string) =>
      publishNotice(house, company, {
        key: key(),
        purpose: "intermediary",
        renews: false,
        zh: {
          handler: "甲公司，电话 0571-1",
          what: "姓名、投保与服务记录",
          how: "经中介人协调服务",
          kept: "合同结束后一年",
          rights: "致电客服",
          recipientName,
          recipientContact: "c@example.com",
          recipientPurpose: "协调双方履行",
          recipientManner: "登录后查看",
        },
      });
    const consent = (recipient: string) =>
      recordConsent(house, company, {
        key: key(),
        customer: "K1",
        purpose: "intermediary",
        recipient,
        act: "given",
        form: "written",
        evidence: "TY-1",
      });
    await notice("丁公司");
    await consent("丁公司");
    expect(await who(z1)).toEqual([]);
    await notice("丙公司");
    await consent("丙公司");
    expect([await who(z1), await who(z2)]).toEqual([["王秀兰"], ["王秀兰"]]);
  });
  it("C2.3: rules are acknowledged for the firm once, by whoever coordinates, and the others see that", async () => {
    const writer = {
      ...company,
      actor: askingAs(1, ["operations"], await addSomebody(house, 1, "W1", "operations")).actor,
    };
    const legal = { ...company, actor: askingAs(1, ["legal"], await addSomebody(house, 1, "L1", "legal")).actor };
    const { ruleVersionId } = await draftRules(house, writer, {
      key: key(),
      code: "GZ",
      title: { zh: "保密", en: "" },
      text: { zh: "一、保密。", en: "" },
      effectiveOn: "2026-07-01",
      roles: ["intermediary"],
      contracts: ["X-1"],
      grounds: "首次制定",
    });
    await decideRules(house, legal, { key: key(), ruleVersionId, outcome: "approved" });
    const book = async (caller: Caller) => (await readRules(house, caller)).books[0];
    const [z1, z2] = [await as("Z1"), await as("Z2")];
    expect((await book(z1))!.addressed).toMatchObject([{ contract: "X-1", acknowledgedAt: null }]);
    const { sha256 } = (await book(company))!.versions[0]!;
    const acknowledge = (caller: Caller) =>
      acknowledgeRules(house, caller, { key: key(), number: "X-1", ruleVersionId, sha256 });
    expect(await told(acknowledge(await as("Z3")))).toEqual([expect.stringMatching(/^no_such_contract/)]);
    const both = await Promise.all([told(acknowledge(z1)), told(acknowledge(z2))]);
    expect(both.flat().sort()).toEqual(["ok", "ruleVersionId: 这一版已由贵机构确认过。"]);
    for (const caller of [z1, z2, company]) expect((await book(caller))!.addressed[0]!.acknowledgedAt).not.toBeNull();
    expect((await book(company))!.addressed).toMatchObject([{ firm: "F1", person: null }]);
    expect(await book(await as("Z3"))).toBeUndefined();
  });
  it("C1.1: nobody is two parties: neither as coordinator and agent of one contract, nor by the other role elsewhere", async () => {
    await grantRole(house, company, { key: key(), person: "A1", role: "intermediary", fromOn: "2026-01-01" });
    expect(await told(coordinate("F1", "A1"))).toEqual([expect.stringMatching(/^person: 人员A1是合同 X-1 的代理人/)]);
    // An intermediary elsewhere is none in the contract of which it is the agent.
    await coordinate("F4", "A1");
    const caller = await as("A1");
    expect(await told(readIntermediary(house, caller, "X-1"))).toEqual([
      expect.stringMatching(/^not_for_this_party: 您不是合同 X-1/),
    ]);
    const line = { number: "X-1", lines: suggestion("s9", "intermediary"), key: key(), language: "zh" as const };
    expect(await told(appendEvents(house, caller, line))).toEqual([expect.stringMatching(/^not_for_this_party/)]);
    expect(await told(appendEvents(house, await as("Z1", "agent"), { ...line, key: key() }))).toEqual([
      expect.stringMatching(/^not_for_this_party/),
    ]);
    const own = { intermediary: "F4", agentPersonId: await idOf("A1") };
    expect(await told(add("X-0", own))).toEqual([expect.stringMatching(/就是这份合同的代理人/)]);
    await end(await coordinationOf("F4", "A1"), "2026-01-01");
    // A team of whose contract the firm is the intermediary.
    await grantRole(house, company, { key: key(), person: "Z2", role: "agent", fromOn: "2026-01-01" });
    const compose = (others: string[], team?: string) =>
      composeTeam(house, company, {
        key: key(),
        ...(team === undefined ? {} : { team }),
        code: "T",
        nameZh: "先锋队",
        nameEn: "",
        fromOn: "2026-02-01",
        members: ["A1", ...others].map((person, index) => ({ person, lead: index === 0, parts: 1 })),
      });
    await compose(["A2"]);
    const ofTeam = LED_BY_THREE.replace(
      "{name: 李晓, kind: person,",
      "{name: 先锋队, kind: team, lead: t1, members: [{id: t1, name: 人员A1, share: 50%}, {id: t2, name: 人员A2, share: 50%}],",
    );
    expect(await told(add("X-T", { intermediary: "F1", agentTeam: "T" }, ofTeam))).toEqual(["ok"]);
    expect(await told(compose(["A2", "Z2"], "T"))).toEqual([
      expect.stringMatching(/^members\.\d\.person: 在合同 X-T 中代表中介人/),
    ]);
    // Whoever is an agent and coordinates finds both kinds in one list and each in that of its party, and opens each as what it is there.
    await add("X-Z", { intermediary: "Z3", agentPersonId: await idOf("Z2") }, led);
    expect(await numbers("Z2")).toEqual(["X-1", "X-2", "X-C", "X-T", "X-Z"]);
    expect(await numbers("Z2", "agent")).toEqual(["X-Z"]);
    expect(await numbers("Z2", "intermediary")).toEqual(["X-1", "X-2", "X-C", "X-T"]);
    const { counts } = (await ask("Z2", "contracts?party=agent")) as { counts: { contracts: number } };
    expect(counts.contracts).toBe(1);
    const parties = async (number: string) =>
      ((await ask("Z2", `contracts/${number}`)) as { parties: string[] }).parties;
    expect([await parties("X-1"), await parties("X-Z")]).toEqual([["intermediary"], ["agent"]]);
    expect(await ask("Z2", "contracts/X-Z/intermediary?party=intermediary")).toMatchObject({
      code: "NOT_FOR_THIS_PARTY",
    });
    expect(await ask("Z2", "contracts/X-P")).toMatchObject({ code: "NO_SUCH_CONTRACT" });
  });
  it("C1.2: the last coordinator does not go while a contract runs, of two at once one stays, and the role outlasts the days", async () => {
    const role = async (code: string) => (await readPerson(house, company, code)).roles[0]!.roleHoldingId;
    const leave = async (code: string, beforeOn: string) =>
      told(endRole(house, company, { key: key(), person: code, roleHoldingId: await role(code), beforeOn }));
    expect(await leave("Z1", "2026-09-01")).toEqual([
      "beforeOn: 此人到那时还是中介机构丙公司的协调人，请先在“机构”里结束其协调。",
    ]);
    const [first, second] = [await coordinationOf("F1", "Z1"), await coordinationOf("F1", "Z2")];
    const both = await Promise.all([told(end(first, "2026-08-01")), told(end(second, "2026-08-01"))]);
    expect(both.filter(([one]) => one === "ok")).toHaveLength(1);
    expect(both.flat().find((one) => one !== "ok")).toBe(
      "beforeOn: 合同 X-1、X-2、X-C、X-T 从 2026-08-01 起就没有协调人了，请先登记接替的人。",
    );
    const [gone, stays] = both[0]![0] === "ok" ? ["Z1", "Z2"] : ["Z2", "Z1"];
    expect(await ofFirm(gone)).toHaveLength(4);
    await moveClock(house, company, instant("2026-08-01T09:00:00+08:00"));
    // Neither the next page nor what was open before shows it.
    expect([await ofFirm(gone), (await ofFirm(stays)).length]).toEqual([[], 4]);
    expect((await readIntermediary(house, company, "X-1")).acting).toMatchObject([{ code: stays }]);
    expect((await readPerson(house, company, gone)).contracts.filter(({ number }) => number !== "X-Z")).toEqual([]);
    expect(await told(end(await coordinationOf("F1", gone), "2026-07-20"))).toEqual([
      expect.stringMatching(/已于 2026-08-01 结束/),
    ]);
    await moveClock(house, company, CLOCK);
    expect(await ofFirm(gone)).toHaveLength(4);
    // A contract that comes in while its only coordinator goes: one of the two waits and is refused.
    await addSomebody(house, 1, "Z6", "intermediary");
    await keep({ code: "F6" });
    const { coordinationId } = await coordinate("F6", "Z6");
    const race = await Promise.all([told(add("X-R", { intermediary: "F6" })), told(end(coordinationId, "2026-07-15"))]);
    expect(race.filter(([one]) => one === "ok")).toHaveLength(1);
    // Somebody may come back, and a firm with a running contract is not closed.
    await coordinate("F1", gone, "2026-08-01");
    expect(
      await told(keep({ firm: "F1", creditCode: CREDIT, contact: "0571-88880000", closedOn: "2026-10-01" })),
    ).toEqual([expect.stringMatching(/^closedOn: 合同 X-1、X-2、X-C、X-T 到那时还由这家机构居间/)]);
    expect(await told(keep({ firm: "F2", code: "F2", nameZh: "丁公司", closedOn: "2026-10-01" }))).toEqual(["ok"]);
    expect(await told(coordinate("F2", gone))).toEqual([
      expect.stringMatching(/^beforeOn: 丁公司自 2026-10-01 起已撤销/),
    ]);
  });
  it("C10.3: whoever coordinated and holds no role any more keeps a former party's view, and does nothing in it", async () => {
    await addSomebody(house, 1, "Z4", "intermediary");
    await coordinate("F1", "Z4", "2026-07-01", "2026-07-10");
    await addSomebody(house, 1, "Z5", "intermediary");
    await coordinate("F1", "Z5", "2025-01-01", "2025-02-01");
    for (const code of ["Z4", "Z5"]) {
      const { roles } = await readPerson(house, company, code);
      await endRole(house, company, {
        key: key(),
        person: code,
        roleHoldingId: roles[0]!.roleHoldingId,
        beforeOn: "2026-07-12",
      });
    }
    expect([await numbers("Z4"), (await ask("Z4", "lasting-views?party=intermediary")) as object]).toMatchObject([
      ["X-1", "X-2", "X-C", "X-T"],
      { views: [{ number: "X-1" }, {}, {}, {}] },
    ]);
    const line = { number: "X-1", lines: suggestion("s8", "intermediary"), key: key(), language: "zh" as const };
    expect(await told(appendEvents(house, await as("Z4"), line))).toEqual([expect.stringMatching(/^not_permitted/)]);
    // Before any of them began it was gone.
    expect((await readPerson(house, company, "Z5")).contracts).toEqual([]);
  });
  it("C1.2: when two entries are one person its days go with it and come back; what would make it two is refused", async () => {
    for (const code of ["D1", "D2", "D3"]) await addSomebody(house, 1, code, "intermediary");
    await coordinate("F1", "D1", "2026-06-01");
    await coordinate("F1", "D3");
    await addSomebody(house, 1, "D4", "agent");
    await add("X-D", { intermediary: "F1", agentPersonId: await idOf("D4") });
    const merge = (person: string, into: string) =>
      mergePeople(house, company, { key: key(), person, into, reason: "两次登记" });
    expect(await told(merge("D1", "D3"))).toEqual([
      "into: 两位同时是中介机构丙公司的协调人，请先在“机构”里结束其中一项。",
    ]);
    expect(await told(merge("D1", "D4"))).toEqual(["into: 两位在合同 X-D 中分别是代理人和中介人，是不同的两方。"]);
    expect((await previewMerge(house, company, { person: "D1", into: "D2" })).moves.firms).toEqual([
      { zh: "丙公司", en: "Bing Ltd" },
    ]);
    await merge("D1", "D2");
    expect(await numbers("D2")).toContain("X-D");
    expect((await readPerson(house, company, "D2")).firms).toMatchObject([{ code: "F1", fromOn: "2026-06-01" }]);
    expect((await firmOf("F1")).coordinators.map(({ code }) => code)).not.toContain("D1");
    // A list that still has the former code means the person.
    expect(await told(coordinate("F1", "D1"))).toEqual([
      expect.stringMatching(/^fromOn: 人员D2自 2026-06-01 起已经是/),
    ]);
    await separatePerson(house, company, { key: key(), person: "D1", reason: "误并" });
    expect((await readPerson(house, company, "D1")).firms).toMatchObject([{ code: "F1" }]);
    expect(await numbers("D2")).toEqual([]);
  });
  it("T1: the same firm stands in each company by itself", async () => {
    const other: Caller = { companyId: 2, party: "company" };
    await keep({ creditCode: CREDIT }, other);
    expect((await readOrganisation(house, other)).firms).toMatchObject([
      { code: "F1", coordinators: [], contracts: [] },
    ]);
    expect(await told(coordinate("F1", "Z1", "2026-01-01", undefined, other))).toEqual([
      expect.stringMatching(/^person: 没有工号/),
    ]);
    const foreign = { key: key(), coordinationId: await coordinationOf("F1", "Z1"), beforeOn: "2026-08-01" };
    expect(await told(endCoordinator(house, other, foreign))).toEqual([expect.stringMatching(/^no_such_thing/)]);
  });
  it("N2: a contract keeps the name that the firm had; bound to a firm that its files do not name it is told by the doctor", async () => {
    await keep({ firm: "F1", nameZh: "丙居间（杭州）公司", nameEn: "", creditCode: CREDIT });
    expect(await told(add("X-N", { intermediary: "F1" }))).toEqual(["ok"]);
    const found = async () =>
      (await diagnoseStore(house, 1)).flatMap(({ number, differences }) =>
        differences.filter(({ part }) => part === "firm").map(({ which }) => `${number} ${which}`),
      );
    expect(await found()).toEqual([]);
    const client = await superuser(database);
    const bind = (code: string) =>
      client.query(
        `update fealty.contract set intermediary_firm_id = (select f.intermediary_firm_id from fealty.intermediary_firm f
          where f.company_id = 1 and f.code = $1) where company_id = 1 and number = 'X-N'`,
        [code],
      );
    await bind("F2");
    expect(await found()).toEqual(["X-N contract.intermediary_firm_id: 丁公司 (F2) ≠ 丙公司"]);
    await bind("F1");
    // Never both.
    const twice = client.query(
      "update fealty.contract set intermediary_person_id = agent_person_id where number = 'X-1'",
    );
    await expect(twice).rejects.toThrow("contract_one_intermediary");
    const { history } = await readOrganisation(house, company);
    expect(history[0]).toMatchObject({ kind: "intermediary_firm", verb: "keep-firm" });
  });
});
