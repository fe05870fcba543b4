// Clauses: C8.1, C8.3
import { countedTime, mergePauses, withoutPauses } from "../calendar/counted-time.ts";
import type { Pause } from "../calendar/types.ts";
import type { DeadlineRule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import { MICROS_PER_MINUTE } from "../values/date.ts";
import { type Clocks, episodesOf } from "./clocks.ts";
import type { ClockContext } from "./types.ts";

/** How long a case took, whoever had it. Minutes of opening time, with fractions. */
export interface Handling {
  readonly key: string;
  /** When the case was in the handler's hands: episodes without their pauses. */
  readonly intervals: readonly Pause[];
  /** Sum of the intervals: time closed before a reopening and time waiting for the customer are not in it. */
  readonly handlerMinutes: number;
  /** What the customer lived through: from the first start to the last end, or until now. */
  readonly customerMinutes: number;
  /** Episodes, 1 + reopenings. */
  readonly starts: number;
  readonly open: boolean;
}
/** Adds up the episodes of one key (case-Q5). Undefined where nothing started by `asOf`. */
export const handlingOf = (
  state: Clocks,
  rule: DeadlineRule,
  context: ClockContext,
  asOf: Instant,
  key: string,
): Handling | undefined => {
  const episodes = episodesOf(state, rule, key, asOf);
  const [first] = episodes;
  if (!first) return undefined;
  const inHand = mergePauses(episodes.map((it) => ({ from: it.startedAt, to: it.endedAt ?? asOf })));
  const still = mergePauses(
    episodes.flatMap((it) => it.pauses.map((pause) => ({ from: pause.from, to: pause.to ?? asOf }))),
  );
  const intervals = inHand.flatMap((span) => withoutPauses(span, still));
  const open = episodes.some((it) => it.endedAt === undefined);
  const last = open ? asOf : (Math.max(...episodes.map((it) => it.endedAt ?? 0)) as Instant);
  const minutes = (from: Instant, to: Instant): number => countedTime(context, from, to) / MICROS_PER_MINUTE;
  return {
    key,
    intervals,
    handlerMinutes: intervals.reduce((sum, span) => sum + minutes(span.from, span.to), 0),
    customerMinutes: minutes(first.startedAt, last),
    starts: episodes.length,
    open,
  };
};
