// Clauses: N7, N8
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { eventRecord } from "@fealty/engine/evidence/record.ts";
import { Frontier } from "@fealty/engine/evidence/tree.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { type Caller, houseActor } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { beginRecords } from "../../src/commands/begin-records.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { eraseCustomer } from "../../src/commands/erase-customer.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract, lockContract } from "../../src/store/contracts.ts";
import { readEvents } from "../../src/store/events.ts";
import { importFile } from "../../src/store/imports.ts";
import { checkpointNow } from "../../src/store/record-checkpoints.ts";
import { spoiltRecord } from "../../src/store/record-integrity.ts";
import { appendBatches, leafOf, readHeads, sha256Bytes } from "../../src/store/record-log.ts";
import { listCheckpoints, readBatches, readRecorded } from "../../src/store/record-reads.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import {
  instant,
  NOW,
  newContract,
  newDatabase,
  sale as saleEvent,
  storeOn,
  superuser,
  withCompanies,
} from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-07-03T12:00:00+08:00");
const database = await newDatabase();
let house: House;
beforeAll(async () => {
  const store = await storeOn(database);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  await withCompanies(store, 2);
});
let count = 0;
const added = async (facts = FACTS): Promise<string> => {
  const number = `R-${++count}`;
  const files = [{ path: "contract.yaml", text: CONTRACT.replace("number: CLI-1", `number: ${number}`) }];
  await addContract(house, company, { files, facts }, "en");
  return number;
};
const append = (number: string, lines: string, caller = company) =>
  appendEvents(house, caller, { number, lines, key: `record-${++count}`, language: "en" });
const sale = (id: string): string =>
  JSON.stringify({ id, kind: "sale", at: "2026-06-20T10:00:00+08:00", order: id, amount: "100.00", customer: "c9" });
const idOf = (number: string): Promise<string> =>
  house.store.withCompany(1, {}, async (tx) => (await findContract(tx, number))!.contractId);
const actsOf = async (contractId: string, companyId = 1) =>
  house.store.withCompany(companyId, {}, async (tx) =>
    (await readBatches(tx, contractId, 0, 1000)).map(({ act, eventCount }) => ({
      ...(JSON.parse(act) as { did: string; by: string; method: string; power: string; at: string; what?: object }),
      eventCount,
    })),
  );
const spoilt = async (contractId: string, companyId = 1) =>
  house.store.withCompany(companyId, {}, (tx) => spoiltRecord(tx, contractId));
const headOf = (contractId: string, companyId = 1) =>
  house.store.withCompany(companyId, {}, async (tx) => (await readHeads(tx, [contractId]))[0]!.frontier);
const sign = (contractId: string, number: string) =>
  house.store.withCompany(1, {}, async (tx) => {
    await lockContract(tx, contractId);
    return checkpointNow(tx, { contractId, number }, CLOCK);
  });
/** As somebody who rules the database, with its triggers off. */
const asIntruder = async (...texts: string[]): Promise<void> => {
  const client = await superuser(database);
  await client.query("set session_replication_role = replica");
  for (const text of texts) await client.query(text);
  await client.query("set session_replication_role = origin");
};

