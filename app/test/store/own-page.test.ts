// Clauses: C7.1, N7
// Long: one house with a gateway for texts, and each story needs what the ones before it left.
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { customerCaller } from "../../src/commands/customer-asking.ts";
import { answerRequest } from "../../src/commands/data-requests.ts";
import { enterByLink, readCustomerLink } from "../../src/commands/enter-by-link.ts";
import { askPhoneCode, enterByPhone } from "../../src/commands/enter-by-phone.ts";
import { eraseCustomer } from "../../src/commands/erase-customer.ts";
import { giveCustomerLink, LINK_HOURS } from "../../src/commands/give-customer-link.ts";
import type { House } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { listActivity } from "../../src/commands/list-activity.ts";
import { readOutbox } from "../../src/commands/list-messages.ts";
import { mergeCustomers, separateCustomer } from "../../src/commands/merge-customers.ts";
import { copyOwnData, leaveOwnPage, makeOwnRequest, sayOwnConsent, turnTo } from "../../src/commands/own-page-acts.ts";
import { publishNotice } from "../../src/commands/publish-notice.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { readOwnPage } from "../../src/commands/read-own-page.ts";
import { revealCustomer } from "../../src/commands/reveal-customer.ts";
import { sendDue } from "../../src/commands/send-messages.ts";
import type { Device } from "../../src/commands/sign-in.ts";
import { readDelivery } from "../../src/delivery/settings.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addCompany } from "../../src/store/companies.ts";
import { customerIds } from "../../src/store/customers.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { textGateway } from "../mail-room.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newDatabase, newFolder, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";
import { thrown } from "./thrown.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const AT = instant("2026-07-01T12:00:00+08:00");
const MINUTE = 60_000_000;
let ahead = 0;
let bare: House;
let house: House;
let served: Serving;
let gateway: Awaited<ReturnType<typeof textGateway>>;
let database: string;
let agent: Caller;
let keys = 0;
const key = (): string => `own-page-${keys++}`;
let addresses = 0;
/** Each from an address of its own, unless it is said. */
const device = (cookies: readonly string[] = [], address = `192.0.2.${addresses++ % 250}`): Device => ({
  headers: new Headers(cookies.length > 0 ? { cookie: cookies.map((line) => line.split(";")[0]!).join("; ") } : {}),
  address,
});
const company: Caller = { companyId: 1, party: "company" };
const clerk = (companyId = 1): Caller => ({ companyId, party: "company", actor: askingAs(companyId, ["owner"]).actor });
const keep = (code: string, more: object = {}, at = company) =>
  keepCustomer(house, at, { key: key(), code, kind: "person", name: `客${code}`, fromOn: "2026-01-01", ...more });
const give = (customer: string, as: Caller = clerk()) => giveCustomerLink(house, as, { key: key(), customer });
const VIA = { method: "page", from: "192.0.2.9; probe" } as const;
const enter = async (customer: string): Promise<readonly string[]> =>
  (await enterByLink(house, (await give(customer)).code, device(), VIA)).cookies;
const own = (cookies: readonly string[]) => customerCaller(house, device(cookies).headers, VIA);
const page = async (cookies: readonly string[]) => {
  const { caller, asking } = await own(cookies);
  return readOwnPage(house, caller, asking);
};
const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "ok",
    (error: { code?: string }) => error.code ?? String(error),
  );
const faultsOf = async (call: Promise<unknown>): Promise<string[]> =>
  ((await thrown(call)) as unknown as { args: { faults: { field: string }[] } }).args.faults.map(({ field }) => field);
const send = () => sendDue(house, 1, new AbortController().signal);
const texted = (): string => (JSON.parse(gateway.requests.at(-1)!.body) as { text: string }).text;
const digits = (): string => /\d{6}/.exec(texted())![0];
const askCode = (phone: string, from = device()) => askPhoneCode(house, { phone, language: "zh" }, from);
const enterCode = (phone: string, code: string, from = device()) => enterByPhone(house, { phone, code }, from, VIA);
const NOTICE = { handler: "甲公司，电话 0571-1", what: "姓名、电话", how: "回访", kept: "一年", rights: "致电客服" };

