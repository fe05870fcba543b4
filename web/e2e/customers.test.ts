// Clauses: C7.1, N7
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { axe, cutOff, READERS, rawWords, SIZES, said, settled } from "./browser.ts";
import { servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = {
  zh: {
    search: "编号开头，或完整的姓名、电话、证件号码",
    clear: "清除条件",
    add: "登记",
    code: "客户编号",
    kind: "类别",
    organisation: "单位",
    name: "姓名",
    phone: "电话",
    identity: "证件号码",
    credit: "统一社会信用代码",
    born: "出生日期",
    guardian: "监护人的客户编号",
    last: "最后一天",
    another: "另一位客户",
    change: "更改",
    save: "保存更改",
    takeAway: "删去电话",
    unknown: "未登记",
    reveal: "查看完整信息",
    revealNow: "查看并记录",
    reason: "原因",
    hide: "隐藏完整信息",
    ended: "已结束",
    months: ["登记", "更改：姓名、电话", "更改：电话、最后一天（2026-12-31）"],
    looked: "查看完整信息：姓名、电话。原因：",
    because: "客户来电，核对身份",
    short: "请写清楚用途，至少四个字。",
    imported: "名单导入，登记",
    updated: "名单导入，更改：电话",
    overwrite: "按名单更新已有客户",
    importOne: "导入 1 行",
    report: "导入结果",
    nobody: "没有这位客户",
    checked: "末位校验字符应为 3",
    csv: "把“客户”导出为 CSV",
    person: "个人",
    handOver: "交接",
    handOverNow: "交接到这份合同",
    handOverTo: "接手的合同编号",
    handOverOn: "从哪一天起",
    merge: "合并",
    mergeNow: "并入这位客户",
    separate: "撤销合并",
    mergeInto: "并入的客户编号",
    unserved: "无人服务",
  },
  en: {
    search: "Beginning of a code, or a whole name, phone or identity number",
    clear: "Clear conditions",
    add: "Add",
    code: "Customer code",
    kind: "Kind",
    organisation: "Organisation",
    name: "Name",
    phone: "Phone",
    identity: "Identity number",
    credit: "Unified social credit code",
    born: "Date of birth",
    guardian: "Guardian's customer code",
    last: "Last day",
    another: "Another customer",
    change: "Change",
    save: "Save",
    takeAway: "Take away: Phone",
    unknown: "not recorded",
    reveal: "Show in full",
    revealNow: "Show and record",
    reason: "Reason",
    hide: "Hide again",
    ended: "Former",
    months: ["Added", "Changed: Name, Phone", "Changed: Phone, Last day (2026-12-31)"],
    looked: "Looked in full at: Name, Phone. Reason: ",
    because: "called, identity checked",
    short: "Say what it is for, in four characters at least.",
    imported: "Added from a list",
    updated: "Changed from a list: Phone",
    overwrite: "Update known customers from the list",
    importOne: "Import 1 row",
    report: "What came in",
    nobody: "There is no such customer",
    checked: "The last character should be 3",
    csv: "Export “Customers” as CSV",
    person: "Person",
    handOver: "Hand over",
    handOverNow: "Hand over to this contract",
    handOverTo: "Number of the contract that takes over",
    handOverOn: "From which day on",
    merge: "Merge",
    mergeNow: "Merge into this customer",
    separate: "Take the merge back",
    mergeInto: "Code of the customer it is merged into",
    unserved: "Unserved",
  },
} as const;
const codes = (page: Page): Promise<string[]> => page.locator(".customer-rows tbody td:nth-child(2)").allTextContents();
const done = (page: Page): Promise<string[]> => page.locator(".customer-history .what").allTextContents();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
/** By the interface: what a story begins with. */
const bring = async (code: string, more: Readonly<Record<string, unknown>>): Promise<void> => {
  const given = { party: "company", key: `story-${code}`, code, kind: "person", fromOn: "2026-01-01", ...more };
  const { status } = await served.ask(`api/customers`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(given),
  });
  expect(status).toBe(200);
};

