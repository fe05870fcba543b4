// Clauses: C1.2, N7
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { listActivity } from "../../src/commands/list-activity.ts";
import { ACCESS, PERMISSIONS, type Verb } from "../../src/commands/permissions.ts";
import { LOOKS } from "../../src/server/looks.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { ROUTES } from "./access-routes.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { importHouse } from "./import-room.ts";
import { instant, newFolder } from "./room.ts";

type Page = Awaited<ReturnType<typeof listActivity>>;
const NUMBER = "AC-1";
let served: Serving;
let house: Awaited<ReturnType<typeof importHouse>>["house"];
const cookies = new Map<string, string>();
beforeAll(async () => {
  const room = await importHouse();
  house = room.house;
  await room.add(NUMBER);
  for (const [code, role] of [
    ["S1", "owner"],
    ["S2", "auditor"],
    ["S3", "operations"],
  ] as const)
    await addSomebody(house, 1, code, role);
  served = await serve({ house, page: join(newFolder(), "none"), ports: [0], log: () => undefined });
  for (const code of ["S1", "S2", "S3"]) cookies.set(code, await cookieOf(served.url, code));
});
afterAll(() => served.close());
const ask = (who: string, path: string, body?: object): Promise<Response> =>
  fetch(`${served.url}api/${path}`, {
    headers: { cookie: cookies.get(who)!, "content-type": "application/json", "user-agent": "Probe/1" },
    ...(body && { method: "POST", body: JSON.stringify({ party: "company", ...body }) }),
  });
const did = async (who: string, path: string, body: object): Promise<void> => {
  const answer = await ask(who, path, body);
  if (!answer.ok) throw new Error(await answer.text());
};
const activity = async (query: string, who = "S1"): Promise<Page> =>
  (await ask(who, `activity?party=company&${query}`)).json() as Promise<Page>;

