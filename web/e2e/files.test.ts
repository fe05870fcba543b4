// Clauses: N1, C1.1
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { createServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe, browserOn, type House, said, settled, startHouse } from "./browser.ts";

const here = fileURLToPath(new URL("./files/", import.meta.url));
const bytes = (name: string): Buffer => readFileSync(join(here, name));
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});
/** Drops files as a hand does: the page gets a drop event with them. */
const drop = async (page: Page, files: readonly { readonly name: string; readonly text: string }[]): Promise<void> => {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name));
    return data;
  }, files);
  await page.locator(".drop").dispatchEvent("dragover", { dataTransfer: transfer });
  await page.locator(".drop").dispatchEvent("drop", { dataTransfer: transfer });
  await page.waitForSelector(".opened");
};
const choose = async (page: Page, names: readonly string[]): Promise<void> => {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles(names.map((name) => ({ name, mimeType: "text/plain", buffer: bytes(name) })));
  await page.waitForSelector(".opened");
};

describe.each(["zh", "en"] as const)("dropped files, %s", (lang) => {
  test("N1: an own contract with its facts runs, and nothing is sent anywhere", async () => {
    const { page, troubles, requests } = await house.open("/open", { lang });
    const before = requests.length;
    await choose(page, ["gift-shop.yaml", "gift-shop.csv"]);
    expect(await said(page.locator(".opened .read"))).toMatch(
      lang === "zh" ? /gift-shop\.csv 事实 · 6 件事件/ : /gift-shop\.csv Facts · 6 events/,
    );
    await page.locator(".opened .ant-btn-primary").click();
    await settled(page);
    expect(await said(page.locator(".head h1"))).toBe(lang === "zh" ? "礼品店代理合同" : "Gift Shop Agency Contract");
    expect(page.url()).toContain("/contracts/local-");
    await page.locator(".sections a").nth(1).click();
    await page.waitForSelector(".statement");
    // 5 % of 1,000.00 + 260.40 in January, Europe/London.
    expect(await said(page.locator(".kpi").nth(1))).toContain("£");
    await page.locator(".pay-periods .period").first().click();
    expect(await said(page.locator(".statement tr.sum"))).toContain("63.02");
    // Only the page's own parts and the shipped example are ever fetched, all from its own address (see `troubles`).
    const after = requests.slice(before).filter((url) => !/\.(js|css|svg)$|\/example\/[\w-]+\.ndjson$/.test(url));
    expect(after).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("C1.1: a contract with mistakes is refused with file, line, column and how to mend", async () => {
    const { page } = await house.open("/open", { lang });
    await drop(page, [{ name: "broken.yaml", text: bytes("broken.yaml").toString("utf8") }]);
    const problems = await page.locator(".problem.error").allInnerTexts();
    expect(problems.length).toBeGreaterThanOrEqual(2);
    const place = lang === "zh" ? /broken\.yaml 第 \d+ 行第 \d+ 列/ : /broken\.yaml, line \d+, column \d+/;
    expect(problems.every((text) => place.test(text))).toBe(true);
    expect(problems.join("\n")).toContain("threshold");
    expect(await said(page.locator(".opened"))).toContain(lang === "zh" ? "尚不能运行" : "cannot run yet");
    expect(await page.locator(".opened .ant-btn-primary").count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.close();
  });

  test("N1: facts with refused lines open with the rest, each refusal named by its line", async () => {
    const { page } = await house.open("/open", { lang });
    await choose(page, ["gift-shop.yaml", "gift-shop-bad.ndjson"]);
    const text = await said(page.locator(".opened"));
    expect(text).toMatch(lang === "zh" ? /gift-shop-bad\.ndjson 第 2 行/ : /gift-shop-bad\.ndjson, line 2/);
    // The errors lead; to open without these rows is the second choice.
    expect(await page.locator(".opened .ant-btn-primary").count()).toBe(0);
    await page.locator(".opened .problems ~ .open-anyway").click();
    await settled(page);
    expect(page.url()).toContain("/contracts/local-");
    await page.close();
  });

  test("N1: facts alone are read for the contract that is open; other files are named as not used", async () => {
    const { page } = await house.open("/contracts/HX-2026-0001/C3.2", { lang });
    await page.locator(".bar .ant-btn", { hasText: lang === "zh" ? "打开文件" : "Open files" }).click();
    await page.waitForSelector(".drop");
    await choose(page, ["gift-shop.csv"]);
    expect(await page.locator(".opened .ant-btn-primary").count()).toBe(1);
    expect(await said(page.locator(".opened .for-contract"))).toContain("HX-2026-0001");
    // A contract whose facts are refused stays the one that the mended facts are for, though nobody looked at it yet.
    await choose(page, ["gift-shop.yaml", "gift-shop-bad.ndjson"]);
    await page.locator(".opened .open-anyway").waitFor();
    await choose(page, ["gift-shop.csv"]);
    await page.locator(".opened .for-contract").waitFor();
    expect(await said(page.locator(".opened .for-contract"))).not.toContain("HX-2026-0001");
    await page.close();
  });
});

test("N1: what was dropped and not used says why", async () => {
  const { page } = await house.open("/open", { lang: "en" });
  const contract = bytes("gift-shop.yaml").toString("utf8");
  await drop(page, [
    { name: "picture.png", text: "PNG" },
    { name: "huge.yaml", text: "x".repeat(10_000_001) },
    { name: "broken.csv.gz", text: "no gzip" },
    { name: "gift-shop.yaml", text: contract },
    { name: "other.yaml", text: contract },
    { name: "notes.yaml", text: "a: 1" },
  ]);
  const read = await page.locator(".opened .read li").allInnerTexts();
  const why = (name: string): string => read.find((line) => line.startsWith(name)) ?? "";
  expect(why("picture.png")).toContain("not a kind of file");
  expect(why("huge.yaml")).toContain("10.1 MB, more than the 10 MB");
  expect(why("broken.csv.gz")).toContain("damaged");
  expect(why("other.yaml")).toContain("one contract is opened at a time");
  expect(why("notes.yaml")).toContain("does not include it");
  expect(await said(page.locator(".opened"))).toContain("after a reload");
  await page.close();
});

test.each(["zh", "en"] as const)("N1: facts of another contract, dropped alone, open nothing, %s", async (lang) => {
  const { page } = await house.open("/open", { lang });
  await drop(page, [
    {
      name: "HX-9.ndjson",
      text: '{"id":"1","kind":"customer_joined","at":"2026-01-05T10:00:00+08:00","contract":"HX-9","customer":"K1"}',
    },
  ]);
  const text = await said(page.locator(".opened"));
  expect(text).toContain("HX-9");
  expect(text).toMatch(lang === "zh" ? /不属于刚才打开的 HX-2026-0001/ : /none to HX-2026-0001/);
  expect(await page.locator(".opened .ant-btn").count()).toBe(0);
  await page.close();
});

test.each(["/nonsense", "/contracts/HX-0", "/open"])(
  "N1: from %s a link leads to the example contract",
  async (path) => {
    const { page } = await house.open(path);
    await page.getByRole("link", { name: "查看示例合同" }).click();
    await settled(page);
    await page.waitForSelector(".head h1");
    expect(page.url()).toContain("/contracts/HX-2026-0001");
    await page.close();
  },
);

test("N1: a file dropped on the contract page is opened too", async () => {
  const { page } = await house.open("/contracts/HX-2026-0001/C3.2");
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "gift-shop.yaml"));
    return data;
  }, bytes("gift-shop.yaml").toString("utf8"));
  await page.locator("#main").dispatchEvent("drop", { dataTransfer: transfer });
  await page.waitForSelector(".opened .ant-btn-primary");
  expect(await said(page.locator(".opened .read"))).toContain("gift-shop.yaml");
  await page.close();
});

