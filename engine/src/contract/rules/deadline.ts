// Clauses: C8.1, C9.2
import { isLegalUnit } from "../../calendar/legal-time.ts";
import { compare, type Rate } from "../../values/rational.ts";
import { type Fields, listOf, type Reader, readFields } from "../fields.ts";
import type { DeadlineRule } from "../model.ts";
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
import { readBoolean, readDuration, readShare } from "../scalars.ts";

const TIME_KEYS = ["within", "legal", "pauses", "warn_at", "cure"];
export const DEADLINE_KEYS = [
  ...OWED_KEYS,
  "starts",
  "when",
  "ends",
  "ends_when",
  "or_ends",
  "match",
  "each",
  "lifted",
  "unless_late",
  ...TIME_KEYS,
];

export const readDeadline = (source: RuleSource, context: RuleContext): DeadlineRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "deadline", DEADLINE_KEYS, report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  needBearer(fields, report);
  const kind = kindReader(context);
  const starts = fields.need("starts", kind);
  const ends = fields.need("ends", kind);
  const pauses = fields.read("pauses", listOf(pauseReader(context))) ?? [];
  const lifted = fields.read("lifted", byReader("lifted", context));
  const orEnds = fields.read("or_ends", byReader("or_ends", context));
  const others = [...pauses.flatMap((pause) => [pause.from, pause.to]), lifted?.by, orEnds?.by];
  const match = matchOf(fields, starts, ends, others, context);
  const within = fields.need("within", readDuration);
  const legal = fields.read("legal", readBoolean) ?? false;
  if (legal && within && !isLegalUnit(within)) report.error("legal_period_unit", fields.placeOf("within"));
  const warnAt = fields.read("warn_at", readWarnings) ?? [];
  const cure = fields.read("cure", readDuration);
  const when = fields.read("when", conditionReader(context, [starts]));
  const endsWhen = fields.read("ends_when", conditionReader(context, [ends]));
  const unlessLate = fields.read("unless_late", ruleReader(context, "recurrence", source));
  const each = fields.read("each", fieldReader(context, [starts, ends, orEnds?.by]));
  if (starts === undefined || ends === undefined || match === undefined || !within) return undefined;
  return {
    ...base,
    kind: "deadline",
    starts,
    ends,
    match,
    within,
    legal,
    pauses,
    warnAt,
    ...(cure ? { cure } : {}),
    ...(when ? { when } : {}),
    ...(endsWhen ? { endsWhen } : {}),
    ...(orEnds ? { orEnds } : {}),
    ...(each === undefined ? {} : { each }),
    ...(lifted ? { lifted } : {}),
    ...(unlessLate === undefined ? {} : { unlessLate }),
  };
};
/**
 * The field that pairs starts with ends. It may be left out only where there is nothing to choose: events without a field of
 * their own that both must carry (`effective`) happen once in a contract and pair by it.
 */
const matchOf = (
  fields: Fields,
  starts: string | undefined,
  ends: string | undefined,
  others: readonly (string | undefined)[],
  context: RuleContext,
): string | undefined => {
  if (fields.has("match")) {
    return fields.read("match", fieldReader(context, [starts, ends, ...others]));
  }
  const [a, b] = [starts, ends].map((kind) => (kind === undefined ? undefined : context.shapes.get(kind)));
  if (!a || !b) return undefined;
  const shared = a.required.filter((name) => b.required.includes(name));
  if (shared.length === 0) return "contract";
  context.report.error("match_missing", fields.place, { nearest: shared[0]!, allowed: shared.join(", ") });
  return undefined;
};
const pauseReader =
  (context: RuleContext): Reader<DeadlineRule["pauses"][number]> =>
  (tree, report) => {
    const fields = readFields(tree, "pause", ["from", "to"], report);
    const [from, to] = [fields?.need("from", kindReader(context)), fields?.need("to", kindReader(context))];
    return from === undefined || to === undefined ? undefined : { from, to };
  };
/** A kind of event and what it must satisfy: `{by: KIND, when: CONDITION}`. */
const byReader =
  (name: "lifted" | "or_ends", context: RuleContext): Reader<NonNullable<DeadlineRule["lifted"]>> =>
  (tree, report) => {
    const fields = readFields(tree, name, ["by", "when"], report);
    const by = fields?.need("by", kindReader(context));
    const when = fields?.read("when", conditionReader(context, [by]));
    return by === undefined ? undefined : { by, ...(when ? { when } : {}) };
  };
const readWarnings: Reader<Rate[]> = (tree, report) => {
  const shares = listOf(readShare)(tree, report);
  if (shares?.some((share, i) => i > 0 && compare(shares[i - 1]!, share) >= 0)) {
    report.error("warnings_not_rising", tree.place);
    return undefined;
  }
  return shares;
};