it("N7: what was done says who, when, from where and under which power, to people and to contracts", async () => {
  await did("S3", "organisation/branches", { key: "activity-b", code: "HZ", nameZh: "杭州", nameEn: "Hangzhou" });
  const sale = { id: "s1", kind: "sale", at: "2026-07-01T10:00:00+08:00", order: "o1", amount: "1.00", customer: "c1" };
  await did("S3", `contracts/${NUMBER}/events`, { language: "zh", key: "activity-e", lines: JSON.stringify(sale) });
  const { rows, total } = await activity("person=S3");
  expect(total).toBe(rows.length);
  expect(rows.map(({ verb, subject }) => [verb, subject.kind, subject.code])).toEqual([
    ["append-events", "contract", NUMBER],
    ["keep-branch", "branch", "HZ"],
  ]);
  for (const row of rows)
    expect(row).toMatchObject({
      actor: { code: "S3" },
      party: "company",
      method: "api",
      from: expect.stringMatching(/^127\.0\.0\.1; Probe\/1$/),
      power: "operations",
    });
  expect(rows[0]!.facts).toBe(1);
  expect(rows[1]!.subject.name).toEqual({ zh: "杭州", en: "Hangzhou" });
});
it("T23: what a device's clock is off by stands with the act and decides nothing of it", async () => {
  const HOUR = 3600;
  const send = (key: string, path: string, body: object, clock: string): Promise<Response> =>
    fetch(`${served.url}api/${path}`, {
      method: "POST",
      headers: { cookie: cookies.get("S3")!, "content-type": "application/json", "fealty-device-clock": clock },
      body: JSON.stringify({ party: "company", key, ...body }),
    });
  const began = house.now();
  const fast = String(Math.round(began / 1000) + 2 * HOUR * 1000);
  const sale = { id: "s2", kind: "sale", at: "2026-07-02T10:00:00+08:00", order: "o2", amount: "1.00", customer: "c1" };
  const lines = JSON.stringify(sale);
  for (const answer of [
    await send("device-clock-b", "organisation/branches", { code: "NB", nameZh: "宁波", nameEn: "Ningbo" }, fast),
    await send("device-clock-e", `contracts/${NUMBER}/events`, { language: "zh", lines }, fast),
    await send(
      "device-clock-w",
      "organisation/branches",
      { code: "WZ", nameZh: "温州", nameEn: "Wenzhou" },
      "next Tuesday",
    ),
  ])
    expect(answer.status).toBe(200);
  const { rows } = await activity("person=S3&limit=3");
  expect(rows.map(({ verb }) => verb)).toEqual(["keep-branch", "append-events", "keep-branch"]);
  for (const row of rows.slice(1)) {
    expect(Math.abs(row.clockOffsetSeconds! - 2 * HOUR)).toBeLessThanOrEqual(60);
    expect(row.at).toBeGreaterThanOrEqual(began);
    expect(row.at - began).toBeLessThan(HOUR * 1_000_000);
  }
  expect(rows[0]).not.toHaveProperty("clockOffsetSeconds");
});
it("N7: drafts of letters, the company's clock and what is done to a login leave their line too, as whatever else", async () => {
  const both = { zh: "", en: "" };
  const letter = {
    letterNumber: "L-1",
    agentName: "李晓",
    matters: [],
    powers: both,
    territory: both,
    territories: [],
    products: both,
    productCodes: [],
    signedBy: "",
    form: "signature",
  };
  const written = await ask("S3", `contracts/${NUMBER}/letters`, { key: "activity-l", ...letter });
  const { letterId } = (await written.json()) as { letterId: string };
  await did("S3", `contracts/${NUMBER}/letters`, { key: "activity-l2", letterId, ...letter, agentName: "李小晓" });
  await did("S3", `contracts/${NUMBER}/letters/${letterId}/discard`, { key: "activity-l3" });
  await did("S3", "company/clock", { to: instant("2026-07-10T12:00:00+08:00") });
  // It is moved by work that goes on after the answer.
  await vi.waitFor(async () => expect((await activity("limit=1")).rows[0]?.verb).toBe("move-clock"), 10_000);
  await addSomebody(house, 1, "V1", "service");
  const slip = (await (await ask("S3", "slips", { person: "V1" })).json()) as { code: string };
  const activation = { code: slip.code, name: "name-v1", password: "三更灯火五更鸡，读书时" };
  const entered = await ask("S3", "activation", activation);
  cookies.set("V1", entered.headers.getSetCookie()[0]!.split(";")[0]!);
  await did("V1", "login/password", { present: activation.password, password: "白日依山尽 黄河入海流" });
  await did("S3", "login-ends", { key: "activity-e", person: "V1" });
  const waits = async (key: string): Promise<string> =>
    ((await (await ask("S3", "resets", { key, person: "V1", grounds: "到场" })).json()) as { id: string }).id;
  await did("S3", "reset-decisions", { id: await waits("activity-r"), outcome: "withdrawn" });
  await did("S1", "reset-decisions", { id: await waits("activity-r2"), outcome: "approved" });
  const { rows } = await activity("limit=12");
  expect(rows.map(({ actor, verb, subject, power }) => [actor?.code, verb, subject.kind, subject.code, power])).toEqual(
    [
      ["S1", "decide-reset", "person", "V1", "owner"],
      ["S3", "prepare-reset", "person", "V1", "operations"],
      ["S3", "decide-reset", "person", "V1", "operations"],
      ["S3", "prepare-reset", "person", "V1", "operations"],
      ["S3", "end-login", "person", "V1", "operations"],
      ["V1", "change-password", "person", "V1", "service"],
      ["V1", "activate-login", "person", "V1", "service"],
      ["S3", "invite-person", "person", "V1", "operations"],
      ["S3", "move-clock", "company", undefined, "operations"],
      ["S3", "draft-letter", "contract", NUMBER, "operations"],
      ["S3", "draft-letter", "contract", NUMBER, "operations"],
      ["S3", "draft-letter", "contract", NUMBER, "operations"],
    ],
  );
  for (const row of rows)
    expect(row).toMatchObject({ party: "company", method: "api", from: expect.stringMatching(/Probe\/1$/) });
});
it("N7: it is narrowed by contract and by days, comes in parts, and is not there for others", async () => {
  const ofContract = await activity(`contract=${NUMBER}`);
  expect(ofContract.rows.every(({ subject }) => subject.code === NUMBER)).toBe(true);
  expect(ofContract.total).toBeGreaterThan(0);
  const all = await activity("limit=500");
  const parts = [await activity("limit=2"), await activity("limit=2&offset=2")].flatMap(({ rows }) => rows);
  expect(parts).toEqual(all.rows.slice(0, 4));
  const day = new Date((house.now() as number) / 1000 + 8 * 3_600_000).toISOString().slice(0, 10);
  expect((await activity(`fromOn=${day}`)).total).toBe(all.total);
  expect((await activity(`beforeOn=${day}`)).total).toBe(0);
  expect((await ask("S1", "activity?party=company&person=X9")).status).toBe(404);
  expect((await ask("S1", "activity?party=company&contract=X9")).status).toBe(404);
  expect((await ask("S3", "activity?party=company")).status).toBe(403);
  const other = await house.store.withCompany(2, {}, async () => undefined).catch(() => undefined);
  expect(other).toBeUndefined();
});
it("C1.2: each look of an auditor leaves a line, a look of others none, and one that was refused none", async () => {
  const before = (await activity("limit=1")).total;
  await ask("S2", `contracts/${NUMBER}/view?party=company&language=zh`);
  await ask("S2", "people/S3?party=company");
  await ask("S2", "people?party=company");
  await ask("S2", "contracts/NONE/view?party=company&language=zh");
  await ask("S3", `contracts/${NUMBER}/view?party=company&language=zh`);
  const { rows, total } = await activity("person=S2");
  expect(total).toBe(3);
  expect((await activity("limit=1")).total).toBe(before + 3);
  expect(rows.map(({ verb, subject, power }) => [verb, subject.kind, subject.code, power])).toEqual([
    ["list-people", "company", undefined, "auditor"],
    ["read-person", "person", "S3", "auditor"],
    ["read-contract", "contract", NUMBER, "auditor"],
  ]);
});
it("C1.2: no route at which an auditor sees something is without such a line", () => {
  const changing = (verb: Verb): boolean => !/^(?:read|list)-/.test(verb);
  // What everybody who is signed in may see is nothing of the company's own.
  const open: readonly string[] = ["company.read", "company.progress", "access.permissions"];
  const seen = Object.entries(ROUTES).flatMap(([path, [verb]]) =>
    PERMISSIONS[verb].includes("auditor") && !changing(verb) && !open.includes(path) ? [[path, verb]] : [],
  );
  expect(Object.entries(LOOKS).sort()).toEqual(seen.sort());
  expect(Object.keys(ACCESS)).toContain("list-activity");
});
