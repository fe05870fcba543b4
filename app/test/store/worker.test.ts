import { setTimeout as sleep } from "node:timers/promises";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { instantText } from "@fealty/engine/values/date.ts";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { refreshDue, refreshStale } from "../../src/commands/refresh-contracts.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { readContractState } from "../../src/store/derived-reads.ts";
import { ClockWorker } from "../../src/worker/clock.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newStore, obeysRules } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };

/** A company whose clock stands at a moment and runs from there, or stands still where it is a demonstration's. */
const newHouse = async (at: string, demonstration = false) => {
  const statements: string[] = [];
  const store = await newStore({
    listener: (text, role) => {
      obeysRules(text, role);
      statements.push(text);
    },
  });
  let offset = instant(at) / 1000 - Date.now();
  const house: House = { store, threads, engine: "test", now: risingClock(() => Date.now() + offset) };
  const clock = demonstration ? { clock: instant(at) } : {};
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "甲", en: "A" }, demonstration, ...clock }, house.now()),
  );
  const idOf = async (number: string) =>
    store.withCompany(1, {}, async (tx) => (await findContract(tx, number))!.contractId);
  return {
    house,
    statements,
    /** Brings the clock to so many milliseconds before a moment. */
    bring: (to: number, before: number) => {
      offset += (to - house.now()) / 1000 - before;
    },
    idOf,
    state: async (number = "CLI-1") =>
      store.withCompany(
        1,
        {},
        async (tx) => (await readContractState(tx, (await findContract(tx, number))!.contractId))!,
      ),
  };
};
/** Information is to be given within an hour of being asked for. */
const HOURLY = `${CONTRACT.replace("clauses:", "events: {information_requested: {request: text}, information_supplied: {request: text}}\nclauses:")}  - id: C2.1
    title: {zh: 资料, en: Information}
    text: {zh: 甲方按请求提供资料。, en: The company supplies what is asked for.}
    rules:
      - {id: information, kind: deadline, bearer: company, finding: B1, starts: information_requested, ends: information_supplied, match: request, within: 1 hour}
`;
const add = (house: House, text = CONTRACT, number = "CLI-1") =>
  addContract(
    house,
    company,
    { files: [{ path: "contract.yaml", text: text.replace("number: CLI-1", `number: ${number}`) }], facts: FACTS },
    "zh",
  );
const errors: unknown[] = [];
const workers: ClockWorker[] = [];
const workOn = (house: House): ClockWorker => {
  const worker = new ClockWorker(house, 1, (error) => errors.push(error));
  workers.push(worker);
  worker.start();
  return worker;
};
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  expect(errors.splice(0)).toEqual([]);
});
const BUSY = { timeout: 10_000, interval: 50 };

