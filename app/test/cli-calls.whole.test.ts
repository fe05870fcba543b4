import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONTRACT, FACTS, fealty, folderWith, NEW_TERMS, root } from "./cli-terminal.ts";

const here = () => folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": FACTS });
const facts = ["--facts", "facts.ndjson"];
const asOf = ["--as-of", "2026-07-20"];

describe("nothing of a call is passed over", () => {
  it("N1: a word too many is refused by name, whatever the command", async () => {
    const cases: [string[], string][] = [
      [["check", ".", "b.yaml"], "b.yaml"],
      [["convert", "a.csv", "b.csv", "--mapping", "m.yaml", "--out", "f"], "b.csv"],
      [["statement", ".", "June", ...facts, "--period", "2026-06"], "June"],
      [["explain", ".", "C6.2", "C6.3", ...facts], "C6.3"],
      [["deadline", "tomorrow", "--from", "2026-09-01", "--add", "1 day", "--legal"], "tomorrow"],
      [["new", "extra", "--out", "x.yaml"], "extra"],
      [["evaluate", ".", "facts.ndjson", ...facts, ...asOf], "facts.ndjson"],
      [["verify", "r.json", ".", "more.json"], "more.json"],
      [["calendar", "import", "a.json", "b.json"], "b.json"],
      [["help", "check", "new"], "new"],
    ];
    for (const [args, word] of cases) {
      const { code, out, err } = await fealty(args, { cwd: here() });
      expect([args[0], code, out]).toEqual([args[0], 2, ""]);
      expect(err).toContain(`nothing to do with “${word}”`);
      expect(err).toContain("Usage: fealty");
    }
  });
  it("N1: an option that holds one value is refused when it is given twice", async () => {
    const { code, err } = await fealty(["evaluate", ".", ...facts, ...asOf, "--as-of", "2026-06-20"], {
      cwd: here(),
      language: "zh",
    });
    expect([code, err.split("\n")[0]]).toEqual([2, "--as-of 只能写一次，这里有两个：2026-07-20、2026-06-20。"]);
    const twice = await fealty(["check", ".", "--lang", "en", "--lang", "zh"], { cwd: here() });
    expect(twice.code).toBe(2);
    expect((await fealty(["evaluate", ".", ...facts, ...facts, ...asOf], { cwd: here() })).code).toBe(0);
  });
});

