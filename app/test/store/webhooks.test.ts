import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { forgetOldDeliveries, tellDue, untilNextDelivery } from "../../src/commands/tell-webhooks.ts";
import {
  changeSecret,
  endOneWebhook,
  HAPPENINGS,
  makeWebhook,
  readDeliveries,
  readWebhooks,
  tellAgain,
  testWebhook,
} from "../../src/commands/webhooks.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { OutboxWorker, WEBHOOKS } from "../../src/worker/outbox.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { type OtherSystem, otherSystem } from "../webhook-room.ts";
import { CLOCK, NUMBER } from "./access-routes.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
let house: House;
let behind: pg.Client;
let system: OtherSystem;
let owner: Caller;
let agent: Caller;
/** Milliseconds that the machine's clock is ahead. */
let ahead = 0;
beforeAll(async () => {
  const database = await newDatabase();
  const store = await storeOn(database);
  behind = await superuser(database);
  system = await otherSystem("127.0.0.1");
  const now = risingClock(() => CLOCK / 1000 + ahead);
  house = { store, threads, engine: "test", now, webhooks: { loopback: true } };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: true, clock: CLOCK }, CLOCK),
    );
  const personId = await addSomebody(house, 1, "S1", "owner");
  owner = { companyId: 1, party: "company", actor: askingAs(1, ["owner"], personId).actor };
  const files = [{ path: "contract.yaml", text: CONTRACT }];
  await addContract(house, owner, { files, facts: FACTS }, "en");
  const agentId = await addSomebody(house, 1, "A1", "agent");
  await behind.query("update fealty.contract set agent_person_id = $1", [agentId]);
  agent = { companyId: 1, party: "agent", personId: agentId, actor: askingAs(1, ["agent"], agentId).actor };
});
afterAll(async () => {
  await system.close();
  await threads.close();
});
beforeEach(async () => {
  system.taken.length = 0;
  system.answer = (response) => void response.writeHead(204).end();
  await behind.query("delete from fealty.webhook_delivery");
  await behind.query("delete from fealty.webhook_subscription");
});
let calls = 0;
const key = () => `webhooks-${calls++}`;
const made = (kinds: readonly (typeof HAPPENINGS)[number][] = HAPPENINGS) =>
  makeWebhook(house, owner, { key: key(), name: `系统${calls}`, url: `http://127.0.0.1:${system.port}/in`, kinds });
const sale = (id: string) =>
  JSON.stringify({ id, kind: "sale", at: "2026-06-20T10:00:00+08:00", order: id, amount: "1.00", customer: `c-${id}` });
const append = (caller: Caller, lines: string) =>
  appendEvents(house, caller, { number: NUMBER, key: key(), language: "zh", lines });
