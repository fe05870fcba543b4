// Programs that the tests need and npm does not bring: found on PATH, or installed by apt on Debian as root.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findOnPath, isProgram, run, SetupRefusal, say } from "./house.mjs";

/**
 * @typedef {{ path: string, env: NodeJS.ProcessEnv }} Place where to look, and with what environment to ask
 * @typedef {{ name: string, packages: readonly string[], found: (place: Place) => Promise<string | undefined> }} Need
 */

// The first is the same engine without a window: stories take a fifth less of the processor in it.
const chromiumNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** @type {readonly Need[]} */
export const testNeeds = [
  { name: "Chromium", packages: ["chromium-headless-shell"], found: async (place) => findChromium(place) },
  {
    name: "poppler-utils (pdftotext)",
    packages: ["poppler-utils"],
    found: async (place) => findOnPath(["pdftotext"], place.path),
  },
  { name: "Chinese fonts (fonts-noto-cjk)", packages: ["fonts-noto-cjk", "fontconfig"], found: findChineseFont },
  { name: "PostgreSQL 15", packages: ["postgresql-15"], found: findPostgres15 },
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

/**
 * The folder of its programs: the oldest version that is served. Debian keeps it beside PATH.
 * @param {Place} place
 */
async function findPostgres15(place) {
  for (const folder of place.path.split(delimiter).filter((entry) => entry !== "")) {
    const program = join(folder, "pg_ctl");
    if (isProgram(program) && (await run(program, ["--version"], { quiet: true })).output.includes(") 15."))
      return folder;
    const debian = "/usr/lib/postgresql/15/bin";
    if (folder === "/usr/bin" && isProgram(join(debian, "postgres"))) return debian;
  }
  return undefined;
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
 * What installing depends on; the tests give their own.
 * @typedef {{ env: NodeJS.ProcessEnv, root: boolean, debian: boolean, apt: string, clusterConf: string, pauseMs: number, say: (line: string) => void }} Host
 */

/** @returns {Host} */
export function thisHost() {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return {
    env: process.env,
    root: process.getuid?.() === 0,
    debian: /^ID="?debian"?$/m.test(release),
    apt: "/usr/bin/apt-get",
    clusterConf: "/etc/postgresql-common/createcluster.d/fealty.conf",
    pauseMs: 5000,
    say,
  };
}

/**
 * Finds or installs all of them and returns what was found; else throws a refusal that names what is missing.
 * @param {Host} [host]
 * @returns {Promise<Map<string, string>>}
 */
export async function ensurePrograms(host = thisHost()) {
  const { env } = host;
  const first = await probe({ path: env.PATH ?? "", env });
  if (first.missing.length === 0) return first.found;
  const names = first.missing.map((need) => need.name).join(", ");
  const packages = first.missing.flatMap((need) => need.packages);
  const obstacle = whyNotInstall(host);
  if (obstacle !== undefined) {
    throw new SetupRefusal(
      `Missing for the tests: ${names}.\n${obstacle} On Debian: apt-get install ${packages.join(" ")}`,
    );
  }
  host.say(`Missing for the tests: ${names}. Installing by apt …`);
  await aptGet(host, ["update"]);
  await withoutCluster(host, () => aptGet(host, ["install", "--yes", "--no-install-recommends", ...packages]));
  // What apt brought stands in /usr/bin: the tests that follow have to find it there too.
  env.PATH = [env.PATH ?? "", "/usr/bin"].filter((folders) => folders !== "").join(delimiter);
  const again = await probe({ path: env.PATH, env });
  if (again.missing.length === 0) return again.found;
  throw new SetupRefusal(`Still missing after apt: ${again.missing.map((need) => need.name).join(", ")}.`);
}

/**
 * Of Debian's PostgreSQL the tests want the programs: no cluster is made and no service runs.
 * @param {Host} host
 * @param {() => Promise<void>} install
 */
async function withoutCluster({ clusterConf }, install) {
  if (existsSync(clusterConf)) return install();
  mkdirSync(dirname(clusterConf), { recursive: true });
  writeFileSync(clusterConf, "create_main_cluster = false\n");
  try {
    await install();
  } finally {
    rmSync(clusterConf, { force: true });
  }
}

/**
 * @param {Host} host
 * @returns {string | undefined}
 */
function whyNotInstall(host) {
  if (host.env.FEALTY_NO_INSTALL === "1") return "FEALTY_NO_INSTALL=1 forbids installing.";
  if (!host.debian) return "This is not Debian, so nothing was installed.";
  if (!host.root) return "Only root may install here.";
  return undefined;
}

const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const lockWaitSeconds = 600;

/**
 * apt waits for dpkg's lock by itself; the lock on its package lists it does not wait for, so we do.
 * @param {Host} host
 * @param {readonly string[]} args
 */
async function aptGet(host, args) {
  const env = { ...host.env, PATH: systemPath, DEBIAN_FRONTEND: "noninteractive" };
  const all = ["-o", `DPkg::Lock::Timeout=${lockWaitSeconds}`, "-q", ...args];
  for (let waitedMs = 0; ; waitedMs += host.pauseMs) {
    const { code, output } = await run(host.apt, all, { env, quiet: true });
    if (code === 0) return;
    if (!output.includes("Could not get lock") || waitedMs >= lockWaitSeconds * 1000) {
      throw new SetupRefusal(`${output.trim()}\napt-get ${args[0]} ended with code ${code}.`);
    }
    await sleep(host.pauseMs);
  }
}
