// Clauses: C7.3, C7.1
import type { Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import type { MetricResult } from "../metrics/types.ts";
import { FEWEST_SHOWN, smallCells } from "./fewest-shown.ts";
import { versionAt } from "./version-at.ts";
import type { PartyName } from "./view.ts";

/**
 * `value`: the figure itself, of too few; `counts`: of how many it is, and how many of them; `running`: the figure itself while its period runs, for
 * what it changes by from one day to the next would tell of whom it is.
 */
export type HiddenPart = "value" | "counts" | "running";

const textOf = (rule: unknown): string =>
  JSON.stringify(rule, (_, value: unknown) => {
    if (typeof value === "bigint") return String(value);
    return value instanceof Map || value instanceof Set ? [...value] : value;
  });
const deciding = new WeakMap<Version, ReadonlySet<string>>();
/**
 * Measures on which a duty, a right or pay rests, and the parts of those that are made of others: both sides have to see them, or nobody could
 * check what is owed.
 */
export const decidingMeasures = (version: Version): ReadonlySet<string> => {
  const known = deciding.get(version);
  if (known) return known;
  const rules = [...version.rules.values()];
  const definitions = rules.filter(({ kind }) => kind === "definition");
  const named = (texts: readonly string[]) =>
    definitions.filter(({ ref }) => texts.some((text) => text.includes(JSON.stringify(ref))));
  const found = new Set<string>();
  let next = named(rules.filter(({ kind }) => kind !== "definition").map(textOf));
  while (next.length > 0) {
    for (const { ref } of next) found.add(ref);
    next = named(next.map((one) => ("metric" in one ? textOf(one.metric) : ""))).filter(({ ref }) => !found.has(ref));
  }
  deciding.set(version, found);
  return found;
};
type Result = Pick<MetricResult, "ref" | "n" | "numerator" | "denominator" | "method" | "closed"> & {
  readonly period: Pick<MetricResult["period"], "fromDay">;
};
/** Whether this party may not see the people behind a measure that decides nothing: of it small groups are hidden. */
export const isBlindTo = (
  { contract }: Pick<Evaluation, "contract">,
  { ref, period }: Pick<Result, "ref" | "period">,
  party: PartyName,
): boolean => party === "intermediary" && !decidingMeasures(versionAt(contract, period.fromDay)).has(ref);
/** A window that slides ends each day: two of them differ by a day's people. */
const isSliding = ({ contract }: Pick<Evaluation, "contract">, { ref, period }: Result): boolean => {
  const rule = versionAt(contract, period.fromDay).rules.get(ref);
  return rule?.kind === "definition" && typeof rule.metric.window === "object";
};
/**
 * What of a measure is hidden from a party that may not see the people behind it: of fewer than five the figure, and of more the counts where one
 * of two would be fewer, since the whole less the other tells it. What decides pay or duties is hidden from nobody.
 */
export const hiddenOf = (
  evaluation: Pick<Evaluation, "contract">,
  result: Result,
  party: PartyName,
): HiddenPart | undefined => {
  const { n, numerator, denominator, method } = result;
  if (n === null || n === 0 || !isBlindTo(evaluation, result, party)) return undefined;
  if (n < FEWEST_SHOWN) return "value";
  if (!result.closed || isSliding(evaluation, result)) return "running";
  // What a net score counts above its line are no people: promoters less detractors.
  const isSplit = method !== "nps_normal" && numerator !== null && denominator === n && Number.isInteger(numerator);
  const isCount = isSplit && numerator >= 0 && numerator <= n;
  return isCount && smallCells([numerator, n - numerator]).some(Boolean) ? "counts" : undefined;
};
