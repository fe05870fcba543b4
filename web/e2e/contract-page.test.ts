// Clauses: N1, N2, N3, N6, C6.2, C6.3, C11.1
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  axe,
  cutOff,
  type House,
  type Opened,
  onePage,
  rawWords,
  SIZES,
  said,
  settled,
  startHouse,
} from "./browser.ts";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});
const at = (section: string): string => `/contracts/HX-2026-0001/${section}`;
const SCREENS = [
  ["clause", at("C3.2")],
  ["dispute procedure", at("C12.1")],
  ["explanation", at("C3.2?explain=C3.2/nps@2026-Q3")],
  ["parameter", at("C3.2?explain=param:nps_target")],
  ["term", at("C3.2?explain=term:nps")],
  ["cases", at("C8.3?explain=C8.3/first_response@TS-2026-003")],
  ["pay", at("pay?explain=statement/2026-07")],
  ["findings", at("findings")],
  ["events", at("timeline")],
  ["files", "/open"],
  ["nothing there", "/contracts/HX-0/C1.1"],
] as const;

describe.each(["zh", "en"] as const)("N1 in %s", (lang) => {
  describe.each(["wide", "phone"] as const)("%s", (size) => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await house.open("/open", { ...SIZES[size], lang });
    });
    afterAll(async () => {
      await opened?.page.close();
    });
    test.each(SCREENS)("N1: %s is whole, clean under axe, without raw words", async (_, path) => {
      const { page, troubles } = opened;
      await page.evaluate((hash) => {
        location.hash = hash;
      }, path);
      await page.waitForTimeout(400);
      await settled(page);
      expect(await rawWords(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      expect(await axe(page)).toEqual([]);
      expect(troubles).toEqual([]);
    });
  });
});

describe.each([
  [
    "zh",
    {
      state: "有风险",
      overdue: /甲方逾期 ?3 ?天/,
      nps: "净推荐值达标",
      chance: /期末达成的可能性/,
      recomputed: /由 87 件事件重新计算，结果一致/,
      sum: "应付",
    },
  ],
  [
    "en",
    {
      state: "At risk",
      overdue: /Company 3 days overdue/,
      nps: "NPS goal",
      chance: /Chance of meeting it by the end/,
      recomputed: /Recomputed from 87 events, same result/,
      sum: "Payable",
    },
  ],
] as const)("the story of the contract, %s", (lang, words) => {
  const visit = onePage(() => house, { lang });
  test("N1: the tree says state and who is late; the head says number, term and three figures", async () => {
    const page = await visit(at("C3.2"));
    const tree = page.locator(".tree");
    expect(await said(tree.locator('a[href*="/C3.2"]'))).toContain(words.state);
    expect(await said(tree.locator('a[href*="/C9.2"]'))).toMatch(words.overdue);
    const head = await said(page.locator(".head"));
    expect(head).toContain("HX-2026-0001");
    expect(head).toContain("2026-01-01");
    expect(await page.locator(".kpi").count()).toBe(3);
  });

  test("N3: the running goal shows value, interval, sample and forecast, drawn and as a table", async () => {
    const page = await visit(at("C3.2"));
    const card = page.locator(".rule-card", { hasText: words.nps }).first();
    const text = (await said(card)).replace(/\s+/g, "");
    expect(text).toMatch(/24\.1[（(]7\.9–40\.4[，,]n=87[）)]/);
    expect(await said(card)).toMatch(words.chance);
    await card.locator(".metric-chart svg").waitFor();
    expect(await card.locator('[role="img"]').getAttribute("aria-label")).toContain("24.1");
    await card.locator(".metric .small").click();
    expect(await card.locator("table.data tbody tr").count()).toBe(3);
    expect(await said(card.locator("table.data"))).toContain("7.9–40.4");
  });

  test("N2: a figure opens down to its events and is recomputed to the same value", async () => {
    const page = await visit(at("C3.2"));
    const card = page.locator(".rule-card", { hasText: words.nps }).first();
    await card.locator(".standing .figure").first().click();
    await page.waitForSelector(".explain .verdict:not(.waits)");
    const panel = page.locator(".explain");
    expect(await said(panel.locator(".value"))).toBe("24.1");
    expect(await said(panel.locator(".formula"))).toContain("100 × (39 − 18) ÷ 87");
    expect(await said(panel.locator(".verdict"))).toMatch(words.recomputed);
    expect(await panel.locator("table.events tbody tr").count()).toBe(12);
    await panel.locator(".acts button").first().click();
    expect(await panel.locator("table.events tbody tr").count()).toBe(87);
    expect(page.url()).toContain("explain=C3.2/nps@2026-Q3");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".coming");
    expect(page.url()).not.toContain("explain=");
  });

  test("C6.3: June's statement adds up, and July carries the true-up of May", async () => {
    const page = await visit(at("pay"));
    await page.locator(".pay-periods .period").nth(5).click();
    const june = await said(page.locator(".statement tbody"));
    expect(june).toContain("8,000.00");
    expect(june).toContain("2,400.00");
    expect(june).toContain("1,800.00");
    const amounts = await page.locator(".statement tbody tr:not(.part):not(.sum) td:last-child").allInnerTexts();
    const fen = (text: string): bigint => BigInt(text.replace(/[^\d−-]/g, "").replace("−", "-"));
    const payable = await said(page.locator(".statement tr.sum td:last-child"));
    expect(amounts.reduce((sum, text) => sum + fen(text), 0n)).toBe(fen(payable));
    await page.locator(".pay-periods .period").nth(6).click();
    expect(await page.locator(".statement tr.true-up").count()).toBeGreaterThan(0);
    expect(await said(page.locator(".statement tr.true-up").first())).toMatch(
      lang === "zh" ? /更正 2026年5月/ : /True-up for May 2026/,
    );
  });

  test("C11.1: findings are missed until a person decides; the decided one says breached", async () => {
    const page = await visit(at("findings"));
    const cards = page.locator(".findings li");
    await cards.first().waitFor();
    const all = await cards.allInnerTexts();
    const breached = all.filter((text) => text.includes(lang === "zh" ? "已认定违约" : "Breached, as decided"));
    expect(breached).toHaveLength(1);
    expect(breached[0]).toMatch(lang === "zh" ? /甲方指派课程/ : /course/i);
    expect(all.filter((text) => text.includes(lang === "zh" ? "未达约定" : "Missed")).length).toBe(all.length - 2);
  });
});

