import type { Period } from "../calendar/period.ts";
import type { Instant, Money } from "../values/brand.ts";
import type { Rational } from "../values/rational.ts";
import type { Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";

/** One line of a statement: one rounding, one reason. Corrections are new lines. Contract-format §5, §9. */
export interface StatementLine {
  /** `PERIOD/component[/member][/n]` */
  readonly id: string;
  /** Component id, or `true_up`, `adjustment`. */
  readonly component: string;
  readonly kind: string;
  readonly member?: string;
  /** Whose sales, for an override. */
  readonly source?: string;
  readonly label: Text;
  readonly basis?: Money;
  readonly rate?: Rational;
  readonly quantity?: Rational;
  readonly amount: Money;
  readonly reverses: readonly string[];
  readonly ofPeriod?: string;
  readonly ofComponent?: string;
  readonly clause: string;
  readonly version: number;
  readonly trace: () => Trace;
}
export interface Statement {
  readonly rule: string;
  readonly period: Period;
  readonly label: string;
  readonly status: "open" | "closed" | "opening";
  readonly closesAt?: Instant;
  readonly lines: readonly StatementLine[];
  /** Lines but draw and holdback. */
  readonly earned: Money;
  readonly held: Money;
  /** All lines. */
  readonly payable: Money;
  readonly paidBefore: Money;
  readonly paid: Money;
  readonly withheld: Money;
  readonly setOff: Money;
  readonly open: Money;
  readonly balances: Readonly<{ account: Money; draw: Money; holdback: Money; carry: Money }>;
  readonly excluded: readonly { readonly reason: string; readonly event: string }[];
}
