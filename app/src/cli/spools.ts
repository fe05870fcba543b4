// Clauses: C7.1
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Terminal } from "./command.ts";
import { heard } from "./files.ts";

/** Standard input can be read once only; a file can be looked at, asked about and read again. */
export class Spools {
  private readonly terminal: Terminal;
  private folder: string | undefined;
  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }
  name(file: string): string {
    this.folder ??= mkdtempSync(join(tmpdir(), "fealty-"));
    return join(this.folder, file);
  }
  async take(file: string): Promise<string> {
    const path = this.name(file);
    // Its file is closed when this fails, too: a stream could still be opening it while the folder is taken away.
    await writeFile(path, heard(this.terminal));
    return path;
  }
  /** Nobody gave the files their names, so nobody is told them. @param as how the text calls standard input */
  shown(words: string, as = "-"): string {
    return this.folder === undefined ? words : words.replaceAll(/\S*[/\\]fealty-\w{6}[/\\][\w.]+/g, as);
  }
  clear(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}
