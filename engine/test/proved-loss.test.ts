import { describe, expect, it } from "vitest";
import { evaluationJson } from "../src/output.ts";
import { run, type Told } from "./run-contract.ts";

const RULES = [
  { id: "no", kind: "prohibition", bearer: "agent", finding: "B2", event: "rule_violated" },
  { id: "ld", kind: "entitlement", holder: "company", from: "agent", damages: { on: ["B2"], amount: "65000.00" } },
];
const VIOLATED: Told = { kind: "rule_violated", at: "2026-03-01T10:00" };
const proved = (amount: string, at = "2026-03-20T10:00", finding = "C9.3/no@e1"): Told => ({
  kind: "loss_proved",
  at,
  finding,
  amount,
});
const told = (...proofs: Told[]) => run(RULES, [VIOLATED, ...proofs], "2026-04-01T10:00");
const lossIn = (...proofs: Told[]) =>
  (evaluationJson(told(...proofs)).claims as { loss?: unknown; amount: string }[])[0]!;

describe("C11.2: damages beside the proved loss", () => {
  it("C11.2: the claim shows loss and ratio, and remarks on more than 30 %; its amount stays", () => {
    expect(lossIn(proved("40000.00"))).toMatchObject({
      amount: "65000.00",
      loss: { proved: "40000.00", ratio: 0.625, excessive: true },
    });
    expect(lossIn()).not.toHaveProperty("loss");
  });
  it("C11.2: exactly 30 % above the loss is not remarked on, a fen less of loss is", () => {
    expect(lossIn(proved("50000.00"))).toMatchObject({ loss: { ratio: 0.3, excessive: false } });
    expect(lossIn(proved("49999.99"))).toMatchObject({ loss: { excessive: true } });
    expect(lossIn(proved("80000.00"))).toMatchObject({ loss: { ratio: -0.1875, excessive: false } });
  });
  it("C11.2: proofs of one finding add up, those to come and of others do not; nothing lost has no ratio", () => {
    const more = [
      proved("30000.00"),
      proved("20000.00"),
      proved("9.00", "2026-05-01T10:00"),
      proved("7.00", "2026-03-21T10:00", "C9.3/no@e9"),
    ];
    expect(lossIn(...more)).toMatchObject({ loss: { proved: "50000.00", excessive: false } });
    const none = lossIn(proved("0.00"));
    expect(none).toMatchObject({ loss: { proved: "0.00", excessive: true } });
    expect(none.loss).not.toHaveProperty("ratio");
  });
  it("N2: a proof for a finding that there is not is told as naming nothing", () => {
    expect(told(proved("1.00", "2026-03-21T10:00", "C9.3/none@e9")).warnings).toContainEqual(
      expect.objectContaining({ code: "names_nothing" }),
    );
  });
  it("N2: the claim's explanation holds loss and ratio with their proofs", () => {
    const { inputs } = told(proved("40000.00")).claims[0]!.trace();
    expect(inputs.map(({ formula, value }) => [formula, value]).slice(0, 2)).toEqual([
      ["", "40000.00"],
      ["65000.00 ÷ 40000.00 − 1", "62.5%"],
    ]);
    expect(inputs[0]!.evidence!.ids).toEqual(["e2"]);
    expect(inputs[1]!.what.zh).toMatch("超过损失百分之三十");
  });
});
