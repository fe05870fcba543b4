// Clauses: C7.1, N1, N8
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { axe, cutOff, READERS, rawWords, SIZES, said, settled } from "./browser.ts";
import { servedForFile } from "./served-house.ts";

const served = servedForFile();
const files = mkdtempSync(join(tmpdir(), "fealty-import-e2e-"));
afterAll(() => rmSync(files, { recursive: true, force: true }));
const put = (name: string, text: string): string => {
  const path = join(files, name);
  writeFileSync(path, text);
  return path;
};
const SALES = new URL("../../examples/sales.csv", import.meta.url).pathname;
/** The same list with orders of that contract's own; its letters are those of GB18030 and stay as they are. */
const salesOf = (number: string): string => {
  const path = join(files, `${number}.csv`);
  writeFileSync(path, readFileSync(SALES, "latin1").replaceAll("XS2026", `X${number.slice(-3)}-`), "latin1");
  return path;
};
const MAPPING = `mapping: 1
source: {number: "1,234.56"}
columns: {no: 订单号, customer: 客户, amount: 金额, day: 日期}
emit:
  - kind: sale
    id: [row.no]
    fields: {at: datetime(row.day), order: row.no, customer: row.customer, amount: money(row.amount)}
`;
const CLEAN = { raw: [], cut: [], axe: [] };
const choose = async (page: Page, file: string, mapping: string, contract: string): Promise<void> => {
  await page.locator("input[type=file]").first().setInputFiles(file);
  await page.locator(".mapping-text").fill(mapping);
  await page.locator("#import-contract").fill(contract);
};
const shown = async (page: Page): Promise<void> => {
  await page.waitForSelector(".preview tbody tr");
  await page.waitForSelector('section[aria-busy="false"] .preview');
};
const asked = async (path: string, init?: RequestInit) => served.ask(`api/${path}`, init);
const eventsOf = async (number: string): Promise<number> => {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"party":"company","language":"en"}',
  };
  return ((await (await asked(`contracts/${number}/timeline`, init)).json()) as { total: number }).total;
};

