import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const TRAILER = Buffer.from([0xff, 0xff]);

/** Rows of one integer key and one packed value, as `copy … from stdin (format binary)` takes them. */
export class PackedRows {
  #bytes: Buffer;
  #length = SIGNATURE.length;
  constructor(room: number) {
    this.#bytes = Buffer.allocUnsafe(room + SIGNATURE.length + TRAILER.length);
    SIGNATURE.copy(this.#bytes);
  }
  /** Writes the head of a row; the caller fills the `size` bytes at the place that is returned. */
  row(keys: readonly number[], size: number): { readonly bytes: Buffer; readonly at: number } {
    const bytes = this.#bytes;
    let at = bytes.writeInt16BE(keys.length + 1, this.#length);
    for (const key of keys) at = bytes.writeInt32BE(key, bytes.writeInt32BE(4, at));
    at = bytes.writeInt32BE(size, at);
    this.#length = at + size;
    return { bytes, at };
  }
  whole(): Buffer {
    TRAILER.copy(this.#bytes, this.#length);
    return this.#bytes.subarray(0, this.#length + TRAILER.length);
  }
}
const BLOCK = 1 << 16;
export const copyIn = async (client: pg.Client, statement: string, bytes: Buffer): Promise<void> => {
  function* blocks(): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += BLOCK) yield bytes.subarray(at, at + BLOCK);
  }
  await pipeline(Readable.from(blocks()), client.query(copyFrom(statement)));
};
/** What `copy … to stdout (format binary)` gives, without head and trailer. */
export const copyOut = async (client: pg.Client, statement: string): Promise<Buffer> => {
  const parts: Buffer[] = [];
  const stream = client.query(copyTo(statement));
  stream.on("data", (part: Buffer) => parts.push(part));
  await finished(stream);
  const whole = Buffer.concat(parts);
  return whole.subarray(SIGNATURE.length, whole.length - TRAILER.length);
};
