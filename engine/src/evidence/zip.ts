// Clauses: N7
import { joined, sameBytes, utf8Bytes, utf8Text } from "./bytes.ts";

// A ZIP of files as they are (APPNOTE 6.3, method 0), written in one way only: whoever has the files can make every byte of it again, so
// that a changed byte is found wherever it stands. Any program that opens archives reads it.
export interface ZipEntry {
  /** ASCII, forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1980-01-01, the first day that a ZIP knows: a time of making would be another byte that says nothing. */
const DAY = 0x21;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});
export const crc32 = (bytes: Uint8Array): number => {
  let crc = -1;
  for (let at = 0; at < bytes.length; at += 1) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]!) & 255]!;
  return ~crc >>> 0;
};
/** Numbers, each with the bytes that it takes, the lowest first. */
const fields = (...numbers: readonly (readonly [value: number, bytes: number])[]): Uint8Array => {
  const bytes = new Uint8Array(numbers.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of numbers)
    for (let [next, rest] = [0, value]; next < width; next += 1, rest = Math.floor(rest / 256))
      bytes[at++] = rest % 256;
  return bytes;
};
const localHead = (name: Uint8Array, crc: number, size: number): Uint8Array =>
  joined(
    fields(
      [LOCAL, 4],
      [20, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [DAY, 2],
      [crc, 4],
      [size, 4],
      [size, 4],
      [name.length, 2],
      [0, 2],
    ),
    name,
  );
const centralHead = (name: Uint8Array, crc: number, size: number, offset: number): Uint8Array =>
  joined(
    fields([CENTRAL, 4], [20, 2], [20, 2], [0, 2], [0, 2], [0, 2], [DAY, 2], [crc, 4], [size, 4], [size, 4]),
    fields([name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
    name,
  );
/** The most bytes that this form holds. */
export const ZIP_LIMIT = 0xffff_fffe;

/** The archive in pieces, so that nobody needs it in memory twice. Undefined beyond `ZIP_LIMIT` or 65,534 files. */
export const zipPieces = (entries: readonly ZipEntry[]): Uint8Array[] | undefined => {
  const pieces: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { path, content } of entries) {
    const name = utf8Bytes(path);
    const crc = crc32(content);
    const head = localHead(name, crc, content.length);
    central.push(centralHead(name, crc, content.length, offset));
    pieces.push(head, content);
    offset += head.length + content.length;
  }
  const index = joined(...central);
  if (offset + index.length + END_BYTES > ZIP_LIMIT || entries.length > 65_534) return undefined;
  const count = entries.length;
  return [
    ...pieces,
    index,
    fields([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [index.length, 4], [offset, 4], [0, 2]),
  ];
};

/** A byte of the archive that is not what it has to be. */
export interface ZipFault {
  /** Place in the archive, from 0. */
  readonly at: number;
  /** The file that it belongs to; absent for the list at the end. */
  readonly path?: string;
  /** Place in that file, where one byte alone was changed. */
  readonly within?: number;
}
export interface ZipReading {
  /** None where the bytes are no archive of this form at all. */
  readonly entries: readonly ZipEntry[];
  readonly faults: readonly ZipFault[];
}
/** Reads an archive that `zipPieces` wrote, from its beginning or, where that is spoilt, from the list at its end. */
export const readZip = (bytes: Uint8Array): ZipReading => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const placed = alongHeads(bytes, view) ?? alongList(bytes, view);
  if (!placed) return { entries: [], faults: [{ at: 0 }] };
  const entries = placed.map(({ path, from, size }) => ({ path, content: bytes.subarray(from, from + size) }));
  const pieces = zipPieces(entries);
  if (!pieces) return { entries: [], faults: [{ at: 0 }] };
  const faults: ZipFault[] = [];
  const listAt = pieces.slice(0, -2).reduce((sum, piece) => sum + piece.length, 0);
  let offset = 0;
  for (const [index, piece] of pieces.entries()) {
    const given = bytes.subarray(offset, offset + piece.length);
    // The content is what was read; only what stands around it can differ.
    if (index % 2 === 0 || index > 2 * placed.length)
      if (!sameBytes(piece, given)) {
        const own = placed[index / 2];
        if (own) faults.push(headFault(piece, given, offset, own, { bytes, view, listAt }));
        // What a changed file makes wrong in the list was told with the file.
        else if (faults.length === 0) faults.push({ at: offset + firstDifference(piece, given) });
      }
    offset += piece.length;
  }
  if (bytes.length !== offset) faults.push({ at: Math.min(offset, bytes.length) });
  return { entries, faults };
};
interface Archive {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where the list at the end begins. */
  readonly listAt: number;
}
interface Placed {
  readonly path: string;
  readonly from: number;
  readonly size: number;
}
const alongHeads = (bytes: Uint8Array, view: DataView): Placed[] | undefined => {
  const placed: Placed[] = [];
  let at = 0;
  while (at + LOCAL_BYTES <= bytes.length && view.getUint32(at, true) === LOCAL) {
    const [size, length] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
    const from = at + LOCAL_BYTES + length;
    const path = utf8Text(bytes.subarray(at + LOCAL_BYTES, from));
    if (path === undefined || from + size > bytes.length) return undefined;
    placed.push({ path, from, size });
    at = from + size;
  }
  const ends = at + 4 <= bytes.length && [CENTRAL, END].includes(view.getUint32(at, true));
  return ends ? placed : undefined;
};
const alongList = (bytes: Uint8Array, view: DataView): Placed[] | undefined => {
  const end = bytes.length - END_BYTES;
  if (end < 0 || view.getUint32(end, true) !== END) return undefined;
  const placed: Placed[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + CENTRAL_BYTES <= end && view.getUint32(at, true) === CENTRAL) {
    const [size, length, offset] = [
      view.getUint32(at + 20, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ];
    const path = utf8Text(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + length));
    const from = offset + LOCAL_BYTES + length;
    if (path === undefined || from + size > bytes.length) return undefined;
    placed.push({ path, from, size });
    at += CENTRAL_BYTES + length;
  }
  return at === end ? placed : undefined;
};
const firstDifference = (a: Uint8Array, b: Uint8Array): number => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
};
/** A head that does not fit its file: of the check sum both heads say the same where the content was changed, and only one where the head was. */
const headFault = (
  piece: Uint8Array,
  given: Uint8Array,
  offset: number,
  { path, from, size }: Placed,
  archive: Archive,
): ZipFault => {
  const { bytes, view } = archive;
  const at = firstDifference(piece, given);
  const said = view.getUint32(offset + 14, true);
  const listed = listedSum(archive, path);
  if (at < 14 || at >= 18 || said !== listed) return { at: offset + at, path };
  const within = changedByte(bytes.subarray(from, from + size), said);
  return within === undefined ? { at: from, path } : { at: from + within, path, within };
};
const listedSum = ({ bytes, view, listAt }: Archive, path: string): number | undefined => {
  for (let at = listAt; at + CENTRAL_BYTES <= bytes.length && view.getUint32(at, true) === CENTRAL; ) {
    const length = view.getUint16(at + 28, true);
    if (utf8Text(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + length)) === path)
      return view.getUint32(at + 16, true);
    at += CENTRAL_BYTES + length;
  }
  return undefined;
};
/**
 * Where one changed byte gives this difference of check sums: taken back through the bytes behind it, the difference has to be that of one
 * byte. Undefined where there is no such place, or more than one.
 */
export const changedByte = (content: Uint8Array, wanted: number): number | undefined => {
  const ofByte = new Set(TABLE);
  let difference = (crc32(content) ^ wanted) | 0;
  let found: number | undefined;
  for (let at = content.length - 1; at >= 0; at -= 1) {
    if (ofByte.has(difference) && difference !== 0) {
      if (found !== undefined) return undefined;
      found = at;
    }
    const index = BACK[difference >>> 24]!;
    difference = ((difference ^ TABLE[index]!) << 8) | index;
  }
  return found;
};
/** The one entry of the table with that highest byte. */
const BACK = (() => {
  const back = new Uint8Array(256);
  for (let index = 0; index < 256; index += 1) back[TABLE[index]! >>> 24] = index;
  return back;
})();
