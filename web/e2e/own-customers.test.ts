// Clauses: C1.3, C7.1, N7
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { axe, cutOff, rawWords, SIZES } from "./browser.ts";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
const AGENT = "A003";
const WORDS = {
  zh: {
    title: "我的客户",
    search: "姓名、拼音、编号或完整电话",
    lasting: "仍可查看的合同",
    reveal: "查看完整信息",
    look: "查看并记录",
    reason: "原因",
    because: "客户来电改地址，核对",
    short: "请写清楚用途，至少四个字。",
    nobody: "您的客户里没有符合的。",
    team: "我的团队",
    youLead: "您是负责人",
  },
  en: {
    title: "My customers",
    search: "Name, pinyin, code or whole phone",
    lasting: "Contracts that you still see",
    reveal: "Show in full",
    look: "Show and record",
    reason: "Reason",
    because: "called to change the address",
    short: "Say what it is for, in four characters at least.",
    nobody: "None of your customers answers to this.",
    team: "My team",
    youLead: "You lead it",
  },
} as const;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const names = (page: Page): Promise<string[]> => page.locator(".customer-rows tbody td:first-child").allTextContents();

describe.each(["zh", "en"] as const)("own customers in %s", (lang) => {
  const words = WORDS[lang];
  test(`T2, C1.3, N7: an agent finds its own customers, looks at one in clear with a reason, and sees nobody else's`, async () => {
    const cookie = await cookieOf(served.running.url, AGENT);
    type Listed = { rows: { code: string; shown?: { kind: string; fromOn: string }; serving: object[] }[] };
    const own = await fetch(`${served.running.url}api/own-customers?party=agent&limit=500`, { headers: { cookie } });
    const mine = ((await own.json()) as Listed).rows;
    const reached = mine[0]!;
    const { kind, fromOn } = reached.shown!;
    const given = { party: "company", key: `story-${lang}`, customer: reached.code, code: reached.code, kind, fromOn };
    const kept = await served.ask("api/customers", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...given, phone: "13900001234" }),
    });
    expect(kept.status).toBe(200);
    const size = lang === "zh" ? SIZES.phone : SIZES.wide;
    const { page, troubles } = await served.house.open("/own-customers", { lang, cookie, ...size });
    await page.locator(".customer-rows").waitFor();
    expect(await page.locator("h1").textContent()).toBe(words.title);
    const all = await names(page);
    expect(all.length).toBeGreaterThan(2);
    expect([await axe(page), await rawWords(page), await cutOff(page)]).toEqual([[], [], []]);
    // By a character of a name, and no other customer of the company by its own.
    const first = all[0]!;
    await page.getByLabel(words.search).fill([...first].at(-1)!);
    await expect.poll(async () => (await names(page)).length).toBeLessThanOrEqual(all.length);
    await expect.poll(async () => (await names(page)).every((one) => one.includes([...first].at(-1)!))).toBe(true);
    await page.getByLabel(words.search).fill("不会有的名字");
    await page.getByText(words.nobody).waitFor();
    await page.getByLabel(words.search).fill("");
    await page.locator(".customer-rows a").first().waitFor();
    await page.locator(`.customer-rows a[href="#/own-customers/${encodeURIComponent(reached.code)}"]`).click();
    await page.locator(".known").waitFor();
    expect(await page.locator(".known").textContent()).toMatch(/\d{3}\*{4}\d\d/);
    expect([await axe(page), await rawWords(page)]).toEqual([[], []]);
    await press(page, words.reveal);
    await page.getByLabel(words.reason).fill("看");
    await press(page, words.look);
    await page.locator(".fault").first().waitFor();
    expect(await page.locator(".fault").allTextContents()).toContain(words.short);
    await page.getByLabel(words.reason).fill(words.because);
    await press(page, words.look);
    await page.locator(".revealed").waitFor();
    expect(await page.locator(".known b").first().textContent()).toBe("13900001234");
    await page.locator(".said", { hasText: words.because }).waitFor();
    // The company sees the same look in the customer's history.
    const told = await (await served.ask(`api/customers/${reached.code}?party=company`)).json();
    expect(JSON.stringify(told)).toContain(words.because);
    expect(troubles.filter((trouble) => !/\b422\b/.test(trouble))).toEqual([]);
    await page.close();
    // Somebody else's customer by its address: it is not there.
    const list = (await (await served.ask("api/customers?party=company&limit=500")).json()) as Listed;
    const other = list.rows.find((one) => one.serving.length > 0 && !mine.some(({ code }) => code === one.code))!;
    const { page: away } = await served.house.open(`/own-customers/${other.code}`, { lang, cookie });
    await away.locator(".message h1").waitFor();
    expect(await away.locator("main").textContent()).toContain(other.code);
    await away.close();
  });
  test("C1.1: whoever belongs to a team reads above its contracts who is in it with which share", async () => {
    const { teams } = (await (await served.ask("api/organisation?party=company")).json()) as {
      teams: { compositions: { members: { code: string; name: string; lead: boolean }[] }[] }[];
    };
    const members = teams[0]!.compositions.at(-1)!.members;
    const lead = members.find((one) => one.lead)!;
    const cookie = await cookieOf(served.running.url, lead.code);
    const size = lang === "zh" ? SIZES.phone : SIZES.wide;
    const { page, troubles } = await served.house.open("/contracts", { lang, cookie, ...size });
    await page.getByRole("heading", { name: words.team }).waitFor();
    await page.getByText(words.youLead).waitFor();
    const shown = await page.locator(".own-team tbody td:first-child").allTextContents();
    expect(shown.map((one) => one.split(" ")[0])).toEqual(members.map(({ name }) => name));
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/own-team-${lang}.png` });
    expect([await axe(page), await rawWords(page), await cutOff(page), troubles]).toEqual([[], [], [], []]);
    await page.close();
  });
  test("C10.3: whoever holds no role any more is told which contracts stay", async () => {
    const code = `X${lang}`;
    const post = async (path: string, more: object) => {
      const answer = await served.ask(`api/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ party: "company", key: `former-${path.length}-${lang}`, ...more }),
      });
      expect([path, answer.status]).toEqual([path, 200]);
    };
    await post("people", { code, name: "离任", roles: [{ role: "agent", fromOn: "2026-01-01" }] });
    const cookie = await cookieOf(served.running.url, code);
    const { roles, day } = (await (await served.ask(`api/people/${code}?party=company`)).json()) as {
      roles: { roleHoldingId: string }[];
      day: string;
    };
    const { roleHoldingId } = roles[0]!;
    await post(`people/${code}/roles/${roleHoldingId}/end`, { person: code, roleHoldingId, beforeOn: day });
    const size = lang === "zh" ? SIZES.phone : SIZES.wide;
    const { page, troubles } = await served.house.open("/contracts", { lang, cookie, ...size });
    await page.getByRole("heading", { name: words.lasting }).waitFor();
    expect([await axe(page), await rawWords(page), await cutOff(page), troubles]).toEqual([[], [], [], []]);
    await page.close();
  });
});
