/** One line of facts as it stands in the file. */
export interface Record {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly [field: string]: unknown;
}
export const recordsOf = (facts: string): Record[] =>
  facts
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record);
export const countsOf = <T>(list: Iterable<T>): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
};
export const shareOf = <T>(list: readonly T[], fits: (one: T) => boolean): number =>
  list.filter(fits).length / list.length;
export const meanOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
