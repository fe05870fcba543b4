// Clauses: C14.3, N7
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, said, settled, startHouse } from "./browser.ts";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});
const printed = async (path: string, lang: "zh" | "en"): Promise<{ text: string; pages: number; digest: string }> => {
  const { page } = await house.open(path, { lang });
  await page.waitForTimeout(500);
  const digest = (await page.locator(".page").getAttribute("data-digest"))!;
  const file = join(mkdtempSync(join(tmpdir(), "fealty-print-")), "page.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  await page.close();
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return { text, pages: text.split("\f").length - 1, digest };
};

const NO_FACTS = /2026-09-2018:00之后尚无事实/;

test.each([
  ["zh", "代理人客户忠诚度提升策略合同", "3.2 客户忠诚度的衡量标准"],
  ["en", "Agent Customer-Loyalty Improvement Strategy Contract", "3.2 Measures of Customer Loyalty"],
] as const)(
  "C14.3: the whole contract on paper in %s, pages counted, digest at the foot",
  async (lang, title, clause) => {
    const { text, pages, digest } = await printed("/contracts/HX-2026-0001/C3.2", lang);
    expect(pages).toBeGreaterThan(5);
    expect(text).toContain(title);
    expect(text.replace(/[ \n]+/g, " ")).toContain(clause);
    for (const page of text.split("\f").slice(0, -1)) expect(page).toContain(digest);
    expect(text).toContain(`1 / ${pages}`);
    expect(text).toContain(`${pages} / ${pages}`);
    expect(text).not.toMatch(/打开文件|Open files/);
  },
);

test.each([
  ["zh", "提示条款"],
  ["en", "Prominent clause"],
] as const)(
  "C10.1 A1: what the other side must be shown stands in bold, and is marked on paper in %s",
  async (lang, mark) => {
    const { page } = await house.open("/contracts/HX-2026-0001/C6.2", { lang });
    const weight = (): Promise<string> =>
      page.locator(".clause-words").evaluate((words) => getComputedStyle(words).fontWeight);
    expect(await weight()).toBe("700");
    await page.close();
    const { text } = await printed("/contracts/HX-2026-0001/C6.2", lang);
    const flat = text.replace(/\s+/g, lang === "zh" ? "" : " ");
    expect(flat).toContain(lang === "zh" ? `6.2激励措施${mark}` : mark);
    expect(flat.split(mark).length).toBeGreaterThan(8);
  },
);

test.each([
  [
    "zh",
    "甲方任意解除权·○进行中·甲方享有",
    /甲方任意解除权[^。]{0,20}甲方承担/,
    /净推荐值：0至10分推荐意愿的有效答卷中/,
    /履行：债务人按照/,
  ],
  [
    "en",
    "Company · ○ Running · due to Company",
    /right[^.]{0,40}owed by (Agent|Company)/i,
    /Net Promoter Score: Of valid answers/,
    /Performance: /,
  ],
] as const)(
  "C14.3: on paper in %s a right is its holder's, and the terms on which clauses rest stand there",
  async (lang, right, duty, defined, legal) => {
    const { text } = await printed("/contracts/HX-2026-0001/C6.2", lang);
    const flat = text.replace(/\s+/g, lang === "zh" ? "" : " ");
    expect(flat).toContain(right);
    expect(flat).not.toMatch(duty);
    expect(flat).toMatch(defined);
    expect(flat).toMatch(legal);
  },
);
test("N1: on paper a clause has the states of the screen, and every finding that waits for a decision", async () => {
  const { page } = await house.open("/contracts/HX-2026-0001/C3.2", { lang: "zh" });
  const waiting = (await page.locator(".tree .state", { hasText: "待处理" }).allInnerTexts()).map((text) =>
    Number(/\d+/.exec(text)?.[0]),
  );
  await page.close();
  expect(waiting.length).toBeGreaterThan(0);
  const { text } = await printed("/contracts/HX-2026-0001/C3.2", "zh");
  const flat = text.replace(/\s+/g, "");
  expect([...flat.matchAll(/■(\d+)项待处理/g)].map(([, count]) => Number(count))).toEqual(waiting);
  const all = waiting.reduce((sum, count) => sum + count, 0);
  expect(flat.match(/■未达约定·[甲乙]方·[^■]*?·(待处理|已答复)/g)).toHaveLength(all);
});

test("C6.3: statements on paper hold every amount of the screen", async () => {
  const { text } = await printed("/contracts/HX-2026-0001/pay", "zh");
  for (const amount of ["8,000.00", "2,400.00", "1,800.00"]) expect(text).toContain(amount);
  for (const word of ["已得", "暂留", "结转", "暂留余额"]) expect(text).toContain(word);
  // No statement is torn apart: each title stands on the page of its own last sum.
  for (const page of text.split("\f").slice(0, -1)) {
    const titles = page.match(/年 ?\d+ ?月报酬/g)?.length ?? 0;
    expect(page.match(/^ *应付 /gm)?.length ?? 0).toBe(titles);
  }
});

test("C6.3: a team's statement on paper says of each share whose it is, and a holdback that is released is no correction", async () => {
  const { page } = await house.open("/open", { lang: "zh" });
  const contract = readFileSync(new URL("../../contracts/good/team-split.yaml", import.meta.url), "utf8");
  // Before what it is divided into, as in the template.
  const kept = "            - {id: kept, kind: holdback, on: [base], rate: 10%, release: {after: 3 months}}";
  const facts = ["2026-02-03", "2026-05-06"].map((day, index) =>
    JSON.stringify({
      id: `s${index}`,
      kind: "sale",
      at: `${day}T10:00:00+08:00`,
      order: `o${index}`,
      amount: "150000.00",
      customer: "c1",
      member: "chen",
    }),
  );
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles(
      [
        ["contract.yaml", contract.replace(/^ *- \{id: split,/m, `${kept}\n$&`)],
        ["facts.ndjson", facts.join("\n")],
      ].map(([name, text]) => ({ name: name!, mimeType: "text/plain", buffer: Buffer.from(text!) })),
    );
  await page.locator(".opened .ant-btn").last().click();
  await settled(page);
  await page.locator(".sections a").nth(1).click();
  const paper = await page.locator(".statement-printed").allTextContents();
  expect(paper.join("\n")).toMatch(/团队分配 孙悦/);
  expect(paper.join("\n")).toMatch(/暂留返还 · 2026年一季度/);
  expect(paper.join("\n")).not.toContain("更正");
  await page.close();
});

test("C6.3: a link to one statement prints that one, and shows it still when the explanation is closed", async () => {
  const link = "/contracts/HX-2026-0001/pay?explain=statement/2026-05";
  const { text, pages } = await printed(link, "zh");
  expect(pages).toBe(1);
  expect(text.match(/年 ?\d+ ?月报酬/g)).toHaveLength(1);
  expect(text.replace(/ /g, "")).toContain("2026年5月报酬");
  expect(text).not.toContain("违约金由合同约定");
  const { page } = await house.open(link, { lang: "zh" });
  const title = page.locator(".pay .card h3").first();
  expect(await said(title)).toContain("5月");
  await page.keyboard.press("Escape");
  await page.locator(".explain").waitFor({ state: "detached" });
  expect(await said(title)).toContain("5月");
  await page.close();
});

test("C11.1: findings on paper say what was decided, why, and how late", async () => {
  const { text } = await printed("/contracts/HX-2026-0001/findings", "zh");
  const flat = text.replace(/[ \n]+/g, "");
  expect(flat).toMatch(/已认定违约/);
  expect(flat).toMatch(/理由：/);
  expect(flat).toMatch(/迟延\d/);
  expect(flat).toMatch(/未达约定/);
});

test("C11.2: the pay tab on paper holds the damages of the screen, with what is for whom and whether decided", async () => {
  const { text } = await printed("/contracts/HX-2026-0001/pay", "zh");
  const flat = text.replace(/[ \n]+/g, "");
  expect(flat).toContain("违约金由合同约定的公式算出");
  expect(flat.match(/[甲乙]方付[甲乙]方(待认定|违约已认定)/g)).toHaveLength(13);
  expect(flat).toContain("16.74");
  // At the last fact there is nothing to warn of.
  expect(flat).not.toMatch(NO_FACTS);
});

test.each(["clauses", "findings", "pay", "timeline"])(
  "N7: %s printed past the last fact says so on paper",
  async (section) => {
    const { text } = await printed(`/contracts/HX-2026-0001/${section}?asOf=2026-12-31T18:00:00%2B08:00`, "zh");
    expect(text.split("\f")[0]!.replace(/[ \n]+/g, "")).toMatch(NO_FACTS);
  },
);

test.each([
  ["zh", "尚不完整"],
  ["en", "not complete"],
] as const)(
  "N7: the index of evidence on paper in %s holds every event, numbered to the last",
  async (lang, incomplete) => {
    const { page } = await house.open("/contracts/HX-2026-0001/timeline", { lang });
    // The page is there before the house has counted its events.
    const told = page.locator(".timeline [aria-live]").filter({ hasText: /\d/ });
    await told.waitFor();
    const total = (await said(told)).match(/[\d,]+/)![0].replaceAll(",", "");
    await page.close();
    expect(Number(total)).toBeGreaterThan(1000);
    const { text } = await printed("/contracts/HX-2026-0001/timeline", lang);
    const numbers = [...text.matchAll(/^ {0,6}(\d+) +\d{4}-\d\d-\d\d \d\d:\d\d/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: Number(total) }, (_, index) => index + 1));
    expect(text.replace(/\s+/g, lang === "zh" ? "" : " ")).not.toContain(incomplete);
  },
);
