// Clauses: C1.3, C7.1, C10.3
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { endRole } from "../../src/commands/end-role.ts";
import { type HandOver, handOverCustomers } from "../../src/commands/hand-over-customers.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { listCustomers } from "../../src/commands/list-customers.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { listServed } from "../../src/store/customer-service.ts";
import { findPerson } from "../../src/store/people.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-07-15T12:00:00+08:00");
let house: House;
let database: string;
let keys = 0;
const newKey = (): string => `service-${keys++}`;

const event = (kind: string, at: string, more: object) => JSON.stringify({ id: `e${keys++}`, kind, at, ...more });
const append = (number: string, ...lines: string[]) =>
  appendEvents(house, company, { number, lines: lines.join("\n"), key: newKey(), language: "zh" });
const servedIn = async (number: string) =>
  house.store.withCompany(1, {}, async (tx) =>
    (await listServed(tx, (await findContract(tx, number))!.contractId)).map(({ customer, fromOn, beforeOn, toEnd }) =>
      [customer, fromOn, toEnd ? "end" : beforeOn].join(" "),
    ),
  );
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [String(error)],
  );
const handOver = (given: Partial<HandOver>) =>
  handOverCustomers(house, company, {
    key: newKey(),
    from: "S-1",
    to: "S-2",
    customers: "all",
    on: "2026-07-20",
    ...given,
  });

beforeAll(async () => {
  database = await newDatabase();
  const store = await storeOn(database);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  for (const [number, code] of [
    ["S-1", "A1"],
    ["S-2", "A2"],
  ] as const) {
    const roles = [{ role: "agent" as const, fromOn: "2026-01-01" }];
    await addPerson(house, company, { key: newKey(), code, name: "李晓", roles });
    const person = await store.withCompany(1, {}, (tx) => findPerson(tx, { code }));
    const files = [{ path: "contract.yaml", text: CONTRACT.replace("CLI-1", number) }];
    await addContract(house, company, { files, facts: "", agentPersonId: person!.personId }, "zh");
  }
  await append(
    "S-1",
    event("customer_joined", "2026-06-03T16:00:00+08:00", { customer: "K1" }),
    event("served_by", "2026-06-03T16:00:00+08:00", { customer: "K1", from: "2026-06-05" }),
    event("served_by", "2026-06-08T09:00:00+08:00", { customer: "K2", from: "2026-06-10" }),
    event("customer_joined", "2026-06-09T09:00:00+08:00", { customer: "K3" }),
    event("customer_joined", "2026-06-11T09:00:00+08:00", { customer: "K4" }),
    event("customer_left", "2026-07-01T16:00:00+08:00", { customer: "K4" }),
  );
});

