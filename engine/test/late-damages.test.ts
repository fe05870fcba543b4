import { describe, expect, it } from "vitest";
import { zonedText } from "../src/calendar/zone.ts";
import { run, type Told } from "./run-contract.ts";

const rules = (damages: object) => [
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
  { id: "ld", kind: "entitlement", holder: "agent", from: "company", damages: { on: ["B1"], ...damages } },
];
const DAILY = rules({ rate: "0.05%", of: "pay", per: "day" });
/** 10,000.00 for January is due when 15 February ends. */
const SOLD: Told[] = [
  { kind: "sale", at: "2026-01-10T10:00", order: "o", amount: "100000.00" },
  { kind: "statement_published", at: "2026-02-05T18:00", period: "2026-01" },
];
const paid = (at: string, amount: string, more: object = {}): Told => ({
  kind: "payment_made",
  at,
  amount,
  allocations: [{ statement: "2026-01", amount }],
  ...more,
});
const PARTS = [...SOLD, paid("2026-02-20T00:00", "4000.00"), paid("2026-02-26T12:00", "6000.00")];
const claimAt = (asOf: string, facts = PARTS, of = DAILY) =>
  run(of, facts, asOf).claims.find(({ finding }) => finding.includes("2026-01/pay"));
const amountAt = (asOf: string, facts = PARTS, of = DAILY): string => {
  const claim = claimAt(asOf, facts, of);
  return claim ? run(of, [], asOf).money(claim.amount) : "–";
};

describe("C11.2: damages by the day on what is outstanding", () => {
  it("C11.2: each day accrues on what was outstanding in it; a part payment takes nothing back", () => {
    const days = ["2026-02-15T18:00", "2026-02-15T18:01", "2026-02-16T00:00", "2026-02-19T23:59", "2026-02-20T00:01"];
    expect(days.map((day) => amountAt(day))).toEqual(["–", "0.00", "5.00", "20.00", "25.00"]);
    const later = ["2026-02-21T00:00", "2026-02-26T11:59", "2026-02-26T12:01", "2026-06-01T00:00"];
    expect(later.map((day) => amountAt(day))).toEqual(["28.00", "43.00", "43.00", "43.00"]);
  });
  it("C11.2: what is due at 24:00 of a day is due on it, and the day after is the first", () => {
    const silent = SOLD.slice(0, 1);
    const late = ["2026-02-16T00:00", "2026-02-16T00:01", "2026-02-17T00:00"];
    expect(late.map((at) => amountAt(at, silent))).toEqual(["–", "5.00", "10.00"]);
    const daily = [
      { id: "no", kind: "prohibition", bearer: "company", finding: "B1", event: "rule_violated" },
      ...rules({ amount: "7.00", per: "day" }).slice(1),
    ];
    const told = run(daily, [{ kind: "rule_violated", at: "2026-03-01T00:00" }], "2026-03-05T00:00");
    expect(told.claims.map(({ amount, days }) => [told.money(amount), days])).toEqual([["0.00", 0]]);
  });
  it("C11.2: it never falls while days and payments pass", () => {
    const hours = Array.from({ length: 14 * 4 }, (_, index) => {
      const [day, hour] = [15 + Math.floor(index / 4), (index % 4) * 6];
      return `2026-02-${day}T${String(hour).padStart(2, "0")}:00`;
    }).filter((at) => at < "2026-02-28T23");
    const amounts = hours.map((at) => claimAt(at)?.amount ?? 0n);
    expect(amounts).toEqual([...amounts].sort((a, b) => (a < b ? -1 : 1)));
  });
  it("C11.2: what was paid in time is not late, and money paid back is outstanding again", () => {
    expect(amountAt("2026-02-17T00:00", [...SOLD, paid("2026-02-10T00:00", "4000.00")])).toBe("6.00");
    const back = [...SOLD, paid("2026-02-10T00:00", "4000.00"), paid("2026-02-17T09:00", "-4000.00")];
    expect(amountAt("2026-02-19T00:00", back)).toBe("16.00");
  });
  it("N2: its explanation shows the stretches and names every payment", () => {
    const trace = claimAt("2026-03-01T00:00")!.trace();
    expect(trace.formula).toBe("10000.00 × 0.0005 × 5 + 6000.00 × 0.0005 × 6");
    expect(trace.inputs[0]!.inputs[1]!.evidence!.ids).toEqual(["e3", "e4"]);
  });
  it("C11.2: for an occurrence it is what was open when it fell due, before and after the rest is paid", () => {
    const once = rules({ rate: "1%", of: "pay" });
    const facts = [...SOLD, paid("2026-02-10T00:00", "4000.00"), paid("2026-02-20T00:00", "3000.00")];
    const all = [...facts, paid("2026-02-26T12:00", "3000.00")];
    expect(["2026-02-19T00:00", "2026-02-25T00:00", "2026-03-01T00:00"].map((at) => amountAt(at, all, once))).toEqual([
      "60.00",
      "60.00",
      "60.00",
    ]);
  });
  it("C6.3: what was handed over at go-live takes no payment that names nothing", () => {
    const facts: Told[] = [
      {
        kind: "opening_statement",
        at: "2026-02-01T00:00",
        period: "2026-01",
        payable: "500.00",
        approved_by: ["p", "q"],
      },
      { kind: "sale", at: "2026-02-10T10:00", order: "o", amount: "100000.00" },
      { kind: "statement_published", at: "2026-03-05T18:00", period: "2026-02" },
      { kind: "payment_made", at: "2026-03-20T10:00", amount: "10000.00" },
    ];
    const told = run(DAILY, facts, "2026-04-01T00:00", { go_live: "2026-02-01" });
    expect(told.claims.map((one) => [one.finding, told.money(one.amount)])).toContainEqual([
      "C9.3/pay@2026-02/pay~company",
      "25.00",
    ]);
  });
});

describe("N1: the next change while damages accrue", () => {
  const next = (asOf: string, facts = PARTS, of = DAILY): string => {
    const told = run(of, facts, asOf);
    return zonedText(told.zone, told.nextChangeAt!);
  };
  it("N1: it is the next midnight, until all is paid or the cap is reached", () => {
    expect(next("2026-02-15T19:00")).toBe("2026-02-16T00:00:00+08:00");
    expect(next("2026-02-20T10:00")).toBe("2026-02-21T00:00:00+08:00");
    expect(next("2026-02-26T12:01")).toBe("2026-03-01T00:00:00+08:00");
    const capped = rules({ rate: "0.05%", of: "pay", per: "day", cap: "12.00" });
    expect(next("2026-02-17T10:00", PARTS, capped)).toBe("2026-02-18T00:00:00+08:00");
    expect(next("2026-02-18T10:00", PARTS, capped)).toBe("2026-03-01T00:00:00+08:00");
  });
});
