// Clauses: C6.2
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { heldSales as heldEn, licencesImport as importEn, licences as licencesEn } from "../src/i18n/en/licences.ts";
import * as listsEn from "../src/i18n/en/lists.ts";
import { heldSales as heldZh, licencesImport as importZh, licences as licencesZh } from "../src/i18n/zh/licences.ts";
import * as listsZh from "../src/i18n/zh/lists.ts";
import { axe, cutOff, rawWords, SIZES } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = {
  zh: { ...licencesZh, held: heldZh, list: importZh, own: listsZh.contractList.licences, today: listsZh.today },
  en: { ...licencesEn, held: heldEn, list: importEn, own: listsEn.contractList.licences, today: listsEn.today },
} as const;
type Lang = keyof typeof WORDS;
type Size = keyof typeof SIZES;
const STORIES = [
  ["zh", "wide", "A001", "INS-001"],
  ["en", "phone", "A002", "INS-002"],
] as const;
const shots = process.env.FEALTY_SHOTS;
const whole = async (page: Page, name: string): Promise<void> => {
  const clean = { name, raw: [], cut: [], axe: [] };
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const open = async (path: string, lang: Lang, size: Size, person: string) =>
  served.house.open(path, { ...SIZES[size], lang, cookie: await cookieOf(served.running.url, person) });
const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
let day = "";

beforeAll(async () => {
  day = ((await (await served.ask("api/licences?party=company")).json()) as { day: string }).day;
  const { folder } = served.folders;
  const pattern = readFileSync(new URL("../../contracts/good/insurance-licence.yaml", import.meta.url), "utf8");
  writeFileSync(join(folder, "insurance.yaml"), pattern);
  const at = `${dayBefore(day, 5)}T10:00:00+08:00`;
  const sale = { id: "s1", kind: "sale", at, recorded_at: at, order: "o1", amount: "2000.00" };
  writeFileSync(join(folder, "facts.ndjson"), `${JSON.stringify(sale)}\n`);
  const rows = await Promise.all(
    STORIES.map(async ([, , code, number]) => {
      const { name } = (await (await served.ask(`api/people/${code}?party=company`)).json()) as { name: string };
      return [number, name, code].join(",");
    }),
  );
  writeFileSync(join(folder, "sheet.csv"), `number,agent,code\n${rows.join("\n")}\n`);
  const files = ["insurance.yaml", "facts.ndjson", "sheet.csv"].map((one) => join(folder, one));
  const sheet = ["--sheet", files[2]!, "--number", "number", "--agent", "agent", "--code", "code"];
  await served.folders.command("add", files[0]!, "--facts", files[1]!, ...sheet);
}, 60_000);

describe.each(STORIES)("licences, %s %s", (lang, size, code, number) => {
  const words = WORDS[lang];
  const name = (page: string): string => `licences-${lang}-${size}-${page}`;

  test("law-A10: a sale without a licence is told with its reason to the company and the agent, and the register releases it", async () => {
    // The agent reads why, on its first page and in its contract.
    const agent = await open("/contracts", lang, size, code);
    await agent.page.getByRole("heading", { name: words.own.title, exact: true }).waitFor();
    await whole(agent.page, name("agent"));
    await agent.page.goto(`${served.running.url}#/contracts/${number}/pay`);
    await agent.page.getByText(words.held.ask, { exact: true }).waitFor();
    expect(await agent.page.getByText(words.held.toRegister, { exact: true }).count()).toBe(0);
    await whole(agent.page, name("agent-pay"));

    // The company's day leads to the register, and the contract does.
    const { page, troubles } = await open("/", lang, size, "S06");
    const matter = page.getByRole("listitem").filter({ hasText: code }).filter({ hasText: words.today.licenceMissing });
    await matter.waitFor();
    await whole(page, name("today"));
    await page.goto(`${served.running.url}#/contracts/${number}/pay`);
    await page.getByText(words.held.mend, { exact: true }).waitFor();
    await page.getByRole("link", { name: words.held.toRegister, exact: true }).click();
    const row = page.getByRole("row").filter({ hasText: code });
    await row.getByText(words.states.none).waitFor();
    await whole(page, name("list"));
    await row.getByRole("link").first().click();

    // Recorded there, with what is wrong told at once, it counts.
    await page.getByText(words.mend, { exact: true }).waitFor();
    await press(page, words.record);
    await press(page, words.recordNow);
    await page.locator(".fault").first().waitFor();
    expect(await page.locator(".fault").count()).toBe(3);
    await whole(page, name("form"));
    await field(page, words.number).fill(`0200013300008000${code}`);
    await field(page, words.insurer).fill("恒信保险公司");
    await field(page, words.from).fill("2026-01-01");
    await press(page, words.recordNow);
    await page.getByText(`0200013300008000${code}`, { exact: true }).waitFor();
    await page.getByText(words.mend, { exact: true }).waitFor({ state: "detached" });
    await agent.page.reload();
    await agent.page.getByRole("heading", { level: 2 }).first().waitFor();
    await agent.page.getByText(words.held.ask, { exact: true }).waitFor({ state: "detached" });
    await agent.page.goto(`${served.running.url}#/contracts`);
    await agent.page.getByText(`0200013300008000${code}`, { exact: true }).waitFor();

    // Its end within thirty days stands on the list; what was said before stays.
    await press(page, words.end);
    await field(page, words.until).fill(dayBefore(day, -10));
    await field(page, words.reason).fill("离职注销");
    await page.locator("form").getByRole("button", { name: words.endNow, exact: true }).click();
    await page.getByText(words.states.ends_soon).waitFor();
    await page.locator("summary").click();
    await page.getByText("离职注销").waitFor();
    await whole(page, name("person"));
    await page.goto(`${served.running.url}#/licences?state=ends_soon`);
    await row.getByText(words.states.ends_soon).waitFor();
    // The form that was refused is told by its status too.
    expect(troubles.filter((one) => !one.includes("422"))).toEqual([]);
  });
  test("law-A10: a licence is recorded for somebody who is chosen, found by the code, and everything wrong is told at once", async () => {
    const { page } = await open("/licences/new", lang, size, "S06");
    await press(page, words.recordNow);
    await page.locator(".fault").first().waitFor();
    expect(await page.locator(".fault").count()).toBe(4);
    await whole(page, name("new"));
    await field(page, words.holder).fill("A004");
    await page.locator(".ant-select-item-option").filter({ hasText: "A004" }).first().click();
    await field(page, words.number).fill(`W-${code}`);
    await field(page, words.insurer).fill("恒信保险公司");
    await field(page, words.from).fill("2026-01-01");
    await press(page, words.recordNow);
    await page.getByText(`W-${code}`, { exact: true }).waitFor();
  });
  test("law-A10, C7.1: a list is looked at first, comes in row by row, and a second time changes nothing", async () => {
    const { page } = await open("/licences/import", lang, size, "S06");
    const rows = [
      `A003,X-${code},,2026-01-01`,
      "NOBODY,Y-1,恒信保险公司,2026-01-01",
      `A003,Z-${code},恒信保险公司,2026-01-01`,
    ];
    const text = `工号,执业登记号,所属机构,起始日期\n${rows.join("\n")}\n`;
    const file = { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    const bring = async (): Promise<void> => {
      await page.locator("input[type=file]").first().setInputFiles(file);
      await page.getByText(words.list.counts.refused.replace("{{count}}", "2")).waitFor();
    };
    await bring();
    await whole(page, name("import"));
    await page.getByRole("button", { name: /1/ }).last().click();
    await page.getByRole("link", { name: words.list.toList, exact: true }).waitFor();
    await page.reload();
    await bring();
    await page.getByText(words.list.counts.same_one.replace("{{count}}", "1")).waitFor();
  });
});
