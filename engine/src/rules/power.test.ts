import { describe, expect, it } from "vitest";
import { run, states, type Told } from "../../test/run-contract.ts";

const ENDS = ["company", "agent"].map((holder) => ({
  id: `end_by_${holder}`,
  kind: "power",
  holder,
  may: "terminate",
  notice: "30 days",
  finding: holder === "company" ? "B1" : "B2",
}));
const ended = (power: string, party: string, rules: readonly object[] = ENDS) => {
  const fact = { kind: "power_used", at: "2026-02-05T10:00", power, party, effective: "2026-05-01", by: party };
  const evaluation = run(rules, [fact], "2026-06-01T00:00");
  return [...states(evaluation), ...evaluation.findings.map(({ id }) => id)];
};

describe("C10.3: an act under a power", () => {
  it.each(["terminate", "C9.3", "C9.3/end_by_agent"])(
    "C10.3: named as %s, uses the power that its party holds and accuses nobody under the other's",
    (power) => {
      expect(ended(power, "agent")).toEqual(["end_by_company@term running", "end_by_agent@e1 met"]);
    },
  );
  it("C10.3: a party that holds none of the powers it could mean has misused them", () => {
    expect(ended("terminate", "agent", ENDS.slice(0, 1))).toEqual([
      "end_by_company@e1 missed",
      "C9.3/end_by_company@e1~agent",
    ]);
    expect(ended("C9.3/end_by_company", "agent")[0]).toBe("end_by_company@e1 missed");
  });
});

describe("S1: who uses a power", () => {
  const ADJUST = {
    id: "adj",
    kind: "power",
    holder: "company",
    may: "adjust_param",
    param: "r",
    min: "1%",
    max: "20%",
    finding: "B1",
  };
  const PAY = {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [{ id: "base", kind: "rate", rate: "{{r}}" }],
    },
  };
  const more = {
    params: { r: { type: "rate", value: "5%", label: { zh: "比例", en: "Rate" } } },
    parties: {
      company: { name: "甲公司", kind: "organisation", representative: "王总" },
      agent: { name: "李晓", kind: "person" },
    },
    deciders: ["仲裁委员会"],
  };
  const sale: Told = { kind: "sale", at: "2026-03-10T10:00", order: "o", amount: "1000.00" };
  const usedBy = (who: object) => {
    const use = {
      kind: "power_used",
      at: "2026-02-05T10:00",
      power: "adj",
      value: "20%",
      effective: "2026-03-01",
      ...who,
    };
    const told = run([ADJUST, PAY], [use, sale], "2026-04-02T00:00", more);
    const march = told.statements.find(({ label }) => label === "2026-03")!;
    return [states(told)[0], told.money(march.payable), ...told.findings.map(({ id }) => id)];
  };
  it.each([{ by: "company" }, { by: "甲公司" }, { by: "王总" }, { party: "company" }, { by: "u7", party: "company" }])(
    "S1: %j is the holder, whose use counts",
    (who) => expect(usedBy(who)).toEqual(["adj@e1 met", "200.00"]),
  );
  it.each([{ by: "agent" }, { by: "李晓" }, { by: "王总", party: "agent" }])(
    "S1: %j is the other party, whose use changes nothing and is his own fault",
    (who) => expect(usedBy(who)).toEqual(["adj@e1 missed", "50.00", "C9.3/adj@e1~agent"]),
  );
  it.each([{ by: "somebody" }, {}, { by: "仲裁委员会" }, { by: "u7", party: "intermediary" }])(
    "S1: %j holds no power: nothing changes and no party is accused",
    (who) => expect(usedBy(who).slice(0, 2)).toEqual(["adj@e1 missed", "50.00"]),
  );
  it("S1: of two uses that take effect in one quarter only the first counts", () => {
    const use = (at: string, value: string, effective: string) => ({
      kind: "power_used",
      at,
      power: "adj",
      value,
      effective,
      by: "company",
    });
    const two = (second: string, once: object = { once_per: "quarter" }, first = "10%") => {
      const facts = [use("2026-02-05T10:00", first, "2026-04-01"), use("2026-02-06T10:00", "20%", second)];
      const sold = { ...sale, at: "2026-07-10T10:00" };
      const told = run([{ ...ADJUST, ...once }, PAY], [...facts, sold], "2026-08-02T00:00", more);
      const july = told.statements.find(({ label }) => label === "2026-07")!;
      return [...states(told).slice(0, 2), told.money(july.payable)];
    };
    expect(two("2026-06-01")).toEqual(["adj@e1 met", "adj@e2 missed", "100.00"]);
    expect(two("2026-07-01")).toEqual(["adj@e1 met", "adj@e2 met", "200.00"]);
    expect(two("2026-06-01", {})).toEqual(["adj@e1 met", "adj@e2 met", "200.00"]);
    expect(two("2026-06-01", { once_per: "quarter" }, "50%")).toEqual(["adj@e1 missed", "adj@e2 met", "200.00"]);
  });
  it("S1: what nobody of the parties did is no party's breach", () => {
    expect([usedBy({ by: "somebody" }), usedBy({})].map((one) => one.slice(2))).toEqual([[], []]);
  });
});