describe.each(READERS)("N1 in %s, %s", (lang, size) => {
  test("C7.1: file, mapping, preview and report are whole and clean under axe", async () => {
    const { page } = await served.house.open("/import", { ...SIZES[size], lang });
    const number = { zh: "HX-YS-001", en: "HX-YS-006" }[lang];
    const whole = async (name: string): Promise<void> => {
      // The file's own words may be a program's.
      const raw = (await rawWords(page)).filter((word) => word !== "whole_life");
      expect({ name, raw, cut: await cutOff(page), axe: await axe(page) }).toEqual({
        name,
        raw: [],
        cut: [],
        axe: [],
      });
    };
    await whole("empty");
    await page.locator("input[type=file]").first().setInputFiles(salesOf(number));
    await page.getByRole("combobox", { name: lang === "zh" ? "随附的映射" : "Mappings that come along" }).click();
    await page.locator(".ant-select-item-option", { hasText: lang === "zh" ? "销售清单" : "Sales list" }).click();
    await page.locator("#import-contract").fill(number);
    await shown(page);
    expect(await page.locator(".preview tr.fresh").count()).toBe(55);
    await whole("preview");
    await page.locator(".import-go .ant-btn").click();
    await page.waitForURL(/#\/import\/[0-9a-f-]{36}/);
    await settled(page);
    await page.waitForSelector(".import-counts");
    expect(await said(page.locator(".touched"))).toContain(number);
    await whole("report");
    await page.close();
  });
});

describe("import", () => {
  test("C7.1: what is ambiguous is answered by keyboard, what is refused stands at row and column, and a second time changes nothing", async () => {
    const file = put(
      "模糊.csv",
      `订单号,客户,金额,日期\nE1,c1,"1,000.00",3/6/2026\nE2,c2,=1+1,4/6/2026\nE3,c3,3.00,5/6/2026\n`,
    );
    const { page } = await served.house.open("/import");
    const before = await eventsOf("HX-YS-005");
    await choose(page, file, MAPPING, "HX-YS-005");
    await page.waitForSelector(".questions");
    expect(await said(page.locator(".questions"))).toContain("第 2 行的 3/6/2026 读作 2026-06-03");
    expect(await page.locator(".import-go .ant-btn").isDisabled()).toBe(true);
    // What no answer changes is said already.
    await page.waitForSelector(".preview tr.refused");
    expect(await said(page.locator(".preview tr.refused"))).toContain("读不成数字");
    expect(await page.locator(".preview tr.asks").count()).toBe(2);
    await page.locator(".questions input[type=radio]").first().focus();
    await page.keyboard.press("Space");
    await page.waitForSelector(".preview tr.fresh");
    expect(await said(page.locator(".preview tr.refused"))).toContain("读不成数字");
    expect(await said(page.locator(".preview td.wrong"))).toContain("=1+1");
    // What was answered stands there still, and can be answered otherwise.
    expect(await page.locator(".questions input[type=radio]").first().isChecked()).toBe(true);
    expect(await axe(page)).toEqual([]);
    await page.locator(".import-go .ant-btn:not([disabled])").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/#\/import\/[0-9a-f-]{36}/);
    await page.waitForSelector(".refusals");
    expect(await said(page.locator(".refusals tbody tr"))).toContain("=1+1");
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByText("下载没有写入、不计和须核对的行（CSV）").click(),
    ]);
    const csv = readFileSync(await download.path(), "utf8");
    expect(csv).toContain(`3,金额,"'=1+1",读不成数字`);
    expect(await eventsOf("HX-YS-005")).toBe(before + 2);
    await page.locator(".touched a").first().click();
    await settled(page);
    expect(page.url()).toContain("HX-YS-005/timeline");
    await page.close();
    const again = await served.house.open("/import");
    await choose(again.page, file, MAPPING, "HX-YS-005");
    await again.page.locator(".questions input[type=radio]").first().check();
    await again.page.waitForSelector(".preview tr.repeated");
    await again.page.locator(".import-go .ant-btn:not([disabled])").click();
    await again.page.waitForSelector(".import-counts");
    expect(await said(again.page.locator(".empty"))).toContain("没有合同因此改变");
    expect(await eventsOf("HX-YS-005")).toBe(before + 2);
    await again.page.close();
  });
  test.each(["zh", "en"] as const)(
    "C7.1: while a proxy speaks in the house's place an import says so and that nothing half-written stays, in %s",
    async (lang) => {
      const { page } = await served.house.open("/import", { lang });
      const body = "<h1>502 Bad Gateway</h1>";
      await page.route("**/rpc/company/progress*", (route) =>
        route.fulfill({ status: 502, contentType: "text/html", body }),
      );
      await choose(
        page,
        salesOf(`HX-YS-008-${lang === "zh" ? "801" : "802"}`),
        readFileSync(new URL("../../mappings/sales.yaml", import.meta.url), "utf8"),
        "HX-YS-008",
      );
      await shown(page);
      await page.locator(".import-go .ant-btn:not([disabled])").click();
      const told = page.locator(".import-go");
      await told.locator(".message").waitFor();
      expect(await said(told)).toContain(lang === "zh" ? "服务器没有应答" : "The house does not answer");
      expect(await said(told)).toContain(lang === "zh" ? "不会只留下一半" : "nothing half-written stays");
      await page.unroute("**/rpc/company/progress*");
      await told.getByRole("button").click();
      await page.waitForURL(/#\/import\/[0-9a-f-]{36}/);
      await page.close();
    },
  );
  test.each(["zh", "en"] as const)(
    "C6.3: rows that stand in another contract already are asked about once, in %s",
    async (lang) => {
      const file = put(`两份-${lang}.csv`, `订单号,客户,金额,日期\nTW-${lang},c1,10.00,2026-06-01\n`);
      for (const [contract, asks] of [
        ["HX-YS-010", false],
        ["HX-YS-011", true],
      ] as const) {
        const { page } = await served.house.open("/import", { ...SIZES.phone, lang });
        await choose(page, file, MAPPING, contract);
        if (asks) {
          await page.waitForSelector(".questions");
          expect(await said(page.locator(".questions"))).toContain("HX-YS-010");
          expect({ raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(CLEAN);
          await page.locator(".questions input[type=radio]").first().check();
        }
        await page.locator(".import-go .ant-btn:not([disabled])").click();
        await page.waitForURL(/#\/import\/[0-9a-f-]{36}/);
        await page.waitForSelector(".import-counts");
        expect(await said(page.locator(".touched"))).toContain(contract);
        await page.close();
      }
    },
  );
  test.each(["zh", "en"] as const)("C7.1: the imports so far show every column on a phone, in %s", async (lang) => {
    const { page } = await served.house.open("/import", { ...SIZES.phone, lang });
    await page.waitForSelector(".past tbody tr");
    expect(
      await page.locator(".past .scroll-x").evaluate((box) => box.scrollWidth - box.clientWidth),
    ).toBeLessThanOrEqual(0);
    await page.close();
  });
  test.each(["zh", "en"] as const)("C7.1: a value of a report stands in one piece on a phone, in %s", async (lang) => {
    const rows = `V1,c1,1.234,2026年13月45日\nV2,c2,1.234.567,2026-06-01\nV3,c3,${"9".repeat(80)}x,2026-06-01`;
    const { page } = await served.house.open("/import", { ...SIZES.phone, lang });
    await choose(page, put(`值-${lang}.csv`, `订单号,客户,金额,日期\n${rows}\n`), MAPPING, "HX-YS-005");
    await shown(page);
    await page.locator(".import-go .ant-btn:not([disabled])").click();
    await page.waitForSelector(".refusals");
    const lines = await page.locator(".refusals .value span").evaluateAll((values) =>
      values.map((value) => {
        const range = document.createRange();
        range.selectNodeContents(value);
        return [value.textContent?.slice(0, 12), range.getClientRects().length > 1];
      }),
    );
    expect(lines).toEqual([
      ["2026年13月45日", false],
      ["1.234.567", false],
      ["9".repeat(12), true],
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
    await page.close();
  });
  test("C7.1: a mapping's mistakes stand beside it with their places, and a wrong contract is said", async () => {
    const { page } = await served.house.open("/import");
    await choose(page, SALES, MAPPING.replace("kind: sale", "kind: sail"), "HX-YS-005");
    await page.waitForSelector(".mapping [role=alert] li");
    expect(await said(page.locator(".mapping [role=alert]"))).toMatch(/第 5 行第 \d+ 列.*sale/);
    await page.locator(".mapping-text").fill(MAPPING);
    await page.locator("#import-contract").fill("HX-0");
    await page.waitForFunction(() => document.querySelector(".import-page p.wrong")?.textContent?.includes("HX-0"));
    await page.close();
  });
  test("C7.1: a long import tells its steps, and cancelled it leaves nothing", async () => {
    const rows = Array.from({ length: 150_000 }, (_, row) => `L${row},c${row % 50},1.00,2026-06-01`).join("\n");
    const file = put("长.csv", `订单号,客户,金额,日期\n${rows}\n`);
    const { page } = await served.house.open("/import");
    const before = await eventsOf("HX-YS-008");
    await choose(page, file, MAPPING, "HX-YS-008");
    await shown(page);
    await page.locator(".import-go .ant-btn:not([disabled])").click();
    await page.waitForSelector(".running .ant-progress");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "取消导入" }).click();
    await page.waitForFunction(() => document.querySelector(".import-go [role=alert]")?.textContent !== "", undefined, {
      timeout: 60_000,
    });
    expect(await said(page.locator(".import-go [role=alert]"))).toBe("已取消，什么也没有写入。");
    expect(await eventsOf("HX-YS-008")).toBe(before);
    await page.close();
  });
  test("C7.1: a running import is found again by who left the page, with its progress and its end", async () => {
    const rows = Array.from({ length: 150_000 }, (_, row) => `M${row},c${row % 50},1.00,2026-06-01`).join("\n");
    const file = put("离开.csv", `订单号,客户,金额,日期\n${rows}\n`);
    const { page } = await served.house.open("/import");
    await choose(page, file, MAPPING, "HX-YS-009");
    await shown(page);
    await page.locator(".import-go .ant-btn:not([disabled])").click();
    await page.waitForSelector(".running .ant-progress");
    await page.evaluate(() => {
      location.hash = "/contracts";
    });
    await page.waitForSelector("table.contracts");
    await page.evaluate(() => {
      location.hash = "/import";
    });
    const running = page.locator(".running-imports li");
    await running.locator(".ant-progress").waitFor();
    expect(await said(running)).toContain("离开.csv");
    expect(await axe(page)).toEqual([]);
    await running.getByRole("button", { name: "取消导入" }).click();
    await running.getByText("已取消，什么也没有写入。").waitFor({ timeout: 60_000 });
    // Another one, to its end: its report is one click away, and it stands among those of before.
    await choose(
      page,
      put("回来.csv", `订单号,客户,金额,日期\n${rows.slice(0, rows.indexOf("M40000,") - 1)}\n`),
      MAPPING,
      "HX-YS-009",
    );
    await shown(page);
    await page.locator(".import-go .ant-btn:not([disabled])").click();
    await page.waitForSelector(".import-go .ant-progress");
    await page.reload();
    await running.locator(".ant-progress").waitFor();
    await running.getByRole("link", { name: "导入完成，查看报告" }).waitFor({ timeout: 90_000 });
    await page.locator(".past tbody tr", { hasText: "回来.csv" }).waitFor();
    await running.getByRole("link").click();
    await page.waitForSelector(".import-counts");
    expect(await page.title()).toContain("回来.csv");
    await page.close();
  });
  test.each(["nonsense", "00000000-0000-7000-8000-000000000000"])(
    "N1: of the import %s the page says that there is none, and leads to those that are",
    async (id) => {
      for (const [lang, told] of [
        ["zh", "没有这次导入"],
        ["en", "No such import"],
      ] as const) {
        const { page } = await served.house.open(`/import/${id}`, { lang });
        await page.getByRole("heading", { name: told }).waitFor();
        expect(await said(page.locator("main"))).not.toContain(id);
        expect(await page.title()).toContain(told);
        expect(await axe(page)).toEqual([]);
        await page.locator("main a").click();
        await page.waitForSelector(".import-page .drop");
        await page.close();
      }
    },
  );
  test("C7.1: one id with two contents is told in words, a double row is repeated, and the downloads bear the file's name", async () => {
    const file = put(
      "两次.csv",
      `订单号,客户,金额,日期\nD1,c1,1.00,2026-06-01\nD1,c1,1.00,2026-06-01\nD1,c1,2.00,2026-06-01\nD2,c1,3.00,31/12/2025\nD3,c1,3.00,3/4/2026\n`,
    );
    const { page } = await served.house.open("/import");
    await choose(page, file, MAPPING, "HX-YS-010");
    await shown(page);
    expect(await said(page.locator(".preview tr.repeated"))).toContain("与前面的行相同");
    expect(await page.locator(".questions").count()).toBe(0);
    expect(await said(page.locator("main"))).toContain("31/12/2025 只能这样读");
    await page.locator(".import-go .ant-btn:not([disabled])").click();
    await page.waitForSelector(".refusals tbody tr");
    expect(await page.locator(".refusals tbody td").allTextContents()).toEqual([
      "4",
      "订单号",
      "D1",
      "与第 2 行同键而内容不同",
      expect.stringContaining("更正其中一行"),
      // Before the contract's term: they are in, and no statement counts them.
      ...["5", "日期", "31/12/2025", "不计入任何结算单：早于合同期限", expect.stringContaining("核对这一行")],
      ...["6", "日期", "3/4/2026", "不计入任何结算单：早于合同期限", expect.stringContaining("核对这一行")],
    ]);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("（CSV）").click()]);
    expect(download.suggestedFilename()).toBe("演示数据-两次 导入报告.csv");
    await page.close();
  });
  test("C7.1: a picture is no table", async () => {
    const { page } = await served.house.open("/import");
    const bytes = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1];
    writeFileSync(join(files, "图.csv"), Buffer.from(bytes));
    await choose(page, join(files, "图.csv"), MAPPING, "HX-YS-010");
    await page.getByText("图.csv 不是表格").waitFor();
    await page.close();
  });
  test("N8: another site, another party and an address without a file get nothing", async () => {
    const body = "a,b\n";
    const upload = (more: string, headers: Record<string, string> = {}) =>
      asked(`import-files?${more}`, { method: "POST", body, headers });
    expect((await upload("party=company&name=a.csv", { origin: "http://evil.example" })).status).toBe(403);
    expect(await (await upload("party=agent&name=a.csv")).json()).toMatchObject({ code: "NOT_FOR_THIS_PARTY" });
    expect((await upload("name=a.csv")).status).toBe(400);
    const json = { "content-type": "application/json" };
    const run = { party: "company", language: "en", file: "../../etc/passwd", mapping: MAPPING, answers: {} };
    const gone = await asked("imports", { method: "POST", headers: json, body: JSON.stringify(run) });
    expect(await gone.json()).toMatchObject({ code: "NO_SUCH_UPLOAD" });
    const report = "imports/00000000-0000-7000-8000-000000000000/report.csv";
    expect((await asked(`${report}?party=company&language=en`)).status).toBe(404);
    expect((await asked(`${report}?party=agent&language=en`)).status).toBe(403);
    expect(await (await asked("imports?party=agent")).json()).toMatchObject({ code: "NOT_FOR_THIS_PARTY" });
  });
});
