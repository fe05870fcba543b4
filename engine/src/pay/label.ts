// Clauses: C6.3
import { periodNamed, type Term } from "../calendar/period.ts";
import { dayOf } from "../values/date.ts";
import { type PayBook, periodOf } from "./book.ts";
import { periodIndexOf } from "./pay-periods.ts";

const OFF_CYCLE = /^(.+)\/([1-9]\d*)$/;
/**
 * The statement that a fact names, without its plan: `2026-06`, `2026-06/1`; also `pay/2026-06`, `C6.2/pay/2026-06` and
 * `statement/2026-06`. Undefined when it names another plan's.
 */
export const statementNamed = ({ context }: PayBook, written: unknown): string | undefined =>
  statementOfPlan(context.ref, context.takesUnnamed !== false, written);
/** @param takesUnnamed whether a label without a plan is this plan's */
export const statementOfPlan = (ref: string, takesUnnamed: boolean, written: unknown): string | undefined => {
  if (typeof written !== "string") return undefined;
  const text = written.replace(/^statement\//, "");
  const ruleId = ref.slice(ref.lastIndexOf("/") + 1);
  for (const prefix of [`${ref}/`, `${ruleId}/`]) if (text.startsWith(prefix)) return text.slice(prefix.length);
  const bare = /^\d{4}(-(\d{2}|Q[1-4]|H[12]))?(\/[1-9]\d*)?$/.test(text);
  return bare && takesUnnamed ? text : undefined;
};
/** `2026-06/1` is an off-cycle statement of 2026-06. */
export const offCycleOf = (label: string): string | undefined => OFF_CYCLE.exec(label)?.[1];

const ANY_TERM: Term = { from: dayOf({ year: 1, month: 1, day: 1 }), until: dayOf({ year: 9999, month: 12, day: 31 }) };
/** Which period bears a label; undefined when no period of this plan does. */
export const indexNamed = (book: PayBook, label: string): number | undefined => {
  const named = periodNamed(book.plan.zone, ANY_TERM, label);
  const index = named && periodIndexOf(book.plan, named.fromDay);
  return index !== undefined && index >= 0 && periodOf(book, index).period.label === label ? index : undefined;
};
