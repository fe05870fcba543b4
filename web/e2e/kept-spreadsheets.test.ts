// Clauses: C1.1, C7.1, N1, N7
// A company with nothing but the lists that it kept so far (examples/from-nothing, GB18030): branches, people without an address, customers,
// contracts, whom each serves and what was sold. Then everybody finds what is theirs, and every page stands as in the demonstration company.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { imports as importsZh, listImport as listImportZh } from "../src/i18n/zh/imports.ts";
import { organisation as organisationZh } from "../src/i18n/zh/people.ts";
import { axe, cutOff, READERS, rawWords, SIZES, settled } from "./browser.ts";
import { emptyForFile, enterBySlip, fill, fillCompany, press, setUpFactor, WORDS } from "./founding.ts";

const LISTS = fileURLToPath(new URL("../../examples/from-nothing/", import.meta.url));
const empty = emptyForFile();
let owner: Page;
let cookie: string;
const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${empty.running.url}#${path}`);
  await settled(page);
};
const clean = async (page: Page, name: string): Promise<void> => {
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual({
    name,
    raw: [],
    cut: [],
    axe: [],
  });
};
/** A list of people or customers, looked at row by row and taken in. */
const takeList = async (path: string, file: string, count: number): Promise<void> => {
  await go(owner, path);
  await owner.locator("input[type=file]").first().setInputFiles(join(LISTS, file));
  await press(owner, listImportZh.run.replace("{{count}}", String(count)));
  await owner.locator(`h2:has-text("${listImportZh.report}")`).waitFor();
  expect(await owner.locator("table.data .fault").count()).toBe(0);
};
/** A table of events by a mapping that comes along. @returns the page's text of what came in */
const takeEvents = async (file: string, mapping: string): Promise<string> => {
  await go(owner, "/import");
  await owner.locator("input[type=file]").first().setInputFiles(join(LISTS, file));
  await owner.getByRole("combobox", { name: importsZh.mappingChoose }).click();
  await owner.locator(".ant-select-item-option", { hasText: mapping }).click();
  // Fifty contracts are loaded for the look and for the import, each the template's whole.
  await owner.locator(".import-go .ant-btn:not([disabled])").click({ timeout: 180_000 });
  await owner.waitForURL(/#\/import\/[0-9a-f-]{36}/, { timeout: 180_000 });
  await owner.waitForSelector(".import-counts");
  return (await owner.locator(".import-counts").textContent()) ?? "";
};
/** The code of a one-time slip for somebody, handed over at the branch. */
const slipFor = async (code: string): Promise<string> => {
  await go(owner, `/people/${code}`);
  await press(owner, WORDS.zh.access.giveSlip);
  return (await owner.locator(".slip .one-time-code").textContent()) ?? "";
};

test("C1.1: a company is filled from its kept lists alone", async () => {
  ({ page: owner } = await empty.house.open("/", { lang: "zh" }));
  await fillCompany(owner, "zh", "太湖");
  await press(owner, WORDS.zh.companies.foundIt);
  await owner.locator(".self").waitFor();
  await setUpFactor(owner, "zh");
  const { name, value } = (await owner.context().cookies())[0]!;
  cookie = `${name}=${value}`;
  await go(owner, "/organisation");
  for (const [at, branch] of ["苏州分公司", "无锡分公司"].entries()) {
    await press(owner, organisationZh.addBranch);
    await fill(owner, organisationZh.nameZh, branch);
    await fill(owner, organisationZh.nameEn, ["Suzhou", "Wuxi"][at]!);
    await fill(owner, organisationZh.code, ["suzhou", "wuxi"][at]!);
    await press(owner, organisationZh.addNow);
    await owner.getByText(branch).first().waitFor();
  }
  await takeList("/people/import", "people.csv", 65);
  await takeList("/customers/import", "customers.csv", 500);
  const columns = ["--number", "合同编号", "--agent", "姓名", "--code", "工号", "--branch", "机构"];
  const added = await empty.folders.command(
    "add",
    join(LISTS, "contract.yaml"),
    "--sheet",
    join(LISTS, "contracts.csv"),
    ...columns,
  );
  expect((added as { added: string[] }).added).toHaveLength(50);
  expect(await takeEvents("served.csv", "客户划归")).toContain("500");
  expect(await takeEvents("sales.csv", "全公司成交")).toMatch(/\d{3}/);
}, 600_000);

describe.each(READERS)("every page in %s, %s", (lang, size) => {
  test("N1: stands whole and clean as in the demonstration company", async () => {
    const { page, troubles } = await empty.house.open("/", { lang, cookie, ...SIZES[size] });
    const contract = "/contracts/FN-2026-001";
    for (const path of [
      ...["/", "/contracts", contract, `${contract}/pay`, `${contract}/letters`, "/people", "/people/SZ101"],
      ...["/organisation", "/customers", "/customers/K0001", "/companies"],
    ]) {
      await go(page, path);
      await page.locator("main h1").first().waitFor();
      await clean(page, path);
    }
    expect(troubles).toEqual([]);
    await page.close();
  }, 240_000);
});

describe("by a slip and without an address", () => {
  test("C1.3, C7.1: an agent finds own contract, own customers and what October comes to, on a phone", async () => {
    const code = await slipFor("SZ101");
    const { page } = await empty.house.open(`/slip/${code}`, { lang: "zh", ...SIZES.phone });
    await enterBySlip(page, "zh", "sz101");
    await expect.poll(() => page.locator(".contract-list").textContent()).toContain("FN-2026-001");
    expect(await page.locator(".contract-list").textContent()).not.toContain("FN-2026-002");
    await go(page, "/own-customers");
    await expect.poll(() => page.locator(".customer-rows tbody tr").count()).toBe(10);
    await clean(page, "own customers");
    await go(page, "/contracts/FN-2026-001/pay");
    // What came in today of earlier months is paid with this month's statement; the closed ones stay.
    await expect.poll(() => page.locator("main").textContent()).toMatch(/月至今应付 ¥[1-9]/);
    await clean(page, "own pay");
    await go(page, "/contracts/FN-2026-002");
    await page.locator("main h1").first().waitFor();
    expect(await page.locator("main").textContent()).not.toContain("吴䶮");
    await page.close();
  });
  test("N7: somebody of law has a second factor to set up before anything opens, in English", async () => {
    const code = await slipFor("G02");
    const { page } = await empty.house.open(`/slip/${code}`, { lang: "en", ...SIZES.phone });
    await enterBySlip(page, "en", "law-2");
    await page.locator('.message a[href="#/login"]').first().waitFor();
    await setUpFactor(page, "en");
    await go(page, "/contracts");
    await expect.poll(() => page.locator(".contract-list").textContent()).toContain("FN-2026-050");
    await page.close();
  });
  test("N7: the evidence of a contract verifies as that of the demonstration does", async () => {
    const out = join(empty.folders.folder, "evidence.zip");
    await empty.folders.command("bundle", "FN-2026-001", "--out", out);
    const told = (await empty.folders.command("verify", out)) as { readonly holds?: boolean };
    expect(JSON.stringify(told)).toContain("FN-2026-001");
    rmSync(out);
  });
});
