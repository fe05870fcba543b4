// Clauses: C2.3, C14.1
import { type Reader, readFields } from "../fields.ts";
import type { ProhibitionRule } from "../model.ts";
import {
  baseOf,
  conditionReader,
  kindReader,
  needBearer,
  OWED_KEYS,
  type RuleContext,
  type RuleSource,
} from "../rule-context.ts";
import { readDuration, readInteger, readWord } from "../scalars.ts";

const readSurvival: Reader<ProhibitionRule["survives"]> = (tree, report) =>
  tree.kind === "scalar" && tree.text === "always" ? "always" : readDuration(tree, report);

export const PROHIBITION_KEYS = [
  ...OWED_KEYS,
  ...["event", "when", "at_most", "every", "severity", "survives", "after_end"],
];

export const readProhibition = (source: RuleSource, context: RuleContext): ProhibitionRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "prohibition", PROHIBITION_KEYS, report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  needBearer(fields, report);
  const event = fields.need("event", kindReader(context));
  const when = fields.read("when", conditionReader(context, [event]));
  const severity = fields.read("severity", readWord(["minor", "major", "grave"], "severity")) ?? "minor";
  const survives = fields.read("survives", readSurvival);
  const afterEnd = fields.read("after_end", readWord(["all"], "after_end"));
  const atMost = fields.read("at_most", readInteger(1, 10_000));
  const every = fields.read("every", readWord(["month", "quarter", "half", "year"], "every"));
  for (const [key, other] of [
    ["at_most", "every"],
    ["every", "at_most"],
    ["after_end", "survives"],
  ] as const)
    if (fields.has(key) && !fields.has(other))
      report.error("missing_key", fields.placeOf(key), { key: other, within: "prohibition" });
  if (event === undefined) return undefined;
  return {
    ...base,
    kind: "prohibition",
    event,
    severity,
    ...(when ? { when } : {}),
    ...(survives ? { survives } : {}),
    ...(afterEnd ? { afterEnd } : {}),
    ...(atMost !== undefined && every ? { limit: { atMost, every } } : {}),
  };
};
