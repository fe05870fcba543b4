import type { TeamComposition } from "../store/teams.ts";

/**
 * Who a team is on a day: the composition that began last by then, and of two for one day the one recorded last.
 * @param compositions of one team, in the order in which the store lists them
 */
export const compositionOn = (compositions: readonly TeamComposition[], day: string): TeamComposition | undefined =>
  compositions.findLast(({ fromOn }) => fromOn <= day);

/** Those that hold, each with the first day of the next: corrected ones are left out. */
export const heldCompositions = (
  compositions: readonly TeamComposition[],
): (TeamComposition & { readonly beforeOn?: string })[] => {
  const held = compositions.filter(({ fromOn }, index) => compositions[index + 1]?.fromOn !== fromOn);
  return held.map((one, index) => {
    const next = held[index + 1];
    return next === undefined ? one : { ...one, beforeOn: next.fromOn };
  });
};
