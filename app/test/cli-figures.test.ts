import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import { describe, expect, it } from "vitest";
import { tellBug } from "../src/cli/bug.ts";
import { CONTRACT, FACTS, fealty, folderWith, root } from "./cli-terminal.ts";

const asOf = ["--as-of", "2026-10-20T00:00:00+08:00"];
const facts = ["--facts", "facts.ndjson"];
/** A threshold by quarter whose target is a parameter, a power, a prohibition and damages for late pay. */
const RULES = `      - {id: csat_goal, kind: threshold, bearer: agent, finding: B2, metric: C6.2/csat_q, every: quarter, at_least: "{{target}}", decide: point}
      - {id: csat_q, kind: definition, metric: {measure: csat, event: survey_answered, value: satisfaction, window: quarter, min_n: 1}}
      - {id: change_quota, kind: power, holder: company, may: adjust_param, param: quota, min: "1.00", max: "900000.00", notice: 30 days, effective: next_period}
`;
const RICH = CONTRACT.replace("      - {id: report,", `${RULES}      - {id: report,`).replace(
  "params:\n",
  'params:\n  target: {type: number, value: "0.45", label: {zh: 目标, en: Target}}\n',
);
const SECOND = RICH.replace(
  "      - {id: csat_goal,",
  `      - id: bonus
        kind: entitlement
        holder: agent
        from: company
        publish_by: 5 business days
        plan:
          period: month
          credit: [{event: sale, amount: amount}]
          components:
            - {id: base, kind: rate, rate: 1%}
      - {id: csat_goal,`,
);
const here = (contract = RICH, more: Readonly<Record<string, string>> = {}) =>
  folderWith({ "contract.yaml": contract, "facts.ndjson": FACTS, ...more });

describe("simulate", () => {
  const simulate = async (cwd: string, set: string, over: string) => {
    const { code, out } = await fealty(["simulate", ".", ...facts, "--set", set, "--over", over, ...asOf, "--json"], {
      cwd,
    });
    return {
      code,
      ...(JSON.parse(out) as { periods: { period: string }[]; states: { name: string }[]; error?: unknown }),
    };
  };
  it("N4: periods are compared by their days: months hold quarters, quarters hold months", async () => {
    const cwd = here();
    const months = await simulate(cwd, "target=0.9", "2026-06..2026-06");
    expect(months.states.map((one) => one.name)).toEqual(["C6.2/csat_goal@2026-Q2"]);
    const quarters = await simulate(cwd, "quota=100000.00", "2026-Q2..2026-Q3");
    expect(quarters.periods.map((one) => one.period)).toEqual(["2026-06", "2026-07", "2026-08", "2026-09"]);
    expect((await simulate(cwd, "target=0.9", "2026-07..2026-09")).states).toEqual([]);
  });
  it("N4: what is no period is refused", async () => {
    for (const over of ["foo..goo", "2026-13..2026-14", "2026-06", "2026-06..2026-05", "2026-01..2026-02..2026-03"])
      expect([over, (await simulate(here(), "quota=1.00", over)).code]).toEqual([over, 2]);
  });
  it("N4: a span in which the contract has no period is refused, not answered with an empty table", async () => {
    for (const over of ["2025-01..2025-06", "2027-01..2027-03", "2026-11..2026-12"]) {
      const { code, error } = await simulate(here(), "quota=1.00", over);
      expect([over, code, error]).toEqual([over, 1, expect.objectContaining({ code: "not_found" })]);
    }
  });
  it("N4: nobody is said to have missed the payment of what is only supposed", async () => {
    const paid = `{"id":"p1","kind":"payment_made","at":"2026-07-08T10:00:00+08:00","amount":"11000.00"}\n{"id":"p0","kind":"statement_published","at":"2026-07-02T10:00:00+08:00","period":"2026-06"}\n`;
    const paying = RICH.replace("publish_by: 5 business days", "publish_by: 5 business days\n        pay_by: 15 days");
    const cwd = here(paying, { "facts.ndjson": FACTS + paid });
    const { states } = await simulate(cwd, "quota=100000.00", "2026-01..2026-12");
    expect(states.filter((one) => /pay@|publish/.test(one.name))).toEqual([]);
  });
});