beforeAll(async () => {
  gateway = await textGateway();
  database = await newDatabase();
  const store = await storeOn(database);
  let last = 0;
  const now = (): ReturnType<House["now"]> => {
    last = Math.max(AT + ahead, last + 1);
    return last as ReturnType<House["now"]>;
  };
  bare = { store, threads, engine: "test", now };
  const { delivery } = readDelivery({
    publicUrl: "https://fealty.example.cn/",
    smsUrl: `${gateway.url}/texts/{id}`,
    smsSecret: "0123456789abcdef-shared",
  });
  house = { ...bare, delivery };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: false }, AT),
    );
  await keep("K1", { name: "王芳", phone: "13800000001", identity: "P1234567", bornOn: "1990-01-01" });
  await keep("K2", { name: "李强", phone: "13800000002" });
  await keep("C1", { name: "王小", bornOn: "2015-01-01", guardian: "K1", phone: "13800000001" });
  await keep("K1", { name: "别家的人", phone: "13800000009" }, { companyId: 2, party: "company" });
  const agentId = await addSomebody(house, 1, "A1", "agent");
  await addSomebody(house, 1, "A2", "agent");
  const files = [
    {
      path: "contract.yaml",
      text: CONTRACT.replace("clauses:", "events:\n  consent_withdrawn: {consent: text}\nclauses:"),
    },
  ];
  await addContract(house, company, { files, facts: "" }, "zh");
  for (const customer of ["K1", "K2"]) {
    const joined = { id: `j-${customer}`, kind: "customer_joined", at: "2026-06-10T10:00:00+08:00", customer };
    await appendEvents(house, company, { number: "CLI-1", lines: JSON.stringify(joined), key: key(), language: "zh" });
  }
  await (await superuser(database)).query("update fealty.contract set agent_person_id = $1", [agentId]);
  agent = { companyId: 1, party: "agent", personId: agentId, actor: askingAs(1, ["agent"], agentId).actor };
  await publishNotice(house, company, { key: key(), purpose: "marketing", renews: false, zh: NOTICE });
  served = await serve({ house, page: join(newFolder(), "none"), ports: [0], log: () => undefined });
});
afterAll(async () => {
  await served.close();
  await threads.close();
});

