// Clauses: C7.1

import { contentOf } from "./content-hash.ts";
import type { Drafts } from "./drafts.ts";
import { type Refusal, RowFault } from "./fault.ts";
import { type Constant, constantOf, type JsonBytes } from "./json-bytes.ts";
import { KeyHash } from "./key-hash.ts";
import type { KeyTable } from "./key-table.ts";
import type { KnownFacts } from "./known-facts.ts";
import { decodeSpan } from "./row-state.ts";

const START = constantOf('{"id":"');
const QUOTE = 0x22;
const TAB = 0x09;

type Json = Readonly<Record<string, unknown>>;
/** What settling must know of one entry of `emit:`. */
export interface PlanShape {
  readonly numbered: boolean;
  /** Its key holds everything it says, so that equal keys are equal events. */
  readonly keyIsAll: boolean;
  /** The event waits for the earlier one it belongs to, and is no line yet. */
  readonly waits: boolean;
  /** Events that wait look for such: those of this file stay findable when they are in already. */
  readonly sought: boolean;
  /** Fields that hold the event's own id. */
  readonly idFields: readonly string[];
}
export interface SettleSettings {
  readonly shapes: readonly PlanShape[];
  readonly importedBy: string | undefined;
  /** Whether a row whose event stands retracted brings it back. */
  readonly restores: boolean;
  /** Whether each line begins with its row's number and a tab. */
  readonly rowNumbers: boolean;
}
/** What came of a batch beside its lines. */
export interface Settled {
  readonly conflicts: Refusal[];
  /** Ids of known events that are to be brought back. */
  readonly restored: string[];
  readonly waiting: {
    readonly draft: number;
    readonly plan: number;
    readonly row: number;
    readonly id: string;
    readonly event: Json;
    /** Something else of its row is new. */
    besideNew: boolean;
  }[];
  /** Where known facts are at hand: what waiting events may find, new or in already. */
  readonly sought: string[];
}
/** Rows in which nothing waits. */
export interface SettleTotals {
  readonly new: number;
  readonly repeated: number;
  /** Lines written, by plan. */
  readonly written: readonly number[];
}

