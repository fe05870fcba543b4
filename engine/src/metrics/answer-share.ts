// Clauses: C3.2
import type { Scale } from "./answers.ts";
import { type Answer, answerKinds, answerOf, placeFirst, problemOf } from "./answers.ts";
import { countOf, exclusionsOf, shareResult } from "./figures.ts";
import { type PlacedState, placed } from "./placed.ts";
import type { Measure, MeasureContext } from "./types.ts";

/** Share of answers at or above a mark of the scale: the common shape of satisfaction and effort. */
export const answerShare = (
  field: string,
  usual: Scale,
  markOf: (context: MeasureContext, scale: Scale) => number,
): Measure<PlacedState<Answer>> =>
  placed<Answer>({
    kinds: answerKinds,
    entryOf: answerOf(field),
    place: (answers, context) => {
      const scale = context.definition.scale ?? usual;
      const mark = BigInt(markOf(context, scale));
      return placeFirst(
        answers,
        (answer) => problemOf(answer, scale),
        (answer) => ({
          day: answer.day,
          counts: answer.reading!.value.n >= mark ? { n: 1n, high: 1n } : { n: 1n },
          ids: [answer.id],
        }),
      );
    },
    result: (total, context) =>
      shareResult(countOf(total, "high"), countOf(total, "n"), context.definition.confidence, exclusionsOf(total)),
  });