describe("what stands beside the clauses", () => {
  const visit = onePage(() => house);
  test("C2.1: at the moment a duty is due no time is left, and the line of moments does not call it missed yet", async () => {
    const { page } = await house.open(at("C2.1?asOf=2026-07-01T00:00:00%2B08:00"), { lang: "en" });
    await settled(page);
    const coming = await said(page.locator(".coming"));
    expect(coming).toMatch(/by 2026-06-30 24:00\s*·?\s*due now/);
    expect(coming).not.toContain("1 minute left");
    expect(await said(page.locator(".as-of .note"))).not.toMatch(/missed/i);
    await page.close();
  });
  test("N2: what is earned, paid and still open of a statement opens like its lines, and so do the sums of all", async () => {
    const page = await visit(at("pay?explain=statement/2026-07"));
    const open = async (row: string): Promise<void> => {
      await page.locator(".statement tr", { hasText: row }).last().locator(".figure").click();
      await page.waitForSelector(".explain .verdict:not(.waits)");
    };
    await open("已付");
    const [amount, paid] = [".value", "table.events tbody tr"].map((part) => page.locator(`.explain ${part}`));
    expect(await said(paid!.first())).toMatch(/付款.*¥[\d,]+\.\d\d.*¥/);
    await open("已得");
    expect(await amount!.textContent()).toMatch(/^¥/);
    await page.locator(".pay > section > p.quiet .figure").nth(1).click();
    await page.waitForSelector(".explain .verdict:not(.waits)");
    expect(await said(page.locator(".explain"))).toMatch(/已结各期已付合计.*2026年7月 结算单/);
  });

  test("C11.2: damages stand with their clause and in the pay tab, to both sides, and explain themselves", async () => {
    for (const party of ["company", "agent"]) {
      const page = await visit(`${at("C11.2")}?as=${party}`);
      await page.locator(".rule-card table.claims").first().waitFor();
      expect(await said(page.locator(".clause"))).toMatch(/待认定/);
      await page.evaluate(
        (hash) => {
          location.hash = hash;
        },
        `${at("pay")}?as=${party}`,
      );
      const rows = page.locator(".pay table.claims tbody tr");
      await rows.first().waitFor();
      await rows.first().locator("td:last-child .figure").click();
      await page.waitForSelector(".explain .verdict:not(.waits)");
      expect(await said(page.locator(".explain .verdict"))).toMatch(/结果一致/);
    }
  });
});

