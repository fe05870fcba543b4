// Getting in, out, and what each then sees: stories in a real browser on a small demonstration.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { customers as words } from "../src/i18n/zh/customers.ts";
import { organisation as organisationZh, people as peopleZh } from "../src/i18n/zh/people.ts";
import { privacy as privacyZh } from "../src/i18n/zh/privacy.ts";
import { axe, cutOff, READERS, SIZES, settled } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const PASSWORD = "三更灯火五更鸡，读书时";
const WORDS = {
  zh: {
    door: "登录忠约",
    owner: /^周启明/,
    agent: /^李晓/,
    out: "退出",
    ofAgent: ["合同", "客户", "规则"],
    toStart: "回到首页",
    byPasskey: "用通行密钥登录",
    passkeyAdd: "添加通行密钥",
    passkeyName: "给它起个名字",
    passkeyNow: "在设备上确认",
    passkeyEnd: "移除通行密钥“{{name}}”",
    opensNothing: "这个通行密钥打不开这里",
    present: "现在的密码",
    giveSlip: "发放登录凭条",
    done: "已交给本人",
    toSlip: "我有登录凭条",
    slipCode: "凭条号码",
    look: "核对",
    name: "登录名",
    password: "密码",
    setUp: "设置并进入",
    signIn: "登录",
    wrong: "登录名、密码或验证码不对",
    common: "这个密码太常见",
  },
  en: {
    door: "Sign in to Fealty",
    owner: /^周启明/,
    agent: /^李晓/,
    out: "Sign out",
    ofAgent: ["Contracts", "Customers", "Rules"],
    toStart: "To the start",
    byPasskey: "Sign in with a passkey",
    passkeyAdd: "Add a passkey",
    passkeyName: "What you call it",
    passkeyNow: "Confirm on the device",
    passkeyEnd: "Take the passkey “{{name}}” away",
    opensNothing: "This passkey opens nothing here",
    present: "Present password",
    giveSlip: "Make a login slip",
    done: "It is handed over",
    toSlip: "I have a login slip",
    slipCode: "Code of the slip",
    look: "Check it",
    name: "Login name",
    password: "Password",
    setUp: "Set it and go in",
    signIn: "Sign in",
    wrong: "The name, the password or the code is wrong",
    common: "This password is among those that everybody tries",
  },
} as const;
const press = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) })
    .first()
    .click();
const fill = (page: Page, label: string, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).fill(text);

