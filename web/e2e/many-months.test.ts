// Clauses: C6.3, N1
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe, cutOff, type House, said, settled, startHouse } from "./browser.ts";

const text = (name: string): string => readFileSync(fileURLToPath(new URL(`./files/${name}`, import.meta.url)), "utf8");
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});
/** The gift shop's contract, begun in November 2023: 31 months to its last sale. */
const openLong = async (width: number, lang: "zh" | "en"): Promise<Page> => {
  const { page } = await house.open("/open", { width, height: 800, lang });
  const files = [
    { name: "long.yaml", text: text("gift-shop.yaml").replace("from: 2026-01-01", "from: 2023-11-01") },
    { name: "gift-shop.csv", text: text("gift-shop.csv") },
  ].map((one) => ({ name: one.name, mimeType: "text/plain", buffer: Buffer.from(one.text) }));
  await page.locator('input[type="file"]').first().setInputFiles(files);
  await page.locator(".opened .ant-btn-primary").click();
  await settled(page);
  await page.locator(".sections a").nth(1).click();
  await page.waitForSelector(".pay-chart svg");
  return page;
};
const boxes = (page: Page) =>
  page.locator(".pay-periods .period").evaluateAll((all) =>
    all.map((one) => {
      const name = one.lastElementChild!.getBoundingClientRect();
      const box = one.getBoundingClientRect();
      return { left: box.left, right: box.right, width: box.width, over: name.width - box.width, high: name.height };
    }),
  );

test.each([1440, 390, 320])(
  "C6.3: 31 months keep their names on one line and room to be hit, at %i px",
  async (width) => {
    for (const lang of ["zh", "en"] as const) {
      const page = await openLong(width, lang);
      const row = (await page.locator(".pay-months").boundingBox())!;
      const all = await boxes(page);
      expect(all).toHaveLength(31);
      for (const { width: wide, over, high } of all) {
        expect(wide).toBeGreaterThanOrEqual(28);
        expect(over).toBeLessThanOrEqual(0);
        expect(high).toBeLessThan(24);
      }
      const shown = await page
        .locator(".pay-periods .period")
        .evaluateAll((buttons) => buttons.findIndex((one) => one.getAttribute("aria-pressed") === "true"));
      expect(shown).toBeGreaterThan(20);
      expect(all[shown]!.left).toBeGreaterThanOrEqual(row.x - 1);
      expect(all[shown]!.right).toBeLessThanOrEqual(row.x + row.width + 1);
      expect(all.at(-1)!.right).toBeLessThanOrEqual(row.x + row.width + 1);
      expect(await page.locator(".pay-periods .year").allInnerTexts()).toEqual(["2023", "2024", "2025", "2026"]);
      expect(await said(page.locator(".pay-periods .period").nth(2))).toBe(lang === "zh" ? "2024 1月" : "2024 Jan");
      expect(await said(page.locator(".pay-periods .period").nth(1))).toBe(lang === "zh" ? "2023 12月" : "2023 Dec");
      expect(await cutOff(page)).toEqual([]);
      expect(await axe(page)).toEqual([]);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/months-${width}-${lang}.png` });
      await page.close();
    }
  },
);
test("C6.3: the month shown stays in sight when its row becomes narrower", async () => {
  const page = await openLong(1440, "zh");
  await page.locator(".pay-periods .period").last().click();
  await page.setViewportSize({ width: 900, height: 800 });
  await page.waitForTimeout(200);
  const row = (await page.locator(".pay-months").boundingBox())!;
  expect((await boxes(page)).at(-1)!.right).toBeLessThanOrEqual(row.x + row.width + 1);
  await page.close();
});
test("C6.3: choosing a month in sight does not move the row", async () => {
  const page = await openLong(1440, "zh");
  const scrolled = () => page.locator(".pay-months").evaluate((row) => row.scrollLeft);
  const before = await scrolled();
  expect(before).toBeGreaterThan(0);
  await page.locator(".pay-periods .period").nth(24).click();
  expect(await said(page.locator(".card h3").first())).toContain("2025年11月");
  expect(await scrolled()).toBe(before);
  await page.close();
});
