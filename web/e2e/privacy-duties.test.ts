// Clauses: C7.1, N7, N8
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { customers as customersEn } from "../src/i18n/en/customers.ts";
import { privacy as privacyEn } from "../src/i18n/en/privacy.ts";
import * as dutiesEn from "../src/i18n/en/privacy-duties.ts";
import { customers as customersZh } from "../src/i18n/zh/customers.ts";
import { privacy as privacyZh } from "../src/i18n/zh/privacy.ts";
import * as dutiesZh from "../src/i18n/zh/privacy-duties.ts";
import { axe, cutOff, READERS, rawWords, SIZES, said } from "./browser.ts";
import { servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = {
  zh: { ...dutiesZh, privacy: privacyZh, customers: customersZh },
  en: { ...dutiesEn, privacy: privacyEn, customers: customersEn },
} as const;
const LANGUAGES = ["zh", "en"] as const;
type Lang = (typeof LANGUAGES)[number];
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  const list = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  await list.locator(".ant-select-item-option").getByText(option, { exact: true }).click();
  await expect.poll(() => list.count()).toBe(0);
};
const faults = (page: Page): Promise<string[]> => page.locator(".form .fault").allTextContents();
const post = async (path: string, given: Readonly<Record<string, unknown>>): Promise<void> => {
  const { status } = await served.ask(`api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ party: "company", ...given }),
  });
  expect({ path, status }).toEqual({ path, status: 200 });
};
const today = async (): Promise<string> =>
  ((await (await served.ask(`api/customer-requests?party=company`)).json()) as { day: string }).day;
const daysAfter = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
const whole = async (page: Page, name: string): Promise<void> => {
  const clean = { name, raw: [], cut: [], axe: [] };
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
};
const open = (path: string, lang: Lang, size: keyof typeof SIZES = "wide") =>
  served.house.open(path, { ...SIZES[size], lang });

describe.each(READERS)("how long data is kept, %s %s", (lang, size) => {
  const words = WORDS[lang];
  test("law-A7, N8: a period is set, what falls due by it stands in the list with its reason, and a hold keeps it", async () => {
    const day = await today();
    const code = `R-${lang}-${size}`;
    await post("customers", {
      key: `retain-${code}`,
      code,
      kind: "person",
      name: "漆雕开",
      phone: `1391234${LANGUAGES.indexOf(lang)}${size === "wide" ? "00" : "11"}1`,
      fromOn: daysAfter(day, -90),
      beforeOn: daysAfter(day, -40),
    });
    await post(`customers/${code}/holds`, { key: `hold-${code}`, customer: code, ground: "(2026)1", fromOn: day });
    const { page } = await open("/privacy/retention", lang, size);
    await page.waitForSelector("main h2");
    expect(await page.locator('.privacy-parts [aria-current="page"]').textContent()).toBe(words.privacyParts.retention);
    await whole(page, "periods");
    await press(page, words.retention.set);
    await choose(page, words.retention.purpose, words.retention.service);
    await choose(page, words.retention.begins, words.retention.beginnings.purpose_ended);
    await field(page, words.retention.months).fill("");
    await field(page, words.retention.basis).fill("");
    await press(page, words.retention.setNow);
    await expect.poll(async () => (await faults(page)).length).toBe(2);
    await whole(page, "faults");
    await field(page, words.retention.months).fill("1");
    await field(page, words.retention.basis).fill(lang === "zh" ? "结算异议" : "Disputed accounts");
    await press(page, words.retention.setNow);
    const row = page.locator(".retention-due tr").filter({ hasText: code });
    await row.waitFor();
    // The month was over before the rule begins: it bites on its first day.
    expect(await said(row)).toContain(daysAfter(day, 1));
    expect(await said(row)).toContain(words.retention.whys.customer_ended.replace("{{day}}", daysAfter(day, -40)));
    expect(await said(row.locator(".state"))).toContain(words.retention.blocks.hold);
    await whole(page, "due");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".export-list button").first().click(),
    ]);
    expect(readFileSync(await file.path(), "utf8")).toContain(code);
    await row.getByRole("link").click();
    await page.waitForSelector(".customer-retention");
    expect(await said(page.locator("main"))).toContain(
      words.retention.ofCustomerDue.replace("{{day}}", daysAfter(day, 1)),
    );
    await whole(page, "customer");
    await page.close();
  });
});

describe.each([
  ["zh", "phone"],
  ["en", "wide"],
] as const)("the register of processing, %s %s", (lang, size) => {
  const words = WORDS[lang].processing;
  const fill = async (page: Page, names: readonly (keyof typeof words)[]): Promise<void> => {
    for (const name of names) await field(page, words[name] as string).fill(lang === "zh" ? "甲" : "a");
  };
  test("law-A7: an activity with a processor owes an assessment until there is one; the list is taken away as a file", async () => {
    const [activity, processor, report] = ["CL", "ST", "PG"].map((code) => `${code}-${lang}`) as [
      string,
      string,
      string,
    ];
    const { page } = await open("/privacy/processing", lang, size);
    await page.waitForSelector("main h2");
    await whole(page, "empty");
    await press(page, words.addProcessor);
    await press(page, words.keepNow);
    await expect.poll(async () => (await faults(page)).length).toBe(8);
    await whole(page, "processor");
    await field(page, words.code).fill(processor);
    await fill(page, ["name", "contact", "contract", "purpose", "way", "data", "measures"]);
    await press(page, words.keepNow);
    await page.waitForSelector(`.notice h3:has-text("${processor}")`);
    await press(page, words.addActivity);
    await field(page, words.code).fill(activity);
    await fill(page, ["name", "purpose", "persons", "data", "recipients", "storage", "period", "measures"]);
    await page.getByRole("checkbox", { name: words.riskNames.automated, exact: true }).check();
    await page.getByRole("checkbox", { name: new RegExp(processor) }).check();
    await whole(page, "activity");
    await press(page, words.keepNow);
    const own = page.locator(".notice").filter({ has: page.locator(`h3:has-text("${activity}")`) });
    const owed = words.standings.owed.split("{{")[0]!;
    await expect.poll(() => said(own.first())).toContain(owed);
    await whole(page, "owed");
    await press(page, words.addAssessment);
    await choose(page, words.conclusion, words.conclusions.go_with_measures);
    await field(page, words.code).fill(report);
    await fill(page, ["necessity", "impact", "assessedMeasures", "by"]);
    await whole(page, "assessment");
    await press(page, words.keepNow);
    await expect.poll(() => said(own.first())).toContain(`${words.standings.done} ${report}`);
    await own
      .first()
      .getByRole("button", { name: words.changeOf.replace("{{name}}", lang === "zh" ? "甲" : "a") })
      .click();
    await page.getByRole("checkbox", { name: words.riskNames.sensitive, exact: true }).check();
    await press(page, words.keepVersion.replace("{{version}}", "2"));
    await expect.poll(() => said(own.first())).toContain(owed);
    await whole(page, "second version");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".export-list button").first().click(),
    ]);
    expect(readFileSync(await file.path(), "utf8")).toContain(activity);
    await page.close();
  });
});

describe.each([
  ["zh", "wide"],
  ["en", "phone"],
] as const)("incidents, %s %s", (lang, size) => {
  const words = WORDS[lang].incidents;
  test("law-A7: an incident has its clocks, stands on Today until it is dealt with, and is closed when all is done", async () => {
    const code = `SJ-${lang}`;
    const day = await today();
    await post("customers", {
      key: `incident-${code}`,
      code: `I-${lang}`,
      kind: "person",
      name: "宓不齐",
      fromOn: day,
    });
    const { page } = await open("/privacy/incidents", lang, size);
    await page.waitForSelector("main h2");
    await press(page, words.record);
    await press(page, words.recordNow);
    await expect.poll(async () => (await faults(page)).length).toBe(9);
    await whole(page, "faults");
    await field(page, words.code).fill(code);
    await choose(page, words.severity, words.severities.larger);
    await field(page, words.foundAt).fill(`${daysAfter(day, -1)}T10:00`);
    await field(page, words.persons).fill("12");
    await field(page, words.customers).fill(`I-${lang}`);
    for (const name of ["what", "cause", "data", "harm", "advice", "contact"] as const)
      await field(page, words[name]).fill(lang === "zh" ? "甲" : "a");
    await press(page, words.recordNow);
    const own = page.locator(".incident").filter({ hasText: code });
    await own.waitFor();
    const clocks = own.locator(".incident-clocks li");
    // The hours of the law are over, the company's own still run for the persons.
    expect(await said(clocks.nth(1))).toContain(words.byLaw);
    expect(await clocks.nth(1).locator(".state-missed").count()).toBe(1);
    await own.locator("summary").click();
    expect(await said(own.locator(".notice-letter"))).toContain(words.kinds.leak);
    await whole(page, "incident");
    await page.goto(`${served.running.url}#/`);
    await page.waitForSelector(".today-list");
    await expect.poll(() => said(page.locator(".today-list").first())).toContain(code);
    await whole(page, "today");
    await page.goto(`${served.running.url}#/privacy/incidents`);
    await own.waitFor();
    const step = async (kind: keyof typeof words.stepKinds): Promise<void> => {
      await press(page, words.stepOf.replace("{{code}}", code));
      await choose(page, words.stepKind, words.stepKinds[kind]);
      await field(page, words.words).fill(lang === "zh" ? "已办" : "done");
      await press(page, words.stepNow);
    };
    await step("closed");
    await page.waitForSelector(".form .fault");
    await whole(page, "not yet");
    await page.locator(".form").getByRole("button").nth(1).click();
    for (const kind of ["measures", "authority_told", "persons_spared", "closed"] as const) {
      const before = await own.locator(".incident-steps li").count();
      await step(kind);
      await expect.poll(() => own.locator(".incident-steps li").count()).toBe(before + 1);
    }
    expect(await own.locator(".state-ended").count()).toBe(1);
    expect(await own.getByRole("button").count()).toBe(0);
    await whole(page, "closed");
    await page.goto(`${served.running.url}#/customers/I-${lang}`);
    await page.waitForSelector(".customer-history");
    expect(await said(page.locator(".customer-history"))).toContain(code);
    await page.close();
  });
});