describe("explain and the tables", () => {
  it("N2: a rule with an item for each period, named alone, is answered with its items as explain takes them", async () => {
    const cwd = here();
    const explain = (ref: string) => fealty(["explain", ".", ...facts, ...asOf, ref], { cwd, language: "en" });
    const { code, err } = await explain("C6.2/report");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^C6\.2\/report has \d+ items; say which: C6\.2\/report@2026-06, /),
    ]);
    for (const name of err.match(/C6\.2\/report@[\w-]+/g)!) expect((await explain(name)).code).toBe(0);
  });
  it("N2: a statement without lines is explained, a clause too, in words and at six decimals", async () => {
    const cwd = here();
    const explain = async (ref: string, language: "zh" | "en" = "zh") =>
      (await fealty(["explain", ".", ...facts, ...asOf, ref], { cwd, language })).out;
    expect(await explain("statement/2026-08")).toContain("2026-08 结算单：0.00");
    const clause = await explain("C6.2");
    expect(clause).toMatch(/^C6\.2 报酬\n[\s\S]*\n报酬：/);
    expect(clause).toContain("C6.2/csat_goal@2026-Q3：");
    expect(clause).toContain("权力");
    expect(clause).not.toMatch(/\b(?:met|missed|running|ended|power|prohibition)\b/);
    const third = `{"id":"a3","kind":"survey_answered","at":"2026-06-13T10:00:00+08:00","invitation":"i3","satisfaction":3,"customer":"c3"}\n`;
    writeFileSync(join(cwd, "facts.ndjson"), FACTS + third);
    expect(await explain("C6.2/csat@2026-06", "en")).toMatch(/: 0\.333333\n/);
    const json = await fealty(["explain", ".", ...facts, ...asOf, "C6.2/csat@2026-06", "--json"], { cwd });
    expect(JSON.parse(json.out)).toMatchObject({ value: "0.333333" });
  });
  it("N2: a formula is written with one kind of minus", async () => {
    const line = `{"id":"minus","kind":"sale","at":"2026-06-02T10:00:00+08:00","amount":"-1000.00","order":"m","customer":"c"}\n`;
    const cwd = here(undefined, { "facts.ndjson": line });
    const { out } = await fealty(["statement", ".", ...facts, ...asOf, "--period", "2026-06"], { cwd });
    expect(out).toMatch(/ −1,000\.00 × 4% +−40\.00/);
  });
  it("N1: mistakes of facts are told line by line, of whatever kind they are", async () => {
    const at = `"at":"2026-05-02T10:00:00+08:00"`;
    const lines = [`{"id":"a","kind":"sale",${at},"amount":"1.00"}`, `{"id":"a","kind":"sale",${at},"amount":"2.00"}`];
    const cwd = here(undefined, { "facts.ndjson": `${[...lines, `{"id":"b","kind":"sold",${at}}`].join("\n")}\n` });
    const { err } = await fealty(["evaluate", ".", ...facts, ...asOf], { cwd });
    expect([...err.matchAll(/facts\.ndjson:(\d+):/g)].map((match) => match[1])).toEqual(["2", "3"]);
  });
  it("C6.2: a sale that no statement counts is told under the warnings", async () => {
    const late = `{"id":"late","kind":"sale","at":"2027-01-02T10:00:00+08:00","amount":"500.00","order":"late","customer":"c"}\n`;
    const cwd = here(undefined, { "facts.ndjson": FACTS + late });
    const told = async (language: "zh" | "en") =>
      (await fealty(["evaluate", ".", ...facts, "--as-of", "2027-02-01"], { cwd, language })).out;
    expect(await told("en")).toContain(
      "No statement counts event late of 2027-01-02: it lies after the contract's term.",
    );
    expect(await told("zh")).toMatch(/late.*晚于合同期限/);
  });
  it("N2: with two plans each statement is reached by its rule, in every table", async () => {
    const cwd = here(SECOND);
    const value = async (ref: string) =>
      (JSON.parse((await fealty(["explain", ".", ...facts, ...asOf, ref, "--json"], { cwd })).out) as { value: string })
        .value;
    expect(await value("C6.2/pay/2026-06")).toBe("11000.00");
    expect(await value("C6.2/bonus/2026-06/base")).toBe("2500.00");
    expect(await value("C6.2/pay/2026-06/base/1")).toBe("8000.00");
    expect(await value("statement/2026-06")).toBe("13500.00");
    const { out } = await fealty(["evaluate", ".", ...facts, ...asOf], { cwd });
    expect(out).toContain("C6.2/pay/2026-06");
    expect(out).toContain("C6.2/bonus/2026-06");
    const one = await fealty(["statement", ".", ...facts, ...asOf, "--period", "C6.2/bonus/2026-06"], { cwd });
    expect(one.out).toContain("Statement C6.2/bonus/2026-06 ");
    expect(one.out).not.toContain("C6.2/pay/");
  });
  it("C11.1: a clause whose state is another's shows what of it waits for a decision", async () => {
    const bans = ["company", "agent"].map(
      (by, n) =>
        `      - {id: no_${by}, kind: prohibition, bearer: ${by}, finding: B${n + 1}, event: rule_violated, when: "event.by == '${by}'", severity: minor}\n`,
    );
    const cwd = here(CONTRACT.replace("      - {id: report,", `${bans.join("")}      - {id: report,`), {
      "facts.ndjson": `{"id":"v","kind":"rule_violated","at":"2026-06-10T10:00:00+08:00","by":"agent"}\n`,
    });
    const told = async (language: "zh" | "en", ...more: string[]) =>
      (await fealty(["evaluate", ".", ...facts, "--as-of", "2026-06-20", ...more], { cwd, language })).out;
    expect(await told("zh")).toMatch(/条 .*待处理\n[\s\S]*\nC6\.2 .*○ 进行中 .*■ 1 项待处理\n/);
    expect(await told("en")).toMatch(/\nC6\.2 .*○ running .*■ 1 to decide\n/i);
    const { findings } = JSON.parse(await told("en", "--json")) as { findings: { clause: string; status: string }[] };
    expect(findings).toMatchObject([{ clause: "C6.2", status: "proposed" }]);
  });
  it("N2: evaluate shows what is open or missed with due time and progress, and the chance of a running target", async () => {
    const { out } = await fealty(["evaluate", ".", ...facts, "--as-of", "2026-06-20T00:00:00+08:00"], {
      cwd: here(),
      language: "zh",
    });
    expect(out).toMatch(/ · 2026年二季度 +乙方 +2026-06-30 24:00 +\S+ \S+ +\d+% +C6\.2\/csat_goal@2026-Q2\n/);
    expect(out).toMatch(/ · 2026年6月 +甲方 +2026-07-07 18:00 +○ 进行中 +0\/1 +C6\.2\/report@2026-06\n/);
  });
  it("C6.2: an accumulating table shows what earlier periods are taken off", async () => {
    const quarterly = CONTRACT.replace("accumulate: period", "accumulate: quarter");
    const more = `{"id":"s2","kind":"sale","at":"2026-07-10T10:00:00+08:00","order":"o2","amount":"50000.00","customer":"c1"}
{"id":"s3","kind":"sale","at":"2026-08-10T10:00:00+08:00","order":"o3","amount":"60000.00","customer":"c1"}
`;
    const cwd = here(quarterly, { "facts.ndjson": FACTS + more });
    const { out } = await fealty(["statement", ".", ...facts, ...asOf, "--period", "2026-08"], { cwd });
    expect(out).toMatch(/110,000\.00 × 4% − 2,000\.00 +2,400\.00/);
  });
  it("C6.3: what was not counted is told in words", async () => {
    const refund = `{"id":"r1","kind":"refund","at":"2026-06-20T10:00:00+08:00","order":"none","amount":"5.00","sale":"none"}\n`;
    const returning = CONTRACT.replace(
      "credit: [{event: sale, amount: amount}]",
      "credit: [{event: sale, amount: amount}]\n          returns: {event: refund, match: order, treat: restate}",
    );
    const cwd = here(returning, { "facts.ndjson": FACTS + refund });
    const { out } = await fealty(["statement", ".", ...facts, ...asOf, "--period", "2026-06"], { cwd, language: "zh" });
    expect(out).not.toContain("no_matching_sale");
    expect(out).toContain("未计入：r1（找不到对应的销售）");
  });
});

