import { mkdtempSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { addContract } from "../../src/commands/add-contract.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { isAmong, readNetwork } from "../../src/commands/key-addresses.ts";
import { KEY_SCOPES, PERMISSIONS } from "../../src/commands/permissions.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addCompany } from "../../src/store/companies.ts";
import { addRoleHoldings, endRoleHolding, findPerson, listRoleHoldings } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { CLOCK, NUMBER } from "./access-routes.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const failures: unknown[] = [];
let house: House;
let served: Serving;
let behind: pg.Client;
const cookies = new Map<string, string>();
beforeAll(async () => {
  const database = await newDatabase();
  const store = await storeOn(database);
  behind = await superuser(database);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: true, clock: CLOCK }, CLOCK),
    );
  const files = [{ path: "contract.yaml", text: CONTRACT }];
  await addContract(house, { companyId: 1, party: "company" }, { files, facts: FACTS }, "en");
  const page = join(mkdtempSync(join(tmpdir(), "fealty-no-page-")), "none");
  served = await serve({ house, page, ports: [0], log: (error) => failures.push(error) });
  for (const [code, role] of [
    ["S1", "owner"],
    ["O1", "operations"],
    ["O2", "operations"],
    ["T1", "trainer"],
    ["A1", "agent"],
  ] as const) {
    await addSomebody(house, 1, code, role);
    cookies.set(code, await cookieOf(served.url, code));
  }
});
afterAll(async () => {
  await served.close();
  await threads.close();
  expect(failures).toEqual([]);
});
interface Told {
  readonly status: number;
  readonly code?: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many routes
  readonly [name: string]: any;
}
const ask = async (path: string, headers: Record<string, string>, body?: object): Promise<Told> => {
  const response = await fetch(`${served.url}${path}`, {
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as object;
  return { ...(Array.isArray(answer) ? { rows: answer } : answer), status: response.status };
};
let calls = 0;
const as = (code: string) => ({ cookie: cookies.get(code)! });
const change = (code: string, path: string, body: object): Promise<Told> =>
  ask(path, as(code), { party: "company", key: `api-keys-${calls++}`, ...body });
const make = async (
  code: string,
  more: object = {},
): Promise<{ readonly apiKeyId: string; readonly secret: string }> => {
  const told = await change(code, "api/api-keys", { name: `接单${calls}`, scopes: [...KEY_SCOPES], ...more });
  expect(told).toMatchObject({ status: 200 });
  return told as never;
};
const by = (secret: string) => ({ authorization: `Bearer ${secret}` });
const listed = async (apiKeyId: string): Promise<Told> => {
  const { keys } = await ask("api/api-keys?party=company", as("S1"));
  return keys.find((one: Told) => one.apiKeyId === apiKeyId);
};
const CONTRACTS = "api/contracts?party=company";
const appended = (secret: string, id: string) =>
  ask(`api/contracts/${NUMBER}/events`, by(secret), {
    party: "company",
    language: "zh",
    key: `by-key-${id}`,
    lines: JSON.stringify({
      id,
      kind: "sale",
      at: "2026-06-20T10:00:00+08:00",
      order: id,
      amount: "1.00",
      customer: "c",
    }),
  });

describe("a key of a machine", () => {
  it("C1.2: is told once; nothing that is kept holds it, and the same call gets the same again", async () => {
    const body = { party: "company", key: "told-once-1", name: "对账系统", scopes: ["list-contracts"] };
    const first = await ask("api/api-keys", as("O1"), body);
    expect(first.secret).toMatch(/^fealty_1_[a-z2-7]{8}_[\w-]{43}$/);
    expect((await ask("api/api-keys", as("O1"), body)).secret).toBe(first.secret);
    expect((await ask("api/api-keys", as("O1"), { ...body, name: "别的" })).code).toBe("KEY_REUSED");
    const list = JSON.stringify(await ask("api/api-keys?party=company", as("S1")));
    const secret = first.secret.split("_")[3];
    expect(list).toContain(first.secret.split("_")[2]);
    const { rows } = await behind.query("select tablename as name from pg_tables where schemaname = 'fealty'");
    expect(rows.length).toBeGreaterThan(50);
    const kept: string[] = [];
    for (const { name } of rows)
      kept.push(
        (await behind.query(`select coalesce(string_agg(t::text, ' '), '') as all from fealty.${name} t`)).rows[0].all,
      );
    expect([list, ...kept].filter((text) => text.includes(secret))).toEqual([]);
  });
  it("N1: asks without a cookie and from another page, reads and records, and everything says which key did it", async () => {
    const { secret, apiKeyId } = await make("O1", { name: "收银系统" });
    expect((await listed(apiKeyId)).usedAt).toBeUndefined();
    const elsewhere = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    expect((await ask(CONTRACTS, { ...by(secret), ...elsewhere })).rows[0].number).toBe(NUMBER);
    expect((await ask(CONTRACTS, { ...as("O1"), ...elsewhere })).code).toBe("NOT_FROM_HERE");
    expect(await appended(secret, "k1")).toMatchObject({ status: 200 });
    expect((await listed(apiKeyId)).usedAt).toBeGreaterThan(0);
    const { rows } = await ask(`api/activity?party=company&contract=${NUMBER}`, as("S1"));
    const prefix = secret.split("_")[2];
    expect(rows[0]).toMatchObject({
      verb: "append-events",
      method: "key",
      key: { name: "收银系统", prefix },
      actor: { code: "O1" },
      power: "operations",
    });
    // A program that calls itself a key is none.
    await ask(
      `api/contracts/${NUMBER}/events`,
      { ...as("O1"), "user-agent": `key ${prefix}` },
      {
        party: "company",
        language: "zh",
        key: "no-key-at-all",
        lines: JSON.stringify({
          id: "k2",
          kind: "sale",
          at: "2026-06-20T10:00:00+08:00",
          order: "k2",
          amount: "1.00",
          customer: "c",
        }),
      },
    );
    const after = (await ask(`api/activity?party=company&contract=${NUMBER}`, as("S1"))).rows[0];
    expect([after.method, after.key]).toEqual(["api", undefined]);
  });
  it("C1.2: does what it was made for alone, and never what only people do", async () => {
    const { secret } = await make("S1", { scopes: ["list-contracts"] });
    expect((await ask(CONTRACTS, by(secret))).status).toBe(200);
    const refused = await appended(secret, "k3");
    expect(refused).toMatchObject({ status: 403, code: "NOT_PERMITTED" });
    expect(refused.data.text.en).toContain("append-events");
    // The cookie of the owner beside it counts for nothing.
    expect((await ask("api/people?party=company", { ...by(secret), ...as("S1") })).code).toBe("NOT_PERMITTED");
    const whole = await make("S1");
    for (const path of ["api/login", "api/api-keys?party=company", "api/activity?party=company"])
      expect([path, (await ask(path, { ...by(whole.secret), ...as("S1") })).status]).toEqual([path, 403]);
    expect((await ask("api/login", by(whole.secret))).code).toBe("NOT_FOR_KEYS");
    const more = { party: "company", key: "a-key-by-a-key", name: "子密钥", scopes: ["list-contracts"] };
    expect((await ask("api/api-keys", by(whole.secret), more)).code).toBe("NOT_PERMITTED");
    expect((await ask("api/door", { ...by(secret), ...as("S1") })).who.may).toEqual(["list-contracts"]);
    // Nothing that a key can be made for gives keys, logins, second persons or data in clear.
    for (const verb of ["make-api-key", "invite-person", "decide-reset", "reveal-customer", "grant-role"])
      expect(KEY_SCOPES as readonly string[]).not.toContain(verb);
  });
  it("C1.2: is never more than whoever answers for it, day by day", async () => {
    const { secret, apiKeyId } = await make("O2");
    expect((await appended(secret, "k4")).status).toBe(200);
    await house.store.withCompany(1, {}, async (tx) => {
      const { personId } = (await findPerson(tx, { code: "O2" }))!;
      const [holding] = await listRoleHoldings(tx, personId);
      await endRoleHolding(tx, holding!.roleHoldingId, "2026-06-30");
      await addRoleHoldings(tx, [{ roleHoldingId: newUuid(), personId, role: "trainer", fromOn: "2026-06-30" }]);
    });
    expect((await appended(secret, "k5")).status).toBe(200);
    expect((await ask("api/imports?party=company", by(secret))).code).toBe("NOT_PERMITTED");
    const asleep = KEY_SCOPES.filter((scope) => !PERMISSIONS[scope].includes("trainer"));
    expect((await listed(apiKeyId)).asleep).toEqual(asleep);
    expect(asleep.length).toBeGreaterThan(0);
    await house.store.withCompany(1, {}, async (tx) => {
      const { personId } = (await findPerson(tx, { code: "O2" }))!;
      const role = (await listRoleHoldings(tx, personId)).find((one) => one.role === "trainer")!;
      await endRoleHolding(tx, role.roleHoldingId, "2026-06-30");
    });
    expect((await appended(secret, "k6")).code).toBe("KEY_REFUSED");
    expect((await listed(apiKeyId)).state).toBe("without_holder");
  });
  it("T14: mistyped, of another company, ended, past its last day: one answer, and no word of which", async () => {
    const { secret, apiKeyId } = await make("O1");
    const last = await make("O1", { untilOn: "2026-06-30" });
    expect((await ask(CONTRACTS, by(last.secret))).status).toBe(200);
    await behind.query("alter table fealty.api_key disable trigger keep_key");
    await behind.query("update fealty.api_key set until_on = '2026-06-29' where api_key_id = $1", [last.apiKeyId]);
    await behind.query("alter table fealty.api_key enable trigger keep_key");
    expect((await change("S1", "api/api-keys/ends", { apiKeyId })).ended).toBe(true);
    expect((await change("S1", "api/api-keys/ends", { apiKeyId })).code).toBe("ALREADY_DECIDED");
    const other = (await make("O1")).secret;
    const tries = [
      secret,
      last.secret,
      other.replace("fealty_1_", "fealty_2_"),
      other.replace("fealty_1_", "fealty_99_"),
      `${other.slice(0, -1)}${other.endsWith("A") ? "E" : "A"}`,
      other.slice(0, -1),
      "nothing",
      "",
      "fealty_1_aaaaaaaa_' or 1=1 --",
    ];
    const answers = await Promise.all(
      tries.map((one) => ask(CONTRACTS, { authorization: `Bearer ${one}`, ...as("S1") })),
    );
    expect(answers.map(({ status, code }) => [status, code])).toEqual(tries.map(() => [401, "KEY_REFUSED"]));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    // What a proxy asks for itself is none of ours.
    expect((await ask(CONTRACTS, { authorization: "Basic YTpi", ...as("S1") })).status).toBe(200);
  });
  it("C1.2: is used from its addresses alone", async () => {
    const near = await make("O1", { addresses: ["127.0.0.0/8", "::1"] });
    const far = await make("O1", { addresses: ["203.0.113.0/24"] });
    expect((await ask(CONTRACTS, by(near.secret))).status).toBe(200);
    expect(await ask(CONTRACTS, by(far.secret))).toMatchObject({ status: 403, code: "KEY_FROM_ELSEWHERE" });
    // Nobody says where it comes from by itself.
    expect((await ask(CONTRACTS, { ...by(far.secret), "x-forwarded-for": "203.0.113.7" })).status).toBe(403);
    expect((await listed(far.apiKeyId)).usedAt).toBeUndefined();
  });
  it("C10.3: ends with the login of whoever answers for it, which is told; taken over it goes on", async () => {
    const [lost, saved] = [await make("O1", { name: "随人结束" }), await make("O1", { name: "已接手" })];
    const before = await ask("api/people/O1?party=company", as("S1"));
    expect(before.login.apiKeys).toEqual(expect.arrayContaining(["已接手", "随人结束"]));
    expect((await change("S1", "api/api-keys/holders", { apiKeyId: saved.apiKeyId })).held).toBe(true);
    expect((await change("S1", "api/api-keys/holders", { apiKeyId: saved.apiKeyId })).code).toBe("FORM_REFUSED");
    const ended = await change("S1", "api/login-ends", { person: "O1" });
    expect(ended.ended).toBe(true);
    expect(ended.apiKeys).toContain("随人结束");
    expect(ended.apiKeys).not.toContain("已接手");
    expect((await ask(CONTRACTS, by(lost.secret))).code).toBe("KEY_REFUSED");
    expect((await ask(CONTRACTS, by(saved.secret))).status).toBe(200);
    expect(await listed(lost.apiKeyId)).toMatchObject({
      state: "ended",
      ended: { because: "login_ended", by: { code: "S1" } },
    });
    expect(await listed(saved.apiKeyId)).toMatchObject({ state: "good", own: true, holder: { code: "S1" } });
  });
  it("C1.2: everything that is wrong with one is said at once, and nothing is kept", async () => {
    const wrong = { name: " ", scopes: [], addresses: ["10.0.0.0/33", "somewhere"], untilOn: "2026-06-29" };
    const told = await change("S1", "api/api-keys", wrong);
    expect(told.code).toBe("FORM_REFUSED");
    expect(told.data.faults.map((one: { field: string }) => one.field)).toEqual([
      "name",
      "scopes",
      "addresses",
      "untilOn",
    ]);
    expect((await change("T1", "api/api-keys", { name: "培训", scopes: ["read-contract"] })).code).toBe(
      "NOT_PERMITTED",
    );
    expect((await ask("api/api-keys?party=agent", as("A1"))).status).toBe(403);
  });
  it("T1: the database gives another company none, and lets nobody widen or revive one", async () => {
    const { apiKeyId } = await make("S1", { scopes: ["list-contracts"] });
    const of = (company: number, sql: string) =>
      house.store.withCompany(company, {}, (tx) => tx.sql(sql, [company, apiKeyId]));
    const own = "where company_id = $1 and api_key_id = $2";
    expect(await of(2, `select 1 from fealty.api_key ${own}`)).toEqual([]);
    for (const set of [
      "scopes = '{append-events}'",
      "until_on = null, addresses = '{0.0.0.0/0}'",
      "secret_hash = sha256('a')",
    ])
      await expect(of(1, `update fealty.api_key set ${set} ${own}`)).rejects.toMatchObject({ code: "append_only" });
    await expect(of(1, `delete from fealty.api_key ${own}`)).rejects.toMatchObject({ code: "not_permitted" });
    await change("S1", "api/api-keys/ends", { apiKeyId });
    const revive = `update fealty.api_key set ended_at = null, ended_by_person_id = null, ended_because = null ${own}`;
    await expect(of(1, revive)).rejects.toMatchObject({ code: "append_only" });
  });
  it("T16: does not let a name that points here ask", async () => {
    const { secret } = await make("S1");
    const status = await new Promise((resolve, reject) => {
      const headers = { ...by(secret), host: "rebound.example" };
      request(`${served.url}${CONTRACTS}`, { headers }, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });
  it("N1: stands in the description for machines", async () => {
    const told = await ask("openapi.json", {});
    expect(told.components.securitySchemes.apiKey).toMatchObject({ type: "http", scheme: "bearer" });
    expect(told.security).toEqual([{ apiKey: [] }, { session: [] }]);
    expect(told.paths["/sign-in"].post.security).toEqual([]);
    expect(told.paths["/login"].get.security).toEqual([{ session: [] }]);
    expect(told.paths["/import-files"].post.security).toBeUndefined();
  });
});
describe("addresses that a key may be used from", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.0/24", "::ffff:203.0.113.9", true],
    ["203.0.113.0/24", "203.0.114.1", false],
    ["2001:db8::/32", "2001:db8:1::5", true],
    ["2001:db8::/32", "203.0.113.7", false],
    ["203.0.113.0/24", "", false],
  ])("C1.2: %s and %s", (network, address, isIn) => {
    expect(isAmong([network], address)).toBe(isIn);
  });
  it.each(["", "1.2.3", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/8/8", "::/129", "fe80::1%eth0", "localhost"])(
    "C1.2: %j is none",
    (text) => {
      expect(readNetwork(text)).toBeUndefined();
    },
  );
});
