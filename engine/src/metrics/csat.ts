// Clauses: C3.2
import { answerShare } from "./answer-share.ts";

/** Satisfaction: share of answers at or above `top`, by default the two highest of the scale, 4 and 5 of 1…5. */
export const csat = answerShare(
  "satisfaction",
  { min: 1, max: 5 },
  ({ definition }, scale) => definition.top ?? scale.max - 1,
);
