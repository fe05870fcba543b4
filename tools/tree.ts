// Reads the source tree for tidy, layers and where.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface SourceFile {
  /** Path from the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly banned: string;
  readonly instead: string;
}

const foldersLeftOut = new Set(["node_modules", "dist", ".git", ".types", ".fealty", ".vite", "tmp", "coverage"]);

/** All files below root, sorted, without what is installed or built. */
export function listFiles(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !foldersLeftOut.has(entry.name)) walk(path);
      if (entry.isFile() && !entry.name.endsWith(".tsbuildinfo")) found.push(path);
    }
  };
  walk("");
  return found.sort();
}

export function read(root: string, path: string): SourceFile {
  return { path, text: readFileSync(join(root, path), "utf8") };
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|css)$/.test(path) && /^(engine|app|web|tools|bench)\//.test(path);
}

export function isTest(path: string): boolean {
  return /\.(test|props)\.tsx?$/.test(path) || /^(engine|app)\/test\//.test(path) || path.startsWith("web/e2e/");
}

export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

export function print(finding: Finding): string {
  return `${finding.path}:${finding.line}: ${finding.banned} is banned, use ${finding.instead}`;
}
