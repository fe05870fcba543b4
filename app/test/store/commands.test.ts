import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { digestOf } from "@fealty/engine/output.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { listContracts } from "../../src/commands/list-contracts.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readToday } from "../../src/commands/read-today.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { refreshDue, refreshStale } from "../../src/commands/refresh-contracts.ts";
import { sha256 } from "../../src/evaluation/held-contract.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { dropDerived } from "../../src/store/derived.ts";
import { readContractState } from "../../src/store/derived-reads.ts";
import { readEvents } from "../../src/store/events.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-06-30T12:00:00+08:00");
let house: House;
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: true, clock: CLOCK }, CLOCK),
    );
});
const textNumbered = (number: string): string => CONTRACT.replace("number: CLI-1", `number: ${number}`);
const added = async (number: string, caller = company): Promise<string> => {
  const files = [{ path: "contract.yaml", text: textNumbered(number) }];
  await addContract(house, caller, { files, facts: FACTS }, "en");
  return number;
};
let keys = 0;
const sale = (id: string, amount = "100000.00", more: object = {}): string =>
  JSON.stringify({ id, kind: "sale", at: "2026-06-20T10:00:00+08:00", order: id, amount, customer: "c9", ...more });
const append = (number: string, lines: string, key = `k${keys++}`, caller = company) =>
  appendEvents(house, caller, { number, lines, key, language: "en" });
const stateOf = (number: string, companyId = 1) =>
  house.store.withCompany(companyId, {}, async (tx) =>
    readContractState(tx, (await findContract(tx, number))!.contractId),
  );
const eventsOf = (number: string) =>
  house.store.withCompany(1, {}, async (tx) => readEvents(tx, (await findContract(tx, number))!.contractId));
/** What the engine says of the kept lines, without any store. */
const recomputed = async (number: string, asOf = CLOCK): Promise<string> => {
  const { contract } = loadContract("contract.yaml", () => textNumbered(number));
  const text = (await eventsOf(number)).map(({ line }) => line).join("\n");
  const { events } = parseFacts(contract!, "facts.ndjson", text);
  return digestOf(evaluate(contract!, events, { asOf, calendars: [calendar!], zones: [SHANGHAI], sha256 }));
};
const payOf = async (number: string): Promise<string> => {
  const view = await readContract<"view">(house, company, number, (asOf) => ({
    ask: "view",
    viewpoint: { asOf, party: "company", language: "en" },
  }));
  return view.statements.at(-1)!.payable;
};

