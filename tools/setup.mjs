// All set-up of a fresh clone, in order; each step does nothing when its work is already done.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildBundle, bundleIsFresh, hasCommandLine, latestChange } from "./bundle.mjs";
import { oneAtATime, requireNode, root, runNode, SetupRefusal, say, unlinkPinnedNode } from "./house.mjs";
import { ensureModules } from "./install.mjs";
import { ensurePrograms } from "./programs.mjs";

export const pageFolder = join(root, "web/dist");

/** Packages and the command line. */
export async function setUp() {
  requireNode();
  await oneAtATime(async () => {
    await ensureModules();
    unlinkPinnedNode();
    if (hasCommandLine() && !bundleIsFresh()) await buildBundle();
  });
}

/**
 * The same and the programs that tests need; returns where they are.
 * @returns {Promise<Map<string, string>>}
 */
export async function setUpForTests() {
  requireNode();
  const programs = await oneAtATime(() => ensurePrograms());
  await setUp();
  return programs;
}

export function pageIsFresh() {
  const built = latestChange([join(pageFolder, "index.html")]);
  const sources = [
    "web/src",
    "web/public",
    "web/index.html",
    "web/vite.config.ts",
    "engine/src",
    "templates",
    "contracts",
    "data",
  ];
  return built > latestChange([...sources, "package-lock.json"].map((path) => join(root, path)));
}

export function hasPage() {
  return existsSync(join(root, "web/index.html"));
}

/** Builds web/dist where a source is newer; returns whether a page stands there. */
export async function buildPage() {
  if (pageIsFresh()) return true;
  say("Building the page …");
  const { code, output } = await runNode("node_modules/vite/bin/vite.js", ["build", "web", "--logLevel", "warn"], {
    quiet: true,
  });
  if (code !== 0) say(output);
  return code === 0;
}

/**
 * Runs `work`; a refusal is printed and ends the program with code 2.
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
