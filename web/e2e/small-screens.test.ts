// Clauses: N1, C3.1, C6.3
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe, cutOff, type House, SIZES, said, settled, startHouse } from "./browser.ts";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});
const at = (section: string): string => `/contracts/HX-2026-0001/${section}`;

test("N1: at 320 px every tab is in the window, none over another, and what scrolls can be reached by keys", async () => {
  for (const lang of ["en", "zh"] as const)
    for (const section of ["timeline", "pay", "C8.3"]) {
      const { page } = await house.open(at(section), { width: 320, height: 700, lang });
      const boxes = await page.locator(".sections > *").evaluateAll((all) =>
        all.map((one) => {
          const { left, right } = one.getBoundingClientRect();
          return { left, right, over: one.scrollWidth - one.clientWidth };
        }),
      );
      expect(boxes).toHaveLength(5);
      for (const [index, box] of boxes.entries()) {
        expect(box.right).toBeLessThanOrEqual(320);
        expect(box.over).toBeLessThanOrEqual(1);
        if (index > 0) expect(box.left).toBeGreaterThanOrEqual(boxes[index - 1]!.right);
      }
      expect(await said(page.locator(".sections .ant-btn"))).not.toBe("");
      expect(await cutOff(page)).toEqual([]);
      expect(await axe(page)).toEqual([]);
      await page.close();
    }
});

test("N1: on a narrow screen events are a list: time and kind on a line, who below, what was said over the full width", async () => {
  const name = "Larkspur Provisions and Household Furnishings (Northern Counties) Limited";
  for (const width of [390, 320])
    for (const lang of ["zh", "en"] as const) {
      const { page } = await house.open("/open", { width, height: 800, lang });
      const files = ["gift-shop.yaml", "gift-shop.csv"].map((file) => ({
        name: file,
        mimeType: "text/plain",
        buffer: Buffer.from(
          readFileSync(new URL(`./files/${file}`, import.meta.url), "utf8").replace(
            ",B,2,",
            `,${name},${"x".repeat(90)},`,
          ),
        ),
      }));
      await page.locator('input[type="file"]').first().setInputFiles(files);
      await page.locator(".opened .ant-btn-primary").click();
      await settled(page);
      await page.locator(".sections a").nth(3).click();
      const items = page.locator(".event-list > li");
      await items.first().waitFor();
      expect(await items.count()).toBe(6);
      expect(await page.locator("table.events").count()).toBe(0);
      const item = items.nth(4);
      expect(await said(item.locator(".person"))).not.toBe("");
      await item.locator(".person").evaluate((who, long) => {
        who.textContent = long;
      }, name);
      const box = async (part: string) => (await item.locator(part).boundingBox())!;
      const [time, kind, who, what] = [
        await box(".time"),
        await box(".kind"),
        await box(".person"),
        await box(".details"),
      ];
      expect(Math.abs(time.y - kind.y)).toBeLessThan(3);
      expect(who.y).toBeGreaterThanOrEqual(time.y + time.height);
      expect(what.y).toBeGreaterThanOrEqual(who.y + who.height);
      for (const one of [who, what]) expect(one.width).toBeGreaterThan(width - 40);
      expect(await said(item)).toContain("260.40");
      expect(await cutOff(page)).toEqual([]);
      const over = await items.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
      expect(over).toBe(0);
      expect(await axe(page)).toEqual([]);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/events-${width}-${lang}.png` });
      await page.close();
    }
});

test("N3: the head's figure stands with its interval and sample beside the next one, not over it", async () => {
  for (const width of [390, 320])
    for (const lang of ["zh", "en"] as const) {
      const { page } = await house.open(at("C8.3?asOf=2026-01-20"), { width, height: 800, lang });
      expect(await said(page.locator(".kpi").first())).toMatch(/97\.0%–100\.0%(?:、|, )n = \d+/);
      const over = () =>
        page.locator(".kpi, .kpi *").evaluateAll((all) =>
          all.flatMap((one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            const right = one.closest(".kpi")!.getBoundingClientRect().right;
            return range.getBoundingClientRect().right > right + 1 ? [one.outerHTML] : [];
          }),
        );
      expect(await over()).toEqual([]);
      // Of a contract with millions: 2,170,322.53 beside 11 would read as one figure.
      await page.locator(".kpi .figure").evaluateAll((figures) => {
        for (const figure of figures) figure.textContent = "¥12,170,322.53";
      });
      expect(await over()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/head-${width}-${lang}.png` });
      await page.close();
    }
});

