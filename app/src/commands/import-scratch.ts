// Clauses: C7.1
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";

const PREFIX = "fealty-import-";

/** A folder that only its owner can read, for what an import writes down on its way; its name tells whose it is. */
export const makeScratch = async (parent = tmpdir()): Promise<string> => {
  await sweepScratch(parent);
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
};
/** A file of work that was stopped may still be opening: then the folder is not empty yet at the first try. */
export const removeScratch = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });
/** Takes away what killed processes left. */
const sweepScratch = async (parent: string): Promise<void> => {
  for (const name of await readdir(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
};
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** The lines of a file one after the other, without their ends, in flat memory. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of createReadStream(path, { encoding: "utf8", highWaterMark: 256 * 1024 })) {
    const lines = (rest + (piece as string)).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}
/** JSON values on disk, one a line: written first, then read. */
export class JsonLines<Value> {
  readonly #path: string;
  readonly #out: WriteStream;
  constructor(path: string) {
    this.#path = path;
    // A failure is kept by the stream and told at the next wait for it.
    this.#out = createWriteStream(path).on("error", () => undefined);
  }
  async put(value: Value): Promise<void> {
    if (this.#out.errored) throw this.#out.errored;
    if (!this.#out.write(`${JSON.stringify(value)}\n`)) await once(this.#out, "drain");
  }
  async end(): Promise<void> {
    if (this.#out.errored) throw this.#out.errored;
    const done = finished(this.#out);
    this.#out.end();
    await done;
  }
  async *read(): AsyncGenerator<Value> {
    yield* jsonLinesOf<Value>(this.#path);
  }
}
export async function* jsonLinesOf<Value>(path: string): AsyncGenerator<Value> {
  for await (const line of linesOf(path)) if (line !== "") yield JSON.parse(line) as Value;
}
