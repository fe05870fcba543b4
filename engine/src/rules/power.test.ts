import { describe, expect, it } from "vitest";
import { run, states } from "../../test/run-contract.ts";

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
