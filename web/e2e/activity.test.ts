// Clauses: C1.2, N7
import { describe, expect, test } from "vitest";
import { access as accessEn } from "../src/i18n/en/access.ts";
import { activity as activityEn } from "../src/i18n/en/activity.ts";
import { access as accessZh } from "../src/i18n/zh/access.ts";
import { activity as activityZh } from "../src/i18n/zh/activity.ts";
import { axe, cutOff, rawWords, SIZES } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = { zh: { ...activityZh, verbs: accessZh.verbs }, en: { ...activityEn, verbs: accessEn.verbs } } as const;

describe.each([
  ["zh", "wide"],
  ["en", "phone"],
] as const)("everything that was done, in %s, %s", (lang, size) => {
  const words = WORDS[lang];
  test("N7: an auditor's look stands in it, a filter narrows it, and it leads to what it is about", async () => {
    const auditor = await cookieOf(served.running.url, "S13");
    const looked = await served.house.open("/contracts/HX-YS-003", { ...SIZES[size], lang, cookie: auditor });
    await looked.page.close();
    const { page, troubles } = await served.house.open("/activity", { ...SIZES[size], lang });
    const line = page.locator(".activity-rows tbody tr").filter({ hasText: words.verbs["read-contract"] });
    await line.first().waitFor();
    expect(await line.first().locator("a").getAttribute("href")).toBe("#/contracts/HX-YS-003");
    const clean = { raw: [], cut: [], axe: [] };
    expect({ raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
    await page.getByLabel(words.contract, { exact: true }).fill("HX-YS-004");
    await page.keyboard.press("Enter");
    await page.waitForURL(/contract=HX-YS-004/);
    await expect.poll(() => line.count()).toBe(0);
    await page.getByLabel(words.from, { exact: true }).fill("2001-01-01");
    await page.getByLabel(words.until, { exact: true }).fill("2001-01-01");
    await page.getByRole("button", { name: words.apply, exact: true }).click();
    await page.getByText(words.noneFound).waitFor();
    expect({ raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
    await page.getByRole("button", { name: words.clear, exact: true }).click();
    await line.first().waitFor();
    expect(troubles).toEqual([]);
    await page.close();
  });
});
test("C1.2: whoever may not see it is offered no way to it", async () => {
  const { page } = await served.house.open("/people", { cookie: await cookieOf(served.running.url, "S02") });
  await page.locator(".house-nav a").first().waitFor();
  expect(await page.locator('a[href^="#/activity"]').count()).toBe(0);
  await page.close();
});
