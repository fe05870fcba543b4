// Several companies of one house, set up from nothing in the browser: founded, people invited, a slip joined to a login, and each sees its own.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { access as accessEn } from "../src/i18n/en/access.ts";
import { companies as companiesEn } from "../src/i18n/en/companies.ts";
import { access as accessZh } from "../src/i18n/zh/access.ts";
import { companies as companiesZh } from "../src/i18n/zh/companies.ts";
import { customers as customersZh } from "../src/i18n/zh/customers.ts";
import { organisation as organisationZh } from "../src/i18n/zh/people.ts";
import { axe, cutOff, rawWords, SIZES, settled } from "./browser.ts";
import {
  emptyForFile,
  enterBySlip,
  fill,
  fillCompany,
  type Language,
  PASSWORD,
  press,
  setUpFactor,
  WORDS,
} from "./founding.ts";

const empty = emptyForFile();
const clean = async (page: Page): Promise<void> => {
  expect([await axe(page), await rawWords(page), await cutOff(page)]).toEqual([[], [], []]);
};
/** Adds somebody on the page. */
const add = async (page: Page, lang: Language, code: string, role: "intermediary" | "agent"): Promise<void> => {
  const { access, people } = WORDS[lang];
  await page.goto(`${empty.running.url}#/people/new`);
  await fill(page, people.name, `名${code}`);
  await fill(page, people.code, code);
  await page.getByRole("combobox", { name: people.role, exact: true }).click();
  const list = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  // The list draws those that fit; some roles stand below them.
  const option = list.locator(".ant-select-item-option", { hasText: people.roles[role] }).first();
  await list.locator(".ant-select-item-option").first().waitFor();
  if ((await option.count()) === 0) {
    await list.hover();
    await page.mouse.wheel(0, 2000);
  }
  await option.click();
  await press(page, people.addNow);
  await page.getByRole("button", { name: access.giveSlip, exact: true }).waitFor();
};
/** The same, and gives the code of the slip. */
const invite = async (page: Page, lang: Language, code: string): Promise<string> => {
  await add(page, lang, code, "intermediary");
  await press(page, WORDS[lang].access.giveSlip);
  return (await page.locator(".slip .one-time-code").textContent()) ?? "";
};

/** Two agents who serve together, and a customer, from empty pages that say what comes next. */
const teamAndCustomer = async (page: Page): Promise<void> => {
  const { organisation, customers } = { organisation: organisationZh, customers: customersZh };
  await page.goto(`${empty.running.url}#/`);
  await page.locator(".today-page .first-steps").waitFor();
  await clean(page);
  for (const code of ["A1", "A2"]) await add(page, "zh", code, "agent");
  await page.goto(`${empty.running.url}#/organisation`);
  await press(page, organisation.addTeam);
  await fill(page, organisation.nameZh, "海岸服务团队");
  await fill(page, organisation.nameEn, "Coast team");
  await fill(page, organisation.code, "T1");
  for (const [at, code] of ["A1", "A2"].entries()) {
    const box = page.getByLabel(organisation.memberNumber.replace("{{number}}", String(at + 1)), { exact: true });
    await box.fill(code);
    await page.locator(".ant-select-item-option-active", { hasText: code }).waitFor();
    await box.press("Enter");
  }
  await press(page, organisation.addNow);
  await page.getByText("海岸服务团队").first().waitFor();
  await page.goto(`${empty.running.url}#/customers`);
  await page.locator(".empty").waitFor();
  await page.goto(`${empty.running.url}#/customers/new`);
  await fill(page, customers.code, "K1");
  await fill(page, customers.names.person, "皇甫端");
  await fill(page, customers.phone, "13700000001");
  await press(page, customers.addNow);
  await page.getByText("K1").first().waitFor();
};

/** The owner grants it until the end of the next year. @returns the status of the answer */
const groupReader = (page: Page, person: string): Promise<number> =>
  page.evaluate(async (code) => {
    const year = new Date().getFullYear();
    const role = { role: "group_reader", fromOn: `${year}-01-01`, beforeOn: `${year + 2}-01-01` };
    const answer = await fetch(`api/people/${code}/roles`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ party: "company", key: `group-${code}`, ...role }),
    });
    return answer.status;
  }, person);