describe("a one-time link", () => {
  it("N7: opens once; of two at once one comes in; looking at it spends nothing", async () => {
    const { code, for: entrant } = await give("K1");
    expect(entrant).toBe("K1");
    // As the previews of messengers do: any page of the house by GET and HEAD, and the look itself, again and again.
    for (const method of ["GET", "HEAD"]) await fetch(`${served.url}?${code}`, { method });
    for (let times = 0; times < 3; times += 1)
      expect(await readCustomerLink(house, code, device())).toMatchObject({
        company: { zh: "公司1" },
        byGuardian: false,
      });
    const both = await Promise.allSettled([1, 2].map(() => enterByLink(house, code, device(), VIA)));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await codeOf(enterByLink(house, code, device(), VIA))).toBe("code_unknown");
    expect(await codeOf(readCustomerLink(house, code, device()))).toBe("code_unknown");
  });
  it("N7: the database keeps neither code nor token, and the same call made again gives the same code", async () => {
    const given = { key: key(), customer: "K2" };
    const [one, two] = [await giveCustomerLink(house, clerk(), given), await giveCustomerLink(house, clerk(), given)];
    expect(two).toEqual(one);
    const { cookies } = await enterByLink(house, one.code, device(), VIA);
    const token = /=(1\.[^;]+)/.exec(cookies[0]!)![1]!;
    expect(cookies[0]).toMatch(/HttpOnly; SameSite=Lax$/);
    const { rows } = await (await superuser(database)).query(
      "select string_agg(row_to_json(e)::text, '') || (select string_agg(row_to_json(i)::text, '') from fealty.idempotency i) || (select string_agg(row_to_json(a)::text, '') from fealty.activity a) as told from fealty.customer_entry e",
    );
    for (const secret of [one.code, one.code.replaceAll("-", "").slice(1), token, "13800000002", "李强"])
      expect(rows[0].told).not.toContain(secret);
  });
  it("N7: runs out, and a new one takes the place of one that was not used", async () => {
    const [first, second] = [await give("K2"), await give("K2")];
    expect(await codeOf(enterByLink(house, first.code, device(), VIA))).toBe("code_unknown");
    ahead += (LINK_HOURS * 60 + 1) * MINUTE;
    expect(await codeOf(enterByLink(house, second.code, device(), VIA))).toBe("code_unknown");
  });
  it("C1.2: is made by those whose role allows it and by the agent who serves, in their branches and their company alone", async () => {
    expect(await codeOf(give("K1", { ...clerk(), actor: askingAs(1, ["trainer"]).actor }))).toBe("not_permitted");
    expect(await codeOf(give("K2", clerk(2)))).toBe("no_such_thing");
    const { actor } = askingAs(1, ["operations"]);
    const branchesOf = new Map([["operations" as const, ["00000000-0000-7000-8000-000000000001"]]]);
    const elsewhere = { ...actor, branchesOf };
    await keep("K9", { name: "无人服务" });
    expect(await codeOf(give("K9", { ...clerk(), actor: elsewhere }))).toBe("no_such_thing");
    expect(await codeOf(give("K9", agent))).toBe("no_such_thing");
    expect(await codeOf(give("K1", { ...agent, personId: "00000000-0000-7000-8000-0000000000aa" }))).toBe(
      "no_such_thing",
    );
    expect((await give("K1", agent)).for).toBe("K1");
    const { history } = await readCustomer(house, company, "K1");
    expect(history[0]).toMatchObject({ verb: "give-customer-link", actor: { code: "A1" } });
  });
  it("T2: an agent whose customer was merged is told neither of that nor into whom; the company is", async () => {
    await keep("K8", { name: "李强" });
    await mergeCustomers(house, company, { key: key(), customer: "K2", into: "K8" });
    const told = async (as: Caller) =>
      JSON.stringify(((await thrown(give("K2", as))) as unknown as { args: object }).args);
    expect(await told(clerk())).toContain("K8");
    expect(await told(agent)).toContain("请联系机构");
    expect(await told(agent)).not.toMatch(/K8|并入|merged/);
    await separateCustomer(house, company, { key: key(), customer: "K2" });
    expect((await give("K2", agent)).for).toBe("K2");
  });
  it("T14: guessing codes waits longer and longer", async () => {
    const from = "198.51.100.1";
    for (let times = 0; times < 30; times += 1)
      expect(await codeOf(readCustomerLink(house, "1-AAAAA-AAAAA-AAAAA-AAAAA", device([], from)))).toBe("code_unknown");
    expect(await codeOf(readCustomerLink(house, "1-AAAAA-AAAAA-AAAAA-AAAAA", device([], from)))).toBe("too_many_tries");
    expect(await codeOf(readCustomerLink(house, "99-AAAAA-AAAAA-AAAAA-AAAAA", device()))).toBe("code_unknown");
  });
});

describe("a code to a phone", () => {
  it("N7: goes out by text and opens once; the outbox holds neither number nor name", async () => {
    await askCode("138 0000 0002");
    const { rows } = await readOutbox(house, clerk(), { offset: 0, limit: 9 });
    expect(rows[0]).toMatchObject({ kind: "customer_code", customer: "K2", address: "", state: "waiting" });
    expect(rows[0]!.text).toContain("•••••");
    await send();
    expect(JSON.parse(gateway.requests.at(-1)!.body)).toMatchObject({ to: "+8613800000002", language: "zh" });
    expect(texted()).not.toContain("李强");
    const { cookies } = await enterCode("+86 13800000002", digits());
    expect((await page(cookies)).way).toBe("phone_code");
    expect(await codeOf(enterCode("13800000002", digits()))).toBe("code_unknown");
  });
  it("N7: five wrong tries and it opens nothing; an older one neither, nor after ten minutes, nor the number of another", async () => {
    // What was tried yesterday counts no longer.
    ahead += 25 * 60 * MINUTE;
    await askCode("13800000002");
    await send();
    const right = digits();
    const wrong = right === "000000" ? "000001" : "000000";
    expect(await codeOf(enterCode("13800000001", right))).toBe("code_unknown");
    for (let times = 0; times < 5; times += 1)
      expect(await codeOf(enterCode("13800000002", wrong))).toBe("code_unknown");
    ahead += 16_000_000;
    expect(await codeOf(enterCode("13800000002", right))).toBe("code_unknown");
    ahead += 3_600_000_000;
    await askCode("13800000002");
    await send();
    const first = digits();
    await askCode("13800000002");
    await send();
    expect(await codeOf(enterCode("13800000002", first))).toBe(first === digits() ? "ok" : "code_unknown");
    ahead += 11 * MINUTE;
    expect(await codeOf(enterCode("13800000002", digits()))).toBe("code_unknown");
  });
  it("T14: an unknown number is answered alike, as late, and nothing goes out; asking again and again waits", async () => {
    const before = gateway.requests.length;
    const began = performance.now();
    await askCode("13900009999");
    const took = performance.now() - began;
    await send();
    expect([took > 690, gateway.requests.length]).toEqual([true, before]);
    for (let times = 1; times < 5; times += 1) await askCode("13900009999");
    expect(await codeOf(askCode("13900009999"))).toBe("too_many_tries");
    expect(await faultsOf(askCode("wang@example.cn"))).toEqual(["phone"]);
    expect(await faultsOf(askPhoneCode(bare, { phone: "13800000002", language: "zh" }, device()))).toEqual(["phone"]);
    expect(await faultsOf(enterCode("abc", "12"))).toEqual(["phone", "code"]);
  });
  it("law-A6: the guardian comes in where it shares the number with its ward; of two others who share one nobody does", async () => {
    ahead += 24 * 60 * MINUTE;
    await askCode("13800000001");
    await send();
    const { cookies } = await enterCode("13800000001", digits());
    expect(await page(cookies)).toMatchObject({ code: "K1", byGuardian: false, wards: [{ code: "C1", name: "王小" }] });
    await keep("M1", { name: "丈夫", phone: "13800000077" });
    await keep("M2", { name: "妻子", phone: "13800000077", another: true });
    const before = gateway.requests.length;
    await askCode("13800000077");
    await send();
    expect(gateway.requests.length).toBe(before);
  });
});