describe("what is written down of a contract", () => {
  it("N7: begins with the contract, its version, its facts and the statements that have closed", async () => {
    const contractId = await idOf(await added());
    const acts = await actsOf(contractId);
    const events = FACTS.trim().split("\n").length;
    expect(acts.map(({ did, eventCount }) => [did, eventCount])).toEqual([
      ["begin-record", 0],
      ["add-contract", 0],
      ["add-contract", events],
      ["add-contract", 0],
    ]);
    expect(acts[0]!.what).toMatchObject({ begun: { events: 0, versions: 0 } });
    expect(acts[1]!.what).toMatchObject({ version: 1 });
    expect(acts[3]!.what).toMatchObject({ statement: { period: "2026-06", payable: "1100000" } });
    expect((await headOf(contractId)).size).toBe(4 + events);
    expect(await spoilt(contractId)).toEqual([]);
  });
  it("N7: every act says who, when, from where and by what power; a repeat and a refused call add nothing", async () => {
    const number = await added();
    const contractId = await idOf(number);
    const { size } = await headOf(contractId);
    const caller: Caller = { ...company, via: { method: "page", from: "127.0.0.1; Firefox" } };
    const request = { number, lines: sale("s7"), key: "record-once", language: "en" } as const;
    await appendEvents(house, caller, request);
    await appendEvents(house, caller, request);
    await append(number, sale("s7"));
    await append(number, '{"id":"s8","kind":"nothing"}').catch(() => undefined);
    const act = (await actsOf(contractId)).find(({ did }) => did === "append-events")!;
    expect(act).toMatchObject({
      by: "company",
      method: "page",
      from: "127.0.0.1; Firefox",
      power: "party",
      events: { count: 1 },
    });
    // The first sale after a close changes the statement of the month that is still open, and no closed one.
    expect((await headOf(contractId)).size).toBe(size + 2);
  });
  it("N7: a rebuild writes nothing anew, and twenty at once leave a record without gaps", async () => {
    const number = await added();
    const contractId = await idOf(number);
    const { size } = await headOf(contractId);
    await rebuildStore(house, 1);
    expect((await headOf(contractId)).size).toBe(size);
    await Promise.all(Array.from({ length: 20 }, (_, at) => append(number, sale(`t${at}`))));
    expect((await headOf(contractId)).size).toBe(size + 40);
    expect(await spoilt(contractId)).toEqual([]);
  });
  it("N7: an import writes the leaves that single events would have", async () => {
    await withCompanies(house.store, 3);
    const [one, other] = [await newContract(house.store, 3, "I-1"), await newContract(house.store, 3, "I-2")];
    const named = {
      ...saleEvent("k1"),
      kind: "subject",
      line: '{"id":"k1","kind":"subject","at":"2026-06-10T10:00:00+08:00","customer":"K-9","name":"王伟"}',
    };
    async function* events() {
      for (const [at, id] of ["a", "b", "c", "d"].entries())
        yield { ...saleEvent(id), contractId: at % 2 === 0 ? one : other, row: at + 1 };
      yield { ...named, contractId: one, row: 5 };
    }
    const file = {
      importRunId: newUuid(),
      fileName: "x.csv",
      fileSha256: "0".repeat(64),
      mapping: "",
      answers: null,
      startedAt: NOW,
      endedAt: NOW,
      rows: { read: 5, repeated: 0, unmatched: 0, leftOut: 0, blank: 0 },
      refusals: [],
    };
    await house.store.withCompany(3, { by: houseActor(house, "test") }, (tx) =>
      importFile(tx, events(), () => file, NOW),
    );
    for (const [contractId, added] of [
      [one, 3],
      [other, 2],
    ] as const) {
      expect(await spoilt(contractId, 3)).toEqual([]);
      expect((await actsOf(contractId, 3)).at(-1)).toMatchObject({
        did: "test",
        what: { import: file.importRunId },
        eventCount: added,
      });
    }
  });
});

