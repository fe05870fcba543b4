// Clauses: C7.1
import { type Answers, bind } from "./bind.ts";
import type { ConvertOptions, ConvertReport, Note } from "./convert-types.ts";
import { customerWriter } from "./customer-writer.ts";
import { EmitPlan } from "./emit-plan.ts";
import type { EventFile } from "./event-file.ts";
import { RowFault } from "./fault.ts";
import type { JsonBytes } from "./json-bytes.ts";
import type { KeyTable } from "./key-table.ts";
import type { KnownFacts } from "./known-facts.ts";
import type { Mapping } from "./mapping-model.ts";
import { Matching } from "./matching.ts";
import { type NoteCode, noteText } from "./messages.ts";
import type { OutcomeLog } from "./outcome-log.ts";
import type { Questions } from "./questions.ts";
import { RowConverter } from "./row-converter.ts";
import type { Opened } from "./row-source.ts";
import { RowState } from "./row-state.ts";

/** Cells behind the last column of the header that a row may have, empty. */
const SPARE_CELLS = 64;

export interface RunParts {
  readonly options: ConvertOptions;
  readonly mapping: Mapping;
  readonly opened: Opened;
  readonly answers: Answers;
  readonly questions: Questions;
  readonly log: OutcomeLog;
  readonly events: EventFile;
  /** Whether the events are kept under the name asked for. */
  readonly keeps: boolean;
  readonly table: KeyTable;
  readonly known: KnownFacts | undefined;
}

const isBlank = ({ count, start, end }: RowState): boolean => {
  for (let i = 0; i < count && i < start.length; i++) if (start[i] !== end[i]) return false;
  return true;
};

/** One reading of one file, from the first data row to the report. */
export class ConvertRun {
  private readonly parts: RunParts;
  private readonly matching: Matching;
  private readonly state: RowState;
  private readonly rows: RowConverter;
  /** Events completed by a match, by kind. */
  private readonly matched = new Map<string, number>();
  private rowsRead = 0;
  private blank = 0;
  private toldAt = 0;

  constructor(parts: RunParts) {
    const { options, mapping, opened, answers, questions, log, table, known } = parts;
    this.parts = parts;
    this.matching = new Matching(options.importedBy);
    this.state = new RowState(opened.header.length + SPARE_CELLS);
    const { binder, columns, settings } = bind(mapping, opened, answers, options.file);
    opened.source.use(columns);
    const tail = Buffer.byteLength(options.importedBy ?? "") * 6 + 32;
    const wanted = mapping.emits.filter((emit) => !options.only || options.only.includes(emit.kind));
    const plans = wanted.map((emit) => new EmitPlan(tail, emit, binder, settings, customerWriter(known)));
    this.rows = new RowConverter(plans, {
      table,
      known,
      matching: this.matching,
      restore: options.restore ?? false,
      importedBy: options.importedBy,
      refuse: (fault, row) => log.add(fault, row, opened.header[fault.column] ?? ""),
      ask: (problem, row) => questions.ask(problem, row, opened.header),
    });
  }

  /** Reads to the end; undefined when questions stand open. */
  async read(): Promise<Omit<ConvertReport, "reportFiles"> | undefined> {
    const { opened, events, log, questions, options } = this.parts;
    do {
      options.signal?.throwIfAborted();
      this.readRows(events.out);
      await events.flush();
      await log.settle();
      this.tell(false);
    } while (await opened.source.fill());
    this.tell(true);
    if (questions.any) return undefined;
    return this.report(await this.match());
  }
  private readRows(out: JsonBytes): void {
    const { state, rows } = this;
    const { source } = this.parts.opened;
    while (source.next(state)) {
      this.rowsRead++;
      if (state.start[0] === state.end[0] && isBlank(state)) this.blank++;
      else if (source.broken) rows.refuse(new RowFault(source.broken, state.cellText(0)), state.row);
      else rows.convert(state, out);
    }
    rows.settle(out);
  }
  private tell(last: boolean): void {
    const { options, opened } = this.parts;
    if (!options.onProgress) return;
    const now = Date.now();
    if (!last && now - this.toldAt < 100) return;
    this.toldAt = now;
    const bytesRead = last ? opened.size : Math.min(opened.source.bytesRead, opened.size);
    options.onProgress({ bytesRead, bytesTotal: opened.size, rows: this.rowsRead });
  }
  /** Completes what waits for an earlier event; gives the number of rows that found none. */
  private async match(): Promise<number> {
    const { events, log } = this.parts;
    if (!this.matching.any) return 0;
    await events.settle();
    const { lines, unmatched } = await this.matching.resolve(events.part, events.packed);
    await events.append(lines.map(({ line }) => line));
    for (const { kind } of lines) this.matched.set(kind, (this.matched.get(kind) ?? 0) + 1);
    for (const { fault, row } of unmatched) log.add(fault, row, "");
    return unmatched.length;
  }
  private report(unmatched: number): Omit<ConvertReport, "reportFiles"> {
    const { options, opened, log, known } = this.parts;
    const { counts, events } = this.rows;
    return {
      outcome: "converted",
      file: options.file,
      mapping: options.mapping,
      out: this.parts.keeps ? options.out : undefined,
      encoding: opened.encoding(),
      separator: opened.separator,
      sheet: opened.sheet,
      headerRow: opened.headerRow,
      rows: {
        read: this.rowsRead,
        new: counts.new - unmatched,
        repeated: counts.repeated,
        refused: counts.refused,
        unmatched,
        leftOut: counts.leftOut,
        blank: this.blank,
      },
      events: Object.fromEntries([...events].map(([kind, n]) => [kind, n + (this.matched.get(kind) ?? 0)])),
      customers: { created: known?.createdCount ?? 0, found: known?.found ?? 0 },
      questions: [],
      notes: this.notes(),
      refused: log.kept,
    };
  }
  private notes(): Note[] {
    const { opened, options, mapping } = this.parts;
    const note = (code: NoteCode, args: Record<string, string>): Note => ({
      code,
      text: noteText(code, args, options.lang ?? "zh"),
    });
    const { serialsRead } = this.state;
    const first = String(opened.serials ?? mapping.source.serials);
    return [
      ...(serialsRead > 0 ? [note("serials_in_text", { count: String(serialsRead), first })] : []),
      ...(opened.notes?.() ?? []).map(({ code, args }) => note(code, args)),
    ];
  }
}
