import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { Explanation, Mark, TimelinePage, View } from "@fealty/engine/views/view.ts";
import { isContractProcedure } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { ACCESS, type Verb } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { isStaff, PERMISSIONS, PREVIEWED } from "../../src/commands/permissions.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { api } from "../../src/server/api.ts";
import { LongWork } from "../../src/server/long-work.ts";
import { Pace } from "../../src/server/pace.ts";
import { makeRouter } from "../../src/server/router.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { Uploads } from "../../src/server/uploads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { ROLE_NAMES, type RoleName } from "../../src/store/people.ts";
import { CONTRACT, FACTS, LED_BY_THREE } from "../cli-terminal.ts";
import { append, CLOCK, NOBODY, NUMBER, ROUTES, seen, TWO } from "./access-routes.ts";
import { addSomebody, askingAs, contextAs, cookieOf } from "./askers.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const PARTIES = ["company", "agent", "intermediary"] as const;
const failures: unknown[] = [];
/** Somebody who is an agent, and of neither contract. */
let agentId: string;
let house: House;
let served: Serving;
const uploads = new Uploads();
const pace = new Pace();
const work = new LongWork(() => ({ code: "FAILED", text: { zh: "失败", en: "failed" } }));
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: true, clock: CLOCK }, CLOCK),
    );
  for (const [text, facts] of [
    [LED_BY_THREE, FACTS],
    [CONTRACT.replace(NUMBER, TWO), ""],
  ] as const) {
    const files = [{ path: "contract.yaml", text }];
    await addContract(house, { companyId: 1, party: "company" }, { files, facts }, "en");
  }
  const page = mkdtempSync(join(tmpdir(), "fealty-no-page-"));
  served = await serve({ house, page: join(page, "none"), ports: [0], log: (e) => failures.push(e) });
  await addSomebody(house, 1, "S1", "owner");
  agentId = await addSomebody(house, 1, "A1", "agent");
  await addSomebody(house, 1, "M1", "intermediary");
  for (const code of ["S1", "A1", "M1"]) cookies.set(code, await cookieOf(served.url, code));
});
afterAll(async () => {
  await served.close();
  work.stopAll();
  await uploads.close();
  await threads.close();
  expect(failures).toEqual([]);
});
const cookies = new Map<string, string>();
/** As the owner, unless another header says somebody else. */
const ask = (path: string, { headers, ...request }: RequestInit = {}): Promise<Response> =>
  fetch(path.startsWith("http") ? path : `${served.url}${path}`, {
    ...request,
    headers: { cookie: cookies.get("S1")!, ...(headers as Record<string, string>) },
  });
const pathsOf = (node: object, path: readonly string[] = []): string[] =>
  Object.entries(node).flatMap(([name, child]) =>
    isContractProcedure(child) ? [[...path, name].join(".")] : pathsOf(child as object, [...path, name]),
  );
/** Routes for whoever is not signed in yet, and those of one's own login, which ask for no verb. */
const DOOR = [
  "read",
  "signIn",
  "secondFactor",
  "companies",
  "group",
  "enter",
  "join",
  "signOut",
  "persona",
  "setUpOwner",
  "found",
  "foundFurther",
  "askReset",
  "letter",
  "askPasskey",
  "passkey",
  "slip",
  "activate",
];
const LOGIN: Readonly<Record<string, object>> = {
  read: {},
  changePassword: { present: "a", password: "b" },
  endDevice: { sessionId: "s2" },
  askProof: { name: "a@b.cn", language: "zh" },
  prove: { code: "1-A" },
  beginSecondFactor: { password: "a" },
  confirmSecondFactor: { code: "123456" },
  endSecondFactor: { password: "a" },
  beginPasskey: { password: "a", name: "b" },
  keepPasskey: { name: "b", response: { id: "a", response: { clientDataJSON: "" } } },
  endPasskey: { passkeyId: "p" },
};
/** Of customers, who have no login: how they come in, and what asks for the cookie of their own door. */
const CUSTOMERS_DOOR = ["ways", "readLink", "enterLink", "askCode", "enterCode", "leave"];
const OWN_PAGE: Readonly<Record<string, object>> = {
  read: {},
  consent: { key: "access-own", purpose: "survey", act: "given", version: 1 },
  request: { key: "access-own", asks: "access", words: "查询" },
  copy: {},
  turnTo: { customer: "K1" },
};
const OF_PARTY = { company: "owner", agent: "agent", intermediary: "intermediary" } as const;
type Call = (input: object) => Promise<unknown>;
const callOf = (
  path: string,
  companyId: number,
  roles: readonly RoleName[] = ["owner"],
  asking = askingAs(companyId, roles),
): Call => {
  const client = createRouterClient(
    makeRouter((e) => failures.push(e)),
    {
      context: contextAs(
        { house, work, uploads, pace, clocks: { faults: [] } },
        roles.length === 0 ? undefined : asking,
      ),
    },
  );
  let at: unknown = client;
  for (const name of path.split(".")) at = (at as Record<string, unknown>)[name];
  return at as Call;
};
/** `ok`, or the code of the refusal. */
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "ok",
    (error: { code?: string }) => error.code ?? String(error),
  );

