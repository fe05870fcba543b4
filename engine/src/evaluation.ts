import type { CalendarData } from "./calendar/types.ts";
import type { Zone } from "./calendar/zone.ts";
import type { ClauseResult } from "./clauses/types.ts";
import type { Contract } from "./contract/model.ts";
import type { Event } from "./facts/event.ts";
import type { Finding } from "./findings/types.ts";
import type { MetricResult } from "./metrics/types.ts";
import type { ClosedReading } from "./pay/closed-on.ts";
import type { Licensing } from "./pay/licensing.ts";
import type { ExplainedAmount } from "./pay/statement-figures.ts";
import type { Statement } from "./pay/types.ts";
import type { Claim } from "./remedies/types.ts";
import type { ServedStretch } from "./rules/service.ts";
import type { Instant, Money } from "./values/brand.ts";
import type { Telling } from "./values/telling.ts";
import type { Trace } from "./values/trace.ts";

/** Everything the engine needs from the world; nothing else reaches it. */
export interface EvaluateOptions {
  readonly asOf: Instant;
  /** Facts recorded later are not seen; default `asOf`. */
  readonly knownAt?: Instant;
  readonly calendars: readonly CalendarData[];
  /** The contract's time zone as data; fixed offsets are built in. */
  readonly zones: readonly Zone[];
  /** Hex SHA-256 of a latin1/UTF-8 text; supplied by the host (node:crypto, hash-wasm). */
  readonly sha256: (text: string) => string;
  readonly tell?: Telling | undefined;
}
/** What a contract is, at a moment, by what was known at a moment. */
export interface Evaluation {
  readonly contract: Contract;
  /** What was evaluated, by what was known. */
  readonly events: readonly Event[];
  readonly zone: Zone;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  /** Not yet in force: states are shown, findings do not arise. */
  readonly draft: boolean;
  /** When it ended before its term; absent while it has not. */
  readonly endedAt?: Instant;
  readonly metrics: readonly MetricResult[];
  readonly clauses: readonly ClauseResult[];
  readonly findings: readonly Finding[];
  readonly statements: readonly Statement[];
  /** Liquidated damages that the contract's formulas give; proposals until a person has decided. */
  readonly claims: readonly Claim[];
  readonly nextChangeAt: Instant | null;
  /** Notes on what could not be counted: unknown holiday year, excluded events, refused facts. */
  readonly warnings: readonly { readonly code: string; readonly args: Readonly<Record<string, string>> }[];
  /** Statements from before the term and sales that no statement can ever count, in the words of warnings: for whoever brings them in. */
  readonly uncounted: () => Evaluation["warnings"];
  /** Hashes of everything that decided the result beside the facts: contract text, calendar. They are part of the digest. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly sha256: (text: string) => string;
  /** Money in major units, `12200.00`. */
  readonly money: (amount: Money) => string;
  /** The trace of a metric, with its evidence. Instances, findings and lines carry their own. */
  readonly traceOf: (metric: MetricResult) => Trace;
  /** A figure of a statement beside its lines, `earned`, `open`, with its trace. */
  readonly figureOf: (statement: Statement, name: string) => ExplainedAmount | undefined;
  /** What statements closed on of a metric, where it is another now. */
  readonly closedOn: (metric: MetricResult) => readonly ClosedReading[];
  /** Which customers are served under the contract from when until when. */
  readonly served: () => readonly ServedStretch[];
  /** Who has to be licensed, and which sales are held for want of it; undefined where no plan asks for a licence. */
  readonly licensing: () => Licensing | undefined;
}
