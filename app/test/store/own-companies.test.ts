import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { activateLogin, readSlip } from "../../src/commands/activate-login.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { addCoordinator, endCoordinator } from "../../src/commands/coordinate-firm.ts";
import { endLogin } from "../../src/commands/end-login.ts";
import { foundFurther, foundInBrowser, makeFoundingCode } from "../../src/commands/found-in-browser.ts";
import type { House } from "../../src/commands/house.ts";
import { invitePerson, slipAtTheMachine } from "../../src/commands/invite-person.ts";
import { joinLogin } from "../../src/commands/join-login.ts";
import { keepFirm } from "../../src/commands/keep-firm.ts";
import { listActivity } from "../../src/commands/list-activity.ts";
import { listContracts } from "../../src/commands/list-contracts.ts";
import { enterCompany, ownCompanies } from "../../src/commands/own-companies.ts";
import { endSecondFactor } from "../../src/commands/own-login.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { type Device, type Entered, signIn } from "../../src/commands/sign-in.ts";
import { readOwnCompanies } from "../../src/commands/waiting-in-companies.ts";
import { callerAs, signedIn, whoAsks } from "../../src/commands/who-asks.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { findPerson, type RoleName } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT, LED_BY_THREE } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";
import { thrown } from "./thrown.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const PASSWORD = "三更灯火五更鸡，读书时";
const failures: unknown[] = [];
let house: House;
let served: Serving;
/** Owners of two companies, each as it asks. */
let [one, two]: Caller[] = [];
let last = 0;
const device = (cookies: readonly string[] = []): Device => {
  last += 1;
  const cookie = cookies.map((line) => line.split(";")[0]!).join("; ");
  return { headers: new Headers(cookie === "" ? {} : { cookie }), address: `203.0.113.${last}` };
};
const sessionOf = async ({ cookies }: Pick<Entered, "cookies">) => (await signedIn(house, device(cookies).headers))!;
const asks = ({ cookies }: Pick<Entered, "cookies">) => whoAsks(house, device(cookies).headers);
const founded = async (name: string): Promise<Caller> => {
  const { code: founding } = await makeFoundingCode(house);
  const company = `${name}保险代理有限公司`;
  const owner = { code: "S01", name: `${name}负责人`, loginName: `${name}-owner`, password: PASSWORD };
  const entered = await foundInBrowser(house, { founding, company, ...owner }, device(), false);
  const asking = (await asks(entered))!;
  return callerAs({ ...asking, actor: { ...asking.actor, lacksSecondFactor: false } }, "company");
};
const added = async (caller: Caller, code: string, role: RoleName): Promise<string> => {
  const roles = [{ role, fromOn: "2020-01-01" }];
  await addPerson(house, caller, { key: newUuid(), code, name: `名${code}`, roles });
  return (await invitePerson(house, caller, { person: code })).code;
};
const idOf = async ({ companyId }: Caller, code: string): Promise<string> =>
  (await house.store.withCompany(companyId, {}, (tx) => findPerson(tx, { code })))!.personId;
const via = { method: "page" } as const;
beforeAll(async () => {
  const [began, start] = [Date.now(), instant("2026-07-09T12:00:00+08:00")];
  const now = () => (start + (Date.now() - began) * 1000) as ReturnType<House["now"]>;
  house = { store: await newStore(), threads, engine: "test", now };
  [one, two] = [await founded("甲"), await founded("乙")];
  const page = join(mkdtempSync(join(tmpdir(), "fealty-no-page-")), "none");
  served = await serve({ house, page, ports: [0], log: (error) => failures.push(error) });
}, 120_000);
afterAll(async () => {
  await served.close();
  await threads.close();
  expect(failures).toEqual([]);
});
let broker: Entered;