describe("who is served under which contract", () => {
  it("C1.3: the days come from the contract's own events, and end with the contract", async () => {
    expect(await servedIn("S-1")).toEqual([
      "K1 2026-06-03 end",
      "K2 2026-06-10 end",
      "K3 2026-06-09 end",
      // Who left in the afternoon was served that day.
      "K4 2026-06-11 2026-07-02",
    ]);
    await keepCustomer(house, company, {
      key: newKey(),
      code: "K1",
      kind: "person",
      name: "王芳",
      fromOn: "2026-06-03",
    });
    expect((await readCustomer(house, company, "K1")).serving).toEqual([
      {
        number: "S-1",
        title: { zh: "示例合同", en: "Example contract" },
        agentName: "李晓",
        customer: "K1",
        fromOn: "2026-06-03",
        beforeOn: "2027-01-01",
        toEnd: true,
      },
    ]);
    await keepCustomer(house, company, {
      key: newKey(),
      code: "U1",
      kind: "person",
      name: "无人",
      fromOn: "2026-06-03",
    });
    const list = async (served?: "nobody") =>
      (await listCustomers(house, company, { served }, { offset: 0, limit: 9 })).rows.map(({ code, serving }) => [
        code,
        ...serving.map(({ number }) => number),
      ]);
    expect([await list(), await list("nobody")]).toEqual([[["K1", "S-1"], ["U1"]], [["U1"]]]);
    expect((await readPerson(house, company, "A1")).contracts.map(({ customers }) => customers)).toEqual([3]);
  });
  it("C1.3, C7.1: a hand-over changes the days and nothing else, in both contracts at once", async () => {
    await handOver({ customers: ["K1", "K3"] });
    expect(await servedIn("S-1")).toEqual([
      "K1 2026-06-03 2026-07-20",
      "K2 2026-06-10 end",
      "K3 2026-06-09 2026-07-20",
      "K4 2026-06-11 2026-07-02",
    ]);
    expect(await servedIn("S-2")).toEqual(["K1 2026-07-20 end", "K3 2026-07-20 end"]);
    const { serving, history } = await readCustomer(house, company, "K1");
    expect(serving.map(({ number, fromOn, beforeOn }) => [number, fromOn, beforeOn])).toEqual([
      ["S-2", "2026-07-20", "2027-01-01"],
      ["S-1", "2026-06-03", "2026-07-20"],
    ]);
    expect(history[0]).toMatchObject({
      verb: "hand-over-customers",
      detail: { from: "S-1", to: "S-2", on: "2026-07-20" },
    });
    expect((await diagnoseStore(house, 1)).map(({ differences }) => differences)).toEqual([[], []]);
    // And back again, from another day on.
    await handOver({ from: "S-2", to: "S-1", customers: ["K3"], on: "2026-08-01" });
    expect(await servedIn("S-2")).toEqual(["K1 2026-07-20 end", "K3 2026-07-20 2026-08-01"]);
    expect((await servedIn("S-1")).filter((line) => line.startsWith("K3"))).toEqual([
      "K3 2026-06-09 2026-07-20",
      "K3 2026-08-01 end",
    ]);
  });
  it("C1.3: every fault is told, nothing is written, and the same call twice is once", async () => {
    expect(await faultsOf(handOver({ to: "S-1" }))).toEqual(["to"]);
    expect(await faultsOf(handOver({ on: "2027-01-01" }))).toEqual(["to"]);
    expect(await faultsOf(handOver({ on: "2026-06-01" }))).toEqual(["on", "customers"]);
    expect(await faultsOf(handOver({ on: "soon" }))).toEqual(["on"]);
    expect(await faultsOf(handOver({ customers: ["K1", "K2", "ZZ"] }))).toEqual(["customers", "customers"]);
    await expect(handOver({ to: "S-9" })).rejects.toMatchObject({ code: "no_such_contract" });
    const before = [await servedIn("S-1"), await servedIn("S-2")];
    const key = newKey();
    await handOver({ key, customers: ["K2"], on: "2026-07-25" });
    await handOver({ key, customers: ["K2"], on: "2026-07-25" });
    expect((await servedIn("S-2")).length).toBe(before[1]!.length + 1);
    // With another key it is no other hand-over: nothing is written of it.
    expect(await faultsOf(handOver({ customers: ["K2"], on: "2026-07-25" }))).toEqual(["customers"]);
    // Two at once of one customer: it goes over once.
    const both = await Promise.allSettled(
      ["2026-08-10", "2026-08-11"].map((on) => handOver({ from: "S-2", to: "S-1", customers: ["K2"], on })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
  it("case-D1: an agent whose customers nobody looks after afterwards is not ended", async () => {
    await append("S-1", event("customer_joined", "2026-07-02T09:00:00+08:00", { customer: "K5" }));
    await moveClock(house, company, instant("2027-01-05T12:00:00+08:00"), () => undefined);
    const { roles } = await readPerson(house, company, "A1");
    const end = () =>
      endRole(house, company, {
        key: newKey(),
        person: "A1",
        roleHoldingId: roles[0]!.roleHoldingId,
        beforeOn: "2027-01-10",
      });
    expect(await faultsOf(end())).toEqual(["beforeOn"]);
    // Those who have left, by the register, need nobody.
    for (const code of ["K2", "K3", "K5"])
      await keepCustomer(house, company, {
        key: newKey(),
        code,
        kind: "person",
        name: "离开",
        fromOn: "2026-06-01",
        beforeOn: "2027-01-01",
      });
    expect(await faultsOf(end())).toEqual([]);
  });
  it("N2: doctor sees days that were changed by hand", async () => {
    const client = await superuser(database);
    await client.query("update fealty.customer_service set before_on = before_on - 1 where customer_code = 'K4'");
    expect((await diagnoseStore(house, 1)).flatMap(({ differences }) => differences.map(({ part }) => part))).toEqual([
      "served",
    ]);
  });
});
