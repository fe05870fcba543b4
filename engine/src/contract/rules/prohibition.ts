// Clauses: C2.3, C14.1
import { readFields } from "../fields.ts";
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
import { readWord } from "../scalars.ts";

export const readProhibition = (source: RuleSource, context: RuleContext): ProhibitionRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "prohibition", [...OWED_KEYS, "event", "when", "severity"], report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  needBearer(fields, report);
  const event = fields.need("event", kindReader(context));
  const when = fields.read("when", conditionReader(context, [event]));
  const severity = fields.read("severity", readWord(["minor", "major", "grave"], "severity")) ?? "minor";
  return event === undefined ? undefined : { ...base, kind: "prohibition", event, severity, ...(when ? { when } : {}) };
};
