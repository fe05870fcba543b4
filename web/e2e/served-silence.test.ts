// Clauses: N1, N2
// The page while its house is gone, and when it has come back.
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { axe, said, settled } from "./browser.ts";
import { servedForFile, stopHouse } from "./served-house.ts";

const served = servedForFile();
const comeBack = async (): Promise<void> => {
  served.running = await served.folders.start(Number(new URL(served.running.url).port));
};
beforeEach(async () => {
  if (served.running.child.signalCode !== null) await comeBack();
}, 120_000);
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, path);
const SILENT = { zh: "服务器没有应答", en: "The house does not answer" } as const;
const AGAIN = { zh: "再试一次", en: "Try again" } as const;

describe.each(["zh", "en"] as const)("in %s, while the house does not answer", (lang) => {
  test("N1: another moment that cannot be had leaves the old one under its own name, and says so until it can", async () => {
    const { page } = await served.house.open("/contracts/HX-YS-003", { lang });
    const stood = await page.locator(".page").getAttribute("data-as-of");
    const moment = await said(page.locator(".as-of .moment"));
    await stopHouse(served.running, "SIGKILL");
    await page.getByRole("button", { name: lang === "zh" ? "上一个变化" : "Previous change" }).click();
    await page.waitForSelector(".as-of-failed");
    expect(await said(page.locator(".as-of-failed[role=alert]"))).toContain(SILENT[lang]);
    expect(await page.locator(".page").getAttribute("data-as-of")).toBe(stood);
    expect(await said(page.locator(".as-of .moment"))).toBe(moment);
    expect(await page.locator(".page").getAttribute("aria-busy")).toBe("false");
    expect(await axe(page)).toEqual([]);
    await comeBack();
    await page.getByRole("button", { name: AGAIN[lang] }).click();
    await page.waitForFunction((old) => document.querySelector(".page")?.getAttribute("data-as-of") !== old, stood);
    expect(await page.locator(".as-of-failed").count()).toBe(0);
    expect(await said(page.locator(".as-of .moment"))).not.toBe(moment);
    await page.close();
  });
  test("N1: an explanation and a contract that cannot be had say so and can be asked for again", async () => {
    const { page } = await served.house.open("/contracts/HX-YS-003/pay?explain=statement/2026-09", { lang });
    await stopHouse(served.running, "SIGKILL");
    await goTo(page, "/contracts/HX-YS-003/pay?explain=statement/2026-08");
    await page.waitForSelector(".right [role=alert]");
    expect(await said(page.locator(".right [role=alert]"))).toContain(SILENT[lang]);
    await goTo(page, "/contracts/HX-YS-004");
    await page.waitForSelector("main.message");
    expect(await said(page.locator("main.message"))).toContain(SILENT[lang]);
    await comeBack();
    await page.getByRole("button", { name: AGAIN[lang] }).click();
    await settled(page);
    expect(await page.locator(".page").count()).toBe(1);
    await page.close();
  });
  test("N1: a part of the page that cannot be fetched says so, and is there when the house is", async () => {
    const { page } = await served.house.open("/contracts", { lang });
    const list = await page.title();
    const from = await served.house.open("/contracts/HX-YS-003", { lang });
    await stopHouse(served.running, "SIGKILL");
    await goTo(from.page, "/import");
    await from.page.waitForSelector("main.message [role=alert]");
    expect(await axe(from.page)).toEqual([]);
    await from.page.close();
    for (const path of ["/import", "/", "/contracts/HX-YS-003"]) {
      await goTo(page, path);
      await page.waitForSelector("main.message [role=alert]");
      expect(await said(page.locator("main.message"))).toContain(SILENT[lang]);
      expect(await said(page.locator("main.message"))).not.toMatch(/preload|http|Failed/);
      expect(await page.title()).not.toBe(list);
      expect(await axe(page)).toEqual([]);
    }
    // Still there what was there before, with its own word that nobody answers.
    await goTo(page, "/contracts");
    await page.waitForSelector(".contract-list, main [role=alert]");
    expect(await page.title()).toBe(list);
    await goTo(page, "/import");
    await page.getByRole("button", { name: AGAIN[lang] }).click();
    await page.waitForTimeout(300);
    expect(await said(page.locator("main.message"))).toContain(SILENT[lang]);
    await comeBack();
    await page.getByRole("button", { name: AGAIN[lang] }).click();
    await page.waitForSelector(".import-page .drop");
    await page.close();
  });
  test("N1: once the house is back the next page is shown whole, without being asked for twice", async () => {
    const { page } = await served.house.open("/contracts", { lang });
    await stopHouse(served.running, "SIGKILL");
    await goTo(page, "/import");
    await page.waitForSelector("main.message [role=alert]");
    await comeBack();
    await goTo(page, "/");
    await page.waitForSelector(".today-page");
    expect(await page.evaluate(() => getComputedStyle(document.querySelector(".today-page")!).paddingTop)).not.toBe(
      "0px",
    );
    await page.close();
  });
});

test.each([
  ["zh", "（演示数据）"],
  ["en", "(demonstration data)"],
] as const)(
  "N1: while a contract is being computed its number or title stands over the page, clean under axe, in %s",
  async (lang, title) => {
    const { page } = await served.house.open("/people", { lang });
    // Neither answer comes: first not that of which contract it is, then not what it shows.
    for (const [number, held, heading] of [
      ["HX-YS-004", /rpc\/contract\//, "HX-YS-004"],
      ["HX-YS-005", /rpc\/contract\/view/, title],
    ] as const) {
      await page.route(held, () => undefined);
      await goTo(page, `/contracts/${number}`);
      await page.locator("main.waiting h1", { hasText: heading }).waitFor();
      expect(await axe(page)).toEqual([]);
      await page.unrouteAll({ behavior: "ignoreErrors" });
    }
    await page.close();
  },
);