/** Gives drafts their ids, drops what is in already, and leaves whole lines. All events of a row become lines, or none. */
export class Settler {
  private new = 0;
  private repeated = 0;
  private readonly written: number[];
  private readonly occurrences: Int32Array;
  private restored: string[] = [];
  private readonly keyIsAll: readonly boolean[];
  private readonly labels: readonly (readonly Constant[])[];
  private readonly tail: Constant;
  private readonly content = new KeyHash();
  private readonly settings: SettleSettings;
  private readonly table: KeyTable;
  private readonly known: KnownFacts | undefined;
  constructor(settings: SettleSettings, table: KeyTable, known: KnownFacts | undefined) {
    const { shapes, importedBy } = settings;
    this.settings = settings;
    this.table = table;
    this.known = known;
    this.written = shapes.map(() => 0);
    this.keyIsAll = shapes.map(({ keyIsAll }) => keyIsAll);
    this.occurrences = new Int32Array(shapes.length);
    this.labels = shapes.map(({ idFields }) => idFields.map((name) => constantOf(`,${JSON.stringify(name)}:`)));
    this.tail = constantOf(importedBy === undefined ? "}\n" : `,"imported_by":${JSON.stringify(importedBy)}}\n`);
  }
  get totals(): SettleTotals {
    return { new: this.new, repeated: this.repeated, written: this.written };
  }
  /** Afterwards the lines stand at the beginning of `drafts.out`, up to its `at`. */
  settle(drafts: Drafts): Settled {
    const settled: Settled = { conflicts: [], restored: [], waiting: [], sought: [] };
    const { count, row, low, high, out } = drafts;
    drafts.hash(this.keyIsAll);
    this.table.warm(low, high, count);
    out.at = 0;
    for (let from = 0; from < count; ) {
      let to = from + 1;
      while (to < count && row[to] === row[from]) to++;
      this.settleRow(drafts, from, to, settled);
      from = to;
    }
    return settled;
  }
  private settleRow(drafts: Drafts, from: number, to: number, settled: Settled): void {
    const { occurrences } = this;
    this.restored = [];
    try {
      for (let i = from; i < to; i++) occurrences[i - from] = this.occurrence(drafts, i);
    } catch (problem) {
      if (!(problem instanceof RowFault)) throw problem;
      settled.conflicts.push({ fault: problem, row: drafts.row[from]! });
      return;
    }
    settled.restored.push(...this.restored);
    let any = this.restored.length > 0;
    const { length: waitingBefore } = settled.waiting;
    for (let i = from; i < to; i++) {
      const occurrence = occurrences[i - from]!;
      if (occurrence === 0) continue;
      const plan = drafts.plan[i]!;
      const shape = this.settings.shapes[plan]!;
      if (this.known && shape.sought) settled.sought.push(soughtLine(drafts, i, Math.abs(occurrence), shape));
      if (occurrence < 0) continue;
      if (shape.waits) {
        const id = idOf(drafts, i, occurrence);
        settled.waiting.push({ draft: i, plan, row: drafts.row[i]!, id, event: eventOf(drafts, i), besideNew: false });
      } else {
        this.finish(drafts, i, this.labels[plan]!, occurrence);
        this.written[plan]!++;
        any = true;
      }
    }
    const { waiting } = settled;
    for (let i = waitingBefore; i < waiting.length; i++) waiting[i]!.besideNew = any;
    // What waits decides about its row later.
    if (waiting.length > waitingBefore) return;
    if (any) this.new++;
    else this.repeated++;
  }
  /**
   * Which occurrence of its key this event is: negative when it is in already, 0 when the file has it twice. Refuses a key
   * that stands for something else. What waits is compared with known events when it is whole.
   */
  private occurrence(drafts: Drafts, i: number): number {
    const { table, known } = this;
    const low = drafts.low[i]!;
    const high = drafts.high[i]!;
    const content = known ? contentOf(eventOf(drafts, i), this.content) : drafts.content[i]!;
    const before = table.find(low, high);
    if (before > 0 && table.found.content !== content)
      throw new RowFault("key_conflict", idOf(drafts, i, 1), { first: String(table.found.row) });
    if (before > 0 && !this.settings.shapes[drafts.plan[i]!]!.numbered) return 0;
    const occurrence = before + 1;
    const inAlready =
      known &&
      !this.settings.shapes[drafts.plan[i]!]!.waits &&
      this.isKnown(known, idOf(drafts, i, occurrence), content);
    table.put(low, high, content, before > 0 ? table.found.row : drafts.row[i]!, occurrence);
    return inAlready ? -occurrence : occurrence;
  }
  private isKnown(known: KnownFacts, id: string, content: number): boolean {
    const standing = known.standing(id, content, this.settings.restores);
    if (standing === "restored") this.restored.push(id);
    return standing !== "new";
  }
  /** Moves the body behind its id. A draft has room for its whole line, so the next one is never overrun. */
  private finish(drafts: Drafts, i: number, labels: readonly Constant[], occurrence: number): void {
    const { out } = drafts;
    const body = drafts.body[i]!;
    const end = drafts.end[i]!;
    const keyLength = drafts.keyEnd[i]! - drafts.keyStart[i]!;
    const prefix = this.settings.rowNumbers ? String(drafts.row[i]!).length + 1 : 0;
    const at = out.at + prefix + START.length + keyLength + (occurrence > 1 ? 1 + String(occurrence).length : 0) + 1;
    out.buf.copyWithin(at, body, end);
    if (prefix > 0) {
      out.digits(drafts.row[i]!);
      out.buf[out.at++] = TAB;
    }
    out.constant(START);
    putId(drafts, i, occurrence, out);
    out.buf[out.at++] = QUOTE;
    out.at = at + end - body;
    for (const label of labels) {
      out.constant(label);
      out.buf[out.at++] = QUOTE;
      putId(drafts, i, occurrence, out);
      out.buf[out.at++] = QUOTE;
    }
    out.constant(this.tail);
  }
}
const eventOf = ({ out, body, end }: Drafts, i: number): Json =>
  JSON.parse(`{${decodeSpan(out.buf, body[i]! + 1, end[i]!)}}`) as Json;
const soughtLine = (drafts: Drafts, i: number, occurrence: number, { idFields }: PlanShape): string => {
  const id = idOf(drafts, i, occurrence);
  return JSON.stringify({ id, ...eventOf(drafts, i), ...Object.fromEntries(idFields.map((name) => [name, id])) });
};
const idOf = ({ keys, keyStart, keyEnd }: Drafts, i: number, occurrence: number): string => {
  const written = decodeSpan(keys.buf, keyStart[i]!, keyEnd[i]!);
  // Keys stand as a line of JSON has them.
  const key = written.includes("\\") ? (JSON.parse(`"${written}"`) as string) : written;
  return occurrence > 1 ? `${key}#${occurrence}` : key;
};
const putId = ({ keys, keyStart, keyEnd }: Drafts, i: number, occurrence: number, out: JsonBytes): void => {
  const from = keys.buf;
  const { buf } = out;
  let { at } = out;
  const end = keyEnd[i]!;
  for (let k = keyStart[i]!; k < end; k++) buf[at++] = from[k]!;
  out.at = at;
  if (occurrence > 1) {
    buf[out.at++] = 0x23;
    out.digits(occurrence);
  }
};
