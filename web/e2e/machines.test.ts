// Keys of machines, and what other systems are told: stories in a real browser, with real machines beside it.
import { afterAll, describe, expect, test } from "vitest";
import type * as WebhookRoom from "../../app/test/webhook-room.ts";
import { access as accessEn } from "../src/i18n/en/access.ts";
import { apiKeys as apiKeysEn, webhooks as webhooksEn } from "../src/i18n/en/machines.ts";
import { access as accessZh } from "../src/i18n/zh/access.ts";
import { apiKeys as apiKeysZh, webhooks as webhooksZh } from "../src/i18n/zh/machines.ts";
import { axe, cutOff, rawWords, SIZES, settled } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

let system: WebhookRoom.OtherSystem;
const served = servedForFile(async () => {
  const room = (await import(String(new URL("../../app/test/webhook-room.ts", import.meta.url)))) as typeof WebhookRoom;
  system = await room.otherSystem("127.0.0.1");
  return { environment: { FEALTY_WEBHOOK_LOOPBACK: "1" } };
});
afterAll(() => system?.close());
const WORDS = {
  zh: { ...apiKeysZh, verbs: accessZh.verbs, system: "收银系统", own: accessZh.toApiKeys },
  en: { ...apiKeysEn, verbs: accessEn.verbs, system: "Till", own: accessEn.toApiKeys },
} as const;
const clean = { raw: [], cut: [], axe: [] };

describe.each([
  ["zh", "wide"],
  ["en", "phone"],
] as const)("keys of machines, in %s, %s", (lang, size) => {
  const words = WORDS[lang];
  test("C1.2: one is made, told once, asks with it, and ended it opens nothing", async () => {
    const { page, troubles } = await served.house.open("/login", { ...SIZES[size], lang });
    await page.getByRole("link", { name: words.own }).click();
    let secret = "";
    const faultless = async () => {
      await settled(page);
      const raw = (await rawWords(page)).filter((word) => !secret.includes(word));
      expect({ raw, cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
    };
    const make = page.getByRole("button", { name: words.make, exact: true });
    await make.click();
    await make.click();
    // Everything that is missing is said at once.
    await expect.poll(() => page.locator(".form .fault").count()).toBe(2);
    await page.getByLabel(words.name, { exact: true }).fill(words.system);
    await page.getByLabel(words.verbs["list-contracts"], { exact: true }).check();
    await page.getByLabel(words.addresses, { exact: true }).fill("127.0.0.0/8\n::1");
    await faultless();
    await make.click();
    const sheet = page.locator(".secret");
    secret = (await sheet.locator("code").textContent())!;
    expect(secret).toMatch(/^fealty_1_/);
    await faultless();
    const asks = (path: string) =>
      fetch(`${served.running.url}api/${path}`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await asks("contracts?party=company")).status).toBe(200);
    expect((await asks("people?party=company")).status).toBe(403);
    await sheet.getByRole("button", { name: words.saved, exact: true }).click();
    await page.reload();
    const row = page.locator("ul.plain > li").filter({ hasText: words.system });
    await row.getByText(words.states.good, { exact: true }).waitFor();
    expect(await page.locator("body").textContent()).not.toContain(secret);
    await row.locator("summary").click();
    await faultless();
    await row.getByRole("button", { name: words.end, exact: true }).click();
    await row.getByRole("button", { name: words.endNow, exact: true }).click();
    await expect.poll(async () => (await asks("contracts?party=company")).status).toBe(401);
    await page.locator("details > summary", { hasText: words.past.split("{{")[0]! }).waitFor();
    // The one request that was refused is the form that was sent empty.
    expect(troubles.filter((one) => !one.includes("422"))).toEqual([]);
    await page.close();
  });
});
const HOOKS = {
  zh: { ...webhooksZh, way: accessZh.toWebhooks, system: "佣金核算", saved: apiKeysZh.saved },
  en: { ...webhooksEn, way: accessEn.toWebhooks, system: "Commission accounts", saved: apiKeysEn.saved },
} as const;
describe.each([
  ["zh", "wide"],
  ["en", "phone"],
] as const)("what other systems are told, in %s, %s", (lang, size) => {
  const words = HOOKS[lang];
  test("C1.2: one is made, tested, answers wrongly, is told again and is told no more", async () => {
    const { page, troubles } = await served.house.open("/login", { ...SIZES[size], lang });
    await page.getByRole("link", { name: words.way }).click();
    const make = page.getByRole("button", { name: words.make, exact: true });
    let secret = "";
    const faultless = async () => {
      await settled(page);
      const raw = (await rawWords(page)).filter((word) => !secret.includes(word));
      expect({ raw, cut: await cutOff(page), axe: await axe(page) }).toEqual(clean);
    };
    await make.click();
    await page.getByLabel(words.name, { exact: true }).fill(words.system);
    await page.getByLabel(words.url, { exact: true }).fill("https://169.254.169.254/latest");
    await page.getByLabel(words.kinds["statement.closed"], { exact: true }).check();
    await make.click();
    await page.locator(".field.wrong").waitFor();
    await page.getByLabel(words.url, { exact: true }).fill(`http://127.0.0.1:${system.port}/told`);
    await make.click();
    secret = (await page.locator(".secret code").textContent())!;
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole("button", { name: words.saved, exact: true }).click();
    const before = system.taken.length;
    await page.getByRole("button", { name: words.test, exact: true }).click();
    const row = page.locator("tbody tr").first();
    await row.getByText(words.states.delivered.replace("{{code}}", "204")).waitFor();
    expect(await row.textContent()).toContain(words.kinds["webhook.test"]);
    expect(system.taken.length).toBe(before + 1);
    await faultless();
    system.answer = (response) => void response.writeHead(500).end();
    await row.getByRole("button", { name: words.tellAgain, exact: true }).click();
    await row.getByText(words.problems.refused.replace("{{code}}", "500")).waitFor();
    system.answer = (response) => void response.writeHead(204).end();
    const ids = system.taken.slice(before).map(({ headers }) => headers["webhook-id"]);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    await faultless();
    await page.getByRole("button", { name: words.end, exact: true }).click();
    await page.getByRole("button", { name: words.endNow, exact: true }).click();
    await page.locator("details > summary", { hasText: words.past.split("{{")[0]! }).waitFor();
    await page.locator(".empty").waitFor();
    await faultless();
    expect(troubles.filter((one) => !one.includes("422"))).toEqual([]);
    await page.close();
  });
});
test("C1.2: whoever may not see them is offered no way to them", async () => {
  const { page } = await served.house.open("/login", { cookie: await cookieOf(served.running.url, "S09") });
  await page.locator('a[href="#/permissions"]').waitFor();
  expect(await page.locator('a[href="#/api-keys"], a[href="#/webhooks"]').count()).toBe(0);
  await page.close();
});