describe("what is wrong in a call is told so that it can be mended", () => {
  it("N1: an option without its value is named by its long name, and told apart from one that takes none", async () => {
    const missing = await fealty(["evaluate", ".", "--facts"], { cwd: here() });
    expect([missing.code, missing.err.split("\n")[0]]).toEqual([
      2,
      "The value of --facts is missing: write --facts FILE.",
    ]);
    const eaten = await fealty(["evaluate", ".", "--facts", "--as-of", "2026-07-20"], { cwd: here(), language: "zh" });
    expect(eaten.err.split("\n")[0]).toBe("--facts 缺少取值：请写 --facts FILE。");
    const unwanted = await fealty(["check", ".", "--strict=yes"], { cwd: here() });
    expect(unwanted.err.split("\n")[0]).toBe("--strict takes no value.");
  });
  it("C8.1: a period with a minus, and business units in a legal period, are refused for what they are", async () => {
    const minus = await fealty(["deadline", "--from", "2026-09-30T16:00:00+08:00", "--add", "-5 business hours"]);
    expect([minus.code, minus.err.split("\n")[0]]).toEqual([
      2,
      expect.stringMatching(/^--add “-5 business hours” is no duration\. Did you mean “5 business hours”\?/),
    ]);
    const legal = ["deadline", "--legal", "--from", "2026-09-30", "--add"];
    for (const [language, told] of [
      ["zh", "工作日、小时和分钟请不带 --legal"],
      ["en", "for business days, hours and minutes leave out --legal"],
    ] as const) {
      const business = await fealty([...legal, "5 business days"], { language });
      expect([business.code, business.out, business.err]).toEqual([2, "", expect.stringContaining(told)]);
    }
    expect((await fealty([...legal, "5 days"])).code).toBe(0);
  });
  it("C7.1: convert names the question, the column and the quote to mend, each once and in whole sentences", async () => {
    const mapping = `mapping: 1
source: {date: ymd, number: "1234.56", zone: Asia/Shanghai, currency: CNY}
columns: {order: 订单号, day: 订单日, sum: 订单额}
emit:
  - {kind: sale, id: [row.order], fields: {at: datetime(row.day), order: row.order, amount: money(row.sum)}}
`;
    const cwd = folderWith({
      "m.yaml": mapping,
      "t.csv": "订单,x\n1,2\n",
      "q.csv": '订单号,订单日,订单额\n1,2026-03-01,"5\n',
    });
    const told = async (language: "zh" | "en", file: string, ...more: string[]) => {
      const call = ["convert", file, "--mapping", "m.yaml", "--dry-run", ...more];
      const { code, err } = await fealty(call, { cwd, language });
      expect(code).toBe(2);
      return err.split("\n")[0]!;
    };
    expect(await told("zh", "t.csv")).toMatch(/请改表头，或在映射的 columns 里写明列名；是否想写 订单？$/);
    expect(await told("en", "t.csv")).toMatch(/lacks the columns 订单号, 订单日, 订单额\. .*; did you mean 订单\?$/);
    expect(await told("en", "q.csv")).toBe(
      "A quote in row 2 is never closed; close it, and write a quote inside a cell twice.",
    );
    expect(await told("en", "q.csv", "--answer", "number=x")).toMatch(
      /^There is no question number; .*; did you mean number_format\?$/,
    );
    expect(await told("zh", "q.csv", "--answer", "date_order=x")).toMatch(/没有“x”这个答案；可答：ymd, dmy, mdy。$/);
  });
  it("N1: a time that cannot be says what there is not, whatever the option", async () => {
    const call = ["evaluate", ".", ...facts, "--as-of"];
    const day = await fealty([...call, "2026-02-30"], { cwd: here() });
    expect([day.code, day.err]).toEqual([
      2,
      expect.stringMatching(/^--as-of 2026-02-30 names a day that there is not\./),
    ]);
    const clock = await fealty([...call, "2026-02-03T25:00:00+08:00"], { cwd: here(), language: "zh" });
    expect(clock.err).toMatch(/^--as-of 2026-02-03T25:00:00\+08:00：没有这个时刻。请写 /);
    const legal = await fealty(["deadline", "--legal", "--from", "2026-02-30", "--add", "5 days"], { language: "zh" });
    expect(legal.err).toMatch(/^--from 2026-02-30：没有这一天。/);
  });
  it("N2: one check agrees; numbers that are none are refused; files are named as they were written", async () => {
    const cwd = here();
    const one = await fealty(["doctor", ".", ...facts, "--checks", "1"], { cwd });
    expect([one.code, one.out.split("\n").at(-2)]).toEqual([0, "1 check agrees, 0 do not."]);
    expect((await fealty(["doctor", ".", ...facts, "--checks", "2x"], { cwd })).code).toBe(2);
    const convert = await fealty(["convert", "none.csv", "--mapping", "none.yaml", "--dry-run"], { cwd });
    expect(convert.err).toBe("There is no file none.yaml; check the path.\n");
    const cases = JSON.stringify([
      { name: "a", from: "2026-09-01", add: "5 days", legal: true, due: "2026-09-07", x: 1 },
    ]);
    const conform = await fealty(["conform", "-"], { stdin: cases, language: "zh" });
    expect([conform.code, conform.out]).toEqual([1, expect.stringContaining("得到 没有人读的键")]);
  });
  it("N2: a result without a digest is told so", async () => {
    const { code, out } = await fealty(["verify", "-"], { stdin: "{}" });
    expect([code, out]).toEqual([1, expect.stringMatching(/^✗ There is no digest/)]);
    expect(out).not.toContain("undefined");
  });
  it("N1: standard input has no path", async () => {
    const piped = (stdin: string, language: "zh" | "en") => fealty(["check", "-"], { cwd: here(), stdin, language });
    expect((await piped("fealty: \u0001\n", "en")).out).toContain("Standard input is not text in UTF-8");
    expect((await piped("fealty: \u0001\n", "zh")).out).toContain("标准输入");
    expect((await piped("fealty: 1\ninclude: [none.yaml]\n", "en")).out).toContain("There is no file none.yaml.");
  });
  it("C8.1: deadline says how a duration is written, which is the nearest, and which calendars there are", async () => {
    const from = ["deadline", "--from", "2026-09-30T16:00:00+08:00"];
    const add = await fealty([...from, "--add", "9 buisness hours"]);
    expect([add.code, add.err]).toEqual([2, expect.stringContaining("Did you mean “9 business hours”?")]);
    const units = await fealty([...from, "--add", "9 fortnights"], { language: "zh" });
    expect(units.err).toContain("--add “9 fortnights” 不是时长");
    expect(units.err).toContain("business hours");
    expect((await fealty([...from, "--add", "900000 years"])).err).toContain("at most a hundred years");
    const calendar = await fealty([...from, "--add", "1 day", "--calendar", "GB"]);
    expect([calendar.code, calendar.err]).toEqual([2, expect.stringContaining("There are: CN")]);
    expect(calendar.err).toContain("fealty calendar import FILE --calendar GB");
    const zone = await fealty([...from, "--add", "1 day", "--zone", "Asia/Shangai"]);
    expect(zone.err).toContain("Did you mean Asia/Shanghai?");
  });
  it("N1: a condition that is cut off at its end is told as that, in both languages", async () => {
    const cut = CONTRACT.replace(
      "credit: [{event: sale, amount: amount}]",
      "credit: [{event: sale, amount: amount, when: \"event.channel == 'a' &&\"}]",
    );
    const zh = await fealty(["check", "-"], { stdin: cut, language: "zh" });
    expect(zh.out).toContain("条件没有写完：event.channel == 'a' &&");
    expect(zh.out).not.toContain("…");
    expect((await fealty(["check", "-"], { stdin: cut })).out).toContain(
      "The condition ends too early: event.channel == 'a' &&",
    );
  });
  it("N7: verify names what differs a line each, figures before their workings, and never an endless line", async () => {
    const cwd = here();
    const result = (await fealty(["evaluate", ".", ...facts, ...asOf, "--json"], { cwd })).out;
    const other = FACTS.replace('"satisfaction":3', '"satisfaction":5').replaceAll('"a1"', '"b1"');
    const { code, out } = await fealty(["verify", "-", ".", "--facts", "other.ndjson"], {
      cwd: folderWith({ "contract.yaml": CONTRACT, "other.ndjson": other }),
      stdin: result,
    });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ Metrics recompute to the same values\n {4}metrics\[0\]\.numerator: 1 ≠ 2\n/);
    expect(out).not.toContain("trace.inputs");
    expect(out).toMatch(/\n {4}… \d+ more in their workings\n/);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThan(200);
  });
});

