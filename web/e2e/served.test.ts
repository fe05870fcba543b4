// Clauses: N1, N2, N3, N6, C6.3, C7.1, C11.1
// Long: the stories of one founded house, which takes longer to found than to tell them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { axe, browserOn, cutOff, rawWords, SIZES, said, settled } from "./browser.ts";
import { cookieOf, servedForFile, stopHouse } from "./served-house.ts";

const served = servedForFile();
const asked = async (path: string, init?: RequestInit): Promise<unknown> =>
  (await served.ask(`api/${path}`, init)).json();
const viewOf = (party: string) => asked(`contracts/HX-YS-007/view?party=${party}&language=zh`);
const SCREENS = [
  ["today", "/"],
  ["contracts", "/contracts"],
  ["contracts at risk, by mode", "/contracts?mode=agent_led&risk=yes"],
  ["no contract fits", "/contracts?text=nobody"],
  ["contract", "/contracts/HX-YS-003"],
  ["statement line", "/contracts/HX-YS-003/pay?explain=statement/2026-09"],
  ["intermediary-led contract", "/contracts/HX-YS-007?as=intermediary"],
  ["nothing there", "/contracts/HX-0"],
] as const;

describe.each(["zh", "en"] as const)("N1 in %s", (lang) => {
  test.each(["wide", "phone"] as const)(
    "N1: every screen of the house is whole and clean under axe, %s",
    async (size) => {
      const { page, troubles } = await served.house.open("/", { ...SIZES[size], lang });
      for (const [name, path] of SCREENS) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, path);
        await page.waitForTimeout(400);
        await settled(page);
        expect({ name, raw: await rawWords(page) }).toEqual({ name, raw: [] });
        expect({ name, cut: await cutOff(page) }).toEqual({ name, cut: [] });
        expect({ name, axe: await axe(page) }).toEqual({ name, axe: [] });
        expect(await page.locator(".demo-mark").count()).toBe(1);
      }
      expect(troubles.filter((one) => !one.includes("404"))).toEqual([]);
      await page.close();
    },
  );
});

