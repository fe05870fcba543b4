import type { DroppedFile } from "../../source/contract-source.ts";

/** More than this is no contract and no facts file for a page. */
const BYTES_MOST = 300_000_000;
/** A contract is written by persons; what is larger only calls itself YAML. */
const CONTRACT_BYTES_MOST = 10_000_000;
const WANTED = /\.(ya?ml|json|ndjson|jsonl|csv)(\.gz)?$/i;

/** Files and folders of a drop, read into memory on this machine; packed ones are opened here. Paths stay relative to the drop. */
export const filesOfDrop = async (transfer: DataTransfer): Promise<DroppedFile[]> => {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return readFiles([...transfer.files]);
  const nested = await Promise.all(entries.map((entry) => filesOfEntry(entry)));
  return readFiles(nested.flat());
};
export const readFiles = async (files: readonly File[]): Promise<DroppedFile[]> =>
  // Files that a system hides are nobody's contract.
  Promise.all(files.filter((file) => !file.name.startsWith(".")).map(readOne));

const pathOf = (file: File): string =>
  paths.get(file) ?? (file.webkitRelativePath === "" ? file.name : file.webkitRelativePath);
const paths = new WeakMap<File, string>();

const filesOfEntry = async (entry: FileSystemEntry): Promise<File[]> => {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    paths.set(file, entry.fullPath.replace(/^\//, ""));
    return [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) break;
    children.push(...batch);
  }
  return (await Promise.all(children.map(filesOfEntry))).flat();
};
const readOne = async (file: File): Promise<DroppedFile> => {
  const name = pathOf(file);
  const unusable = (why: NonNullable<DroppedFile["unusable"]>): DroppedFile => ({
    name,
    bytes: new ArrayBuffer(0),
    unusable: why,
  });
  if (!WANTED.test(name)) return unusable(/\.(?:xlsx?|ods)$/i.test(name) ? "workbook" : "kind");
  const most = /\.(ya?ml|json)(\.gz)?$/i.test(name) ? CONTRACT_BYTES_MOST : BYTES_MOST;
  const size = { bytes: file.size, most };
  if (file.size > most) return { ...unusable("size"), size };
  if (!/\.gz$/i.test(name)) return { name, bytes: await file.arrayBuffer() };
  try {
    const bytes = await unpacked(file, most);
    return bytes === undefined ? { ...unusable("unpacked"), size } : { name: name.replace(/\.gz$/i, ""), bytes };
  } catch {
    return unusable("packed");
  }
};
/** What a packed file holds, never more of it in memory than is allowed; undefined where there is more. */
const unpacked = async (file: File, most: number): Promise<ArrayBuffer | undefined> => {
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces).arrayBuffer();
    bytes += value.byteLength;
    if (bytes > most) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(value);
  }
};
