// Clauses: C6.2
import type { EventView } from "../contract/event-view.ts";
import type { Bound, Component, ComponentKind, Plan } from "../contract/model.ts";
import { type Currency, inMajor } from "../values/money.ts";
import {
  compare,
  fromInteger,
  multiply,
  ONE,
  type Rational,
  rational,
  subtract,
  sum,
  toFloat,
} from "../values/rational.ts";
import type { CreditCells } from "./credit-cells.ts";
import { asNumber, productBound, productWith, SAFE } from "./exact-product.ts";
import { type LineWords, type PackedLines, pushLine } from "./packed-lines.ts";

/** What a shape is compiled for: the groups that credits are told apart by, the team, and the largest sum of one agent. */
export interface ShapeContext {
  /** A view for each group, with the fields that conditions read. */
  readonly groups: readonly EventView[];
  /** Event kind of the credits. */
  readonly event: string;
  readonly members: readonly { readonly id: string; readonly share: Rational }[];
  readonly lead?: string;
  readonly currency: Currency;
  /** Largest absolute sum, and largest count, of one agent: see `largestOf`. */
  readonly bound: bigint;
  readonly countBound: bigint;
}
/** One agent while its components run: the sum of each component so far. */
export interface AgentRun {
  agent: number;
  cells: CreditCells;
  readonly totals: Float64Array;
  lines: PackedLines;
  /** Value of a metric for this agent, NaN where its status is not `ok`. */
  metricOf: (metric: string, agent: number) => number;
}
type Step = (run: AgentRun) => void;
export interface CompiledShape {
  readonly steps: readonly Step[];
  readonly words: readonly LineWords[];
  readonly components: number;
  /** No agent gets more lines than this. */
  readonly maxLines: number;
}
interface Compiling extends ShapeContext {
  readonly index: number;
  /** Groups whose credits the component counts. */
  readonly counted: readonly number[];
  /** Earlier components that it works on. */
  readonly on: readonly number[];
  /** Largest absolute sum of the lines it works on. */
  readonly onBound: bigint;
}
interface Compiled {
  readonly step: Step;
  readonly words: Omit<LineWords, "id">;
  readonly lines: number;
  readonly bound: bigint;
}
type Compiler<K extends ComponentKind> = (
  component: Extract<Component, { kind: K }>,
  context: Compiling,
) => Compiled | undefined;

/**
 * Compiles a plan for whole, uncut periods to steps over columns of sums. Undefined where the plan needs more than the period's
 * own sums (accumulation, carried balances, claw-back, release, rate tables by key): such plans take the ordinary way.
 */
export const compilePlan = (plan: Plan, context: ShapeContext): CompiledShape | undefined => {
  const steps: Step[] = [];
  const words: LineWords[] = [];
  const bounds: bigint[] = [];
  let maxLines = 0;
  const credits = plan.credit.filter(({ event }) => event === context.event);
  if (credits.length !== 1 || credits[0]!.on !== "at" || plan.credit.length !== 1) return undefined;
  const credited = groupsWhere(context, credits[0]!);
  for (const [index, component] of plan.components.entries()) {
    const counted = groupsWhere(context, component).filter(
      (g) => component.kind === "per_unit" || credited.includes(g),
    );
    const on = plan.components
      .map(({ id }, position) => ({ id, position }))
      .filter(({ id, position }) => position < index && (component.on === undefined || component.on.includes(id)))
      .map(({ position }) => position);
    const onBound = on.reduce((total, position) => total + bounds[position]!, 0n);
    const compile = COMPILERS[component.kind] as Compiler<ComponentKind>;
    const compiled = compile(component, { ...context, index, counted, on, onBound });
    if (!compiled || compiled.bound > SAFE) return undefined;
    steps.push(compiled.step);
    words.push({ id: component.id, ...compiled.words });
    bounds.push(compiled.bound);
    maxLines += compiled.lines;
  }
  return { steps, words, components: plan.components.length, maxLines };
};
const groupsWhere = (context: ShapeContext, item: Pick<Component, "when">): number[] =>
  context.groups.flatMap((view, index) =>
    item.when === undefined || item.when.evaluate(view) === true ? [index] : [],
  );

