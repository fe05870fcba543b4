// Clauses: C3.2
import type { MetricDefinition } from "../contract/model.ts";
import { rational, toFloat } from "../values/rational.ts";
import { type Answer, answerKinds, answerOf, placeFirst, problemOf } from "./answers.ts";
import { countOf, exclusionsOf, plainResult } from "./figures.ts";
import { placed } from "./placed.ts";
import { npsInterval } from "./stats/nps-interval.ts";

const SCALE = { min: 0, max: 10 };
/** By the answer's value, never by its place on the widget: 9-10 promoters, 7-8 passives, 0-6 detractors. */
export const npsClass = (answer: number): "promoter" | "passive" | "detractor" =>
  answer >= 9 ? "promoter" : answer >= 7 ? "passive" : "detractor";
/** A scale that is not 0…10 makes no net promoter score: four faces would give −100 whatever people answer. */
export const isNpsScale = (scale: MetricDefinition["scale"]): boolean =>
  scale === undefined || (scale.min === SCALE.min && scale.max === SCALE.max);

/** Net promoter score 100 (p − d), −100…100; numerator promoters − detractors. */
export const nps = placed<Answer>({
  kinds: answerKinds,
  entryOf: answerOf("recommend"),
  place: (answers, { definition }) =>
    placeFirst(
      answers,
      (answer) => (isNpsScale(definition.scale) ? problemOf(answer, SCALE) : "not_nps_scale"),
      (answer) => ({
        day: answer.day,
        counts: { n: 1n, [npsClass(toFloat(answer.reading!.value))]: 1n },
        ids: [answer.id],
      }),
    ),
  result: (total, { definition }) => {
    const answers = countOf(total, "n");
    const promoters = countOf(total, "promoter");
    const detractors = countOf(total, "detractor");
    const excluded = exclusionsOf(total);
    const formula = `100 × (${promoters} − ${detractors}) ÷ ${answers}`;
    const extra = { promoters, passives: countOf(total, "passive"), detractors };
    const interval = npsInterval(promoters, detractors, answers, definition.confidence, definition.population);
    if (!interval) return plainResult({ n: 0, numerator: 0, denominator: 0, value: null, excluded, formula, extra });
    const exact = rational(100n * BigInt(promoters - detractors), BigInt(answers));
    const census = definition.population !== undefined && answers >= definition.population;
    return {
      n: answers,
      numerator: promoters - detractors,
      denominator: answers,
      value: toFloat(exact),
      exact,
      low: interval.low,
      high: interval.high,
      method: census ? "census" : "nps_normal",
      excluded,
      formula,
      extra,
    };
  },
});
