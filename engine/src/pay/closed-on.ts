// Clauses: C6.3, C3.2, N2
import { type Zone, zonedText } from "../calendar/zone.ts";
import type { MetricResult, MetricStatus } from "../metrics/types.ts";
import type { State } from "../rules/types.ts";
import type { Instant } from "../values/brand.ts";
import { rounded6 } from "../values/rational.ts";
import type { Trace } from "../values/trace.ts";
import { type PayBook, periodOf } from "./book.ts";
import { readingText } from "./components/reading.ts";
import type { MetricReading } from "./types.ts";

/** What a statement closed on of a measure, and of the targets that it judged by it. */
export interface ClosedReading {
  /** The plan's rule and the statement's label. */
  readonly rule: string;
  readonly statement: string;
  readonly closedAt: Instant;
  readonly value: number | null;
  readonly status: MetricStatus;
  readonly targets: readonly { readonly ref: string; readonly state: State; readonly trace: () => Trace }[];
  /** Why it was so, as known at the close. */
  readonly trace?: () => Trace;
}
type Now = Pick<MetricResult, "ref" | "period" | "value" | "status">;

/**
 * The statements that closed on another value or status of a measure's window than it has now: outside pay, values restate with
 * late facts, and where a statement closed on the old one both are shown (contract-format §9 Measures).
 */
export const closedOn = (books: readonly PayBook[], now: Now): ClosedReading[] =>
  books.flatMap((book) =>
    [...book.closed]
      .sort(([a], [b]) => a - b)
      .flatMap(([index, { closedAt, readings }]) => {
        const own = readings.metrics.get(now.ref);
        const targets = [...readings.thresholds.values()].filter((one) => one?.judged.metric === now.ref);
        const judged = targets.flatMap((one) => one ?? []);
        const read = [...(own ? [own] : []), ...judged.map((one) => one.judged.reading)].filter(
          ({ window }) => window === now.period.label,
        );
        const first = read[0];
        if (first === undefined || isSame(first, now)) return [];
        return {
          rule: book.context.ref,
          statement: periodOf(book, index).period.label,
          closedAt,
          value: first.value,
          status: first.status,
          targets: judged
            .filter((one) => one.judged.reading.window === now.period.label)
            .map(({ ref, state, trace }) => ({ ref, state, trace })),
          ...(first.trace === undefined ? {} : { trace: first.trace }),
        };
      }),
  );
const isSame = (a: MetricReading, b: Now): boolean => a.status === b.status && shown(a.value) === shown(b.value);
const shown = (value: number | null): number | null => (value === null ? null : rounded6(value));

/** Such a reading as a part of why the measure is what it is: what the statement took, and when. */
export const closedOnTrace = (zone: Zone, reading: ClosedReading, now: MetricResult): Trace => {
  const { rule, statement, closedAt, targets, trace } = reading;
  const { clause, version } = now;
  const at = zonedText(zone, closedAt);
  return {
    what: {
      zh: `${statement} 结算单按此读数结账（${at}）`,
      en: `What statement ${statement} closed on (${at})`,
    },
    formula: `statement/${rule}/${statement}`,
    value: readingText(reading),
    // A target opens to the measure itself.
    inputs: targets.length > 0 ? targets.map((one) => one.trace()) : trace === undefined ? [] : [trace()],
    clause,
    version,
    metric: now.ref,
  };
};
