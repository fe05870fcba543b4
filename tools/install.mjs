// Brings node_modules to what package-lock.json says, and leaves them alone when they already are.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOnPath, root, run, SetupRefusal, say, stateFolder } from "./house.mjs";

const stamp = join(stateFolder, "installed");

/** Call inside `oneAtATime`. */
export async function ensureModules() {
  const want = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (modulesPresent() && readStamp() === want) return;
  if (!(modulesPresent() && agreesWithLock(root))) await installModules();
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(stamp, want);
}

function modulesPresent() {
  return existsSync(join(root, "node_modules", ".package-lock.json"));
}

function readStamp() {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
}

/**
 * True when npm's own note of what it installed names the version and hash of every package the lock asks for.
 * Packages for other machines are optional and may be absent.
 * @param {string} folder
 */
export function agreesWithLock(folder) {
  const wanted = readPackages(join(folder, "package-lock.json"));
  const installed = readPackages(join(folder, "node_modules", ".package-lock.json"));
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith("node_modules/")) continue;
    const have = installed[path];
    if (have === undefined) {
      if (entry.optional === true || entry.peer === true) continue;
      return false;
    }
    if (have.version !== entry.version || have.integrity !== entry.integrity) return false;
  }
  return true;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

async function installModules() {
  say("Installing the packages that package-lock.json names (npm ci) …");
  rmSync(stamp, { force: true });
  const args = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const [command, ...before] = npmCommand();
  const { code } = await run(command, [...before, ...args]);
  if (code !== 0) throw new SetupRefusal(`npm ci ended with code ${code}; its own words stand above.`);
}

/**
 * npm as a command line: the one that called us, else the one beside this node, else the one on PATH.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const caller = process.env.npm_execpath;
  if (caller?.endsWith("npm-cli.js") && existsSync(caller)) return [process.execPath, caller];
  const home = dirname(dirname(process.execPath));
  for (const library of ["lib/node_modules/npm/bin/npm-cli.js", "bin/node_modules/npm/bin/npm-cli.js"]) {
    if (existsSync(join(home, library))) return [process.execPath, join(home, library)];
  }
  const found = findOnPath(["npm"], process.env.PATH ?? "");
  if (found !== undefined) return [found];
  throw new SetupRefusal("npm was not found: it comes with Node and has to be on PATH.");
}