test("C1.1: a folder with a contract, its includes and the template's name opens as one contract", async () => {
  const { page } = await house.open("/open");
  const files = [
    {
      name: "contract.yaml",
      text: "template: ../../templates/agent-loyalty/contract.yaml\nfealty: 1\nnumber: LX-1\nmode: company_led\nterm: {from: 2026-01-01, until: 2026-12-31}\nparties:\n  company: {name: 甲公司, kind: organisation}\n  agent: {name: 乙先生, kind: person}\n",
    },
  ];
  await drop(page, files);
  const problems =
    (await page.locator(".problem.error").count()) > 0 ? await page.locator(".problem.error").allInnerTexts() : [];
  expect(problems).toEqual([]);
  await page.locator(".opened .ant-btn-primary").click();
  await settled(page);
  expect(await said(page.locator(".head"))).toContain("LX-1");
  expect(await page.locator(".tree a").count()).toBeGreaterThan(50);
  await page.close();
});

test("N1: a packed file that unpacks to more than is read is refused with its size and the reason", async () => {
  const { page, troubles } = await house.open("/open", { lang: "en" });
  const bomb = gzipSync(Buffer.alloc(310_000_000, "a"), { level: 1 });
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      { name: "gift-shop.yaml", mimeType: "text/plain", buffer: bytes("gift-shop.yaml") },
      { name: "bomb.ndjson.gz", mimeType: "application/gzip", buffer: bomb },
    ]);
  await page.waitForSelector(".opened");
  const read = await said(page.locator(".opened .read"));
  expect(read).toMatch(
    /bomb\.ndjson\.gz Not used · unpacked it is more than the 300 MB that are read \(packed [\d.]+ MB\)/,
  );
  expect(troubles).toEqual([]);
  await page.close();
});

