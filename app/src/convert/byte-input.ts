// Clauses: C7.1
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { FileProblem } from "./file-problem.ts";
import { type Decoder, decoderFor, type Encoding } from "./text-decoding.ts";

const PIECE = 512 * 1024;
/** A gzip file that grows more than this, beyond the first 8 MB, is a bomb and no table. */
const MOST_GROWTH = 250;
const FREE_GROWTH = 8 * 1024 * 1024;

/** The bytes of a text file in UTF-8, unpacked and decoded, read ahead by one piece. */
export class ByteInput {
  /** Bytes taken from the file on disk, for progress. */
  bytesRead = 0;
  decoder: Decoder | undefined;
  private readonly path: string;
  private readonly wanted: Encoding | "auto";
  private readonly pieces: AsyncGenerator<Uint8Array, void, undefined>;
  private ahead: Promise<IteratorResult<Uint8Array, void>> | undefined;
  private readonly rawGb: boolean;
  /** `rawGb`: GB18030 comes as it is, for a reader that turns the cells it needs. */
  constructor(
    path: string,
    wanted: Encoding | "auto",
    packed: boolean,
    rawGb: boolean,
    signal: AbortSignal | undefined,
  ) {
    this.path = path;
    this.rawGb = rawGb;
    this.wanted = wanted;
    this.pieces = packed ? this.unpacked(signal) : this.plain(signal);
  }
  private async *plain(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void, undefined> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(this.path);
      const buffers = [Buffer.allocUnsafe(PIECE), Buffer.allocUnsafe(PIECE)];
      for (let turn = 0; ; turn = 1 - turn) {
        signal?.throwIfAborted();
        const { bytesRead } = await handle.read(buffers[turn]!, 0, PIECE, null);
        if (bytesRead === 0) return;
        this.bytesRead += bytesRead;
        yield buffers[turn]!.subarray(0, bytesRead);
      }
    } finally {
      await handle?.close();
    }
  }
  private async *unpacked(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void, undefined> {
    const file = createReadStream(this.path, { highWaterMark: PIECE });
    file.on("data", (piece) => {
      this.bytesRead += piece.length;
    });
    const gunzip = createGunzip({ chunkSize: PIECE });
    file.on("error", (problem) => gunzip.destroy(problem));
    file.pipe(gunzip);
    let grown = 0;
    try {
      for await (const piece of gunzip as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        grown += piece.length;
        // What was unpacked so far, not what was read ahead: a small bomb is read in one piece.
        this.refuseGrowth(grown, gunzip.bytesWritten);
        yield piece;
      }
    } catch (problem) {
      if (problem instanceof Error && "code" in problem && /^Z_|^ERR_.*ZLIB/.test(String(problem.code)))
        throw new FileProblem("broken_gzip", { file: this.path });
      throw problem;
    } finally {
      gunzip.destroy();
      file.destroy();
    }
  }
  private refuseGrowth(grown: number, packed: number): void {
    if (grown > FREE_GROWTH && grown > packed * MOST_GROWTH)
      throw new FileProblem("packed_too_well", { file: this.path, times: String(MOST_GROWTH) });
  }
  /** The next piece in UTF-8, undefined at the end. The bytes stay valid until the next call but one. */
  async next(): Promise<Uint8Array | undefined> {
    const { value, done } = await (this.ahead ?? this.pieces.next());
    if (done || !value) {
      if (!this.decoder) return undefined;
      const last = this.decoder.decode(new Uint8Array(0), true);
      return last.length > 0 ? last : undefined;
    }
    let piece = value;
    if (!this.decoder) {
      const { decoder, skip } = decoderFor(value, this.wanted, this.rawGb);
      this.decoder = decoder;
      piece = value.subarray(skip);
    }
    this.ahead = this.pieces.next();
    // A failure of the piece ahead is reported when it is its turn.
    this.ahead.catch(() => undefined);
    return this.decoder.decode(piece, false);
  }
  /** Reads on until a packed bomb is known, and refused, for one. */
  async refuseBomb(): Promise<void> {
    let read = 0;
    for (let piece = await this.next(); piece && read <= FREE_GROWTH; piece = await this.next()) read += piece.length;
  }
  async close(): Promise<void> {
    await this.ahead?.catch(() => undefined);
    await this.pieces.return(undefined);
  }
}
