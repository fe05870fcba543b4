import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { checkedInstant } from "@fealty/engine/views/checked-instant.ts";
import { ContractBook } from "@fealty/engine/views/contract-book.ts";
import type { TraceView } from "@fealty/engine/views/view.ts";
import { expect, test } from "vitest";
import { EXAMPLE_AS_OF } from "./example.ts";
import { EXAMPLE_MAIN, shippedCalendars, shippedText } from "./shipped.ts";

const { contract } = loadContract(EXAMPLE_MAIN, shippedText);
const text = readFileSync(fileURLToPath(new URL("../../public/example/company-led.ndjson", import.meta.url)), "utf8");
const book = new ContractBook(
  contract!,
  "example",
  "example",
  EXAMPLE_MAIN,
  [{ name: "facts", text }],
  { calendars: shippedCalendars(), zone: SHANGHAI, sha256: (words) => hash("sha256", words, "hex") },
  checkedInstant(EXAMPLE_AS_OF),
);
const at = (language: "zh" | "en") => ({ asOf: book.entry().opensAt, party: "company" as const, language });
const counted = (ref: string): string[] =>
  book
    .explain(at("zh"), ref)!
    .steps.filter((step) => step.counted)
    .map((step) => step.length);

test("C8.3: counted pieces of a case sum to the agreed 5 working days, also when the last one ends at closing time", () => {
  const days = counted("C8.3/minor_resolution@TS-2026-018").map((length) => /^(\d+)个工作日$/.exec(length)![1]!);
  expect(days.length).toBeGreaterThan(1);
  expect(days.reduce((sum, one) => sum + +one, 0)).toBe(5);
});
test("C8.3: two working hours over a closing time are two pieces that sum to two hours", () => {
  expect(counted("C8.3/first_response@TS-2026-019")).toEqual(["1小时40分钟", "20分钟"]);
});
test("C4.2: a rule with a condition is said to hold for the text's own cases only", () => {
  const rule = (id: string, language: "zh" | "en") =>
    book.view(at(language)).clauses[id]!.rules.find((one) => one.kind === "prohibition")!;
  expect(rule("C4.2", "zh").title).toBe("未经同意不得推广");
  expect(rule("C4.2", "zh").note).toBe("不得发生：联系客户（较重）（仅限正文所列情形）");
  expect(rule("C4.2", "en").note).toContain("(only in the cases that the text names)");
});
test("C7.3: a rule with a condition on what begins it and one on what ends it says so once", () => {
  const note = (language: "zh" | "en") =>
    book.view(at(language)).clauses["C7.3"]!.rules.find(({ title }) => /低分回访|low score/.test(title))!.note ?? "";
  expect(note("zh")).toMatch(/：联系客户，或者客户谢绝联系（仅限正文所列情形）$/);
  expect(note("en").match(/only in the cases/g)).toHaveLength(1);
});
test("C6.2: a bonus rests on the events of the goal that earned it", () => {
  const explanation = book.explain(at("zh"), "statement/2026-03/retention_reward")!;
  expect(explanation.eventCount).toBeGreaterThan(100);
  expect(book.recompute(at("zh"), "statement/2026-03/retention_reward", () => 0).same).toBe(true);
  for (const language of ["zh", "en"] as const) {
    const [state] = book.explain(at(language), "statement/2026-03/retention_reward")!.trace.inputs;
    const [goal] = state!.inputs;
    expect([state!.value, goal!.value, goal!.inputs[0]!.formula]).toEqual(["met", "met", "123 ÷ 124"]);
  }
});
test("C11.2: the contract's damages stand with their clause, proposed or decided, and explain themselves to both sides", () => {
  for (const party of ["company", "agent"] as const) {
    const viewpoint = { ...at("zh"), party };
    const view = book.view(viewpoint);
    expect(view.claims.map((claim) => claim.status)).toEqual(expect.arrayContaining(["proposed", "decided"]));
    const rules = view.clauses["C11.2"]!.rules.filter((rule) => rule.damages).map((rule) => rule.ref);
    for (const claim of view.claims) {
      expect(rules).toContain(claim.rule);
      expect(book.explain(viewpoint, claim.ref)?.trace.value, claim.ref).toBe(claim.amount);
      expect(book.explain(viewpoint, claim.aboutRef), claim.aboutRef).toBeDefined();
    }
  }
});
test("C11.1: a decision reaches the instance it is about, with its reasons", () => {
  const view = book.view(at("zh"));
  const course = view.clauses["C5.3"]!.rules.flatMap((rule) => rule.instances).find((one) => one.decision);
  expect(course).toMatchObject({ state: "missed", decision: { breach: true, withdrawn: false } });
  expect(book.explain(at("zh"), course!.ref)?.decision).toEqual(course!.decision);
  const contact = book.explain(at("zh"), "C1.3/first_contact@K064")!;
  expect(contact.decision).toMatchObject({ breach: false, reasons: expect.stringMatching(/./) });
});
test("N3: nothing warns where the data bear no judgement: neither on the last day without answers nor on the first", () => {
  for (const text of ["2026-12-31T18:00:00+08:00", "2026-01-01T18:00:00+08:00"]) {
    const view = book.view({ ...at("zh"), asOf: checkedInstant(text) });
    const goals = view.clauses["C3.2"]!.rules.filter((rule) => rule.kind === "threshold");
    expect(goals.length).toBeGreaterThan(5);
    for (const goal of goals) {
      const point = view.metrics[goal.metric!]!.points.find((one) => one.period === goal.instances[0]!.period);
      if (point?.status === "not_enough_data") expect(goal.instances[0]).toMatchObject({ state: "running" });
      if (point?.status === "not_enough_data") expect(goal.instances[0]!.probability).toBeUndefined();
    }
    const kept = goals.find((goal) => goal.ref === "C3.2/retention_goal")!.instances[0]!;
    expect(kept.state).toBe("running");
  }
});
test("N2: formulas are words and figures that people read", () => {
  const formula = (ref: string, language: "zh" | "en" = "zh"): string => book.explain(at(language), ref)!.trace.formula;
  expect(formula("C3.2/csat_goal@2026-Q3")).toMatch(/^79\.3%（约定 ≥ 80%）；期末达成的可能性 \d+\.\d%$/);
  expect(formula("C3.2/retention_goal@2026-Q3", "en")).toMatch(/^98\.5% \(agreed ≥ 90%\); chance .* > 99\.9%$/);
  expect(formula("statement/2026-07/claw_lapsed")).toBe("−436.75 × 3/4");
  expect(formula("statement/2026-07/true_up/2")).toBe("2026年5月暂留：−878.00 − (−909.20)");
  expect(formula("C4.1/sales_total@2026-Q3")).toBe("57 件合计 554,200.00");
  const parts = book.explain(at("zh"), "C3.1/loyalty@2026-Q3")!.trace.inputs;
  expect(parts.map((part) => part.formula).join(" ")).not.toMatch(/clamp|− −/);
  expect(parts[0]!.unit).toBe("percent");
});
test("C6.3: two true-ups of one month are told apart by what they correct; a subject that is a line is named", () => {
  const view = book.view(at("zh"));
  const july = view.statements.find((one) => one.period === "2026-07")!;
  expect(july.lines.filter((line) => line.kind === "true_up").map((line) => line.label)).toEqual(["基本佣金", "暂留"]);
  const explained = view.clauses["C6.1"]!.rules.find((rule) => rule.ref === "C6.1/line_explanation")!;
  expect(explained.instances[0]!.subject).toBe("2026年7月基本佣金第1行");
});
test("N2: a forecast opens down to its method, its prior and what it still expects", () => {
  const { inputs } = book.explain(at("zh"), "C3.2/nps_goal@2026-Q3")!.trace;
  const forecast = inputs.find((one) => one.what.startsWith("期末达成的可能性"))!;
  expect(forecast.what).toContain("狄利克雷—多项模型");
  expect(forecast.value).toBe("1.6%");
  const parts = new Map(forecast.inputs.map((one) => [one.what, one]));
  expect(parts.get("先验（此前期间折算）")!.value).toMatch(/^Dirichlet\(/);
  expect(parts.get("此前期间的样本")).toMatchObject({ formula: "86 + 89", value: "175" });
  // 89 ÷ .9111 × .1114 = 10.88.
  expect(parts.get("预计期末前还有")).toMatchObject({
    formula: "(2 + 87) ÷ (0.0225 + 0.8886) × 0.1114",
    value: "10.9",
  });
});
test("N2: a claw-back says what the sale had earned, by its share, and why so many twelfths are not earned", () => {
  const { formula, inputs } = book.explain(at("zh"), "statement/2026-08/claw_cancelled")!.trace;
  expect(formula).toBe("−435.80 × 7/12");
  expect(inputs[0]!.formula).toBe("10,250.00 ÷ 228,800.00 × 8,000.00 + 10,250.00 ÷ 228,800.00 × 1,728.00");
  expect(inputs[1]).toMatchObject({ formula: "自 2026-03-11 至 2026-08-13; (12 − 5) ÷ 12", value: "7/12" });
});
test("C11.2: damages say their formula and lead to their parameters, those for late payment to the statement", () => {
  const one = book.explain(at("zh"), "C11.2/damages_from_agent@C2.2/monthly_report@2026-04~agent")!.trace;
  expect(one.formula).toBe("1 × 500.00；以上限余额 20,000.00 − 500.00 为限");
  expect(one.inputs.flatMap((input) => input.ref ?? [])).toEqual(["param:ld_amount", "param:ld_cap"]);
  const late = book.explain(at("zh"), "C11.2/late_payment_damages@C6.2/pay@2026-08/pay~company")!;
  expect(late.trace.formula).toContain("8,642.38 × 0.0003 × 2");
  expect(late.trace.inputs[0]).toMatchObject({ ref: "statement/2026-08", value: "8642.38" });
  expect(late.eventCount).toBe(1);
  expect(book.explain(at("zh"), "statement/2026-08")!.trace.value).toBe("8642.38");
});
test("C6.3: the payer's duty has a beginning, counted time, its statement and the publication that started it", () => {
  const pay = book.explain(at("zh"), "C6.2/pay@2026-08/pay")!;
  expect(pay.trace.formula).toBe("自 2026-09-04 15:00 起，应于 2026-09-18 18:00 前完成；尚未完成");
  expect(pay.trace.inputs.map((one) => one.ref)).toEqual(["statement/2026-08", "param:pay_by"]);
  expect(pay.events.map((event) => event.kind)).toEqual(["statement_published"]);
  expect(counted("C6.2/pay@2026-08/pay")).toEqual(["5个工作日", "5个工作日"]);
  expect(counted("C6.2/pay@2026-08/publish")).toEqual(["4个工作日", "1个工作日"]);
});
test("S1: a power says what may be done and within which bounds, a procedure its stages, each with its parameters", () => {
  const power = book.explain(at("zh"), "S1/adjust_nps@term")!.trace;
  expect(power.formula).toBe("甲方可以调整约定数值：净推荐值目标（20至40），须提前30天通知");
  expect(power.inputs.map((one) => one.ref)).toContain("param:s1_nps_min");
  const procedure = book.explain(at("en"), "C12.1/dispute@term")!.trace;
  expect(procedure.formula).toMatch(/→ /);
  expect(procedure.inputs.map((one) => one.ref)).toContain("param:submit_within");
});
test("C1.1: no clause speaks in a program's names, in either language", () => {
  for (const language of ["zh", "en"] as const)
    for (const clause of Object.values(book.view(at(language)).clauses))
      for (const paragraph of clause.paragraphs)
        expect(paragraph.map((piece) => piece.text).join(""), clause.id).not.toMatch(/\b[a-z]+_[a-z]+\b|（[a-z]+）/);
});
test("C6.2: what was recorded as a grade is a word of the reader's language", () => {
  const grade = (language: "zh" | "en"): string | undefined =>
    book
      .timeline(at(language), { kinds: ["grade_reviewed"], words: "", offset: 0, limit: 9 })
      .events[0]?.details.find((detail) => detail.name === "grade")?.text;
  expect([grade("zh"), grade("en")]).toEqual(["中级", "intermediate"]);
});
test("C11.1: what a decision says does not contradict how late it was and what is claimed for it", () => {
  const view = book.view(at("zh"));
  const decided = view.findings.find((one) => one.decision?.breach)!;
  expect(decided.late).toBeDefined();
  const days = Math.round(decided.late! / 86_400_000_000);
  expect(days).toBe(6);
  expect(decided.decision!.reasons).toContain("晚六天");
  expect(view.claims.find((claim) => claim.aboutRef === decided.id)).toMatchObject({ status: "decided" });
  expect(decided.decision!.reasons).toContain("计一次违约金");
});
test("C6.2: the running month says how far the next tier is; a closed one does not", () => {
  const running = book.view(at("zh")).statements.find((one) => one.status === "open")!;
  expect(running.nextTier).toEqual({ credited: "131700.00", from: "200000.00", missing: "68300.00", rate: "6%" });
  const june = { ...at("zh"), asOf: checkedInstant("2026-06-29T18:00:00+08:00") };
  const view = book.view(june);
  const half = view.statements.find((one) => one.period === "2026-06")!;
  expect(half.status).toBe("open");
  expect(half.nextTier === undefined || Number(half.nextTier.missing) > 0).toBe(true);
  expect(view.statements.filter((one) => one.status === "closed").every((one) => one.nextTier === undefined)).toBe(
    true,
  );
});
test("N2: a measure has one value wherever it stands below a line of pay, that of its own page", () => {
  const view = book.view(at("zh"));
  const points = Object.values(view.metrics).flatMap((metric) => metric.points);
  const own = new Set(points.map(({ ref }) => book.explain(at("zh"), ref)!.trace.value));
  const partsOf = (trace: TraceView): TraceView[] => [trace, ...trace.inputs.flatMap(partsOf)];
  const below = view.statements
    .flatMap(({ lines }) => lines.flatMap(({ ref }) => partsOf(book.explain(at("zh"), ref)!.trace)))
    .filter(({ unit, value }) => unit !== undefined && /\d/.test(value));
  expect(below.map(({ formula }) => formula)).toEqual(expect.arrayContaining(["123 ÷ 124", "129 ÷ 131"]));
  for (const { value } of below) expect(own).toContain(value);
});
test("N2: every figure of a statement opens to the amount that it shows, down to its lines and payments", () => {
  const view = book.view(at("zh"));
  const explained = (ref: string) => book.explain(at("zh"), ref)!;
  for (const statement of view.statements) {
    const { refs, earned, held, paid, withheld, open, balances } = statement;
    const shown = { earned, held, paid, withheld, open, "balances/holdback": balances.holdback };
    for (const [name, amount] of Object.entries(shown)) expect(explained(refs[name]!).trace.value, name).toBe(amount);
  }
  const july = view.statements.find(({ period }) => period === "2026-07")!;
  expect(explained(july.refs.paid!).events.map(({ kind }) => kind)).toContain("payment_made");
  expect(explained(july.refs.earned!).trace.inputs.length).toBeGreaterThan(1);
  expect(explained(july.refs.open!).trace.inputs.map(({ what }) => what)).toEqual(["应付", "已付"]);
  expect(explained(july.refs["balances/holdback"]!).trace.inputs[0]!.inputs[0]!.what).toBe("暂留");
  expect(book.recompute(at("zh"), july.refs.open!, () => 0).same).toBe(true);
  const [totals] = view.payTotals;
  for (const name of ["payable", "paid", "open"] as const)
    expect(explained(`${totals!.ref}/${name}`).trace.value).toBe(totals![name]);
  const lead = explained(`${totals!.ref}/paid`).trace.inputs.find(({ ref }) => ref === july.refs.paid)!;
  expect(lead.value).toBe(july.paid);
  expect(explained(`${totals!.ref}/paid`).events.map(({ kind }) => kind)).toContain("payment_made");
});
