import { describe, expect, it } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

/** What the damages of a contract with such rules of the agent are told to rest on. */
const targets = (rules: readonly string[], finding: string, declared = ""): (string | undefined)[] => {
  const damages = (id: string, holder: string, from: string, on: string) =>
    `      - {id: ${id}, kind: entitlement, holder: ${holder}, from: ${from}, damages: {on: [${on}], amount: "500.00", cap: "1000.00"}}\n`;
  const text = `${PLAIN_HEAD}${declared}clauses:
  - id: C11.2
    title: {zh: 题, en: T}
    text: {zh: 依约。, en: As agreed.}
    prominent: true
    rules:
${rules.map((rule) => `      - ${rule}\n`).join("")}${damages("d", "company", "agent", finding)}${damages("c", "agent", "company", "B1")}`;
  const { contract, diagnostics } = loadContract("c.yaml", () => text);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).flatMap(({ code, args }) =>
    code === "damages_on_sales_target" ? [args.target] : [],
  );
};
const measured = (metric: string, goal: string, finding: string): string[] => [
  `{id: m, kind: definition, metric: {${metric}, window: quarter, min_n: 1}}`,
  `{id: g, kind: threshold, bearer: agent, finding: ${finding}, metric: m, ${goal}, every: quarter, cure: 30 days}`,
];
const ORDERS = "events: {order_signed: {worth: money}, order_complaint: {worth: money}}\n";

describe("C11.2 law-A10 damages rest on a sales target by what the goal measures", () => {
  it.each([
    ["measure: sum, event: sale, value: amount", 'at_least: "60000.00"'],
    ["measure: mean, event: sale, value: amount", 'at_least: "60.00"'],
    ["measure: median, event: sale, value: amount", 'at_least: "60.00"'],
    ["measure: percentile, percentile: 0.5, event: sale, value: amount", 'at_least: "60.00"'],
    ["measure: count, event: sale", "at_least: 10"],
    ["measure: count, event: policy_issued", "at_least: 10"],
    ["measure: count, event: customer_joined", "at_least: 10"],
    ["measure: sum, event: premium_paid, value: amount", 'at_least: "60.00"'],
    ["measure: sum, event: sale, value: quantity", "at_least: 60"],
    [
      "measure: ratio, numerator: {event: sale, value: amount}, denominator: {event: customer_joined}",
      'at_least: "60.00"',
    ],
    ["measure: ratio, numerator: {event: sale}, denominator: {event: contact_made}", "at_least: 10%"],
    ["measure: ratio, numerator: {event: sale, value: amount}, denominator: {event: sale}", 'at_least: "60.00"'],
    ["measure: sum, event: order_signed, value: worth", 'at_least: "60.00"'],
  ])("C11.2: %s, whatever its finding is called", (metric, goal) => {
    for (const finding of ["B2", "B3", "B5"])
      expect(targets(measured(metric, goal, finding), finding, ORDERS)).toEqual(["C11.2/g"]);
    expect(targets(measured(metric, goal, "B2"), "B5", ORDERS)).toEqual([]);
  });
  it.each([
    ["measure: csat", "at_least: 80%"],
    ["measure: nps", "at_least: 20"],
    ["measure: repeat_purchase_rate", "at_least: 30%"],
    ["measure: persistency, months: 13", "at_least: 85%"],
    ["measure: count, event: contact_made", "at_least: 10"],
    ["measure: count, event: complaint_opened", "at_most: 3"],
    ["measure: count, event: refund", "at_most: 3"],
    ["measure: sum, event: sale, value: amount", 'at_most: "60000.00"'],
    ["measure: mean, event: survey_answered, value: satisfaction", "at_least: 4"],
    ["measure: mean, event: training_completed, value: score", "at_least: 60"],
    ["measure: ratio, numerator: {event: policy_delivered}, denominator: {event: policy_issued}", "at_least: 95%"],
    ["measure: ratio, numerator: {event: complaint_opened}, denominator: {event: sale}", "at_most: 2%"],
    [
      'measure: ratio, numerator: {event: sale, when: "has(event.channel)"}, denominator: {event: sale}',
      "at_least: 95%",
    ],
    [
      "measure: ratio, numerator: {event: premium_paid, value: amount}, denominator: {event: policy_issued, value: first_year}",
      "at_least: 85%",
    ],
    ["measure: count, event: order_complaint", "at_least: 1"],
  ])("C11.2: %s is how well the work is done, whatever the breach is called", (metric, goal) => {
    for (const finding of ["B2", "B3"]) expect(targets(measured(metric, goal, finding), finding, ORDERS)).toEqual([]);
  });
  it("C11.2: a number of sales that comes round is a target, a number of visits is none", () => {
    const recurring = (done: string) => [
      `{id: r, kind: recurrence, bearer: agent, finding: B2, every: month, due: day 28, done_by: ${done}, count: 20, cure: 30 days}`,
    ];
    expect(targets(recurring("sale"), "B2")).toEqual(["C11.2/r"]);
    expect(targets(recurring("policy_issued"), "B2")).toEqual(["C11.2/r"]);
    expect(targets(recurring("contact_made"), "B2")).toEqual([]);
  });
  it("C11.2: an index is a sales target where sales weigh half of it or more", () => {
    const index = (weight: number) => [
      "{id: s, kind: definition, metric: {measure: sum, event: sale, value: amount, window: quarter, min_n: 1}}",
      "{id: q, kind: definition, metric: {measure: csat, window: quarter, min_n: 1}}",
      ...measured(
        `measure: index, missing: indeterminate, parts: [{metric: s, weight: ${weight}%, floor: 0, ceiling: 100000}, {metric: q, weight: ${100 - weight}%, floor: 0, ceiling: 1}]`,
        "at_least: 50",
        "B3",
      ),
    ];
    expect(targets(index(50), "B3")).toEqual(["C11.2/g"]);
    expect(targets(index(20), "B3")).toEqual([]);
  });
  it("C11.2: the breach of missed goals without any rule for it is taken by its name, and a target of the company is none of the agent", () => {
    expect(targets([], "B3")).toEqual(["B3"]);
    expect(targets([], "B2")).toEqual([]);
    const [metric, goal] = measured("measure: count, event: sale", "at_least: 10", "B2") as [string, string];
    expect(targets([metric, goal.replace("bearer: agent", "bearer: company")], "B2")).toEqual([]);
  });
});
