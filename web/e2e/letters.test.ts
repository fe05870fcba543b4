// Clauses: C1.2, A2, C10.3
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { letters as lettersEn } from "../src/i18n/en/letters.ts";
import * as listsEn from "../src/i18n/en/lists.ts";
import { letters as lettersZh } from "../src/i18n/zh/letters.ts";
import * as listsZh from "../src/i18n/zh/lists.ts";
import { axe, cutOff, rawWords, SIZES } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = { zh: { ...lettersZh, today: listsZh.today }, en: { ...lettersEn, today: listsEn.today } } as const;
type Lang = keyof typeof WORDS;
type Size = keyof typeof SIZES;
/** Each story has a contract of its own. */
const STORIES = [
  ["zh", "wide", "001"],
  ["en", "phone", "006"],
] as const;
const shots = process.env.FEALTY_SHOTS;
const shot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};
const whole = async (page: Page, name: string): Promise<void> => {
  const clean = { name, raw: [], cut: [], axe: [] };
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
  await shot(page, name);
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
/** A state is told by its mark and its words. */
const state = (page: Page, words: string) => page.locator(".state").filter({ hasText: words }).first();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  const list = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  await list.locator(".ant-select-item-option").getByText(option, { exact: true }).click();
  await expect.poll(() => list.count()).toBe(0);
};
const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
const open = async (path: string, lang: Lang, size: Size, person?: string) =>
  served.house.open(path, {
    ...SIZES[size],
    lang,
    ...(person === undefined ? {} : { cookie: await cookieOf(served.running.url, person) }),
  });

