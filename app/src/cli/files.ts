import { isUtf8 } from "node:buffer";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Text } from "@fealty/engine/values/text.ts";
import { CancelledError, stopIfCancelled, type Terminal } from "./command.ts";
import { reasonOf } from "./file-errors.ts";

/** A file that is not there or cannot be read; ends with exit code 2. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
  readonly text: Text;
  constructor(text: Text) {
    super(text.en ?? "");
    this.text = text;
  }
}
/** What a sentence calls an input: a file as it was named, `-` in words. For the beginning of a sentence. */
export const inputName = (path: string): Required<Text> =>
  path === "-" ? { zh: "标准输入", en: "Standard input" } : { zh: path, en: path };
export const unreadable = (path: string, error: unknown): UnreadableError => {
  const [named, { zh, en }] = [inputName(path), reasonOf(error)];
  return new UnreadableError({ zh: `读不了 ${named.zh}：${zh}。`, en: `${named.en} cannot be read: ${en}.` });
};
/** A contract is written by hand; the longest text that one string can hold is a little above the second. */
const LARGEST_SOURCE = 16 * 1024 * 1024;
const LARGEST_TEXT = 500 * 1024 * 1024;
/** Facts pack to a tenth or a thirtieth; what grows more than this, beyond the first 8 MB, is a bomb. */
const MOST_GROWTH = 100;
const FREE_GROWTH = 8 * 1024 * 1024;
/** Brackets inside brackets; nothing that people write comes near. */
const DEEPEST = 100;

/** The contract's main file: a folder stands for its `contract.yaml`. `-` is standard input. */
export const mainFile = (terminal: Pick<Terminal, "cwd">, path: string): string => {
  const full = resolve(terminal.cwd, path);
  return existsSync(full) && statSync(full).isDirectory() ? join(full, "contract.yaml") : full;
};
/** Reads a contract's file; undefined when it is not there, so that the loader can say where it was asked for. */
export const readIfThere = (path: string): string | undefined => {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_SOURCE) throw tooLarge(path, LARGEST_SOURCE);
    return decoded(path, [readFileSync(path)]);
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return undefined;
    throw unreadable(path, error);
  }
};
/** A whole text in UTF-8 from a file or `-`, packed with gzip or not. */
export const readText = async (terminal: Ear, path: string, limit = LARGEST_TEXT): Promise<string> =>
  decoded(path, [await readBytes(terminal, path, limit)]);
/** What a command that reads needs of its terminal. */
type Ear = Pick<Terminal, "cwd" | "bytes" | "signal">;
/** All bytes of a file or `-`; what begins as gzip data is unpacked, whatever its name. */
export const readBytes = async (terminal: Ear, path: string, limit = LARGEST_TEXT): Promise<Uint8Array> => {
  try {
    const source =
      path === "-" ? heard(terminal) : createReadStream(resolve(terminal.cwd, path), { highWaterMark: 256 * 1024 });
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of unpacked(source as AsyncIterable<Uint8Array>, path)) {
      stopIfCancelled(terminal);
      size += part.length;
      if (size > limit) throw tooLarge(path, limit);
      parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  } catch (error) {
    if (
      error instanceof UnreadableError ||
      error instanceof CancelledError ||
      !(error instanceof Error && "code" in error)
    )
      throw error;
    throw unreadable(path, error);
  }
};
/** A contract on standard input. */
export const readSource = (terminal: Ear): Promise<string> => readText(terminal, "-", LARGEST_SOURCE);