/** Routes of one contract that the company may call as they stand in the table. */
const OF_CONTRACT = Object.keys(ROUTES).filter((path) =>
  /^contract\.|^records\.(?:read|offer)$|^letters\.list$/.test(path),
);

describe("the table of who may do what", () => {
  it("N1: knows every route, and no route is without it", () => {
    const open = [
      ...DOOR.map((name) => `door.${name}`),
      ...Object.keys(LOGIN).map((name) => `login.${name}`),
      ...[...CUSTOMERS_DOOR, ...Object.keys(OWN_PAGE)].map((name) => `ownPage.${name}`),
    ];
    expect(pathsOf(api).sort()).toEqual([...Object.keys(ROUTES), ...open].sort());
    // Asked by `door.group` in each company that the login opens.
    const asked = [...Object.values(ROUTES).map(([verb]) => verb), "read-group-figures"];
    expect(new Set(asked)).toEqual(
      new Set((Object.keys(ACCESS) as Verb[]).filter((verb) => !["add-contract", "make-bundle"].includes(verb))),
    );
  });
  it.each(Object.keys(ROUTES))("N1: %s is open to whom the table says, and to nobody else", async (path) => {
    const [verb, input] = ROUTES[path]!;
    const allowed: readonly string[] = ACCESS[verb];
    for (const party of PARTIES) {
      const code = await codeOf(callOf(path, 1, [OF_PARTY[party]])({ ...input, party }));
      expect([party, ["NOT_FOR_THIS_PARTY", "NOT_PERMITTED"].includes(code)]).toEqual([
        party,
        !allowed.includes(party),
      ]);
      expect(code).not.toBe("INPUT_MALFORMED");
    }
  });
  it.each(Object.keys(ROUTES))(
    "C1.2: %s is open to the roles of the table alone, and to nobody without a login",
    async (path) => {
      const [verb, input] = ROUTES[path]!;
      for (const role of ROLE_NAMES) {
        const party = role === "agent" || role === "intermediary" ? role : "company";
        const code = await codeOf(callOf(path, 1, [role])({ ...input, key: `access-${role}`, party }));
        expect([role, code === "NOT_PERMITTED"]).toEqual([role, !PERMISSIONS[verb].includes(role)]);
        const without = askingAs(1, [role], NOBODY, { secondFactor: false });
        expect([role, await codeOf(callOf(path, 1, [role], without)({ ...input, party }))]).toEqual([
          role,
          "SECOND_FACTOR_NEEDED",
        ]);
      }
      expect(await codeOf(callOf(path, 1, [])({ ...input, party: "company" }))).toBe("NOT_SIGNED_IN");
    },
  );
  it.each(Object.keys(LOGIN))("N1: login.%s is one's own, and nobody's who is not signed in", async (name) => {
    expect(await codeOf(callOf(`login.${name}`, 1, [])(LOGIN[name]!))).toBe("NOT_SIGNED_IN");
  });
  it.each(Object.keys(OWN_PAGE))("C1.2: ownPage.%s is a customer's, and no role opens it", async (name) => {
    for (const role of [...ROLE_NAMES, undefined])
      expect(await codeOf(callOf(`ownPage.${name}`, 1, role === undefined ? [] : [role])(OWN_PAGE[name]!))).toBe(
        "NOT_ENTERED",
      );
  });
  it.each(Object.keys(ROUTES))("C1.2: %s is not done in the name of another party", async (path) => {
    const [verb, input] = ROUTES[path]!;
    const looking = PREVIEWED.includes(verb);
    // What somebody of the company sees of the other side it only sees; and a party is no other party.
    for (const party of ["agent", "intermediary"] as const)
      expect([party, (await codeOf(callOf(path, 1)({ ...input, party }))) === "NOT_FOR_THIS_PARTY"]).toEqual([
        party,
        !looking,
      ]);
    if (path !== "company.read")
      expect(await codeOf(callOf(path, 1, ["agent"])({ ...input, party: "company" }))).toBe("NOT_FOR_THIS_PARTY");
  });
  it.each(OF_CONTRACT)("N1: %s says of another company's contract that it is not there", async (path) => {
    expect(await codeOf(callOf(path, 1)({ ...ROUTES[path]![1], party: "company" }))).toBe("ok");
    expect(await codeOf(callOf(path, 2)({ ...ROUTES[path]![1], party: "company" }))).toBe("NO_SUCH_CONTRACT");
  });
  it.each(
    Object.keys(ROUTES).filter((path) => "number" in ROUTES[path]![1] && PERMISSIONS[ROUTES[path]![0]].some(isStaff)),
  )("C1.2: %s says of a contract outside of somebody's branches that it is not there", async (path) => {
    const [verb, input] = ROUTES[path]!;
    const staff = PERMISSIONS[verb].filter((role) => role !== "agent" && role !== "intermediary");
    expect(staff.length).toBeGreaterThan(0);
    for (const role of staff) {
      const asking = askingAs(1, [role]);
      const actor = { ...asking.actor, branchesOf: new Map([[role, [NOBODY]]]) };
      const call = callOf(path, 1, [role], { ...asking, actor });
      const code = await codeOf(call({ ...input, key: `branch-${role}`, party: "company" }));
      expect([role, code]).toEqual([role, "NO_SUCH_CONTRACT"]);
    }
  });
  it.each(Object.keys(ROUTES).filter((path) => /^(?:contract|contracts|company|records)\./.test(path)))(
    "T2: %s shows an agent nothing of contracts that are not its own",
    async (path) => {
      const asking = askingAs(1, ["agent"], agentId);
      const call = callOf(path, 1, ["agent"], asking)({ ...ROUTES[path]![1], key: "of-another", party: "agent" });
      const told = await call.then(JSON.stringify, (error: { code: string }) => error.code);
      if (/^(?:contract|records)\./.test(path)) expect(told).toBe("NO_SUCH_CONTRACT");
      else expect(told).not.toContain("CLI-");
      if (path === "contracts.list") expect(JSON.parse(told)).toMatchObject({ rows: [], counts: { contracts: 0 } });
      if (path === "company.read") expect(JSON.parse(told)).toMatchObject({ contracts: 0 });
    },
  );
  it.each(OF_CONTRACT)("S7: %s of a contract without an intermediary is closed to one, and says so", async (path) => {
    const input = { ...ROUTES[path]![1], number: TWO };
    for (const party of PARTIES) {
      const code = await codeOf(callOf(path, 1)({ ...input, key: `two-${party}`, party }));
      const inAnothersName = !PREVIEWED.includes(ROUTES[path]![0]) && party === "agent";
      expect([party, code === "NOT_FOR_THIS_PARTY"]).toEqual([party, party === "intermediary" || inAnothersName]);
    }
    if (!PREVIEWED.includes(ROUTES[path]![0])) return;
    const told = callOf(path, 1)({ ...input, key: "two-told", party: "intermediary" });
    await expect(told).rejects.toMatchObject({ data: { text: { zh: expect.stringContaining("没有中介方") } } });
  });
  it("N1: the description for machines has every route and every refusal, and a refusal says what is allowed", async () => {
    type Told = { code: string; status: number; defined: boolean; data: { text: { zh: string; en: string } } };
    const asked = async (path: string, headers: Record<string, string> = {}): Promise<Told> =>
      (await ask(path, { headers })).json() as Promise<Told>;
    const { paths, components } = (await (await fetch(`${served.url}openapi.json`)).json()) as {
      paths: Record<string, object>;
      components: { responses: Record<string, object> };
    };
    /** With the refusals that it refers to. */
    const whole = (routes: object | undefined): string =>
      JSON.stringify(routes).replaceAll(/\{"\$ref":"#\/components\/responses\/([^"]+)"\}/g, (_, name: string) =>
        JSON.stringify(components.responses[name]),
      );
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        "/import-files",
        "/imports/{importRunId}/report.csv",
        "/imports/{importRunId}/report.json",
        "/contracts/{number}/bundle",
      ]),
    );
    for (const [path, routes] of Object.entries(paths))
      for (const code of ["INTERNAL_SERVER_ERROR", "DATABASE_UNREACHABLE", "NOT_FROM_HERE"])
        expect([path, whole(routes).includes(`"${code}"`)]).toEqual([path, true]);
    expect(whole(paths["/contracts/{number}/events"])).toContain('"problems"');
    const nothing = await asked("api/nothing");
    expect([nothing.code, nothing.status]).toEqual(["NO_SUCH_ROUTE", 404]);
    expect(nothing.data.text.zh).toContain("/api/nothing");
    const unknown = await fetch(`${served.url}rpc/nothing`, { method: "POST", body: "{}" });
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: "NO_SUCH_ROUTE" }]);
    const wrong = await asked("api/company/today?party=king&days=1000000000");
    for (const said of ["party: ", "company", "days: ", "60"]) {
      expect(wrong.data.text.en).toContain(said);
      expect(wrong.data.text.zh).toContain(said);
    }
    expect(wrong.data.text.zh).toContain("数值过大");
    const upload = await asked(`api/imports/${NOBODY}/report.csv?party=king&language=zh`);
    expect(upload).toMatchObject({ code: "INPUT_MALFORMED", status: 400 });
    expect(upload.data.text.en).toContain("party: ");
    expect(await asked("api/company", { origin: "http://elsewhere.example" })).toMatchObject({
      code: "NOT_FROM_HERE",
      status: 403,
      defined: true,
    });
  });
  it("N1: a text that no database can hold is the caller's mistake", async () => {
    const asked = async (path: string) => {
      const answer = await ask(`api/${path}`);
      const { code, data } = (await answer.json()) as { code: string; data: { text: { en: string } } };
      return [answer.status, code, data.text.en.includes("number")];
    };
    expect(await asked("contracts/%00?party=company")).toEqual([400, "INPUT_MALFORMED", true]);
    expect((await asked("contracts?party=company&text=%00")).slice(0, 2)).toEqual([422, "VALUE_REFUSED"]);
    expect(await codeOf(callOf("contract.append", 1)({ ...append, party: "company", key: "\0\0\0\0\0\0\0\0" }))).toBe(
      "VALUE_REFUSED",
    );
  });
  it("N1: a figure that is not there is said to be missing", async () => {
    for (const path of ["contract.explain", "contract.recompute"])
      for (const ref of ["statement/2031-01", "nothing", ""])
        expect(await codeOf(callOf(path, 1)({ ...seen, party: "company", ref }))).toBe("NO_SUCH_FIGURE");
  });
  it("N1: another company's lists hold nothing of it", async () => {
    for (const path of ["contracts.list", "company.today"])
      expect(JSON.stringify(await callOf(path, 2)({ party: "company" }))).not.toContain(NUMBER);
    expect(await callOf("imports.list", 2)({ party: "company" })).toEqual([]);
  });
  it.each(["agent", "intermediary"])(
    "N1: files go in and reports out for the company, not for the %s",
    async (party) => {
      const as = { headers: { cookie: cookies.get(party === "agent" ? "A1" : "M1")! } };
      const answers = await Promise.all([
        ask(`api/import-files?party=${party}&name=a.csv`, { method: "POST", body: "a,b\n1,2\n", ...as }),
        ask(`api/imports/${NOBODY}/report.csv?party=${party}&language=zh`, as),
        ask(`api/imports/${NOBODY}/report.json?party=${party}&language=zh`, as),
        ask(`api/contracts/${NUMBER}/bundle?party=company`, as),
        // Its own it may make, of its own contracts: this is none.
        ask(`api/contracts/${NUMBER}/bundle?party=${party}`, as),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 404]);
      expect(await answers[0]!.json()).toMatchObject({
        code: "NOT_PERMITTED",
        data: { text: { zh: expect.stringContaining("运营") } },
      });
      const nobody = await fetch(`${served.url}api/import-files?party=company&name=a.csv`, {
        method: "POST",
        body: "a",
      });
      expect([nobody.status, await nobody.json()]).toMatchObject([401, { code: "NOT_SIGNED_IN" }]);
    },
  );
});

