// Clauses: N1
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe, browserOn, said } from "./browser.ts";
import { cookieOf, type HouseFolders, houseFolders } from "./served-house.ts";

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

test("N1: while the demonstration is founded each list says in one true sentence what is under way", {
  timeout: 180_000,
}, async () => {
  const { url, child } = await folders.startGroup();
  const closed = once(child, "close");
  const house = await browserOn(url, undefined, await cookieOf(url));
  const { page } = await house.open("/contracts");
  const told = page.locator("main [role=status]");
  await told.waitFor();
  expect(await said(told)).toMatch(/^演示公司正在建立：120 份合同已写入 \d+ 份，下面只含这些，其余写入后自动列出。$/);
  expect(await page.locator("main p.quiet.pad").count()).toBe(1);
  await page.goto(`${url}#/`);
  await page.getByText("全部写入后，这里列出今日的事项").waitFor();
  expect(await page.locator("main p.quiet.pad").count()).toBe(1);
  expect(await said(page.locator("main"))).not.toMatch(/新的时点|正在计算/);
  expect(await said(page.locator("h1"))).toBe("今日");
  expect(await axe(page)).toEqual([]);
  // The last one comes in long after: the link waits for it.
  await page.goto(`${url}#/contracts/HX-YS-120`);
  await page.getByRole("heading", { name: "还没有写入" }).waitFor();
  expect(await said(page.locator("main"))).toContain("写入后会在这里自动打开");
  await house.close();
  process.kill(-child.pid!, "SIGTERM");
  await closed;
});

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
    // It takes its number away before it is gone.
    await expect.poll(() => isAlive(database)).toBe(false);
  },
);
