import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const NOW = instant("2026-08-10T12:00:00+08:00");
const [REAL, DEMONSTRATION] = [1, 2];
const as = (companyId: number): Caller => ({ companyId, party: "company" });
let house: House;
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => NOW / 1000) };
  for (const companyId of [REAL, DEMONSTRATION]) {
    const demonstration = companyId === DEMONSTRATION;
    const company = { name: { zh: "公司", en: "Company" }, demonstration, ...(demonstration ? { clock: NOW } : {}) };
    await store.withCompany(companyId, {}, (tx) => addCompany(tx, company, NOW));
    await addContract(house, as(companyId), { files: [{ path: "contract.yaml", text: CONTRACT }], facts: FACTS }, "en");
  }
});
/** As the app's own role. */
const run = <Row extends object>(companyId: number, text: string): Promise<Row[]> =>
  house.store.withCompany(companyId, {}, (tx) => tx.sql<Row>(`${text} /* company_id */`, []));
const statements = (companyId: number) =>
  run<{ period: string; status: string; payable_minor: bigint }>(
    companyId,
    "select period, status, payable_minor from fealty.statement order by period",
  );
const append = (companyId: number, event: object) =>
  appendEvents(house, as(companyId), {
    number: "CLI-1",
    lines: JSON.stringify(event),
    key: JSON.stringify(event),
    language: "en",
  });
const healthy = async (companyId: number) =>
  expect((await diagnoseStore(house, companyId)).flatMap(({ differences }) => differences)).toEqual([]);
const CLOSED = { code: "statement_closed" };

describe("a closed statement", () => {
  it("C6.3: is neither changed nor taken away by the app's role, of a demonstration either, and what is open is", async () => {
    for (const companyId of [REAL, DEMONSTRATION]) {
      const before = await statements(companyId);
      expect(before.map(({ status }) => status)).toEqual(["closed", "closed", "open"]);
      for (const set of [
        "payable_minor = 0",
        "earned_minor = 0",
        "held_minor = 1",
        "currency = 'USD'",
        "status = 'open'",
        "status = 'opening'",
        "period = '2020-01'",
        "rule = 'C6.2/other'",
        "period_until = '2026-06-20'",
      ])
        await expect(
          run(companyId, `update fealty.statement set ${set} where status = 'closed'`),
        ).rejects.toMatchObject(CLOSED);
      await expect(run(companyId, "delete from fealty.statement where status = 'closed'")).rejects.toMatchObject(
        CLOSED,
      );
      await expect(run(companyId, "delete from fealty.statement")).rejects.toMatchObject(CLOSED);
      await run(companyId, "update fealty.statement set payable_minor = payable_minor, paid_minor = paid_minor");
      await run(companyId, "update fealty.statement set payable_minor = payable_minor where status = 'open'");
      expect(await statements(companyId)).toEqual(before);
    }
    await expect(run(REAL, "update fealty.company set demonstration = true")).rejects.toMatchObject({
      code: "not_permitted",
    });
  });
  it("C6.3: is paid, corrected in a later one and rebuilt as before", async () => {
    const stated = (await statements(REAL)).slice(0, 2);
    await append(REAL, {
      id: "p1",
      kind: "payment_made",
      at: "2026-08-09T10:00:00+08:00",
      period: "2026-06",
      amount: "1.00",
    });
    await append(REAL, { id: "r1", kind: "refund", at: "2026-08-09T10:00:00+08:00", order: "o1", amount: "500.00" });
    expect((await statements(REAL)).slice(0, 2)).toEqual(stated);
    await rebuildStore(house, REAL);
    expect((await statements(REAL)).slice(0, 2)).toEqual(stated);
    await healthy(REAL);
  });
  it("C6.3: of a demonstration opens again when its moment goes back to before the close, and closes as it was", async () => {
    const before = await statements(DEMONSTRATION);
    await moveClock(house, as(DEMONSTRATION), instant("2026-06-20T12:00:00+08:00"));
    expect((await statements(DEMONSTRATION)).map(({ status }) => status)).toEqual(["open"]);
    await moveClock(house, as(DEMONSTRATION), NOW);
    expect(await statements(DEMONSTRATION)).toEqual(before);
    await healthy(DEMONSTRATION);
  });
  it("C10.3: is cut or falls away by the contract's end that becomes known later, and comes back with it", async () => {
    const before = (await statements(REAL)).slice(0, 2);
    const event = { id: "e1", kind: "ended", at: "2026-06-20T10:00:00+08:00" };
    await append(REAL, event);
    const [june] = await statements(REAL);
    expect(june).toEqual(before[0]);
    await healthy(REAL);
    await append(REAL, { id: "e2", kind: "retracted", at: "2026-08-10T10:00:00+08:00", target: "e1", reason: "x" });
    expect((await statements(REAL)).slice(0, 2)).toEqual(before);
    await healthy(REAL);
    await expect(run(REAL, "delete from fealty.statement where status = 'closed'")).rejects.toMatchObject(CLOSED);
  });
});