it("C1.1: a slip joins the login of whoever is signed in, once, of two at once one, and the companies stay apart", async () => {
  const slip = await added(one!, "M1", "intermediary");
  const activated = await activateLogin(house, { code: slip, name: "broker@example.cn", password: PASSWORD }, device());
  broker = { outcome: "in", cookies: activated.cookies };
  expect((await asks(broker))?.session.companyId).toBe(one!.companyId);
  const second = await added(two!, "Z9", "intermediary");
  const session = await sessionOf(broker);
  const tries = await Promise.allSettled([
    joinLogin(house, session, second, device(), via),
    joinLogin(house, session, second, device(), via),
  ]);
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await thrown(joinLogin(house, session, second, device(), via))).toMatchObject({ code: "code_unknown" });
  // The device acts in the company of the slip from now on.
  expect(await asks(broker)).toMatchObject({ session: { companyId: two!.companyId }, person: { code: "Z9" } });
  // Nobody is two people of one company: it would approve what it prepared.
  const again = await added(two!, "Z8", "operations");
  expect(await thrown(joinLogin(house, session, again, device(), via))).toMatchObject({ code: "form_refused" });
  expect(await readSlip(house, again, device())).toMatchObject({ purpose: "activate" });
}, 120_000);
it("C1.1: of several companies one is chosen after signing in, the last one first; each has its own contracts and figures", async () => {
  const parties = async (caller: Caller, code: string) => ({ intermediaryPersonId: await idOf(caller, code) });
  const of = async (caller: Caller, code: string, number: string, text = LED_BY_THREE): Promise<void> => {
    const files = [{ path: "contract.yaml", text: text.replace("number: CLI-1", `number: ${number}`) }];
    const mine = code === "" ? {} : await parties(caller, code);
    await addContract(house, caller, { files, facts: "", ...mine }, "zh");
  };
  await of(one!, "M1", "A-1");
  await of(one!, "", "A-2", CONTRACT);
  await of(two!, "Z9", "B-1");
  await of(two!, "Z9", "B-2");
  const entered = await signIn(house, { name: "broker@example.cn", password: PASSWORD }, device());
  expect([entered.outcome, await asks(entered)]).toEqual(["in", undefined]);
  const session = await sessionOf(entered);
  const companies = await readOwnCompanies(house, session, undefined, via);
  expect(companies.map(({ companyId, person }) => [companyId, person.code])).toEqual([
    [two!.companyId, "Z9"],
    [one!.companyId, "M1"],
  ]);
  expect(companies.map(({ waiting }) => waiting?.contracts)).toEqual([2, 1]);
  for (const caller of [one!, two!]) {
    await enterCompany(house, session, caller.companyId, via);
    const asking = (await asks(entered))!;
    const { rows } = await listContracts(house, callerAs(asking, "intermediary"), {}, { limit: 10 });
    expect(rows.map(({ number }) => number).sort()).toEqual(caller === one ? ["A-1"] : ["B-1", "B-2"]);
  }
  // A company that is there and not one's own is told like one that is not there.
  const third = await founded("丙");
  const [foreign, none] = [
    await thrown(enterCompany(house, session, third.companyId, via)),
    await thrown(enterCompany(house, session, 999_999_999, via)),
  ];
  expect([foreign, none].map((error) => (error as { code?: string }).code)).toEqual(["no_such_thing", "no_such_thing"]);
  expect((foreign as Error).message.replace(String(third.companyId), "N")).toBe(
    (none as Error).message.replace("999999999", "N"),
  );
  broker = entered;
}, 120_000);
it("T1: coming in leaves a line in that company, and no company learns that there is another", async () => {
  const told = [];
  for (const [caller, code] of [
    [one!, "M1"],
    [two!, "Z9"],
  ] as const) {
    const { rows } = await listActivity(house, caller, { person: code }, { offset: 0, limit: 50 });
    expect(rows.map(({ verb }) => verb)).toContain("enter-company");
    told.push({ rows, person: await readPerson(house, caller, code) });
  }
  for (const [here, other] of [
    [told[0], two!],
    [told[1], one!],
  ] as const) {
    const text = JSON.stringify(here);
    expect(text).not.toContain(String(other.companyId === 1 ? "甲" : other.companyId));
    expect(text).not.toContain("broker@example.cn");
    expect(text).not.toMatch(other === two ? /乙|B-1|Z9/ : /甲|A-1|"M1"/);
  }
});
it("T1: a page that was drawn for another company is refused, whatever it sends", async () => {
  const { companyId } = (await asks(broker))!.session;
  const other = companyId === one!.companyId ? two!.companyId : one!.companyId;
  const cookie = device(broker.cookies).headers.get("cookie")!;
  const ask = (company: number) =>
    fetch(`${served.url}api/contracts?party=intermediary`, {
      headers: { cookie, "x-fealty-company": String(company) },
    });
  expect([(await ask(companyId)).status, (await ask(other)).status]).toEqual([200, 409]);
  expect(await (await ask(other)).json()).toMatchObject({ code: "OTHER_COMPANY" });
});
it("C1.1: two windows that enter two companies at once leave the device in one of them, and each entry its line", async () => {
  const session = await sessionOf(broker);
  await Promise.all([one!, two!].map(({ companyId }) => enterCompany(house, session, companyId, via)));
  const { session: now, person } = (await asks(broker))!;
  expect([
    [one!.companyId, "M1"],
    [two!.companyId, "Z9"],
  ]).toContainEqual([now.companyId, person.code]);
  expect((await ownCompanies(house, session))[0]?.companyId).toBe(now.companyId);
});
it("T17: a company's slip for a lost password opens that company alone; the login goes on in the others", async () => {
  const { code } = await slipAtTheMachine(house, two!.companyId, "Z9");
  expect(await readSlip(house, code, device())).toMatchObject({ purpose: "activate" });
  const given = { code, password: "白日依山尽 黄河入海流" };
  expect(await thrown(activateLogin(house, { ...given, name: "broker@example.cn" }, device()))).toMatchObject({
    code: "form_refused",
  });
  const anew = await activateLogin(house, { ...given, name: "z9-own" }, device());
  expect((await asks(anew))?.session.companyId).toBe(two!.companyId);
  expect((await ownCompanies(house, await sessionOf(anew))).map(({ companyId }) => companyId)).toEqual([
    two!.companyId,
  ]);
  // The former login has its password still, and opens the other company alone.
  const entered = await signIn(house, { name: "broker@example.cn", password: PASSWORD }, device());
  expect((await asks(entered))?.session.companyId).toBe(one!.companyId);
}, 120_000);
it("C10.3: ending the login in one company leaves the others; a role of any company keeps the second factor", async () => {
  const slips = [await added(one!, "P1", "agent"), await added(two!, "P2", "legal")];
  const entered = await activateLogin(house, { code: slips[0]!, name: "p-login", password: PASSWORD }, device());
  const session = await sessionOf(entered);
  await joinLogin(house, session, slips[1]!, device(), via);
  expect((await asks(entered))?.actor.lacksSecondFactor).toBe(true);
  await enterCompany(house, session, one!.companyId, via);
  const asking = (await asks(entered))!;
  expect(asking.actor.lacksSecondFactor).toBe(false);
  // Asked from the company in which the role would not need it.
  expect(await thrown(endSecondFactor(house, asking, { password: PASSWORD }, device(entered.cookies)))).toMatchObject({
    code: "not_permitted",
  });
  await endLogin(house, one!, { key: newUuid(), person: "P1" });
  expect(await asks(entered)).toBeUndefined();
  expect((await ownCompanies(house, session)).map(({ companyId }) => companyId)).toEqual([two!.companyId]);
  expect(await thrown(enterCompany(house, session, one!.companyId, via))).toMatchObject({ code: "no_such_thing" });
  await enterCompany(house, session, two!.companyId, via);
  expect((await asks(entered))?.person.code).toBe("P2");
  await endLogin(house, two!, { key: newUuid(), person: "P2" });
  expect(await signedIn(house, device(entered.cookies).headers)).toBeUndefined();
}, 120_000);
it("C1.2: one login coordinates for the same firm in two companies, each with its own entry of it and its own contracts", async () => {
  const slips = [await added(one!, "C1", "intermediary"), await added(two!, "C2", "intermediary")];
  const entered = await activateLogin(house, { code: slips[0]!, name: "coordinator", password: PASSWORD }, device());
  const session = await sessionOf(entered);
  await joinLogin(house, session, slips[1]!, device(), via);
  const firm = { code: "F1", nameZh: "丙公司", nameEn: "", creditCode: "91350100M000100Y43" };
  const codes = ["C1", "C2"];
  const coordinations = [];
  for (const [index, caller] of [one!, two!].entries()) {
    await keepFirm(house, caller, { key: newUuid(), ...firm });
    const given = { key: newUuid(), firm: "F1", person: codes[index]!, fromOn: "2026-01-01" };
    coordinations.push((await addCoordinator(house, caller, given)).coordinationId);
    for (const number of index === 0 ? ["F-1"] : ["F-2", "F-3"]) {
      const files = [{ path: "contract.yaml", text: LED_BY_THREE.replace("number: CLI-1", `number: ${number}`) }];
      await addContract(house, caller, { files, facts: "", intermediary: "F1" }, "zh");
    }
  }
  const waiting = async () =>
    new Map(
      (await readOwnCompanies(house, session, undefined, via)).map(({ companyId, waiting }) => [
        companyId,
        waiting?.contracts,
      ]),
    );
  expect(await waiting()).toEqual(
    new Map([
      [two!.companyId, 2],
      [one!.companyId, 1],
    ]),
  );
  // What ends in one company ends there alone.
  await added(two!, "C3", "intermediary");
  await addCoordinator(house, two!, { key: newUuid(), firm: "F1", person: "C3", fromOn: "2026-01-01" });
  await endCoordinator(house, two!, { key: newUuid(), coordinationId: coordinations[1]!, beforeOn: "2026-07-09" });
  expect([...(await waiting()).values()].sort()).toEqual([0, 1]);
  await enterCompany(house, session, one!.companyId, via);
  const { rows } = await listContracts(house, callerAs((await asks(entered))!, "intermediary"), {}, { limit: 10 });
  expect(rows.map(({ number }) => number)).toEqual(["F-1"]);
}, 120_000);
it("C1.1: whoever is signed in founds a company with a code and the login that is there, of two at once one", async () => {
  const slip = await added(one!, "M7", "intermediary");
  const founder = await activateLogin(house, { code: slip, name: "founder-own", password: PASSWORD }, device());
  const session = await sessionOf(founder);
  const before = (await ownCompanies(house, session)).map(({ companyId }) => companyId);
  const { code: founding } = await makeFoundingCode(house);
  const given = { founding, company: "丁保险代理有限公司", code: "S01", name: "名M7" };
  const wrong = { ...given, company: " ", code: "", name: "" };
  const refused = (await thrown(foundFurther(house, session, wrong, device()))) as unknown as {
    args: { faults: { field: string }[] };
  };
  expect(refused.args.faults.map(({ field }) => field)).toEqual(["company", "code", "name"]);
  const guess = { ...given, founding: "F-22222-22222-22222-22222" };
  expect(await thrown(foundFurther(house, session, guess, device()))).toMatchObject({ code: "code_unknown" });
  // Neither has left anything.
  expect((await ownCompanies(house, session)).map(({ companyId }) => companyId)).toEqual(before);
  const tries = await Promise.allSettled([
    foundFurther(house, session, given, device()),
    foundFurther(house, session, given, device()),
  ]);
  expect(tries.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []))).toEqual(["code_unknown"]);
  // The device acts there, as an owner who lacks the second factor that the role asks for.
  const asking = (await asks(founder))!;
  expect(asking.actor).toMatchObject({ roles: ["owner"], lacksSecondFactor: true });
  expect(before).not.toContain(asking.session.companyId);
  const companies = (await ownCompanies(house, session)).map(({ companyId }) => companyId);
  expect(companies).toEqual([asking.session.companyId, ...before]);
  // Whoever is not signed in founds nothing by this way, not with a good code either.
  const answer = await fetch(`${served.url}api/own-companies`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(given),
  });
  expect([answer.status, await answer.json()]).toMatchObject([401, { code: "NOT_SIGNED_IN" }]);
}, 120_000);
