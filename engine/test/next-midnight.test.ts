import { describe, expect, it } from "vitest";
import { zonedText } from "../src/calendar/zone.ts";
import { run, states, type Told } from "./run-contract.ts";

const RULES = [
  { id: "n", kind: "definition", metric: { measure: "count", event: "contact_made", window: "quarter", min_n: 1 } },
  { id: "goal", kind: "threshold", bearer: "agent", finding: "B3", metric: "n", at_least: "10", every: "quarter" },
];
const CONTACTS: Told[] = [2, 5, 9, 12, 20].map((day) => ({
  kind: "contact_made",
  at: `2026-01-${String(day).padStart(2, "0")}T10:00`,
}));
const at = (asOf: string, facts = CONTACTS) => run(RULES, facts, asOf);
const next = (asOf: string, facts = CONTACTS): string => {
  const told = at(asOf, facts);
  return zonedText(told.zone, told.nextChangeAt!).slice(0, 16);
};

describe("N3: a forecast moves with time itself", () => {
  it("N3: while a goal is open the next midnight is a moment of change, and the warning comes with it", () => {
    const days = Array.from({ length: 28 }, (_, index) => `2026-02-${String(index + 1).padStart(2, "0")}T00:00`);
    const warned = days.findIndex((day) => states(at(day))[0] === "goal@2026-Q1 at_risk");
    expect(warned).toBeGreaterThan(0);
    expect(states(at(days[warned - 1]!))[0]).toBe("goal@2026-Q1 running");
    expect(next(days[warned - 1]!)).toBe(days[warned]);
    expect(next("2026-03-30T12:00")).toBe("2026-03-31T00:00");
  });
  it("N3: also before enough of the first window is over for a forecast", () => {
    expect(next("2026-01-06T12:00")).toBe("2026-01-07T00:00");
  });
  it("N1: without enough data no midnight makes a forecast", () => {
    expect(next("2026-02-10T12:00", [])).toBe("2026-04-01T00:00");
  });
});
