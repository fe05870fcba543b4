import { editDistance, nearestName } from "../values/nearest.ts";

/**
 * The one name that was meant, if that can be told: a near one that no other is as near to, whatever its capitals, or the only one
 * that begins alike. What is written is then checked as if that name stood there.
 */
export const guessOf = <N extends string>(written: string, names: readonly N[]): N | undefined => {
  for (const text of new Set([written, written.toLowerCase()])) {
    const near = nearestName(text, names);
    const distance = near === undefined ? undefined : editDistance(text, near);
    const as = new Set(names.filter((name) => editDistance(text, name) === distance));
    if (as.size === 1) return [...as][0];
    if (as.size > 1) return undefined;
  }
  const start = written.toLowerCase();
  const alike = names.filter((name) => start.length > 2 && (name.startsWith(start) || start.startsWith(name)));
  return alike.length === 1 ? alike[0] : undefined;
};

/** The name to offer where one must be chosen: a near one, else one that begins alike, else the one with the fewest edits. */
export const closestName = (written: string, names: readonly string[]): string => {
  const near =
    nearestName(written, names) ?? names.find((name) => name.startsWith(written) || written.startsWith(name));
  if (near !== undefined) return near;
  let best = names[0] ?? "";
  for (const name of names) if (editDistance(written, name) < editDistance(written, best)) best = name;
  return best;
};
