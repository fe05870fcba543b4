// Clauses: C1.1, C1.2
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { axe, cutOff, READERS, rawWords, SIZES, settled } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const root = fileURLToPath(new URL("../../", import.meta.url));
const WORDS = {
  zh: {
    none: "还没有中介机构",
    add: "登记中介机构",
    zhName: "中文名称",
    enName: "英文名称",
    number: "编号",
    credit: "统一社会信用代码",
    contact: "联系方式",
    check: "末位校验字符应为 3",
    save: "登记",
    noCoordinators: "还没有协调人",
    addOf: (name: string) => `登记协调人：${name}`,
    coordinator: "协调人",
    choose: "请选择一人",
    lastOne: "就没有协调人了，请先登记接替的人",
    end: (name: string) => `结束${name}的协调`,
    last: "最后一天",
    endNow: "从次日起结束",
    today: (names: string) => `今天的协调人：${names}`,
    and: "、",
    title: "合同",
    notThere: "NO_SUCH_CONTRACT",
    firms: "为中介机构协调",
    withdrawn: "登记有误，已作废",
  },
  en: {
    none: "No intermediary firms yet",
    add: "Add an intermediary firm",
    zhName: "Name in Chinese",
    enName: "Name in English",
    number: "Code",
    credit: "Unified social credit code",
    contact: "Contact",
    check: "The last character should be 3",
    save: "Add",
    noCoordinators: "No coordinators yet",
    addOf: (name: string) => `Add a coordinator of ${name}`,
    coordinator: "Coordinator",
    choose: "Choose a person",
    lastOne: "would be without a coordinator",
    end: (name: string) => `End coordinating of ${name}`,
    last: "Last day",
    endNow: "End after that day",
    today: (names: string) => `coordinating today: ${names}`,
    and: ", ",
    title: "Contracts",
    notThere: "NO_SUCH_CONTRACT",
    firms: "Coordinates for intermediaries",
    withdrawn: "recorded by mistake",
  },
} as const;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const looked = async (page: Page) => ({ raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) });
const WELL = { raw: [], cut: [], axe: [] };
const FIRM = { zh: "信桥咨询（杭州）有限公司", en: "Xinqiao Consulting (Hangzhou) Co., Ltd." };
const post = async (path: string, body: object): Promise<void> => {
  const headers = { "content-type": "application/json" };
  const answer = await served.ask(path, {
    method: "POST",
    headers,
    body: JSON.stringify({ party: "company", ...body }),
  });
  expect([answer.status, answer.ok ? "" : await answer.text()]).toEqual([200, ""]);
};
/** The filled contract of an intermediary under another number, beside the house. */
const contractFile = (number: string): string => {
  const folder = join(root, "contracts/filled/intermediary-led");
  const text = readFileSync(join(folder, "contract.yaml"), "utf8")
    .replace(/^number: .*$/m, `number: ${number}`)
    .replace(
      /^template: .*$/m,
      `template: ${relative(served.folders.folder, join(root, "templates/agent-loyalty/contract.yaml"))}`,
    );
  const path = join(served.folders.folder, `${number}.yaml`);
  writeFileSync(path, text);
  return path;
};