describe("ahead of the present moment", () => {
  it("N1: facts that the clock has not reached count nowhere: not in states, pay, marks or the course of events", async () => {
    const number = "CLI-3";
    const later = { id: "s2", kind: "sale", at: "2026-07-10T10:00:00+08:00", order: "o2", amount: "100000.00" };
    const material = {
      files: [{ path: "contract.yaml", text: CONTRACT.replace(NUMBER, number) }],
      facts: `${FACTS}\n${JSON.stringify(later)}`,
    };
    await addContract(house, { companyId: 1, party: "company" }, material, "en");
    const told = async <Answer>(path: string, more: object = {}): Promise<Answer> =>
      (await callOf(`contract.${path}`, 1)({ number, party: "company", language: "en", ...more })) as Answer;
    const ahead = { asOf: instant("2026-08-20T12:00:00+08:00") };
    const july = { ...ahead, ref: "statement/2026-07" };
    const { statements } = await told<View>("view", ahead);
    expect(statements.map(({ period, status, payable }) => [period, status, payable])).toEqual([
      ["2026-06", "closed", "11000.00"],
      ["2026-07", "closed", "0.00"],
      ["2026-08", "open", "0.00"],
    ]);
    expect((await told<{ explanation: Explanation }>("explain", july)).explanation.eventCount).toBe(0);
    expect(await told("recompute", july)).toMatchObject({ same: true });
    const { events } = await told<TimelinePage>("timeline", ahead);
    expect(events.length).toBeGreaterThan(0);
    const marks = (await told<Mark[]>("marks")).filter(({ what }) => what !== "ended");
    expect([...events, ...marks].filter(({ at }) => at > CLOCK)).toEqual([]);
  });
});

