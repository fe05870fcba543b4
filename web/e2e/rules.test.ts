// Clauses: C2.3
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import * as listsEn from "../src/i18n/en/lists.ts";
import { rules as rulesEn } from "../src/i18n/en/rules.ts";
import * as listsZh from "../src/i18n/zh/lists.ts";
import { rules as rulesZh } from "../src/i18n/zh/rules.ts";
import { axe, cutOff, rawWords, SIZES } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = {
  zh: { ...rulesZh, today: listsZh.today, contractList: listsZh.contractList },
  en: { ...rulesEn, today: listsEn.today, contractList: listsEn.contractList },
} as const;
type Lang = keyof typeof WORDS;
type Size = keyof typeof SIZES;
const STORIES = [
  ["zh", "wide", "GZ-1"],
  ["en", "phone", "GZ-2"],
] as const;
const shots = process.env.FEALTY_SHOTS;
const whole = async (page: Page, name: string): Promise<void> => {
  const clean = { name, raw: [], cut: [], axe: [] };
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};
const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const open = async (path: string, lang: Lang, size: Size, person: string) =>
  served.house.open(path, { ...SIZES[size], lang, cookie: await cookieOf(served.running.url, person) });

describe.each(STORIES)("rules of the company, %s %s", (lang, size, code) => {
  const words = WORDS[lang];
  const name = (page: string): string => `rules-${lang}-${size}-${page}`;

  test("C2.3: operations write rules, legal publishes them, the agent acknowledges the very words, a further version shows what changed", async () => {
    const { page } = await open("/rules", lang, size, "S02");
    await page.getByText(words.lead, { exact: true }).waitFor();
    await whole(page, name("empty"));
    await press(page, words.draft);
    await press(page, words.submit);
    await page.locator(".fault").first().waitFor();
    expect(await page.locator(".fault").count()).toBeGreaterThanOrEqual(4);
    await field(page, words.code).fill(code);
    await field(page, words.effectiveOn).fill("2026-07-01");
    await field(page, words.titleOf).fill("宣传规范");
    await field(page, words.text).fill("一、如实宣传，不夸大收益。\n二、使用甲方标识前取得书面同意。");
    await field(page, words.contracts).fill("HX-YS-001");
    await field(page, words.grounds).fill("首次制定");
    await whole(page, name("form"));
    await press(page, words.submit);
    await page
      .getByText(words.notYourRole, { exact: true })
      .or(page.getByText(words.own, { exact: true }))
      .waitFor();

    const day = await open("/", lang, size, "S06");
    const link = day.page.getByRole("link", {
      name: filled(words.today.ruleVersion, { code, version: 1 }),
      exact: true,
    });
    await link.waitFor();
    await link.click();
    const share = filled(words.share, { done: 0, of: 1, version: 1 });
    const book = day.page.getByRole("article").filter({ hasText: code });
    await book.getByRole("button", { name: words.publish, exact: true }).click();
    await book.getByText(share, { exact: true }).waitFor();
    await whole(day.page, name("published"));

    // The agent's first page says so, and leads there.
    const agent = await open("/", lang, size, "A001");
    const { state } = words.contractList.rulesWait;
    const waits = agent.page.getByRole("listitem").filter({ hasText: code }).filter({ hasText: state });
    await waits.waitFor();
    await whole(agent.page, name("begins"));
    await waits.getByRole("link").click();
    const mine = agent.page.getByRole("article").filter({ hasText: code });
    await mine.getByText("一、如实宣传，不夸大收益。", { exact: true }).waitFor();
    await whole(agent.page, name("agent"));
    await mine.getByRole("button", { name: filled(words.acknowledge, { version: 1 }), exact: true }).click();
    await mine.getByText(words.done.split("{{")[0]!).first().waitFor();
    await agent.page.goto(`${served.running.url}#/contracts`);
    await agent.page.locator('.contract-list[aria-busy="false"]').waitFor();
    await waits.waitFor({ state: "detached" });

    await page.reload();
    const ours = page.getByRole("article").filter({ hasText: code });
    await ours.getByText(filled(words.share, { done: 1, of: 1, version: 1 }), { exact: true }).waitFor();
    await press(page, filled(words.newVersionOf, { code }));
    await field(page, words.effectiveOn).fill("2026-08-01");
    await field(page, words.text).fill("一、如实宣传，不夸大收益。\n二、不得使用甲方标识。");
    await field(page, words.grounds).fill("收紧标识使用");
    await press(page, words.submit);
    await ours.getByText(filled(words.changes, { version: 1 }), { exact: true }).click();
    await ours.locator("ins").getByText("二、不得使用甲方标识。", { exact: true }).waitFor();
    await ours.locator("del").getByText("二、使用甲方标识前取得书面同意。", { exact: true }).waitFor();
    await whole(page, name("changes"));
  });
});

test.each([
  ["zh", "wide"],
  ["en", "phone"],
] as const)("N1: nothing moves under the pointer once a page is there, %s %s", async (lang, size) => {
  const { page } = await open("/rules", lang, size, "S02");
  // Where the page began, in pixels, each time it was drawn with words in it.
  await page.addInitScript(() => {
    const tops = new Set<number>();
    Object.assign(window, { tops });
    const look = (): void => {
      const main = document.getElementById("main");
      if (main?.querySelector("h1")) tops.add(Math.round(main.getBoundingClientRect().top + scrollY));
      requestAnimationFrame(look);
    };
    look();
  });
  for (const path of ["/rules", "/contracts", "/people", "/organisation"]) {
    await page.goto(`${served.running.url}#${path}`);
    await page.reload();
    await page.locator("main h1").waitFor();
    await page.locator(".house-bar .clock, .house-bar .quiet").first().waitFor();
    await page.locator("nav.house-nav").waitFor();
    await page.waitForTimeout(300);
    const tops = await page.evaluate(() => [...(window as unknown as { readonly tops: Set<number> }).tops]);
    expect({ path, tops }).toEqual({ path, tops: [expect.any(Number)] });
  }
});
