import { describe, expect, it } from "vitest";
import { zonedText } from "../src/calendar/zone.ts";
import { run, states, type Told } from "./run-contract.ts";

const RULES = [
  {
    id: "report",
    kind: "recurrence",
    bearer: "agent",
    finding: "B2",
    every: "month",
    due: "10 days after end",
    done_by: "report_submitted",
    count: 1,
    per: "contract",
  },
  { id: "n", kind: "definition", metric: { measure: "count", event: "sale", window: "month", min_n: 0 } },
  { id: "goal", kind: "threshold", bearer: "agent", finding: "B3", metric: "n", at_least: "3", every: "month" },
  { id: "secret", kind: "prohibition", bearer: "agent", finding: "B2", event: "disclosed_outside" },
  {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    finding: "B1",
    publish_by: "5 days",
    pay_by: "10 days",
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [{ id: "base", kind: "rate", rate: "5%" }],
    },
  },
];
const FACTS: Told[] = [
  { kind: "effective", at: "2026-03-10T10:00" },
  { kind: "sale", at: "2026-02-05T10:00", order: "o", amount: "1000.00" },
  { kind: "disclosed_outside", at: "2026-02-06T10:00", item: "list", by: "agent" },
  { kind: "report_submitted", at: "2026-04-05T10:00", report: "r" },
];
const at = (asOf: string, facts: readonly Told[] = FACTS) => run(RULES, facts, asOf, { status: "draft" });
const of = (rule: string, asOf: string, facts: readonly Told[] = FACTS) =>
  states(at(asOf, facts)).filter((one) => one.startsWith(rule));

describe("C1.1: a contract that comes into force after its term begins", () => {
  it("C1.1: nothing that ended before is owed; the period under way is owed from that day", () => {
    expect(of("report", "2026-04-20T00:00")).toEqual(["report@2026-03 met", "report@2026-04 running"]);
    const march = at("2026-04-20T00:00").clauses[0]!.instances.find(({ ref }) => ref === "C9.3/report")!;
    expect(zonedText(at("2026-04-20T00:00").zone, march.openedAt)).toBe("2026-03-10T00:00:00+08:00");
    expect(of("goal", "2026-04-20T00:00").map((one) => one.split(" ")[0])).toEqual(["goal@2026-03", "goal@2026-04"]);
  });
  it("C2.3: what was done before it was in force breaks nothing", () => {
    expect(of("secret", "2026-04-20T00:00")).toEqual(["secret@term running"]);
    const later = [...FACTS, { ...FACTS[2]!, at: "2026-03-11T10:00" }];
    expect(of("secret", "2026-04-20T00:00", later)).toEqual(["secret@e5 missed"]);
  });
  it("C6.3: what was sold in the term is paid, and the payer's time runs from the day it came into force", () => {
    const told = at("2026-03-12T00:00");
    const february = told.statements.find(({ label }) => label === "2026-02")!;
    expect(told.money(february.payable)).toBe("50.00");
    expect(of("pay@2026-02", "2026-03-15T23:59")).toEqual(["pay@2026-02/publish running", "pay@2026-02/pay running"]);
    expect(of("pay@2026-02", "2026-03-16T00:01")[0]).toBe("pay@2026-02/publish missed");
    expect(of("pay@2026-02", "2026-03-25T23:59")[1]).toBe("pay@2026-02/pay running");
    expect(of("pay@2026-02", "2026-03-26T00:01")[1]).toBe("pay@2026-02/pay missed");
    expect(of("pay@2026-03", "2026-04-06T00:01")[0]).toBe("pay@2026-03/publish missed");
  });
  it("C1.1: until then nobody is accused, and no finding comes of the time before", () => {
    expect(at("2026-03-09T00:00").findings).toEqual([]);
    expect(at("2026-03-12T00:00").findings).toEqual([]);
  });
});