test("C1.1: two companies are founded in the page, a broker of both has one login, and sees each apart", async () => {
  // The first one, in Chinese, at the machine.
  const first = await empty.house.open("/", { lang: "zh" });
  await first.page.getByText(companiesZh.foundFirst, { exact: true }).waitFor();
  await clean(first.page);
  await press(first.page, companiesZh.foundIt);
  // Each field says what it lacks, in words for whoever fills it in.
  await first.page.locator(".form .fault", { hasText: "不能为空" }).nth(2).waitFor();
  await fillCompany(first.page, "zh", "东方");
  await press(first.page, companiesZh.foundIt);
  await first.page.locator(".self").waitFor();
  await setUpFactor(first.page, "zh");
  // The second one, in English on a phone, with a code that the machine made.
  const { code } = (await empty.folders.command("founding-code")) as { code: string };
  const second = await empty.house.open("/", { lang: "en", ...SIZES.phone });
  await press(second.page, accessEn.toSlip);
  await fill(second.page, accessEn.slipCode, code.toLowerCase());
  await press(second.page, accessEn.look);
  await second.page.getByText(companiesEn.foundLead).waitFor();
  await clean(second.page);
  await fillCompany(second.page, "en", "海滨");
  await press(second.page, companiesEn.foundIt);
  await second.page.locator(".self").waitFor();
  await setUpFactor(second.page, "en");
  const [one, two] = [await invite(first.page, "zh", "M1"), await invite(second.page, "en", "Z9")];
  await teamAndCustomer(first.page);
  // Neither list holds anybody of the other company.
  for (const [page, own, other] of [
    [first.page, "M1", "Z9"],
    [second.page, "Z9", "M1"],
  ] as const) {
    await page.goto(`${empty.running.url}#/people`);
    await page.getByText(`名${own}`).first().waitFor();
    expect(await page.locator("body").textContent()).not.toContain(other);
  }
  // The broker makes a login with the first slip, and joins the second to it.
  const broker = await empty.house.open(`/slip/${one}`, { lang: "zh", ...SIZES.phone });
  await enterBySlip(broker.page, "zh", "broker@example.cn");
  await broker.page.locator(".contract-list").waitFor();
  expect(await broker.page.locator(".company-switch").count()).toBe(0);
  // A wrong code is told in its field; the page is one step from one's own login.
  await broker.page.goto(`${empty.running.url}#/login`);
  await broker.page.getByRole("link", { name: companiesZh.toFurther }).click();
  await fill(broker.page, companiesZh.anyCode, "1-22222-22222-22222-22222");
  await press(broker.page, accessZh.look);
  await broker.page.locator(".form .fault").first().waitFor();
  await clean(broker.page);
  await fill(broker.page, companiesZh.anyCode, two);
  await press(broker.page, accessZh.look);
  await broker.page.getByText("海滨保险代理有限公司", { exact: false }).first().waitFor();
  await clean(broker.page);
  await press(broker.page, companiesZh.joinIt);
  await broker.page.locator(".company-switch").waitFor();
  await expect.poll(() => broker.page.locator(".house-bar b").textContent()).toBe("海滨保险代理有限公司");
  // Signed in anew it is asked which company, the last one first.
  await press(broker.page, "退出");
  await fill(broker.page, accessZh.name, "broker@example.cn");
  await fill(broker.page, accessZh.password, PASSWORD);
  await press(broker.page, accessZh.signIn);
  await broker.page.locator(".own-companies").waitFor();
  await clean(broker.page);
  expect(await broker.page.locator(".own-companies h2").allTextContents()).toEqual([
    "海滨保险代理有限公司",
    "东方保险代理有限公司",
  ]);
  await press(broker.page, companiesZh.enterNamed.replace("{{name}}", "海滨保险代理有限公司"));
  await broker.page.locator(".company-switch").waitFor();
  // Switched in the bar; another window that still shows the former company begins anew and says why.
  const { name, value } = (await broker.page.context().cookies())[0]!;
  const { page: other } = await empty.house.open("/contracts", { lang: "zh", cookie: `${name}=${value}` });
  await other.locator(".company-switch summary").click();
  await other.getByRole("button", { name: "东方保险代理有限公司" }).click();
  await expect.poll(() => other.locator(".house-bar b").textContent()).toBe("东方保险代理有限公司");
  await expect
    .poll(() => broker.page.locator(".house-bar b").textContent(), { timeout: 30_000 })
    .toBe("东方保险代理有限公司");
  await other.goto(`${empty.running.url}#/companies`);
  await other.getByText(companiesZh.present).waitFor();
  await settled(other);
  await clean(other);
  // Both owners let the broker read the sums of the group: each company stands by itself.
  for (const [page, person] of [
    [first.page, "M1"],
    [second.page, "Z9"],
  ] as const)
    expect(await groupReader(page, person)).toBe(200);
  await broker.page.reload();
  await broker.page.getByRole("link", { name: companiesZh.group, exact: true }).first().click();
  await broker.page.locator(".group-company").nth(1).waitFor();
  expect(await broker.page.locator(".group-company h2").allTextContents()).toEqual(
    expect.arrayContaining(["东方保险代理有限公司", "海滨保险代理有限公司"]),
  );
  await settled(broker.page);
  await clean(broker.page);
  // Each look stands where the owner sees it.
  await first.page.goto(`${empty.running.url}#/activity`);
  await first.page.getByText(accessZh.verbs["read-group-figures"], { exact: false }).first().waitFor();
  for (const { page, troubles } of [first, second, broker]) {
    expect(troubles.filter((trouble) => !/\b4(?:01|03|04|09|22)\b/.test(trouble))).toEqual([]);
    await page.close();
  }
}, 420_000);
