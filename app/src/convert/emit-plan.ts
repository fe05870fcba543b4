// Clauses: C7.1

import { compile } from "./compile.ts";
import type { NumberRun, TruthRun } from "./compile-number.ts";
import type { Binder } from "./compiled.ts";
import { RowFault } from "./fault.ts";
import { fieldWriter, type ValueWriter, type WriterSettings } from "./field-writer.ts";
import { JsonBytes } from "./json-bytes.ts";
import type { Emit, FieldPlan, MatchPlan } from "./mapping-model.ts";
import { encodeText, type RowState } from "./row-state.ts";

/** Longest key that an id is made of. */
const LONGEST_KEY = 400;
const SLASH = 0x2f;
const HEX = "0123456789ABCDEF";

interface BoundField {
  readonly plan: FieldPlan;
  /** `,"name":` */
  readonly label: Uint8Array;
  readonly write: ValueWriter;
}
/** An event of this row, written but for its id: spans in the bytes it was written to. */
export class Draft {
  body = 0;
  end = 0;
  readonly key = new Uint8Array(LONGEST_KEY * 3 + 64);
  keyEnd = 0;
}

/** One entry of `emit:` compiled for the columns of a file. */
export class EmitPlan {
  readonly emit: Emit;
  readonly when: TruthRun | undefined;
  readonly match: BoundMatch | undefined;
  /** `,"name":` of fields that hold the event's own id. */
  readonly idFields: readonly Uint8Array[];
  /** Bytes that the id and its copies may take before the body. */
  readonly reserve: number;
  readonly kindBytes: Uint8Array;
  readonly draft = new Draft();
  private readonly fields: readonly BoundField[];
  private readonly keyFields: readonly number[];
  private readonly keyWriters: readonly (ValueWriter | undefined)[];
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly side = new JsonBytes(4096);
  /** Whether the key holds everything the event says, so that equal keys are equal events. */
  private readonly keyIsAll: boolean;

  /** `tail`: bytes that follow the fields of every event. */
  constructor(
    tail: number,
    emit: Emit,
    binder: Binder,
    settings: WriterSettings,
    customerWriter: (plan: FieldPlan, inner: ValueWriter) => ValueWriter,
  ) {
    this.emit = emit;
    const when = emit.when && compile(emit.when.ast, binder);
    this.when = when?.type === "truth" ? when.run : undefined;
    const bound: BoundField[] = [];
    const idFields: Uint8Array[] = [];
    for (const plan of emit.fields) {
      const label = encodeText(`,${JSON.stringify(plan.name)}:`);
      if (plan.expression.written === "event_id()") idFields.push(label);
      else if (plan.expression.matched.length === 0) {
        const plain = fieldWriter(plan, compile(plan.expression.ast, binder), settings);
        bound.push({ plan, label, write: plan.customerBy ? customerWriter(plan, plain) : plain });
      }
    }
    this.fields = bound;
    this.idFields = idFields;
    const labels = idFields.reduce((sum, label) => sum + label.length, 0);
    this.reserve = 64 + tail + labels + (LONGEST_KEY * 3 + 80) * (1 + idFields.length);
    this.kindBytes = encodeText(`,"kind":${JSON.stringify(emit.kind)}`);
    this.keyFields = emit.key.map((part) =>
      "field" in part ? bound.findIndex((field) => field.plan.name === part.field) : -1,
    );
    this.keyWriters = emit.key.map((part) => {
      if ("field" in part) return undefined;
      const plan = { name: "id", type: "any", optional: true, expression: part.expression } as FieldPlan;
      return fieldWriter(plan, compile(part.expression.ast, binder), settings);
    });
    this.keyIsAll = bound.every(({ plan }) => emit.key.some((part) => "field" in part && part.field === plan.name));
    this.starts = new Int32Array(bound.length);
    this.ends = new Int32Array(bound.length);
    this.match = emit.match && bindMatch(emit.match, binder, settings);
  }

