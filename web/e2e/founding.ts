// A company from nothing, as whoever founds it does in the page: what stories of an empty house begin with.
import { createHmac } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { access as accessEn } from "../src/i18n/en/access.ts";
import { companies as companiesEn } from "../src/i18n/en/companies.ts";
import { people as peopleEn } from "../src/i18n/en/people.ts";
import { access as accessZh } from "../src/i18n/zh/access.ts";
import { companies as companiesZh } from "../src/i18n/zh/companies.ts";
import { people as peopleZh } from "../src/i18n/zh/people.ts";
import { browserOn, type House } from "./browser.ts";
import { type HouseFolders, houseFolders, type RunningHouse, stopHouse } from "./served-house.ts";

export const WORDS = {
  zh: { access: accessZh, companies: companiesZh, people: peopleZh },
  en: { access: accessEn, companies: companiesEn, people: peopleEn },
} as const;
export type Language = keyof typeof WORDS;
export const PASSWORD = "三更灯火五更鸡，读书时";

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).first().click();
export const fill = (page: Page, label: string, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).first().fill(text);

/** The six digits of an authenticator (RFC 6238). */
const totp = (secret: string): string => {
  const bits = [...secret].map((one) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(one).toString(2).padStart(5, "0"));
  const bytes = Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((one) => Number.parseInt(one, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", bytes).update(counter).digest();
  const offset = mac[19]! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};
export const fillCompany = async (page: Page, lang: Language, name: string): Promise<void> => {
  const { companies, access } = WORDS[lang];
  await fill(page, companies.name, `${name}保险代理有限公司`);
  await fill(page, companies.nameEn, `${name === "东方" ? "Orient" : "Seaside"} Insurance Agency`);
  await fill(page, companies.ownerName, `${name}的负责人`);
  await fill(page, access.ownerCode, "S01");
  await fill(page, access.name, `${name}-owner`);
  await fill(page, access.password, PASSWORD);
};
/** The owner's role asks for it before anything else opens, and so do those of finance and law. */
export const setUpFactor = async (page: Page, lang: Language): Promise<void> => {
  const { access } = WORDS[lang];
  await page.locator('.message a[href="#/login"]').first().click();
  await press(page, access.factorBegin);
  await fill(page, access.presentPassword, PASSWORD);
  await press(page, access.goOn);
  const key = (await page.locator(".slip p.one-time-code").textContent()) ?? "";
  await fill(page, access.code, totp(/[A-Z2-7]{16,}/.exec(key)![0]));
  await press(page, access.factorConfirm);
  await page.getByText(access.factorOn).waitFor();
};
/** A login by a one-time slip, without an address. */
export const enterBySlip = async (page: Page, lang: Language, name: string): Promise<void> => {
  const { access } = WORDS[lang];
  await press(page, access.look);
  await fill(page, access.name, name);
  await fill(page, access.password, PASSWORD);
  await press(page, access.setUp);
};
/** A house with nobody in it and a browser on it, for all stories of a file. */
export interface EmptyHouse {
  readonly folders: HouseFolders;
  readonly running: RunningHouse;
  readonly house: House;
}
export const emptyForFile = (): EmptyHouse => {
  const empty = {} as { -readonly [Name in keyof EmptyHouse]: EmptyHouse[Name] };
  beforeAll(async () => {
    empty.folders = await houseFolders();
    empty.running = await empty.folders.startOwn();
    empty.house = await browserOn(empty.running.url);
  }, 240_000);
  afterAll(async () => {
    await empty.house?.close();
    if (empty.running) await stopHouse(empty.running);
    empty.folders?.remove();
  });
  return empty;
};
