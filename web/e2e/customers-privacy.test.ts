// Clauses: C7.1, N7, N8
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { customers as customersEn } from "../src/i18n/en/customers.ts";
import { privacy as privacyEn } from "../src/i18n/en/privacy.ts";
import { customers as customersZh } from "../src/i18n/zh/customers.ts";
import { privacy as privacyZh } from "../src/i18n/zh/privacy.ts";
import { axe, cutOff, READERS, rawWords, SIZES, said, settled } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const WORDS = {
  zh: {
    ...privacyZh,
    known: customersZh,
    notice: ["甲公司，电话 0571-1", "姓名、电话", "打电话回访", "一年", "致电客服"],
  },
  en: {
    ...privacyEn,
    known: customersEn,
    notice: ["Company A, phone 0571-1", "Name, phone", "Calls", "One year", "Call the service"],
  },
} as const;
const LANGUAGES = ["zh", "en"] as const;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  const list = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  await list.locator(".ant-select-item-option").getByText(option, { exact: true }).click();
  await expect.poll(() => list.count()).toBe(0);
};
const done = (page: Page): Promise<string[]> => page.locator(".customer-history .what").allTextContents();
const faults = (page: Page): Promise<string[]> => page.locator(".form .fault").allTextContents();
const post = async (path: string, given: Readonly<Record<string, unknown>>): Promise<void> => {
  const { status } = await served.ask(`api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ party: "company", ...given }),
  });
  expect({ path, status }).toEqual({ path, status: 200 });
};
/** By the interface: what a story begins with. */
const bring = (code: string, more: Readonly<Record<string, unknown>>): Promise<void> =>
  post("customers", { key: `privacy-${code}`, code, kind: "person", fromOn: "2026-01-01", ...more });
const today = async (): Promise<string> =>
  ((await (await served.ask(`api/customer-requests?party=company`)).json()) as { day: string }).day;
const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
const whole = async (page: Page, name: string): Promise<void> => {
  const clean = { name, raw: [], cut: [], axe: [] };
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
};
const open = (path: string, lang: (typeof LANGUAGES)[number], size: keyof typeof SIZES = "wide") =>
  served.house.open(path, { ...SIZES[size], lang });
const publish = async (page: Page, lang: (typeof LANGUAGES)[number], version: number): Promise<void> => {
  const { parts, notice, publishNow } = WORDS[lang];
  for (const [index, part] of (["handler", "what", "how", "kept", "rights"] as const).entries())
    await field(page, parts[part]).fill(notice[index]!);
  await press(page, publishNow.replace("{{version}}", String(version)));
};

test.each(READERS)(
  "C7.1: where nothing is asked and told yet the screens say the next step, %s %s",
  async (lang, size) => {
    const words = WORDS[lang];
    await bring(`A-${lang}`, { name: "公良孺" });
    const { page } = await open("/privacy", lang, size);
    await page.waitForSelector("main h1");
    expect(await said(page.locator("main"))).toContain(words.noNoticesYet);
    expect(await page.locator('.house-nav [aria-current="page"]').textContent()).toBe(words.title);
    await whole(page, "empty");
    await press(page, words.publish);
    await whole(page, words.publish);
    await page.getByRole("link", { name: words.toCustomers, exact: true }).click();
    await page.waitForSelector(".customer-rows");
    await page.goto(`${served.running.url}#/customers/A-${lang}`);
    await page.getByRole("link", { name: words.toNotices, exact: true }).waitFor();
    await whole(page, "customer");
    await page.close();
  },
);
describe.each(READERS)("data protection in %s, %s", (lang, size) => {
  const words = WORDS[lang];
  const purpose = lang === "zh" ? "survey" : "marketing";
  const standing = (page: Page): Promise<string> =>
    said(page.locator(".customer-consents tr").filter({ hasText: words.purposes[purpose] }).locator(".state"));
  test("law-A7: a notice is published, consent to it recorded, outdated by a renewal, given anew and withdrawn", async () => {
    const code = `C-${lang}`;
    await bring(code, { name: "漆雕开" });
    const { page } = await open("/privacy", lang);
    await press(page, words.publish);
    await choose(page, words.purpose, words.purposes[purpose]);
    await field(page, words.parts.handler).fill("");
    await field(page, words.parts.rights).fill("");
    await press(page, words.publishNow.replace("{{version}}", "1"));
    await expect.poll(async () => (await faults(page)).length).toBe(5);
    await publish(page, lang, 1);
    await page.waitForSelector(`.notice h3:has-text("${words.purposes[purpose]}")`);
    const customer = `${served.running.url}#/customers/${code}`;
    await page.goto(customer);
    await page.waitForSelector(".customer-consents");
    expect(await standing(page)).toContain(words.standings.none);
    const record = async (act: "given" | "withdrawn", evidence: string): Promise<void> => {
      await press(page, words.record);
      await whole(page, words.record);
      await choose(page, words.purpose, words.purposes[purpose]);
      await choose(page, words.act, words.acts[act]);
      await field(page, words.evidence).fill(evidence);
      await press(page, words.recordNow);
    };
    await record("given", "");
    await expect.poll(async () => (await faults(page)).length).toBe(1);
    await field(page, words.evidence).fill("TY-1");
    await press(page, words.recordNow);
    await expect.poll(() => standing(page)).toContain(words.standings.given);
    await page.goto(`${served.running.url}#/privacy`);
    await press(page, words.publishNextOf.replace("{{purpose}}", words.purposes[purpose]));
    expect(await field(page, words.parts.how).inputValue()).toBe(words.notice[2]);
    await whole(page, words.publishNext);
    await page.getByRole("checkbox", { name: words.renews }).check();
    await publish(page, lang, 2);
    await page
      .getByText(words.earlier.replace("{{count}}", "1"))
      .or(page.getByText(words.earlier_one.replace("{{count}}", "1")))
      .click();
    await whole(page, "notices");
    await page.goto(customer);
    await expect.poll(() => standing(page)).toContain(words.standings.outdated);
    await record("given", "TY-2");
    await expect.poll(() => standing(page)).toContain(words.standings.given);
    await record("withdrawn", "TY-3");
    await expect.poll(() => standing(page)).toContain(words.standings.withdrawn);
    await page.locator("summary").click();
    expect(await page.locator("details li b").allTextContents()).toEqual([
      words.acts.withdrawn,
      words.acts.given,
      words.acts.given,
    ]);
    await whole(page, "said");
    expect((await done(page))[0]).toContain(`${words.acts.withdrawn}${lang === "zh" ? "：" : ": "}`);
    await page.close();
  });
  test("law-A7: for a child under fourteen the guardian consents; a moment is read on the company's clocks", async () => {
    const code = `W-${lang}`;
    await bring(code, { name: "小满", bornOn: "2018-06-01", guardian: "K0001" });
    const { page } = await open(`/customers/${code}`, lang);
    await press(page, words.record);
    await field(page, words.evidence).fill("TY-9");
    await field(page, words.at).fill("2020-01-01T10:00");
    await press(page, words.recordNow);
    // No notice stood then, and the child was too young.
    await expect.poll(async () => (await faults(page)).length).toBe(2);
    await field(page, words.at).fill("");
    await page.getByRole("checkbox", { name: words.byGuardian.replace("{{code}}", "K0001") }).check();
    await press(page, words.recordNow);
    await page.waitForSelector(".customer-consents .state-met");
    await page.locator("summary").click();
    expect(await said(page.locator("details li"))).toContain(words.guardianSaid);
    await page.close();
  });
  test("N7: a request is received, stands among the open ones with its clock, and is answered", async () => {
    const code = `Q-${lang}`;
    const day = await today();
    await bring(code, { name: "司马耕" });
    await post(`customers/${code}/requests`, {
      key: `asked-${code}`,
      asks: "explain",
      words: "?",
      channel: "letter",
      askedOn: day,
    });
    const { page } = await open(`/customers/${code}`, lang, size);
    await press(page, words.receive);
    await whole(page, words.receive);
    await press(page, words.receiveNow);
    await page.waitForSelector(".form .field.wrong .fault");
    await choose(page, words.asks, words.askNames.copy);
    await field(page, words.askedOn).fill(daysBefore(day, 20));
    await field(page, words.words).fill(lang === "zh" ? "要一份\n全部资料" : "a copy\nof everything");
    await press(page, words.receiveNow);
    await page.waitForSelector(".customer-requests li:nth-child(2)");
    const late = words.late.replace("{{count}}", "5");
    expect(await said(page.locator(".customer-requests li:nth-child(1)"))).toContain(late);
    expect(await said(page.locator(".customer-requests li:nth-child(2)"))).toContain(
      words.left.replace("{{count}}", "15"),
    );
    await page.goto(`${served.running.url}#/privacy`);
    await page.waitForSelector(".open-requests li");
    expect(await said(page.locator(".open-requests li").first())).toContain(late);
    await whole(page, "open requests");
    await page.locator(".open-requests").getByRole("link", { name: code, exact: true }).first().click();
    await page.waitForSelector(".customer-requests");
    await press(page, words.answerOf.replace("{{asks}}", words.askNames.copy).replace("{{day}}", daysBefore(day, 20)));
    await choose(page, words.outcome, words.outcomes.refused);
    await whole(page, words.answer);
    await press(page, words.answerNow);
    await page.waitForSelector(".form .field.wrong .fault");
    await field(page, words.answerWords.refused).fill("—");
    await press(page, words.answerNow);
    await page.waitForSelector(".customer-requests .state-excused");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words.requests);
    expect(await said(page.locator(".customer-requests li:nth-child(1) .state"))).toContain(words.outcomes.refused);
    await whole(page, "answered");
    await page.close();
  });
  test("N8: a hold stops erasure; once released the data is erased, the page says so, and the whole name finds nobody", async () => {
    const code = `H-${lang}`;
    const name = { zh: "澹台灭明", en: "申屠嘉" }[lang];
    const day = await today();
    await bring(code, { name });
    await post(`customers/${code}/requests`, {
      key: `asked-${code}`,
      asks: "delete",
      words: "?",
      channel: "phone",
      askedOn: day,
    });
    const { page } = await open(`/customers/${code}`, lang, size);
    await press(page, words.hold);
    await whole(page, words.hold);
    await field(page, words.holdGround).fill("(2026)1");
    await press(page, words.holdNow);
    await page.waitForSelector(".customer-holds li");
    await press(page, words.erase);
    await whole(page, words.erase);
    await field(page, words.eraseWords).fill("—");
    await press(page, words.eraseNow);
    await page.waitForSelector('.form [role="alert"]');
    expect(await said(page.locator('.form [role="alert"]'))).toContain("(2026)1");
    await whole(page, "held");
    await press(page, words.releaseOf.replace("{{ground}}", "(2026)1"));
    await whole(page, words.release);
    await press(page, words.releaseNow);
    // The day that it began on is the day that it ends on: released, it can be released no more.
    await expect.poll(() => page.locator(".customer-holds li button").count()).toBe(0);
    expect(await said(page.locator(".customer-holds li"))).toContain(day);
    await press(page, words.eraseNow);
    await page.waitForSelector(`main h1:has-text("${words.known.erased}")`);
    expect(await said(page.locator("main"))).toContain(words.known.erasedLead);
    expect(await page.getByRole("button", { name: words.erase, exact: true }).count()).toBe(0);
    expect((await done(page))[0]).toContain(words.known.verbs.erased.replace("{{words}}", "—"));
    await whole(page, "erased");
    // The request that it answers waits for its answer still.
    await press(page, words.answerOf.replace("{{asks}}", words.askNames.delete).replace("{{day}}", day));
    await field(page, words.answerWords.done).fill("—");
    await press(page, words.answerNow);
    await page.waitForSelector(".customer-requests .state-met");
    await page.goto(`${served.running.url}#/customers`);
    await field(page, words.known.search).fill(name);
    await page.waitForSelector(".register .empty");
    expect(await said(page.locator(".register .empty"))).toContain(words.known.noneFound);
    await page.close();
  });
  test("law-A7: the copy for the person is saved whole as a file, and that it was made stands in the history", async () => {
    const code = `X-${lang}`;
    await bring(code, { name: "巫马施" });
    const { page, requests } = await open(`/customers/${code}`, lang);
    const [file] = await Promise.all([page.waitForEvent("download"), press(page, words.export)]);
    // The customer is made up, and the copy says so.
    const mark = lang === "zh" ? "演示数据-" : "demonstration-";
    expect(file.suggestedFilename()).toBe(`${mark}${words.exportFile.replace("{{code}}", code)}`);
    const told = JSON.parse(readFileSync(await file.path(), "utf8")) as { form: string; customer: object };
    expect(told).toMatchObject({ form: "fealty-personal-data 1", customer: { codes: [code], name: "巫马施" } });
    await expect.poll(async () => (await done(page))[0]).toBe(words.known.verbs.exported);
    expect(await said(page.locator(".export-copy"))).toContain(words.exported);
    expect([page.url(), ...requests].map(decodeURIComponent).join(" ")).not.toContain("巫马施");
    await settled(page);
    await whole(page, "exported");
    await page.close();
  });
  test("N8: whoever is still served is not erased, and the form says so", async () => {
    const { page } = await open("/customers", lang);
    await page
      .locator(".customer-rows tr")
      .filter({ has: page.locator("td:nth-child(5) a") })
      .first()
      .locator("td:nth-child(1) a")
      .click();
    await press(page, words.erase);
    await field(page, words.eraseWords).fill("—");
    await press(page, words.eraseNow);
    await page.waitForSelector('.form [role="alert"]');
    expect(await page.locator(".customer-serving").count()).toBe(1);
    await page.close();
  });
});
const asked = async (path: string, body?: object, cookie = served.cookie) =>
  (await (
    await served.ask(`api/${path}`, {
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
      headers: { "content-type": "application/json", cookie },
    })
  ).json()) as Record<string, never>;
