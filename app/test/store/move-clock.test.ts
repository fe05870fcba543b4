import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import type { House } from "../../src/commands/house.ts";
import { checkClockMove, moveClock } from "../../src/commands/move-clock.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany, readCompany } from "../../src/store/companies.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const threads = openThreads({ calendars: [parseCalendar(kept).calendar!] }, 1, await threadProgram());
const CLOCK = instant("2026-06-10T09:00:00+08:00");
let house: House;
let owner: Caller;
beforeAll(async () => {
  house = { store: await newStore(), threads, engine: "test", now: () => CLOCK };
  const company = { name: { zh: "演示", en: "Demonstration" }, demonstration: true, clock: CLOCK };
  await house.store.withCompany(1, {}, (tx) => addCompany(tx, company, CLOCK));
  const personId = await addSomebody(house, 1, "S1", "owner", "2026-03-01");
  // Whoever serves customers was there before, and may not move the clock.
  await addSomebody(house, 1, "S2", "service", "2026-01-01");
  owner = { companyId: 1, party: "company", actor: askingAs(1, ["owner"], personId).actor };
});
afterAll(() => threads.close());

it("N2: no clock is moved to a day on which nobody could move it back", async () => {
  const too = instant("2026-02-28T23:59:00+08:00");
  const refused = { code: "clock_outside_term", args: { from: "2026-03-01", until: "2026-02-28" } };
  await expect(checkClockMove(house, owner, too)).rejects.toMatchObject(refused);
  await expect(moveClock(house, owner, too)).rejects.toMatchObject(refused);
  expect((await house.store.withCompany(1, {}, readCompany)).clock).toBe(CLOCK);
  const first = instant("2026-03-01T00:00:00+08:00");
  await moveClock(house, owner, first);
  expect((await house.store.withCompany(1, {}, readCompany)).clock).toBe(first);
});
it("N2: whoever moves it in the page is told one range: not before somebody there may move it back", async () => {
  const files = [{ path: "contract.yaml", text: CONTRACT }];
  await addContract(house, owner, { files, facts: FACTS }, "en");
  await expect(checkClockMove(house, owner, instant("2099-01-01T00:00:00Z"))).rejects.toMatchObject({
    code: "clock_outside_term",
    args: { from: "2026-03-01", until: "2031-12-31" },
  });
});