describe("liquidated damages", () => {
  it("C11.2: claims stand in the table with who pays whom, and are explained down to the finding", async () => {
    const contract = readFileSync(join(root, "contracts/good/damages-and-dispute.yaml"), "utf8");
    const leak = `{"id":"d1","kind":"disclosed_outside","at":"2026-03-02T10:00:00+08:00","by":"agent","item":"价格表"}\n`;
    const cwd = here(contract, { "facts.ndjson": leak });
    const call = ["--facts", "facts.ndjson", "--as-of", "2026-06-01"];
    const { out } = await fealty(["evaluate", ".", ...call], { cwd, language: "zh" });
    const row = /乙方 +甲方 +500\.00 +待决定 +(C11\.2\/by_agent@\S+)/.exec(out);
    expect(row).not.toBeNull();
    for (const ref of [row![1]!, "C11.2/by_agent"]) {
      const told = await fealty(["explain", ".", ...call, ref], { cwd });
      expect(told.out).toMatch(/^\S.*: 500\.00\n/);
      expect(told.out).toContain("d1");
    }
  });
});

describe("verify", () => {
  it("N7: another moment, and what stands beside the result, are named", async () => {
    const cwd = here(CONTRACT);
    const result = (await fealty(["evaluate", ".", ...facts, ...asOf, "--json"], { cwd })).out;
    const verify = async (forged: string) =>
      fealty(["verify", "-", ".", ...facts], { cwd, stdin: forged, language: "en" });
    const moved = await verify(result.replace('"as_of":"2026-10-20T00:00:00', '"as_of":"2026-10-20T01:00:00'));
    expect(moved.code).toBe(1);
    expect(moved.out).toContain(
      '✗ The moments stated are those the digest was made for\n    as_of "2026-10-20T01:00:00+08:00"',
    );
    const beside = await verify(result.replace("{", '{"bonus":"1.00",'));
    expect(beside.out).toContain('✗ Nothing stands beside what was computed\n    bonus: "1.00"');
    expect((await verify(result)).out).not.toContain("✗");
  });
  it("N7: a figure that stands twice is refused: which of the two counts depends on who reads", async () => {
    const cwd = here(CONTRACT);
    const result = (await fealty(["evaluate", ".", ...facts, ...asOf, "--json"], { cwd })).out;
    const forged = result.replace('"payable":', '"payable":"1.00",\n"payable" :');
    const { code, out, err } = await fealty(["verify", "-"], { cwd, stdin: forged, language: "en" });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^Standard input:2:1: the key “payable” stands twice in one place/);
  });
});

