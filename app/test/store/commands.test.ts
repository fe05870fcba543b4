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
import { checkClockMove, moveClock } from "../../src/commands/move-clock.ts";
import { readCompany as readCompanyOf } from "../../src/commands/read-company.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readToday } from "../../src/commands/read-today.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { refreshDue, refreshStale } from "../../src/commands/refresh-contracts.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany, readCompany, setCompanyClock } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { dropDerived } from "../../src/store/derived.ts";
import { readContractState } from "../../src/store/derived-reads.ts";
import { readEvents } from "../../src/store/events.ts";
import { listBranches } from "../../src/store/organisation.ts";
import { listPeople } from "../../src/store/people.ts";
import { sha256 } from "../../src/world.ts";
import { CONTRACT, FACTS, LED_BY_THREE } from "../cli-terminal.ts";
import { instant, newDatabase, newStore, storeOn, superuser } from "./room.ts";
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
const textNumbered = (number: string, text = CONTRACT): string => text.replace("number: CLI-1", `number: ${number}`);
const added = async (number: string, caller = company, text = CONTRACT): Promise<string> => {
  const files = [{ path: "contract.yaml", text: textNumbered(number, text) }];
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
const clockOf = () => house.store.withCompany(1, {}, async (tx) => (await readCompany(tx)).clock);
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
  it("C1.1: an agent comes in with the contract, and without it neither person nor branch does", async () => {
    const files = (number: string) => [{ path: "contract.yaml", text: textNumbered(number) }];
    const add = (number: string, agent: { code: string; name: string; branch?: string }) =>
      addContract(house, company, { files: files(number), facts: "", agent }, "en");
    const known = () =>
      house.store.withCompany(1, {}, async (tx) => [
        (await listPeople(tx)).map(({ code, name }) => `${code} ${name}`),
        (await listBranches(tx)).map(({ code }) => code),
      ]);
    await add("A-20", { code: "G1", name: "李晓", branch: "杭州" });
    await add("A-21", { code: "G1", name: "李晓", branch: "宁波" });
    const there = [["G1 李晓"], ["杭州"]];
    expect(await known()).toEqual(there);
    await expect(add("A-22", { code: "G1", name: "乙" })).rejects.toMatchObject({ code: "code_of_another" });
    await expect(add("A-20", { code: "G2", name: "丙", branch: "成都" })).rejects.toMatchObject({
      code: "already_there",
    });
    expect(await known()).toEqual(there);
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
    await expect(append(number, `${sale("s2")}\n\n${sale("s1", "1.00")}`)).rejects.toMatchObject({
      code: "source_id_conflict",
      problems: [{ line: 3, code: "fact_id_kept_otherwise" }],
    });
    expect((await eventsOf(number)).length).toBe(4);
    // What came in with the contract, too.
    expect(await append(number, FACTS)).toMatchObject({ added: [], repeated: ["s1", "a1", "a2"] });
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
  it("N2: when it was learned is for the house to say: a line that says it itself is refused, unless it repeats what is kept", async () => {
    const number = await added("A-12");
    const before = await stateOf(number);
    // Learned before the statement of May closed, it would change that statement.
    for (const recorded of ["2026-06-02T10:00:00+08:00", "2031-01-01T00:00:00+08:00"]) {
      const refused = await append(number, `\n${sale("s2", "100000.00", { recorded_at: recorded })}`).catch(
        (error) => error,
      );
      expect(refused).toMatchObject({ code: "events_refused" });
      expect(refused.problems).toMatchObject([
        { code: "fact_recorded_given", line: 2, what: expect.stringContaining("s2") },
      ]);
    }
    expect((await stateOf(number))!.digest).toBe(before!.digest);
    await append(number, sale("s2"));
    const kept = (await eventsOf(number)).at(-1)!.line;
    expect(await append(number, kept)).toMatchObject({ added: [], repeated: ["s2"] });
  });
  it("N2: an event of another contract is refused, wherever it comes in, and the kept digest is what a recomputation gives", async () => {
    const number = await added("A-13");
    const stray = sale("s2", "100000.00", { contract: "A-1" });
    const refused = await append(number, stray).catch((error) => error);
    expect(refused).toMatchObject({ code: "events_refused", problems: [{ code: "fact_of_other_contract", line: 1 }] });
    expect(refused.problems[0].what).toContain("A-1");
    const files = [{ path: "contract.yaml", text: textNumbered("A-14") }];
    const inOne = addContract(house, company, { files, facts: `${FACTS}\n${stray}` }, "zh");
    await expect(inOne).rejects.toMatchObject({ code: "events_refused" });
    await append(number, sale("s2", "100000.00", { contract: number }));
    expect((await stateOf(number))!.digest).toBe(await recomputed(number));
  });
  it("S8: hidden names stay when facts come in, and what they are made with leaves the house in no answer", async () => {
    const number = await added("A-18", company, LED_BY_THREE);
    const hidden = async () => {
      const caller: Caller = { companyId: 1, party: "agent" };
      const ask = { ask: "timeline", filter: { kinds: [], words: "", offset: 0, limit: 50 } } as const;
      const page = await readContract<"timeline">(house, caller, number, (asOf) => ({
        ...ask,
        viewpoint: { asOf, party: "agent", language: "zh" },
      }));
      const entry = await readContract<"entry">(house, caller, number, (opensAt) => ({ ask: "entry", opensAt }));
      return { text: JSON.stringify([page, entry]), names: page.events.map((one) => one.customer) };
    };
    const before = await hidden();
    expect(before.names.some((name) => /^客户 \d{5} 号$/.test(name ?? ""))).toBe(true);
    await append(number, sale("s2"));
    const after = await hidden();
    expect(after.names.slice(1)).toEqual(before.names);
    const { contractId } = (await house.store.withCompany(1, {}, (tx) => findContract(tx, number)))!;
    expect(before.text).not.toContain(contractId);
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
    expect(() => readToday(house, agent, { days: 7 })).toThrow("Only the company");
    const stranger: Caller = { companyId: 1, party: "agent", personId: "00000000-0000-7000-8000-000000000001" };
    await expect(append(number, sale("s2"), "stranger", stranger)).rejects.toMatchObject({ code: "no_such_contract" });
  });
  it("N6: lists carry state, headline and what is due", async () => {
    const number = await added("A-8");
    const { rows, counts } = await listContracts(house, company, { text: number }, {});
    expect(rows.map((row) => row.number)).toEqual([number]);
    expect(counts.contracts).toBe(1);
    expect(rows[0]!.figures).toMatchObject({ pay: { payable: "11000.00", period: "2026-06" } });
    const today = await readToday(house, company, { days: 30 });
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
  it("N2: a clock that is stopped or fails on its way goes back with every contract; one that is killed is taken along later", async () => {
    const numbers = [await added("A-15"), await added("A-16")];
    const states = () =>
      Promise.all(numbers.map(async (number) => (await stateOf(number))!)).then((all) =>
        all.map(({ asOf, digest, openFindings }) => ({ asOf, digest, openFindings })),
      );
    const before = await states();
    const to = instant("2026-07-20T12:00:00+08:00");
    const stop = new AbortController();
    const steps: number[] = [];
    const stopped = (done: number): void => {
      steps.push(done);
      if (done === 2) stop.abort();
    };
    expect(await moveClock(house, company, to, stopped, stop.signal)).toBe(0);
    expect(steps).toEqual([1, 2]);
    expect([await clockOf(), await states()]).toEqual([CLOCK, before]);
    let asked = 0;
    const failing: House["threads"] = {
      ...threads,
      ask: (...call) => (asked++ === 1 ? Promise.reject(new Error("the thread fell")) : threads.ask(...call)),
    };
    await expect(moveClock({ ...house, threads: failing }, company, to)).rejects.toThrow("could not be computed");
    expect([await clockOf(), await states()]).toEqual([CLOCK, before]);
    // Killed after the clock was set: nothing of that process is left to put anything right.
    for (const [at, state] of [
      [to, before.map(({ openFindings }) => expect.not.objectContaining({ openFindings }))],
      [CLOCK, before],
    ] as const) {
      await house.store.withCompany(1, {}, (tx) => setCompanyClock(tx, at));
      expect(await refreshStale(house, 1)).toBeGreaterThan(1);
      expect([await clockOf(), await states()]).toEqual([at, state]);
    }
  });
  it("N6: while a clock moves, lists tell of the contracts that are computed there alone, and say how many; afterwards of all", async () => {
    const text = "MOVE-";
    for (const number of ["MOVE-1", "MOVE-2", "MOVE-3"]) await added(number);
    const to = instant("2026-07-20T12:00:00+08:00");
    const seen: { readonly known: readonly string[]; readonly shown: number; readonly of: number }[] = [];
    const looking: House["threads"] = {
      ...threads,
      ask: async (...call) => {
        const { rows, counts, complete, computed } = await listContracts(house, company, { text }, {});
        const today = await readToday(house, company, { days: 30 });
        expect([complete, today.complete, today.computed]).toEqual([false, false, computed]);
        const known = rows.flatMap(({ number, state }) => (state === null ? [] : [number]));
        const told = [...today.findings, ...today.due, ...today.atRisk].map(({ number }) => number);
        expect(told.filter((number) => number.startsWith(text) && !known.includes(number))).toEqual([]);
        expect(counts).toMatchObject({
          contracts: 3,
          findings: today.findings.filter((one) => one.number.startsWith(text)).length,
        });
        expect((await listContracts(house, company, { text, atRisk: true }, {})).counts.contracts).toBe(counts.atRisk);
        seen.push({ known, shown: computed.done, of: computed.of });
        return threads.ask(...call);
      },
    };
    const moved = await moveClock({ ...house, threads: looking }, company, to);
    expect(seen.map(({ shown }) => shown)).toEqual(Array.from({ length: moved }, (_, done) => seen[0]!.shown + done));
    expect(seen.map(({ known }) => known.length)).toEqual(expect.arrayContaining([0, 1, 2]));
    const after = await listContracts(house, company, { text }, {});
    expect([after.complete, after.computed.done]).toEqual([true, seen[0]!.of]);
    expect(after.rows.map(({ state }) => state)).not.toContain(null);
    expect((await readToday(house, company, { days: 7 }, seen[0]!.of + 5)).computed).toEqual({
      done: seen[0]!.of,
      of: seen[0]!.of + 5,
    });
    await moveClock(house, company, CLOCK);
  });
  it("N2: a demonstration whose clock stands behind its last fact says when that was", async () => {
    await added("A-30");
    const told = async () => (await readCompanyOf(house, company)).factsUntil;
    await append("A-30", sale("near", "10.00", { at: "2026-06-30T10:00:00+08:00" }));
    expect(await told()).toBeUndefined();
    await moveClock(house, company, instant("2027-07-20T12:00:00+08:00"));
    expect(await told()).toBeLessThan(instant("2026-07-01T00:00:00+08:00"));
    const late = "2026-08-01T10:00:00+08:00";
    await append("A-30", sale("late", "10.00", { at: late }));
    expect(await told()).toBe(instant(late));
    await moveClock(house, company, CLOCK);
  });
  it("N2: the clock stays within reach of the contracts, and only a demonstration has one to move", async () => {
    await added("A-17");
    for (const to of ["2025-05-31T00:00:00Z", "2032-01-01T00:00:00Z"].map(instant)) {
      const refusal = { code: "clock_outside_term", args: { from: "2025-06-01", until: "2031-12-31" } };
      await expect(moveClock(house, company, to)).rejects.toMatchObject(refusal);
      await expect(checkClockMove(house, company, to)).rejects.toMatchObject(refusal);
    }
    expect(await clockOf()).toBe(CLOCK);
    const real: Caller = { companyId: 3, party: "company" };
    await house.store.withCompany(3, {}, (tx) =>
      addCompany(tx, { name: { zh: "公司3", en: "Company 3" }, demonstration: false }, CLOCK),
    );
    await expect(checkClockMove(house, real, CLOCK)).rejects.toMatchObject({ code: "clock_is_real" });
    await expect(checkClockMove(house, { ...company, party: "agent" }, CLOCK)).rejects.toMatchObject({
      code: "not_for_this_party",
    });
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
    expect(await spoilt()).toEqual([
      { number, differences: [{ part: "statement", rebuilds: true, which: "C6.2/pay/2026-06" }] },
    ]);
    await rebuildStore(house, 1);
    expect(await spoilt()).toEqual([]);
  });
  it("N2: the doctor finds events and files that are not as they came in, which no rebuild mends", async () => {
    const own = await newDatabase();
    const [store, behind] = [await storeOn(own), await superuser(own)];
    const there: House = { ...house, store };
    await store.withCompany(1, {}, (tx) =>
      addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
    );
    const [number, other] = ["D-1", "D-2"];
    for (const one of [number, other])
      await addContract(
        there,
        company,
        { files: [{ path: "contract.yaml", text: textNumbered(one) }], facts: FACTS },
        "en",
      );
    const told = async () =>
      (await diagnoseStore(there, 1)).map(({ differences }) => differences.map(({ part }) => part));
    expect(await told()).toEqual([[], []]);
    await behind.query("set session_replication_role = replica");
    await behind.query(
      "update fealty.contract set title_en = 'Forged', agent_name = '赵六', term_until = '2030-01-01', intermediary_name = '丙', mode = 'agent_led', status = 'ended' where number = 'D-1'",
    );
    await behind.query("update fealty.contract set number = 'D-9' where number = 'D-2'");
    const which = async () =>
      (await diagnoseStore(there, 1)).map(({ differences }) => differences.map((one) => one.which));
    expect([await told(), await which()]).toEqual([
      [["head", "head", "head", "head", "head", "state"], ["head"]],
      [
        [
          "contract.title_en: Forged ≠ Example contract",
          "contract.mode: agent_led ≠ company_led",
          "contract.term_until: 2030-01-01 ≠ 2026-12-31",
          "contract.agent_name: 赵六 ≠ 李晓",
          "contract.intermediary_name: 丙 ≠ –",
          undefined,
        ],
        ["contract.number: D-9 ≠ D-2"],
      ],
    ]);
    await rebuildStore(there, 1);
    expect(await told()).toEqual([[], []]);
    const spoil = (table: string, set: string, where: string) =>
      behind.query(
        `update fealty.${table} set ${set} where ${where} and contract_id = (select contract_id from fealty.contract where number = 'D-1')`,
      );
    await spoil("event", "at = at + interval '1 day', kind = 'refund'", "source_id = 'a1'");
    await spoil("event", "recorded_at = recorded_at + interval '1 hour', source_id = 'a3'", "source_id = 'a2'");
    await rebuildStore(there, 1);
    expect(await which()).toEqual([["a1 (2): kind, at", "a3 (3): source_id, recorded_at"], []]);
    await spoil("event", "at = at - interval '1 day', kind = 'survey_answered'", "source_id = 'a1'");
    await spoil("event", "recorded_at = recorded_at - interval '1 hour', source_id = 'a2'", "source_id = 'a3'");
    await spoil("event", "line = replace(line, '250000.00', '250001.00')", "source_id = 's1'");
    expect(await told()).toEqual([["event", "digest", "state", "statement"], []]);
    await rebuildStore(there, 1);
    expect(await told()).toEqual([["event"], []]);
    await spoil("event", "line = replace(line, '250001.00', 'much')", "source_id = 's1'");
    await spoil("event", "sequence = 9", "source_id = 'a2'");
    await spoil("contract_file", "path = 'other.yaml'", "version = 1");
    await rebuildStore(there, 1);
    expect(await told()).toEqual([
      ["event", "event_numbers", "version", "record", "record", "record", "not_computed"],
      [],
    ]);
    await behind.query("update fealty.source_text set content = content || ' '");
    expect((await told()).map((parts) => parts.includes("file"))).toEqual([true, true]);
  });
});