const creditedSum = ({ agent, cells }: AgentRun, counted: readonly number[]): number => {
  const slots = cells.members + 1;
  let total = 0;
  for (const group of counted) {
    const from = (agent * cells.groups + group) * slots;
    for (let slot = 0; slot < slots; slot += 1) total += cells.sums[from + slot]!;
  }
  return total;
};
const countSum = ({ agent, cells }: AgentRun, counted: readonly number[]): number => {
  const slots = cells.members + 1;
  let total = 0;
  for (const group of counted) {
    const from = (agent * cells.groups + group) * slots;
    for (let slot = 0; slot < slots; slot += 1) total += cells.counts[from + slot]!;
  }
  return total;
};
const sumOn = (run: AgentRun, on: readonly number[]): number => {
  let total = 0;
  for (const index of on) total += run.totals[index]!;
  return total;
};
/** A line of the holder's own, without a member. */
const own = (run: AgentRun, index: number, row: number, basis: number, amount: number): void => {
  run.totals[index] = run.totals[index]! + amount;
  pushLine(run.lines, run.agent, index, -1, row, basis, amount);
};
const given = (run: AgentRun, index: number, member: number, row: number, basis: number, amount: number): void => {
  run.totals[index] = run.totals[index]! + amount;
  pushLine(run.lines, run.agent, index, member, row, basis, amount);
};
const plain = (sign: string): Compiled["words"] => ({ rateOf: () => undefined, sign });

/** A bound of a tier table in whole minor units; undefined where it falls between two fen. */
const wholeBound = (bound: Bound, quota: bigint, currency: Currency): number | undefined => {
  const scale = rational(10n ** BigInt(currency.decimals));
  const exact =
    bound.of === "quota"
      ? multiply(fromInteger(quota), bound.share)
      : bound.of === "money"
        ? fromInteger(bound.amount)
        : multiply(bound.value, scale);
  return exact.d === 1n ? asNumber(exact.n) : undefined;
};

