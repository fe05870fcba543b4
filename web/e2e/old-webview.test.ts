// Clauses: C1.1, N1
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers as customersZh } from "../src/i18n/zh/customers.ts";
import { ownPage as words } from "../src/i18n/zh/own-page.ts";
import { privacy as privacyZh } from "../src/i18n/zh/privacy.ts";
import { cutOff, rawWords, SIZES } from "./browser.ts";
import { hasOldChromium, type OldHouse, oldHouse } from "./old-chromium.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const AGENT = "A003";
const served = servedForFile();
let old: OldHouse;
beforeAll(async () => {
  if (hasOldChromium()) old = await oldHouse(served.running.url);
});
afterAll(() => old?.close());
const post = async (path: string, given: Readonly<Record<string, unknown>>): Promise<void> => {
  const { status } = await served.ask(`api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ party: "company", ...given }),
  });
  expect({ path, status }).toEqual({ path, status: 200 });
};

describe.skipIf(!hasOldChromium())("in a browser of July 2021", () => {
  test("C1.1: an agent's pages, from the list down to what a figure was made of", async () => {
    const { page, troubles, see, press } = await old.open("/contracts", await cookieOf(served.running.url, AGENT));
    await press(".contract-list tbody a");
    await see('.page[aria-busy="false"] h1');
    await press(".sections a", "报酬");
    await see("main button.figure");
    // The browser is the old one: what the page uses of newer ones was brought by the page.
    expect(
      await page.evaluate(() => [/Chrome\/92\./.test(navigator.userAgent), "findLast" in Array.prototype]),
    ).toEqual([true, true]);
    expect([await rawWords(page), await cutOff(page)]).toEqual([[], []]);
    await press("main button.figure");
    await see(".explain .verdict:not(.waits)");
    expect(troubles).toEqual([]);
    await page.close();
  });
  test("C7.1, D11: a customer comes in by a link, consents and withdraws", async () => {
    const code = "OLD-1";
    const person = { code, kind: "person", name: "司徒慧", phone: "13900000031", fromOn: "2026-01-01" };
    await post("customers", { key: "old-webview-customer", ...person });
    const notice = { handler: "恒信，0571-1", what: "电话", how: "回访", kept: "一年", rights: "致电客服" };
    const both = { zh: notice, en: notice };
    await post("privacy-notices", { key: "old-webview-notice", purpose: "survey", renews: false, ...both });
    const clerk = await served.house.open(`/customers/${code}`);
    await clerk.page.getByRole("button", { name: customersZh.giveLink, exact: true }).click();
    await clerk.page.getByRole("button", { name: customersZh.giveLinkNow, exact: true }).click();
    const address = new URL((await clerk.page.locator(".one-time-link").textContent())!);
    await clerk.page.close();
    const { page, troubles, see, press } = await old.open(address.hash.slice(1));
    await press("button", words.enter);
    await see("h2", words.data);
    const filled = (text: string): string => text.replace("{{purpose}}", privacyZh.purposes.survey);
    await press("summary, button", words.read.replace("{{version}}", "1"));
    await press(`button[aria-label="${filled(words.giveFor)}"]`);
    await see(".state", words.standings.given);
    await press(`button[aria-label="${filled(words.withdrawFor)}"]`);
    await see(".state", words.standings.withdrawn);
    expect([await rawWords(page), await cutOff(page)]).toEqual([[], []]);
    // Who has not come in yet has no session, and is told so.
    expect(troubles.filter((one) => !/\b40[14]\b/.test(one))).toEqual([]);
    await page.close();
  });
});
test("C1.3: what an input method is still writing is not sought", async () => {
  const cookie = await cookieOf(served.running.url, AGENT);
  const { page, troubles } = await served.house.open("/own-customers", { cookie, ...SIZES.phone });
  const names = page.locator(".customer-rows tbody td:first-child");
  await names.first().waitFor();
  const all = await names.allTextContents();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(decodeURIComponent(request.url())));
  const keyboard = await page.context().newCDPSession(page);
  await page.getByLabel("姓名、拼音、编号或完整电话").click();
  await keyboard.send("Input.imeSetComposition", { text: "qqqq", selectionStart: 4, selectionEnd: 4 });
  await page.waitForTimeout(1500);
  expect(asked.filter((url) => url.includes("qqqq"))).toEqual([]);
  expect(await names.allTextContents()).toEqual(all);
  // What the person chooses from the suggestions takes the letters' place, and is sought at once.
  await keyboard.send("Input.insertText", { text: all[0]! });
  await expect.poll(async () => (await names.allTextContents()).length).toBeLessThan(all.length);
  expect(await names.allTextContents()).toContain(all[0]);
  expect(troubles).toEqual([]);
  await page.close();
});