test.each(LANGUAGES)(
  "N7, law-A7: a beginning is sought among the rows on the screen; sensitive data asks for its consent or a basis, %s",
  async (lang) => {
    const words = WORDS[lang].customers;
    const code = `Z-${lang}`;
    await post("customers", {
      key: `within-${code}`,
      code,
      kind: "person",
      name: lang === "zh" ? "颛孙师" : "羊舌赤",
      identity: lang === "zh" ? "11010519491231002X" : "E12345678",
      fromOn: await today(),
      another: true,
    });
    const { page, requests } = await open("/customers", lang, lang === "zh" ? "phone" : "wide");
    await page.waitForSelector(".customer-rows tbody tr");
    const rows = page.locator(".customer-rows tbody tr");
    const all = await rows.count();
    const before = requests.length;
    await field(page, words.within).fill("k000");
    await expect.poll(() => rows.count()).toBeLessThan(all);
    for (const one of await rows.all()) expect(await said(one)).toContain("K000");
    await whole(page, "within");
    await field(page, words.within).fill("@@");
    await page.waitForSelector(".register .empty");
    expect(await said(page.locator(".register .empty"))).toBe(words.noneWithin);
    // The house was not asked for anybody.
    expect(requests.slice(before).filter((url) => url.includes("/customers"))).toEqual([]);
    await page.goto(`${served.running.url}#/customers/${code}`);
    await press(page, words.reveal);
    await field(page, words.reason).fill(lang === "zh" ? "核对身份证件" : "Checking the paper");
    await press(page, words.revealNow);
    await page.waitForSelector(".form .field.wrong .fault");
    await whole(page, "basis");
    await choose(page, words.basis, words.bases.statutory);
    await press(page, words.revealNow);
    await page.waitForSelector(".revealed");
    await expect.poll(() => said(page.locator(".customer-history .what").first())).toContain(words.bases.statutory);
    await page.close();
  },
);
