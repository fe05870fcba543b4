// Programs that the tests need and npm does not bring: found on PATH, or installed by apt on Debian as root.
import { existsSync, readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findOnPath, isProgram, run, SetupRefusal, say } from "./house.mjs";

/**
 * @typedef {{ path: string, env: NodeJS.ProcessEnv }} Place where to look, and with what environment to ask
 * @typedef {{ name: string, packages: readonly string[], found: (place: Place) => Promise<string | undefined> }} Need
 */

const chromiumNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** @type {readonly Need[]} */
export const testNeeds = [
  { name: "Chromium", packages: ["chromium"], found: async (place) => findChromium(place) },
  {
    name: "poppler-utils (pdftotext)",
    packages: ["poppler-utils"],
    found: async (place) => findOnPath(["pdftotext"], place.path),
  },
  { name: "Chinese fonts (fonts-noto-cjk)", packages: ["fonts-noto-cjk", "fontconfig"], found: findChineseFont },
];

/** @param {Place} place */
export function findChromium(place) {
  const named = place.env.FEALTY_CHROMIUM;
  if (named !== undefined && isProgram(named)) return named;
  return (
    findOnPath(chromiumNames, place.path) ??
    (process.platform === "darwin" && isProgram(macChrome) ? macChrome : undefined)
  );
}

/** @param {Place} place */
async function findChineseFont(place) {
  if (process.platform === "darwin" || process.platform === "win32") return "part of the system";
  const lister = findOnPath(["fc-list"], place.path);
  if (lister === undefined) return undefined;
  const { output } = await run(lister, [":lang=zh-cn", "family"], { quiet: true });
  return output.split("\n").find((line) => line.trim() !== "");
}

/**
 * @param {Place} place
 * @returns {Promise<{ missing: Need[], found: Map<string, string> }>}
 */
export async function probe(place) {
  const missing = [];
  const found = new Map();
  for (const need of testNeeds) {
    const answer = await need.found(place);
    if (answer === undefined) missing.push(need);
    else found.set(need.name, answer);
  }
  return { missing, found };
}

/**
 * Finds or installs all of them and returns what was found; else throws a refusal that names what is missing.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Map<string, string>>}
 */
export async function ensurePrograms(env = process.env) {
  const first = await probe({ path: env.PATH ?? "", env });
  if (first.missing.length === 0) return first.found;
  const names = first.missing.map((need) => need.name).join(", ");
  const packages = first.missing.flatMap((need) => need.packages);
  const obstacle = whyNotInstall(env);
  if (obstacle !== undefined) {
    throw new SetupRefusal(
      `Missing for the tests: ${names}.\n${obstacle} On Debian: apt-get install ${packages.join(" ")}`,
    );
  }
  say(`Missing for the tests: ${names}. Installing by apt …`);
  await aptInstall(packages, env);
  const again = await probe({ path: `${env.PATH ?? ""}${delimiter}/usr/bin`, env });
  if (again.missing.length === 0) return again.found;
  throw new SetupRefusal(`Still missing after apt: ${again.missing.map((need) => need.name).join(", ")}.`);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
function whyNotInstall(env) {
  if (env.FEALTY_NO_INSTALL === "1") return "FEALTY_NO_INSTALL=1 forbids installing.";
  if (!isDebian()) return "This is not Debian, so nothing was installed.";
  if (process.getuid?.() !== 0) return "Only root may install here.";
  return undefined;
}

function isDebian() {
  return existsSync("/etc/os-release") && /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
}

/**
 * @param {readonly string[]} packages
 * @param {NodeJS.ProcessEnv} env
 */
async function aptInstall(packages, env) {
  const system = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const aptEnv = { ...env, PATH: system, DEBIAN_FRONTEND: "noninteractive" };
  await aptGet(["update"], aptEnv);
  await aptGet(["install", "--yes", "--no-install-recommends", ...packages], aptEnv);
}

/**
 * apt waits for dpkg's lock by itself; the lock on its package lists it does not wait for, so we do.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function aptGet(args, env) {
  for (let waited = 0; ; waited += 5) {
    const { code, output } = await run("/usr/bin/apt-get", ["-o", "DPkg::Lock::Timeout=600", "-q", ...args], {
      env,
      quiet: true,
    });
    if (code === 0) return;
    if (!output.includes("Could not get lock") || waited >= 600) {
      throw new SetupRefusal(`${output.trim()}\napt-get ${args[0]} ended with code ${code}.`);
    }
    await sleep(5000);
  }
}
