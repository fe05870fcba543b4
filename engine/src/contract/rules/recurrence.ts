// Clauses: C2.1, C5.3, C9.3
import type { Window } from "../../calendar/period.ts";
import { parseWindow } from "../../calendar/period.ts";
import { parseDuration } from "../../values/duration.ts";
import { type Reader, readFields, scalar } from "../fields.ts";
import type { DueRule, RecurrenceRule } from "../model.ts";
import {
  baseOf,
  conditionReader,
  fieldReader,
  kindReader,
  needBearer,
  OWED_KEYS,
  type RuleContext,
  type RuleSource,
  ruleReader,
} from "../rule-context.ts";
import { readDuration, readInteger, readWord } from "../scalars.ts";

export const RECURRENCE_KEYS = [
  ...OWED_KEYS,
  "every",
  "due",
  "done_by",
  "count",
  "when",
  "per",
  "each",
  "except",
  "cure",
];
/** Days of the longest period; in a shorter one its last day stands for those that it lacks. */
const longestDays = (every: Window): number =>
  every === "month" ? 31 : every === "quarter" ? 92 : every === "half" ? 184 : 366;
const AT_END: DueRule = { kind: "after_end", after: { unit: "days", count: 0, business: false } };

export const readRecurrence = (source: RuleSource, context: RuleContext): RecurrenceRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "recurrence", RECURRENCE_KEYS, report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  needBearer(fields, report);
  const every = fields.need("every", readEvery);
  const due = fields.read("due", readDue) ?? AT_END;
  const doneBy = fields.need("done_by", kindReader(context));
  const count = fields.read("count", readInteger(1, 10_000)) ?? 1;
  const when = fields.read("when", conditionReader(context, [doneBy]));
  const per = fields.read("per", readWord(["contract", "customer", "member"], "per")) ?? "contract";
  const each = fields.read("each", fieldReader(context, [doneBy]));
  const except = fields.read("except", ruleReader(context, "deadline", source));
  const cure = fields.read("cure", readDuration);
  if (per === "member" && doneBy !== undefined && !context.shapes.get(doneBy)?.fields.has("member"))
    report.error("per_member_without_member", fields.placeOf("per"), { kind: doneBy });
  if (!every || doneBy === undefined) return undefined;
  if (due.kind === "day" && every.everyDays !== undefined) {
    report.error("due_day_without_period", fields.placeOf("due"));
    return undefined;
  }
  const longest = longestDays(every.every);
  if (due.kind === "day" && due.day > longest)
    report.error("number_out_of_range", fields.placeOf("due"), {
      written: String(due.day),
      min: "1",
      max: String(longest),
    });
  return {
    ...base,
    kind: "recurrence",
    ...every,
    due,
    doneBy,
    count,
    per,
    ...(when ? { when } : {}),
    ...(each === undefined ? {} : { each }),
    ...(except === undefined ? {} : { except }),
    ...(cure ? { cure } : {}),
  };
};
/** A calendar period, or `90 days` counted from the term's first day. */
const readEvery: Reader<Pick<RecurrenceRule, "every" | "everyDays">> = scalar((node, report) => {
  const window: Window | undefined = parseWindow(node.text);
  if (typeof window === "string") return { every: window };
  const span = parseDuration(node.text);
  if (span && !span.business && span.count > 0 && (span.unit === "days" || span.unit === "weeks"))
    return { every: "term", everyDays: span.unit === "weeks" ? span.count * 7 : span.count };
  report.error("every_malformed", node.place, { written: node.text });
  return undefined;
});
/** `5 business days after end`, `30 days after end`, `day 10`. */
const readDue: Reader<DueRule> = scalar((node, report) => {
  const after = /^(.+) after end$/.exec(node.text);
  const duration = after && parseDuration(after[1]!);
  if (duration) return { kind: "after_end", after: duration };
  const day = /^day (\d{1,3})$/.exec(node.text);
  if (day && +day[1]! >= 1 && +day[1]! <= 366) return { kind: "day", day: +day[1]! };
  report.error("due_malformed", node.place, { written: node.text });
  return undefined;
});