const deliveriesOf = async (webhookId: string) => (await readDeliveries(house, owner, { webhookId })).deliveries;
const due = () => tellDue(house, 1, new AbortController().signal);
const signed = (secret: string, { headers, body }: OtherSystem["taken"][number]): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
    .update(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`)
    .digest("base64")}`;

describe("what other systems are told", () => {
  it("C1.2: stands in the transaction that causes it, a party's too, and names nobody", async () => {
    const { webhookId, secret } = await made(["events.recorded"]);
    const contact = (id: string) =>
      JSON.stringify({ id, kind: "contact_made", at: "2026-06-20T10:00:00+08:00", customer: `c-${id}` });
    await append(agent, `${contact("w1")}\n${contact("w2")}`);
    const [delivery, ...more] = await deliveriesOf(webhookId);
    expect([delivery!.kind, delivery!.state, more]).toEqual(["events.recorded", "waiting", []]);
    const body = JSON.parse(delivery!.body);
    expect(body).toMatchObject({ type: "events.recorded", data: { contract: NUMBER, events: 2 } });
    expect(delivery!.body).not.toMatch(/c-w1|李晓|A1/);
    // What is refused causes nothing, and a repeat nothing more.
    await expect(append(owner, '{"id":"bad","kind":"sale"}')).rejects.toMatchObject({ code: "events_refused" });
    expect((await append(agent, contact("w1"))).added).toEqual([]);
    expect(await deliveriesOf(webhookId)).toHaveLength(1);
    expect(await due()).toBe(1);
    expect(system.taken).toHaveLength(1);
    const [told] = system.taken;
    expect(told!.body).toBe(delivery!.body);
    expect(told!.headers["webhook-id"]).toBe(`msg_${delivery!.deliveryId}`);
    expect(told!.headers["webhook-signature"]).toBe(signed(secret, told!));
    expect((await deliveriesOf(webhookId))[0]).toMatchObject({ state: "delivered", answerCode: 204, tries: 1 });
    expect([await due(), await untilNextDelivery(house, 1)]).toEqual([0, undefined]);
  });
  it("C1.2: a period that closes, a clause that changes, a finding that appears are told, each once", async () => {
    const { webhookId } = await made();
    await moveClock(house, owner, instant("2026-08-20T12:00:00+08:00"));
    const told = await deliveriesOf(webhookId);
    const of = (kind: string) => told.filter((one) => one.kind === kind).map((one) => JSON.parse(one.body).data);
    expect(of("statement.closed")).toEqual(
      expect.arrayContaining([expect.objectContaining({ contract: NUMBER, period: "2026-07" })]),
    );
    expect(of("clause.state_changed").length).toBeGreaterThan(0);
    for (const { clause, from, to } of of("clause.state_changed"))
      expect([clause, from === to]).toEqual([clause, false]);
    expect(new Set(of("statement.closed").map((one) => JSON.stringify(one))).size).toBe(of("statement.closed").length);
    const amounts = told.filter(({ body }) => /amount|payable|minor|customer/i.test(body));
    expect(amounts).toEqual([]);
    const before = told.length;
    await append(owner, sale("w3"));
    const after = await deliveriesOf(webhookId);
    expect(after.filter(({ kind }) => kind === "events.recorded")).toHaveLength(1);
    expect(after.filter(({ kind }) => kind === "statement.closed")).toHaveLength(of("statement.closed").length);
    expect(after.length).toBeGreaterThan(before);
  });
  it("N6: what is not taken is tried again, later each time, given up, shown, and sent again under the same id", async () => {
    const { webhookId } = await made(["events.recorded"]);
    system.answer = (response) => void response.writeHead(503).end("secret words of the other side");
    await testWebhook(house, owner, { key: key(), webhookId });
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries += 1) {
      expect([tries, await due()]).toEqual([tries, 1]);
      expect([tries, await due()]).toEqual([tries, 0]);
      const [one] = await deliveriesOf(webhookId);
      expect(one).toMatchObject({
        tries,
        answerCode: 503,
        problem: "refused",
        state: tries < 8 ? "waiting" : "failed",
      });
      const wait = (await untilNextDelivery(house, 1)) ?? 0;
      waits.push(Math.round(wait / 60_000));
      ahead += wait + 1000;
    }
    expect(waits).toEqual([1, 5, 30, 120, 300, 600, 840, 0]);
    const { rows } = await behind.query("select string_agg(d::text, ' ') as all from fealty.webhook_delivery d");
    expect(rows[0].all).not.toContain("secret words");
    system.answer = (response) => void response.writeHead(200).end();
    const { deliveryId } = (await deliveriesOf(webhookId))[0]!;
    await tellAgain(house, owner, { key: key(), deliveryId });
    expect(await due()).toBe(1);
    expect(new Set(system.taken.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect((await deliveriesOf(webhookId))[0]).toMatchObject({ state: "delivered", answerCode: 200 });
    // Whoever answers 410 is told no more.
    system.answer = (response) => void response.writeHead(410).end();
    await testWebhook(house, owner, { key: key(), webhookId });
    await due();
    expect((await deliveriesOf(webhookId))[0]).toMatchObject({ state: "failed", answerCode: 410, tries: 1 });
    ahead += 31 * 86_400_000;
    expect(await forgetOldDeliveries(house, 1)).toBe(2);
  });
  it("C1.2: a new secret signs beside the former one for a day, or alone at once; the same call is told the same", async () => {
    const call = { key: key(), name: "换密钥", url: `http://127.0.0.1:${system.port}/`, kinds: HAPPENINGS };
    const first = await makeWebhook(house, owner, call);
    expect(await makeWebhook(house, owner, call)).toEqual(first);
    const { webhookId } = first;
    const second = await changeSecret(house, owner, { key: key(), webhookId });
    const tell = async (): Promise<readonly string[]> => {
      system.taken.length = 0;
      await testWebhook(house, owner, { key: key(), webhookId });
      await due();
      const [told] = system.taken;
      const given = (told!.headers["webhook-signature"] as string).split(" ");
      return given.map((one) =>
        one === signed(first.secret, told!) ? "first" : one === signed(second.secret, told!) ? "second" : "other",
      );
    };
    expect(await tell()).toEqual(["second", "first"]);
    await expect(changeSecret(house, owner, { key: key(), webhookId })).rejects.toMatchObject({ code: "form_refused" });
    ahead += 24 * 3_600_000 + 1000;
    expect(await tell()).toEqual(["second"]);
    await changeSecret(house, owner, { key: key(), webhookId, atOnce: true });
    expect(await tell()).toEqual(["other"]);
    // Neither a row nor the kept answer of a call holds it.
    const { rows: tables } = await behind.query("select tablename as name from pg_tables where schemaname = 'fealty'");
    for (const { name } of tables) {
      const { rows } = await behind.query(`select coalesce(string_agg(t::text, ' '), '') as all from fealty.${name} t`);
      for (const secret of [first.secret, second.secret])
        for (const form of [secret.slice(6), Buffer.from(secret.slice(6), "base64").toString("hex")])
          expect([name, rows[0].all.includes(form)]).toEqual([name, false]);
    }
    expect(JSON.stringify(await readWebhooks(house, owner))).not.toContain("whsec_");
  });
  it("C1.2: one that has ended is told nothing more, not even what waited", async () => {
    const { webhookId } = await made();
    await append(owner, sale("w4"));
    await endOneWebhook(house, owner, { key: key(), webhookId });
    await append(owner, sale("w5"));
    expect(await due()).toBe(0);
    expect((await deliveriesOf(webhookId)).every(({ state }) => state === "cancelled")).toBe(true);
    await expect(testWebhook(house, owner, { key: key(), webhookId })).rejects.toMatchObject({
      code: "already_decided",
    });
    expect(system.taken).toEqual([]);
  });
  it("T10: an address inside is refused in the form, and where one stands in the table it is not asked either", async () => {
    const { webhookId } = await made();
    house = { ...house, webhooks: { loopback: false } };
    try {
      for (const url of [
        "https://127.0.0.1/",
        "http://hooks.example.cn/",
        "https://2130706433/",
        "https://[::1]/",
        "https://db.internal/",
      ])
        await expect(
          makeWebhook(house, owner, { key: key(), name: "里面", url, kinds: HAPPENINGS }),
        ).rejects.toMatchObject({ code: "form_refused", args: { faults: [{ field: "url" }] } });
      await testWebhook(house, owner, { key: key(), webhookId });
      await due();
      expect((await deliveriesOf(webhookId))[0]).toMatchObject({ problem: "address_refused", state: "waiting" });
    } finally {
      house = { ...house, webhooks: { loopback: true } };
    }
    expect(system.taken).toEqual([]);
  });
  it("T1: another company sees and tells none of it; a party reads nothing of where anything is told", async () => {
    const { webhookId } = await made();
    await testWebhook(house, owner, { key: key(), webhookId });
    const other: Caller = { ...owner, companyId: 2 };
    expect((await readWebhooks(house, other)).webhooks).toEqual([]);
    await expect(readDeliveries(house, other, { webhookId })).rejects.toMatchObject({ code: "no_such_thing" });
    expect(await tellDue(house, 2, new AbortController().signal)).toBe(0);
    const narrow = { personId: agent.personId };
    for (const table of ["webhook", "webhook_delivery"]) {
      const sql = `select 1 from fealty.${table} where company_id = $1`;
      expect([table, await house.store.withCompany(1, narrow, (tx) => tx.sql(sql, [1]))]).toEqual([table, []]);
    }
    expect(() => readWebhooks(house, agent)).toThrow("Your role does not allow this");
  });
  it("N6: two workers share the work, each is told once; a worker that was killed in a try leaves it to the next", async () => {
    const { webhookId } = await made();
    for (let count = 0; count < 6; count += 1) await testWebhook(house, owner, { key: key(), webhookId });
    const counts = await Promise.all([due(), due()]);
    expect([counts[0]! + counts[1]!, system.taken.length]).toEqual([6, 6]);
    expect(new Set(system.taken.map(({ headers }) => headers["webhook-id"])).size).toBe(6);
    system.taken.length = 0;
    system.answer = () => undefined;
    await testWebhook(house, owner, { key: key(), webhookId });
    const stop = new AbortController();
    const killed = tellDue(house, 1, stop.signal);
    await expect.poll(() => system.taken.length).toBe(1);
    stop.abort();
    await killed;
    system.answer = (response) => void response.writeHead(204).end();
    expect(await due()).toBe(0);
    ahead += 61_000;
    expect(await due()).toBe(1);
    expect(system.taken[1]!.headers["webhook-id"]).toBe(system.taken[0]!.headers["webhook-id"]);
  });
  it("N6: what became free while a worker looked is told by the same worker", async () => {
    const { webhookId } = await made();
    for (let count = 0; count < 4; count += 1) await testWebhook(house, owner, { key: key(), webhookId });
    const { store } = house;
    const slow: typeof store.withCompany = async (companyId, options, work) => {
      const found = await store.withCompany(companyId, options, work);
      // A look that found nobody comes back when the other system has long answered.
      if (found === undefined && options.idempotent !== true) await sleep(100);
      return found;
    };
    const told = await tellDue({ ...house, store: { ...store, withCompany: slow } }, 1, new AbortController().signal);
    expect([told, system.taken.length]).toEqual([4, 4]);
  });
  it("N6: one that answers slowly holds up itself alone: no other of the company, also one that is told meanwhile, and no other company", async () => {
    const slow = await otherSystem("127.0.0.1");
    const answers: (() => void)[] = [];
    slow.answer = (response) => void answers.push(() => response.writeHead(204).end());
    const to = (caller: Caller, port: number) =>
      makeWebhook(house, caller, {
        key: key(),
        name: `系统${calls}`,
        url: `http://127.0.0.1:${port}/`,
        kinds: HAPPENINGS,
      });
    const test = (caller: Caller, webhookId: string) => testWebhook(house, caller, { key: key(), webhookId });
    const personId = await addSomebody(house, 2, "S2", "owner");
    const second: Caller = { companyId: 2, party: "company", actor: askingAs(2, ["owner"], personId).actor };
    const [late, fast] = [await to(owner, slow.port), await to(owner, system.port)];
    const other = await to(second, system.port);
    const failures: unknown[] = [];
    const workers = [1, 2].map((id) => new OutboxWorker(house, id, (error) => failures.push(error), WEBHOOKS));
    try {
      for (const webhookId of [late.webhookId, late.webhookId, fast.webhookId]) await test(owner, webhookId);
      for (const worker of workers) worker.start();
      await expect.poll(() => [slow.taken.length, system.taken.length], { timeout: 5000 }).toEqual([1, 1]);
      await test(owner, fast.webhookId);
      await test(second, other.webhookId);
      await expect.poll(() => system.taken.length, { timeout: 5000 }).toBe(3);
      // The slow one itself is told one after the other, and in the order of what happened.
      expect([slow.taken.length, answers.length]).toEqual([1, 1]);
      answers[0]!();
      await expect.poll(() => slow.taken.length, { timeout: 5000 }).toBe(2);
      answers[1]!();
      const states = async () => (await deliveriesOf(late.webhookId)).map(({ state, tries }) => [state, tries]);
      await expect.poll(states, { timeout: 5000 }).toEqual([
        ["delivered", 1],
        ["delivered", 1],
      ]);
      // Shut down in the middle of a try, nothing waits for it.
      await test(owner, late.webhookId);
      await expect.poll(() => slow.taken.length, { timeout: 5000 }).toBe(3);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
      await slow.close();
    }
    expect(failures).toEqual([]);
  });
  it("N6: the worker hears of it and tells by itself", async () => {
    const { webhookId } = await made(["events.recorded"]);
    const failures: unknown[] = [];
    const worker = new OutboxWorker(house, 1, (error) => failures.push(error), WEBHOOKS);
    worker.start();
    await append(owner, sale("w6"));
    await testWebhook(house, owner, { key: key(), webhookId });
    await expect.poll(() => system.taken.length, { timeout: 20_000 }).toBe(2);
    await worker.stop();
    expect(failures).toEqual([]);
  });
});