  /** Writes kind and fields behind the room kept for the id, and the key aside. Throws what refuses the row. */
  write(state: RowState, out: JsonBytes): void {
    const { draft, fields, starts, ends } = this;
    out.room(this.reserve + 256);
    out.at += this.reserve;
    draft.body = out.at;
    out.raw(this.kindBytes);
    for (let i = 0; i < fields.length; i++) {
      const { label, plan, write } = fields[i]!;
      const before = out.at;
      out.room(label.length + 64);
      out.raw(label);
      starts[i] = out.at;
      if (!this.attempt(write, plan, state, out)) {
        out.at = before;
        starts[i] = before;
      }
      ends[i] = out.at;
    }
    draft.end = out.at;
    this.writeKey(state, out);
  }
  private attempt(write: ValueWriter, plan: FieldPlan, state: RowState, out: JsonBytes): boolean {
    try {
      if (write(state, out)) return true;
    } catch (problem) {
      if (!(problem instanceof RowFault)) throw problem;
      if (problem.code !== "blank" || !plan.optional) throw problem;
      return false;
    }
    if (!plan.optional) throw new RowFault("blank", "", { field: plan.name });
    return false;
  }
  /** A hash of kind and fields as written, id left out. */
  contentHash(out: JsonBytes): number {
    if (this.keyIsAll) return 0;
    const { buf } = out;
    const { body, end } = this.draft;
    let hash = end - body;
    for (let i = body; i < end; i++) hash = Math.imul(hash ^ buf[i]!, 0x5bd1e995);
    return hash ^ (hash >>> 15);
  }
  private writeKey(state: RowState, out: JsonBytes): void {
    const { draft, keyFields, keyWriters, side } = this;
    let at = 0;
    const kind = this.emit.kind;
    for (let i = 0; i < kind.length; i++) draft.key[at++] = kind.charCodeAt(i);
    for (let part = 0; part < keyFields.length; part++) {
      draft.key[at++] = SLASH;
      const field = keyFields[part]!;
      let from = out.buf;
      let start = field < 0 ? 0 : this.starts[field]!;
      let end = field < 0 ? 0 : this.ends[field]!;
      if (field < 0) {
        side.at = 0;
        if (!keyWriters[part]!(state, side)) continue;
        from = side.buf;
        end = side.at;
      }
      if (start < end && from[start] === 0x22) {
        start++;
        end--;
      }
      if (at + end - start > LONGEST_KEY) throw new RowFault("id_too_long", "", { limit: String(LONGEST_KEY) });
      for (let i = start; i < end; i++) {
        const byte = from[i]!;
        if (byte === SLASH || byte === 0x23 || byte === 0x25) {
          draft.key[at++] = 0x25;
          draft.key[at++] = HEX.charCodeAt(byte >> 4);
          draft.key[at++] = HEX.charCodeAt(byte & 15);
        } else draft.key[at++] = byte;
      }
    }
    draft.keyEnd = at;
  }
  /** All fields one by one, to gather every question a row raises. */
  probe(state: RowState, out: JsonBytes, asked: (problem: unknown) => void): void {
    for (const { write } of this.fields) {
      out.at = 0;
      try {
        write(state, out);
      } catch (problem) {
        asked(problem);
      }
    }
  }
}

/** What a row to be matched looks for. */
export interface BoundMatch {
  readonly plan: MatchPlan;
  readonly same: readonly ValueWriter[];
  readonly quantity: NumberRun;
}
const bindMatch = (plan: MatchPlan, binder: Binder, settings: WriterSettings): BoundMatch => {
  const quantity = compile(plan.quantity.ast, binder);
  if (quantity.type !== "number") throw new Error("match.quantity gives no number");
  const same = plan.same.map(({ expression }) => {
    const field = { name: "match", type: "any", optional: true, expression } as FieldPlan;
    return fieldWriter(field, compile(expression.ast, binder), settings);
  });
  return { plan, same, quantity: quantity.run };
};