describe("moving about", () => {
  const visit = onePage(() => house);
  test("N1: the keyboard moves the moment, states follow, the link keeps it, and `now` comes back", async () => {
    const { page } = await house.open(at("C9.2"));
    const state = (): Promise<string> => said(page.locator(".clause .state").first());
    expect(await state()).toMatch(/甲方逾期/);
    await page.locator(".as-of input").focus();
    for (let day = 0; day < 4; day += 1) await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => location.hash.includes("asOf=2026-09-16"));
    await settled(page);
    expect(await state()).toMatch(/有风险|进行中/);
    await page.reload();
    await settled(page);
    expect(await state()).toMatch(/有风险|进行中/);
    await page.getByRole("button", { name: "现在" }).click();
    await page.waitForFunction(() => !location.hash.includes("asOf"));
    await settled(page);
    expect(await state()).toMatch(/甲方逾期/);
    await page.close();
  });

  test("N1: stepping to the change before lands on a moment at which something changed", async () => {
    const page = await visit(at("C3.2"));
    await page.waitForSelector(".tick.missed");
    await page.getByRole("button", { name: "上一个变化" }).click();
    await page.waitForFunction(() => location.hash.includes("asOf="));
    await settled(page);
    expect(await said(page.locator(".as-of .note"))).not.toBe("");
  });

  test("N1: the line runs from the first moment of the term to two months after its end, and on by steps", async () => {
    const page = await visit(at("C3.2"));
    const moment = (): Promise<string> => said(page.locator(".as-of .moment"));
    const press = async (key: string, shown: string): Promise<void> => {
      await page.locator(".as-of input").focus();
      await page.keyboard.press(key);
      await page.waitForFunction(
        (text) => document.querySelector(".as-of .moment")?.textContent?.includes(text),
        shown,
      );
      await settled(page);
    };
    await press("Home", "2026-01-01 00:00");
    await press("End", "2027-03-01 00:00");
    const before = await moment();
    await page.getByRole("button", { name: "下一个变化" }).click();
    await page.waitForFunction((text) => document.querySelector(".as-of .moment")?.textContent !== text, before);
    await settled(page);
    expect(await moment()).toMatch(/2027-0[3-9]|2027-1/);
  });

  test("N1: after the term months say their year, and a provisional date is not overdue", async () => {
    const page = await visit(at("pay?asOf=2027-02-15T18:00:00%2B08:00"));
    const periods = page.locator(".pay-periods .period");
    expect(await periods.count()).toBeGreaterThan(12);
    const years = await periods.locator(".year").allInnerTexts();
    expect(years.map((year) => year.trim())).toEqual(["2026", "2027"]);
    expect(await said(periods.nth(12))).toMatch(/^2027 ?1月$/);
    const coming = await page.locator(".coming li").allInnerTexts();
    const running = coming.filter((text) => text.includes("进行中"));
    expect(running.length).toBeGreaterThan(0);
    expect(running.filter((text) => text.includes("已超过"))).toEqual([]);
  });

  test("N1: dragging by pointer changes the moment", async () => {
    const page = await visit(at("C3.2"));
    const before = await page.locator(".page").getAttribute("data-as-of");
    const handle = await page.locator(".as-of input").evaluate((line: HTMLInputElement) => {
      const { x, y, width, height } = line.getBoundingClientRect();
      const share = (Number(line.value) - Number(line.min)) / (Number(line.max) - Number(line.min));
      return { x: x + 6 + share * (width - 12), y: y + height / 2 };
    });
    await page.mouse.move(handle.x, handle.y);
    await page.mouse.down();
    await page.mouse.move(handle.x - 200, handle.y, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes("asOf="));
    await settled(page);
    expect(await page.locator(".page").getAttribute("data-as-of")).not.toBe(before);
  });

  test("C1.1: a term shows its definition on focus; a parameter explains where it comes from", async () => {
    const page = await visit(at("C3.2"));
    await page.locator(".clause-words .term").first().focus();
    await page.waitForSelector(".definition");
    expect(await said(page.locator(".definition"))).toContain("9至10分");
    await page.locator(".clause-words .param").first().click();
    await page.waitForSelector(".explain .facts");
    const panel = await said(page.locator(".explain"));
    expect(panel).toContain("净推荐值目标");
    expect(panel).toMatch(/约定范围/);
  });

  test("N1: on a phone the contents open over the text and lead to a clause", async () => {
    const { page } = await house.open(at("C3.2"), SIZES.phone);
    await page.getByRole("button", { name: "目录" }).click();
    await page.locator('.ant-drawer .tree a[href*="/C6.2"]').click();
    await page.waitForFunction(() => location.hash.includes("/C6.2"));
    expect(await said(page.locator("#clause-title"))).toContain("6.2");
    await page.close();
  });

  test("N1: a tab opened in a window of its own keeps the moment and the party", async () => {
    const page = await visit(at("C3.2?asOf=2026-06-30&as=agent&explain=C3.2/nps@2026-Q2"));
    const hrefs = await page.locator(".sections a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(hrefs.map((href) => href?.replace(/^[^?]*/, ""))).toEqual(Array(4).fill("?asOf=2026-06-30&as=agent"));
  });
  test("N6: events, findings and lines of pay are taken away whole, as this party may see them", async () => {
    const page = await visit(at("timeline?as=agent"));
    const taken = async (name: RegExp): Promise<Buffer> => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      return readFileSync(await download.path());
    };
    await page.waitForSelector("table.events tbody tr");
    const total = Number(/[\d,]+/.exec(await said(page.locator(".timeline .row").first()))![0].replaceAll(",", ""));
    const events = (await taken(/事件.*CSV/)).toString("utf8");
    expect(events.startsWith("\ufeff时间,登记时间,事件,客户,内容\r\n")).toBe(true);
    expect(events.trimEnd().split("\r\n")).toHaveLength(total + 1);
    const answers = events.split("\r\n").filter((line) => line.split(",")[2] === "问卷答复");
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.filter((line) => line.split(",")[3] !== "***")).toEqual([]);
    await page.locator(".sections a").nth(1).click();
    await page.locator(".pay-chart svg").waitFor();
    const lines = (await taken(/结算单.*CSV/)).toString("utf8");
    const periods = lines
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.split(",")[0]);
    expect(new Set(periods).size).toBeGreaterThan(6);
    await page.locator(".sections a").nth(2).click();
    expect((await taken(/认定.*XLSX/)).subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  });
  test("N1: events are found by kind and by words", async () => {
    const page = await visit(at("timeline"));
    await page.getByLabel("查找客户、订单、案件…").fill("TS-2026-003");
    await page.waitForFunction(() => document.querySelectorAll("table.events tbody tr").length < 10);
    const rows = await page.locator("table.events tbody tr").allInnerTexts();
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.every((row) => row.includes("TS-2026-003"))).toBe(true);
  });

  test("N1: Back leaves an explanation, another party's view and another moment before it leaves the page", async () => {
    const { page } = await house.open(at("C3.2"), SIZES.phone);
    const hash = (): Promise<string> => page.evaluate(() => location.hash);
    const before = await hash();
    const back = async (): Promise<void> => {
      await page.evaluate(() => history.back());
      await page.waitForFunction((hash) => location.hash === hash, before);
      await settled(page);
    };
    const openOne = async (): Promise<void> => {
      await page.locator(".rule-card .standing .figure").first().click();
      await page.waitForSelector(".explain .value");
    };
    await openOne();
    await back();
    await page.waitForSelector(".explain", { state: "detached" });
    await page.locator(".as-party").getByText("乙方").click();
    await page.waitForFunction(() => location.hash.includes("as=agent"));
    await settled(page);
    await back();
    await page.locator(".as-of input").focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => location.hash.includes("asOf=2026-09-19"));
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => location.hash.includes("asOf=2026-09-18"));
    await back();
    // Closing by hand leaves no second step behind.
    const steps = await page.evaluate(() => history.length);
    await openOne();
    await page.getByRole("button", { name: "关闭" }).first().click();
    await page.waitForFunction((hash) => location.hash === hash, before);
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(steps + 1);
    await page.close();
  });

  test("N1: a link to what is not there says so; a moment that is none is named", async () => {
    const { page, troubles } = await house.open(at("C3.2"));
    const follow = async (path: string): Promise<void> => {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, at(path));
      await page.waitForTimeout(300);
      await settled(page);
    };
    for (const path of ["constructor", "__proto__", "C3.2?explain=param:constructor", "C3.2?explain=term:__proto__"]) {
      await follow(path);
      const text = await said(page.locator("body"));
      expect(text).not.toMatch(/没能显示|undefined|iterable/);
      expect(text).toMatch(/没有条款|没有可说明的数字/);
    }
    for (const [asked, words] of [
      ["banana", "读不出日期"],
      ["2026-02-30", "读不出日期"],
      ["1999-01-01", "早于合同期"],
      ["2150-01-01", "远在合同期之后"],
    ] as const) {
      await follow(`C3.2?asOf=${asked}`);
      expect(await said(page.locator(".as-of .trouble"))).toContain(words);
    }
    await follow("C3.2?asOf=2026-02-03T10:00:00+08:00");
    expect(await said(page.locator(".as-of .moment"))).toContain("2026-02-03 10:00");
    expect(await page.locator(".as-of .trouble").count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("N1: the language switch changes every word and is kept", async () => {
    const { page } = await house.open(at("C3.2"));
    await page.locator(".bar").getByText("EN", { exact: true }).click();
    await page.waitForFunction(() => document.documentElement.lang === "en");
    await page.waitForSelector("text=Measures of Customer Loyalty");
    await page.reload();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    await page.close();
  });
});
