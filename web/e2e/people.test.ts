// Clauses: C1.1
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { axe, cutOff, READERS, rawWords, SIZES, settled } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = {
  zh: {
    add: "登记",
    grant: "授予职务",
    grantNow: "授予",
    name: "姓名",
    code: "工号",
    role: "职务",
    last: "最后一天",
    end: "结束职务：质检",
    endNow: "从次日起结束",
    rename: "改姓名或工号",
    renameNow: "更改",
    quality: "质检",
    branch: "登记机构",
    zhName: "中文名称",
    number: "编号",
    parent: "上级机构",
    team: "新建团队",
    save: "登记",
    entity: "登记法人主体",
    credit: "统一社会信用代码",
    seal: "印章名称",
    check: "末位校验字符应为 3",
    nobody: "没有这个人",
    appoint: "登记转委托",
    appointNow: "登记",
    subAgent: "复代理人",
    consentNumber: "同意或追认的文件编号",
    consentDay: "同意或追认的日期",
    importOne: "导入 1 行",
    imported: "导入结果",
    auditor: "单份合同审计",
    contract: "合同编号",
    alone: "只查阅合同 HX-YS-006",
    alike: "可能重复登记的人员",
    merge: "合并重复登记",
    mergeNow: "并入此人",
    into: "并入哪一位",
    reason: "理由",
    moves: "职务 1 项",
    mergedInto: "工号已并入",
    separate: "撤销合并",
    why: "为什么分开",
    separateNow: "分开",
  },
  en: {
    add: "Add",
    grant: "Give a role",
    grantNow: "Give",
    name: "Name",
    code: "Code",
    role: "Role",
    last: "Last day",
    end: "End the role Quality",
    endNow: "End after that day",
    rename: "Change name or code",
    renameNow: "Change",
    quality: "Quality",
    branch: "Add a branch",
    zhName: "Name in Chinese",
    number: "Code",
    parent: "Branch above",
    team: "Compose a team",
    save: "Add",
    entity: "Add a legal entity",
    credit: "Unified social credit code",
    seal: "Name on the seal",
    check: "The last character should be 3",
    nobody: "There is no such person",
    appoint: "Record a sub-agent",
    appointNow: "Record",
    subAgent: "Sub-agent",
    consentNumber: "Number of the consent or ratification",
    consentDay: "Day of consent or ratification",
    importOne: "Import 1 row",
    imported: "What came in",
    auditor: "Auditor of one contract",
    contract: "Number of the contract",
    alone: "reads HX-YS-006 alone",
    alike: "may be entered twice",
    merge: "Merge a duplicate",
    mergeNow: "Merge into this person",
    into: "Merge into",
    reason: "Reason",
    moves: "1 role",
    mergedInto: "This code was merged into",
    separate: "Take the merge back",
    why: "Why they are separated",
    separateNow: "Separate",
  },
} as const;
const rows = (page: Page): Promise<string[]> => page.locator(".people-rows tbody tr td:first-child").allTextContents();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: option }).first().click();
};

