// Clauses: C7.1
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";
import { FileProblem } from "./file-problem.ts";

/** A workbook has a few dozen entries; who brings more brings no workbook. */
const MOST_ENTRIES = 2000;
/** XML of tables packs to a tenth; what grows more than this, beyond the first 8 MB, is a bomb. */
const MOST_GROWTH = 200;
const FREE_GROWTH = 8 * 1024 * 1024;
const LARGEST = 4 * 1024 * 1024 * 1024 - 1;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_END = 22 + 0xffff;

interface Entry {
  readonly name: string;
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  readonly offset: number;
}

/** A ZIP archive that is not trusted: names, counts, sizes and overlaps are checked before anything is unpacked. */
export class ZipFile {
  private readonly path: string;
  private readonly entries: ReadonlyMap<string, Entry>;
  private constructor(path: string, entries: ReadonlyMap<string, Entry>) {
    this.path = path;
    this.entries = entries;
  }
  static async open(path: string): Promise<ZipFile> {
    const handle = await open(path);
    try {
      return new ZipFile(path, await readDirectory(handle, path));
    } finally {
      await handle.close();
    }
  }
  has(name: string): boolean {
    return this.entries.has(name);
  }
  sizeOf(name: string): number {
    return this.entries.get(name)?.packed ?? 0;
  }
  /** A small entry as a whole; larger than `limit` is refused. */
  async bytes(name: string, limit: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.pieces(name, limit)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  /** The unpacked bytes piece by piece. Ends with a refusal where the entry is larger than it says. */
  async *pieces(
    name: string,
    limit = LARGEST,
    onRead?: (bytes: number) => void,
  ): AsyncGenerator<Buffer, void, undefined> {
    const file = this.path;
    const entry = this.entries.get(name);
    if (!entry) throw new FileProblem("not_a_workbook", { file });
    if (entry.size > limit) throw new FileProblem("too_large", { file, name, limit: megabytes(limit) });
    if (entry.packed === 0) return;
    const start = await dataStart(file, entry);
    const input = createReadStream(file, { start, end: start + entry.packed - 1, highWaterMark: 256 * 1024 });
    if (onRead) input.on("data", (piece) => onRead(piece.length));
    const output = entry.method === 8 ? input.pipe(createInflateRaw({ chunkSize: 256 * 1024 })) : input;
    if (output !== input) input.on("error", (problem) => output.destroy(problem));
    let size = 0;
    try {
      for await (const piece of output as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > entry.size) throw new FileProblem("size_lies", { file, name });
        yield piece;
      }
    } catch (problem) {
      if (problem instanceof Error && "code" in problem && /^Z_|^ERR_.*ZLIB/.test(String(problem.code)))
        throw new FileProblem("broken_zip", { file });
      throw problem;
    } finally {
      input.destroy();
      output.destroy();
    }
    if (size !== entry.size) throw new FileProblem("size_lies", { file, name });
  }
}
const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

const readAt = async (handle: FileHandle, at: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
};
/** Behind the local header, whose name and extra field may be longer than the directory says. */
const dataStart = async (path: string, entry: Entry): Promise<number> => {
  const handle = await open(path);
  try {
    const header = await readAt(handle, entry.offset, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw new FileProblem("broken_zip", { file: path });
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
};

const readDirectory = async (handle: FileHandle, file: string): Promise<Map<string, Entry>> => {
  const broken = (): never => {
    throw new FileProblem("broken_zip", { file });
  };
  const { size } = await handle.stat();
  const tailLength = Math.min(size, LONGEST_END);
  const tail = await readAt(handle, size - tailLength, tailLength);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) broken();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES)
    throw new FileProblem("too_many_entries", {
      file,
      count: count === 0xffff ? "65535+" : String(count),
      limit: String(MOST_ENTRIES),
    });
  if (offset === 0xffffffff || length === 0xffffffff) throw new FileProblem("zip64", { file });
  if (offset + length > size) broken();
  const directory = await readAt(handle, offset, length);
  const entries = new Map<string, Entry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) broken();
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
    const entry = {
      name,
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      method: directory.readUInt16LE(at + 10),
      offset: directory.readUInt32LE(at + 42),
    };
    check(entry, directory.readUInt16LE(at + 8), file);
    if (entries.has(name)) throw new FileProblem("double_entry", { file, name });
    entries.set(name, entry);
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  checkOverlap([...entries.values()], offset, file);
  return entries;
};
const check = (entry: Entry, flags: number, file: string): void => {
  const { name, packed, size, method, offset } = entry;
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:/.test(name) || name.includes("\0"))
    throw new FileProblem("unsafe_entry_name", { file, name: JSON.stringify(name.slice(0, 80)) });
  if ((flags & 1) !== 0) throw new FileProblem("encrypted", { file });
  if (packed === 0xffffffff || size === 0xffffffff || offset === 0xffffffff) throw new FileProblem("zip64", { file });
  if (method !== 0 && method !== 8) throw new FileProblem("broken_zip", { file });
  if (method === 0 && packed !== size) throw new FileProblem("size_lies", { file, name });
  if (size > FREE_GROWTH && size > packed * MOST_GROWTH)
    throw new FileProblem("too_large", { file, name, limit: `${MOST_GROWTH} ×` });
};
/** Entries that share their packed bytes are how small archives unpack to terabytes. */
const checkOverlap = (entries: Entry[], directory: number, file: string): void => {
  let free = 0;
  for (const { offset, packed } of entries.sort((a, b) => a.offset - b.offset)) {
    if (offset < free) throw new FileProblem("broken_zip", { file });
    free = offset + 30 + packed;
  }
  if (free > directory) throw new FileProblem("broken_zip", { file });
};
