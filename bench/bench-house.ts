import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import type pg from "pg";
import type { House } from "../app/src/commands/house.ts";
import { openThreads } from "../app/src/evaluation/threads.ts";
import { addCompany } from "../app/src/store/companies.ts";
import { openStore } from "../app/src/store/open-store.ts";
import { bundleProgram } from "./bundle.ts";
import type { Place } from "./results.ts";

export const COMPANY = 1;
/** A house as `fealty serve` opens it: the embedded server with its own settings, in a folder of its own, and the engine's threads. */
export interface BenchHouse {
  readonly house: House;
  /** The role that may make tables beside the store's, for peers. */
  readonly client: pg.Client;
  /** `18.4, fsync on, synchronous_commit on`; a server that does not sync is refused. */
  readonly server: string;
  readonly close: () => Promise<void>;
}
export const shippedCalendar = (root: string): CalendarData => {
  const { calendar } = parseCalendar(JSON.parse(readFileSync(join(root, "data/calendars/cn.json"), "utf8")));
  if (!calendar) throw new Error("the shipped calendar does not read");
  return calendar;
};

/** @param now the house's clock; it has to rise with each call */
export const openBenchHouse = async ({ root, scratch }: Place, now: () => Instant): Promise<BenchHouse> => {
  const home = mkdtempSync(join(scratch, "h-"));
  // The server's own user has to pass through.
  for (const folder of [scratch, home]) chmodSync(folder, 0o711);
  const store = await openStore({ kind: "embedded", embedded: { home, stage: join(home, "s") } });
  mkdirSync(join(root, ".fealty/bench"), { recursive: true });
  const program = await bundleProgram(root, "app/src/evaluation/thread.ts", join(root, ".fealty/bench"));
  const threads = openThreads({ calendars: [shippedCalendar(root)] }, undefined, pathToFileURL(program));
  const client = await store.administrate();
  const close = async (): Promise<void> => {
    await threads.close();
    await client.end();
    await store.close();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const house: House = { store, threads, engine: "bench", now };
    const server = await describeServer(client, store.serverVersion);
    const name = { zh: "测速公司", en: "Bench company" };
    await store.withCompany(COMPANY, {}, (tx) => addCompany(tx, { name, demonstration: false }, now()));
    return { house, client, server, close };
  } catch (error) {
    await close();
    throw error;
  }
};
const describeServer = async (client: pg.Client, version: string): Promise<string> => {
  const { rows } = await client.query(
    "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits, current_setting('full_page_writes') as pages",
  );
  const { fsync, commits, pages } = rows[0] as { fsync: string; commits: string; pages: string };
  if (fsync !== "on" || commits !== "on" || pages !== "on") throw new Error("the server does not sync what it commits");
  return `PostgreSQL ${version}, fsync and synchronous_commit on`;
};
