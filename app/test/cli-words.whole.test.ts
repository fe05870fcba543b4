import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONTRACT, FACTS, fealty, folderWith, root } from "./cli-terminal.ts";

const facts = ["--facts", "facts.ndjson"];
const here = (contract: string, lines: readonly object[]) =>
  folderWith({ "contract.yaml": contract, "facts.ndjson": lines.map((one) => `${JSON.stringify(one)}\n`).join("") });
const good = (name: string): string => readFileSync(join(root, `contracts/good/${name}.yaml`), "utf8");
const told = async (cwd: string, language: "zh" | "en", command: string, ...more: string[]) =>
  (await fealty([command, ".", ...facts, ...more], { cwd, language })).out;
/** Codes with underscores are for programs; references stand in a column of their own. */
const rawCodes = (text: string): string[] =>
  [...text.matchAll(/(?<![\w./@-])[a-z]+(?:_[a-z]+)+(?![\w@-])/g)].map(([code]) => code);

describe("acts that a power does not cover", () => {
  const refused = {
    id: "u1",
    kind: "power_used",
    at: "2026-02-10T10:00:00+08:00",
    power: "S1/adjust_nps",
    param: "nps_target",
    value: "35",
    effective: "2026-02-15",
    party: "company",
  };
  const asOf = ["--as-of", "2026-03-01"];
  it("S1: explain says in words what the power is and what the act lacks", async () => {
    const cwd = here(good("powers"), [refused]);
    const zh = await told(cwd, "zh", "explain", ...asOf, "S1");
    expect(zh).toContain("调整约定数值");
    expect(zh).toContain("范围20至40");
    expect(zh).toContain("预告期不足");
    expect(zh).toContain("生效日不是下一期的第一日");
    expect(rawCodes(zh)).toEqual([]);
    const en = await told(cwd, "en", "explain", ...asOf, "S1");
    expect(en).toContain("Adjust an agreed figure");
    expect(en).toContain("between 20 and 40");
    expect(en).toContain("notice too short");
    expect(rawCodes(en)).toEqual([]);
  });
  it("S1: evaluate gives the reasons of a refused act and offers the amendment", async () => {
    const cwd = here(good("powers"), [refused]);
    const zh = await told(cwd, "zh", "evaluate", ...asOf);
    expect(zh).toMatch(/不成立的单方行为[\s\S]*预告期不足；生效日不是下一期的第一日[\s\S]*@u1/);
    expect(zh).toContain("只能由双方协商变更（民法典第543条）");
    const en = await told(cwd, "en", "evaluate", ...asOf);
    expect(en).toContain("notice too short; not effective from the first day of the next period");
    expect(en).toContain("only an amendment agreed by both parties is left (Civil Code, art. 543)");
  });
  it("C10.2: where the contract has a procedure for amendments, evaluate names it and the event that begins it", async () => {
    const path = join(root, "contracts/filled/company-led");
    const cwd = folderWith({
      "facts.ndjson": `${JSON.stringify({ id: "u9", kind: "power_used", at: "2026-02-10T10:00:00+08:00", power: "S2/adjust_quota", param: "quota", value: "100000000.00", effective: "2026-04-01", party: "company" })}\n`,
    });
    const { out } = await fealty(["evaluate", path, ...facts, "--as-of", "2026-03-01"], { cwd });
    expect(out).toMatch(/u9[\s\S]*above the agreed maximum[\s\S]*C10\.2[\s\S]*amendment_proposed/);
  });
});

