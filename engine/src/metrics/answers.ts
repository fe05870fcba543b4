// Clauses: C3.2, C7.3
import type { MetricDefinition } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import type { Rational } from "../values/rational.ts";
import { EXCLUDED, type Share } from "./cells.ts";
import type { Entry } from "./placed.ts";
import { fieldReading, holds, type Reading, readingMark, readValue, textOf } from "./reading.ts";
import type { MeasureContext } from "./types.ts";

/** An answer as counted: its number, or why it cannot be counted. */
export interface Answer extends Entry {
  readonly reading: Reading | undefined;
}
export interface Scale {
  readonly min: number;
  readonly max: number;
}
export const SURVEY_ANSWERED = "survey_answered";
export const answerKinds = (definition: MetricDefinition): readonly string[] => [definition.event ?? SURVEY_ANSWERED];
/** Answers to one invitation stand together; an answer that names none stands alone. */
export const invitationKey = (fact: Fact): string => {
  const invitation = textOf(fact, "invitation");
  return invitation === undefined ? `event ${fact.event.id}` : `invitation ${invitation}`;
};
/** Reads the answer of a survey measure from the definition's `value`, else from the measure's own field. */
export const answerOf =
  (ownField: string) =>
  (fact: Fact, context: MeasureContext): { key: string; entry: Answer } | undefined => {
    const { definition } = context;
    if (!holds(definition.when, fact)) return undefined;
    const reading = definition.value ? readValue(definition.value, fact) : fieldReading(fact, ownField);
    const { id, at } = fact.event;
    return { key: invitationKey(fact), entry: { id, at, day: fact.day, mark: readingMark(reading), reading } };
  };
const within = (value: Rational, scale: Scale): boolean =>
  value.d === 1n && value.n >= BigInt(scale.min) && value.n <= BigInt(scale.max);
export const problemOf = (answer: Answer, scale: Scale | undefined): string | undefined =>
  answer.reading === undefined
    ? "incomplete"
    : scale && !within(answer.reading.value, scale)
      ? "out_of_range"
      : undefined;
/**
 * One answer for an invitation: the first complete one by answer time, then id (contract-format §9). What cannot be counted does
 * not spend the invitation: a half answer may be resumed (case S4), an impossible one is refused.
 */
export const placeFirst = <E extends Entry>(
  entries: readonly E[],
  problem: (entry: E) => string | undefined,
  counted: (entry: E) => Share,
): Share[] => {
  let taken = false;
  return entries.map((entry) => {
    const reason = problem(entry) ?? (taken ? "repeat_answer" : undefined);
    if (reason !== undefined) return { day: entry.day, counts: { [`${EXCLUDED}${reason}`]: 1n } };
    taken = true;
    return counted(entry);
  });
};
