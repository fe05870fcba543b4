import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 as nodeCrc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { joined, utf8Bytes } from "./bytes.ts";
import { changedByte, crc32, readZip, zipPieces } from "./zip.ts";

const entries = [
  { path: "index.html", content: utf8Bytes("<p>证据目录</p>\n") },
  { path: "empty.txt", content: new Uint8Array(0) },
  { path: "contract/1/01.yaml", content: utf8Bytes("fealty: 1\n".repeat(40)) },
];
const archive = joined(...zipPieces(entries)!);

const python = spawnSync("python3", ["--version"]).status === 0;

describe("the archive of a bundle", () => {
  it.skipIf(!python)("N7: other programs read it", () => {
    const folder = mkdtempSync(join(tmpdir(), "fealty-zip-"));
    const file = join(folder, "a.zip");
    writeFileSync(file, archive);
    const program =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print([(i.filename,i.file_size) for i in z.infolist()])";
    const told = execFileSync("python3", ["-c", program, file], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(told.trim()).toBe("[('index.html', 20), ('empty.txt', 0), ('contract/1/01.yaml', 400)]");
    expect(crc32(archive)).toBe(nodeCrc32?.(archive) ?? crc32(archive));
  });
  it("N7: it is read as it was written, without a fault", () => {
    const { entries: read, faults } = readZip(archive);
    expect(faults).toEqual([]);
    expect(read.map(({ path, content }) => [path, Buffer.from(content).toString()])).toEqual(
      entries.map(({ path, content }) => [path, Buffer.from(content).toString()]),
    );
  });
  it("N7: every one of its bytes changed, cut off or added is found, and in a file its place is named", () => {
    for (let at = 0; at < archive.length; at += 1)
      for (const bits of [1, 0x80, 0xff]) {
        const turned = archive.slice();
        turned[at]! ^= bits;
        const { faults } = readZip(turned);
        if (faults.length === 0) expect.fail(`byte ${at}`);
        const within = entries.find(({ content }) => {
          const from = Buffer.from(archive).indexOf(content);
          return content.length > 0 && at >= from && at < from + content.length;
        });
        if (within && (faults[0]!.at !== at || faults[0]!.path !== within.path)) expect.fail(`place of byte ${at}`);
      }
    for (const odd of [archive.slice(0, -1), joined(archive, Uint8Array.of(0)), archive.slice(1), new Uint8Array(0)])
      expect(readZip(odd).faults.length).toBeGreaterThan(0);
  });
  it("N7: two changed bytes of a file are no one byte", () => {
    const content = utf8Bytes("a line of a contract ".repeat(9));
    const sum = crc32(content);
    for (let at = 0; at < content.length; at += 1) {
      const turned = content.slice();
      turned[at]! ^= 4;
      expect(changedByte(turned, sum)).toBe(at);
      turned[(at + 7) % content.length]! ^= 1;
      expect(changedByte(turned, sum)).toBeUndefined();
    }
  });
});