it("N6: the worker sleeps until a state can change, and then it has changed, without an event and without a question", async () => {
  const { house, state, bring } = await newHouse("2026-07-01T12:00:00+08:00");
  await add(house);
  expect((await state()).openFindings).toBe(0);
  // The statement of June is due five working days after the month: then the company has missed it.
  const due = instant("2026-07-07T18:00:00+08:00");
  bring(due, 2500);
  workOn(house);
  await sleep(400);
  const early = await state();
  expect(early.nextChangeAt).toBe(due + 1);
  expect(early.openFindings).toBe(0);
  await vi.waitFor(async () => expect((await state()).openFindings).toBeGreaterThan(0), BUSY);
  expect((await state()).asOf).toBeGreaterThanOrEqual(due);
});
it("N6: an event that comes in while the worker sleeps brings forward the moment at which it wakes", async () => {
  const { house, state } = await newHouse("2026-07-01T12:00:00+08:00");
  await add(house, HOURLY);
  workOn(house);
  await sleep(300);
  // Nothing was due before next week; the information asked for 3,597 s ago is due in three seconds.
  const asked = house.now() - 3_597_000_000;
  const line = {
    id: "q1",
    kind: "information_requested",
    at: instantText(asked as never, 0),
    request: "r1",
    by: "agent",
  };
  const request = { number: "CLI-1", lines: JSON.stringify(line), key: "k1", language: "en" } as const;
  const { nextChangeAt } = await appendEvents(house, company, request);
  expect(nextChangeAt! / 1_000_000).toBeCloseTo(asked / 1_000_000 + 3600, 0);
  await vi.waitFor(async () => expect((await state()).openFindings).toBe(1), BUSY);
});
it("N6: an event of a clock that runs ahead counts in the kept state as soon as it has happened", async () => {
  const { house, state } = await newHouse("2026-07-01T12:00:00+08:00");
  await add(house, HOURLY);
  workOn(house);
  await sleep(300);
  // Asked for more than an hour ago, and supplied in three seconds by the clock of who says so: open until then.
  const asked = house.now() - 3_610_000_000;
  const supplied = house.now() + 3_000_000;
  const line = (id: string, kind: string, at: number, by: string) =>
    JSON.stringify({ id, kind, at: instantText(at as never, 0), request: "r1", by });
  const lines = [
    line("q1", "information_requested", asked, "agent"),
    line("q2", "information_supplied", supplied, "company"),
  ].join("\n");
  const { nextChangeAt } = await appendEvents(house, company, { number: "CLI-1", lines, key: "k1", language: "en" });
  expect(nextChangeAt! / 1_000_000).toBeCloseTo(supplied / 1_000_000, 0);
  const before = await state();
  await vi.waitFor(async () => expect((await state()).digest).not.toBe(before.digest), BUSY);
  expect((await state()).asOf).toBeGreaterThanOrEqual(nextChangeAt!);
});
it("N6: a contract that comes in while the worker sleeps is seen by it", async () => {
  const { house, state, bring } = await newHouse("2026-07-01T12:00:00+08:00");
  bring(instant("2026-07-07T18:00:00+08:00"), 3000);
  workOn(house);
  await sleep(300);
  await add(house);
  expect((await state()).openFindings).toBe(0);
  await vi.waitFor(async () => expect((await state()).openFindings).toBeGreaterThan(0), BUSY);
});
it("N6: while a demonstration's clock stands still the worker asks nothing", async () => {
  const { house, statements } = await newHouse("2026-07-20T12:00:00+08:00", true);
  await add(house);
  workOn(house);
  await sleep(700);
  statements.length = 0;
  await sleep(1500);
  expect(statements).toEqual([]);
});
it("N6: a contract that cannot be computed is told of and holds up no other", async () => {
  const { house, state, bring, idOf } = await newHouse("2026-07-01T12:00:00+08:00");
  const numbers = ["P-1", "P-2", "P-3", "P-4", "P-5", "P-6"];
  for (const number of numbers) await add(house, CONTRACT, number);
  const poisoned = await idOf("P-2");
  const spoilt: House = {
    ...house,
    threads: {
      ...threads,
      ask: (key, ...rest) =>
        key.contractId === poisoned ? Promise.reject(new Error("poisoned")) : threads.ask(key, ...rest),
    },
  };
  bring(instant("2026-07-08T18:00:00+08:00"), 0);
  const missed = async () => {
    const all = await Promise.all(numbers.map(async (number) => [number, (await state(number)).openFindings > 0]));
    return all.filter(([, found]) => !found).map(([number]) => number);
  };
  const failure = await refreshDue(spoilt, 1).catch((error) => error);
  expect(failure).toBeInstanceOf(AggregateError);
  expect(failure.errors).toMatchObject([{ message: "poisoned" }]);
  expect(failure.message).toContain(poisoned);
  expect(await missed()).toEqual(["P-2"]);
  const other = { ...spoilt, engine: "another" };
  await expect(refreshStale(other, 1)).rejects.toMatchObject({ errors: [{ message: "poisoned" }] });
  expect((await Promise.all(numbers.map((number) => state(number)))).map(({ engine }) => engine)).toEqual(
    numbers.map((number) => (number === "P-2" ? "test" : "another")),
  );
  expect(await refreshDue(house, 1)).toBe(1);
  expect(await missed()).toEqual([]);
});
it("N2: the worker forgets answers that nobody will ask for again, and keeps those of the last year", async () => {
  const { house, bring } = await newHouse("2026-07-01T12:00:00+08:00");
  await add(house, CONTRACT.replace("until: 2026-12-31", "until: 2029-12-31"));
  const keys = () =>
    house.store.withCompany(1, {}, (tx) =>
      tx.sql<{ key: string }>("select key from fealty.idempotency where company_id = $1 order by key", [1]),
    );
  const append = (key: string) => appendEvents(house, company, { number: "CLI-1", lines: FACTS, key, language: "en" });
  await append("old");
  bring(instant("2027-09-01T12:00:00+08:00"), 0);
  await append("recent");
  workOn(house);
  await vi.waitFor(async () => expect(await keys()).toEqual([{ key: "recent" }]), BUSY);
});