describe("the customer's own page", () => {
  it("D7: shows its own data in clear, who serves it, what it is kept for, and who looked, when and why", async () => {
    await revealCustomer(house, clerk(), {
      customer: "K1",
      fields: ["phone"],
      reason: "<script>alert(1)</script> 回电",
    });
    const told = await page(await enter("K1"));
    expect(told).toMatchObject({
      company: { zh: "公司1" },
      code: "K1",
      data: { name: "王芳", phone: "13800000001", identity: "P1234567", bornOn: "1990-01-01" },
      serving: [{ number: "CLI-1", present: true, letters: [] }],
      retention: { clocks: [{ purpose: "service" }] },
    });
    const look = told.looks.find(({ verb }) => verb === "reveal-customer");
    // Free words stay words: the page writes them as text.
    expect(look).toMatchObject({ fields: ["phone"], reason: "<script>alert(1)</script> 回电", bySelf: false });
    expect(told.looks[0]).toMatchObject({ verb: "enter-own-page", bySelf: true, way: "link" });
  });
  it("T1, T2: the transaction itself sees nothing of another customer or another company", async () => {
    const { asking } = await own(await enter("K1"));
    const seen = await house.store.withCompany(
      1,
      { customerId: asking.shown.customerId, snapshot: true },
      async (tx) => {
        const count = async (table: string): Promise<number> =>
          Number(
            (
              await tx.sql<{ n: string }>(`select count(*)::text as n from fealty.${table} where company_id = $1`, [1])
            )[0]!.n,
          );
        return {
          codes: (
            await tx.sql<{ code: string }>("select code from fealty.customer where company_id = $1 order by code", [1])
          ).map(({ code }) => code),
          others:
            (await tx.sql("select 1 as one from fealty.customer where company_id = 2", [])).length +
            (await count("invitation")),
          events: await count("event"),
          services: await count("customer_service"),
          closed: [
            await count("outbox_message"),
            await count("customer_entry"),
            await count("statement"),
            await count("role_holding"),
          ],
        };
      },
    );
    expect(seen).toEqual({ codes: ["C1", "K1"], others: 0, events: 1, services: 1, closed: [0, 0, 0, 0] });
    const other = (await house.store.withCompany(1, {}, (tx) => customerIds(tx, ["K2"]))).get("K2");
    const written = house.store.withCompany(1, { customerId: asking.shown.customerId }, (tx) =>
      tx.sql(
        "insert into fealty.activity (company_id, activity_id, at, verb, subject_kind, subject_id, detail) values ($1, $2, $3, 'x', 'customer', $4, '{}')",
        [1, other, "2026-07-01T00:00:00Z", other],
      ),
    );
    await expect(written).rejects.toThrow();
  });
  it("D11: gives and withdraws a consent itself, to the notice that it read; withdrawing reaches the contract", async () => {
    const { caller, asking } = await own(await enter("K1"));
    const say = (act: "given" | "withdrawn", version = 1) =>
      sayOwnConsent(house, caller, asking, { key: key(), purpose: "marketing", act, version });
    expect(await faultsOf(say("given", 2))).toEqual(["version"]);
    expect(await faultsOf(say("withdrawn"))).toEqual(["act"]);
    await say("given");
    const given = { key: key(), purpose: "marketing", act: "withdrawn", version: 1 } as const;
    const [one, two] = await Promise.all([1, 2].map(() => sayOwnConsent(house, caller, asking, given)));
    expect(two).toEqual(one);
    const told = await readCustomer(house, company, "K1");
    expect(told.consents[0]).toMatchObject({ purpose: "marketing", standing: "withdrawn" });
    expect(told.said[0]).toMatchObject({
      act: "withdrawn",
      form: "screen",
      evidence: expect.stringMatching(/^LINK-[0-9a-f]{8}$/),
    });
    expect(told.history[0]).toMatchObject({ verb: "say-own-consent", bySelf: true });
    const { rows } = await (await superuser(database)).query(
      "select b.by_party, b.act::json ->> 'power' as power from fealty.event e join fealty.record_batch b on b.contract_id = e.contract_id and b.event_from = e.sequence where e.kind = 'consent_withdrawn'",
    );
    expect(rows).toEqual([{ by_party: "customer", power: "link" }]);
  });
  it("D13: asks of its own data, sees clock and answer, and the company sees who asked; the key of another is no key of its own", async () => {
    const [one, two] = [await own(await enter("K1")), await own(await enter("K2"))];
    const given = { key: key(), asks: "correct", words: "<img src=x onerror=alert(1)> 电话改了" } as const;
    const both = await Promise.all([1, 2].map(() => makeOwnRequest(house, one.caller, one.asking, given)));
    expect(both[0]).toEqual(both[1]);
    const others = await makeOwnRequest(house, two.caller, two.asking, given);
    expect(others.requestId).not.toBe(both[0]!.requestId);
    expect((await readCustomer(house, company, "K1")).requests[0]).toMatchObject({
      channel: "own_page",
      words: given.words,
    });
    await answerRequest(house, clerk(), {
      key: key(),
      requestId: both[0]!.requestId,
      outcome: "done",
      words: "已更正",
    });
    const { requests } = await readOwnPage(house, one.caller, one.asking);
    expect(requests).toMatchObject([
      { asks: "correct", channel: "own_page", answer: { outcome: "done", words: "已更正" } },
    ]);
    expect(await faultsOf(makeOwnRequest(house, one.caller, one.asking, { ...given, key: key(), words: " " }))).toEqual(
      ["words"],
    );
    for (let times = 1; times < 20; times += 1)
      await makeOwnRequest(house, two.caller, two.asking, { ...given, key: key() });
    expect(await faultsOf(makeOwnRequest(house, two.caller, two.asking, { ...given, key: key() }))).toEqual(["asks"]);
  });
  it("D15: takes its copy for programs, with its own events alone", async () => {
    const { caller, asking } = await own(await enter("K1"));
    const copy = await copyOwnData(house, caller, asking);
    expect(copy.customer).toMatchObject({ codes: ["K1"], name: "王芳" });
    expect(JSON.stringify(copy.events)).toContain("j-K1");
    expect(JSON.stringify(copy)).not.toContain("K2");
    expect((await readCustomer(house, company, "K1")).history[0]).toMatchObject({
      verb: "copy-own-data",
      bySelf: true,
    });
  });
  it("E15: the list of activity says that it was the customer itself, and how it came in", async () => {
    const { rows } = await listActivity(house, clerk(), {}, { offset: 0, limit: 500 });
    const line = rows.find(({ verb }) => verb === "say-own-consent");
    expect(line).toMatchObject({ party: "customer", power: "link", method: "page", subject: { code: "K1" } });
    expect(rows.find(({ verb, power }) => verb === "enter-own-page" && power === "phone_code")).toBeDefined();
  });
  it("law-A6: of a child the guardian comes in, turns to it and back, and to nobody else", async () => {
    const itself = await give("K1");
    const link = await give("C1");
    expect(link.for).toBe("K1");
    // One to the child's page takes nothing from the guardian's own.
    expect(await codeOf(readCustomerLink(house, itself.code, device()))).toBe("ok");
    const { cookies } = await enterByLink(house, link.code, device(), VIA);
    expect(await page(cookies)).toMatchObject({ code: "C1", byGuardian: true, wards: [] });
    const turn = async (customer?: string) => {
      const { caller, asking } = await own(cookies);
      return turnTo(house, caller, asking, customer === undefined ? {} : { customer });
    };
    const { caller, asking } = await own(cookies);
    await sayOwnConsent(house, caller, asking, { key: key(), purpose: "marketing", act: "given", version: 1 });
    expect((await readCustomer(house, company, "C1")).said[0]).toMatchObject({ act: "given", byGuardian: true });
    expect(await codeOf(turn("K2"))).toBe("no_such_thing");
    await turn();
    expect((await page(cookies)).code).toBe("K1");
    await turn("C1");
    expect((await page(cookies)).code).toBe("C1");
    // Another guardian takes over: the first is out of the child's page at its next request.
    await keep("C1", { customer: "C1", name: "王小", bornOn: "2015-01-01", guardian: "K2", phone: "", another: true });
    expect(await codeOf(page(cookies))).toBe("not_entered");
  });
  it("C1.2: opens nothing of the house, and a login opens nothing of it", async () => {
    const cookies = await enter("K1");
    const cookie = cookies[0]!.split(";")[0]!;
    const answer = await fetch(`${served.url}api/customers?party=company`, { headers: { cookie } });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: "NOT_SIGNED_IN" }]);
    const page = await fetch(`${served.url}api/own-page`, { headers: { cookie } });
    expect([page.status, await page.json()]).toMatchObject([200, { code: "K1" }]);
    // A body that names another is read as if it did not.
    const claimed = await fetch(`${served.url}rpc/ownPage/request`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({
        json: { key: key(), asks: "access", words: "查", customer: "K2", customerId: "K2", companyId: 2 },
      }),
    });
    expect(claimed.status).toBe(200);
    expect((await readCustomer(house, company, "K1")).requests.some(({ words }) => words === "查")).toBe(true);
    for (const forged of [
      `fealty.customer=2.${"a".repeat(43)}`,
      `fealty.customer=${cookie.split("=1.")[1]}`,
      "fealty.customer=",
    ]) {
      const told = await fetch(`${served.url}api/own-page`, { headers: { cookie: forged } });
      expect([told.status, ((await told.json()) as { code: string }).code]).toEqual([401, "NOT_ENTERED"]);
    }
    const elsewhere = await fetch(`${served.url}api/own-page/leave`, {
      method: "POST",
      headers: { cookie, origin: "https://elsewhere.example" },
    });
    expect(elsewhere.status).toBe(403);
  });
  it("T15: ends by leaving, by its time, by a merge, and by erasure, whatever was under way", async () => {
    const left = await enter("K1");
    await leaveOwnPage(house, (await own(left)).asking);
    expect(await codeOf(page(left))).toBe("not_entered");
    const late = await enter("K1");
    ahead += 31 * MINUTE;
    expect(await codeOf(page(late))).toBe("not_entered");
    await keep("D1", { name: "双份", phone: "13800000055" });
    await keep("D2", { name: "双份", phone: "13800000056" });
    const merged = await enter("D1");
    const open = await give("D1");
    await mergeCustomers(house, company, { key: key(), customer: "D1", into: "D2" });
    expect(await codeOf(page(merged))).toBe("not_entered");
    expect(await codeOf(enterByLink(house, open.code, device(), VIA))).toBe("code_unknown");
    expect(await faultsOf(give("D1"))).toEqual(["customer"]);
    await keep("E1", { name: "要删", phone: "13800000088" });
    const erased = await enter("E1");
    const unused = await give("E1");
    await askCode("13800000088");
    await eraseCustomer(house, clerk(), { key: key(), customer: "E1", ground: "asked", words: "本人要求" });
    expect(await codeOf(page(erased))).toBe("not_entered");
    expect(await codeOf(enterByLink(house, unused.code, device(), VIA))).toBe("code_unknown");
    const before = gateway.requests.length;
    await send();
    expect(gateway.requests.length).toBe(before);
    expect(await codeOf(give("E1"))).toBe("customer_erased");
  });
  it("C10.3: somebody whom no contract serves any more still sees what is kept, and that nobody serves it", async () => {
    const told = await page(await enter("K9"));
    expect(told).toMatchObject({ code: "K9", serving: [], data: { name: "无人服务" } });
  });
});
