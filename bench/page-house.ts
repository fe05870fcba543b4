import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { runProgram } from "./measure.ts";
import type { Place } from "./results.ts";

/** `fealty serve` on a demonstration of its own, as people start it. */
export interface ServedHouse {
  readonly url: string;
  /** From the start of the program to the last contract of the demonstration. */
  readonly foundedMs: number;
  readonly close: () => Promise<void>;
}
const PREPARE = `import { buildPage } from "./tools/setup.mjs";
import { buildBundle, bundleIsFresh } from "./tools/bundle.mjs";
if (!(await buildPage())) throw new Error("the page could not be built");
if (!bundleIsFresh()) await buildBundle();`;

export const serveDemo = async ({ root, scratch, say }: Place, size: "small" | "full"): Promise<ServedHouse> => {
  await runProgram(process.execPath, ["--input-type=module", "-e", PREPARE], root);
  const folder = join(scratch, "p");
  mkdirSync(folder);
  // The server's own user has to pass through.
  for (const one of [scratch, folder]) chmodSync(one, 0o711);
  const env = { ...process.env, FEALTY_HOME: folder, FEALTY_STATE: join(folder, "s"), LANG: "en_GB.UTF-8" };
  delete (env as NodeJS.ProcessEnv).DATABASE_URL;
  const begun = performance.now();
  const program = [join(root, "app/bin/fealty.mjs"), "serve", "--demo", size, "--port", "0"];
  const child = spawn(process.execPath, program, { env, stdio: ["ignore", "pipe", "pipe"] });
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, "close");
    child.kill("SIGINT");
    await closed;
  };
  try {
    const url = await addressOf(child);
    await founded(url, say);
    return { url, foundedMs: performance.now() - begun, close };
  } catch (error) {
    await close();
    throw error;
  }
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
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the house ended with ${code}:\n${said}`)));
  });
const PATIENCE_MS = 300_000;
const founded = async (url: string, say: (line: string) => void): Promise<void> => {
  const end = performance.now() + PATIENCE_MS;
  say("the demonstration is being founded …");
  while (performance.now() < end) {
    const company = (await (await fetch(`${url}api/company`)).json()) as { founding?: string };
    if (company.founding === undefined) return;
    await sleep(100);
  }
  throw new Error("the demonstration was not founded in five minutes");
};
