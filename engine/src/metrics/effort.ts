// Clauses: C3.2
import { answerShare } from "./answer-share.ts";

/** Customer effort, "made it easy": share of answers in the three highest of the scale, 5…7 of 1…7. */
export const effort = answerShare(
  "effort",
  { min: 1, max: 7 },
  ({ definition }, scale) => definition.top ?? scale.max - 2,
);
