// Invitations and forgotten passwords by mail, and what nothing sends: stories in a real browser, with a real mail server.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import type * as MailRoom from "../../app/test/mail-room.ts";
import { axe, SIZES, settled } from "./browser.ts";
import { servedForFile } from "./served-house.ts";

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
let mails: MailRoom.MailServer;
const served = servedForFile(async () => {
  const room = (await import(String(new URL("../../app/test/mail-room.ts", import.meta.url)))) as typeof MailRoom;
  mails = await room.mailServer();
  const port = await freePort();
  return {
    port,
    environment: {
      FEALTY_PUBLIC_URL: `http://127.0.0.1:${port}`,
      FEALTY_SMTP_URL: mails.url,
      FEALTY_MAIL_FROM: "忠约 <noreply@example.cn>",
    },
  };
});
beforeEach(() => {
  mails.received.length = 0;
});
const PASSWORD = "三更灯火五更鸡，读书时";
const OTHER = "白日依山尽 黄河入海流";
const WORDS = {
  zh: {
    invite: "发送登录邀请",
    to: "邮箱或手机号",
    send: "发送",
    willGo: "邀请将发到 w***@example.cn",
    waits: "没有设置短信通道，邀请没有发送。",
    notSent: "未发送：没有设置短信通道",
    print: "打印转交",
    done: "已交给本人",
    handedOver: "打印，当面转交",
    sent: "已于",
    look: "核对",
    name: "登录名",
    password: "密码",
    setUp: "设置并进入",
    out: "退出",
    forgot: "忘了密码",
    forgotName: "登录用的邮箱或手机号",
    ask: "发送链接",
    asked: "如果有登录使用这个地址",
    changed: "新密码已设置，请用它登录。",
    signIn: "登录",
    proven: "已确认，忘了密码时可以用它找回",
    wrong: "只填地址本身",
    prove: "发送确认码",
    proveCode: "确认码",
    confirm: "确认",
    empty: "没有这个状态的消息",
    toSlip: "我有登录凭条",
    slipCode: "凭条号码",
  },
  en: {
    invite: "Send an invitation",
    to: "E-mail address or phone number",
    send: "Send",
    willGo: "The invitation goes to w***@example.cn",
    waits: "No way to send texts is set up; the invitation was not sent.",
    notSent: "not sent: no way to send texts is set up",
    print: "Print and hand over",
    done: "It is handed over",
    handedOver: "and handed over in person",
    sent: "Sent",
    look: "Check it",
    name: "Login name",
    password: "Password",
    setUp: "Set it and go in",
    out: "Sign out",
    forgot: "Forgotten password",
    forgotName: "E-mail address or phone number of your login",
    ask: "Send the link",
    asked: "If a login uses this address",
    changed: "The new password is set; sign in with it.",
    signIn: "Sign in",
    proven: "confirmed: a forgotten password can be replaced through it",
    wrong: "no other signs",
    prove: "Send a code",
    proveCode: "Code from the message",
    confirm: "Confirm",
    empty: "No message is in this state",
    toSlip: "I have a login slip",
    slipCode: "Code of the slip",
  },
} as const;
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).first().click();
const fill = (page: Page, label: string, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).fill(text);
const hashOf = (url: string): string => url.slice(url.indexOf("#") + 1);
const linkIn = (text: string): string => /http:\S+#\/slip\/\S+/.exec(text)![0];
const arrived = async () => {
  await expect.poll(() => mails.received.length).toBeGreaterThan(0);
  return mails.received.shift()!;
};
const whole = async (page: Page): Promise<void> => {
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  expect(await page.locator("body").textContent()).not.toMatch(/\b(?:outbox|messages|access|people)\.[a-z]|\{\{/);
};

describe.each(["zh", "en"] as const)("in %s", (lang) => {
  const words = WORDS[lang];
  test("C1.1: an invitation arrives by mail, its link makes the login, and a forgotten password is replaced by another link", async () => {
    const code = lang === "zh" ? "A006" : "A007";
    const address = `w.${code.toLowerCase()}@example.cn`;
    const clerk = await served.house.open(`/people/${code}`, { lang });
    await press(clerk.page, words.invite);
    await fill(clerk.page, words.to, "Lin <a@b.cn>");
    await press(clerk.page, words.send);
    await clerk.page.locator(".form .fault").waitFor();
    expect(await clerk.page.locator(".form .fault").textContent()).toContain(words.wrong);
    await fill(clerk.page, words.to, address);
    await whole(clerk.page);
    await press(clerk.page, words.send);
    await clerk.page.getByText(words.willGo).waitFor();
    const invitation = await arrived();
    expect(invitation.to).toEqual([address]);
    const link = linkIn(invitation.text);
    expect(link.startsWith(served.running.url)).toBe(true);
    // Nobody of the company reads what was sent.
    await clerk.page.goto(`${served.running.url}#/outbox`);
    await clerk.page.locator(".outbox li").first().waitFor();
    expect(await clerk.page.locator(".outbox li").first().textContent()).toContain(words.sent);
    expect(await clerk.page.content()).not.toContain(link.split("/slip/")[1]!);

    const { page, troubles } = await served.house.open(hashOf(link), { lang, cookie: "", ...SIZES.phone });
    await press(page, words.look);
    await fill(page, words.name, address);
    await fill(page, words.password, PASSWORD);
    await press(page, words.setUp);
    await page.locator(".contract-list").waitFor();
    await page.goto(`${served.running.url}#/login`);
    await page.getByText(words.proven).waitFor();
    await whole(page);
    await press(page, words.out);
    await page.locator(".door").waitFor();

    await press(page, words.forgot);
    await fill(page, words.forgotName, address);
    await whole(page);
    await press(page, words.ask);
    await page.getByText(words.asked).waitFor();
    const reset = linkIn((await arrived()).text);
    const later = await served.house.open(hashOf(reset), { lang, cookie: "", ...SIZES.phone });
    await press(later.page, words.look);
    await fill(later.page, words.password, OTHER);
    await whole(later.page);
    await press(later.page, words.setUp);
    await later.page.getByText(words.changed).waitFor();
    await fill(later.page, words.name, address);
    await fill(later.page, words.password, OTHER);
    await press(later.page, words.signIn);
    await later.page.locator(".contract-list").waitFor();
    // The old password opens nothing, and the reset was told of.
    expect((await arrived()).to).toEqual([address]);
    expect(troubles.filter((trouble) => !/\b401\b/.test(trouble))).toEqual([]);
    for (const one of [clerk.page, page, later.page]) await one.close();
  });
  test("N1: what is said of a forgotten password is the same for an address that nobody has", async () => {
    const { page } = await served.house.open("/", { lang, cookie: "" });
    await press(page, words.forgot);
    await fill(page, words.forgotName, `nobody-${lang}@example.cn`);
    await page.keyboard.press("Enter");
    await page.getByText(words.asked).waitFor();
    expect(mails.received).toEqual([]);
    await page.close();
  });
  test("C1.1: what nothing sends says so, is printed as a letter once, and makes the login", async () => {
    const code = lang === "zh" ? "A008" : "A002";
    const { page, troubles } = await served.house.open(`/people/${code}`, { lang });
    await press(page, words.invite);
    await fill(page, words.to, "138 0013 8000");
    await press(page, words.send);
    await page.getByText(words.waits).waitFor();
    await page.locator('a[href="#/outbox"]').last().click();
    await page.getByText(words.notSent).first().waitFor();
    await whole(page);
    await page.setViewportSize(SIZES.phone);
    await whole(page);
    await press(page, words.print);
    await page.locator(".letter").waitFor();
    await whole(page);
    const slip = /1-[0-9A-Z-]{23}/.exec((await page.locator(".letter-text").textContent()) ?? "")![0];
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".letter-text").isVisible()).toBe(true);
    expect(await page.getByText(words.done).isVisible()).toBe(false);
    await page.emulateMedia({ media: "screen" });
    await press(page, words.done);
    await page.getByText(words.handedOver).first().waitFor();
    expect(await page.content()).not.toContain(slip);
    const phone = await served.house.open(`/slip/${slip}`, { lang, cookie: "", ...SIZES.phone });
    await press(phone.page, words.look);
    await fill(phone.page, words.name, `own-${code}@example.cn`);
    await fill(phone.page, words.password, PASSWORD);
    await press(phone.page, words.setUp);
    await phone.page.locator(".contract-list").waitFor();
    // An address that was only typed is proven by a code that arrives there.
    await phone.page.goto(`${served.running.url}#/login`);
    await settled(phone.page);
    await press(phone.page, words.prove);
    const { text } = await arrived();
    await fill(phone.page, words.proveCode, /1-[0-9A-Z-]{23}/.exec(text)![0]);
    await whole(phone.page);
    await press(phone.page, words.confirm);
    await phone.page.getByText(words.proven).waitFor();
    expect([...troubles, ...phone.troubles]).toEqual([]);
    await page.close();
    await phone.page.close();
  });
});
