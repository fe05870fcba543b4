import { expect, test } from "vitest";
import { periodYears } from "./period-years.ts";

test("C6.3: months of several years say the year at the first and where it changes; the others keep it for readers aloud", () => {
  expect(periodYears(["2024-11", "2024-12", "2025-01", "2025-02"])).toEqual([
    { year: "2024", shown: true },
    { year: "2024", shown: false },
    { year: "2025", shown: true },
    { year: "2025", shown: false },
  ]);
});
test("C6.3: months of one year, and quarters, whose short name has it, say no year", () => {
  expect(periodYears(["2026-01", "2026-02"])).toEqual([{ shown: false }, { shown: false }]);
  expect(periodYears(["2025-Q4", "2026-Q1"])).toEqual([{ shown: false }, { shown: false }]);
});
