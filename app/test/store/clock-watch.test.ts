// Clauses: N1
import { join } from "node:path";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ClockFault, ClockWatch } from "../../src/server/clock-watch.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addActivities } from "../../src/store/activity.ts";
import { addCompany } from "../../src/store/companies.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { importHouse } from "./import-room.ts";
import { newFolder } from "./room.ts";

const HOUR = 3600;
let { house }: Partial<Awaited<ReturnType<typeof importHouse>>> = {};
let served: Serving;
/** Milliseconds that the clock which can be set is off by; the other runs on. */
let setBy = 0;
const machineClocks = { wall: () => Date.now() + setBy, running: () => performance.now() };
beforeAll(async () => {
  ({ house } = await importHouse());
  await addSomebody(house, 1, "S1", "owner");
  // A company that is no demonstration: its moments are the machine's.
  await house.store.withCompany(3, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: false }, nowPlus(0)),
  );
  await noted(0);
});
const nowPlus = (seconds: number): Instant => ((Date.now() + seconds * 1000) * 1000) as Instant;
/** Something written down that many seconds from now. */
const noted = (seconds: number): Promise<void> =>
  house!.store.withCompany(3, {}, (tx) =>
    addActivities(tx, [
      { at: nowPlus(seconds), verb: "keep-branch", subjectKind: "branch", subjectId: newUuid(), detail: {} },
    ]),
  );
afterAll(() => served?.close());
const faultsOf = async (seconds: number, before = 0): Promise<readonly ClockFault[]> => {
  setBy = before * 1000;
  const watch = new ClockWatch(house!, () => undefined, machineClocks);
  setBy = seconds * 1000;
  await watch.look();
  return watch.faults;
};
const against = (faults: readonly ClockFault[]): string[] => faults.map((fault) => fault.against);

it("T23: a clock that runs right gives no alarm, also within the tolerance", async () => {
  expect(await faultsOf(0)).toEqual([]);
  expect(await faultsOf(1)).toEqual([]);
});
it("T23: a clock set back by two hours or on by a day while the house runs is told, and by how much", async () => {
  const back = await faultsOf(-2 * HOUR);
  expect(against(back)).toEqual(["database", "record", "itself"]);
  for (const { against: what, seconds } of back) expect(Math.abs(seconds + 2 * HOUR), what).toBeLessThanOrEqual(120);
  expect(against(await faultsOf(24 * HOUR))).toEqual(["database", "itself"]);
});
it("T23: a clock that was off before the house started is told too", async () => {
  expect(against(await faultsOf(24 * HOUR, 24 * HOUR))).toEqual(["database"]);
});
it("T23: a machine that slept gives no alarm, and one that was set on purpose is told for a day", async () => {
  let [wall, running] = [0, 0];
  const own = { wall: () => Date.now() + wall * 1000, running: () => performance.now() + running * 1000 };
  const watch = new ClockWatch(house!, () => undefined, own);
  const found = async (): Promise<string[]> => {
    await watch.look();
    return against(watch.faults).filter((one) => one === "itself");
  };
  [wall, running] = [8 * HOUR, 8 * HOUR];
  expect(await found()).toEqual([]);
  wall += HOUR;
  expect(await found()).toEqual(["itself"]);
  [wall, running] = [wall + 23 * HOUR, running + 23 * HOUR];
  expect(await found()).toEqual(["itself"]);
  [wall, running] = [wall + 2 * HOUR, running + 2 * HOUR];
  expect(await found()).toEqual([]);
  wall -= HOUR;
  expect(await found()).toEqual(["itself"]);
});
it("T23: the time since the machine started runs as the clock does", async () => {
  const watch = new ClockWatch(house!, () => undefined);
  await new Promise((done) => setTimeout(done, 3000));
  await watch.look();
  expect(against(watch.faults)).not.toContain("itself");
});
it("T23: what was written down in the future is told, whatever clock did it", async () => {
  await noted(5 * HOUR);
  expect(against(await faultsOf(0))).toEqual(["record"]);
});
it("T23: the alarm stands on the company's answer, on /healthz, on /metrics and in the log once", async () => {
  const lines: object[] = [];
  const log = { error: (line: object) => lines.push(line), info: () => undefined };
  setBy = 0;
  served = await serve({
    house: house!,
    page: join(newFolder(), "none"),
    ports: [0],
    log: () => undefined,
    requestLog: log as never,
    machineClocks,
  });
  await expect.poll(() => lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ clock: [{ against: "record" }] });
  expect(await (await fetch(`${served.url}healthz`)).json()).toEqual({ status: "ok", clock: "off" });
  expect(await (await fetch(`${served.url}metrics`)).text()).toMatch(
    /fealty_clock_ahead_seconds\{against="record"\} -1\d{4}\n/,
  );
  const cookie = await cookieOf(served.url, "S1");
  const company = await (await fetch(`${served.url}api/company`, { headers: { cookie } })).json();
  expect(company).toMatchObject({ clockFaults: [{ against: "record" }] });
});
