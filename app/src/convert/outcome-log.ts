// Clauses: C7.1

import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { csvLine } from "@fealty/engine/values/safe-cell.ts";
import type { ConvertReport, Language, RefusedRow } from "./convert-types.ts";
import type { RowFault } from "./fault.ts";
import { faultText, heading } from "./messages.ts";

const KEPT = 1000;
const LONGEST_VALUE = 200;

/** Keeps every refused row in files beside the report, the first thousand in memory. */
export class OutcomeLog {
  readonly kept: RefusedRow[] = [];
  private count = 0;
  private readonly lang: Language;
  private readonly path: string | undefined;
  private readonly refusals: WriteStream | undefined;
  private json: WriteStream | undefined;
  private csv: WriteStream | undefined;
  /** @param refusals where each refused row goes as a JSON line, for programs */
  constructor(path: string | undefined, refusals: string | undefined, lang: Language) {
    this.path = path;
    this.refusals = refusals === undefined ? undefined : writing(refusals);
    this.lang = lang;
  }
  private parts(): string[] {
    return this.path === undefined ? [] : [`${this.path}.rows.part`, `${this.path}.csv.part`, `${this.path}.json.part`];
  }
  add(fault: RowFault, row: number, column: string): void {
    const value = fault.value.length > LONGEST_VALUE ? `${fault.value.slice(0, LONGEST_VALUE)}…` : fault.value;
    const { reason, mend } = faultText(fault.code, { ...fault.args, column, value }, this.lang);
    const refused: RefusedRow = { row, column, value, code: fault.code, reason, mend };
    if (this.kept.length < KEPT) this.kept.push(refused);
    this.count++;
    this.refusals?.write(`${JSON.stringify({ row, column, value, code: fault.code, args: fault.args })}\n`);
    if (this.path === undefined) return;
    const [rows, table] = this.parts();
    this.json ??= writing(rows!);
    if (!this.csv) {
      this.csv = writing(table!);
      this.csv.write(`\ufeff${csvLine(heading(this.lang))}`);
    }
    this.json.write(`${this.count === 1 ? "" : ",\n"}    ${JSON.stringify(refused)}`);
    this.csv.write(csvLine([String(row), column, value, reason, mend, fault.code]));
  }
  /** Waits until what was added is on its way to the disk, so that a bad file needs no more memory than a good one. */
  async settle(): Promise<void> {
    for (const stream of [this.json, this.csv, this.refusals]) {
      if (stream?.errored) throw stream.errored;
      if (stream?.writableNeedDrain) await once(stream, "drain");
    }
  }
  /** Writes the report beside its rows; `finish` gives the two files their names. */
  async write(report: Omit<ConvertReport, "reportFiles">): Promise<string[]> {
    if (this.refusals) await ended(this.refusals);
    if (this.path === undefined) return [];
    const [rows, table, whole] = this.parts() as [string, string, string];
    if (!this.csv) {
      this.csv = writing(table);
      this.csv.write(`\ufeff${csvLine(heading(this.lang))}`);
    }
    for (const stream of [this.json, this.csv]) if (stream) await ended(stream);
    const { refused: _, ...head } = report;
    const out = writing(whole);
    out.write(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "refused": [\n`);
    if (this.json) for await (const piece of createReadStream(rows)) if (!out.write(piece)) await once(out, "drain");
    out.write("\n  ]\n}\n");
    await ended(out);
    return [`${this.path}.json`, `${this.path}.csv`];
  }
  async finish(): Promise<void> {
    if (this.path === undefined) return;
    const [rows, table, whole] = this.parts() as [string, string, string];
    await rename(table, `${this.path}.csv`);
    await rename(whole, `${this.path}.json`);
    await rm(rows, { force: true });
  }
  async discard(): Promise<void> {
    for (const stream of [this.json, this.csv, this.refusals]) await closed(stream);
    for (const part of this.parts()) await rm(part, { force: true });
  }
}
/** A failure is kept by the stream and told at the next wait for it. */
const writing = (path: string): WriteStream => createWriteStream(path).on("error", () => undefined);
/** A stream that is thrown away may still be opening its file: only when it is closed can the file be taken away for good. */
export const closed = async (stream: WriteStream | undefined): Promise<void> => {
  if (stream === undefined || stream.closed) return;
  const end = once(stream, "close").catch(() => undefined);
  stream.destroy();
  await end;
};
const ended = async (stream: WriteStream): Promise<void> => {
  if (stream.errored) throw stream.errored;
  const done = finished(stream);
  stream.end();
  await done;
};
