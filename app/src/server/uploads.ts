// Clauses: C7.1
import { randomUUID } from "node:crypto";
import { open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { makeScratch, removeScratch } from "../commands/import-scratch.ts";
import { Refusal } from "../commands/refusal.ts";

export interface Upload {
  readonly file: string;
  /** What people call it. */
  readonly name: string;
  readonly size: number;
}
/** The largest file that is taken; two gigabytes and what a workbook or a long export has more. */
export const LARGEST = 4 * 1024 ** 3;
/** Uploads held at once; the oldest that nobody works on goes first. */
const HELD = 6;
/** The converter tells the kinds of files by their names. */
const ENDING = /\.(?:csv|txt|tsv|csv\.gz|xlsx|gz)$/i;

/** Files on their way into the house: streamed to a folder that only this server's user can read, gone when it ends. */
export class Uploads {
  readonly #held = new Map<string, Upload & { readonly path: string; users: number }>();
  readonly #largest: number;
  #folder: Promise<string> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  constructor(largest = LARGEST) {
    this.#largest = largest;
  }
  /** Refusals: `file_too_large`, `no_space`. A body that breaks off leaves nothing. */
  async receive(name: string, body: ReadableStream<Uint8Array>, announced?: number): Promise<Upload> {
    if (announced !== undefined && announced > this.#largest) throw tooLarge(this.#largest);
    this.#folder ??= makeScratch();
    const file = randomUUID();
    const path = join(await this.#folder, `${file}${ENDING.exec(name)?.[0].toLowerCase() ?? ".csv"}`);
    const largest = this.#largest;
    let size = 0;
    const limited = async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        size += piece.length;
        if (size > largest) throw tooLarge(largest);
        yield piece;
      }
    };
    try {
      // Open before the first piece: a file that was still being opened could come into being after it was taken away.
      const held = await open(path, "w", 0o600);
      await pipeline(Readable.fromWeb(body), limited, held.createWriteStream());
    } catch (error) {
      await rm(path, { force: true });
      throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? noSpace() : error;
    }
    this.#held.set(file, { file, name, size, path, users: 0 });
    await this.#makeRoom();
    return { file, name, size };
  }
  async #makeRoom(): Promise<void> {
    for (const [file, { users }] of this.#held) {
      if (this.#held.size <= HELD) return;
      if (users === 0) await this.discard(file);
    }
  }
  /** Works on an upload with a mapping beside it; it stays as long as the work takes. Refusal: `no_such_upload`. */
  async use<Result>(
    file: string,
    mapping: string,
    work: (paths: { readonly file: string; readonly mapping: string; readonly name: string }) => Promise<Result>,
  ): Promise<Result> {
    const held = this.find(file);
    const mappingPath = `${held.path}.${randomUUID()}.yaml`;
    held.users += 1;
    try {
      await writeFile(mappingPath, mapping, { mode: 0o600 });
      return await work({ file: held.path, mapping: mappingPath, name: held.name });
    } finally {
      held.users -= 1;
      await rm(mappingPath, { force: true });
    }
  }
  /** Refusal: `no_such_upload`. */
  find(file: string) {
    const held = this.#held.get(file);
    if (held) return held;
    throw new Refusal(
      "no_such_upload",
      {
        zh: "这个文件已不在服务器上，请重新选择文件。",
        en: "This file is no longer at the server; choose it again.",
      },
      { file },
    );
  }
  /** One import after the other, so that several at once do not take all connections to the database. */
  async inTurn<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const before = this.#turn;
    const mine = (async () => {
      await before;
      signal.throwIfAborted();
      return work();
    })();
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
  async discard(file: string): Promise<boolean> {
    const held = this.#held.get(file);
    if (!held || held.users > 0) return false;
    this.#held.delete(file);
    await rm(held.path, { force: true });
    return true;
  }
  /** Ends with everything that was held. */
  async close(): Promise<void> {
    await this.#turn;
    if (this.#folder) await removeScratch(await this.#folder);
  }
}
const tooLarge = (largest: number): Refusal => {
  const limit = `${Math.floor(largest / 1024 ** 2)} MiB`;
  return new Refusal("file_too_large", {
    zh: `文件超过 ${limit}，没有接收。请分成几个文件导入，或在服务器上用 fealty import。`,
    en: `The file is larger than ${limit} and was not taken. Split it, or use \`fealty import\` on the server.`,
  });
};
const noSpace = (): Refusal =>
  new Refusal("no_space", {
    zh: "服务器的磁盘空间不足，文件没有接收。",
    en: "The server's disk is full; the file was not taken.",
  });