describe("a request that is not what its route takes", () => {
  const view = (query: string): string => `${served.url}api/contracts/${NUMBER}/view?${query}`;
  const told = async (response: Response) => {
    const { code, data } = (await response.json()) as { code: string; data: { text: { zh: string; en: string } } };
    return { status: response.status, code, ...data.text };
  };
  it.each([
    ["party=company&language=en&asOf=yesterday", "asOf"],
    ["party=company&language=en&asOf=99999999999999999", "asOf"],
    ["party=company&language=en&asOf=1.5", "asOf"],
    ["party=nobody&language=en", "party"],
    ["party=company&language=fr", "language"],
    ["", "party, language"],
  ])("N1: %s is told by its fields, in both languages", async (query, fields) => {
    const answer = await told(await ask(view(query)));
    expect(answer).toMatchObject({ status: 400, code: "INPUT_MALFORMED" });
    expect(answer.zh).toContain(`请求里的 ${fields} 缺失`);
    expect(answer.en).toContain(`In the request ${fields} is missing`);
  });
  it("N1: a moment in an address is read as one", async () => {
    const response = await ask(view(`party=company&language=en&asOf=${CLOCK}`));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ asOf: CLOCK });
    const list = await ask(`api/contracts?party=company&atRisk=false&limit=1`);
    expect(await list.json()).toMatchObject({ rows: [{ number: NUMBER }] });
    const bogus = await told(await ask(`api/contracts?party=company&state=bogus`));
    expect(bogus).toMatchObject({ status: 400, en: expect.stringContaining("state") });
    const today = await ask(`api/company/today?party=company&days=61`);
    expect(await told(today)).toMatchObject({ status: 400, en: expect.stringContaining("days") });
  });
  it.each(["{", "", "[1]", '"words"', "null"])("N1: the body %j is refused and nothing is written", async (body) => {
    const headers = { "content-type": "application/json" };
    const response = await ask(`api/contracts/${NUMBER}/events`, { method: "POST", headers, body });
    expect(await told(response)).toMatchObject({
      status: 400,
      code: "INPUT_MALFORMED",
      zh: expect.stringContaining("请求"),
    });
  });
  it("N1: what has no route is not there", async () => {
    expect((await fetch(`${served.url}api/nothing`)).status).toBe(404);
    expect((await fetch(`${served.url}rpc/nothing`, { method: "POST" })).status).toBe(404);
  });
});