test.each(READERS)(
  "law-A7: an intermediary sees a person's rows once a notice names it and the person consented, and is told what it does not see, %s %s",
  async (lang, size) => {
    const words = WORDS[lang];
    const number = "HX-YS-007";
    const view = await asked(`contracts/${number}/view?party=company&language=zh`);
    const parties = view.parties as unknown as { party: string; name: string; legalName?: string }[];
    const intermediary = parties.find(({ party }) => party === "intermediary")!;
    const { page } = await open("/privacy", lang, size);
    await press(page, words.publish);
    await choose(page, words.purpose, words.purposes.intermediary);
    const name = `${intermediary.legalName ?? intermediary.name}`;
    const told = { recipientName: name, recipientContact: "0571-2", recipientPurpose: "协调", recipientManner: "查看" };
    await field(page, words.parts.recipientContact).fill("");
    const version = lang === "zh" ? 1 : 2;
    await press(page, words.publishNow.replace("{{version}}", String(version)));
    await expect.poll(async () => (await faults(page)).length).toBeGreaterThan(3);
    await whole(page, "to an intermediary");
    for (const [part, text] of Object.entries(told))
      await field(page, words.parts[part as keyof typeof told]).fill(text);
    await publish(page, lang, version);
    await page.waitForSelector(`.notice h3:has-text("${name}")`);
    const row = async (cookie: string) => {
      const { page: own } = await served.house.open(`/contracts/${number}/timeline`, { ...SIZES[size], lang, cookie });
      await own.waitForSelector("main .few, main .event-table, main table.data tbody tr");
      const text = await said(own.locator("main"));
      await whole(own, "timeline");
      await own.close();
      return text;
    };
    const cookie = await cookieOf(served.running.url, "Z01");
    const about = { party: "company", language: "zh", limit: 500, kinds: ["customer_joined"] };
    type Named = { readonly id: string; readonly customer: string };
    const named = async (as: object, by?: string) =>
      (await asked(`contracts/${number}/timeline`, { ...about, ...as }, by)).events as unknown as Named[];
    // The agent reads names; the company the beginning, with the code. One of each language, so that neither finds the other's.
    const own = await named({ party: "agent" }, await cookieOf(served.running.url, "A007"));
    const { id, customer: person } = own.filter(({ customer }) => /^[\u3400-\u9fff]{2,4}$/.test(customer))[
      lang === "zh" ? 0 : 1
    ]!;
    const code = (await named({})).find((one) => one.id === id)!.customer.replace(/^.\*\* /, "");
    const before = await row(cookie);
    expect(before).not.toContain(person);
    expect(before).toMatch(lang === "zh" ? /客户没有同意把个人信息提供给中介人/ : /have not consented/);
    const consent = { party: "company", purpose: "intermediary", recipient: name, form: "written", evidence: "TY-9" };
    const say = (act: string) =>
      post(`customers/${code}/consents`, { ...consent, act, key: `intermediary-${act}-${lang}` });
    await say("given");
    const rows = await named({ party: "intermediary" }, cookie);
    expect(rows.map(({ customer }) => customer)).toContain(person);
    await say("withdrawn");
    expect(await row(cookie)).not.toContain(person);
    await page.close();
  },
);