describe("restoring", () => {
  const MAPPING = `mapping: 1
source: {date: ymd, number: "1,234.56", zone: Asia/Shanghai, currency: CNY}
emit:
  - kind: sale
    id: [order]
    fields: {at: date(row.date), order: row.order, amount: money(row.amount)}
`;
  it("case-D8: what is restored counts again from its moment on, and closed statements stay", async () => {
    const plan = CONTRACT.replace("term: {from: 2026-06-01", "term: {from: 2026-03-01");
    const cwd = folderWith({
      "contract.yaml": plan,
      "m.yaml": MAPPING,
      "t.csv": "order,date,amount\nA1,2026/3/1,5000.00\n",
    });
    const call = ["convert", "t.csv", "--mapping", "m.yaml"];
    await fealty([...call, "--out", "a.ndjson"], { cwd });
    const out = { id: "r1", kind: "retracted", at: "2026-05-10T00:00:00+08:00", target: "sale/A1" };
    writeFileSync(join(cwd, "r.ndjson"), `${JSON.stringify(out)}\n`);
    const known = ["--known", "a.ndjson", "--known", "r.ndjson"];
    const moment = "2026-07-10T10:00:00+08:00";
    expect((await fealty([...call, ...known, "--out", "b.ndjson", "--restore", moment], { cwd })).code).toBe(0);
    const payables = async (...files: string[]) => {
      const named = files.flatMap((file) => ["--facts", file]);
      const { out: json } = await fealty(["evaluate", ".", ...named, "--as-of", "2026-09-30", "--json"], { cwd });
      const { statements } = JSON.parse(json) as { statements: { period: string; payable: string }[] };
      return Object.fromEntries(
        statements.filter((one) => one.payable !== "0.00").map((one) => [one.period, one.payable]),
      );
    };
    expect(await payables("a.ndjson", "r.ndjson")).toEqual({ "2026-03": "200.00", "2026-05": "-200.00" });
    expect(await payables("a.ndjson", "r.ndjson", "b.ndjson")).toEqual({
      "2026-03": "200.00",
      "2026-05": "-200.00",
      "2026-07": "200.00",
    });
  });
  it("case-D8: --restore wants the moment of the return and the known facts, and says so", async () => {
    const cwd = folderWith({ "m.yaml": MAPPING, "t.csv": "order,date,amount\nA1,2026/3/1,5.00\n", "known.nd": "" });
    const call = ["convert", "t.csv", "--mapping", "m.yaml", "--out", "f.nd"];
    const bare = await fealty([...call, "--known", "known.nd", "--restore"], { cwd });
    expect([bare.code, bare.err.split("\n")[0]]).toEqual([
      2,
      "The value of --restore is missing: write --restore MOMENT.",
    ]);
    const day = await fealty([...call, "--known", "known.nd", "--restore", "2026-04-10"], { cwd });
    expect(day.err).toContain("such as 2026-04-10T10:00:00+08:00");
    const alone = await fealty([...call, "--restore", "2026-04-10T10:00:00+08:00"], { cwd, language: "zh" });
    expect(alone.err).toContain("--restore 要与 --known 同用");
  });
});

