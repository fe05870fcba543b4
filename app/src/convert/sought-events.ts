// Clauses: C7.1
import { createReadStream, writeSync } from "node:fs";
import { closeScratch, newScratch, type Scratch } from "./key-runs.ts";

/** What waiting events may find in a file some of whose events are in already, in the order of its rows. */
export class SoughtEvents {
  private readonly file: Scratch;
  constructor(directory: string) {
    this.file = newScratch(directory);
  }
  add(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const bytes = Buffer.from(`${lines.join("\n")}\n`, "utf8");
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file.fd, bytes, at);
  }
  read(): NodeJS.ReadableStream {
    return createReadStream("", { fd: this.file.fd, start: 0, autoClose: false });
  }
  close(): void {
    closeScratch(this.file);
  }
}