describe.each(READERS)("people in %s, %s", (lang, size) => {
  const words = WORDS[lang];
  test("every screen is whole, clean under axe, without raw words", async () => {
    const { page } = await served.house.open("/people", { ...SIZES[size], lang });
    const whole = async (name: string): Promise<void> => {
      // Codes of branches are the company's own words.
      const raw = (await rawWords(page)).filter((word) => !["hangzhou", "chengdu", "qingdao"].includes(word));
      expect({ name, raw, cut: await cutOff(page), axe: await axe(page) }).toEqual({
        name,
        raw: [],
        cut: [],
        axe: [],
      });
    };
    for (const path of [
      "/people",
      "/people/new",
      "/people/import",
      "/people/A001",
      "/people/S13",
      "/organisation",
      "/people/ZZ",
    ]) {
      await page.goto(`${served.running.url}#${path}`);
      await settled(page);
      await page.waitForSelector("main h1");
      await whole(path);
      if (path !== "/organisation") continue;
      for (const open of [words.branch, words.team, words.entity]) {
        await press(page, open);
        await whole(open);
      }
    }
    expect(await page.locator("main h1").textContent()).toBe(words.nobody);
    await page.close();
  });
  test("people are found by characters, pinyin and initials, in a branch and by role", async () => {
    const { page } = await served.house.open("/people", { ...SIZES.wide, lang });
    const search = page.locator(".register-filter .words input");
    for (const text of ["𠮷", "renjian", "rja"]) {
      await search.fill(text);
      await expect.poll(() => rows(page), { message: text }).toEqual(["任𠮷安"]);
    }
    await page.goto(`${served.running.url}#/people?role=auditor`);
    await expect.poll(() => rows(page)).toEqual(["章慎行"]);
    await page.close();
  });
  test("somebody comes in, gets a role until a day, another name, and every step stands in the history", async () => {
    const { page } = await served.house.open("/people/new", { ...SIZES.wide, lang });
    const code = `E2E-${lang}`;
    await page.getByLabel(words.name, { exact: true }).fill("解缙");
    await press(page, words.add);
    await page.waitForSelector(".field.wrong .fault");
    await page.getByLabel(words.code, { exact: true }).fill(code);
    await press(page, words.add);
    await page.waitForSelector(`main h1:has-text("解缙")`);
    await press(page, words.grant);
    await choose(page, words.role, words.quality);
    await press(page, words.grantNow);
    await press(page, words.end);
    await page.getByLabel(words.last, { exact: true }).fill("2030-12-31");
    await press(page, words.endNow);
    await page.waitForSelector('main li:has-text("2030-12-31")');
    await press(page, words.rename);
    await page.getByLabel(words.name, { exact: true }).fill("解晋");
    await press(page, words.renameNow);
    await page.waitForSelector(`main h1:has-text("解晋")`);
    await expect.poll(() => page.locator("main table.data tbody tr").count()).toBe(4);
    expect(await page.locator("main table.data tbody").textContent()).toContain("2030-12-31");
    await page.close();
  });
  test("C1.2: whoever audits one contract is told what is missing, and then sees that contract alone", async () => {
    const { page } = await served.house.open("/people/new", { ...SIZES[size], lang });
    const code = `AU-${lang}`;
    await page.getByLabel(words.name, { exact: true }).fill("史鉴");
    await page.getByLabel(words.code, { exact: true }).fill(code);
    // The last of the list stand below its edge: by keys, as on a keyboard.
    await page.getByRole("combobox", { name: words.role, exact: true }).click();
    const active = page.locator(".ant-select-item-option-active");
    for (let step = 0; (await active.textContent()) !== words.auditor; step += 1) {
      expect(step).toBeLessThan(20);
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await press(page, words.add);
    await expect.poll(() => page.locator(".field.wrong .fault").count()).toBe(2);
    expect({ raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual({
      raw: [],
      cut: [],
      axe: [],
    });
    await page.getByLabel(words.contract, { exact: true }).fill("HX-YS-006");
    await page.getByLabel(words.last, { exact: true }).fill("2030-12-31");
    await press(page, words.add);
    await page.waitForSelector(`main h1:has-text("史鉴")`);
    expect(await page.locator("main").textContent()).toContain(words.alone);
    await page.close();
    const cookie = await cookieOf(served.running.url, code);
    const { page: own } = await served.house.open("/", { ...SIZES[size], lang, cookie });
    await own.locator('a[href*="HX-YS-006"]').first().waitFor();
    expect(await own.locator('a[href*="/contracts/HX-"]').count()).toBe(1);
    await own.close();
  });
  test("C1.2: somebody entered twice is hinted at, merged after a second look, and separated again", async () => {
    const [first, second] = [`D1-${lang}`, `D2-${lang}`];
    for (const [index, code] of [first, second].entries()) {
      const roles = [{ role: "trainer", fromOn: "2026-01-01" }];
      const body = JSON.stringify({
        party: "company",
        key: `${code}-entered`,
        code,
        name: ["端木赐", "端 木赐"][index],
        roles,
      });
      const headers = { "content-type": "application/json" };
      expect((await served.ask("api/people", { method: "POST", headers, body })).status).toBe(200);
    }
    const { page } = await served.house.open("/people", { ...SIZES[size], lang });
    await page.locator("summary").filter({ hasText: words.alike }).click();
    const looked = async () => ({ raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) });
    const well = { raw: [], cut: [], axe: [] };
    await page.locator(`.alike a[href="#/people/${first}"]`).waitFor();
    expect(await looked()).toEqual(well);
    await page.locator(`.alike a[href="#/people/${first}"]`).click();
    await press(page, words.merge);
    await page.getByRole("combobox", { name: words.into }).click();
    await page.locator(".ant-select-item-option").filter({ hasText: second }).click();
    await page.waitForSelector(`main li:has-text("${words.moves}")`);
    await press(page, words.mergeNow);
    await expect.poll(() => page.locator(".field.wrong .fault").count()).toBe(1);
    expect(await looked()).toEqual(well);
    await page.getByLabel(words.reason, { exact: true }).fill("两个部门各登记了一次");
    await press(page, words.mergeNow);
    await page.waitForSelector('main h1:has-text("端 木赐")');
    expect(await page.locator("main table.data tbody").textContent()).toContain("两个部门各登记了一次");
    await page.locator(`main a[href="#/people/${first}"]`).click();
    await page.waitForSelector(`main .empty:has-text("${words.mergedInto}")`);
    await press(page, words.separate);
    await page.getByLabel(words.why, { exact: true }).fill("是两个人");
    expect(await looked()).toEqual(well);
    await press(page, words.separateNow);
    await expect.poll(() => page.locator("main .empty").count()).toBe(0);
    expect(await page.locator("main h1").textContent()).toBe("端木赐");
    await page.waitForSelector(`main button:has-text("${words.merge}")`);
    await page.close();
  });
  test("a sub-agent is found by its sound, needs the day of consent, and stands with both people", async () => {
    const agent = lang === "zh" ? "A002" : "A003";
    const { page } = await served.house.open(`/people/${agent}`, { ...SIZES.phone, lang });
    await press(page, words.appoint);
    await press(page, words.appointNow);
    await expect.poll(() => page.locator(".field.wrong .fault").count()).toBe(3);
    await page.getByRole("combobox", { name: words.subAgent }).click();
    await page.keyboard.type("lsq");
    await page.locator(".ant-select-item-option").filter({ hasText: "乐思齐" }).click();
    await page.getByLabel(words.consentNumber, { exact: true }).fill("TY-2026-11");
    await page.getByLabel(words.consentDay, { exact: true }).fill("2026-10-30");
    await press(page, words.appointNow);
    await page.waitForSelector('main li:has-text("TY-2026-11")');
    await page.goto(`${served.running.url}#/people/S09`);
    await page.waitForSelector('main li:has-text("TY-2026-11")');
    expect({ cut: await cutOff(page), axe: await axe(page) }).toEqual({ cut: [], axe: [] });
    await page.close();
  });
  test("a list comes in after a look at every row, and what is wrong with a row is told", async () => {
    const { page } = await served.house.open("/people/import", { ...SIZES.wide, lang });
    const text = `工号,姓名,机构,入司日期\nL-${lang}1,洪七,杭州分公司,2026-03-01\nL-${lang}2,杨过,西安分公司,2026-03-01\n`;
    const file = { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    await page.locator("input[type=file]").first().setInputFiles(file);
    await page.waitForSelector("table.data tbody tr:nth-child(2)");
    expect(await page.locator("table.data tbody .fault").textContent()).toContain("西安分公司");
    expect({ cut: await cutOff(page), axe: await axe(page) }).toEqual({ cut: [], axe: [] });
    await press(page, words.importOne);
    await page.waitForSelector(`h2:has-text("${words.imported}")`);
    await page.goto(`${served.running.url}#/people?text=hongqi`);
    await expect.poll(() => rows(page)).toContain("洪七");
    await page.close();
  });
  test("a branch comes below another, a legal entity's wrong tax number is told beside its field", async () => {
    const { page } = await served.house.open("/organisation", { ...SIZES.wide, lang });
    await press(page, words.branch);
    await page.getByLabel(words.zhName, { exact: true }).fill(`滨江支公司 ${lang}`);
    await page.getByLabel(words.number, { exact: true }).fill(`BJ-${lang}`);
    await choose(page, words.parent, lang === "zh" ? "杭州分公司" : "Hangzhou branch");
    await press(page, words.save);
    await page.waitForSelector(`.below li:has-text("滨江支公司 ${lang}")`);
    await page.waitForSelector(
      `table.data td:has-text("滨江支公司 ${lang}（BJ-${lang}）"), table.data td:has-text("(BJ-${lang})")`,
    );
    await press(page, words.entity);
    await page.getByLabel(words.zhName, { exact: true }).fill("示例法人");
    await page.getByLabel(words.number, { exact: true }).fill(`LE-${lang}`);
    await page.getByLabel(words.seal, { exact: true }).fill("示例法人");
    await page.getByLabel(words.credit, { exact: true }).fill("91350100M000100Y44");
    await press(page, words.save);
    expect(await page.locator(".field.wrong .fault").textContent()).toContain(words.check);
    await page.close();
  });
});
