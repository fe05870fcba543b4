// Clauses: N7, N8
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readZip } from "@fealty/engine/evidence/zip.ts";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { record as recordEn } from "../src/i18n/en/record.ts";
import { signing as signingEn } from "../src/i18n/en/signing.ts";
import { record as recordZh } from "../src/i18n/zh/record.ts";
import { signing as signingZh } from "../src/i18n/zh/signing.ts";
import { words as verifier } from "../src/verifier/words.ts";
import { axe, cutOff, rawWords, SIZES } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const folder = mkdtempSync(join(tmpdir(), "fealty-record-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const WORDS = { zh: recordZh, en: recordEn } as const;
const SIGNING = { zh: signingZh, en: signingEn } as const;
const LANGUAGES = ["zh", "en"] as const;
type Language = (typeof LANGUAGES)[number];
const shots = process.env.FEALTY_SHOTS;
const shot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};
const firstNumber = async (): Promise<string> => {
  const answer = await served.ask("api/contracts?party=company&limit=1");
  return ((await answer.json()) as { rows: { number: string }[] }).rows[0]!.number;
};
const open = async (lang: Language, as: string, size: keyof typeof SIZES = "wide") => {
  const opened = await served.house.open(`/contracts/${await firstNumber()}/timeline?as=${as}`, {
    ...SIZES[size],
    lang,
    // Whoever signs for a party is that party.
    ...(as === "agent" ? { cookie: await cookieOf(served.running.url, "A001") } : {}),
  });
  await opened.page.waitForSelector(".record");
  return opened;
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const clean = async (page: Page, name: string): Promise<void> => {
  const none = { name, raw: [], cut: [], axe: [] };
  expect({ name, raw: await rawWords(page), cut: await cutOff(page), axe: await axe(page) }).toEqual(none);
};
/** What a press brings down, as a file of its own name. */
const downloaded = async (page: Page, name: string): Promise<string> => {
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
};
/** The page inside a bundle, opened from a disk; anything that it asks of a network is a trouble. */
const verified = async (lang: Language, bundle: string, receipts: readonly string[] = []) => {
  const html = join(folder, `verify-${lang}.html`);
  const verifierPage = readZip(readFileSync(bundle)).entries.find(({ path }) => path === "verify.html")!;
  writeFileSync(html, verifierPage.content);
  const { page } = await served.house.open("/contracts", { ...SIZES.wide, lang });
  // What the house's own page still asks is over before anybody listens.
  await page.goto("about:blank");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) asked.push(request.url());
  });
  await page.context().setOffline(true);
  await page.goto(pathToFileURL(html).href);
  if (receipts.length > 0) await page.setInputFiles("#receipts", [...receipts]);
  await page.setInputFiles("#bundle", bundle);
  await page.waitForSelector(".verdict", { timeout: 60_000 });
  const verdict = await page.locator(".verdict").textContent();
  const bad = await page.locator("li.bad").allTextContents();
  return { page, verdict, bad: bad.join("\n"), asked };
};

