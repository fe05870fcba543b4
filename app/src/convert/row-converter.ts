// Clauses: C7.1
import type { EmitPlan } from "./emit-plan.ts";
import { Ambiguity, RowFault } from "./fault.ts";
import type { JsonBytes } from "./json-bytes.ts";
import { KeyHash, type KeyTable } from "./key-table.ts";
import { contentOf, type KnownFacts } from "./known-facts.ts";
import type { Matching } from "./matching.ts";
import { decodeSpan, encodeText, type RowState } from "./row-state.ts";

const START = encodeText('{"id":"');
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
  readonly events: Map<string, number>;
  /** A question stands open: rows are only looked at for more of them. */
  asking = false;
  private readonly plans: readonly EmitPlan[];
  private readonly settings: RowSettings;
  private readonly hash = new KeyHash();
  private readonly content = new KeyHash();
  private readonly wanted: EmitPlan[] = [];
  private readonly occurrences: number[] = [];
  private readonly tail: Uint8Array;

  constructor(plans: readonly EmitPlan[], settings: RowSettings) {
    this.plans = plans;
    this.settings = settings;
    this.events = new Map(plans.map((plan) => [plan.emit.kind, 0]));
    const { importedBy } = settings;
    this.tail = encodeText(importedBy === undefined ? "}\n" : `,"imported_by":${JSON.stringify(importedBy)}}\n`);
  }

  convert(state: RowState, out: JsonBytes): void {
    const base = out.at;
    const { wanted } = this;
    wanted.length = 0;
    state.scratchAt = 0;
    try {
      for (const plan of this.plans) {
        if (plan.when && !plan.when(state)) continue;
        plan.write(state, out);
        wanted.push(plan);
        if (plan.match) this.settings.matching.look(plan, state);
      }
      if (wanted.length === 0) this.counts.leftOut++;
      else if (!this.asking) {
        if (this.commit(state, out, base)) this.counts.new++;
        else this.counts.repeated++;
        return;
      }
    } catch (problem) {
      if (problem instanceof RowFault) {
        this.counts.refused++;
        this.settings.refuse(problem, state.row);
      } else if (problem instanceof Ambiguity) {
        this.asking = true;
        this.settings.ask(problem, state.row);
        this.probe(state, out);
      } else throw problem;
    }
    out.at = base;
  }
  /** Looks for more questions in the same row, so that all are asked at once. */
  private probe(state: RowState, out: JsonBytes): void {
    const asked = (problem: unknown): void => {
      if (problem instanceof Ambiguity) this.settings.ask(problem, state.row);
    };
    for (const plan of this.plans) plan.probe(state, out, asked);
  }

  /** Gives the row's events their ids and puts the new ones into the output; false when all of them are in already. */
  private commit(state: RowState, out: JsonBytes, base: number): boolean {
    const { wanted, occurrences } = this;
    occurrences.length = 0;
    for (const plan of wanted) occurrences.push(this.occurrence(plan, state, out));
    out.at = base;
    let any = false;
    for (let i = 0; i < wanted.length; i++) {
      const occurrence = occurrences[i]!;
      if (occurrence === 0) continue;
      const plan = wanted[i]!;
      any = true;
      if (plan.match) this.settings.matching.later(plan, this.idOf(plan, occurrence), out, state.row);
      else {
        this.finish(plan, occurrence, out);
        this.events.set(plan.emit.kind, this.events.get(plan.emit.kind)! + 1);
      }
    }
    return any;
  }
  /** Which occurrence of its key this event is, 0 when it is in already. Refuses a key that stands for something else. */
  private occurrence(plan: EmitPlan, state: RowState, out: JsonBytes): number {
    const { table, known, restore } = this.settings;
    const { draft } = plan;
    const { hash } = this;
    hash.of(draft.key, 0, draft.keyEnd);
    const content = known ? this.canonical(plan, out) : plan.contentHash(out);
    const before = table.find(hash);
    if (before > 0 && table.found.content !== content)
      throw new RowFault("key_conflict", decodeSpan(draft.key, 0, draft.keyEnd), { first: String(table.found.row) });
    const numbered = plan.emit.identicalRows === "numbered";
    if (before > 0 && !numbered) return 0;
    const occurrence = before + 1;
    let inAlready = false;
    if (known) {
      const knownCount = known.table.find(hash);
      if (knownCount > 0 && known.table.found.content !== content)
        throw new RowFault("known_conflict", decodeSpan(draft.key, 0, draft.keyEnd));
      const id = this.idOf(plan, occurrence);
      if (knownCount >= occurrence && known.isRetracted(id)) {
        if (!restore) throw new RowFault("retracted", id);
      } else inAlready = knownCount >= occurrence;
    }
    table.put(hash, content, before > 0 ? table.found.row : state.row, occurrence);
    return inAlready ? 0 : occurrence;
  }
  private canonical(plan: EmitPlan, out: JsonBytes): number {
    const { body, end } = plan.draft;
    const event = JSON.parse(`{${decodeSpan(out.buf, body + 1, end)}}`) as Record<string, unknown>;
    return contentOf(event, this.content);
  }
  private idOf(plan: EmitPlan, occurrence: number): string {
    const key = decodeSpan(plan.draft.key, 0, plan.draft.keyEnd);
    return occurrence > 1 ? `${key}#${occurrence}` : key;
  }
  /** Moves the body down behind its id. The body was written further up, so nothing is overrun. */
  private finish(plan: EmitPlan, occurrence: number, out: JsonBytes): void {
    const { draft } = plan;
    out.raw(START);
    this.id(plan, occurrence, out);
    out.buf[out.at++] = QUOTE;
    const { at } = out;
    out.buf.copyWithin(at, draft.body, draft.end);
    out.at = at + draft.end - draft.body;
    for (const label of plan.idFields) {
      out.room(label.length + draft.keyEnd + 16 + this.tail.length);
      out.raw(label);
      out.buf[out.at++] = QUOTE;
      this.id(plan, occurrence, out);
      out.buf[out.at++] = QUOTE;
    }
    out.raw(this.tail);
  }
  private id(plan: EmitPlan, occurrence: number, out: JsonBytes): void {
    const { key, keyEnd } = plan.draft;
    const { buf } = out;
    let { at } = out;
    for (let i = 0; i < keyEnd; i++) buf[at++] = key[i]!;
    out.at = at;
    if (occurrence > 1) {
      buf[out.at++] = 0x23;
      out.digits(occurrence);
    }
  }
}
