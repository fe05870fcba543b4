import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const visit = (due: string, from = "2026-01-01", until = "2026-12-31") => ({
  rules: [
    { id: "v", kind: "recurrence", bearer: "agent", finding: "B3", every: "month", due, done_by: "report_submitted" },
  ],
  term: { from, until },
});
const done = (...times: string[]): Told[] => times.map((at) => ({ kind: "report_submitted", at, report: at }));
const shown = ({ rules, term }: ReturnType<typeof visit>, facts: readonly Told[], asOf: string): string =>
  states(run(rules, facts, asOf, { term }))
    .map((one) => one.replace("v@2026-", ""))
    .join(", ");

describe("C9.3: the midnight between two periods belongs to the one that begins", () => {
  it("C9.3: what is done at that moment is not done for the month that is over", () => {
    expect(shown(visit("day 31"), done("2026-02-01T00:00"), "2026-03-05T00:00")).toBe("01 missed, 02 met, 03 running");
    expect(shown(visit("day 31"), done("2026-01-31T23:59:59"), "2026-02-05T00:00")).toBe("01 met, 02 running");
  });
  it("C9.3: with no next period it is still in time, as every due time is", () => {
    expect(shown(visit("day 31", "2026-01-01", "2026-01-31"), done("2026-02-01T00:00"), "2026-03-05T00:00")).toBe(
      "01 met",
    );
  });
  it("C9.3: a report after the end counts for the month that it reports on", () => {
    expect(shown(visit("5 days after end"), done("2026-02-01T00:00"), "2026-02-08T00:00")).toBe("01 met, 02 running");
  });
});
