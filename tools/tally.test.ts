import { expect, test } from "vitest";
import { addUp, lastLine, tallyReport } from "./tally.mjs";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  message: status === "failed" ? "Cannot find module\n  at x" : "",
  assertionResults: tests.map((each) => ({ status: each, fullName: `is ${each}` })),
});

test("passed, failed and skipped tests are counted", () => {
  const report = {
    success: false,
    testResults: [file("failed", "passed", "failed", "skipped", "todo"), file("passed", "passed")],
  };
  expect(tallyReport(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 2, failures: ["a.test.ts: is failed"] });
});

test("a file that cannot be loaded is a failure", () => {
  const report = { success: false, testResults: [file("failed"), file("passed", "passed")] };
  expect(tallyReport(report, 1)).toMatchObject({ passed: 1, failed: 1, failures: ["a.test.ts: Cannot find module"] });
});

test("a failed test is named with what it said", () => {
  const failed = { status: "failed", fullName: "is red", failureMessages: ["expected 1 to be 2\n\n  at x.ts:3"] };
  const report = { success: false, testResults: [{ ...file("failed"), assertionResults: [failed] }] };
  expect(tallyReport(report, 1).failures).toEqual(["a.test.ts: is red\n    expected 1 to be 2\n      at x.ts:3"]);
});

test("an error outside of all tests is a failure", () => {
  expect(tallyReport({ success: true, testResults: [file("passed", "passed")] }, 1)).toMatchObject({
    passed: 1,
    failed: 1,
  });
  expect(tallyReport({ success: false, testResults: [] }, 0)).toMatchObject({ failed: 1 });
});

test("the last line has exactly its form", () => {
  expect(lastLine(addUp([]))).toBe("0 passed, 0 failed");
  const all = addUp([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(lastLine(all)).toBe("5 passed, 1 failed");
  expect(lastLine({ ...all, skipped: 2 })).toBe("5 passed, 1 failed, 2 skipped");
});