const isGzip = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b;
/** The pieces of a source, unpacked where they begin as gzip data. */
const unpacked = async function* (source: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  try {
    let start: Uint8Array = new Uint8Array(0);
    // Two bytes tell; a pipe may bring them one by one.
    while (start.length < 2) {
      const { value, done } = await pieces.next();
      if (done) break;
      start = start.length === 0 ? value : Buffer.concat([start, value]);
    }
    const all = (async function* () {
      if (start.length > 0) yield start;
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
    })();
    if (isGzip(start)) yield* grown(all, path);
    else yield* all;
  } finally {
    await pieces.return?.();
  }
};
const grown = async function* (packed: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const source = Readable.from(packed, { objectMode: false });
  source.on("error", (problem) => gunzip.destroy(problem));
  source.pipe(gunzip);
  const { zh, en } = inputName(path);
  let size = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > FREE_GROWTH && size > gunzip.bytesWritten * MOST_GROWTH)
        throw new UnreadableError({
          zh: `${zh} 解压后大于 ${MOST_GROWTH} 倍，不予读取。`,
          en: `${en} grows more than ${MOST_GROWTH} times when unpacked and is refused.`,
        });
      yield piece;
    }
  } finally {
    gunzip.destroy();
    source.destroy();
  }
};
/** Standard input until its end or an interrupt, whichever comes first. */
export const heard = async function* ({
  bytes,
  signal,
}: Pick<Terminal, "bytes" | "signal">): AsyncGenerator<Uint8Array> {
  const input = bytes()[Symbol.asyncIterator]();
  let onAbort: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(new CancelledError());
  });
  stopped.catch(() => undefined);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      const { value, done } = await Promise.race([input.next(), stopped]);
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
};
const tooLarge = (path: string, limit: number): UnreadableError => {
  const megabytes = Math.floor(limit / 1024 / 1024);
  const { zh, en } = inputName(path);
  return new UnreadableError({
    zh: `${zh} 超过 ${megabytes} MB，不予读取；事实可以分成几个文件，多写几个 --facts。`,
    en: `${en} is larger than ${megabytes} MB and is refused; facts may be split into several files, each with its own --facts.`,
  });
};
/** Text of bytes that were read whole. @throws UnreadableError for another encoding and for what is no text */
export const decoded = (path: string, parts: readonly Uint8Array[]): string => {
  const bytes =
    parts.length === 1 ? Buffer.from(parts[0]!.buffer, parts[0]!.byteOffset, parts[0]!.length) : Buffer.concat(parts);
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const { zh, en } = inputName(path);
  const from = otherEncoding(bytes);
  if (from === undefined)
    throw new UnreadableError({
      zh: `${zh} 不是文本：其中的字节在 UTF-8、GB18030、UTF-16 里都不成文字，可能是图片、压缩包或程序。`,
      en: `${en} is no text: its bytes make no characters in UTF-8, GB18030 or UTF-16, as those of a picture, an archive or a program.`,
    });
  throw new UnreadableError({
    zh: `${zh} 不是 UTF-8 文本（多半是 ${from}）。请另存为 UTF-8，或先转换：iconv -f ${from} -t UTF-8。`,
    en: `${en} is no UTF-8 text (probably ${from}). Save it as UTF-8, or convert it first: iconv -f ${from} -t UTF-8.`,
  });
};
/** So much of a text shows how it is encoded. */
const SHOWING = 4 * 1024 * 1024;
/** The encoding in which bytes are a text without a fault and without control signs. */
const otherEncoding = (bytes: Uint8Array): "UTF-16" | "GB18030" | undefined => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return isTextIn("utf-16le", bytes) ? "UTF-16" : undefined;
  if (first === 0xfe && second === 0xff) return isTextIn("utf-16be", bytes) ? "UTF-16" : undefined;
  return isTextIn("gb18030", bytes) ? "GB18030" : undefined;
};
const isTextIn = (encoding: string, bytes: Uint8Array): boolean => {
  try {
    // A character may be cut where the piece ends, but not where the bytes do.
    const stream = bytes.length > SHOWING;
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, SHOWING), { stream });
    return !hasControls(text);
  } catch {
    return false;
  }
};
/** Line ends and tabs are none. */
const hasControls = (text: string): boolean => /[\p{Cc}\p{Cn}]/u.test(text.replace(/[\t\n\r]/g, ""));
/** Refuses JSON whose brackets stand deeper than anything that is meant. */
export const refuseDepth = (path: string, text: string): void => {
  if (depthOf(text) <= DEEPEST) return;
  const { zh, en } = inputName(path);
  throw new UnreadableError({
    zh: `${zh} 的括号嵌套超过 ${DEEPEST} 层，不予读取。`,
    en: `${en} nests brackets more than ${DEEPEST} deep and is refused.`,
  });
};
const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (quoted) {
      if (c === 0x5c) at++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x7b || c === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return deepest;
};