test("C6.3, C11.2: on a phone all months that are in sight are whole, and who owes whom and what was decided stand on a line each", async () => {
  for (const lang of ["zh", "en"] as const) {
    const { page } = await house.open(at("pay"), { ...SIZES.phone, lang });
    await page.waitForSelector(".pay-chart svg");
    const months = await page.locator(".pay-periods .period").evaluateAll((all) => {
      const row = all[0]!.closest(".pay-months")!.getBoundingClientRect();
      return all.map((one) => {
        const { left, right } = one.getBoundingClientRect();
        const name = one.lastElementChild!.getBoundingClientRect();
        return {
          inSight: left >= row.left && right <= row.right,
          out: right <= row.left + 1,
          over: name.width - (right - left),
        };
      });
    });
    expect(months.length).toBeGreaterThan(6);
    for (const { inSight, out, over } of months) {
      expect(inSight || out).toBe(true);
      expect(over).toBeLessThanOrEqual(0);
    }
    const scrolls = await page.locator(".pay-months").evaluate((row) => row.scrollWidth - row.clientWidth);
    expect(scrolls > 0).toBe(months.length > 9);
    expect(months[0]!.inSight).toBe(months.length <= 9);
    if (lang === "zh") {
      const lines = await page.locator(".pay table.claims td.kept-whole").evaluateAll((cells) =>
        cells.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getClientRects().length;
        }),
      );
      expect(lines.length).toBeGreaterThan(1);
      expect(new Set(lines)).toEqual(new Set([1]));
    }
    const beyond = await page
      .locator(".pay table.claims")
      .evaluate((table) => table.parentElement!.scrollWidth - table.parentElement!.clientWidth);
    expect(beyond).toBe(0);
    expect(await cutOff(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/pay-390-${lang}.png`, fullPage: true });
    await page.close();
  }
});

test("C6.3: under a finger an amount stands level with its item and calculation", async () => {
  const { page } = await house.open(at("pay"), { ...SIZES.phone, hasTouch: true, isMobile: true });
  const middles = await page.locator(".statement tbody tr:has(.figure)").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll("td")].map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell.querySelector(".figure") ?? cell);
        const { top, bottom, height } = range.getBoundingClientRect();
        return height === 0 ? undefined : (top + bottom) / 2;
      }),
    ),
  );
  expect(middles.length).toBeGreaterThan(3);
  for (const cells of middles) {
    const shown = cells.filter((middle) => middle !== undefined);
    expect(Math.max(...shown) - Math.min(...shown)).toBeLessThan(3);
  }
  const heights = await page
    .locator(".statement .figure")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await page.close();
});

test("N1: with forced colours the slider, the chosen party, tab and month are still told from the others", async () => {
  const { page } = await house.open(at("pay"), { forcedColors: "active" });
  const style = (selector: string, property: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const page0 = await style("body", "background-color");
  expect(await style(".as-of .tick", "background-color")).not.toBe(page0);
  const [done, rest] = [await style(".as-of input", "--done"), await style(".as-of input", "--rest")];
  expect([done, rest]).toEqual(["Highlight", "CanvasText"]);
  expect(await style('.pay-periods .period[aria-pressed="true"]', "background-color")).not.toBe(
    await style('.pay-periods .period[aria-pressed="false"]', "background-color"),
  );
  for (const bar of [".as-party", ".bar"])
    expect(await style(`${bar} .ant-segmented-item-selected`, "background-color")).not.toBe(
      await style(`${bar} .ant-segmented-item:not(.ant-segmented-item-selected)`, "background-color"),
    );
  expect(await style(".sections a[aria-current]", "border-bottom-color")).not.toBe(
    await style(".sections a:not([aria-current])", "border-bottom-color"),
  );
  await page.close();
});

test("N1: no title of the contents is cut off", async () => {
  for (const lang of ["zh", "en"] as const) {
    const { page } = await house.open(at("C3.2"), { lang });
    const cut = await page
      .locator(".tree .title")
      .evaluateAll((all) =>
        all.flatMap((one) =>
          one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1 ? [one.textContent] : [],
        ),
      );
    expect(cut).toEqual([]);
    await page.close();
  }
});

test("C6.3: the bars of pay have a table of the same figures one click away", async () => {
  const { page } = await house.open(at("pay"));
  const label = (await page.locator(".pay-chart[role=img]").getAttribute("aria-label"))!;
  await page.getByRole("button", { name: "看表格" }).click();
  const table = page.locator(".pay-table tbody tr");
  await expect.poll(() => table.count()).toBe(9);
  const rows = await table.allInnerTexts();
  for (const row of rows) {
    const [, period = "", amount = ""] = /^(\S+)[\s\S]*?([\d,]+\.\d{2})/.exec(row) ?? [];
    expect(label).toContain(`${period} ¥${amount}`);
  }
  await page.locator(".pay-table .link").first().click();
  await expect.poll(() => said(page.locator(".card h3").first())).toContain("1月");
  await page.close();
});

test("C3.1: the index says that it has no interval, and why", async () => {
  const { page } = await house.open(at("C3.1?explain=C3.1/loyalty@2026-Q3"));
  expect(await said(page.locator(".kpi").first())).toContain("无区间");
  expect(await said(page.locator(".explain"))).toContain("彼此相关");
  await page.close();
});

test("N1: on a phone Escape closes the explanation and leaves the page that it was opened on", async () => {
  const { page } = await house.open(at("C1.1"), SIZES.phone);
  const go = (to: string): Promise<void> =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, to);
  await go(at("C3.2"));
  await settled(page);
  // Twice: closed once, the same explanation closes again.
  for (const _ of [1, 2]) {
    await page.locator(".param").first().click();
    await page.locator(".ant-drawer .sheet-content").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".ant-drawer .sheet-content").waitFor({ state: "detached" });
    await expect.poll(() => new URL(page.url()).hash).toBe(`#${at("C3.2")}`);
  }
  await page.close();
});
