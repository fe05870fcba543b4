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
/** Uploads of one company held at once; the oldest that nobody works on goes first. */
const HELD = 6;
/** Imports that run at once, of so many companies: each takes connections to the database, and others need some too. */
const AT_ONCE = 3;
/** The converter tells the kinds of files by their names. */
const ENDING = /\.(?:csv|txt|tsv|csv\.gz|xlsx|gz)$/i;

interface Held extends Upload {
  /** Nobody else finds it. */
  readonly companyId: number;
  readonly path: string;
  users: number;
}
/** Files on their way into the house: streamed to a folder that only this server's user can read, gone when it ends. */
export class Uploads {
  readonly #held = new Map<string, Held>();
  readonly #largest: number;
  #folder: Promise<string> | undefined;
  readonly #turns = new Map<number, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  constructor(largest = LARGEST) {
    this.#largest = largest;
  }
  /** Refusals: `file_too_large`, `no_space`. A body that breaks off leaves nothing. */
  async receive(
    companyId: number,
    name: string,
    body: ReadableStream<Uint8Array>,
    announced?: number,
  ): Promise<Upload> {
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
    this.#held.set(file, { companyId, file, name, size, path, users: 0 });
    await this.#makeRoom(companyId);
    return { file, name, size };
  }
  async #makeRoom(companyId: number): Promise<void> {
    const own = [...this.#held.values()].filter((one) => one.companyId === companyId);
    let size = own.length;
    // The last one just came and waits for its preview: it is not the one that goes.
    for (const { file } of own.slice(0, -1)) {
      if (size <= HELD) return;
      if (await this.discard(companyId, file)) size -= 1;
    }
  }
  /** Works on an upload with a mapping beside it; it stays as long as the work takes. Refusal: `no_such_upload`. */
  async use<Result>(
    companyId: number,
    file: string,
    mapping: string,
    work: (paths: { readonly file: string; readonly mapping: string; readonly name: string }) => Promise<Result>,
  ): Promise<Result> {
    const held = this.find(companyId, file);
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
  find(companyId: number, file: string): Held {
    const held = this.#held.get(file);
    if (held?.companyId === companyId) return held;
    throw new Refusal(
      "no_such_upload",
      {
        zh: "这个文件已不在服务器上，请重新选择文件。",
        en: "This file is no longer at the server; choose it again.",
      },
      { file },
    );
  }
  /** One import of a company after the other, and a few companies at once, so that they do not take all connections to the database. */
  async inTurn<Result>(companyId: number, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(companyId);
    const mine = (async () => {
      await before;
      signal.throwIfAborted();
      return this.#amongFew(signal, work);
    })();
    this.#turns.set(
      companyId,
      mine.catch(() => undefined),
    );
    return mine;
  }
  async #amongFew<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    while (this.#running >= AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running += 1;
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
  async discard(companyId: number, file: string): Promise<boolean> {
    const held = this.#held.get(file);
    if (held?.companyId !== companyId || held.users > 0) return false;
    this.#held.delete(file);
    await rm(held.path, { force: true });
    return true;
  }
  /** Ends with everything that was held. */
  async close(): Promise<void> {
    await Promise.all(this.#turns.values());
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
