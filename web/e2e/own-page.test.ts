// Clauses: C7.1, N7
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type * as MailRoom from "../../app/test/mail-room.ts";
import { access as accessEn } from "../src/i18n/en/access.ts";
import { customers as customersEn } from "../src/i18n/en/customers.ts";
import { ownPage as ownPageEn } from "../src/i18n/en/own-page.ts";
import { privacy as privacyEn } from "../src/i18n/en/privacy.ts";
import { access as accessZh } from "../src/i18n/zh/access.ts";
import { customers as customersZh } from "../src/i18n/zh/customers.ts";
import { ownPage as ownPageZh } from "../src/i18n/zh/own-page.ts";
import { privacy as privacyZh } from "../src/i18n/zh/privacy.ts";
import { axe, cutOff, rawWords, SIZES } from "./browser.ts";
import { servedForFile } from "./served-house.ts";

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
let gateway: Awaited<ReturnType<typeof MailRoom.textGateway>>;
const served = servedForFile(async () => {
  const room = (await import(String(new URL("../../app/test/mail-room.ts", import.meta.url)))) as typeof MailRoom;
  gateway = await room.textGateway();
  const port = await freePort();
  const environment = {
    FEALTY_PUBLIC_URL: `http://127.0.0.1:${port}`,
    FEALTY_SMS_URL: `${gateway.url}/texts/{id}`,
    FEALTY_SMS_SECRET: "0123456789abcdef-shared",
  };
  return { port, environment };
});
const WORDS = {
  zh: { ...ownPageZh, known: customersZh, privacy: privacyZh, access: accessZh },
  en: { ...ownPageEn, known: customersEn, privacy: privacyEn, access: accessEn },
} as const;
const shots = process.env.FEALTY_SHOTS;
const whole = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  const clean = { name, raw: [], cut: [], axe: [] };
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const post = async (path: string, given: Readonly<Record<string, unknown>>): Promise<void> => {
  const { status } = await served.ask(`api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ party: "company", ...given }),
  });
  expect({ path, status }).toEqual({ path, status: 200 });
};
const state = (page: Page, words: string) => page.locator(".state").filter({ hasText: words }).first();
const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
const SCRIPT = "<img src=x onerror=\"document.title='taken'\">";

test.each([
  ["zh", "phone"],
  ["en", "wide"],
] as const)(
  "C7.1, D7, D11: a clerk gives a link, the customer comes in without a login, decides, asks and sees who looked, %s %s",
  async (lang, size) => {
    const words = WORDS[lang];
    const code = `DOOR-${lang}`;
    const phone = lang === "zh" ? "13900000021" : "13900000022";
    const notice = { handler: "恒信，0571-1", what: "电话", how: "回访", kept: "一年", rights: "致电客服" };
    await post("customers", { key: `own-${code}`, code, kind: "person", name: "司徒慧", phone, fromOn: "2026-01-01" });
    await post("privacy-notices", { key: `notice-${code}`, purpose: "survey", renews: false, zh: notice, en: notice });
    await post(`customers/${code}/reveal`, { customer: code, fields: ["phone"], reason: `${SCRIPT} 回电` });

    const clerk = await served.house.open(`/customers/${code}`, { ...SIZES[size], lang });
    await press(clerk.page, words.known.giveLink);
    await press(clerk.page, words.known.giveLinkNow);
    const address = (await clerk.page.locator(".one-time-link").textContent())!;
    expect(new URL(address).hash).toMatch(/^#\/me\/1-([2-9A-Z]{5}-){3}[2-9A-Z]{5}$/);
    await whole(clerk.page, `own-${lang}-${size}-link`);
    await press(clerk.page, words.known.linkDone);
    await clerk.page.locator(".customer-history .what").filter({ hasText: "LINK-" }).first().waitFor();
    expect(await clerk.page.locator(".one-time-link").count()).toBe(0);

    // A messenger's preview opens the page in a browser of its own, and goes away again.
    const path = address.split("#")[1]!;
    const anybody = { ...SIZES[size], lang, cookie: "nobody=1" } as const;
    const preview = await served.house.open(path, anybody);
    await preview.page.getByRole("button", { name: words.enter, exact: true }).waitFor();
    await preview.page.close();
    const { page, troubles } = await served.house.open(path, anybody);
    await whole(page, `own-${lang}-${size}-enter`);
    await press(page, words.enter);
    await page.getByRole("heading", { name: words.data, exact: true }).waitFor();
    expect(page.url()).not.toContain("1-");
    const main = page.locator("main");
    expect(await main.textContent()).toContain(phone);
    expect(await main.textContent()).toContain(`${SCRIPT} 回电`);
    await whole(page, `own-${lang}-${size}-page`);

    const purpose = words.privacy.purposes.survey;
    await page.getByText(filled(words.read, { version: lang === "zh" ? "1" : "2" }), { exact: true }).click();
    await main.getByText(notice.handler, { exact: true }).waitFor();
    await press(page, filled(words.giveFor, { purpose }));
    await state(page, words.standings.given).waitFor();
    await press(page, filled(words.withdrawFor, { purpose }));
    await state(page, words.standings.withdrawn).waitFor();
    await press(page, words.make);
    await whole(page, `own-${lang}-${size}-request`);
    await press(page, words.makeNow);
    await main.getByText(words.usual.access, { exact: true }).waitFor();
    const saved = page.waitForEvent("download");
    await press(page, words.copyNow);
    const file = await saved;
    // The customer is made up, and the copy says so.
    expect(file.suggestedFilename()).toBe(`${lang === "zh" ? "演示数据-" : "demonstration-"}${words.copyFile}`);
    expect(JSON.parse(readFileSync((await file.path())!, "utf8"))).toMatchObject({
      form: "fealty-personal-data 1",
      demonstration: "演示数据 / Demonstration data",
      customer: { name: "司徒慧" },
    });
    await main.getByText(words.what.copied, { exact: true }).waitFor();
    await whole(page, `own-${lang}-${size}-after`);

    // The company sees that it came from the person itself.
    await clerk.page.reload();
    await clerk.page.locator(".customer-history tr").filter({ hasText: words.known.bySelf }).first().waitFor();
    expect(await clerk.page.locator(".customer-requests").textContent()).toContain(words.privacy.channels.own_page);

    await press(page, words.leave);
    await page.getByText(words.left, { exact: true }).waitFor();
    await field(page, words.phone).fill(phone);
    await field(page, words.phone).press("Enter");
    await field(page, words.code).waitFor();
    await whole(page, `own-${lang}-${size}-code`);
    await expect.poll(() => gateway.requests.some(({ body }) => body.includes(phone))).toBe(true);
    const { text } = JSON.parse(gateway.requests.findLast(({ body }) => body.includes(phone))!.body) as {
      text: string;
    };
    await field(page, words.code).fill("12");
    await press(page, words.enter);
    await page.locator(".form .fault").waitFor();
    await field(page, words.code).fill(/\d{6}/.exec(text)![0]);
    await field(page, words.code).press("Enter");
    await page.getByRole("heading", { name: words.data, exact: true }).waitFor();
    await main.getByText(words.what.entered.phone_code, { exact: true }).waitFor();
    // The letter of somebody who says that it acts for the company.
    await field(page, words.checkCode).fill("1-AAAAA-AAAAA-AAAAA-AAAAA");
    await field(page, words.checkCode).press("Enter");
    await page.locator(".letter-page .message").waitFor();

    const used = await served.house.open(path, anybody);
    await used.page.getByRole("heading", { name: words.linkGone, exact: true }).waitFor();
    await whole(used.page, `own-${lang}-${size}-gone`);
    const door = await served.house.open("/customers", anybody);
    await door.page.getByRole("link", { name: words.access.customerDoor, exact: true }).click();
    await door.page.getByRole("heading", { name: words.title, exact: true }).waitFor();
    expect(troubles.filter((one) => !/40[14]|422/.test(one))).toEqual([]);
    expect(await page.title()).not.toBe("taken");
  },
);