test("N1: long facts say how far they are; of many faulty lines a hundred are listed, and more on demand", async () => {
  const { page } = await house.open("/open", { lang: "en" });
  const good = (n: number): string =>
    JSON.stringify({ id: `s${n}`, kind: "sale", at: "2026-01-05T10:00:00Z", customer: `c${n}`, amount: "1.00" });
  const lines = Array.from({ length: 60_000 }, (_, n) => (n % 3 === 1 ? `{"id": "b${n}"}` : good(n)));
  const seen: string[] = [];
  await page.exposeFunction("seen", (text: string) => seen.push(text));
  await page.evaluate(() => {
    new MutationObserver(() => {
      const status = document.querySelector('.files [role="status"]')?.textContent;
      if (status) (window as unknown as { seen: (text: string) => void }).seen(status);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      { name: "gift-shop.yaml", mimeType: "text/plain", buffer: bytes("gift-shop.yaml") },
      { name: "many.ndjson", mimeType: "text/plain", buffer: Buffer.from(lines.join("\n")) },
    ]);
  await page.waitForSelector(".opened", { timeout: 60_000 });
  expect(seen.join("\n")).toMatch(/Reading facts, [\d,]+ of [\d,]+ KB/);
  expect(await page.locator(".problem").count()).toBe(100);
  // Lines keep their number in the whole file, also beyond the first piece of it.
  expect(await said(page.locator(".problem").first())).toContain("line 2,");
  await page.getByRole("button", { name: /List 100 more/ }).click();
  expect(await page.locator(".problem").count()).toBe(200);
  await page.close();
});

test("S10: the fee is called the intermediary's fee with who bears it, and the head shows each party what it is paid", async () => {
  const text = { zh: "依约支付。", en: "Paid as agreed." };
  const clause = (id: string, title: object, rule: object) => ({ id, title, text, rules: [rule] });
  const contract = {
    fealty: 1,
    number: "FEE-1",
    title: { zh: "居间合同", en: "Brokered Contract" },
    languages: ["zh", "en"],
    mode: "intermediary_led",
    law: { country: "CN", as_of: "2026-03-01" },
    currency: "CNY",
    time_zone: "Asia/Shanghai",
    calendar: { id: "CN", hours: "09:00-18:00" },
    term: { from: "2026-01-01", until: "2026-12-31" },
    parties: {
      company: { name: "甲公司", kind: "organisation" },
      agent: { name: "乙", kind: "person" },
      intermediary: { name: "丙公司", kind: "organisation" },
    },
    events: { fee_paid: { period: "text" } },
    clauses: [
      clause(
        "C6.2",
        { zh: "佣金", en: "Commission" },
        {
          id: "pay",
          kind: "entitlement",
          holder: "agent",
          from: "company",
          plan: {
            period: "month",
            credit: [{ event: "sale", amount: "amount" }],
            components: [{ id: "base", kind: "rate", rate: "10%", label: { zh: "佣金", en: "Commission" } }],
          },
        },
      ),
      clause(
        "S10",
        { zh: "服务费", en: "Fee" },
        {
          id: "fee",
          kind: "entitlement",
          holder: "intermediary",
          from: "company",
          fee: {
            basis: { event: "payment_made", value: "amount" },
            every: "month",
            rate: "2%",
            shares: { company: "60%", agent: "40%" },
            paid_by: { agent: "fee_paid" },
          },
        },
      ),
    ],
  };
  const facts = [
    { id: "1", kind: "sale", at: "2026-01-10T10:00:00+08:00", order: "o", amount: "10000.00" },
    { id: "2", kind: "payment_made", at: "2026-01-31T10:00:00+08:00", amount: "1000.00" },
    { id: "3", kind: "fee_paid", at: "2026-02-10T10:00:00+08:00", period: "2026-01" },
  ];
  const lines = Object.entries(contract).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const { page } = await house.open("/open", { lang: "zh" });
  await drop(page, [
    { name: "fee.yaml", text: lines.join("\n") },
    { name: "fee.ndjson", text: facts.map((fact) => JSON.stringify(fact)).join("\n") },
  ]);
  await page.locator(".opened .ant-btn-primary").click();
  await settled(page);
  const head = () => said(page.locator(".kpi").filter({ hasText: "已结" }));
  expect(await head()).toMatch(/¥1,000\.00\s*2026年1月报酬/);
  await page.locator(".sections a").nth(1).click();
  await page.waitForSelector(".statement");
  const [pay, fee] = [page.locator(".pay section").first(), page.locator(".pay section").nth(1)];
  expect(await said(pay.locator("h3"))).toMatch(/1 ?月报酬/);
  expect(await said(fee.locator("h3"))).toMatch(/1 ?月中介方服务费/);
  expect(await said(fee.locator(".statement"))).toContain("甲方负担12.00乙方负担（已付 8.00）8.00");
  await page.locator(".as-party").getByText("中介方").click();
  await settled(page);
  expect(await head()).toMatch(/¥20\.00\s*2026 ?年 ?1 ?月中介方服务费/);
  await page.close();
});

test.each(["zh", "en"] as const)("N1: files that cannot be opened for want of a part say so, %s", async (lang) => {
  const { page } = await house.open("/open", { lang });
  await page.context().route(/zones[^/]*\.js/, (route) => route.abort());
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([{ name: "gift-shop.yaml", mimeType: "text/plain", buffer: bytes("gift-shop.yaml") }]);
  await page.waitForSelector(".files [role=alert]");
  expect(await said(page.locator(".files [role=alert]"))).toContain(lang === "zh" ? "没能打开" : "could not be opened");
  expect(await said(page.locator(".files [role=alert]"))).not.toContain("fetch");
  await page.close();
});

test("N1: the page alone, as the README starts it, opens a contract of another time zone", async () => {
  const alone = await createServer({
    configFile: fileURLToPath(new URL("../vite.config.ts", import.meta.url)),
    server: { port: 0, host: "127.0.0.1" },
    logLevel: "silent",
  });
  await alone.listen();
  const browser = await browserOn(alone.resolvedUrls!.local[0]!);
  const { page } = await browser.open("/open", { lang: "en" });
  await choose(page, ["gift-shop.yaml", "gift-shop.csv"]);
  await page.locator(".opened .ant-btn-primary").click();
  await settled(page);
  expect(await said(page.locator(".head h1"))).toBe("Gift Shop Agency Contract");
  await browser.close();
  await alone.close();
});