describe("what somebody changes behind it", () => {
  const differencesOf = async (number: string): Promise<string[]> => {
    const diagnosis = (await diagnoseStore(house, 1)).find((one) => one.number === number)!;
    return diagnosis.differences.map(({ part, which }) => `${part} ${which ?? ""}`);
  };
  it("N7: no role of the house may change or empty it", async () => {
    const client = await superuser(database);
    await expect(client.query("delete from fealty.record_batch")).rejects.toThrow("only ever added");
    for (const table of ["record_batch", "record_personal", "record_checkpoint", "record_key", "record_receipt"])
      await expect(client.query(`truncate fealty.${table} cascade`)).rejects.toThrow("only ever added");
    const work = house.store.withCompany(1, {}, (tx) =>
      tx.sql("update fealty.record_batch set did = 'x' where company_id = $1", [tx.companyId]),
    );
    await expect(work).rejects.toMatchObject({ code: "not_permitted" });
  });
  it.each([
    [
      "case-V1 a line with its hash",
      "update fealty.event set line = replace(line, '100.00', '900.00'), sha256 = sha256(convert_to(replace(line, '100.00', '900.00'), 'UTF8')) where contract_id = '$' and source_id = 's1'",
      "record event 2 (s1): is not what was recorded",
    ],
    [
      "an act",
      "update fealty.record_batch set act = replace(act, 'add-contract', 'add-contracts'), did = 'add-contracts' where contract_id = '$' and first_leaf = 1",
      "record leaf 1 (add-contracts): is not what was recorded",
    ],
    [
      "who acted",
      "update fealty.record_batch set by_party = 'agent' where contract_id = '$' and first_leaf = 1",
      "record leaf 1 (add-contract): is not what was recorded",
    ],
    [
      "the head",
      "update fealty.record_head set size = size - 1, frontier = substr(frontier, 1, 64) where contract_id = '$'",
      "record head",
    ],
    [
      "a version's files",
      "update fealty.contract_version set sha256 = sha256('x') where contract_id = '$'",
      "record version 1: is not what was recorded",
    ],
  ])("N7: %s is named", async (_, change, said) => {
    const number = await added([sale("s0"), sale("s1")].join("\n"));
    const contractId = await idOf(number);
    expect(await differencesOf(number)).toEqual([]);
    await asIntruder(change.replaceAll("$", contractId));
    expect((await differencesOf(number)).join("\n")).toContain(said);
  });
  it("N7: T22 a record regrown without one event, with every hash right, does not fit what was signed", async () => {
    const number = await added();
    const contractId = await idOf(number);
    await append(number, [sale("v1"), sale("v2"), sale("v3")].join("\n"));
    await sign(contractId, number);
    const { size } = await headOf(contractId);
    const events = await house.store.withCompany(1, {}, (tx) => readEvents(tx, contractId));
    const own = `contract_id = '${contractId}'`;
    const gone = events.find(({ sourceId }) => sourceId === "v2")!;
    // Everything but the signed state is made anew, to the same size.
    await asIntruder(
      ...["record_batch", "record_head"].map((table) => `delete from fealty.${table} where ${own}`),
      `delete from fealty.event where ${own} and sequence >= ${gone.sequence}`,
      `update fealty.contract_counter set event_sequence = ${gone.sequence - 1} where ${own}`,
    );
    await append(number, [sale("v3"), sale("v4")].join("\n"));
    while ((await headOf(contractId)).size < size) await append(number, sale(`w${++count}`));
    expect(await differencesOf(number)).toContain(`record checkpoint ${size}: does not fit the record`);
  });
  it("N7: a contract that was here before begins its record where it is, and says so", async () => {
    const number = await added([sale("o1"), sale("o2")].join("\n"));
    const contractId = await idOf(number);
    await asIntruder(
      ...["record_batch", "record_head"].map(
        (table) => `delete from fealty.${table} where contract_id = '${contractId}'`,
      ),
    );
    expect(await differencesOf(number)).toEqual([]);
    expect([await beginRecords(house, 1), await beginRecords(house, 1)]).toEqual([1, 0]);
    await append(number, sale("o3"));
    const acts = await actsOf(contractId);
    expect(acts.map(({ did, eventCount }) => [did, eventCount])).toEqual([
      ["begin-record", 0],
      ["begin-record", 0],
      ["begin-record", 2],
      ["append-events", 1],
    ]);
    expect(acts[0]!.what).toMatchObject({ begun: { number, events: 2, versions: 1 } });
    expect(await spoilt(contractId)).toEqual([]);
  });
  it("N7 N8: records of events have a salt, and of a contract from before salts from its next event on", async () => {
    const number = await added([sale("p1"), sale("p2")].join("\n"));
    const contractId = await idOf(number);
    const recorded = () => house.store.withCompany(1, {}, (tx) => readRecorded(tx, contractId, 1, 100));
    const salts = async () => (await recorded()).map(({ record }) => /"salt":"([0-9a-f]{32})"/.exec(record)?.[1]);
    expect(new Set(await salts()).size).toBe(2);
    expect(await salts()).not.toContain(undefined);
    // As it was written before: leaves over the lines alone, and no secret.
    const plain = (await recorded()).map(({ sha256 }) => leafOf(eventRecord(sha256)));
    await asIntruder(
      ...["record_batch", "record_head"].map(
        (table) => `delete from fealty.${table} where contract_id = '${contractId}'`,
      ),
    );
    await house.store.withCompany(1, {}, (tx) =>
      appendBatches(tx, contractId, Frontier.empty(sha256Bytes), [{ at: CLOCK, events: { first: 1, leaves: plain } }]),
    );
    const client = await superuser(database);
    await client.query("update fealty.record_head set secret = null, salted_from = null where contract_id = $1", [
      contractId,
    ]);
    expect(await spoilt(contractId)).toEqual([]);
    await append(number, sale("p3"));
    expect((await salts()).map((salt) => salt !== undefined)).toEqual([false, false, true]);
    expect(await spoilt(contractId)).toEqual([]);
  });
  it("N7: what each party may read, the contract's text and its closed statements, stands without who brought it in and from where", async () => {
    const number = `R-${++count}`;
    const files = [{ path: "contract.yaml", text: CONTRACT.replace("number: CLI-1", `number: ${number}`) }];
    const clerk: Caller = { ...company, via: { method: "page", from: "10.0.0.7; Firefox" } };
    await addContract(house, clerk, { files, facts: FACTS }, "en");
    const acts = await actsOf(await idOf(number));
    expect(acts.map(({ by, what = {}, ...act }) => [by, Object.keys(what)[0] ?? "events", "from" in act])).toEqual([
      ["house", "begun", false],
      ["company", "files", true],
      ["house", "files", false],
      ["company", "events", true],
      ["house", "statement", false],
    ]);
    expect(await spoilt(await idOf(number))).toEqual([]);
  });
});

