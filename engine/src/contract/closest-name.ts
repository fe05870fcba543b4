import { editDistance, nearestName } from "../values/nearest.ts";

/** The name to offer where one must be chosen: a near one, else one that begins alike, else the one with the fewest edits. */
export const closestName = (written: string, names: readonly string[]): string => {
  const near =
    nearestName(written, names) ?? names.find((name) => name.startsWith(written) || written.startsWith(name));
  if (near !== undefined) return near;
  let best = names[0] ?? "";
  for (const name of names) if (editDistance(written, name) < editDistance(written, best)) best = name;
  return best;
};
