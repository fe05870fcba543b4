// A whole house for stories: the command line as people start it, on a database of its own, thrown away with the test.
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, inject } from "vitest";
import { buildBundle, bundleIsFresh } from "../../tools/bundle.mjs";
import { buildPage } from "../../tools/setup.mjs";
import { browserOn, type House } from "./browser.ts";

const program = fileURLToPath(new URL("../../app/bin/fealty.mjs", import.meta.url));

export interface RunningHouse {
  readonly url: string;
  readonly child: ChildProcess;
}
export interface HouseFolders {
  readonly folder: string;
  readonly start: (port?: number) => Promise<RunningHouse>;
  /** Without a demonstration: what is in it is founded in the page. */
  readonly startOwn: () => Promise<RunningHouse>;
  /** A command of the machine on this house; gives what it prints as JSON. */
  readonly command: (...words: readonly string[]) => Promise<unknown>;
  /** `npm start` as a group of processes of its own, on the folders of this house. */
  readonly startGroup: () => Promise<RunningHouse>;
  /** Process that serves the database of the house. */
  readonly databaseProcess: () => number;
  readonly remove: () => void;
}
/** Folders for one house, empty or as another has left them; it can be started again on what it kept. */
export const houseFolders = async ({
  like,
  environment,
}: {
  readonly like?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv | undefined;
} = {}): Promise<HouseFolders> => {
  if (!(await buildPage())) throw new Error("The page could not be built.");
  if (!bundleIsFresh()) await buildBundle();
  const folder = mkdtempSync(join(tmpdir(), "fealty-served-"));
  // Programs and data lie below; the server's user must be able to pass.
  chmodSync(folder, 0o755);
  if (like !== undefined) copyHouse(like, folder);
  const env = {
    ...process.env,
    ...environment,
    FEALTY_HOME: folder,
    FEALTY_STATE: join(folder, "state"),
    LANG: "en_GB.UTF-8",
  };
  delete (env as NodeJS.ProcessEnv).DATABASE_URL;
  const begun = async (words: readonly string[], detached: boolean): Promise<RunningHouse> => {
    const child = spawn(process.execPath, words, { env, stdio: ["ignore", "pipe", "pipe"], detached });
    return { url: await addressOf(child), child };
  };
  return {
    folder,
    start: (port = 0) => begun([program, "serve", "--demo", "small", "--port", String(port)], false),
    startOwn: () => begun([program, "serve", "--port", "0"], false),
    command: async (...words) =>
      JSON.parse((await promisify(execFile)(process.execPath, [program, ...words, "--json"], { env })).stdout),
    startGroup: () => begun([fileURLToPath(new URL("../../tools/start.mjs", import.meta.url)), "--port", "0"], true),
    databaseProcess: () => {
      const found = readdirSync(join(folder, "state"), { recursive: true, encoding: "utf8" }).find((name) =>
        name.endsWith("postmaster.pid"),
      );
      return Number.parseInt(readFileSync(join(folder, "state", found ?? ""), "utf8"), 10);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
/** The data keeps its owner; what it notes of the folder that it was made for is left behind. */
const copyHouse = (from: string, to: string): void => {
  execFileSync("cp", ["-a", `${from}/.`, to]);
  const stage = join(to, "state");
  for (const name of readdirSync(stage)) rmSync(join(stage, name, "clone"), { force: true });
};
const addressOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    const hear = (text: Buffer): void => {
      said += text.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    };
    child.stdout!.on("data", hear);
    child.stderr!.on("data", hear);
    child.once("close", (code) => reject(new Error(`the house ended with ${code}:\n${said}`)));
  });
export const stopHouse = async ({ child }: RunningHouse, signal: NodeJS.Signals = "SIGINT"): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill(signal);
  await closed;
};
/** The cookie of somebody of the demonstration company; its owner where nobody else is named. */
export const cookieOf = async (url: string, person = "S01"): Promise<string> => {
  const answer = await fetch(`${url}api/personas`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ person }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.getSetCookie()[0]!.split(";")[0]!;
};
/** Until every contract of the small demonstration is in. */
export const founded = async ({ url }: RunningHouse): Promise<void> => {
  const cookie = await cookieOf(url);
  for (let tries = 0; tries < 600; tries += 1) {
    const company = (await (await fetch(`${url}api/company`, { headers: { cookie } })).json()) as { founding?: string };
    if (company.founding === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the demonstration was not founded");
};
/** A founded house with a browser on it, for all stories of a file. */
export interface Served {
  readonly folders: HouseFolders;
  /** Both are set anew by a story that starts the house again. */
  running: RunningHouse;
  house: House;
  /** Of the owner, as whom pages open. */
  cookie: string;
  /** A request of that person. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
}
/** @param set what the house finds in its environment, and the port that it takes */
export const servedForFile = (
  set: () => Promise<{ readonly environment?: NodeJS.ProcessEnv; readonly port?: number }> = async () => ({}),
): Served => {
  const served = {
    ask: (path: string, init: RequestInit = {}) =>
      fetch(`${served.running.url}${path}`, {
        ...init,
        headers: { cookie: served.cookie, ...(init.headers as Record<string, string>) },
      }),
  } as { -readonly [Name in keyof Served]: Served[Name] };
  beforeAll(async () => {
    const { environment, port } = await set();
    served.folders = await houseFolders({ like: inject("foundedHouse"), environment });
    served.running = await served.folders.start(port);
    await founded(served.running);
    served.cookie = await cookieOf(served.running.url);
    served.house = await browserOn(served.running.url, undefined, served.cookie);
  }, 240_000);
  afterAll(async () => {
    await served.house?.close();
    if (served.running) await stopHouse(served.running);
    served.folders?.remove();
  });
  return served;
};
