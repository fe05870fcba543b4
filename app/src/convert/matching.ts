// Clauses: C7.1
import { createInterface } from "node:readline";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { compare, parseDecimal, type Rational, subtract } from "@fealty/engine/values/rational.ts";
import { exactly } from "./compile-number.ts";
import { contentOf } from "./content-hash.ts";
import type { EmitPlan } from "./emit-plan.ts";
import { type Refusal, RowFault } from "./fault.ts";
import { JsonBytes } from "./json-bytes.ts";
import { KeyHash } from "./key-hash.ts";
import type { KnownFacts, Standing } from "./known-facts.ts";
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
  readonly besideNew: boolean;
}
/** What is in already, and whether what stands retracted there is brought back. */
export interface KnownBefore {
  readonly facts: KnownFacts;
  readonly restores: boolean;
}
/** From what a row may still bear to what ends it: a row with several waiting events counts once, as the last of these. */
const OUTCOMES = ["repeated", "new", "refused", "unmatched"] as const;
export type WaitingRows = Record<(typeof OUTCOMES)[number], number>;
/** What came of the events that waited. */
export interface Matched {
  /** The completed events in the order of their rows. */
  readonly lines: { readonly line: string; readonly kind: string; readonly row: number }[];
  readonly unmatched: Refusal[];
  /** Those whose id is known for something else, or stands retracted. */
  readonly refused: Refusal[];
  /** Ids of known events that are to be brought back. */
  readonly restored: string[];
  readonly rows: WaitingRows;
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
 * the file was read, from the events it holds, so that only what is looked for is held in memory. What is in already is
 * matched like the rest and left out when it is whole, so that known facts change no match.
 */
export class Matching {
  private readonly waiting: Waiting[] = [];
  private readonly out = new JsonBytes(4096);
  private readonly importedBy: string | undefined;
  private readonly known: KnownBefore | undefined;
  private readonly content = new KeyHash();
  constructor(importedBy: string | undefined, known: KnownBefore | undefined) {
    this.importedBy = importedBy;
    this.known = known;
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
  later(one: Pick<Waiting, "plan" | "id" | "event" | "row" | "besideNew">, { key, quantity }: Looked): void {
    this.waiting.push({ ...one, key, quantity, at: momentOf(one.event) });
  }
  /** Matches all that waits with the events of the file, one a line. */
  async resolve(events: NodeJS.ReadableStream): Promise<Matched> {
    const candidates = await this.candidates(events);
    const inTime = [...this.waiting].sort((a, b) => a.at - b.at || a.row - b.row);
    const [lines, unmatched, refused, restored]: [Matched["lines"], Refusal[], Refusal[], string[]] = [[], [], [], []];
    const outcomes = new Map<number, number>();
    const note = (row: number, outcome: (typeof OUTCOMES)[number]): void => {
      outcomes.set(row, Math.max(outcomes.get(row) ?? 0, OUTCOMES.indexOf(outcome)));
    };
    for (const one of inTime) {
      note(one.row, one.besideNew ? "new" : "repeated");
      const found = (candidates.get(one.key) ?? []).findLast(
        (candidate) => candidate.at < one.at && compare(candidate.left, one.quantity) >= 0,
      );
      if (!found) {
        const { kind, same } = one.plan.match!.plan;
        const value = one.key.split(SEPARATION).slice(-same.length).join(" / ");
        unmatched.push({ fault: new RowFault("unmatched", value, { kind }), row: one.row });
        note(one.row, "unmatched");
        continue;
      }
      found.left = subtract(found.left, one.quantity);
      const event = completed(one, found.event, this.importedBy);
      const standing = this.standing(one.id, event);
      if (standing instanceof RowFault) refused.push({ fault: standing, row: one.row });
      else if (standing === "restored") restored.push(one.id);
      else if (standing === "new")
        lines.push({ line: `${JSON.stringify(event)}\n`, kind: one.plan.emit.kind, row: one.row });
      if (standing !== "in") note(one.row, standing instanceof RowFault ? "refused" : "new");
    }
    const rows: WaitingRows = { repeated: 0, new: 0, refused: 0, unmatched: 0 };
    for (const outcome of outcomes.values()) rows[OUTCOMES[outcome]!]++;
    const byRow = (a: { row: number }, b: { row: number }): number => a.row - b.row;
    return { lines: lines.sort(byRow), unmatched: unmatched.sort(byRow), refused: refused.sort(byRow), restored, rows };
  }
  private standing(id: string, event: Json): Standing | RowFault {
    if (!this.known) return "new";
    const { facts, restores } = this.known;
    try {
      return facts.standing(id, contentOf(event, this.content), restores);
    } catch (problem) {
      if (problem instanceof RowFault) return problem;
      throw problem;
    }
  }
  private async candidates(events: NodeJS.ReadableStream): Promise<Map<string, Candidate[]>> {
    const wanted = new Map<string, Candidate[]>(this.waiting.map(({ key }) => [key, []]));
    const rules = [...new Set(this.waiting.map(({ plan }) => plan.match!.plan))];
    for await (const line of createInterface({ input: events, crlfDelay: Number.POSITIVE_INFINITY })) {
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
const completed = (one: Waiting, found: Json, importedBy: string | undefined): Json => {
  const fields = one.plan.emit.fields.flatMap(({ name, expression }) => {
    const source = expression.matched[0];
    if (source !== undefined) return found[source] === undefined ? [] : [[name, found[source]]];
    if (expression.written === "event_id()") return [[name, one.id]];
    return one.event[name] === undefined ? [] : [[name, one.event[name]]];
  });
  return { id: one.id, kind: one.plan.emit.kind, ...Object.fromEntries(fields), imported_by: importedBy };
};
