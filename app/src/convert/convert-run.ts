// Clauses: C7.1
import { createReadStream } from "node:fs";
import { dirname } from "node:path";
import { createGunzip } from "node:zlib";
import { type Answers, bind } from "./bind.ts";
import { brokenRow } from "./broken-row.ts";
import { shownCell } from "./cell-text.ts";
import type { ConvertOptions, ConvertReport, Note } from "./convert-types.ts";
import { customerWriter } from "./customer-writer.ts";
import { type DecidedOrder, DecidingDates } from "./deciding-dates.ts";
import { EmitPlan } from "./emit-plan.ts";
import type { EventFile } from "./event-file.ts";
import { type FaultCode, type Refusal, RowFault } from "./fault.ts";
import { columnsOf, keyOfId, together } from "./field-columns.ts";
import { KeyTable } from "./key-table.ts";
import type { KnownFacts } from "./known-facts.ts";
import type { Mapping } from "./mapping-model.ts";
import { Matching, type WaitingRows } from "./matching.ts";
import { type NoteCode, noteText } from "./messages.ts";
import { oddSign } from "./odd-signs.ts";
import type { OutcomeLog } from "./outcome-log.ts";
import type { Questions } from "./questions.ts";
import { type Batch, RowConverter } from "./row-converter.ts";
import type { Opened } from "./row-source.ts";
import { RowState } from "./row-state.ts";
import { SettlingThread, threadProgram, WORTH_A_THREAD } from "./settle-thread.ts";
import { type Settled, Settler, type SettleTotals } from "./settler.ts";
import { type Settling, SettlingHere } from "./settling.ts";
import { SoughtEvents } from "./sought-events.ts";

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
  /** Keys that the file may hold, as far as its size tells. */
  readonly expected: number;
  readonly known: KnownFacts | undefined;
  /** What an earlier reading of the file showed. */
  readonly decided: DecidedOrder | undefined;
}

const isBlank = ({ count, start, end }: RowState): boolean => {
  for (let i = 0; i < count && i < start.length; i++) if (start[i] !== end[i]) return false;
  return true;
};

/** One reading of one file, from the first data row to the report. */
export class ConvertRun {
  private readonly parts: RunParts;
  private readonly dates = new DecidingDates();
  private readonly matching: Matching;
  private readonly state: RowState;
  private readonly rows: RowConverter;
  private readonly plans: readonly EmitPlan[];
  private table: KeyTable | undefined;
  /** Known events by which new ones are told from repeated ones; none where somebody else does that. */
  private readonly known: KnownFacts | undefined;
  private sought: SoughtEvents | undefined;
  /** Events completed by a match, by kind. */
  private readonly matched = new Map<string, number>();
  private readonly restored: string[] = [];
  /** Columns that the mapping reads. */
  private readonly columns: readonly number[];
  private rowsRead = 0;
  private blank = 0;
  private toldAt = 0;

  constructor(parts: RunParts) {
    const { options, mapping, opened, answers, questions, known } = parts;
    this.parts = parts;
    this.known = options.rowNumbers ? undefined : known;
    const restores = options.restore !== undefined;
    this.matching = new Matching(options.importedBy, this.known && { facts: this.known, restores });
    this.state = new RowState(opened.header.length + SPARE_CELLS);
    const { binder, columns, settings } = bind(mapping, opened, answers, options.file, this.dates);
    opened.source.use(columns);
    this.columns = columns;
    const tail = Buffer.byteLength(options.importedBy ?? "") * 6 + 32 + (options.rowNumbers ? 16 : 0);
    const wanted = mapping.emits.filter((emit) => !options.only || options.only.includes(emit.kind));
    this.plans = wanted.map((emit) => new EmitPlan(tail, emit, binder, settings, customerWriter(known)));
    this.rows = new RowConverter(this.plans, this.matching, (problem, row) =>
      questions.ask(problem, row, opened.header),
    );
  }