describe("calendar", () => {
  const PAPER_2027 = {
    year: 2027,
    papers: ["p"],
    days: [
      ["元旦", "2027-01-01"],
      ...["06", "07", "13", "14"].map((day) => ["春节", `2027-02-${day}`]),
      ["清明节", "2027-04-05"],
      ["劳动节", "2027-05-01"],
      ["劳动节", "2027-05-02"],
      ["端午节", "2027-06-09"],
      ["中秋节", "2027-09-15"],
      ...["01", "02", "03"].map((day) => ["国庆节", `2027-10-${day}`]),
    ].map(([name, date]) => ({ name, date, isOffDay: true })),
  };
  const imported = async (paper: unknown, cwd: string, ...more: string[]) =>
    fealty(["calendar", "import", "-", ...more], { cwd, language: "zh", stdin: JSON.stringify(paper) });

  it("C8.1: changed days are listed in words", async () => {
    const cwd = folderWith({});
    const wrong = { year: 2027, days: [{ name: "元旦", date: "2027-02-30", isOffDay: true }] };
    const bad = await imported(wrong, cwd);
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining("days[0].date 的 2027-02-30 不是日期")]);
    expect((await imported(PAPER_2027, cwd)).out).toContain("2027-01-01 工作日 → 节假日（元旦）");
  });
  it("C8.1: a year is not known by a paper that does not hold its holidays", async () => {
    const cwd = folderWith({});
    const without = (days: unknown[]) => ({ ...PAPER_2027, days });
    const cases: [unknown, string][] = [
      [{ year: 2027, papers: ["x"], days: [] }, "元旦、春节、清明、劳动、端午、中秋、国庆"],
      [without([{ name: "元旦", date: "2026-12-31", isOffDay: true }]), "元旦、春节、清明"],
      [without(PAPER_2027.days.slice(0, -3)), "国庆"],
      [without(PAPER_2027.days.slice(0, -1)), "2027-10-03 是法定节假日"],
      [without(PAPER_2027.days.filter(({ date }) => !date?.startsWith("2027-02-1"))), "少 2 天"],
      [without(PAPER_2027.days.map((day) => ({ ...day, isOffDay: false }))), "元旦"],
    ];
    for (const [paper, missing] of cases) {
      const { code, err } = await imported(paper, cwd);
      expect([code, err]).toEqual([1, expect.stringContaining(missing)]);
      expect(err).toContain("2027 年仍按“尚未公布”估计");
    }
    expect(existsSync(join(cwd, "calendars"))).toBe(false);
    const none = await imported({ year: 2027, papers: ["x"], days: [] }, cwd, "--calendar", "GB");
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("没有一个休假日")]);
  });
  it("C8.1: taking in the same paper again changes neither the file nor the digest of an evaluation", async () => {
    const cwd = here(CONTRACT);
    const digest = async () =>
      (JSON.parse((await fealty(["evaluate", ".", ...facts, ...asOf, "--json"], { cwd })).out) as { digest: string })
        .digest;
    const before = await digest();
    const shipped = JSON.parse(readFileSync(join(root, "examples/holiday-cn-2026.json"), "utf8")) as unknown;
    expect((await imported(shipped, cwd)).out).toContain("没有变化，什么也没有写");
    expect([existsSync(join(cwd, "calendars")), await digest()]).toEqual([false, before]);
    await imported(PAPER_2027, cwd);
    const file = readFileSync(join(cwd, "calendars/cn.json"), "utf8");
    const after = await digest();
    expect((await imported(PAPER_2027, cwd)).code).toBe(0);
    expect([readFileSync(join(cwd, "calendars/cn.json"), "utf8"), await digest()]).toEqual([file, after]);
  });
  it("C8.1: a paper dates what waited for its year and lists it; what closed before it was taken in stays as stated", async () => {
    const rules = `      - {id: answer, kind: deadline, bearer: agent, starts: complaint_opened, ends: complaint_responded, match: case, within: 8 business hours}
      - id: pay
        kind: entitlement
        holder: agent
        from: company
        plan:
          period: month
          credit: [{event: sale, amount: amount}]
          components:
            - {id: base, kind: tiers, quota: "200000.00", method: marginal, prorate: business_days, table: [{from: 0%, rate: 4%}, {from: 100%, rate: 6%}]}
`;
    const contract = CONTRACT.replace(/^term: .*$/m, "term: {from: 2027-01-11, until: 2027-12-31}");
    const cwd = here(`${contract.slice(0, contract.indexOf("    rules:\n"))}    rules:\n${rules}`, {
      "facts.ndjson": `{"id":"s","kind":"sale","at":"2027-01-15T10:00:00+08:00","amount":"200000.00","order":"a"}
{"id":"o","kind":"complaint_opened","at":"2027-02-05T16:00:00+08:00","case":"k"}
{"id":"r","kind":"complaint_responded","at":"2027-02-09T09:30:00+08:00","case":"k"}
{"id":"z","kind":"sale","at":"2027-02-21T10:00:00+08:00","amount":"0.01","order":"z"}
`,
    });
    const statement = async () => fealty(["statement", ".", ...facts, "--period", "2027-01", "--json"], { cwd });
    const before = (await statement()).out;
    expect(JSON.parse(before)).toMatchObject({ payable: "9142.86" });
    const SPRING = { ...PAPER_2027, days: [...PAPER_2027.days, { name: "春节", date: "2027-02-08", isOffDay: true }] };
    const taken = ["--contract", ".", ...facts, "--as-of", "2027-02-20T12:00:00+08:00"];
    const told = JSON.parse((await imported(SPRING, cwd, ...taken, "--json")).out) as Record<string, unknown>;
    expect(told).toMatchObject({ known_from: "2027-02-20T12:00:00+08:00", new_years: ["2027"] });
    expect(told.redated).toEqual([
      { name: "C6.2/answer@k~agent", before: "2027-02-08T15:00:00+08:00", after: "2027-02-09T15:00:00+08:00" },
    ]);
    expect((await statement()).out).toBe(before.replace('"estimated":true,', ""));
    const sooner = await imported({ ...PAPER_2027, year: 2028 }, cwd, "--as-of", "2027-02-01");
    expect([sooner.code, sooner.err]).toEqual([2, expect.stringContaining("不得早于")]);
  });
  it("C8.1: a paper that only names days otherwise is taken in, and says that no date moves", async () => {
    const cwd = here(CONTRACT);
    const shipped = JSON.parse(readFileSync(join(root, "examples/holiday-cn-2026.json"), "utf8")) as {
      days: { name: string; date: string; isOffDay: boolean }[];
    };
    const days = shipped.days.map((day) => ({ ...day, name: day.name === "清明" ? "清明节" : day.name }));
    const call = ["calendar", "import", "-"];
    const named = await fealty(call, { cwd, stdin: JSON.stringify({ ...shipped, days }) });
    expect([named.code, named.err]).toEqual([0, ""]);
    expect(named.out).toContain("2026-04-04 清明 → 清明节\n");
    expect(named.out).toContain(
      "3 days bear another name, which was taken in; no date moves with it.\n0 days changed;",
    );
    const kept = JSON.parse(readFileSync(join(cwd, "calendars/cn.json"), "utf8")) as CalendarData;
    expect(kept.years["2026"]!.off["2026-04-04"]).toBe("清明节");
    // A day that is worked now is another matter, and the names do not hide it.
    const worked = days.map((day) => (day.date === "2026-06-20" ? { ...day, name: "端午", isOffDay: false } : day));
    const moved = await imported({ ...shipped, days: worked.map((day) => ({ ...day, name: `${day.name}假` })) }, cwd);
    expect(moved.code).toBe(1);
    expect(moved.err.match(/^ {2}2026/gm)).toEqual(["  2026"]);
  });
});
describe("doctor", () => {
  it("N2: without a fact by its moment there is nothing to check, which is refused in words", async () => {
    const cwd = here(CONTRACT, { "none.ndjson": "" });
    const calls = [
      ["--facts", "none.ndjson"],
      [...facts, "--as-of", "2026-06-01"],
    ];
    for (const call of calls) {
      const { code, err } = await fealty(["doctor", ".", ...call], { cwd });
      expect([code, err]).toEqual([2, expect.stringContaining("No fact is known by that moment")]);
      const told = await fealty(["doctor", ".", ...call, "--json"], { cwd });
      expect([told.code, JSON.parse(told.out)]).toMatchObject([2, { error: { code: "usage" } }]);
    }
  });
  it("N2: a bug is told as JSON too where JSON was asked for", () => {
    const told = (json: boolean) => {
      const [out, err]: string[][] = [[], []];
      const code = tellBug(new TypeError("x is undefined"), {
        language: "en",
        json,
        out: (text) => void out!.push(text),
        err: (text) => void err!.push(text),
      });
      return { code, out: out!.join(""), err: err!.join("") };
    };
    expect(told(false)).toMatchObject({ code: 70, out: "", err: expect.stringContaining("TypeError: x is undefined") });
    const { error } = JSON.parse(told(true).out) as { error: { code: string; message: string } };
    expect(error).toEqual({ code: "bug", message: expect.stringContaining("TypeError: x is undefined") });
  });
});
