import { expect, test } from "vitest";
import { exactLengthWords, lengthWords, periodShort, periodWords } from "./period-words.ts";

test("N1: periods read as people say them", () => {
  expect(periodWords("2026-Q3", "zh")).toBe("2026年三季度");
  expect(periodWords("2026-Q3", "en")).toBe("Q3 2026");
  expect(periodWords("2026-06", "zh")).toBe("2026年6月");
  expect(periodWords("2026-06", "en")).toBe("June 2026");
  expect(periodWords("2026-H1", "en")).toBe("First half of 2026");
  expect(periodWords("last 90 days@2026-06-30", "zh")).toBe("截至2026-06-30的90天");
});
test("N1: on an axis a month of another year than the first says its year", () => {
  expect(periodShort("2026-09", "zh", "2026-01")).toBe("9月");
  expect(periodShort("2027-01", "zh", "2026-01")).toBe("27年1月");
  expect(periodShort("2027-01", "en", "2026-01")).toBe("Jan 27");
  expect(periodShort("2026-Q3", "zh", "2025-Q4")).toBe("26Q3");
});
test("N6: lateness is told in the unit that says most, and a minute late is late", () => {
  const hour = 3_600_000_000;
  expect(lengthWords(1, "zh")).toBe("1分钟");
  expect(lengthWords(5 * hour, "zh")).toBe("5小时");
  expect(lengthWords(25 * hour, "en")).toBe("1 day");
  expect(lengthWords(74 * hour, "en")).toBe("3 days");
});
test("N2: exact lengths lose nothing, so that the parts of a sum add up to it", () => {
  expect(exactLengthWords(100 * 60_000_000, "zh")).toBe("1小时40分钟");
  expect(exactLengthWords(20 * 60_000_000, "zh")).toBe("20分钟");
  expect(exactLengthWords(27 * 3_600_000_000 + 61_000_000, "en")).toBe("1 day 3 hours 1 minute 1 second");
  expect(exactLengthWords(0, "en")).toBe("0 seconds");
});
