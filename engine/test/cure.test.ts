import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { zonedText } from "../src/calendar/zone.ts";
import { loadContract } from "../src/contract/load.ts";
import { evidenceOf } from "../src/views/explain-view.ts";
import { run, type Told } from "./run-contract.ts";

const RULES = [
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
      components: [{ id: "base", kind: "rate", rate: "10%" }],
    },
  },
  { id: "no", kind: "prohibition", bearer: "company", finding: "B1", event: "rule_violated" },
  {
    id: "cure",
    kind: "deadline",
    bearer: "company",
    finding: "B1",
    starts: "cure_demanded",
    ends: "cured",
    match: "finding",
    within: "10 days",
  },
];
const EVENTS = { events: { cure_demanded: { finding: "text", party: "text" } } };
/** 10,000.00 for January is due when 15 February ends. */
const SOLD: Told[] = [
  { kind: "sale", at: "2026-01-10T10:00", order: "o", amount: "100000.00" },
  { kind: "statement_published", at: "2026-02-05T18:00", period: "2026-01" },
];
const demanded = (at: string, finding = "C9.3/pay@2026-01/pay"): Told => ({
  kind: "cure_demanded",
  at,
  finding,
  party: "company",
});
const paid = (at: string, amount = "10000.00"): Told => ({
  kind: "payment_made",
  at,
  amount,
  allocations: [{ statement: "2026-01", amount }],
});
const cureOf = (...facts: Told[]): string => {
  const { clauses, zone } = run(RULES, facts, "2026-06-01T10:00", EVENTS);
  const one = clauses[0]!.instances.find(({ ref }) => ref === "C9.3/cure")!;
  return `${one.state} ${one.closedAt === undefined ? "–" : zonedText(zone, one.closedAt).slice(5, 16)}`;
};

describe("C11.3: a demanded cure", () => {
  it("C11.3: a late payment is its own cure, in time or late, on the day of payment", () => {
    expect(cureOf(...SOLD, demanded("2026-02-18T10:00"), paid("2026-02-26T10:00"))).toBe("met 02-26T10:00");
    expect(cureOf(...SOLD, demanded("2026-02-18T10:00"), paid("2026-03-20T10:00"))).toBe("missed 03-20T10:00");
    expect(
      cureOf(...SOLD, demanded("2026-02-18T10:00", "C9.3/pay@2026-01/pay~company"), paid("2026-02-26T10:00")),
    ).toBe("met 02-26T10:00");
  });
  it("C11.3: a part payment cures nothing, nor does a payment that was taken back", () => {
    expect(cureOf(...SOLD, demanded("2026-02-18T10:00"), paid("2026-02-26T10:00", "9999.99"))).toBe("missed –");
    const back = [paid("2026-02-26T10:00"), paid("2026-02-27T10:00", "-10000.00")];
    expect(cureOf(...SOLD, demanded("2026-02-18T10:00"), ...back)).toBe("missed –");
  });
  it("C11.3: what was performed before the demand leaves nothing to cure; the other party may say so sooner", () => {
    expect(cureOf(...SOLD, paid("2026-02-16T10:00"), demanded("2026-02-18T10:00"))).toBe("met 02-18T10:00");
    const said: Told = { kind: "cured", at: "2026-02-20T10:00", finding: "C9.3/pay@2026-01/pay", party: "agent" };
    expect(cureOf(...SOLD, demanded("2026-02-18T10:00"), said, paid("2026-02-26T10:00"))).toBe("met 02-20T10:00");
  });
  it("C11.3: what cannot be performed any more waits for the other party's word", () => {
    const violated: Told = { kind: "rule_violated", at: "2026-02-17T10:00" };
    expect(cureOf(violated, demanded("2026-02-18T10:00", "C9.3/no@e1"))).toBe("missed –");
  });
  it("N2: it rests on the payment", () => {
    const evaluation = run(
      RULES,
      [...SOLD, demanded("2026-02-18T10:00"), paid("2026-02-26T10:00")],
      "2026-06-01T10:00",
      EVENTS,
    );
    expect([...evidenceOf(evaluation, "C9.3/cure@C9.3/pay@2026-01/pay")]).toContain("e4");
  });
  it("C11.3: the time to cure that a finding tells of runs from the demand, and there is none before it", () => {
    const cureByOf = (...facts: Told[]): string | undefined => {
      const { findings, zone } = run(RULES, facts, "2026-03-10T10:00", EVENTS);
      const { cureBy } = findings.find(({ ref }) => ref === "C9.3/pay")!;
      return cureBy && zonedText(zone, cureBy).slice(5, 16);
    };
    expect(cureByOf(...SOLD)).toBeUndefined();
    expect(cureByOf(...SOLD, demanded("2026-02-18T10:00"))).toBe("02-28T10:00");
    expect(cureByOf(...SOLD, demanded("2026-02-18T10:00", "C9.3/pay@2026-01/pay~company"))).toBe("02-28T10:00");
    expect(cureByOf(...SOLD, demanded("2026-02-18T10:00", "C9.3/pay@2025-12/pay"))).toBeUndefined();
  });
  it("C11.3: a cure that the other party tells of after the time demanded comes too late", () => {
    const violated: Told = { kind: "rule_violated", at: "2026-02-17T10:00" };
    const cured = (at: string): Told => ({ kind: "cured", at, finding: "C9.3/no@e1", party: "agent" });
    const statusOf = (at: string): string =>
      run(
        RULES,
        [violated, demanded("2026-02-18T10:00", "C9.3/no@e1"), cured(at)],
        "2026-06-01T10:00",
        EVENTS,
      ).findings.find(({ ref }) => ref === "C9.3/no")!.status;
    expect(statusOf("2026-02-27T10:00")).toBe("cured");
    expect(statusOf("2026-03-27T10:00")).toBe("proposed");
  });
  it("C11.3: in the template only goals have a time to improve; all else is cured within the time that a demand gives", () => {
    const file = fileURLToPath(new URL("../../contracts/filled/intermediary-led/contract.yaml", import.meta.url));
    const { contract } = loadContract(file, (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined));
    const rules = [...contract!.versions[0]!.rules.values()];
    const improved = rules.filter((rule) => "cure" in rule && rule.cure !== undefined);
    expect(improved.length).toBeGreaterThan(0);
    for (const rule of improved) expect(["B3", "B4"], rule.ref).toContain("finding" in rule && rule.finding);
  });
});
