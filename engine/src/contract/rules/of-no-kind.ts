// Clauses: C1.1
import { parseWindow } from "../../calendar/period.ts";
import { parseDuration } from "../../values/duration.ts";
import { type Reader, readFields, scalar } from "../fields.ts";
import { POWERS } from "../model.ts";
import { baseOf, kindReader, type RuleContext, type RuleSource, ruleReader } from "../rule-context.ts";
import { readBoolean, readDuration, readParty, readText, readWord } from "../scalars.ts";
import { DEADLINE_KEYS } from "./deadline.ts";
import { DEFINITION_KEYS, readMetricOf } from "./definition.ts";
import { ENTITLEMENT_KEYS } from "./entitlement.ts";
import { POWER_KEYS } from "./power.ts";
import { PROCEDURE_KEYS } from "./procedure.ts";
import { PROHIBITION_KEYS } from "./prohibition.ts";
import { RECURRENCE_KEYS } from "./recurrence.ts";
import { THRESHOLD_KEYS } from "./threshold.ts";

const KEYS = [
  ...new Set([
    ...[...DEFINITION_KEYS, ...THRESHOLD_KEYS, ...DEADLINE_KEYS, ...RECURRENCE_KEYS],
    ...[...PROHIBITION_KEYS, ...ENTITLEMENT_KEYS, ...POWER_KEYS, ...PROCEDURE_KEYS],
  ]),
];
/**
 * Of a rule whose kind cannot be told: what would be wrong in it whatever its kind. It is a rule in no case.
 */
export const readOfNoKind = (source: RuleSource, context: RuleContext): undefined => {
  const fields = readFields(source.tree, "rule", KEYS, context.report);
  if (!fields) return;
  baseOf(source, fields, context);
  const metric: Reader<unknown> = (tree, report) =>
    tree.kind === "map"
      ? readMetricOf(source, context)(tree, report)
      : ruleReader(context, "definition", source)(tree, report);
  fields.read("metric", metric);
  fields.read("every", readAnyRhythm);
  for (const key of ["holder", "from"]) fields.read(key, readParty);
  for (const key of ["starts", "ends", "event", "done_by", "requires"]) fields.read(key, kindReader(context));
  for (const key of ["within", "cure", "publish_by", "pay_by", "notice", "objection"]) fields.read(key, readDuration);
  for (const key of ["legal", "strict"]) fields.read(key, readBoolean);
  for (const key of ["match", "each", "name", "right"]) fields.read(key, readText);
  fields.read("may", readWord(POWERS, "power", "unknown_power"));
  fields.read("severity", readWord(["minor", "major", "grave"], "severity"));
  fields.read("decide", readWord(["proven", "point"], "decide"));
  fields.read("unless_late", ruleReader(context, "recurrence", source));
  fields.read("except", ruleReader(context, "deadline", source));
};
/** A period or a number of days: which of them will do is the kind's matter. */
const readAnyRhythm: Reader<true> = scalar((node, report) => {
  if (parseWindow(node.text) !== undefined || parseDuration(node.text)) return true;
  report.error("every_malformed", node.place, { written: node.text });
  return undefined;
});
