// Clauses: C7.1
import { Drafts } from "./drafts.ts";
import type { EmitPlan } from "./emit-plan.ts";
import { Ambiguity, type Refusal, RowFault } from "./fault.ts";
import type { Looked, Matching } from "./matching.ts";
import type { RowState } from "./row-state.ts";

/** Drafts, and what is known of their rows beside them. */
export class Batch {
  readonly drafts: Drafts;
  refusals: Refusal[] = [];
  /** What the drafts that wait for an earlier event look for. */
  looked = new Map<number, Looked>();
  constructor(drafts = new Drafts()) {
    this.drafts = drafts;
  }
  clear(): void {
    this.drafts.clear();
    this.refusals = [];
    this.looked = new Map();
  }
}

/** Turns one row after the other into drafts of events. All events of a row are written, or none. */
export class RowConverter {
  refused = 0;
  leftOut = 0;
  /** A question stands open: rows are only looked at for more of them. */
  asking = false;
  private readonly plans: readonly EmitPlan[];
  private readonly matching: Matching;
  private readonly ask: (problem: Ambiguity, row: number) => void;
  constructor(plans: readonly EmitPlan[], matching: Matching, ask: (problem: Ambiguity, row: number) => void) {
    this.plans = plans;
    this.matching = matching;
    this.ask = ask;
  }
  /** Whether one more row fits into the batch. */
  fits({ drafts, refusals }: Batch): boolean {
    return drafts.fits(this.plans.length) && refusals.length < 4096;
  }
  convert(state: RowState, batch: Batch): void {
    const { plans } = this;
    const { drafts } = batch;
    const before = drafts.count;
    const { at } = drafts.out;
    const keysAt = drafts.keys.at;
    state.scratchAt = 0;
    try {
      for (let i = 0; i < plans.length; i++) {
        const plan = plans[i]!;
        if (plan.when && !plan.when(state)) continue;
        plan.write(state, drafts);
        drafts.plan[drafts.count - 1] = i;
        if (plan.match) batch.looked.set(drafts.count - 1, this.matching.look(plan, state));
      }
      if (drafts.count === before) this.leftOut++;
      if (!this.asking) return;
    } catch (problem) {
      if (problem instanceof RowFault) this.refuse(problem, state.row, batch);
      else if (problem instanceof Ambiguity) {
        this.asking = true;
        this.ask(problem, state.row);
        this.probe(state, drafts);
      } else throw problem;
    }
    drafts.count = before;
    drafts.keys.at = keysAt;
    drafts.out.at = at;
  }
  refuse(fault: RowFault, row: number, batch: Batch): void {
    this.refused++;
    batch.refusals.push({ fault, row });
  }
  /** Looks for more questions in the same row, so that all are asked at once. */
  private probe(state: RowState, { out }: Drafts): void {
    const asked = (problem: unknown): void => {
      if (problem instanceof Ambiguity) this.ask(problem, state.row);
    };
    for (const plan of this.plans) plan.probe(state, out, asked);
  }
}
