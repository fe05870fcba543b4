// Clauses: C7.1
import { Drafts } from "./drafts.ts";
import type { EmitPlan } from "./emit-plan.ts";
import { Ambiguity, RowFault } from "./fault.ts";
import { type Constant, constantOf, type JsonBytes } from "./json-bytes.ts";
import { KeyHash } from "./key-hash.ts";
import type { KeyTable } from "./key-table.ts";
import { contentOf, type KnownFacts } from "./known-facts.ts";
import type { Looked, Matching } from "./matching.ts";
import { decodeSpan, type RowState } from "./row-state.ts";

const START = constantOf('{"id":"');
const QUOTE = 0x22;

export interface RowCounter {
  new: number;
  repeated: number;
  refused: number;
  leftOut: number;
}
export interface RowSettings {
  readonly table: KeyTable;
  readonly known: KnownFacts | undefined;
  readonly matching: Matching;
  readonly restore: boolean;
  readonly importedBy: string | undefined;
  readonly refuse: (fault: RowFault, row: number) => void;
  readonly ask: (problem: Ambiguity, row: number) => void;
}

/** Turns one row after the other into lines of events. All events of a row are written, or none. */
export class RowConverter {
  readonly counts: RowCounter = { new: 0, repeated: 0, refused: 0, leftOut: 0 };
  /** A question stands open: rows are only looked at for more of them. */
  asking = false;
  private readonly plans: readonly EmitPlan[];
  private readonly settings: RowSettings;
  private readonly content = new KeyHash();
  private readonly drafts = new Drafts();
  /** Where the lines of the current batch begin in the output. */
  private base = 0;
  private readonly occurrences: Int32Array;
  /** Events written, by plan. */
  private readonly written: Float64Array;
  private readonly looked = new Map<number, Looked>();
  private refusals: { readonly fault: RowFault; readonly row: number }[] = [];
  private readonly tail: Constant;

  constructor(plans: readonly EmitPlan[], settings: RowSettings) {
    this.plans = plans;
    this.settings = settings;
    this.occurrences = new Int32Array(plans.length);
    this.written = new Float64Array(plans.length);
    const { importedBy } = settings;
    this.tail = constantOf(importedBy === undefined ? "}\n" : `,"imported_by":${JSON.stringify(importedBy)}}\n`);
  }

  /** Events written, by kind. */
  get events(): Map<string, number> {
    const events = new Map(this.plans.map((plan) => [plan.emit.kind, 0]));
    for (const [i, { emit }] of this.plans.entries()) events.set(emit.kind, events.get(emit.kind)! + this.written[i]!);
    return events;
  }
  /** Writes the row's events as drafts; `settle` must follow before the output is used. */
  convert(state: RowState, out: JsonBytes): void {
    const { plans, drafts } = this;
    if (!drafts.fits(plans.length)) this.settle(out);
    if (drafts.count === 0) this.base = out.at;
    const before = drafts.count;
    const { at } = out;
    const keysAt = drafts.keys.at;
    state.scratchAt = 0;
    try {
      for (let i = 0; i < plans.length; i++) {
        const plan = plans[i]!;
        if (plan.when && !plan.when(state)) continue;
        plan.write(state, out, drafts);
        drafts.plan[drafts.count - 1] = i;
        if (plan.match) this.looked.set(drafts.count - 1, this.settings.matching.look(plan, state));
      }
      if (drafts.count === before) this.counts.leftOut++;
      if (!this.asking) return;
    } catch (problem) {
      if (problem instanceof RowFault) this.refuse(problem, state.row);
      else if (problem instanceof Ambiguity) {
        this.asking = true;
        this.settings.ask(problem, state.row);
        this.probe(state, out);
      } else throw problem;
    }
    drafts.count = before;
    drafts.keys.at = keysAt;
    out.at = at;
  }
  refuse(fault: RowFault, row: number): void {
    this.counts.refused++;
    this.refusals.push({ fault, row });
  }
  /** Looks for more questions in the same row, so that all are asked at once. */
  private probe(state: RowState, out: JsonBytes): void {
    const asked = (problem: unknown): void => {
      if (problem instanceof Ambiguity) this.settings.ask(problem, state.row);
    };
    for (const plan of this.plans) plan.probe(state, out, asked);
  }

