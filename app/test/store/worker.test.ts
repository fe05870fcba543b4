import { setTimeout as sleep } from "node:timers/promises";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { afterAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { addContract } from "../../src/commands/add-contract.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { readContractState } from "../../src/store/derived-reads.ts";
import { ClockWorker } from "../../src/worker/clock.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());

it("N6: the worker sleeps until a state can change, and then it has changed, without an event and without a question", async () => {
  const store = await newStore();
  // A house whose clock stands at noon of a day in July and runs from there.
  let offset = instant("2026-07-01T12:00:00+08:00") / 1000 - Date.now();
  const house: House = { store, threads, engine: "test", now: risingClock(() => Date.now() + offset) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "甲", en: "A" }, demonstration: false }, house.now()),
  );
  const files = [{ path: "contract.yaml", text: CONTRACT }];
  await addContract(house, { companyId: 1, party: "company" }, { files, facts: FACTS }, "zh");
  const state = () =>
    store.withCompany(
      1,
      {},
      async (tx) => (await readContractState(tx, (await findContract(tx, "CLI-1"))!.contractId))!,
    );
  const before = await state();
  expect(before.openFindings).toBe(0);
  // The statement of June is due five working days after the month: then the company has missed it.
  const due = instant("2026-07-07T18:00:00+08:00");
  offset += (due - house.now()) / 1000 - 1500;
  const errors: unknown[] = [];
  const worker = new ClockWorker(house, 1, (error) => errors.push(error));
  worker.start();
  await sleep(400);
  const early = await state();
  expect(early.nextChangeAt).toBe(due + 1);
  expect(early.openFindings).toBe(0);
  for (let tries = 0; tries < 100 && (await state()).openFindings === 0; tries += 1) await sleep(50);
  const after = await state();
  await worker.stop();
  expect(errors).toEqual([]);
  expect(after.openFindings).toBeGreaterThan(0);
  expect(after.asOf as Instant).toBeGreaterThanOrEqual(due);
}, 30_000);
