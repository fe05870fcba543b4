// Clauses: C7.1
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { createGzip, type Gzip } from "node:zlib";
import { JsonBytes } from "./json-bytes.ts";

const FLUSH_AT = 256 * 1024;

/** The output file: lines are gathered in one of two buffers while the other is written. It has its name only when whole. */
export class EventFile {
  out = new JsonBytes(FLUSH_AT * 2);
  readonly part: string;
  readonly packed: boolean;
  private other = new JsonBytes(FLUSH_AT * 2);
  private writing: Promise<unknown> = Promise.resolve();
  private handle: FileHandle | undefined;
  private gzip: { readonly pack: Gzip; readonly file: WriteStream } | undefined;
  private readonly path: string;
  constructor(path: string) {
    this.path = path;
    this.part = `${path}.part`;
    this.packed = path.endsWith(".gz");
  }
  async open(): Promise<void> {
    if (this.packed) this.startGzip("w");
    else this.handle = await open(this.part, "w");
  }
  private startGzip(flags: "w" | "a"): void {
    const pack = createGzip();
    const file = createWriteStream(this.part, { flags });
    pack.pipe(file);
    this.gzip = { pack, file };
  }
  /** Hands a full buffer to the disk; waits for the one before. */
  async flush(force = false): Promise<void> {
    if (this.out.at < FLUSH_AT && !force) return;
    await this.writing;
    const full = this.out;
    this.out = this.other;
    this.other = full;
    this.out.at = 0;
    this.writing = this.write(full.buf.subarray(0, full.at));
    // A failure is reported by the next flush.
    this.writing.catch(() => undefined);
  }
  private async write(bytes: Uint8Array): Promise<void> {
    if (this.gzip) {
      if (!this.gzip.pack.write(bytes.slice())) await once(this.gzip.pack, "drain");
      return;
    }
    for (let at = 0; at < bytes.length; ) at += (await this.handle!.write(bytes, at, bytes.length - at)).bytesWritten;
  }
  /** All lines are on disk afterwards; more may follow. */
  async settle(): Promise<void> {
    await this.flush(true);
    await this.writing;
    if (!this.gzip) return;
    const { pack, file } = this.gzip;
    this.gzip = undefined;
    const done = once(file, "finish");
    pack.end();
    await done;
  }
  /** Adds lines behind what was settled; a packed file gets a second member. */
  async append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    if (this.packed) this.startGzip("a");
    const bytes = Buffer.from(lines.join(""), "utf8");
    await this.write(bytes);
    await this.settle();
  }
  async finish(): Promise<void> {
    await this.settle();
    await this.handle?.sync();
    await this.handle?.close();
    this.handle = undefined;
    await rename(this.part, this.path);
  }
  async discard(): Promise<void> {
    await this.writing.catch(() => undefined);
    await this.handle?.close();
    this.gzip?.pack.destroy();
    this.gzip?.file.destroy();
    await rm(this.part, { force: true });
  }
}