describe("the tables speak as the page does", () => {
  const DECIDED = (breach: boolean) => [
    { id: "d1", kind: "disclosed_outside", at: "2026-03-02T10:00:00+08:00", by: "agent", item: "价格表" },
    {
      id: "d2",
      kind: "decided",
      at: "2026-03-20T10:00:00+08:00",
      finding: FINDING,
      breach,
      reasons: "查实",
      by: "company",
    },
  ];
  const FINDING = "C2.3/disclosure@d1~agent";
  it("C11.3: a finding says what was decided", async () => {
    const finding = async (breach: boolean, language: "zh" | "en") => {
      const contract = good("damages-and-dispute");
      const json = JSON.parse(
        await told(
          here(contract, DECIDED(breach).slice(0, 1)),
          language,
          "evaluate",
          "--as-of",
          "2026-06-01",
          "--json",
        ),
      ) as { findings: { id: string }[] };
      const lines = DECIDED(breach).map((one) => ("finding" in one ? { ...one, finding: json.findings[0]!.id } : one));
      return told(here(contract, lines), language, "evaluate", "--as-of", "2026-06-01");
    };
    expect(await finding(true, "zh")).toContain("已认定违约");
    expect(await finding(false, "zh")).toContain("经审查不构成违约");
    expect(await finding(true, "en")).toContain("Breached, as decided");
    expect(await finding(false, "en")).toContain("Reviewed: no breach");
  });
  it("N1: items, metrics, findings and claims bear their labels, periods and subjects, the reference beside", async () => {
    const path = join(root, "contracts/filled/company-led");
    const evaluated = async (language: "zh" | "en") =>
      (
        await fealty(
          ["evaluate", path, "--facts", join(root, "web/public/example/company-led.ndjson"), "--as-of", "2026-09-20"],
          { language },
        )
      ).out;
    const zh = await evaluated("zh");
    expect(zh).toMatch(/净推荐值 +2026年二季度 +38\.2 .*C3\.2\/nps@2026-Q2/);
    expect(zh).toMatch(/ · 2026年二季度 · K033 +乙方 +乙方未履行职责 .*C2\.1\/care_contact@2026-Q2\/K033/);
    expect(zh).toMatch(/ · 2026年4月 · 支付 .*C11\.2\/late_payment_damages@C6\.2\/pay@2026-04\/pay~company/);
    const en = await evaluated("en");
    expect(en).toMatch(/Q2 2026 +38\.2/);
    expect(en).toMatch(/Agent did not perform a duty/);
    expect(en).not.toContain("late_payment_damages@C6.2/pay@2026-04/pay~company  Company");
    for (const text of [zh, en]) expect(rawCodes(text)).toEqual([]);
  }, 60_000);
  it("C6.3: a true-up names the period and the component that it corrects", async () => {
    const late = {
      id: "s2",
      kind: "sale",
      at: "2026-06-20T10:00:00+08:00",
      recorded_at: "2026-07-20T10:00:00+08:00",
      order: "o2",
      amount: "100000.00",
    };
    const cwd = folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": `${FACTS}${JSON.stringify(late)}\n` });
    const call = ["--as-of", "2026-08-20", "--period", "2026-07"];
    expect(await told(cwd, "zh", "statement", ...call)).toMatch(/更正2026年6月 · 分档佣金/);
    expect(await told(cwd, "en", "statement", ...call)).toMatch(/True-up for June 2026 · Tiered commission/);
  });
  it("C8.1: deadline names holidays in the reader's language", async () => {
    const call = ["deadline", "--from", "2026-09-30T16:00:00+08:00", "--add", "9 business hours"];
    const en = await fealty(call);
    expect(en.out).toContain("public holiday (National Day)");
    expect(en.out).not.toMatch(/[\u3400-\u9fff]/);
    expect((await fealty(call, { language: "zh" })).out).toContain("节假日（国庆节）");
  });
  it("N2: explain speaks Chinese in Chinese: no term, min or clamp", async () => {
    const path = join(root, "contracts/filled/company-led");
    const example = ["--facts", join(root, "web/public/example/company-led.ndjson"), "--as-of", "2026-09-20"];
    const index = (await fealty(["explain", path, ...example, "C3.1/loyalty@2026-Q2"], { language: "zh" })).out;
    expect(index).toContain("（限于0至1之间）");
    expect(index).not.toContain("clamp");
    const capped = here(good("draw-cap-floor"), [
      { id: "s1", kind: "sale", at: "2026-01-10T10:00:00+08:00", order: "o1", amount: "90000000.00", customer: "c" },
    ]);
    for (const period of ["2026-01", "2026-02", "2026-03"]) {
      const zh = await told(capped, "zh", "explain", "--as-of", "2026-08-01", `statement/${period}`);
      expect(zh).not.toMatch(/(?<![\w])(?:min|max|clamp)\(/);
      expect(await told(capped, "zh", "statement", "--as-of", "2026-08-01", "--period", period)).not.toMatch(/min\(/);
    }
    const carried = ["explain", "--as-of", "2026-08-01", "statement/2026-02/cap"] as const;
    expect(await told(capped, "zh", ...carried)).toContain("取较小者：");
    expect(await told(capped, "en", ...carried)).toContain("the smaller of ");
    const whole = CONTRACT.replace("window: month", "window: term");
    const cwd = folderWith({ "contract.yaml": whole, "facts.ndjson": FACTS });
    expect(await told(cwd, "zh", "evaluate", "--as-of", "2026-07-20")).toMatch(/合同期 +50\.0%/);
  });
});

describe("clauses can be read", () => {
  const AS_OF = ["--as-of", "2026-07-20"];
  const TEXT_ONLY = CONTRACT.replace(
    "clauses:\n",
    "clauses:\n  - {id: C1.1, title: {zh: 定义, en: Definitions}, text: {zh: 词语按其文义。, en: Words have their meaning.}}\n",
  );
  const cwd = () => folderWith({ "contract.yaml": TEXT_ONLY, "facts.ndjson": FACTS });
  it("N1: evaluate lists every clause, those without a state too", async () => {
    const out = await told(cwd(), "zh", "evaluate", ...AS_OF);
    expect(out).toMatch(/C1\.1 +定义 +–\n/);
    expect(out).toMatch(/C6\.2 +报酬 +■ 未达约定 +\d+ +■ \d+ 项待处理\n/);
  });
  it("N1: --texts prints each clause with its figures filled in, in the reader's language", async () => {
    const zh = await told(cwd(), "zh", "evaluate", ...AS_OF, "--texts");
    expect(zh).toContain("C1.1 定义\n  词语按其文义。\n");
    expect(zh).toContain("月度定额为人民币200,000.00元。");
    const en = await told(cwd(), "en", "evaluate", ...AS_OF, "--texts");
    expect(en).toContain("The monthly quota is ¥200,000.00.");
    expect(en).not.toContain("{{");
  });
  it("N7: texts stand in the JSON beside the digest, which stays; verify compares them too", async () => {
    const folder = cwd();
    const evaluated = async (...more: string[]) => told(folder, "en", "evaluate", ...AS_OF, "--json", ...more);
    const plain = JSON.parse(await evaluated()) as { digest: string };
    const out = await evaluated("--texts");
    const full = JSON.parse(out) as { digest: string; texts: unknown[] };
    expect(full.digest).toBe(plain.digest);
    expect(full.texts).toContainEqual({
      id: "C6.2",
      version: 1,
      prominent: false,
      title: { zh: "报酬", en: "Pay" },
      text: { zh: "月度定额为人民币200,000.00元。", en: "The monthly quota is ¥200,000.00." },
    });
    const verify = async (stdin: string, ...contract: string[]) =>
      fealty(["verify", "-", ...contract], { cwd: folder, stdin });
    expect((await verify(out, ".", ...facts)).code).toBe(0);
    expect((await verify(out)).out).toContain("Clause texts are not part of the digest");
    const forged = await verify(out.replace("The monthly quota is ¥200", "The monthly quota is ¥100"), ".", ...facts);
    expect([forged.code, forged.out]).toEqual([1, expect.stringContaining("✗ Clause texts are the contract's")]);
  });
  it("N1: explain prints a clause with text, state and rules, and the text alone without facts", async () => {
    const zh = await told(cwd(), "zh", "explain", ...AS_OF, "C6.2");
    expect(zh).toMatch(
      /^C6\.2 报酬\n {2}■ 未达约定，\d+ 个事项，■ \d+ 项待处理\n {2}月度定额为人民币200,000\.00元。\n {2}· /,
    );
    expect(zh).toContain("[C6.2/report]");
    const bare = await fealty(["explain", ".", "C1.1"], { cwd: cwd() });
    expect([bare.code, bare.out]).toEqual([0, "C1.1 Definitions\n  Words have their meaning.\n"]);
    const json = await fealty(["explain", ".", "C6.2", "--json"], { cwd: cwd() });
    expect(JSON.parse(json.out)).toMatchObject({ clause_text: { id: "C6.2", title: { en: "Pay" } } });
    const figure = await fealty(["explain", ".", "statement/2026-06"], { cwd: cwd() });
    expect([figure.code, figure.err]).toEqual([
      2,
      expect.stringContaining("Without facts only clauses, terms and rules can be read"),
    ]);
  });
});