describe("mistakes have their own place", () => {
  const sale = (amount: string) =>
    `${JSON.stringify({ id: "s1", kind: "sale", at: "2026-06-10T10:00:00+08:00", order: "o1", amount, customer: "c1" })}\n`;
  it("N2: of two facts files that say different things under one id, both are named, each with its line", async () => {
    const cwd = folderWith({
      "contract.yaml": CONTRACT,
      "a.nd": `\n${sale("1.00")}`,
      "a2.nd": `\n\n${sale("1.00")}${sale("2.00")}`,
    });
    const args = ["evaluate", ".", "--facts", "a.nd", "--facts", "a2.nd", ...asOf];
    const { code, err } = await fealty(args, { cwd });
    expect([code, err.split("\n").slice(0, 2)]).toEqual([
      1,
      ["a2.nd:4:1: error fact_same_id_other_file", "    The id s1 was used in line 2 of a.nd with other content."],
    ]);
    expect((await fealty(args, { cwd, language: "zh" })).err).toContain("编号 s1 在 a.nd 第 2 行已经用过");
    const one = await fealty(["evaluate", ".", "--facts", "a.nd", "--facts", "b.nd", ...asOf], {
      cwd: folderWith({ "contract.yaml": CONTRACT, "a.nd": "", "b.nd": sale("1.00") + sale("2.00") }),
    });
    expect(one.err).toMatch(/^b\.nd:2:1: error fact_same_id_other_content\n/);
  });
  it("C1.1: a date that does not exist is one mistake, and nothing is made up about the term", async () => {
    const wrong = CONTRACT.replace("term: {from: 2026-06-01", "term: {from: 2026-02-30").replace("prorate: none, ", "");
    const { out } = await fealty(["check", "-"], { stdin: wrong });
    expect(out).toContain("2026-02-30");
    expect(out).not.toContain("-271821");
    expect(out).toContain("1 error,");
  });
});

describe("new writes nothing that a slip of the pen spoiled", () => {
  const given = ["--number", "N", ...NEW_TERMS];
  it("C1.1: a parameter that does not exist, or a value out of its range, is refused and the name stays free", async () => {
    const cwd = folderWith({});
    const cases: [string, string][] = [
      ["qota=5", "--set qota: error unknown_param"],
      ["quota=abc", "--set quota: error money_malformed"],
      ["nps_target=150", "--set nps_target: error param_out_of_range"],
    ];
    for (const [set, words] of cases) {
      const { code, out, err } = await fealty(["new", "--out", "n.yaml", ...given, "--set", set], { cwd });
      expect([set, code, out]).toEqual([set, 1, ""]);
      expect(err).toContain(words);
      expect(err).toContain("Nothing was written.");
      expect(readdirSync(cwd)).toEqual([]);
    }
    const json = await fealty(["new", "--out", "n.yaml", ...given, "--set", "qota=5", "--json"], { cwd });
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: "contract_errors" } });
    const mended = await fealty(["new", "--out", "n.yaml", ...given, "--set", "quota=180000.00"], { cwd });
    expect([mended.code, readdirSync(cwd)]).toEqual([0, ["n.yaml"]]);
  });
  it("C1.1: the same parameter set twice is refused", async () => {
    const cwd = folderWith({});
    const twice = ["--set", "quota=1.00", "--set", "quota=2.00"];
    const { code, err } = await fealty(["new", "--out", "n.yaml", ...given, ...twice], { cwd });
    expect([code, err.split("\n")[0]]).toEqual([2, "--set quota stands twice: 1.00, 2.00."]);
    const simulated = await fealty(["simulate", ".", ...facts, ...twice], { cwd: here() });
    expect([simulated.code, simulated.err.split("\n")[0]]).toEqual([2, "--set quota stands twice: 1.00, 2.00."]);
  });
});

describe("the tour", () => {
  it("N4: its simulation answers the question that it asks, with the figure that it names", async () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const calls = [...readme.matchAll(/^npx fealty ((?:new|convert|simulate) .*)$/gm)].map(([, call]) =>
      call!.split(" "),
    );
    expect(calls.map(([name]) => name)).toEqual(["new", "convert", "simulate"]);
    const cwd = folderWith({});
    for (const folder of ["examples", "mappings", "templates"]) symlinkSync(join(root, folder), join(cwd, folder));
    const ran = [];
    for (const call of calls) ran.push(await fealty([...call, "--json"], { cwd }));
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    const { periods, total } = JSON.parse(ran[2]!.out) as {
      periods: { period: string; difference: string }[];
      total: { difference: string };
    };
    expect(periods.filter((one) => one.difference !== "0.00")).toMatchObject([{ period: "2026-03" }]);
    expect(total.difference).not.toBe("0.00");
    for (const name of ["README.md", "README.zh.md"])
      expect(readFileSync(join(root, name), "utf8")).toContain(total.difference);
  });
});
