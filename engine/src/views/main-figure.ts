// Clauses: C3.1, N1, N2, N3
import type { MetricPoint, MetricView } from "./view.ts";

export interface MainFigure {
  readonly metric: MetricView;
  /** Its latest period that counts; where none counts yet, its latest with anything observed, whose status says why. */
  readonly point: MetricPoint;
}
/** Rests on as many as the contract asks for: below that it is no figure to judge or compare people by. */
export const isSound = ({ status, value }: MetricPoint): boolean => status === "ok" && value !== null;

/**
 * The one figure to look for first: the contract's index, else what a target decides, else the first there is. A measure
 * with a sound value goes before one without; undefined where nothing was observed at all.
 *
 * @param metrics in the contract's order, points by period, oldest first
 */
export const mainFigure = (metrics: Readonly<Record<string, MetricView>>): MainFigure | undefined => {
  const all = Object.values(metrics);
  return first(all, isSound) ?? first(all, ({ n, value }) => (n ?? 0) > 0 || value !== null);
};
const first = (all: readonly MetricView[], counts: (point: MetricPoint) => boolean): MainFigure | undefined => {
  const some = all.filter(({ points }) => points.some(counts));
  const metric =
    some.find((one) => one.unit === "score" && one.method === "none" && one.target === undefined) ??
    some.find((one) => one.target !== undefined) ??
    some[0];
  const point = metric?.points.findLast(counts);
  return metric && point ? { metric, point } : undefined;
};
