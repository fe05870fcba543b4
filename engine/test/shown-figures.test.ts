// What screens and paper are given to show agrees with what was computed.
import { expect, test } from "vitest";
import { marksOf } from "../src/views/marks.ts";
import { statementView } from "../src/views/statement-view.ts";
import { run, states, type Told } from "./run-contract.ts";

const answers = (...scores: number[]): Told[] =>
  scores.map((satisfaction, index) => ({
    kind: "survey_answered",
    at: `2026-01-1${index}T10:00`,
    invitation: `i${index}`,
    customer: `c${index}`,
    satisfaction,
  }));
test("C6.2: a factor's line multiplies to its amount: 4,000.00 × 10%, not × 110%", () => {
  const result = run(
    [
      {
        id: "cs",
        kind: "definition",
        metric: { measure: "csat", event: "survey_answered", value: "satisfaction", window: "month", min_n: 1 },
      },
      {
        id: "pay",
        kind: "entitlement",
        holder: "agent",
        from: "company",
        plan: {
          period: "month",
          credit: [{ event: "sale", amount: "amount" }],
          components: [
            { id: "b", kind: "rate", rate: "10%" },
            { id: "loyal", kind: "multiplier", on: ["b"], metric: "cs", table: [{ from: 0, times: "1.1" }] },
          ],
          returns: { event: "refund", match: "order", treat: "restate" },
        },
      },
    ],
    [{ kind: "sale", at: "2026-01-05T10:00", order: "o", amount: "40000.00" }, ...answers(5, 5)],
    "2026-02-20T10:00",
  );
  const { lines } = statementView(result, result.statements[0]!, "zh");
  expect(lines.find(({ kind }) => kind === "multiplier")).toMatchObject({
    basis: "4000.00",
    rate: "0.1",
    amount: "400.00",
  });
});

const MEETING = {
  id: "meeting",
  kind: "recurrence",
  bearer: "company",
  finding: "B5",
  every: "quarter",
  done_by: "review_held",
  due: "0 days after end",
};
test("N1: a duty still open at the very moment it is due is missed on the slider from the next one on", () => {
  const due = "2026-04-01T00:00";
  const [at, after] = [run([MEETING], [], due), run([MEETING], [], "2026-04-01T09:00")];
  expect(states(at)).toContain("meeting@2026-Q1 running");
  expect(states(after)).toContain("meeting@2026-Q1 missed");
  const mark = marksOf(after, [], "en").find(({ what }) => what === "missed")!;
  expect(mark.at).toBeGreaterThan(at.asOf);
  expect(mark.at).toBeLessThan(at.asOf + 1_000_000);
});
test("C12.1: two rules of one name in different modes: a clause holds the one of its mode alone", () => {
  const other = { ...MEETING, modes: ["agent_led"], every: "month" };
  const { contract } = run([other, { ...MEETING, modes: ["company_led"] }], [], "2026-02-01T09:00");
  expect(contract.versions[0]!.clauses[0]!.rules.map((rule) => rule.kind === "recurrence" && rule.every)).toEqual([
    "quarter",
  ]);
});