test("C1.1: where there is no firm yet the page says what to do first", async () => {
  for (const [lang, size] of READERS) {
    const { page } = await served.house.open("/organisation", { ...SIZES[size], lang });
    await page.locator(".empty").filter({ hasText: WORDS[lang].none }).waitFor();
    await page.close();
  }
});
describe.each(READERS)("intermediary firms in %s, %s", (lang, size) => {
  const words = WORDS[lang];
  const [code, number] = [`XQ-${lang}-${size}`, `HX-ZJ-${lang}-${size}`];
  const people = [
    { code: `ZA-${lang}-${size}`, name: "闻人静" },
    { code: `ZB-${lang}-${size}`, name: "呼延直" },
  ] as const;
  const name = FIRM[lang];
  const row = (page: Page) => page.locator("li").filter({ hasText: code });
  const coordinate = async (page: Page, one: (typeof people)[number]): Promise<void> => {
    await row(page)
      .getByRole("button", { name: words.addOf(name), exact: true })
      .click();
    await press(page, words.save);
    await page.locator(".field.wrong .fault").filter({ hasText: words.choose }).waitFor();
    expect(await looked(page)).toEqual(WELL);
    await page.getByRole("combobox", { name: words.coordinator, exact: true }).click();
    await page.keyboard.type(one.code);
    await page.locator(".ant-select-item-option").filter({ hasText: one.code }).click();
    await press(page, words.save);
    await row(page).locator(".coordinator").filter({ hasText: one.name }).waitFor();
  };
  test("C1.1: is recorded with two coordinators, and one of them reads its contract", async () => {
    for (const one of people)
      await post("api/people", {
        key: `${one.code}-in`,
        ...one,
        roles: [{ role: "intermediary", fromOn: "2026-01-01" }],
      });
    const { page } = await served.house.open("/organisation", { ...SIZES[size], lang });
    await press(page, words.add);
    await page.getByLabel(words.zhName, { exact: true }).fill(FIRM.zh);
    await page.getByLabel(words.enName, { exact: true }).fill(FIRM.en);
    await page.getByLabel(words.number, { exact: true }).fill(code);
    await page.getByLabel(words.contact, { exact: true }).fill("0571-5550 0488");
    await page.getByLabel(words.credit, { exact: true }).fill("91350100M000100Y44");
    await press(page, words.save);
    await page.locator(".field.wrong .fault").filter({ hasText: words.check }).waitFor();
    expect(await looked(page)).toEqual(WELL);
    await page.getByLabel(words.credit, { exact: true }).fill("");
    await press(page, words.save);
    await row(page).filter({ hasText: words.noCoordinators }).waitFor();
    expect(await looked(page)).toEqual(WELL);
    for (const one of people) await coordinate(page, one);
    const added = await served.folders.command("add", contractFile(number), "--intermediary", code);
    expect(added).toMatchObject({ added: [number] });
    await page.reload();
    await row(page).locator(`a[href="#/contracts/${number}"]`).waitFor();
    expect(await looked(page)).toEqual(WELL);
    await page.close();

    const both = people.map((one) => one.name).join(words.and);
    const { page: own, troubles } = await served.house.open(`/contracts/${number}`, {
      ...SIZES[size],
      lang,
      cookie: await cookieOf(served.running.url, people[1].code),
    });
    await settled(own);
    const line = own.locator(".acts-for");
    expect(await line.isVisible()).toBe(true);
    expect(await line.textContent()).toContain(words.today(both));
    expect(await line.locator("a").count()).toBe(0);
    expect(await looked(own)).toEqual(WELL);
    await own.goto(`${served.running.url}#/contracts`);
    await own.locator(`a[href*="${number}"]`).first().waitFor();
    expect(await own.locator('a[href*="/contracts/HX-"]').count()).toBe(1);
    expect(troubles).toEqual([]);
    await own.close();
  });
  test("C1.2: who was recorded by mistake sees it no more, the other does not go before somebody takes over", async () => {
    const { page } = await served.house.open("/organisation", { ...SIZES[size], lang });
    const endNow = async (one: (typeof people)[number]): Promise<void> => {
      await row(page)
        .getByRole("button", { name: words.end(one.name), exact: true })
        .click();
      const field = page.getByLabel(words.last, { exact: true });
      await field.fill((await field.getAttribute("min"))!);
      await press(page, words.endNow);
    };
    await endNow(people[1]);
    await row(page).locator("details").filter({ hasText: people[1].name }).waitFor({ state: "attached" });
    await endNow(people[0]);
    await page.locator(".field.wrong .fault").filter({ hasText: words.lastOne }).waitFor();
    expect(await looked(page)).toEqual(WELL);
    await page.goto(`${served.running.url}#/people/${people[1].code}`);
    await page.locator("h2").filter({ hasText: words.firms }).waitFor();
    await page.locator("main li").filter({ hasText: words.withdrawn }).waitFor();
    expect(await looked(page)).toEqual(WELL);
    await page.goto(`${served.running.url}#/contracts/${number}`);
    await settled(page);
    const line = page.locator(".acts-for");
    await expect.poll(() => line.textContent()).toContain(words.today(people[0].name));
    expect(await line.locator(`a[href="#/people/${people[0].code}"]`).count()).toBe(1);
    expect(await looked(page)).toEqual(WELL);
    await page.close();
    const cookie = await cookieOf(served.running.url, people[1].code);
    const gone = await fetch(`${served.running.url}api/contracts/${number}?party=intermediary`, {
      headers: { cookie },
    });
    expect([gone.status, ((await gone.json()) as { code: string }).code]).toEqual([404, words.notThere]);
  });
});