const COMPILERS = {
  rate: (component, { index, counted, bound }) => {
    if (component.on !== undefined) return undefined;
    const times = productWith(component.rate, bound);
    return {
      step: (run) => {
        const basis = creditedSum(run, counted);
        own(run, index, 0, basis, times(basis));
      },
      words: { rateOf: () => component.rate, sign: "" },
      lines: 1,
      bound: productBound(component.rate, bound),
    };
  },
  tiers: (component, { index, counted, bound, currency }) => {
    if (component.accumulate !== "period") return undefined;
    const froms = component.table.map(({ from }) => wholeBound(from, component.quota ?? 0n, currency));
    const rates = component.table.map(({ rate }) => rate);
    const times = rates.map((rate) => productWith(rate, bound));
    if (froms.some((from) => from === undefined) || froms[0] !== 0) return undefined;
    const lows = froms as number[];
    const step: Step =
      component.method === "marginal"
        ? (run) => {
            const amount = creditedSum(run, counted);
            for (let row = 0; row < lows.length; row += 1) {
              const low = lows[row]!;
              const top = row + 1 < lows.length && amount > lows[row + 1]! ? lows[row + 1]! : amount;
              if (top > low || (row === 0 && amount < 0)) own(run, index, row, top - low, times[row]!(top - low));
            }
          }
        : (run) => {
            const amount = creditedSum(run, counted);
            let row = lows.length - 1;
            while (row > 0 && lows[row]! > amount) row -= 1;
            own(run, index, row, amount, times[row]!(amount));
          };
    return {
      step,
      words: { rateOf: (row) => rates[row], sign: "" },
      lines: component.method === "marginal" ? lows.length : 1,
      bound: rates.reduce((total, rate) => total + productBound(rate, bound), 0n),
    };
  },
  per_unit: (component, { index, counted, event, countBound }) => {
    if (component.event !== event || component.count !== "events") return undefined;
    const each = asNumber(component.each);
    const most = component.each * countBound;
    return {
      step: (run) => own(run, index, 0, each, countSum(run, counted) * each),
      words: plain("× n"),
      lines: 1,
      bound: most,
    };
  },
  multiplier: (component, { index, on, onBound, currency }) => {
    const factors = [...component.table.map(({ times }) => times), component.indeterminate];
    const changes = factors.map((factor) => subtract(factor, ONE));
    const times = changes.map((change) => productWith(change, onBound));
    const rows = component.table.map(({ from }) =>
      from.of === "money" ? inMajor(from.amount, currency) : from.of === "quota" ? from.share : from.value,
    );
    const lows = rows.map((row) => toFloat(multiply(row, fromInteger(1_000_000))));
    return {
      step: (run) => {
        // Values are compared at six decimals, like anywhere (contract-format §9): millionths as whole numbers.
        const value = Math.floor(run.metricOf(component.metric, run.agent) * 1e6 + 0.5);
        let row = lows.length - 1;
        while (row >= 0 && !(lows[row]! <= value)) row -= 1;
        const reached = row < 0 ? lows.length : row;
        const basis = sumOn(run, on);
        own(run, index, reached, basis, times[reached]!(basis));
      },
      words: { rateOf: (row) => changes[row], sign: "" },
      lines: 1,
      bound: changes.reduce((total, change) => total + productBound(change, onBound), 0n),
    };
  },
  split: (component, { index, on, onBound, members }) => {
    if (component.overlay || component.on === undefined || members.length === 0) return undefined;
    if (compare(sum(members.map(({ share }) => share)), ONE) !== 0) return undefined;
    const whole = members.reduce((d, { share }) => lcm(d, share.d), 1n);
    if (2n * onBound * whole > SAFE) return undefined;
    const weights = members.map(({ share }) => asNumber((share.n * whole) / share.d));
    const base = asNumber(whole);
    const parts = new Float64Array(members.length);
    const rests = new Float64Array(members.length);
    return {
      step: (run) => {
        const pool = sumOn(run, on);
        if (pool === 0) return;
        const size = Math.abs(pool);
        let left = size;
        for (let m = 0; m < weights.length; m += 1) {
          const exact = size * weights[m]!;
          parts[m] = Math.floor(exact / base);
          rests[m] = exact - parts[m]! * base;
          left -= parts[m]!;
        }
        for (; left > 0; left -= 1) {
          let best = 0;
          for (let m = 1; m < weights.length; m += 1) if (rests[m]! > rests[best]!) best = m;
          parts[best] = parts[best]! + 1;
          rests[best] = -1;
        }
        own(run, index, 0, pool, -pool);
        for (let m = 0; m < weights.length; m += 1) given(run, index, m, 0, pool, pool < 0 ? -parts[m]! : parts[m]!);
      },
      words: { rateOf: (_, member) => members[member]?.share, sign: "× −1" },
      lines: members.length + 1,
      bound: 0n,
    };
  },
  override: (component, { index, counted, bound, members, lead }) => {
    const recipient = members.findIndex(({ id }) => id === (component.to ?? lead));
    if (component.of !== "members" || recipient < 0) return undefined;
    const times = productWith(component.rate, bound);
    const sources = members.map((_, m) => m).filter((m) => component.own || m !== recipient);
    return {
      step: (run) => {
        const { agent, cells } = run;
        const slots = cells.members + 1;
        for (const source of sources) {
          let sold = 0;
          for (const group of counted) sold += cells.sums[(agent * cells.groups + group) * slots + source]!;
          given(run, index, recipient, source, sold, times(sold));
        }
      },
      words: { rateOf: () => component.rate, sign: "source" },
      lines: sources.length,
      bound: productBound(component.rate, bound) * BigInt(members.length),
    };
  },
  cap: (component, { index, on, onBound }) => {
    if (component.excess !== "forfeit") return undefined;
    const at = asNumber(component.at);
    return {
      step: (run) => {
        const basis = sumOn(run, on);
        if (basis > at) own(run, index, 0, basis, at - basis);
      },
      words: plain("cap"),
      lines: 1,
      bound: onBound,
    };
  },
  floor: (component, { index, on, onBound }) => {
    const at = asNumber(component.at);
    return {
      step: (run) => {
        const basis = sumOn(run, on);
        if (basis < at) own(run, index, 0, basis, at - basis);
      },
      words: plain("floor"),
      lines: 1,
      bound: onBound + component.at,
    };
  },
  draw: (component, { index, on, onBound }) => {
    if (component.recoverable) return undefined;
    const at = asNumber(component.amount);
    return {
      step: (run) => {
        const basis = sumOn(run, on);
        if (basis < at) own(run, index, 0, basis, at - basis);
      },
      words: plain("draw"),
      lines: 1,
      bound: onBound + component.amount,
    };
  },
  lookup: () => undefined,
  bonus: () => undefined,
  holdback: () => undefined,
  clawback: () => undefined,
} as const satisfies { readonly [K in ComponentKind]: Compiler<K> };

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;
