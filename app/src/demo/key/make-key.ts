import type { Agent } from "../people-model.ts";
import type { Chance } from "../random.ts";
import type { Size } from "../span.ts";
import type { AnswerKey } from "./model.ts";
import { rolesOf } from "./roles.ts";
import { silencesOf } from "./silences.ts";
import { slipsOf } from "./slips.ts";
import { truthsOf } from "./truths.ts";

/**
 * What is hidden in the data, written before any event is drawn. Nothing of the engine is imported here or below: the key
 * knows what was done, not what the engine makes of it.
 */
export const makeKey = (
  chance: Chance,
  agents: readonly Agent[],
  { seed, size, asOf }: { readonly seed: number; readonly size: Size; readonly asOf: string },
): AnswerKey => {
  const roles = rolesOf(chance.under("roles"), agents, size);
  const truths = truthsOf(roles, size);
  const silences = silencesOf(chance.under("silences"), roles.unlucky, size);
  const busy = new Set([...truths.map(({ agent }) => agent), ...silences.map(({ agent }) => agent)]);
  const free = agents.filter(({ id, left, tour }) => !busy.has(id) && !left && !tour);
  return {
    seed,
    size,
    as_of: asOf,
    truths,
    silences,
    slips: slipsOf(
      chance.under("slips"),
      free,
      agents.filter(({ tour }) => tour),
      size,
    ),
  };
};
