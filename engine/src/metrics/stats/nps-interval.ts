// Clauses: C3.2
import type { Rational } from "../../values/rational.ts";
import { type Interval, upperTail } from "./interval.ts";
import { normalUpperQuantile } from "./normal.ts";

/**
 * Interval of a net promoter score, −100…100: variance of one answer p + d − (p − d)², normal quantile, and the finite
 * population factor √((N − n)/(N − 1)) when the population is known; a census has no sampling error.
 */
export const npsInterval = (
  promoters: number,
  detractors: number,
  answers: number,
  confidence: Rational,
  population?: number,
): Interval | undefined =>
  answers <= 0
    ? undefined
    : npsIntervalFor(promoters, detractors, answers, normalUpperQuantile(upperTail(confidence)), population);

/** The same for a known normal quantile z. */
export const npsIntervalFor = (
  promoters: number,
  detractors: number,
  answers: number,
  z: number,
  population?: number,
): Interval => {
  const net = (promoters - detractors) / answers;
  const variance = Math.max(0, (promoters + detractors) / answers - net * net);
  const half = z * Math.sqrt((variance / answers) * finiteFactor(answers, population)) * 100;
  return { low: Math.max(-100, 100 * net - half), high: Math.min(100, 100 * net + half) };
};
/** (N − n) ÷ (N − 1), 1 for an unknown population, 0 for a census. */
const finiteFactor = (answers: number, population: number | undefined): number =>
  population === undefined ? 1 : answers >= population ? 0 : (population - answers) / (population - 1);
