// Clauses: C7.1, S7, S8
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, said, settled, startHouse } from "./browser.ts";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});
const timeline = "/contracts/HX-2026-0001/timeline";
const persons = async (as: string, words: string): Promise<string[]> => {
  const { page } = await house.open(`${timeline}?as=${as}`);
  await page.locator(".timeline-filter input.ant-input, .timeline-filter .words input").last().fill(words);
  await page.waitForTimeout(400);
  const column = (await page.locator("table.events thead th").allInnerTexts()).indexOf("客户") + 1;
  const names = await page.locator(`table.events tbody tr td:nth-child(${column})`).allInnerTexts();
  await page.close();
  return names.filter((name) => name !== "");
};

test("C7.1: company and agent read the names of customers in service", async () => {
  const company = await persons("company", "电话");
  const agent = await persons("agent", "电话");
  expect(company.length).toBeGreaterThan(5);
  // Calls after a low score stand among them, without a name.
  expect(company.every((name) => /^[\u4e00-\u9fff]{2,4}$|^\*{3}$/.test(name))).toBe(true);
  expect(company.filter((name) => name !== "***").length).toBeGreaterThan(5);
  expect(agent.every((name) => /^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]\*+$|^\*{3}$/.test(name))).toBe(true);
});

test("C7.1: nobody reads who gave which answer", async () => {
  for (const as of ["company", "agent"]) {
    const { page } = await house.open(`/contracts/HX-2026-0001/C3.2?as=${as}&explain=C3.2/nps@2026-Q3`);
    await settled(page);
    const names = await page.locator(".explain table.events tbody tr td:nth-child(2)").allInnerTexts();
    expect(names.length).toBeGreaterThan(5);
    expect(names.every((name) => name === "***")).toBe(true);
    await page.close();
  }
});

test("C7.1: a call-back after a low score opens without a name, also in its link and its list", async () => {
  const { page } = await house.open("/contracts/HX-2026-0001/C7.3?as=agent");
  const card = page.locator(".rule-card", { hasText: "低分回访" });
  await card.locator(".rule-more .link").click();
  const rows = await card.locator("table.data tbody tr td:first-child").allInnerTexts();
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.every((row) => row === "***")).toBe(true);
  await card.locator("table.data tbody .figure").first().click();
  await settled(page);
  expect(page.url()).not.toMatch(/K\d{3}/);
  const events = await said(page.locator(".explain table.events tbody"));
  expect(events).toContain("***");
  expect(events).not.toMatch(/满意度 \d/);
  await page.close();
});

test("C7.1: the list of events hides whom a call after a low score went to, as the drawer does", async () => {
  for (const as of ["company", "agent"]) {
    const calls = await persons(as, "低分回访");
    expect(calls).toHaveLength(24);
    expect(new Set(calls)).toEqual(new Set(["***"]));
  }
});

test("S7: a contract without an intermediary is offered to none, and a link that asks for its eyes is answered in words", async () => {
  const { page } = await house.open("/contracts/HX-2026-0001/C3.2?as=intermediary");
  await settled(page);
  expect(await page.locator(".as-party .ant-segmented-item").allInnerTexts()).toEqual(["甲方", "乙方"]);
  expect(await said(page.locator(".as-of .trouble"))).toContain("没有中介方，现以甲方身份显示");
  await page.close();
});
