// Clauses: C7.1

import { compile } from "./compile.ts";
import type { NumberRun, TruthRun } from "./compile-number.ts";
import type { Binder } from "./compiled.ts";
import type { Drafts } from "./drafts.ts";
import { Ambiguity, type FaultCode, RowFault } from "./fault.ts";
import { fieldWriter, listValue, recordValue, type ValueWriter, type WriterSettings } from "./field-writer.ts";
import { type Constant, constantOf, JsonBytes } from "./json-bytes.ts";
import type { Emit, FieldPlan, MatchPlan } from "./mapping-model.ts";
import { CELL, encodeText, type RowState } from "./row-state.ts";

/** Longest key that an id is made of. */
const LONGEST_KEY = 400;
const SLASH = 0x2f;
const HEX = "0123456789ABCDEF";

interface BoundField {
  readonly plan: FieldPlan;
  /** `,"name":` */
  readonly label: Constant;
  readonly write: ValueWriter;
  /** The column to name where the field as a whole is at fault. */
  readonly blame: number;
  /** It is made of that column alone. */
  readonly sole: boolean;
}
/** Faults of what was worked out: they bear the figure or the day and not what is written. */
const WORKED_OUT: ReadonlySet<FaultCode> = new Set(["finer_than_currency", "not_whole", "fact_out_of_years"]);
/** One entry of `emit:` compiled for the columns of a file. */
export class EmitPlan {
  readonly emit: Emit;
  readonly when: TruthRun | undefined;
  readonly match: BoundMatch | undefined;
  /** Fields that hold the event's own id. */
  readonly idFields: readonly string[];
  private readonly kindBytes: Constant;
  private readonly keyKind: Constant;
  /** Bytes that an event may take beside its fields and its key. */
  private readonly frame: number;
  private readonly fields: readonly BoundField[];
  private readonly keyFields: readonly number[];
  private readonly keyWriters: readonly (ValueWriter | undefined)[];
  private readonly keyBlames: readonly number[];
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly side = new JsonBytes(4096);
  /** Whether the key holds everything the event says, so that equal keys are equal events. */
  readonly keyIsAll: boolean;

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
    const idFields: string[] = [];
    for (const plan of emit.fields) {
      const label = constantOf(`,${JSON.stringify(plan.name)}:`);
      if (plan.expression.written === "event_id()") idFields.push(plan.name);
      else if (plan.expression.matched.length === 0) {
        const plain = writerOf(plan, binder, settings);
        const first = plan.expression.columns[0];
        const blame = first === undefined ? -1 : binder.columnOf(first);
        const sole = plan.expression.columns.length === 1;
        bound.push({ plan, label, write: plan.customerBy ? customerWriter(plan, plain) : plain, blame, sole });
      }
    }
    this.fields = bound;
    this.idFields = idFields;
    const labels = idFields.reduce((sum, label) => sum + label.length * 6 + 20, 0);
    this.frame = 64 + tail + labels;
    this.keyKind = constantOf(emit.kind);
    this.kindBytes = constantOf(`,"kind":${JSON.stringify(emit.kind)}`);
    this.keyFields = emit.key.map((part) =>
      "field" in part ? bound.findIndex((field) => field.plan.name === part.field) : -1,
    );
    this.keyWriters = emit.key.map((part) => {
      if ("field" in part) return undefined;
      const plan = { name: "id", type: "any", optional: true, expression: part.expression } as FieldPlan;
      return fieldWriter(plan, compile(part.expression.ast, binder), settings);
    });
    this.keyBlames = emit.key.map((part) => {
      if ("field" in part) return bound.find((field) => field.plan.name === part.field)?.blame ?? -1;
      const first = part.expression.columns[0];
      return first === undefined ? -1 : binder.columnOf(first);
    });
    this.keyIsAll = bound.every(({ plan }) => emit.key.some((part) => "field" in part && part.field === plan.name));
    this.starts = new Int32Array(bound.length);
    this.ends = new Int32Array(bound.length);
    this.match = emit.match && bindMatch(emit.match, binder, settings);
  }

  /** Writes kind and fields as the next draft, its key aside. Throws what refuses the row; nothing counts until `done`. */
  write(state: RowState, drafts: Drafts): void {
    const { fields, starts, ends } = this;
    const { out, keys } = drafts;
    const body = out.at;
    out.room(this.frame + 256);
    out.constant(this.kindBytes);
    let i = 0;
    try {
      for (; i < fields.length; i++) {
        const { label, plan, write } = fields[i]!;
        const before = out.at;
        out.room(label.length + 64);
        out.constant(label);
        starts[i] = out.at;
        if (plan.optional) {
          if (!this.attempt(write, state, out)) {
            out.at = before;
            starts[i] = before;
          }
        } else if (!write(state, out)) throw new RowFault("blank", "");
        ends[i] = out.at;
      }
    } catch (problem) {
      if ((problem instanceof RowFault || problem instanceof Ambiguity) && problem.column < 0) {
        const { blame, sole } = fields[i]!;
        problem.column = blame;
        // A workbook keeps a day as a number that nobody sees.
        const seen = sole && state.cell[blame] !== CELL.dayNumber;
        if (seen && problem instanceof RowFault && WORKED_OUT.has(problem.code)) problem.value = state.cellText(blame);
      }
      throw problem;
    }
    const end = out.at;
    const keyStart = keys.at;
    this.writeKey(state, out, keys);
    i = drafts.count++;
    drafts.row[i] = state.row;
    drafts.body[i] = body;
    drafts.end[i] = end;
    drafts.keyStart[i] = keyStart;
    drafts.keyEnd[i] = keys.at;
    out.at = end + this.frame + (keys.at - keyStart + 16) * (1 + this.idFields.length);
    out.room(0);
  }
  /** A field that may be left out is left out where its cell is blank. */
  private attempt(write: ValueWriter, state: RowState, out: JsonBytes): boolean {
    try {
      return write(state, out);
    } catch (problem) {
      if (problem instanceof RowFault && problem.code === "blank") return false;
      throw problem;
    }
  }
  private writeKey(state: RowState, out: JsonBytes, keys: JsonBytes): void {
    const { keyFields, side } = this;
    const begin = keys.at;
    keys.room(this.keyKind.length + LONGEST_KEY * 4);
    keys.constant(this.keyKind);
    for (let part = 0; part < keyFields.length; part++) {
      const field = keyFields[part]!;
      let from = out.buf;
      let start = field < 0 ? 0 : this.starts[field]!;
      let end = field < 0 ? 0 : this.ends[field]!;
      if (field < 0) {
        side.at = 0;
        this.writeKeyPart(part, state);
        from = side.buf;
        end = side.at;
      }
      if (start < end && from[start] === 0x22) {
        start++;
        end--;
      }
      // Rows that have nothing to be known by would all be one event.
      if (start >= end) throw new RowFault("blank", "", {}, this.keyBlames[part]!);
      let at = keys.at;
      if (at + end - start > begin + LONGEST_KEY) throw new RowFault("id_too_long", "", { limit: String(LONGEST_KEY) });
      const { buf } = keys;
      buf[at++] = SLASH;
      for (let i = start; i < end; i++) {
        const byte = from[i]!;
        if (byte === SLASH || byte === 0x23 || byte === 0x25) {
          buf[at++] = 0x25;
          buf[at++] = HEX.charCodeAt(byte >> 4);
          buf[at++] = HEX.charCodeAt(byte & 15);
        } else buf[at++] = byte;
      }
      keys.at = at;
    }
  }
  private writeKeyPart(part: number, state: RowState): void {
    try {
      this.keyWriters[part]!(state, this.side);
    } catch (problem) {
      if ((problem instanceof RowFault || problem instanceof Ambiguity) && problem.column < 0)
        problem.column = this.keyBlames[part]!;
      throw problem;
    }
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

const writerOf = (plan: FieldPlan, binder: Binder, settings: WriterSettings): ValueWriter => {
  if (!plan.records) return fieldWriter(plan, compile(plan.expression.ast, binder), settings);
  const { list, parts } = plan.records;
  const records = parts.map((one) =>
    recordValue(
      one.map((part) => ({
        label: encodeText(`${JSON.stringify(part.name)}:`),
        write: writerOf(part, binder, settings),
      })),
    ),
  );
  return list ? listValue(records) : records[0]!;
};

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
