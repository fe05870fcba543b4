// Clauses: N1
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HouseFolders, houseFolders } from "./served-house.ts";

let folders: HouseFolders;
beforeAll(async () => {
  folders = await houseFolders();
}, 120_000);
afterAll(() => folders?.remove());

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.each(["SIGTERM", "SIGINT"] as const)(
  "N1: %s to the group of npm start ends the house and its database, while it is founded too",
  { timeout: 180_000 },
  async (signal) => {
    const { child } = await folders.startGroup();
    const database = folders.databaseProcess();
    expect(isAlive(database)).toBe(true);
    const closed = once(child, "close");
    process.kill(-child.pid!, signal);
    // As npm does: it hands the signal on to what got it already.
    await sleep(300);
    if (child.exitCode === null) process.kill(-child.pid!, "SIGTERM");
    expect((await closed)[0]).toBe(0);
    expect(isAlive(database)).toBe(false);
  },
);
