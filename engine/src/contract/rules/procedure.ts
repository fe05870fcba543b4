// Clauses: C10.2, C12.2, S9

import { nearestName } from "../../values/nearest.ts";
import { closestName } from "../closest-name.ts";
import { type Fields, isEmptyList, listOf, type Reader, readFields } from "../fields.ts";
import type { ProcedureRule, ProcedureStage } from "../model.ts";
import {
  baseOf,
  conditionReader,
  fieldReader,
  kindReader,
  OWED_KEYS,
  type RuleContext,
  type RuleSource,
} from "../rule-context.ts";
import { PARTIES, readDuration, readId, readText, readWord } from "../scalars.ts";
import { textReader } from "../texts.ts";

export const PROCEDURE_KEYS = [...OWED_KEYS, "name", "match", "stages"];

export const readProcedure = (source: RuleSource, context: RuleContext): ProcedureRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "procedure", PROCEDURE_KEYS, report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  const name = fields.need("name", readText);
  const stages = fields.need("stages", listOf(stageReader(context)));
  if (isEmptyList(fields.tree("stages"))) report.error("stages_empty", fields.placeOf("stages"));
  if (stages) checkStages(stages, fields, report);
  const first = stages?.[0];
  if (first && first.starts === undefined && !context.shapes.has(`${name}_opened`))
    report.error("procedure_without_start", fields.placeOf("stages"), { kind: `${name}_opened` });
  for (const stage of stages ?? [])
    if (stage.ends === undefined)
      report.error("stage_without_end", fields.placeOf("stages"), { stage: stage.id, kind: `${stage.id}_done` });
  const kinds = stages?.flatMap((stage) => [stage.starts, stage.ends]) ?? [];
  // What parties sign names no case: it moves the one that is open.
  const match =
    fields.read(
      "match",
      fieldReader(
        context,
        kinds.filter((kind) => kind !== "executed"),
      ),
    ) ?? "case";
  return name === undefined || !stages ? undefined : { ...base, kind: "procedure", name, match, stages };
};
const checkStages = (stages: readonly ProcedureStage[], fields: Fields, report: RuleContext["report"]): void => {
  const ids = stages.map((stage) => stage.id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) < index) report.error("duplicate_stage", fields.placeOf("stages"), { id });
  });
  for (const { next, onSilence } of stages) {
    const near = onSilence === undefined || onSilence.length < 5 ? undefined : nearestName(onSilence, ids);
    // `on_silence` may name a stage or, freely, how the case then ends: only a misspelt stage is a mistake.
    const wrong =
      next !== undefined && !ids.includes(next)
        ? next
        : near !== undefined && near !== onSilence
          ? onSilence
          : undefined;
    if (wrong !== undefined)
      report.error("dangling_stage", fields.placeOf("stages"), {
        stage: wrong,
        nearest: closestName(wrong, ids),
      });
  }
};
const STAGE_KEYS = ["id", "by", "within", "on_silence", "next", "over", "title", "starts", "ends"];
const stageReader =
  (context: RuleContext): Reader<ProcedureStage> =>
  (tree, report) => {
    const fields = readFields(tree, "stage", STAGE_KEYS, report);
    const id = fields?.need("id", readId);
    if (!fields || id === undefined) return undefined;
    const by = fields.read("by", readWord([...PARTIES, "either"], "party", "unknown_party"));
    const within = fields.read("within", readDuration);
    const onSilence = fields.read("on_silence", readId);
    if (onSilence !== undefined && !fields.has("within"))
      report.error("silence_without_time", fields.placeOf("on_silence"));
    const next = fields.read("next", readId);
    const title = fields.read("title", textReader(context.languages));
    const declared = (kind: string): string | undefined => (context.shapes.has(kind) ? kind : undefined);
    const starts = fields.read("starts", kindReader(context)) ?? declared(`${id}_opened`);
    const ends = fields.read("ends", kindReader(context)) ?? declared(`${id}_done`);
    const over = fields.read("over", conditionReader(context, [ends]));
    return {
      id,
      ...(over ? { over } : {}),
      ...(by ? { by } : {}),
      ...(within ? { within } : {}),
      ...(onSilence === undefined ? {} : { onSilence }),
      ...(next === undefined ? {} : { next }),
      ...(title ? { title } : {}),
      ...(starts === undefined ? {} : { starts }),
      ...(ends === undefined ? {} : { ends }),
    };
  };
