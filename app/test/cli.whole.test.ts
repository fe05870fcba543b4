import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONTRACT, FACTS, fealty, folderWith, NEW_TERMS } from "./cli-terminal.ts";

const here = () => folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": FACTS });
const asOf = ["--as-of", "2026-07-20T00:00:00+08:00"];
const facts = ["--facts", "facts.ndjson"];

describe("the command line", () => {
  it("N1: help lists every command, and each has an example", async () => {
    const { out, code } = await fealty(["help"], { language: "zh" });
    expect(code).toBe(0);
    for (const name of [
      "new",
      "check",
      "evaluate",
      "statement",
      "explain",
      "simulate",
      "deadline",
      "calendar",
      "convert",
      "conform",
      "verify",
      "backup",
      "serve",
      "restore",
      "demo",
    ]) {
      expect(out).toContain(name);
      const one = await fealty(["help", name], { language: "zh" });
      expect(one.out).toMatch(/例：\n {2}fealty /);
    }
  });
  it("N1: a mistyped command or option is answered with the nearest right one, exit 2", async () => {
    const command = await fealty(["chekc", "x"]);
    expect([command.code, command.err]).toEqual([
      2,
      "There is no command chekc. Did you mean check? `fealty help` lists them all.\n",
    ]);
    const option = await fealty(["evaluate", "x", "--fact", "y"]);
    expect(option.code).toBe(2);
    expect(option.err).toContain("Did you mean --facts?");
  });
  it("N1: check is quiet on a sound contract and reads a folder or standard input", async () => {
    expect(await fealty(["check", "."], { cwd: here() })).toMatchObject({
      code: 0,
      out: "0 errors, 0 warnings, 0 legal findings.\n",
    });
    expect(await fealty(["check", "-"], { stdin: CONTRACT })).toMatchObject({ code: 0 });
  });
  it("N1: check tells every mistake with place and mending in the reader's language, exit 1", async () => {
    const wrong = CONTRACT.replace("mode: company_led", "mode: company_lead").replace(
      'value: "200000.00"',
      "value: 200000.00",
    );
    const zh = await fealty(["check", "-"], { stdin: wrong, language: "zh" });
    expect(zh.code).toBe(1);
    expect(zh.out).toMatch(/-:5:7: 错误 [a-z_]+\n {4}.+\n {4}.+/);
    expect(zh.out).toContain("2 处错误");
    const json = JSON.parse((await fealty(["check", "-", "--json"], { stdin: wrong })).out) as {
      errors: number;
      diagnostics: { place: { line: number } }[];
    };
    expect(json.errors).toBe(2);
    expect(json.diagnostics.map((one) => one.place.line)).toEqual([5, 15]);
  });
  it("N2: evaluate prints the same digest as its JSON, and people read words, not keys", async () => {
    const cwd = here();
    const json = JSON.parse((await fealty(["evaluate", ".", ...facts, ...asOf, "--json"], { cwd })).out) as Record<
      string,
      unknown
    >;
    const { out, code } = await fealty(["evaluate", ".", ...facts, ...asOf], { cwd, language: "zh" });
    expect(code).toBe(0);
    expect(out).toContain(String(json.digest));
    expect(out).toContain("■ 未达约定");
    expect(out).toContain("11000.00");
    expect(Object.keys(json).sort()).toEqual(
      [
        "as_of",
        "claims",
        "clauses",
        "contract",
        "digest",
        "findings",
        "inputs",
        "known_at",
        "metrics",
        "next_change_at",
        "statements",
        "warnings",
      ].sort(),
    );
  });
  it("N2: facts with mistakes are all told and nothing is computed", async () => {
    const cwd = folderWith({
      "contract.yaml": CONTRACT,
      "facts.ndjson": `${FACTS}{"id":"x","kind":"sael","at":"2026-06-10T10:00:00+08:00"}\n{"id":"y","kind":"sale","at":"2026-06-10","amount":"1.00"}\n`,
    });
    const { code, out, err } = await fealty(["evaluate", ".", ...facts, ...asOf], { cwd });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("facts.ndjson:4:");
    expect(err).toContain("Did you mean sale?");
    expect(err).toContain("facts.ndjson:5:");
  });
  it("N2: what was recorded later is not seen at an earlier knowledge", async () => {
    const late = JSON.stringify({
      id: "s2",
      kind: "sale",
      at: "2026-06-20T10:00:00+08:00",
      recorded_at: "2026-07-10T10:00:00+08:00",
      order: "o2",
      amount: "100000.00",
    });
    const cwd = folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": `${FACTS}${late}\n` });
    const june = async (known: string[]) =>
      (await fealty(["statement", ".", ...facts, "--period", "2026-07", ...asOf, ...known, "--json"], { cwd })).out;
    expect(JSON.parse(await june([]))).toMatchObject({ payable: "6000.00" });
    expect(JSON.parse(await june(["--known-at", "2026-07-05T00:00:00+08:00"]))).toMatchObject({ payable: "0.00" });
  });
  it("C6.3 case-V6: a statement names its lines, its total and its time zone; an unknown period is told with what there is", async () => {
    const cwd = here();
    const { out } = await fealty(["statement", ".", ...facts, ...asOf, "--period", "2026-06"], { cwd, language: "zh" });
    expect(out).toContain("Asia/Shanghai");
    expect(out).toMatch(/2026-06\/base\/1 .*200,000\.00 × 4% +8,000\.00/);
    expect(out).toMatch(/应付 +11,000\.00/);
    const none = await fealty(["statement", ".", ...facts, ...asOf, "--period", "2027-06"], { cwd });
    expect([none.code, none.err]).toEqual([
      1,
      "There is no statement for 2027-06. There are: 2026-06, 2026-07. Did you mean 2026-06?\n",
    ]);
  });
  it("N2: explain goes down to the events", async () => {
    const { out, code } = await fealty(["explain", ".", ...facts, ...asOf, "C6.2/csat@2026-06"], { cwd: here() });
    expect(code).toBe(0);
    expect(out).toContain("2 events sha256:");
    expect(out).toContain("a1 a2");
    const line = await fealty(["explain", ".", ...facts, ...asOf, "statement/2026-06/base", "--json"], { cwd: here() });
    expect(JSON.parse(line.out)).toMatchObject({
      value: "11000.00",
      inputs: [{ value: "8000.00" }, { value: "3000.00" }],
    });
  });
  it("N4: simulate shows before, after and difference for each period, and leaves the file alone", async () => {
    const cwd = here();
    const { out } = await fealty(
      ["simulate", ".", ...facts, "--set", "quota=100000.00", "--over", "2026-06..2026-06", ...asOf, "--json"],
      { cwd },
    );
    expect(JSON.parse(out)).toMatchObject({
      periods: [{ period: "2026-06", before: "11000.00", after: "13000.00", difference: "2000.00" }],
      total: { difference: "2000.00" },
    });
    expect(readFileSync(join(cwd, "contract.yaml"), "utf8")).toBe(CONTRACT);
    const wrong = await fealty(["simulate", ".", ...facts, "--set", "qouta=1.00", ...asOf], { cwd });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("quota");
  });
  it("C8.1: deadline names every day that it skips", async () => {
    const { out } = await fealty([
      "deadline",
      "--from",
      "2026-09-30T16:00:00+08:00",
      "--add",
      "9 business hours",
      "--json",
    ]);
    const { due, steps } = JSON.parse(out) as {
      due: string;
      steps: { date: string; counted: boolean; reason: string }[];
    };
    expect(due).toBe("2026-10-08T16:00:00+08:00");
    expect(steps.filter((step) => step.reason.startsWith("holiday")).map((step) => step.date)).toContain("2026-10-01");
    const legal = await fealty(["deadline", "--from", "2026-09-01", "--add", "30 days", "--legal", "--json"]);
    expect(JSON.parse(legal.out)).toMatchObject({ due: "2026-10-08" });
    expect((await fealty(["deadline", "--from", "yesterday", "--add", "1 day"])).code).toBe(2);
  });
  it("N7: verify recomputes a result and names what was changed in it", async () => {
    const cwd = here();
    const result = (await fealty(["evaluate", ".", ...facts, ...asOf, "--json"], { cwd })).out;
    writeFileSync(join(cwd, "result.json"), result);
    expect((await fealty(["verify", "result.json", ".", ...facts], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, "forged.json"), result.replace('"payable":"11000.00"', '"payable":"11000.01"'));
    const forged = await fealty(["verify", "forged.json", ".", ...facts], { cwd });
    expect(forged.code).toBe(1);
    expect(forged.out).toContain("✗ The digest is that of the content");
    expect(forged.out).toContain('statements[0].payable: "11000.01" ≠ "11000.00"');
  });
  it("N2: doctor finds the event-by-event book equal to a whole recomputation", async () => {
    const { code, out } = await fealty(["doctor", ".", ...facts, ...asOf, "--checks", "3"], { cwd: here() });
    expect([code, out.split("\n").at(-2)]).toEqual([0, "3 checks agree, 0 do not."]);
  });
  it("N2: conform prints each mismatch and ends with 1", async () => {
    const cases = [
      { name: "wrong", from: "2026-09-30T16:00:00+08:00", add: "9 business hours", due: "2026-10-08T15:00:00+08:00" },
    ];
    const { code, out } = await fealty(["conform", "-"], { stdin: JSON.stringify(cases) });
    expect(code).toBe(1);
    expect(out).toContain("due: expected 2026-10-08T15:00:00+08:00, found 2026-10-08T16:00:00+08:00");
  });
  it("C7.1: convert reads standard input, asks once where a number is ambiguous, and writes nothing until answered", async () => {
    const mapping = `mapping: 1
source: {encoding: auto, separator: auto, date: ymd, zone: Asia/Shanghai, currency: CNY}
emit:
  - kind: sale
    id: [row.order]
    fields: {at: datetime(row.date), order: row.order, amount: money(row.amount)}
`;
    const cwd = folderWith({ "m.yaml": mapping });
    const stdin = "order,date,amount\r\no1,2026/3/1,1.234\r\no2,2026/3/2,5.678\r\n";
    const asked = await fealty(["convert", "-", "--mapping", "m.yaml", "--out", "f.ndjson"], { cwd, stdin });
    expect([asked.code, existsSync(join(cwd, "f.ndjson"))]).toEqual([3, false]);
    expect(asked.out.match(/number_format/g)?.length).toBe(2);
    const answered = await fealty(
      ["convert", "-", "--mapping", "m.yaml", "--out", "f.ndjson", "--answer", "number_format=1.234,56"],
      { cwd, stdin },
    );
    expect(answered.code).toBe(0);
    expect(readFileSync(join(cwd, "f.ndjson"), "utf8")).toContain('"amount":"1234.00"');
  });
  it("C1.1: of two new at once into one name, one writes its contract whole and the other is told", async () => {
    const cwd = folderWith({});
    const numbers = ["HX-1", "HX-2"];
    const made = await Promise.all(
      numbers.map((number) => fealty(["new", "--out", "a.yaml", "--number", number, ...NEW_TERMS], { cwd })),
    );
    const won = made.findIndex(({ code }) => code === 0);
    const lost = made[1 - won]!;
    expect([lost.code, lost.err]).toEqual([2, `a.yaml cannot be read or written: it is there already.\n`]);
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toContain(`number: "${numbers[won]}"`);
    expect(readdirSync(cwd)).toEqual(["a.yaml"]);
  });
  it("C1.1: new writes a contract from the template that checks clean, asks for what is missing, and overwrites nothing", async () => {
    const cwd = folderWith({});
    const made = await fealty(["new", "--out", "a.yaml", "--number", "HX-1", "--agent-kind", "person", ...NEW_TERMS], {
      cwd,
    });
    expect([made.code, existsSync(join(cwd, "a.yaml"))]).toEqual([0, true]);
    expect((await fealty(["new", "--out", "a.yaml", "--number", "HX-1", ...NEW_TERMS], { cwd })).code).toBe(2);
    const lacking = await fealty(["new", "--out", "b.yaml", "--mode", "agent_led"], { cwd });
    expect([lacking.code, lacking.err.split("\n")[0]]).toEqual([
      2,
      "Still missing: --number, --company, --agent, --from, --until.",
    ]);
    const asked = await fealty(["new", "--out", "c.yaml", ...NEW_TERMS.slice(2)], {
      cwd,
      answers: ["HX-3", "", "", "杭州", "a@example.com", "杭州", "b@example.com"],
    });
    expect([asked.code, existsSync(join(cwd, "c.yaml"))]).toEqual([0, true]);
    expect((await fealty(["check", "c.yaml"], { cwd })).out).toContain("0 errors, 0 warnings, 0 legal findings");
  });
  it("C8.1: a new holiday year dates anew what was estimated and never what has ended", async () => {
    const long = CONTRACT.replace("until: 2026-12-31", "until: 2027-12-31");
    const cwd = folderWith({
      "contract.yaml": long,
      "facts.ndjson": FACTS,
      "2027.json": JSON.stringify({
        year: 2027,
        papers: ["p"],
        days: [
          { name: "元旦", date: "2027-01-01", isOffDay: true },
          { name: "元旦", date: "2027-01-04", isOffDay: true },
          ...["春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"].map((name, index) => ({
            name,
            date: `2027-0${index + 4}-03`,
            isOffDay: true,
          })),
          ...["05-01", "05-02", "10-01", "10-02", "10-03"].map((day) => ({
            name: day < "06" ? "劳动节" : "国庆节",
            date: `2027-${day}`,
            isOffDay: true,
          })),
        ],
      }),
    });
    const call = [
      "calendar",
      "import",
      "2027.json",
      "--contract",
      ".",
      ...facts,
      "--as-of",
      "2027-01-02T00:00:00+08:00",
      "--json",
    ];
    const told = JSON.parse((await fealty(call, { cwd })).out) as {
      new_years: string[];
      redated: { name: string; before: string; after: string }[];
    };
    expect(told.new_years).toEqual(["2027"]);
    expect(told.redated.find((one) => one.name === "C6.2/report@2026-12~company")).toEqual({
      name: "C6.2/report@2026-12~company",
      before: "2027-01-07T18:00:00+08:00",
      after: "2027-01-11T18:00:00+08:00",
    });
    expect(JSON.parse((await fealty(call, { cwd })).out)).toMatchObject({ new_years: [], redated: [] });
  });
});

describe("what a contract needs of the world", () => {
  it("C1.1: an unknown time zone is an error of the contract, an unknown calendar a warning, each with its place", async () => {
    const wrong = CONTRACT.replace("Asia/Shanghai", "Mars/Olympus").replace("id: CN", "id: ZZ");
    const { code, out } = await fealty(["check", "-"], { stdin: wrong, language: "en" });
    expect(code).toBe(1);
    expect(out).toMatch(/:8:12: error unknown_time_zone\n/);
    expect(out).toMatch(/:9:11: warning unknown_calendar\n/);
  });
  it("C1.1 C13.1: another mistake hides neither the unknown time zone nor a legal finding", async () => {
    const wrong = CONTRACT.replace("Asia/Shanghai", "Mars/Olympus")
      .replace("currency: CNY", "currency: CNX")
      .replace(
        /\n( *)- id: C(.*)\n/,
        "\n$1- {id: Z1, title: {zh: 题}, text: {zh: 甲方保留最终解释权。}}\n$1- id: C$2\n",
      );
    const { code, out } = await fealty(["check", "-"], { stdin: wrong, language: "en" });
    expect(code).toBe(1);
    for (const one of ["error unknown_currency", "error unknown_time_zone", "legal finding final_interpretation"])
      expect(out).toContain(one);
  });
  it("C1.1: a file far from here is named by its whole path", async () => {
    const { out } = await fealty(["check", "/dev/null"], { language: "en" });
    expect(out).toMatch(/^\/dev\/null:1:1: error file_empty\n/);
  });
});
