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
import { readDuration, readWord } from "../scalars.ts";

const readSurvival: Reader<ProhibitionRule["survives"]> = (tree, report) =>
  tree.kind === "scalar" && tree.text === "always" ? "always" : readDuration(tree, report);

export const readProhibition = (source: RuleSource, context: RuleContext): ProhibitionRule | undefined => {
  const { report } = context;
  const fields = readFields(
    source.tree,
    "prohibition",
    [...OWED_KEYS, "event", "when", "severity", "survives"],
    report,
  );
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  needBearer(fields, report);
  const event = fields.need("event", kindReader(context));
  const when = fields.read("when", conditionReader(context, [event]));
  const severity = fields.read("severity", readWord(["minor", "major", "grave"], "severity")) ?? "minor";
  const survives = fields.read("survives", readSurvival);
  if (event === undefined) return undefined;
  return {
    ...base,
    kind: "prohibition",
    event,
    severity,
    ...(when ? { when } : {}),
    ...(survives ? { survives } : {}),
  };
};
