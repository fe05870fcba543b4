// Clauses: N3
import { toFloat } from "../../values/rational.ts";
import { partScore } from "../loyalty-index.ts";
import { normalDensity, normalUpper } from "../stats/normal.ts";
import type { IndexPartResult, MeasureResult } from "../types.ts";
import type { Forecaster } from "./input.ts";

/** Variance of one answer of the part, in the part's own unit; 0 where the part is no mean of answers. */
const oneAnswer = (own: MeasureResult): number => {
  if (own.method === "wilson") {
    const share = ((own.numerator ?? 0) + 0.5) / ((own.n ?? 0) + 1);
    return share * (1 - share);
  }
  if (own.method === "t") return own.extra?.variance ?? 0;
  if (own.method !== "nps_normal" || !own.n) return 0;
  const { promoters, detractors } = own.extra ?? {};
  const net = ((promoters ?? 0) - (detractors ?? 0)) / own.n;
  return 10_000 * Math.max(0, ((promoters ?? 0) + (detractors ?? 0)) / own.n - net * net);
};
/** Standard deviation of the part's final value about its present one: m further answers at the pace so far beside n. */
const spreadOf = ({ own, carried }: IndexPartResult, elapsed: number): number => {
  const count = own?.n ?? 0;
  if (!own || carried || count === 0) return 0;
  const more = (count * (1 - elapsed)) / elapsed;
  const weight = more / (count + more);
  return Math.sqrt(weight * weight * oneAnswer(own) * (1 / count + 1 / more));
};
/** Mean and variance of min(100, max(0, Y)) for a normal Y. */
const clampedMoments = (mean: number, deviation: number): readonly [mean: number, variance: number] => {
  if (deviation < 1e-9) return [Math.min(100, Math.max(0, mean)), 0];
  const low = -mean / deviation;
  const high = (100 - mean) / deviation;
  const [above, inside] = [normalUpper(high), normalUpper(low) - normalUpper(high)];
  const [atLow, atHigh] = [normalDensity(low), normalDensity(high)];
  const first = mean * inside + deviation * (atLow - atHigh) + 100 * above;
  const second =
    (mean * mean + deviation * deviation) * inside +
    2 * mean * deviation * (atLow - atHigh) +
    deviation * deviation * (low * atLow - high * atHigh) +
    10_000 * above;
  return [first, Math.max(0, second - first * first)];
};
/**
 * Index: each part's final value is taken as normal about its present one, its score's mean and variance follow exactly through the
 * clamped line, and the weighted sum is taken as normal.
 */
export const forecastIndex: Forecaster = ({ definition, target, result, elapsed }) => {
  if (result.value === null || elapsed <= 0) return undefined;
  let mean = 0;
  let variance = 0;
  for (const part of definition.parts ?? []) {
    const found = result.parts?.find(({ metric }) => metric === part.metric);
    if (!found || found.value === null || found.weight === null) continue;
    const floor = toFloat(part.floor);
    const span = toFloat(part.ceiling) - floor;
    const deviation = (100 * spreadOf(found, elapsed)) / Math.abs(span);
    const raw = (100 * (found.value - floor)) / span;
    const [score, spread] = deviation > 0 ? clampedMoments(raw, deviation) : [partScore(found.value, part), 0];
    mean += found.weight * score;
    variance += found.weight * found.weight * spread;
  }
  const above = (bound: number): number =>
    variance > 0 ? normalUpper((bound - mean) / Math.sqrt(variance)) : mean >= bound ? 1 : 0;
  const low = target.least === -Infinity ? 1 : above((target.least - 0.5) / 1e6);
  const high = target.most === Infinity ? 0 : above((target.most + 0.5) / 1e6);
  return Math.max(0, low - high);
};