describe.each(READERS)("customers in %s, %s", (lang, size) => {
  const words = WORDS[lang];
  const open = (path: string, size: keyof typeof SIZES = "wide") => served.house.open(path, { ...SIZES[size], lang });
  test("C7.1: every screen is whole, clean under axe, without raw words", async () => {
    const { page } = await open("/customers", size);
    const code = `E-${lang}`;
    await bring(code, { name: "端木赐", phone: lang === "zh" ? "13512340001" : "13512340002", another: true });
    const whole = async (name: string): Promise<void> => {
      const clean = { name, raw: [], cut: [], axe: [] };
      expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
    };
    for (const path of [
      "/customers",
      "/customers?when=ended&kind=organisation",
      "/customers?branch=ZZ",
      "/customers/new",
      "/customers/import",
      "/customers/K0001",
      `/customers/${code}`,
      "/customers/ZZ",
    ]) {
      await page.goto(`${served.running.url}#${path}`);
      await settled(page);
      await page.waitForSelector("main h1");
      await whole(path);
      if (path !== `/customers/${code}`) continue;
      await press(page, words.change);
      await whole(words.change);
      await press(page, words.reveal);
      await whole(words.reveal);
      await field(page, words.reason).fill(words.because);
      await press(page, words.revealNow);
      await page.waitForSelector(".revealed");
      await whole(words.hide);
    }
    expect(await said(page.locator("main h1"))).toBe(words.nobody);
    await page.close();
  });
  test("N7: somebody is found by a code's beginning and by a whole phone or name, and no address holds what was looked for", async () => {
    const phone = lang === "zh" ? "13588880001" : "13588880002";
    await bring(`F-${lang}`, { name: "公孙胜", phone, ...(lang === "zh" ? {} : { another: true }) });
    const { page, requests } = await open("/customers");
    const search = page.getByLabel(words.search, { exact: true });
    await search.fill(`F-${lang}`);
    await expect.poll(() => codes(page)).toEqual([`F-${lang}`]);
    await search.fill(phone);
    await expect.poll(() => codes(page)).toEqual([`F-${lang}`]);
    await search.fill("公孙胜");
    await expect.poll(() => codes(page)).toContain(`F-${lang}`);
    // A part of a name finds nobody; the way on leads back to everybody.
    await search.fill("公孙");
    await page.waitForSelector(".register .empty");
    expect({ cut: await cutOff(page), axe: await axe(page) }).toEqual({ cut: [], axe: [] });
    await press(page, words.clear);
    await expect.poll(() => codes(page).then(({ length }) => length)).toBe(60);
    expect(await search.inputValue()).toBe("");
    await search.fill(phone);
    await expect.poll(() => codes(page)).toEqual([`F-${lang}`]);
    await page.locator(".ant-segmented-item").filter({ hasText: words.ended }).click();
    await expect.poll(() => page.url()).toContain("when=ended");
    const addresses = [page.url(), ...requests].map(decodeURIComponent);
    expect(addresses.filter((address) => address.includes(phone) || address.includes("公孙"))).toEqual([]);
    expect(
      await page.evaluate(() => JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }])),
    ).not.toMatch(/135888|公孙/);
    await page.close();
  });
  test("C7.1: nothing is looked for while an input method composes", async () => {
    const { page, requests } = await open("/customers");
    await page.waitForSelector(".customer-rows");
    const asked = () => requests.filter((url) => url.includes("/customers/list")).length;
    const before = asked();
    const method = await page.context().newCDPSession(page);
    await page.getByLabel(words.search, { exact: true }).focus();
    for (const text of ["k", "kk", "kkk"])
      await method.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(300);
    expect(asked()).toBe(before);
    await method.send("Input.insertText", { text: "公冶长" });
    await page.waitForSelector(".register .empty");
    expect(asked()).toBeGreaterThan(before);
    await page.close();
  });
  test("C7.1: a customer comes in, what is another's is told, it changes, ends, and every step stands in the history", async () => {
    const code = `N-${lang}`;
    const [first, second] = lang === "zh" ? ["13700000001", "13700000003"] : ["13700000002", "13700000004"];
    await bring(`O-${lang}`, { name: "同号", phone: first });
    const { page } = await open("/customers/new");
    await field(page, words.code).fill(code);
    await field(page, words.name).fill("皇甫端");
    await field(page, words.phone).fill(first);
    await press(page, words.add);
    await expect.poll(() => said(page.locator(".field.wrong .fault"))).toContain(`O-${lang} 同**`);
    await page.getByRole("checkbox", { name: words.another }).check();
    await press(page, words.add);
    await page.waitForSelector('main h1:has-text("皇**")');
    await press(page, words.change);
    expect(await field(page, words.phone).getAttribute("placeholder")).toBe(`137****0${first.at(-1)}`);
    await field(page, words.name).fill("上官云");
    await field(page, words.phone).fill(second);
    await press(page, words.save);
    await page.waitForSelector('main h1:has-text("上**")');
    await press(page, words.change);
    await page.getByRole("checkbox", { name: words.takeAway }).check();
    expect(await field(page, words.phone).isDisabled()).toBe(true);
    await field(page, words.last).fill("2026-12-31");
    await press(page, words.save);
    await expect.poll(() => done(page)).toEqual([...words.months].reverse());
    expect(await said(page.locator(".known dd").nth(1))).toBe(words.unknown);
    expect(await page.locator(".known").textContent()).toContain("2026-12-31");
    await page.close();
  });
  test("C7.1: a minor needs a guardian and each leads to the other; a unit's wrong code is told beside its field", async () => {
    const { page } = await open("/customers/new", "phone");
    await field(page, words.code).fill(`M-${lang}`);
    await field(page, words.name).fill("小满");
    await field(page, words.born).fill("2018-06-01");
    await press(page, words.add);
    await page.waitForSelector(".field.wrong .fault");
    await field(page, words.guardian).fill("K0001");
    await press(page, words.add);
    await page.waitForSelector('main h1:has-text("小**")');
    await page.getByRole("link", { name: "K0001", exact: true }).click();
    await page.getByRole("link", { name: `小** M-${lang}`, exact: true }).click();
    await page.waitForSelector('main h1:has-text("小**")');
    await page.goto(`${served.running.url}#/customers/new`);
    await page.getByRole("combobox", { name: words.kind, exact: true }).click();
    await page.locator(".ant-select-item-option").filter({ hasText: words.organisation }).click();
    await field(page, words.credit).fill("91350100M000100Y44");
    await press(page, words.add);
    await expect
      .poll(() => page.locator(".field.wrong .fault").allTextContents())
      .toContainEqual(expect.stringContaining(words.checked));
    expect(await field(page, words.born).count()).toBe(0);
    await page.close();
  });
  test("N7: nothing is shown in clear without a reason; who looked and why stands in the history, and leaving hides it", async () => {
    const code = `R-${lang}`;
    const phone = lang === "zh" ? "13611110001" : "13611110002";
    await bring(code, { name: "钟离春", phone });
    const { page, requests } = await open(`/customers/${code}`);
    const shown = (): Promise<string> => said(page.locator("main"));
    await press(page, words.reveal);
    await press(page, words.revealNow);
    await page.waitForSelector(".field.wrong .fault");
    await field(page, words.reason).fill("看看");
    await press(page, words.revealNow);
    await expect.poll(() => said(page.locator(".field.wrong .fault"))).toBe(words.short);
    expect(await shown()).not.toContain("钟离春");
    expect(await done(page)).toHaveLength(1);
    await field(page, words.reason).fill(words.because);
    await press(page, words.revealNow);
    await page.waitForSelector('.known:has-text("钟离春")');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("revealed");
    await expect.poll(async () => (await done(page))[0]).toBe(`${words.looked}${words.because}`);
    expect(await shown()).toContain(phone);
    expect([await page.title(), page.url(), ...requests].join(" ")).not.toMatch(/钟离春|136111|%E9%92%9F/);
    await press(page, words.hide);
    expect(await shown()).not.toMatch(/钟离春|136111/);
    await press(page, words.reveal);
    await field(page, words.reason).fill(words.because);
    await press(page, words.revealNow);
    await page.waitForSelector('.known:has-text("钟离春")');
    await page.goto(`${served.running.url}#/customers`);
    await page.waitForSelector(".customer-rows");
    await page.goBack();
    await page.waitForSelector(".known");
    expect(await shown()).not.toContain("钟离春");
    await page.close();
  });
  test("C7.1: a list comes in after a look at every row; a bad row is told without a name, a known one changes where that is chosen", async () => {
    const { page } = await open("/customers/import");
    const give = (text: string) =>
      page
        .locator("input[type=file]")
        .first()
        .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const phone = (last: number): string => `1340000${lang === "zh" ? 1 : 2}00${last}`;
    await give(`客户编号,姓名,手机\nL-${lang}1,令狐德,${phone(1)}\nL-${lang}2,宇文恺,没有电话\n`);
    await page.waitForSelector("table.data tbody tr:nth-child(2)");
    expect(await page.locator("table.data tbody .fault").count()).toBe(1);
    expect(await said(page.locator("main"))).not.toMatch(/令狐|宇文|没有电话/);
    expect({ cut: await cutOff(page), axe: await axe(page) }).toEqual({ cut: [], axe: [] });
    await press(page, words.importOne);
    await page.waitForSelector(`h2:has-text("${words.report}")`);
    await give(`客户编号,姓名,手机\nL-${lang}1,令狐德,${phone(2)}\n`);
    await page.waitForSelector("table.data tbody .fault");
    await page.getByRole("checkbox", { name: words.overwrite }).check();
    await press(page, words.importOne);
    await page.waitForSelector(`h2:has-text("${words.report}")`);
    await page.goto(`${served.running.url}#/customers/L-${lang}1`);
    await expect.poll(() => done(page)).toEqual([words.updated, words.imported]);
    await page.close();
  });
  test("C1.3, C10.3: a customer is handed over to another contract, and both days stand on the page", async () => {
    const day = lang === "zh" ? "2026-11-02" : "2026-11-03";
    const { page } = await open("/customers?kind=person");
    const row = page.locator(".customer-rows tbody tr").filter({ has: page.locator("td:nth-child(5) a") });
    const code = await row
      .nth(lang === "zh" ? 0 : 1)
      .locator("td:nth-child(2)")
      .textContent();
    const from = await row
      .nth(lang === "zh" ? 0 : 1)
      .locator("td:nth-child(5) a")
      .first()
      .textContent();
    const numbers = (await (await served.ask(`api/contracts?party=company`)).json()) as {
      rows: { number: string; status: string }[];
    };
    const to = numbers.rows.find(({ number, status }) => status === "in_force" && !from!.includes(number))!.number;
    await page.goto(`${served.running.url}#/customers/${code}`);
    await press(page, words.handOver);
    await field(page, words.handOverTo).fill(from!.split(" ").at(-1)!);
    await press(page, words.handOverNow);
    await page.waitForSelector(".field.wrong .fault");
    expect({ cut: await cutOff(page), axe: await axe(page) }).toEqual({ cut: [], axe: [] });
    await field(page, words.handOverTo).fill(to);
    await field(page, words.handOverOn).fill(day);
    await press(page, words.handOverNow);
    await page.waitForSelector(`.customer-serving td:has-text("${to}")`);
    expect(await page.locator(".customer-serving tbody tr:nth-child(1)").textContent()).toContain(day);
    await expect.poll(() => done(page)).toContainEqual(expect.stringContaining(to));
    await page.close();
  });
  test("case-D9: two entries are merged and separated again; whom no contract serves stands in a list of its own", async () => {
    const [one, other] = [`M1-${lang}`, `M2-${lang}`];
    await bring(one, { name: "南宫明" });
    await bring(other, { name: "南宫明" });
    const { page } = await open(`/customers/${one}`);
    await press(page, words.merge);
    await field(page, words.mergeInto).fill(other);
    await press(page, words.mergeNow);
    await page.waitForSelector(`.empty a:has-text("${other}")`);
    expect({ cut: await cutOff(page), axe: await axe(page), raw: await rawWords(page) }).toEqual({
      cut: [],
      axe: [],
      raw: [],
    });
    await page.goto(`${served.running.url}#/customers?when=unserved`);
    await page.getByRole("textbox", { name: words.search }).fill(`M`);
    await expect
      .poll(async () => (await codes(page)).filter((code) => code === one || code === other))
      .toEqual([other]);
    await page.goto(`${served.running.url}#/customers/${one}`);
    await press(page, words.separate);
    await page.getByRole("button", { name: words.merge, exact: true }).waitFor();
    await page.close();
  });
  test("N6: the list goes out whole as a file, masked as it is on the screen", async () => {
    const { page } = await open("/customers?kind=person");
    await page.waitForSelector(".customer-rows");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: words.csv }).click(),
    ]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    const total = Number(/\d+/.exec(await said(page.locator(".register > [aria-live]")))![0]);
    expect(total).toBeGreaterThan(60);
    expect(lines).toHaveLength(total + 1);
    expect(lines[1]).toMatch(new RegExp(`^.\\*\\*,[^,]+,${words.person},`, "u"));
    expect(lines.slice(1).filter((line) => !/^.\*\*,/u.test(line))).toEqual([]);
    await page.close();
  });
});