describe.each(LANGUAGES)("the record in %s", (lang) => {
  const words = WORDS[lang];
  test("N7: an agent countersigns on its device, keeps the receipt, and the company's bundle verifies from a disk with it", async () => {
    const agent = await open(lang, "agent");
    await press(agent.page, words.sign);
    await clean(agent.page, "device");
    await agent.page.getByLabel(words.deviceName, { exact: true }).fill("");
    await press(agent.page, words.sign).catch(() => undefined);
    await agent.page.getByLabel(words.deviceName, { exact: true }).fill(lang === "zh" ? "李晓的手机" : "Phone");
    const form = agent.page.locator(".record form");
    const [file] = await Promise.all([
      agent.page.waitForEvent("download"),
      form.getByRole("button", { name: words.sign, exact: true }).click(),
    ]);
    const receipt = join(folder, `${lang}-${file.suggestedFilename()}`);
    await file.saveAs(receipt);
    await agent.page.getByText(words.signed, { exact: true }).waitFor();
    await agent.page.getByRole("button", { name: words.signAgain, exact: true }).waitFor();
    await agent.page.locator(".latest-records summary").click();
    await agent.page.locator(".record-keys summary").click();
    await clean(agent.page, "signed");
    await shot(agent.page, `record-agent-${lang}`);
    // The key cannot be taken out of the browser.
    const extractable = await agent.page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open("fealty-device-keys", 1);
          request.onsuccess = () => {
            const all = request.result.transaction("keys").objectStore("keys").getAll();
            all.onsuccess = () => resolve(all.result.map(({ privateKey }) => (privateKey as CryptoKey).extractable));
          };
        }),
    );
    expect(extractable).toEqual([false]);
    const own = await downloaded(agent.page, words.download);
    await agent.page.close();

    const company = await open(lang, "company");
    await clean(company.page, "company");
    await shot(company.page, `record-company-${lang}`);
    const bundle = await downloaded(company.page, words.download);
    expect(company.troubles).toEqual([]);
    await company.page.close();
    const told = await verified(lang, bundle, [receipt]);
    expect([told.verdict, told.bad]).toEqual([verifier.allHold[lang], ""]);
    expect(told.asked).toEqual([]);
    expect(await cutOff(told.page)).toEqual([]);
    expect(await axe(told.page)).toEqual([]);
    await shot(told.page, `verify-${lang}`);
    await told.page.close();

    // The agent's own bundle, made before: what it sees and no more, and the page says whose it is.
    const mine = await verified(lang, own);
    expect([mine.verdict, mine.bad]).toEqual([verifier.allHold[lang], ""]);
    expect(await mine.page.locator("#outcome dl").textContent()).toContain(lang === "zh" ? "代理人" : "the agent");
    expect(readFileSync(own).includes('"kind":"survey_answered"')).toBe(false);
    await shot(mine.page, `verify-agent-${lang}`);
    await mine.page.close();

    const turned = readFileSync(bundle);
    turned[turned.indexOf('"kind":"sale"') + 9]! ^= 1;
    const changed = join(folder, `changed-${lang}.zip`);
    writeFileSync(changed, turned);
    const found = await verified(lang, changed);
    expect(found.verdict).toBe(verifier.notAll[lang]);
    expect(found.bad).toContain("facts.ndjson");
    await shot(found.page, `verify-changed-${lang}`);
    await found.page.close();
  });
  test("C6.2 N7: an agent marks a statement as received, its device countersigns in the same press, and a browser that cannot does without", async () => {
    const along = SIGNING[lang];
    const number = await firstNumber();
    const cookie = await cookieOf(served.running.url, "A001");
    const pay = async (period: number, prepare?: string) => {
      const opened = await served.house.open(`/contracts/${number}/pay?as=agent`, { ...SIZES.phone, lang, cookie });
      if (prepare !== undefined) {
        await opened.page.addInitScript(prepare);
        await opened.page.reload();
      }
      await opened.page.locator(".pay-periods button").nth(period).click();
      return opened;
    };
    const receipts = async () =>
      ((await (await served.ask(`api/contracts/${number}/record?party=company`)).json()) as { receipts: object[] })
        .receipts.length;
    const before = await receipts();
    const [first, second] = lang === "zh" ? ([0, 1] as const) : ([2, 3] as const);
    const agent = await pay(first);
    await agent.page.getByText(along.receivedLead, { exact: true }).waitFor();
    await clean(agent.page, "received, before");
    await press(agent.page, along.received);
    await agent.page.getByRole("button", { name: along.save, exact: true }).waitFor();
    expect(await agent.page.getByRole("button", { name: along.received, exact: true }).count()).toBe(0);
    expect(await receipts()).toBe(before + 1);
    await clean(agent.page, "received");
    await shot(agent.page, `received-${lang}`);
    const receipt = await downloaded(agent.page, along.save);
    expect(JSON.parse(readFileSync(receipt, "utf8"))).toMatchObject({ form: "fealty-receipt 1" });
    expect(agent.troubles).toEqual([]);
    await agent.page.close();
    // A browser without a place for keys: the act stands, and it is said that nothing was signed.
    const bare = await pay(
      second,
      "delete globalThis.indexedDB; Object.defineProperty(globalThis, 'isSecureContext', { value: false });",
    );
    await press(bare.page, along.received);
    await bare.page.getByText(along.cannot, { exact: true }).waitFor();
    expect(await receipts()).toBe(before + 1);
    await bare.page.close();
  });
  test("N7: on a phone everything stands in its place, and a lost device is ended", async () => {
    const { page, troubles } = await open(lang, "company", "phone");
    await page.getByLabel(words.period, { exact: true }).click();
    await page.locator(".ant-select-item-option", { hasText: words.case }).click();
    await page.getByLabel(words.caseNumber, { exact: true }).waitFor();
    await clean(page, "phone");
    await shot(page, `record-phone-${lang}`);
    await press(page, words.sign);
    await page.getByLabel(words.deviceName, { exact: true }).fill("Tablet");
    await Promise.all([
      page.waitForEvent("download"),
      page.locator(".record form").getByRole("button", { name: words.sign, exact: true }).click(),
    ]);
    await page.locator(".record-keys summary").click();
    await clean(page, "phone, signed");
    await press(page, words.endOf.replace("{{device}}", "Tablet"));
    await page.getByRole("button", { name: words.sign, exact: true }).waitFor();
    const matter = await downloaded(page, words.download);
    const entries = readZip(readFileSync(matter)).entries.map((one) => one.path);
    expect(entries).toContain("case.json");
    expect(troubles).toEqual([]);
    await page.close();
  });
});