describe.each(READERS)("in %s, %s", (lang, size) => {
  const words = WORDS[lang];
  test("N1: every screen of getting in is whole and clean under axe", async () => {
    for (const [path, cookie] of [
      ["/", ""],
      ["/login", served.cookie],
      ["/permissions", served.cookie],
      ["/outbox", served.cookie],
      ["/people/A003", served.cookie],
    ] as const) {
      const { page, troubles } = await served.house.open(path, { lang, cookie, ...SIZES[size] });
      expect([path, await axe(page)]).toEqual([path, []]);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)]).toEqual([
        path,
        false,
      ]);
      // A key that nobody put into words is seen by its dots.
      expect(await page.locator("body").textContent()).not.toMatch(/\b(?:access|people|house|outbox|messages)\.[a-z]/i);
      expect(troubles).toEqual([]);
      await page.close();
    }
  });
  test("N1: a visitor is somebody with one click, sees what that person may see, and is out again", async () => {
    const { page, troubles } = await served.house.open("/", { lang, cookie: "" });
    expect(await page.locator("h1").textContent()).toBe(words.door);
    await press(page, words.owner);
    await page.locator(".today-page").waitFor();
    await expect.poll(() => page.locator(".house-nav a").count()).toBeGreaterThan(5);
    await press(page, words.out);
    await page.locator(".door").waitFor();
    await press(page, words.agent);
    await page.locator(".contract-list").waitFor();
    await settled(page);
    await expect.poll(() => page.locator(".house-nav a").allInnerTexts()).toEqual(words.ofAgent);
    expect(await page.locator(".contract-list tbody tr").count()).toBe(1);
    await page.locator(".contract-list tbody a").first().click();
    await page.locator(".page[data-digest]").waitFor();
    // Whoever is a party sees with its own eyes, and is offered no others.
    expect(await page.locator(".as-party").count()).toBe(0);
    // A page for logins of one's own says so, and leads back.
    await page.goto(`${served.running.url}#/companies`);
    await page.locator(".message").waitFor();
    expect(await page.locator(".message a").allInnerTexts()).toEqual([words.toStart]);
    await page.locator(".message a").click();
    await page.locator(".contract-list").waitFor();
    // What a page had asked for when its session ended is answered with 401, that page with 403.
    expect(troubles.filter((trouble) => !/\b40[13]\b/.test(trouble))).toEqual([]);
    await page.close();
  });
  test("N1: a passkey is made on the device and is the whole way in from then on; under a number there is none", async () => {
    const code = lang === "zh" ? "A008" : "A012";
    const post = (path: string, body: object): Promise<Response> =>
      served.ask(`api/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const { code: slip } = (await (await post("slips", { party: "company", person: code })).json()) as { code: string };
    await post("activation", { code: slip, name: `name-of-${code}`, password: PASSWORD });
    // A passkey is bound to a domain name, and a number is none.
    const { page } = await served.house.open("/", { lang, cookie: "", ...SIZES[size] });
    expect(await page.getByRole("button", { name: words.byPasskey, exact: true }).count()).toBe(0);
    await page.goto(served.running.url.replace("127.0.0.1", "localhost"));
    const device = await page.context().newCDPSession(page);
    await device.send("WebAuthn.enable");
    await device.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await fill(page, words.name, `name-of-${code}`);
    await fill(page, words.password, PASSWORD);
    await press(page, words.signIn);
    await page.locator(".contract-list").waitFor();
    await page.goto(`${page.url().split("#")[0]}#/login`);
    await press(page, words.passkeyAdd);
    expect({ cut: await cutOff(page), axe: await axe(page) }).toEqual({ cut: [], axe: [] });
    await fill(page, words.present, PASSWORD);
    await press(page, words.passkeyNow);
    await page.locator(".form .fault").waitFor();
    await fill(page, words.passkeyName, "手机");
    await press(page, words.passkeyNow);
    await page.locator(".passkeys li").waitFor();
    expect(await page.locator(".passkeys li").textContent()).toContain("localhost");
    await press(page, words.out);
    await press(page, words.byPasskey);
    await page.locator(".contract-list").waitFor();
    await page.goto(`${page.url().split("#")[0]}#/login`);
    await page.getByRole("button", { name: words.passkeyEnd.replace("{{name}}", "手机"), exact: true }).click();
    await page.locator(".passkeys li").waitFor({ state: "detached" });
    await press(page, words.out);
    await press(page, words.byPasskey);
    await page.locator("[role=alert]").waitFor();
    expect(await page.locator("[role=alert]").textContent()).toContain(words.opensNothing);
    await page.close();
  });
  test("C1.1: a slip is handed over, makes a login once, and the password opens the door from then on", async () => {
    const code = lang === "zh" ? "A004" : "A005";
    const clerk = await served.house.open(`/people/${code}`, { lang });
    await press(clerk.page, words.giveSlip);
    const slip = (await clerk.page.locator(".slip .one-time-code").textContent()) ?? "";
    expect(await clerk.page.locator(".slip svg.picture").count()).toBe(1);
    expect(await axe(clerk.page)).toEqual([]);
    await press(clerk.page, words.done);
    expect(await clerk.page.locator(".slip").count()).toBe(0);
    // What a phone does with the picture.
    const { page, troubles } = await served.house.open(`/slip/${slip}`, { lang, cookie: "", ...SIZES.phone });
    expect(await page.getByLabel(words.slipCode, { exact: true }).inputValue()).toBe(slip);
    await press(page, words.look);
    await fill(page, words.name, `name-of-${code}`);
    await fill(page, words.password, "1234567890");
    await press(page, words.setUp);
    await page.locator(".form .fault").waitFor();
    expect(await page.locator(".form .fault").allInnerTexts()).toEqual([expect.stringContaining(words.common)]);
    await fill(page, words.password, PASSWORD);
    await press(page, words.setUp);
    await page.locator(".contract-list").waitFor();
    await press(page, words.out);
    await page.locator(".door").waitFor();
    await fill(page, words.name, `NAME-OF-${code}`);
    await fill(page, words.password, "wrong password");
    await press(page, words.signIn);
    await page.locator(".form .fault").waitFor();
    expect(await page.locator(".form .fault").textContent()).toContain(words.wrong);
    await fill(page, words.password, PASSWORD);
    await press(page, words.signIn);
    await page.locator(".contract-list").waitFor();
    expect(troubles.filter((trouble) => !/\b4(?:01|22)\b/.test(trouble))).toEqual([]);
    await page.close();
    await clerk.page.close();
  });
});
test("C10.3: whoever is signed out elsewhere stands before the door at the next step", async () => {
  const cookie = await cookieOf(served.running.url, "S06");
  const { page } = await served.house.open("/contracts", { cookie });
  await fetch(`${served.running.url}api/sign-out`, { method: "POST", headers: { cookie } });
  await page.goto(`${served.running.url}#/people`);
  await page.locator(".door").waitFor();
  await page.close();
});
test("T2: by no address does an agent reach the company's lists or another's contract", async () => {
  const cookie = await cookieOf(served.running.url, "A003");
  for (const path of [
    "/people",
    "/customers",
    "/organisation",
    "/import",
    "/privacy",
    "/people/A004",
    "/contracts/HX-YS-001",
  ]) {
    const { page } = await served.house.open(path, { cookie });
    const said = (await page.locator("main, .message").first().textContent()) ?? "";
    expect([path, said.includes("卢波"), said.length < 300]).toEqual([path, false, true]);
    await page.close();
  }
});
test("C1.2: pages offer what somebody's role may do, and nothing else", async () => {
  for (const [person, path, link, count] of [
    ["S10", "/customers", "#/customers/new", 0],
    ["S11", "/customers", "#/customers/new", 1],
    ["S11", "/customers", "#/customers/import", 0],
    ["S03", "/people", "#/people/new", 1],
    ["S03", "/people", "#/people/import", 0],
    ["S03", "/privacy", "#/privacy/retention", 0],
    ["S12", "/privacy", "#/privacy/retention", 1],
    ["S03", "/people", "#/import", 0],
    ["S02", "/people", "#/import", 1],
  ] as const) {
    const { page } = await served.house.open(path, { cookie: await cookieOf(served.running.url, person) });
    await page.locator(".house-nav a").first().waitFor();
    expect([person, path, link, await page.locator(`a[href="${link}"]`).count()]).toEqual([person, path, link, count]);
    await page.close();
  }
});
test("C1.2: inside a page stand the acts of a role, and nothing that the house would refuse", async () => {
  const { rows } = (await (await served.ask("api/customers?party=company&limit=1")).json()) as {
    rows: { code: string }[];
  };
  const customer = `/customers/${rows[0]!.code}`;
  for (const [person, path, offered, missing] of [
    ["S10", customer, [], [words.reveal, words.merge, words.change, words.handOver, privacyZh.erase, privacyZh.hold]],
    [
      "S11",
      customer,
      [words.reveal, words.change, privacyZh.receive],
      [words.handOver, privacyZh.erase, privacyZh.hold],
    ],
    ["S12", customer, [words.reveal, privacyZh.erase, privacyZh.hold, privacyZh.export], [words.change, words.merge]],
    ["S11", "/people/A001", [], [peopleZh.rename, peopleZh.grant, peopleZh.end]],
    ["S02", "/people/A001", [peopleZh.rename, peopleZh.grant, peopleZh.end], []],
    ["S11", "/organisation", [], [organisationZh.addBranch, organisationZh.addTeam, organisationZh.addEntity]],
    ["S02", "/organisation", [organisationZh.addBranch, organisationZh.addTeam], [organisationZh.addEntity]],
  ] as const) {
    const { page } = await served.house.open(path, { cookie: await cookieOf(served.running.url, person) });
    await page.locator(".house-nav a").first().waitFor();
    const shown = await page.locator("main").getByRole("button").allTextContents();
    const told = { person, path, shown };
    expect({ ...told, lacks: offered.filter((one) => !shown.includes(one)) }).toEqual({ ...told, lacks: [] });
    expect({ ...told, tooMany: missing.filter((one) => shown.includes(one as never)) }).toEqual({
      ...told,
      tooMany: [],
    });
    await page.close();
  }
});