describe("commands on a store", () => {
  it("C1.1: a contract comes in with its facts, and its kept state is what the engine says", async () => {
    const number = await added("A-1");
    const state = await stateOf(number);
    expect(state).toMatchObject({ eventSequence: 3, version: 1, engine: "test", asOf: CLOCK });
    expect(state!.digest).toBe(await recomputed(number));
    expect(await payOf(number)).toBe("11000.00");
  });
  it("N2: an event is in the states when the command returns, with the moment at which the house learned of it", async () => {
    const number = await added("A-2");
    const { added: ids, sequence, digest } = await append(number, sale("s2"));
    expect([ids, sequence]).toEqual([["s2"], 4]);
    expect((await eventsOf(number)).at(-1)!.line).toContain('"recorded_at":"2026-06-30T04:00:00+00:00"');
    expect((await stateOf(number))!.digest).toBe(digest);
    expect(digest).toBe(await recomputed(number));
    expect(await payOf(number)).toBe("17000.00");
  });
  it("N2: the same call again is answered the same, the same event under another key is a repeat", async () => {
    const number = await added("A-3");
    const first = await append(number, sale("s2"), "once");
    expect(await append(number, sale("s2"), "once")).toEqual(first);
    expect(await append(number, sale("s2"))).toMatchObject({ added: [], repeated: ["s2"], sequence: 4 });
    await expect(append(number, sale("s3"), "once")).rejects.toMatchObject({ code: "key_reused" });
    await expect(append(number, sale("s2", "1.00"))).rejects.toMatchObject({ code: "source_id_conflict" });
    expect((await eventsOf(number)).length).toBe(4);
  });
  it("C7.1: every mistake is told with its place and nothing is written", async () => {
    const number = await added("A-4");
    const wrong = `${sale("s2")}\n${sale("s3", "many")}\n{"kind":"sail"}\n`;
    const refused = await append(number, wrong).catch((error) => error);
    expect(refused.code).toBe("events_refused");
    expect(refused.problems.map((one: { line: number }) => one.line)).toEqual(expect.arrayContaining([2, 3]));
    expect((await eventsOf(number)).length).toBe(3);
    expect((await stateOf(number))!.digest).toBe(await recomputed(number));
  });
  it("N2: thirty at once are all in, and the state knows each of them", async () => {
    const number = await added("A-5");
    await Promise.all(Array.from({ length: 30 }, (_, index) => append(number, sale(`p${index}`, "1000.00"))));
    expect((await stateOf(number))!.eventSequence).toBe(33);
    expect((await stateOf(number))!.digest).toBe(await recomputed(number));
  });
  it("N2: what was computed and not kept is forgotten", async () => {
    const number = await added("A-6");
    const broken = {
      ...house,
      store: {
        ...house.store,
        withCompany: (id: number, options: object, work: (tx: never) => Promise<unknown>) =>
          house.store.withCompany(id, options, async (tx) => {
            await work(tx as never);
            throw new Error("the power failed before the commit");
          }),
      },
    } as unknown as House;
    const lost = appendEvents(broken, company, { number, lines: sale("s2"), key: "lost", language: "en" });
    await expect(lost).rejects.toThrow("the power failed");
    expect((await append(number, sale("s4", "50000.00"))).sequence).toBe(4);
    expect((await stateOf(number))!.digest).toBe(await recomputed(number));
    expect(await payOf(number)).toBe("14000.00");
  });
  it("N1: another company sees nothing of it, and only the company sees lists", async () => {
    const number = await added("A-7");
    const other: Caller = { companyId: 2, party: "company" };
    await expect(append(number, sale("s2"), "other", other)).rejects.toMatchObject({ code: "no_such_contract" });
    expect((await listContracts(house, other, {}, {})).rows).toEqual([]);
    const agent: Caller = { companyId: 1, party: "agent" };
    expect(() => listContracts(house, agent, {}, {})).toThrow("Only the company");
    expect(() => readToday(house, agent, 7)).toThrow("Only the company");
    const stranger: Caller = { companyId: 1, party: "agent", personId: "00000000-0000-7000-8000-000000000001" };
    await expect(append(number, sale("s2"), "stranger", stranger)).rejects.toMatchObject({ code: "no_such_contract" });
  });
  it("N6: lists carry state, headline and what is due", async () => {
    const number = await added("A-8");
    const { rows, counts } = await listContracts(house, company, { text: number }, {});
    expect(rows.map((row) => row.number)).toEqual([number]);
    expect(counts.contracts).toBe(1);
    expect(rows[0]!.figures).toMatchObject({ pay: { payable: "11000.00", period: "2026-06" } });
    const today = await readToday(house, company, 30);
    const due = today.due.find((duty) => duty.number === number);
    expect(due).toMatchObject({ bearer: "company", title: { zh: expect.any(String) }, clauseId: "C6.2" });
  });
  it("N2: the clock of a demonstration moves every state, and back", async () => {
    const number = await added("A-9");
    const before = await stateOf(number);
    const steps: number[] = [];
    const to = instant("2026-07-20T12:00:00+08:00");
    const count = await moveClock(house, company, to, (done) => steps.push(done));
    expect(steps.length).toBe(count);
    const later = await stateOf(number);
    expect([later!.asOf, later!.digest]).toEqual([to, await recomputed(number, to)]);
    expect(later!.openFindings).toBeGreaterThan(before!.openFindings);
    await moveClock(house, company, CLOCK);
    expect((await stateOf(number))!.digest).toBe(before!.digest);
  });
  it("N2: states are rebuilt from events alone, and what is due is computed when its time has come", async () => {
    const number = await added("A-10");
    const before = await stateOf(number);
    await house.store.withCompany(1, {}, (tx) => dropDerived(tx));
    expect(await stateOf(number)).toBeUndefined();
    expect(await refreshStale(house, 1)).toBeGreaterThan(0);
    expect((await stateOf(number))!.digest).toBe(before!.digest);
    expect(await refreshStale(house, 1)).toBe(0);
    expect(await refreshDue(house, 1)).toBe(0);
    const late = { ...house, now: () => (before!.nextChangeAt! + 1) as typeof CLOCK };
    await house.store.withCompany(2, {}, (tx) => tx.sql("select 1 as one", []));
    expect(before!.nextChangeAt).toBeGreaterThan(CLOCK);
    expect(await refreshDue(late, 1)).toBe(0);
  });
  it("N2: the doctor holds what is kept against the events, finds what was spoilt, and a rebuild mends it", async () => {
    const number = await added("A-11");
    await append(number, sale("s2"));
    const spoilt = async () => (await diagnoseStore(house, 1)).filter(({ differences }) => differences.length > 0);
    expect(await spoilt()).toEqual([]);
    await house.store.withCompany(1, {}, async (tx) => {
      const { contractId } = (await findContract(tx, number))!;
      await tx.sql("update fealty.statement set payable_minor = 1 where company_id = $1 and contract_id = $2", [
        1,
        contractId,
      ]);
    });
    expect(await spoilt()).toEqual([{ number, differences: ["statement 2026-06 of C6.2/pay"] }]);
    await rebuildStore(house, 1);
    expect(await spoilt()).toEqual([]);
  });
});