describe("customers in the record", () => {
  const subject = JSON.stringify({
    id: "n1",
    kind: "subject",
    of: "customer",
    at: "2026-06-02T00:00:00+08:00",
    customer: "K7",
    name: "司徒静若",
    // Names go into the register at the door; what else tells of a person stays, and stands in the record as a commitment.
    e_mail: "situ.jingruo@example.cn",
  });
  const served = JSON.stringify({
    id: "n2",
    kind: "customer_joined",
    at: "2026-06-02T00:00:00+08:00",
    customer: "K7",
  });
  const left = JSON.stringify({ id: "n3", kind: "customer_left", at: "2026-06-20T00:00:00+08:00", customer: "K7" });
  it("N8 case-V3: once a customer is erased nothing opens the commitments, the erasure stands signed, and the record holds", async () => {
    await keepCustomer(house, company, {
      key: "record-customer",
      code: "K7",
      kind: "person",
      name: "司徒静若",
      fromOn: "2026-06-01",
    });
    const number = await added([subject, served, left].join("\n"));
    const contractId = await idOf(number);
    const client = await superuser(database);
    const salts = async () => (await client.query("select * from fealty.record_salt where customer = 'K7'")).rows;
    const text = async () =>
      JSON.stringify([
        (await client.query("select act from fealty.record_batch")).rows,
        (await client.query("select record from fealty.record_personal")).rows,
      ]);
    expect(await salts()).toHaveLength(1);
    expect((await salts())[0].customer_id).not.toBeNull();
    expect(await text()).not.toMatch(/司徒静若|situ/);
    const before = await headOf(contractId);
    await eraseCustomer(house, company, { key: "record-erase", customer: "K7", ground: "asked", words: "本人要求" });
    expect(await salts()).toEqual([]);
    const act = (await actsOf(contractId)).at(-1)!;
    expect(act).toMatchObject({ did: "erase-customer", what: { erasure: { customers: ["K7"], ground: "asked" } } });
    const signed = await house.store.withCompany(1, {}, (tx) => listCheckpoints(tx, contractId));
    expect(signed.map(({ size }) => size)).toEqual([before.size + 1]);
    expect(await spoilt(contractId)).toEqual([]);
  });
});
