// Clauses: N3
import type { Period } from "../../calendar/period.ts";

/** Successes of trials in an earlier window, and its length as a part of the running one. */
export interface PastShare {
  readonly successes: number;
  readonly trials: number;
}
export interface PastCount {
  readonly count: number;
  readonly length: number;
}
export interface Beta {
  readonly a: number;
  readonly b: number;
}
/** Windows that moments need at least. */
const ENOUGH_WINDOWS = 3;
/** A prior never weighs more than so many answers, nor less than one. */
const MOST_STRENGTH = 100;
export const JEFFREYS: Beta = { a: 0.5, b: 0.5 };

/**
 * Prior of a share from earlier windows by moments: mean = pooled share; strength 1/ρ − 1 from the analysis-of-variance estimate of
 * the correlation ρ within windows (Donner 1986), held to 1…100. Jeffreys' prior below three windows with trials.
 */
export const betaPrior = (past: readonly PastShare[]): Beta => {
  const used = past.filter(({ trials }) => trials > 0);
  const trials = used.reduce((sum, window) => sum + window.trials, 0);
  if (used.length < ENOUGH_WINDOWS || trials <= used.length) return JEFFREYS;
  const pooled = used.reduce((sum, window) => sum + window.successes, 0) / trials;
  let among = 0;
  let inside = 0;
  let squares = 0;
  for (const window of used) {
    const share = window.successes / window.trials;
    among += window.trials * (share - pooled) * (share - pooled);
    inside += window.trials * share * (1 - share);
    squares += window.trials * window.trials;
  }
  const amongMean = among / (used.length - 1);
  const insideMean = inside / (trials - used.length);
  const usualTrials = (trials - squares / trials) / (used.length - 1);
  const correlation = (amongMean - insideMean) / (amongMean + (usualTrials - 1) * insideMean);
  const strength = correlation > 1 / (MOST_STRENGTH + 1) ? Math.max(1, 1 / correlation - 1) : MOST_STRENGTH;
  // Half an answer each way keeps a share of 0 or 1 open.
  const mean = (pooled * trials + 0.5) / (trials + 1);
  return { a: strength * mean, b: strength * (1 - mean) };
};

/** A Gamma belief about the number of events in a whole window: `size` and the windows it is worth. */
export interface Pace {
  readonly size: number;
  readonly windows: number;
}
const MOST_SIZE = 50;
/**
 * Pace of a window from earlier ones: mean per length, size by moments mean²/(variance − mean), held to ½…50; with one or two
 * windows worth two events' certainty. Without any: ½ an event, worth no window (Jeffreys), so that the running window speaks alone.
 */
export const pacePrior = (past: readonly PastCount[]): Pace => {
  const used = past.filter(({ length }) => length > 0);
  const count = used.reduce((sum, window) => sum + window.count, 0);
  const length = used.reduce((sum, window) => sum + window.length, 0);
  if (length === 0 || count === 0) return { size: 0.5, windows: length };
  const mean = count / length;
  let size = 2;
  if (used.length >= ENOUGH_WINDOWS) {
    const squares = used.reduce((sum, one) => sum + one.length * square(one.count / one.length - mean), 0);
    const variance = (squares / length) * (used.length / (used.length - 1));
    size = variance > mean ? Math.min(MOST_SIZE, Math.max(0.5, (mean * mean) / (variance - mean))) : MOST_SIZE;
  }
  return { size, windows: size / mean };
};
/** What is left of the window's count: negative binomial with this size and mean; undefined where nothing is known. */
export const furtherCount = (
  prior: Pace,
  count: number,
  elapsed: number,
): { readonly size: number; readonly mean: number } | undefined => {
  const windows = prior.windows + elapsed;
  if (windows <= 0 || (count === 0 && prior.windows === 0)) return undefined;
  const size = prior.size + count;
  return { size, mean: (size / windows) * (1 - elapsed) };
};
export const lengthOf = (period: Period): number => period.to - period.from;
const square = (x: number): number => x * x;
