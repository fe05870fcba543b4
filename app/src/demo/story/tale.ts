import { type DayNumber, dayOfMinute, instantText, type Minute, type Stretch } from "../days.ts";
import type { AnswerKey, Silence, Slip, Truth, TruthKind } from "../key/model.ts";
import type { Customer } from "../model.ts";
import type { Agent } from "../people-model.ts";
import { GRADE_PLANS, type GradePlan, workOf } from "../plans.ts";
import { PRODUCTS } from "../products.ts";
import type { Chance } from "../random.ts";
import type { Span } from "../span.ts";

export type Fields = Readonly<Record<string, unknown>>;
export interface Told {
  readonly at: Minute;
  readonly order: number;
  readonly text: string;
}
/** A customer as one agent's contract sees it: from which day and until which (the last one included). */
export interface Client extends Customer {
  readonly from: DayNumber;
  readonly until?: DayNumber;
  /** Taken over from an agent who left. */
  readonly inherited: boolean;
}
/** Products stand in facts by the name that people buy them under; the contract itself speaks of `motor`. */
const named = (fields: Fields): Fields => {
  const product = PRODUCTS.find(({ id, code }) => id === fields.product && code === id);
  return product ? { ...fields, product: product.zh } : fields;
};
/** One agent's contract while its story is told. */
export interface Tale {
  readonly agent: Agent;
  /** Member ids of a team, its lead first; none for a single person. */
  readonly members: readonly string[];
  readonly plan: GradePlan;
  readonly span: Span;
  /** First and last day of work in the data. */
  readonly from: DayNumber;
  readonly until: DayNumber;
  readonly chance: Chance;
  readonly clients: readonly Client[];
  /** Who complained or answered that it was not satisfied, and on which day; it fills while the story is told. */
  readonly unhappy: { readonly client: Client; readonly day: DayNumber }[];
  readonly truths: readonly Truth[];
  readonly silence: Silence | undefined;
  readonly slips: readonly Slip[];
  readonly truth: (kind: TruthKind) => Truth | undefined;
  readonly slip: (kind: Slip["kind"], period?: string) => Slip | undefined;
  /** Tells one event; what lies after the data, or after the agent's last day, does not happen. Gives its id. */
  readonly tell: (at: Minute, kind: string, fields?: Fields) => string;
  /** The same for what happens after the agent's last day too. */
  readonly tellAlways: (at: Minute, kind: string, fields?: Fields) => string;
  readonly told: readonly Told[];
}
export const openTale = (
  chance: Chance,
  agent: Agent,
  span: Span,
  key: AnswerKey,
  clients: readonly Client[],
  members: readonly string[],
): Tale => {
  const { from, until } = workOf(agent, span);
  const told: Told[] = [];
  const numbers = new Map<string, number>();
  const tellUntil =
    (last: DayNumber) =>
    (at: Minute, kind: string, fields: Fields = {}): string => {
      const number = (numbers.get(kind) ?? 0) + 1;
      numbers.set(kind, number);
      const id = `${agent.id}-${kind}-${String(number).padStart(4, "0")}`;
      if (dayOfMinute(at) <= last)
        told.push({
          at,
          order: told.length,
          text: JSON.stringify({ id, kind, at: instantText(at), contract: agent.contract, ...named(fields) }),
        });
      return id;
    };
  const truths = key.truths.filter((one) => one.agent === agent.id);
  const slips = key.slips.filter((one) => one.agent === agent.id);
  return {
    agent,
    members,
    plan: GRADE_PLANS[agent.grade],
    span,
    from,
    until,
    chance,
    clients,
    unhappy: [],
    truths,
    silence: key.silences.find((one) => one.agent === agent.id),
    slips,
    truth: (kind) => truths.find((one) => one.kind === kind),
    slip: (kind, period) => slips.find((one) => one.kind === kind && (period === undefined || one.period === period)),
    tell: tellUntil(until),
    tellAlways: tellUntil(span.until),
    told,
  };
};
/** A quarter that still runs when the data stop, of a contract that runs with it: its goals can be behind, and nothing is missed yet. */
export const isRunning = ({ span }: Pick<Tale, "span">, { ended, until }: Stretch): boolean =>
  !ended && until === span.until;
/** Opening hours of the contract: 09:00-12:00 and 13:30-18:00; early enough that two hours of answering fit. */
export const workMinute = (chance: Chance): { readonly hour: number; readonly minute: number } => {
  const minute = chance.below(2) === 0 ? 545 + chance.below(110) : 815 + chance.below(125);
  return { hour: Math.floor(minute / 60), minute: minute % 60 };
};
export const workTime = (chance: Chance, day: DayNumber): Minute => {
  const { hour, minute } = workMinute(chance);
  return day * 1_440 + hour * 60 + minute;
};