  /** Gives the drafts their ids, drops what is in already, and leaves whole lines in the output. */
  settle(out: JsonBytes): void {
    const { drafts } = this;
    if (drafts.count > 0) {
      this.settings.table.warm(drafts.low, drafts.high, drafts.count);
      out.at = this.base;
      for (let from = 0; from < drafts.count; ) {
        let to = from + 1;
        while (to < drafts.count && drafts.row[to] === drafts.row[from]) to++;
        this.settleRow(from, to, out);
        from = to;
      }
      drafts.clear();
      this.looked.clear();
    }
    if (this.refusals.length === 0) return;
    for (const { fault, row } of this.refusals.sort((a, b) => a.row - b.row)) this.settings.refuse(fault, row);
    this.refusals = [];
  }
  private settleRow(from: number, to: number, out: JsonBytes): void {
    const { drafts, occurrences } = this;
    try {
      for (let i = from; i < to; i++) occurrences[i - from] = this.occurrence(i, out);
    } catch (problem) {
      if (!(problem instanceof RowFault)) throw problem;
      this.refuse(problem, drafts.row[from]!);
      return;
    }
    let any = false;
    for (let i = from; i < to; i++) {
      const occurrence = occurrences[i - from]!;
      if (occurrence === 0) continue;
      any = true;
      const plan = this.plans[drafts.plan[i]!]!;
      if (plan.match) {
        const { matching } = this.settings;
        matching.later(plan, this.idOf(i, occurrence), this.eventOf(i, out), this.looked.get(i)!, drafts.row[i]!);
      } else {
        this.finish(plan, i, occurrence, out);
        this.written[drafts.plan[i]!]!++;
      }
    }
    if (any) this.counts.new++;
    else this.counts.repeated++;
  }
  /** Which occurrence of its key this event is, 0 when it is in already. Refuses a key that stands for something else. */
  private occurrence(i: number, out: JsonBytes): number {
    const { table, known, restore } = this.settings;
    const { drafts } = this;
    const low = drafts.low[i]!;
    const high = drafts.high[i]!;
    const content = known ? contentOf(this.eventOf(i, out), this.content) : drafts.content[i]!;
    const before = table.find(low, high);
    if (before > 0 && table.found.content !== content)
      throw new RowFault("key_conflict", this.idOf(i, 1), { first: String(table.found.row) });
    const plan = this.plans[drafts.plan[i]!]!;
    if (before > 0 && plan.emit.identicalRows === "once") return 0;
    const occurrence = before + 1;
    let inAlready = false;
    if (known) {
      const knownCount = known.table.find(low, high);
      const id = this.idOf(i, occurrence);
      if (knownCount > 0 && known.table.found.content !== content) throw new RowFault("known_conflict", id);
      if (knownCount >= occurrence && known.isRetracted(id)) {
        if (!restore) throw new RowFault("retracted", id);
      } else inAlready = knownCount >= occurrence;
    }
    table.put(low, high, content, before > 0 ? table.found.row : drafts.row[i]!, occurrence);
    return inAlready ? 0 : occurrence;
  }
  private eventOf(i: number, out: JsonBytes): Readonly<Record<string, unknown>> {
    const { body, end } = this.drafts;
    return JSON.parse(`{${decodeSpan(out.buf, body[i]! + 1, end[i]!)}}`) as Readonly<Record<string, unknown>>;
  }
  private idOf(i: number, occurrence: number): string {
    const { keys, keyStart, keyEnd } = this.drafts;
    const key = decodeSpan(keys.buf, keyStart[i]!, keyEnd[i]!);
    return occurrence > 1 ? `${key}#${occurrence}` : key;
  }
  /** Moves the body behind its id. A draft has room for its whole line, so the next one is never overrun. */
  private finish(plan: EmitPlan, i: number, occurrence: number, out: JsonBytes): void {
    const { drafts } = this;
    const body = drafts.body[i]!;
    const end = drafts.end[i]!;
    const keyLength = drafts.keyEnd[i]! - drafts.keyStart[i]!;
    const begin = out.at;
    const at = begin + START.length + keyLength + (occurrence > 1 ? suffixLength(occurrence) : 0) + 1;
    out.buf.copyWithin(at, body, end);
    out.constant(START);
    this.id(i, occurrence, out);
    out.buf[out.at++] = QUOTE;
    out.at = at + end - body;
    for (const label of plan.idFields) {
      out.constant(label);
      out.buf[out.at++] = QUOTE;
      this.id(i, occurrence, out);
      out.buf[out.at++] = QUOTE;
    }
    out.constant(this.tail);
  }
  private id(i: number, occurrence: number, out: JsonBytes): void {
    const { keys, keyStart, keyEnd } = this.drafts;
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
  }
}
const suffixLength = (occurrence: number): number => 1 + String(occurrence).length;
