// Clauses: C7.1
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { createGzip, type Gzip } from "node:zlib";
import { closed } from "./outcome-log.ts";

/** Two conversions into one file each write their own; the last to end gives it its name, whole. */
let made = 0;
/** The output file. It has its name only when it is whole; until then it ends in `.part`. */
export class EventFile {
  readonly part: string;
  readonly packed: boolean;
  private writing: Promise<unknown> = Promise.resolve();
  private handle: FileHandle | undefined;
  private gzip: { readonly pack: Gzip; readonly file: WriteStream } | undefined;
  private readonly path: string;
  constructor(path: string) {
    this.path = path;
    this.part = `${path}.${process.pid}-${made++}.part`;
    this.packed = path.endsWith(".gz");
  }
  /** `add`: behind what stands there already. A packed file gets another member. */
  async open(add = false): Promise<void> {
    if (!this.packed) {
      this.handle = await open(this.part, add ? "a" : "w");
      return;
    }
    const pack = createGzip();
    const file = createWriteStream(this.part, { flags: add ? "a" : "w" });
    // A failure of the disk is told by the packing stream, to which all is written.
    file.on("error", (problem) => pack.destroy(problem));
    pack.on("error", () => undefined);
    pack.pipe(file);
    this.gzip = { pack, file };
  }
  /** Begins to write bytes, once those before are written; they must stay as they are until the next call returns. */
  async put(bytes: Uint8Array): Promise<void> {
    await this.writing;
    this.writing = this.write(bytes);
    // A failure is reported by the next call.
    this.writing.catch(() => undefined);
  }
  private async write(bytes: Uint8Array): Promise<void> {
    if (this.gzip) {
      if (this.gzip.pack.errored) throw this.gzip.pack.errored;
      if (!this.gzip.pack.write(bytes.slice())) await once(this.gzip.pack, "drain");
      return;
    }
    for (let at = 0; at < bytes.length; ) at += (await this.handle!.write(bytes, at, bytes.length - at)).bytesWritten;
  }
  /** All bytes are in the file afterwards; `open` must come before more. */
  async close(): Promise<void> {
    await this.writing;
    if (this.gzip) {
      const { pack, file } = this.gzip;
      this.gzip = undefined;
      if (pack.errored) throw pack.errored;
      const done = finished(file);
      pack.end();
      await done;
    }
    await this.handle?.sync();
    await this.handle?.close();
    this.handle = undefined;
  }
  async finish(): Promise<void> {
    await rename(this.part, this.path);
  }
  async discard(): Promise<void> {
    await this.writing.catch(() => undefined);
    await this.handle?.close();
    this.gzip?.pack.destroy();
    await closed(this.gzip?.file);
    await rm(this.part, { force: true });
  }
}
