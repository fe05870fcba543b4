// Clauses: C7.1
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { compare, parseDecimal, type Rational, subtract } from "@fealty/engine/values/rational.ts";
import { exactly } from "./compile-number.ts";
import type { EmitPlan } from "./emit-plan.ts";
import { RowFault } from "./fault.ts";
import { JsonBytes } from "./json-bytes.ts";
import { decodeSpan, type RowState } from "./row-state.ts";

type Json = Readonly<Record<string, unknown>>;

/** What a row looks for: an earlier event that equals this key and has so much left. */
export interface Looked {
  readonly key: string;
  readonly quantity: Rational;
}
/** An event that waits for the earlier one it belongs to. */
interface Waiting {
  readonly plan: EmitPlan;
  readonly id: string;
  readonly event: Json;
  readonly key: string;
  readonly quantity: Rational;
  readonly at: number;
  readonly row: number;
}
interface Candidate {
  readonly event: Json;
  readonly at: number;
  left: Rational;
}
const momentOf = (event: Json): number => parseInstant(String(event.at)) ?? 0;
const SEPARATION = "\u0000";

/**
 * Finds for each waiting event the latest earlier event that equals it in the fields named and has enough left. Done after
 * the file was read, from the events written, so that only what is looked for is held in memory.
 */
export class Matching {
  private readonly waiting: Waiting[] = [];
  private readonly out = new JsonBytes(4096);
  private readonly importedBy: string | undefined;
  constructor(importedBy: string | undefined) {
    this.importedBy = importedBy;
  }
  get any(): boolean {
    return this.waiting.length > 0;
  }
  /** Reads from the row what its event will look for. */
  look(plan: EmitPlan, state: RowState): Looked {
    const { out } = this;
    const match = plan.match!;
    const parts = match.same.map((write) => {
      out.at = 0;
      write(state, out);
      return String(JSON.parse(decodeSpan(out.buf, 0, out.at) || '""'));
    });
    const key = [match.plan.kind, ...match.plan.same.map((same) => same.field), ...parts].join(SEPARATION);
    const value = match.quantity(state);
    return { key, quantity: exactly(value, state.scale, state.big) };
  }
  /** Keeps an event until the whole file was read. */
  later(plan: EmitPlan, id: string, event: Json, { key, quantity }: Looked, row: number): void {
    this.waiting.push({ plan, id, event, key, quantity, at: momentOf(event), row });
  }
  /** Gives the completed events in the order of their rows, and the rows that found nothing. */
  async resolve(
    path: string,
    packed: boolean,
  ): Promise<{ lines: { line: string; kind: string; row: number }[]; unmatched: { fault: RowFault; row: number }[] }> {
    const candidates = await this.candidates(path, packed);
    const inTime = [...this.waiting].sort((a, b) => a.at - b.at || a.row - b.row);
    const lines: { line: string; kind: string; row: number }[] = [];
    const unmatched: { fault: RowFault; row: number }[] = [];
    for (const one of inTime) {
      const found = (candidates.get(one.key) ?? []).findLast(
        (candidate) => candidate.at < one.at && compare(candidate.left, one.quantity) >= 0,
      );
      if (!found) {
        const { kind, same } = one.plan.match!.plan;
        const value = one.key.split(SEPARATION).slice(-same.length).join(" / ");
        unmatched.push({ fault: new RowFault("unmatched", value, { kind }), row: one.row });
        continue;
      }
      found.left = subtract(found.left, one.quantity);
      lines.push({ line: completed(one, found.event, this.importedBy), kind: one.plan.emit.kind, row: one.row });
    }
    return {
      lines: lines.sort((a, b) => a.row - b.row),
      unmatched: unmatched.sort((a, b) => a.row - b.row),
    };
  }
  private async candidates(path: string, packed: boolean): Promise<Map<string, Candidate[]>> {
    const wanted = new Map<string, Candidate[]>(this.waiting.map(({ key }) => [key, []]));
    const rules = [...new Set(this.waiting.map(({ plan }) => plan.match!.plan))];
    const file = createReadStream(path);
    const input = packed ? file.pipe(createGunzip()) : file;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line === "") continue;
      const event = JSON.parse(line.slice(line.indexOf("{"))) as Json;
      for (const rule of rules) {
        if (event.kind !== rule.kind) continue;
        const parts = rule.same.map(({ field }) => String(event[field] ?? ""));
        const list = wanted.get([rule.kind, ...rule.same.map((same) => same.field), ...parts].join(SEPARATION));
        const left = parseDecimal(String(event[rule.of] ?? ""));
        if (list && left) list.push({ event, at: momentOf(event), left });
      }
    }
    for (const list of wanted.values()) list.sort((a, b) => a.at - b.at);
    return wanted;
  }
}
const completed = (one: Waiting, found: Json, importedBy: string | undefined): string => {
  const fields = one.plan.emit.fields.flatMap(({ name, expression }) => {
    const source = expression.matched[0];
    if (source !== undefined) return found[source] === undefined ? [] : [[name, found[source]]];
    if (expression.written === "event_id()") return [[name, one.id]];
    return one.event[name] === undefined ? [] : [[name, one.event[name]]];
  });
  return `${JSON.stringify({ id: one.id, kind: one.plan.emit.kind, ...Object.fromEntries(fields), imported_by: importedBy })}\n`;
};