describe.each(STORIES)("letters of authority, %s %s", (lang, size, contract) => {
  const words = WORDS[lang];
  const number = `HX-YS-${contract}`;
  const letter = `SQ-A${contract}`;
  const name = (page: string): string => `letters-${lang}-${size}-${page}`;

  test("A2, law-165: operations write a new version, legal puts it in force, and anybody who scans it sees that it is good", async () => {
    const writer = await open(`/contracts/${number}/letters`, lang, size, "S02");
    const { page } = writer;
    await page.getByText(words.lead, { exact: true }).waitFor();
    await whole(page, name("contract"));
    await page.getByRole("link", { name: filled(words.open, { number: letter, version: 1 }), exact: true }).click();
    await page.locator(".letter-sheet").waitFor();
    await whole(page, name("letter"));
    expect(await page.getByRole("button", { name: words.end, exact: true }).count()).toBe(0);
    await press(page, filled(words.newVersionOf, { number: letter }));
    await field(page, words.signedBy).fill("");
    await whole(page, name("form"));
    await press(page, words.keep);
    await state(page, words.standings.draft).waitFor();
    await page
      .getByText(words.ownDraft, { exact: true })
      .or(page.getByText(words.notYourRole, { exact: true }))
      .first()
      .waitFor();
    const path = new URL(page.url()).hash.slice(1).split("?")[0]!;

    const day = await open("/", lang, size, "S06");
    const draft = day.page.getByRole("link", {
      name: filled(words.today.letterDraft, { number: letter, version: 2 }),
      exact: true,
    });
    await draft.waitFor();
    await whole(day.page, name("today"));
    const legal = await open(path, lang, size, "S06");
    await press(legal.page, words.activate);
    await legal.page
      .locator(".fault")
      .filter({ hasText: lang === "zh" ? "第一百六十五条" : "165" })
      .waitFor();
    await whole(legal.page, name("unfinished"));
    await press(page, filled(words.editOf, { number: letter }));
    await field(page, words.signedBy).fill("赵明德");
    await press(page, words.keep);
    await page.locator(".letter-sheet").getByText("赵明德").waitFor();
    await press(legal.page, words.activate);
    await state(legal.page, words.standings.valid).waitFor();
    const address = (await legal.page.locator(".letter-address").textContent())!;
    expect(new URL(address).hash).toMatch(/^#\/letter\/1-([2-9A-Z]{5}-){3}[2-9A-Z]{5}$/);
    await legal.page.emulateMedia({ media: "print" });
    expect(await legal.page.locator(".letter-actions").isVisible()).toBe(false);
    expect(await legal.page.locator(".letter-check svg").isVisible()).toBe(true);
    await shot(legal.page, name("print"));
    await legal.page.emulateMedia({ media: "screen" });

    const anybody = await served.house.open(address.split("#")[1]!, { ...SIZES[size], lang, cookie: "nobody=1" });
    await state(anybody.page, words.statusValid).waitFor();
    await whole(anybody.page, name("status"));
    expect(await anybody.page.locator(".demo-mark").isVisible()).toBe(true);
    expect(await anybody.page.locator("main").textContent()).not.toContain(number);
    const wrong = await served.house.open("/letter/1-AAAAA-AAAAA-AAAAA-AAAAA", {
      ...SIZES[size],
      lang,
      cookie: "nobody=1",
    });
    await wrong.page.getByRole("heading", { name: words.noSuch }).waitFor();
    await whole(wrong.page, name("wrong"));

    await press(legal.page, words.end);
    await press(legal.page, words.endNow);
    await expect.poll(() => legal.page.locator(".form .fault").count()).toBeGreaterThan(0);
    await field(legal.page, words.words).fill("SH-1");
    await press(legal.page, words.endNow);
    await press(legal.page, words.publish);
    await legal.page.getByRole("button", { name: words.publish, exact: true }).waitFor({ state: "detached" });
    await whole(legal.page, name("ended"));
    await anybody.page.reload();
    await state(anybody.page, words.statusEnded).waitFor();
    expect([...writer.troubles, ...anybody.troubles]).toEqual([]);
  });

  test("law-171, law-168: an act outside is a case with the other person's clock; consent to own dealing is recorded", async () => {
    const { now } = (await (await served.ask("api/company")).json()) as { now: number };
    const at = new Date(now / 1000 - 3_600_000).toISOString();
    const lines = JSON.stringify({
      id: `act-${contract}`,
      kind: "authority_act",
      at,
      act: `YW-${contract}`,
      scope: "cash",
      within: true,
    });
    const sent = await served.ask(`api/contracts/${number}/events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ party: "company", language: lang, key: `act-of-${contract}`, lines }),
    });
    expect(sent.status).toBe(200);
    const { page } = await open(`/contracts/${number}/letters`, lang, size, "S06");
    await press(page, filled(words.stepOf, { code: `YW-${contract}` }));
    await press(page, words.record);
    await expect.poll(() => page.locator(".form .fault").count()).toBe(1);
    await field(page, words.words).fill("LH-1");
    await whole(page, name("demand"));
    await press(page, words.record);
    await state(page, words.actStandings.demanded).waitFor();
    await whole(page, name("case"));
    const day = await open("/", lang, size, "S06");
    await state(day.page, words.today.actDemanded).waitFor();
    await press(page, filled(words.stepOf, { code: `YW-${contract}` }));
    await choose(page, words.stepKind, words.steps.refused);
    await field(page, words.words).fill("LH-2");
    await press(page, words.record);
    await state(page, words.actStandings.refused).waitFor();
    await press(page, words.ownAllow);
    await press(page, words.record);
    await expect.poll(() => page.locator(".form .fault").count()).toBe(2);
    await whole(page, name("own"));
  });

  test("C1.2: an agent sees its letter and is offered nothing that is not its own", async () => {
    const { page } = await open(`/contracts/${number}/letters`, lang, size, `A${contract}`);
    await page.getByText(words.lead, { exact: true }).waitFor();
    for (const button of [words.draft, words.ownAllow])
      expect(await page.getByRole("button", { name: button, exact: true }).count()).toBe(0);
    await page.getByRole("link", { name: filled(words.open, { number: letter, version: 1 }), exact: true }).click();
    await page.locator(".letter-sheet").waitFor();
    expect(await page.locator(".letter-actions").count()).toBe(0);
  });
});