  /** Reads to the end; undefined when questions stand open. */
  async read(): Promise<Omit<ConvertReport, "reportFiles"> | undefined> {
    const { opened, questions, options, log } = this.parts;
    const { mostRows = Number.POSITIVE_INFINITY } = options;
    const settling = await this.settling();
    try {
      let batch = settling.first();
      for (;;) {
        while (!this.readRows(batch)) batch = await settling.take(batch);
        options.signal?.throwIfAborted();
        await log.settle();
        this.tell(false);
        if (this.rowsRead >= mostRows || !(await opened.source.fill())) break;
      }
      const totals = await settling.finish(batch);
      this.tell(true);
      if (questions.any) return undefined;
      const waited = await this.match();
      await this.restore();
      return this.report(totals, waited);
    } finally {
      await settling.stop();
    }
  }
  /** A second thread for long files, where there is a program for it and all it needs can be told to it. */
  private async settling(): Promise<Settling> {
    const { options, opened, events, known, expected } = this.parts;
    const soughtKinds = new Set(this.plans.map(({ match }) => match?.plan.kind));
    const settings = {
      shapes: this.plans.map(({ emit, match, idFields, keyIsAll }) => ({
        keyIsAll,
        numbered: emit.identicalRows === "numbered",
        waits: match !== undefined,
        sought: soughtKinds.has(emit.kind),
        idFields,
      })),
      importedBy: options.importedBy,
      restores: options.restore !== undefined,
      rowNumbers: options.rowNumbers === true,
    };
    const onSettled = this.settled.bind(this);
    const directory = dirname(events.part);
    const program = options.settleProgram ?? threadProgram();
    if (program && !known && !events.packed && (opened.size >= WORTH_A_THREAD || options.settleProgram))
      return new SettlingThread(program, { ...settings, directory, expected, part: events.part }, onSettled);
    await events.open();
    this.table = new KeyTable(directory, expected);
    if (this.known) this.sought = new SoughtEvents(directory);
    return new SettlingHere(new Settler(settings, this.table, this.known), events, onSettled);
  }
  private settled(
    { refusals, looked }: Pick<Batch, "refusals" | "looked">,
    { conflicts, restored, waiting, sought }: Settled,
  ): void {
    const { log, opened } = this.parts;
    this.restored.push(...restored);
    this.rows.refused += conflicts.length;
    const told = refusals.map(({ fault, row }) => ({ fault, row, column: opened.header[fault.column] ?? "" }));
    told.push(...conflicts.map((one) => this.inCells(one)));
    for (const { fault, row, column } of told.sort((a, b) => a.row - b.row)) log.add(fault, row, column);
    for (const { draft, plan, ...one } of waiting)
      this.matching.later({ ...one, plan: this.plans[plan]! }, looked.get(draft)!);
    this.sought?.add(sought);
  }
  /** An id is the converter's own; people know the cells that it was made of. */
  private inCells({ fault, row }: Refusal): Refusal & { readonly column: string } {
    const columns = columnsOf(this.parts.mapping, fault.value.split("/")[0]!, "id", this.parts.opened.header);
    return { fault: new RowFault(fault.code, keyOfId(fault.value), fault.args), row, column: together(columns) };
  }
  close(): void {
    this.table?.close();
    this.sought?.close();
  }
  /** The order of day and month that the file itself shows, where that stood open. */
  get decided(): DecidedOrder | undefined {
    return this.parts.questions.has("date_order") ? this.dates.decided : undefined;
  }
  /** False when the batch is full, true when more must be read first. */
  private readRows(batch: Batch): boolean {
    const { state, rows } = this;
    const { source } = this.parts.opened;
    const { mostRows = Number.POSITIVE_INFINITY, onRow, onPassedOver } = this.parts.options;
    while (rows.fits(batch)) {
      if (this.rowsRead >= mostRows || !source.next(state)) return true;
      this.rowsRead++;
      if (onRow) onRow(state.row, this.cells());
      const { blank } = this;
      const { leftOut } = rows;
      if (state.start[0] === state.end[0] && isBlank(state)) this.blank++;
      else if (source.broken) rows.refuse(this.broken(source.broken), state.row, batch);
      else if (!this.refuseOdd(batch)) rows.convert(state, batch);
      if (this.blank > blank || rows.leftOut > leftOut) onPassedOver?.(state.row);
    }
    return false;
  }
  private broken(code: FaultCode): RowFault {
    return brokenRow(code, this.state, this.parts.opened.header.length);
  }
  /** A NUL or another sign that nobody sees would vanish at the end of a text and pass unseen within. */
  private refuseOdd(batch: Batch): boolean {
    if (!this.parts.opened.source.mayHoldOdd) return false;
    const { state } = this;
    for (const column of this.columns) {
      if (column >= state.count) continue;
      const fault = oddSign(state.buf, state.start[column]!, state.end[column]!, column);
      if (!fault) continue;
      this.rows.refuse(fault, state.row, batch);
      return true;
    }
    return false;
  }
  /** For a look at the file. */
  private cells(): string[] {
    const { opened, mapping } = this.parts;
    const serials = opened.serials ?? mapping.source.serials;
    return opened.header.map((_, column) => shownCell(this.state, column, serials));
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
  /** Completes what waits for an earlier event; gives what became of its rows. */
  private async match(): Promise<WaitingRows | undefined> {
    const { events, log } = this.parts;
    if (!this.matching.any) return undefined;
    const written = (): NodeJS.ReadableStream => {
      const file = createReadStream(events.part);
      return events.packed ? file.pipe(createGunzip()) : file;
    };
    const { lines, unmatched, refused, restored, rows } = await this.matching.resolve(this.sought?.read() ?? written());
    for (const { kind } of lines) this.matched.set(kind, (this.matched.get(kind) ?? 0) + 1);
    const told = [...unmatched.map((one) => ({ ...one, column: "" })), ...refused.map((one) => this.inCells(one))];
    for (const { fault, row, column } of told.sort((a, b) => a.row - b.row)) log.add(fault, row, column);
    this.restored.push(...restored);
    const rowNumbers = this.parts.options.rowNumbers === true;
    await this.append(lines.map(({ line, row }) => (rowNumbers ? `${row}\t${line}` : line)));
    return rows;
  }
  /** Takes back the retractions of known events that the file brings again. */
  private async restore(): Promise<void> {
    const { options, known } = this.parts;
    if (options.restore === undefined || this.restored.length === 0) return;
    const lines = known!.restoring(this.restored, options.restore, options.importedBy);
    this.matched.set("retracted", lines.length);
    await this.append(lines);
  }
  private async append(lines: readonly string[]): Promise<void> {
    const { events } = this.parts;
    if (lines.length === 0) return;
    await events.open(true);
    await events.put(Buffer.from(lines.join(""), "utf8"));
    await events.close();
  }
  private report(totals: SettleTotals, waited: WaitingRows | undefined): Omit<ConvertReport, "reportFiles"> {
    const { options, opened, log, known } = this.parts;
    const { refused, leftOut } = this.rows;
    const events = new Map(this.plans.map(({ emit }) => [emit.kind, this.matched.get(emit.kind) ?? 0]));
    if (this.restored.length > 0) events.set("retracted", this.matched.get("retracted") ?? 0);
    for (const [i, { emit }] of this.plans.entries())
      events.set(emit.kind, events.get(emit.kind)! + totals.written[i]!);
    return {
      outcome: "converted",
      file: options.file,
      mapping: options.mapping,
      out: this.parts.keeps ? options.out : undefined,
      encoding: opened.encoding(),
      separator: opened.separator,
      sheet: opened.sheet,
      headerRow: opened.headerRow,
      header: opened.header,
      rows: {
        read: this.rowsRead,
        new: totals.new + (waited?.new ?? 0),
        repeated: totals.repeated + (waited?.repeated ?? 0),
        refused: refused + (waited?.refused ?? 0),
        unmatched: waited?.unmatched ?? 0,
        leftOut,
        blank: this.blank,
      },
      events: Object.fromEntries(events),
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
    const { decided } = this.parts;
    return [
      ...(decided ? [note(`order_${decided.order}`, { row: String(decided.row), value: decided.value })] : []),
      ...(serialsRead > 0 ? [note("serials_in_text", { count: String(serialsRead), first })] : []),
      ...(opened.notes?.() ?? []).map(({ code, args }) => note(code, args)),
    ];
  }
}
