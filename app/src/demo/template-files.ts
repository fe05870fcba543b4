import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ContractFile } from "./model.ts";

/** The shipped template as the contracts name it, from the root that their paths begin at. */
export const TEMPLATE_PATH = "templates/agent-loyalty/contract.yaml";

/** The folder that holds `templates/`: the clone, from the sources as from the bundle. */
export const templateRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, TEMPLATE_PATH))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`${TEMPLATE_PATH} is not below any folder above the program`);
    folder = above;
  }
  return folder;
};
const kept = new Map<string, string | undefined>();
/** One of the template's files by its path, read once. */
const templateText = (root: string, path: string): string | undefined => {
  if (!path.startsWith("templates/") || path.includes("..")) return undefined;
  const full = join(root, path);
  if (!kept.has(full)) kept.set(full, existsSync(full) ? readFileSync(full, "utf8") : undefined);
  return kept.get(full);
};
/** What loadContract reads a contract's files with: its own, then the shipped template's. */
export const readerOf = (
  files: readonly ContractFile[],
  root = templateRoot(),
): ((path: string) => string | undefined) => {
  const own = new Map(files.map(({ path, text }) => [path, text]));
  return (path) => own.get(path) ?? templateText(root, path);
};