describe("the house", () => {
  test("N6: Today leads to the finding, and the finding to its grounds", async () => {
    const { page } = await served.house.open("/");
    const first = page.locator(".today-list").first().locator("a").first();
    const title = await said(first);
    await first.click();
    await settled(page);
    await page.waitForSelector(".explain, .right");
    expect(page.url()).toContain("/findings?explain=");
    expect(await said(page.locator(".right"))).toContain(title);
    await page.close();
  });
  test("N6: the list is filtered by mode, words and risk, and the link carries the filters", async () => {
    const { page } = await served.house.open("/contracts");
    const rows = page.locator("table.contracts tbody tr");
    expect(await rows.count()).toBe(12);
    const marked = rows.filter({ has: page.locator(".tour-mark") });
    expect((await marked.locator("a").allInnerTexts()).map((text) => text.trim())).toEqual([
      "HX-YS-003",
      "HX-YS-007",
      "HX-YS-010",
    ]);
    await page.locator(".list-filter input").first().fill("李晓");
    await page.waitForFunction(() => document.querySelectorAll("table.contracts tbody tr").length === 1);
    expect(await said(rows.first())).toContain("HX-YS-003");
    expect(decodeURIComponent(page.url())).toContain("text=李晓");
    const linked = await served.house.open("/contracts?mode=agent_led");
    const shown = linked.page.locator("table.contracts tbody tr");
    expect(await shown.count()).toBe(1);
    expect(await said(shown.first())).toContain("乙方主导");
    await page.close();
    await linked.page.close();
  });
  test("N3: a figure opens down to its events and the house computes it again, the same", async () => {
    const { page } = await served.house.open("/contracts/HX-YS-003/pay?explain=statement/2026-09");
    await page.locator(".verdict:not(.waits)").first().waitFor();
    expect(await said(page.locator(".right"))).toMatch(/重新计算，结果一致/);
    await page.close();
  });
  test("N1: the answer differs by party, not only the screen: names, answers and ids", async () => {
    const [company, agent, intermediary] = [
      await viewOf("company"),
      await viewOf("agent"),
      await viewOf("intermediary"),
    ].map((view) => JSON.stringify(view));
    const events = async (party: string, person?: string): Promise<string> =>
      JSON.stringify(
        await asked("contracts/HX-YS-007/timeline", {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(person === undefined ? {} : { cookie: await cookieOf(served.running.url, person) }),
          },
          body: JSON.stringify({ party, language: "zh", limit: 500 }),
        }),
      );
    const customers = (told: string): string[] => [
      ...new Set([...told.matchAll(/"customer":"([^"]+)"/g)].map((match) => match[1]!)),
    ];
    const own = await events("agent", "A007");
    const names = customers(own).filter((one) => /^[\u3400-\u9fff]{2,4}$/.test(one));
    expect(names.length).toBeGreaterThan(5);
    // Whoever has left is known to the agent no more.
    expect(customers(own).some((one) => /^[\u3400-\u9fff]\*+$/.test(one))).toBe(true);
    // Of the company each role is told what the table says, with its own eyes and with another's; an organisation's name is public.
    const shown = {
      S01: /^([\u3400-\u9fff]\*\* \w+|[\u3400-\u9fff]{5,}|\*\*\*)$/,
      S07: /^(客户 \w+|\*\*\*)$/,
      S13: /^([\u3400-\u9fff]\*\* \w+|[\u3400-\u9fff]{5,}|\*\*\*)$/,
    };
    for (const [person, form] of Object.entries(shown))
      for (const party of ["company", "agent"]) {
        const told = await events(party, person);
        expect(customers(told).length).toBeGreaterThan(5);
        for (const one of customers(told)) expect(one).toMatch(form);
        for (const name of names) expect(told).not.toContain(name);
      }
    const seen = await events("intermediary");
    for (const name of names) expect(`${company}${intermediary}${seen}`).not.toContain(name);
    expect(company).not.toBe(intermediary);
    const of = (part: string, text: string | undefined) => (JSON.parse(text!) as Record<string, unknown>)[part];
    for (const part of ["metrics", "statements"] as const) expect(of(part, agent)).toEqual(of(part, company));
    expect(of("statements", intermediary)).toEqual(of("statements", company));
    // Of measures the intermediary is told the same, but what is of few people and decides nothing.
    type Metrics = Record<string, { readonly points: readonly { readonly hidden?: string }[] }>;
    const pointsOf = (text: string | undefined) =>
      Object.values(of("metrics", text) as Metrics).flatMap(({ points }) => points);
    const [all, told] = [pointsOf(company), pointsOf(intermediary)];
    expect(told.filter(({ hidden }) => hidden === undefined).length).toBeGreaterThan(20);
    for (const [index, point] of told.entries()) if (point.hidden === undefined) expect(point).toEqual(all[index]);
    expect(await asked("contracts?party=agent")).toMatchObject({ code: "NOT_FOR_THIS_PARTY" });
    expect(await asked("company/today?party=intermediary")).toMatchObject({ code: "NOT_FOR_THIS_PARTY" });
    expect(await asked("contracts/HX-YS-003/view?party=intermediary&language=zh")).toMatchObject({
      code: "NOT_FOR_THIS_PARTY",
    });
  });
  test("N2: an event is in the states when the call returns, also after the house was killed, and comes in once", async () => {
    const send = () =>
      asked("contracts/HX-YS-003/events", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          party: "company",
          language: "en",
          key: "e2e-sale-0001",
          lines:
            '{"id":"e2e-1","kind":"sale","at":"2026-10-31T10:00:00+08:00","order":"e2e-1","customer":"K0001","product":"P01","amount":"1000.00"}',
        }),
      });
    const before = (await asked("contracts/HX-YS-003/digest?party=company&language=en")) as { digest: string };
    const answer = (await send()) as { added: string[]; digest: string };
    expect(answer.added).toEqual(["e2e-1"]);
    expect(answer.digest).not.toBe(before.digest);
    expect(await asked("contracts/HX-YS-003/digest?party=company&language=en")).toEqual({ digest: answer.digest });
    await stopHouse(served.running, "SIGKILL");
    await served.house.close();
    served.running = await served.folders.start();
    served.house = await browserOn(served.running.url, undefined, served.cookie);
    expect(await asked("contracts/HX-YS-003/digest?party=company&language=en")).toEqual({ digest: answer.digest });
    expect(await send()).toEqual(answer);
  });
  test("N1: a contract opened as a file stands without the house's name and clock", async () => {
    const { page } = await served.house.open("/open");
    await page.locator(".house-bar").getByText("2026-").first().waitFor();
    const file = new URL("./files/gift-shop.yaml", import.meta.url).pathname;
    await page.locator("input[type=file]").first().setInputFiles(file);
    await page.locator(".opened .ant-btn-primary").click();
    await page.waitForURL(/contracts\/local-/);
    await settled(page);
    expect(await page.locator(".house-bar").count()).toBe(0);
    await page.goto(`${served.running.url}#/contracts`);
    await page.locator(".house-bar").getByText("2026-").first().waitFor();
    await page.close();
  });
  test("N2: the house goes on when its database was killed, with all that it had acknowledged", async () => {
    const before = await asked("contracts/HX-YS-003/digest?party=company&language=en");
    const killed = served.folders.databaseProcess();
    process.kill(killed, "SIGKILL");
    expect(await asked("contracts?party=company&text=HX-YS-003")).toMatchObject({ counts: { contracts: 1 } });
    expect(await asked("contracts/HX-YS-003/digest?party=company&language=en")).toEqual(before);
    expect(served.folders.databaseProcess()).not.toBe(killed);
  });
  test("N2: the demonstration's clock moves every state, and the page says how far it is", async () => {
    const { page } = await served.house.open("/");
    const before = await said(page.locator(".house-bar"));
    await page.getByRole("button", { name: "−30天" }).click();
    await page.waitForFunction((old) => document.querySelector(".house-bar")?.textContent !== old, before);
    // What the list shows is of the old moment, or said to be of a part of the contracts; how long that is hangs on the machine.
    const note = page.locator("main [role=status]");
    const told = await note.allInnerTexts();
    for (const one of told) expect(one.trim()).toMatch(/^正在计算：已完成 \d+ \/ \d+ 份合同。/);
    await page.getByRole("button", { name: "停止" }).click();
    expect(await said(page.locator(".house-bar"))).toContain("正在停止，时点回到原处");
    await page.locator(".house-bar").getByText("2026-11-01").waitFor({ timeout: 90_000 });
    await page.getByRole("button", { name: "−30天" }).click();
    for (const part of [".house-bar", ".today-page"])
      await page.locator(part).getByText("2026-10-02").first().waitFor({ timeout: 90_000 });
    // What somebody is filling in stays when the moment moves; a list is asked for anew.
    await page.goto(`${served.running.url}#/people/new`);
    await page.getByLabel("姓名", { exact: true }).fill("解缙");
    await page.getByRole("button", { name: "+30天" }).click();
    await page.waitForFunction(
      () => document.querySelector(".house-bar")?.textContent?.includes("2026-11-01"),
      undefined,
      {
        timeout: 90_000,
      },
    );
    expect(await page.getByLabel("姓名", { exact: true }).inputValue()).toBe("解缙");
    await page.close();
  });
  test("N6: at risk is what may still be averted, and what waits for a decision is found by a filter of its own", async () => {
    const found = async (filter: string) =>
      (await asked(`contracts?party=company&limit=500&${filter}`)) as {
        rows: { number: string; openFindings: number }[];
        counts: { contracts: number; atRisk: number; withFindings: number };
      };
    const { counts } = await found("");
    const risky = await found("atRisk=true");
    const undecided = await found("withFindings=true");
    expect(risky.counts.contracts).toBe(counts.atRisk);
    expect(undecided.counts.contracts).toBe(counts.withFindings);
    expect(undecided.rows.filter(({ openFindings }) => openFindings === 0)).toEqual([]);
    expect((await found("withFindings=false")).rows.filter(({ openFindings }) => openFindings > 0)).toEqual([]);
    for (const { number } of risky.rows)
      expect(JSON.stringify(await asked(`contracts/${number}/view?party=company&language=zh`)), number).toContain(
        '"state":"at_risk"',
      );
    const { page } = await served.house.open("/contracts?risk=yes");
    await page.getByText("已经未达约定的，见待处理的认定").waitFor();
    expect(await page.locator("table.contracts tbody tr").count()).toBe(risky.rows.length);
    await page.getByRole("button", { name: "只看有风险" }).click();
    await page.getByRole("button", { name: "只看有待处理的认定" }).click();
    await page.waitForFunction(() => location.hash.includes("findings=yes") && !location.hash.includes("risk"));
    await page.waitForFunction(
      (rows) => document.querySelectorAll("table.contracts tbody tr").length === rows,
      undecided.rows.length,
    );
    await page.close();
  });
  test.each(["zh", "en"] as const)(
    "N1: on a phone the tabs and the first heading of a contract stand on the upper part of the screen, in %s",
    async (lang) => {
      const { page } = await served.house.open("/contracts/HX-YS-007/C3.2", { ...SIZES.phone, lang });
      const bottom = async (part: string): Promise<number> => {
        const { y, height } = (await page.locator(part).first().boundingBox())!;
        return y + height;
      };
      expect(await bottom(".sections")).toBeLessThan(600);
      expect(await bottom(".clause h2")).toBeLessThan(600);
      expect(await cutOff(page)).toEqual([]);
      // The moment is read, and moved behind one touch; the pages are links of one row.
      const buttons = page.locator(".house-bar details button");
      expect(await buttons.filter({ visible: true }).count()).toBe(0);
      await page.locator(".house-bar summary").click();
      expect(await buttons.filter({ visible: true }).count()).toBe(4);
      const rows = await page
        .locator(".house-nav a")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y));
      expect(new Set(rows).size).toBe(1);
      expect(await axe(page)).toEqual([]);
      await page.close();
    },
  );
  test("N1: the findings of three parties are filtered on the narrowest screen, in the longer language", async () => {
    const { page } = await served.house.open("/contracts/HX-YS-007/findings", { width: 320, height: 700, lang: "en" });
    await expect.poll(() => page.locator(".finding-filter label").count()).toBe(4);
    expect(await cutOff(page)).toEqual([]);
    await page.close();
  });
  test("N6: a branch that a link names wrongly is a filter that finds nothing, and can be cleared", async () => {
    const { page } = await served.house.open("/contracts?branch=zzz");
    await page.getByText("没有符合这些条件的合同。").waitFor();
    expect(await page.locator(".message").count()).toBe(0);
    await page.getByRole("button", { name: "清除条件" }).click();
    await page.waitForSelector("table.contracts tbody tr");
    await page.close();
  });
  test("N7: Today on paper has every decision, and the contracts as a file every row that the filter finds", async () => {
    const { page } = await served.house.open("/");
    const list = page.locator(".today-columns .today-list").first();
    const count = Number(await said(list.locator("h2 .quiet")));
    expect(count).toBeGreaterThan(8);
    await page.emulateMedia({ media: "print" });
    expect(await list.locator("li").filter({ visible: true }).count()).toBe(count);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => {
      location.hash = "/contracts?mode=agent_led";
    });
    await page.waitForSelector("table.contracts tbody tr");
    await settled(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: /合同.*CSV/ }).click(),
    ]);
    const csv = readFileSync(await download.path(), "utf8");
    const lines = csv.trimEnd().split("\r\n");
    expect(lines).toHaveLength(1 + (await page.locator("table.contracts tbody tr").count()));
    expect(download.suggestedFilename()).toBe("演示数据-合同.csv");
    expect(lines.filter((line) => !line.endsWith(",演示数据"))).toEqual([]);
    await page.evaluate(() => {
      location.hash = "/contracts/HX-YS-003/pay?explain=statement/2026-09";
    });
    const [evidence] = await Promise.all([page.waitForEvent("download"), page.getByText("导出证据").click()]);
    expect(evidence.suggestedFilename()).toBe("演示数据-HX-YS-003 statement 2026-09.json");
    expect(JSON.parse(readFileSync(await evidence.path(), "utf8"))).toMatchObject({ demonstration: "演示数据" });
    await page.close();
  });
  test("N2: past its data a demonstration says on every page where they end", async () => {
    const { page } = await served.house.open("/");
    expect(await said(page.locator("body"))).not.toContain("数据到");
    await page.getByRole("button", { name: "+1天" }).click();
    await page.locator(".house-bar").getByText("数据到 2026-10-31").waitFor({ timeout: 90_000 });
    await page
      .locator("main")
      .getByText(/演示数据到 2026-10-31 .*为止/)
      .waitFor();
    await page.getByRole("button", { name: "−1天" }).click();
    await page.waitForFunction(() => !document.body.textContent?.includes("数据到"), undefined, { timeout: 90_000 });
    await page.close();
  });
  test("N1: every page has a name of its own in the reader's language", async () => {
    for (const lang of ["zh", "en"] as const) {
      const { page } = await served.house.open("/contracts/HX-YS-003", { lang });
      const titles = [await page.title()];
      for (const path of ["/", "/contracts", "/import", "/open", "/contracts/HX-0", "/nonsense", "/import/nonsense"]) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, path);
        await page.waitForFunction((old) => document.title !== old, titles.at(-1));
        await settled(page);
        titles.push(await page.title());
      }
      expect(new Set(titles).size).toBe(titles.length);
      for (const title of titles) expect(title).toMatch(lang === "zh" ? / · 忠约$/ : / · Fealty$/);
      await page.close();
    }
  });
  test("N1: an address that goes on behind a contract's leads to that contract, and a hidden figure is said to be hidden", async () => {
    const { page } = await served.house.open("/contracts/HX-YS-006/C6.2/extra/more");
    await page.getByRole("heading", { name: "没有这个页面" }).waitFor();
    await page.getByRole("link", { name: "打开合同 HX-YS-006" }).click();
    await page.waitForSelector(".page[data-digest]");
    const hidden = await served.house.open("/contracts/HX-YS-007/pay?as=intermediary&explain=hidden/x");
    await hidden.page.waitForSelector(".explain .empty");
    expect(await said(hidden.page.locator(".explain .empty"))).toMatch(/^中介方看不到这个数字/);
    await page.close();
    await hidden.page.close();
  });
  test.each(["/", "/contracts"])(
    "N7: %s on paper is whole and says whose it is, of when, and that it is invented",
    async (path) => {
      const { page } = await served.house.open(path);
      // As wide as what an A4 sheet has between its margins.
      await page.setViewportSize({ width: 642, height: 900 });
      await page.emulateMedia({ media: "print" });
      await page.locator(".print-head").waitFor();
      expect(await said(page.locator(".print-head"))).toMatch(/恒信保险代理有限公司演示数据当前时点 \d{4}-\d{2}-\d{2}/);
      expect(await page.locator(".list-filter, .house-bar, main button").filter({ visible: true }).count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(642);
      // Only a figure with its interval goes on on a second line.
      const broken = await page.locator("table.contracts :is(th, td:not(:nth-child(5)))").evaluateAll((all) =>
        all
          .filter((one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
            // Beside each other they overlap in height; a second line begins below the first.
            const first = Math.min(...rects.map(({ bottom }) => bottom));
            return rects.some(({ top }) => top >= first);
          })
          .map((one) => one.textContent),
      );
      expect(broken).toEqual([]);
      const file = join(mkdtempSync(join(tmpdir(), "fealty-paper-")), "page.pdf");
      writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
      const sheets = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
      expect(sheets.filter((sheet) => !sheet.includes("演示数据"))).toEqual([]);
      await page.close();
    },
  );
  test.each(["wide", "phone"] as const)(
    "N1: while contracts are being computed the page says so within its margins, %s",
    async (size) => {
      const { page } = await served.house.open("/people", SIZES[size]);
      await page.route("**/rpc/**", async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/"computed":\{[^}]*\}/, '"computed":{"done":3,"of":12}');
        await route.fulfill({ response, body });
      });
      await page.evaluate(() => {
        location.hash = "/contracts";
      });
      const told = page.getByText("正在计算：已完成");
      await told.waitFor();
      const edge = await told.evaluate((one) => Number.parseFloat(getComputedStyle(one).paddingInlineStart));
      expect(edge).toBeGreaterThanOrEqual(16);
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await page.close();
    },
  );
  test("N1: the line of moments reaches as far as its address, and no farther with the next", async () => {
    const { page } = await served.house.open("/contracts/HX-YS-003");
    const until = () => said(page.locator(".as-of .edge").last());
    const before = await until();
    for (const [asOf, reached] of [
      ["2099-01-01", false],
      ["2026-10-01T23:59", true],
    ] as const) {
      await page.evaluate((to) => {
        location.hash = `/contracts/HX-YS-003?asOf=${to}`;
      }, asOf);
      await page.waitForTimeout(300);
      await settled(page);
      expect((await until()) === before).toBe(reached);
    }
    expect(await said(page.locator(".as-of .moment"))).toContain("2026-10-01 23:59");
    expect(await page.locator(".as-of .trouble").count()).toBe(0);
    await page.locator(".as-of input").focus();
    expect(await axe(page)).toEqual([]);
    await page.close();
  });
  test("N1: another site's page gets nothing from it", async () => {
    const strange = await served.ask(`api/company`, { headers: { origin: "http://evil.example" } });
    expect(strange.status).toBe(403);
    expect(JSON.stringify(await strange.json())).toContain("NOT_FROM_HERE");
  });
  test.each(["/nonsense", "/contracts/HX-0", "/open"])(
    "N1: from %s a link leads to the company's contracts",
    async (path) => {
      const { page } = await served.house.open(path);
      expect(await page.getByRole("link", { name: "示例合同" }).count()).toBe(0);
      await page.getByRole("link", { name: "查看公司的全部合同" }).click();
      await page.waitForSelector("table.contracts tbody tr");
      await page.close();
    },
  );
  test("N1: facts dropped alone never open a contract of another place: the page says what to do with them", async () => {
    const { page } = await served.house.open("/contracts/HX-YS-003");
    await page.getByRole("button", { name: "打开文件" }).click();
    const facts =
      '{"id":"1","kind":"customer_joined","at":"2026-01-05T10:00:00+08:00","contract":"HX-YS-003","customer":"K1"}';
    await page.setInputFiles("input[type=file]", [
      { name: "HX-YS-003.ndjson", mimeType: "text/plain", buffer: Buffer.from(facts) },
    ]);
    await page.waitForSelector(".opened");
    expect(await said(page.locator(".opened"))).toContain("请用“导入”");
    expect(await page.locator(".opened .ant-btn").count()).toBe(0);
    await page.close();
  });
  test("N1: files dropped in are opened on this machine and never reach the house", async () => {
    const { page, requests } = await served.house.open("/open");
    const before = requests.length;
    await page.setInputFiles("input[type=file]", [new URL("./files/gift-shop.yaml", import.meta.url).pathname]);
    await page.getByRole("button", { name: "打开合同" }).click();
    await settled(page);
    expect(requests.slice(before).filter((url) => /\/(?:rpc|api)\//.test(url) && /contract/.test(url))).toEqual([]);
    await page.close();
  });
});
