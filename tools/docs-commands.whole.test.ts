// Every command that a document or the help prints is run as printed, from a folder with the clone's files.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { listFiles, read } from "./tree.ts";

const root = join(import.meta.dirname, "..");
/** What a reader of the clone has before him and commands name. */
const shown = ["contracts", "data", "examples", "mappings", "templates", "vectors", "web/public"];

/** Lines in fenced blocks; a placeholder is not a command, so it has no place in them. */
function printedCommands(markdown: string): string[] {
  return [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
    block!.split("\n").filter((line) => line.startsWith("npx fealty ")),
  );
}

/** The `example:` of a command's source: one call a line. */
function exampleOf(source: string): string[] {
  const written = /^ {2}example:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'),$/m.exec(source);
  return (written?.[1] ?? written?.[2] ?? "")
    .replaceAll("\\n", "\n")
    .replaceAll('\\"', '"')
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const folders: string[] = [];
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fealty-docs-"));
  folders.push(folder);
  for (const path of shown) cpSync(join(root, path), join(folder, path), { recursive: true });
  return folder;
}
/** Programs and data of databases that commands start; their server's user has to be able to enter it. */
const stage = mkdtempSync(join(tmpdir(), "fealty-docs-stage-"));
chmodSync(stage, 0o755);
folders.push(stage);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs a line in a shell where `fealty` and `npx fealty` are the clone's program. */
function run(line: string, cwd: string): { code: number | null; told: string } {
  const names = `fealty() { "$FEALTY_NODE" "$FEALTY_BIN" "$@"; }; npx() { "$@"; };`;
  const done = spawnSync("sh", ["-c", `${names} ${line}`], {
    cwd,
    encoding: "utf8",
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      FEALTY_NODE: process.execPath,
      FEALTY_BIN: join(root, "app/bin/fealty.mjs"),
      FEALTY_HOME: cwd,
      FEALTY_STATE: stage,
    },
  });
  return { code: done.status, told: done.stderr };
}
const runAll = (lines: readonly string[]): { line: string; code: number | null; told: string }[] => {
  const cwd = freshFolder();
  return lines.map((line) => ({ line, ...run(line, cwd) })).filter(({ code }) => code !== 0);
};

/** Commands whose examples need a company: the demonstration is founded first, by the command that founds it. */
const onHouse = ["import", "bundle", "slip"].map((name) => `app/src/cli/commands/${name}.ts`);
/** Commands whose examples need a store, of any company: it is founded first. */
const onStore = ["backup", "keys", "restore"].map((name) => `app/src/cli/commands/${name}.ts`);
/** Commands whose examples stand in the tour of going live, which is run in its order. */
const inTour = ["app/src/cli/commands/compare.ts"];
/** Runs until it is told to end. */
const serving = "app/src/cli/commands/serve.ts";
/** Starts a house as its example does, waits until it says so, and ends it as a person would. */
function served(line: string, said: RegExp, cwd: string): Promise<{ line: string; code: number | null; told: string }> {
  const [, ...args] = line.split(" ");
  const env = { ...process.env, FEALTY_HOME: cwd, FEALTY_STATE: stage };
  const child = spawn(process.execPath, [join(root, "app/bin/fealty.mjs"), ...args, "--port", "0"], { cwd, env });
  let told = "";
  const hear = (text: Buffer): void => {
    told += text.toString();
    if (said.test(told)) child.kill("SIGINT");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return new Promise((resolve) => child.once("close", (code) => resolve({ line, code, told })));
}

const documents = listFiles(root).filter((path) => path.endsWith(".md"));
const withCommands = documents.filter((path) => printedCommands(read(root, path).text).length > 0);
const commands = listFiles(root).filter(
  (path) =>
    /^app\/src\/cli\/commands\/[^/]+\.ts$/.test(path) && ![...onHouse, ...onStore, ...inTour, serving].includes(path),
);

describe("A1 commands run as printed", () => {
  test("both tours print the same calls, but for the language", () => {
    const calls = (path: string) =>
      printedCommands(read(root, path).text).map((line) => line.replace(/ --lang \w+$/, ""));
    expect(calls("README.md").length).toBeGreaterThan(5);
    expect(calls("README.zh.md")).toEqual(calls("README.md"));
  });

  test.each(withCommands)("%s, in its order", { timeout: 240_000 }, (path) => {
    expect(runAll(printedCommands(read(root, path).text))).toEqual([]);
  });

  test.each(commands)("the example of %s", { timeout: 240_000 }, (path) => {
    const lines = exampleOf(read(root, path).text);
    expect(lines).not.toEqual([]);
    expect(runAll(lines)).toEqual([]);
  });

  test.each(onStore)("the example of %s, on a store", { timeout: 240_000 }, (path) => {
    const lines = exampleOf(read(root, path).text);
    expect(lines).not.toEqual([]);
    expect(runAll([...exampleOf(read(root, "app/src/cli/commands/found.ts").text), ...lines])).toEqual([]);
  });

  test("the example of serve, until its page is there", { timeout: 240_000 }, async () => {
    for (const line of exampleOf(read(root, serving).text))
      expect(await served(line, /Fealty is at/, freshFolder())).toMatchObject({ line, code: 0 });
  });

  test.each(onHouse)("the example of %s, on the demonstration", { timeout: 240_000 }, async (path) => {
    const cwd = freshFolder();
    const whole = /\b([1-9]\d*) of \1 contracts/;
    expect(await served("fealty serve --demo small", whole, cwd)).toMatchObject({ code: 0 });
    for (const line of exampleOf(read(root, path).text)) expect({ line, ...run(line, cwd) }).toMatchObject({ code: 0 });
  });

  test.each(inTour)("the example of %s is a line of the tour", (path) => {
    const tour = printedCommands(read(root, "examples/go-live/README.md").text);
    for (const line of exampleOf(read(root, path).text)) expect(tour).toContain(`npx ${line}`);
  });

  test("a command that names a missing file is seen", () => {
    const markdown = "```\nnpx fealty check contracts/good/nowhere.yaml\n```\n";
    expect(runAll(printedCommands(markdown))).toMatchObject([{ code: 2 }]);
  });
});
