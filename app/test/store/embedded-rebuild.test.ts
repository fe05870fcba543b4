// Clauses: N2
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { addContract } from "../../src/commands/add-contract.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { openStore } from "../../src/store/open-store.ts";
import { placeOf } from "../../src/store/postgres/place.ts";
import { stopServer } from "../../src/store/postgres/process.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

it("N2: with the database that comes along, whose app may become no other role, derived state is rebuilt too", async () => {
  const home = mkdtempSync(join(tmpdir(), "fealty-rebuild-"));
  chmodSync(home, 0o755);
  const { calendar } = parseCalendar(kept);
  const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
  const store = await openStore({ kind: "embedded", embedded: { home, stage: join(home, "stage") } });
  try {
    const clock = instant("2026-10-31T12:00:00+08:00");
    const house: House = { store, threads, engine: "test", now: risingClock(() => clock / 1000) };
    await store.withCompany(1, {}, (tx) =>
      addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock }, clock),
    );
    await addContract(
      house,
      { companyId: 1, party: "company" },
      { files: [{ path: "contract.yaml", text: CONTRACT }], facts: FACTS },
      "en",
    );
    const behind = await store.administrate();
    const closed = await behind.query("select count(*)::int as n from fealty.statement where status = 'closed'");
    expect(closed.rows[0].n).toBeGreaterThan(0);
    // As a damaged page of the disk would, behind what the database guards.
    await behind.query("set session_replication_role = replica");
    await behind.query("update fealty.statement set earned_minor = earned_minor + 1");
    await behind.end();
    const told = async () => (await diagnoseStore(house, 1)).flatMap(({ differences }) => differences);
    expect((await told()).map(({ part, rebuilds }) => [part, rebuilds])).toContainEqual(["statement", true]);
    expect(await rebuildStore(house, 1)).toBe(1);
    expect(await told()).toEqual([]);
  } finally {
    await store.close();
    await threads.close();
    await stopServer((await placeOf(home, join(home, "stage"))).data).catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  }
}, 120_000);
