// Adds up what the suites found. Reads vitest's own JSON report; its printed text is for people.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {{ status: string, fullName?: string, failureMessages?: string[] }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} TestFile
 * @typedef {{ success: boolean, testResults: TestFile[] }} Report
 */

/**
 * @param {Report} report
 * @param {number} exitCode what vitest ended with
 * @returns {Tally & { failures: string[] }}
 */
export function tallyReport(report, exitCode) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  for (const file of report.testResults) {
    const failedHere = file.assertionResults.filter((test) => test.status === "failed");
    for (const test of file.assertionResults) {
      if (test.status === "passed") tally.passed += 1;
      else if (test.status !== "failed") tally.skipped += 1;
    }
    for (const test of failedHere) failures.push(`${file.name}: ${test.fullName ?? "?"}${why(test)}`);
    // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
    if (file.status === "failed" && failedHere.length === 0) failures.push(`${file.name}: ${firstLine(file.message)}`);
  }
  // Errors outside of any test (an unhandled rejection) show only in how vitest ended.
  if ((!report.success || exitCode !== 0) && failures.length === 0) failures.push(`vitest ended with code ${exitCode}`);
  tally.failed = failures.length;
  return { ...tally, failures };
}

/**
 * The end of a long run is often all that is kept of it, so it says why too.
 * @param {Assertion} test
 */
function why({ failureMessages: [message] = [] }) {
  if (message === undefined) return "";
  const lines = message
    .slice(0, 3000)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return `\n${lines
    .slice(0, 25)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join("\n")}`;
}

/** @param {string | undefined} message */
function firstLine(message) {
  return message?.split("\n")[0] ?? "the file failed";
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function addUp(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return total;
}

/** @param {Tally} tally */
export function lastLine(tally) {
  return `${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""}`;
}
