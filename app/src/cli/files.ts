import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createGunzip } from "node:zlib";
import type { Text } from "@fealty/engine/values/text.ts";
import type { Terminal } from "./command.ts";

/** A file that is not there or cannot be read; ends with exit code 2. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
  readonly text: Text;
  constructor(text: Text) {
    super(text.en ?? "");
    this.text = text;
  }
}
const because = (error: unknown): { zh: string; en: string } => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return { zh: "文件不存在", en: "there is no such file" };
  if (code === "EACCES") return { zh: "没有读取权限", en: "it may not be read" };
  if (code === "EISDIR") return { zh: "这是一个文件夹", en: "it is a folder" };
  return { zh: code ?? "无法读取", en: code ?? "it cannot be read" };
};
export const unreadable = (path: string, error: unknown): UnreadableError =>
  new UnreadableError({
    zh: `读不了 ${path}：${because(error).zh}。`,
    en: `${path} cannot be read: ${because(error).en}.`,
  });

/** The contract's main file: a folder stands for its `contract.yaml`. `-` is standard input. */
export const mainFile = (terminal: Pick<Terminal, "cwd">, path: string): string => {
  const full = resolve(terminal.cwd, path);
  return existsSync(full) && statSync(full).isDirectory() ? join(full, "contract.yaml") : full;
};
/** Reads a text file as UTF-8; undefined when it is not there, so that the loader can say where it was asked for. */
export const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || (error as NodeJS.ErrnoException).code === "EISDIR")
      return undefined;
    throw unreadable(path, error);
  }
};
/** A whole text from a file, a `.gz` file or `-`. */
export const readText = async (terminal: Pick<Terminal, "cwd" | "stdin">, path: string): Promise<string> => {
  if (path === "-") return terminal.stdin();
  const full = resolve(terminal.cwd, path);
  try {
    if (!/\.gz$/i.test(path)) return readFileSync(full, "utf8");
    const parts: Buffer[] = [];
    for await (const part of createReadStream(full).pipe(createGunzip())) parts.push(part as Buffer);
    return Buffer.concat(parts).toString("utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
};
export const folderOf = (path: string): string => dirname(path);
