/**
 * Periods of a row with the year that each is in, where their short names do not say it: months of several years.
 * `shown` where the year begins in the row; elsewhere it is only read out.
 *
 * @param labels `2025-11`, oldest first
 */
export const periodYears = (
  labels: readonly string[],
): readonly { readonly year?: string; readonly shown: boolean }[] => {
  const years = labels.map((label) => /^(\d{4})-\d{2}$/.exec(label)?.[1]);
  if (new Set(years).size < 2) return labels.map(() => ({ shown: false }));
  return years.map((year, index) =>
    year === undefined ? { shown: false } : { year, shown: year !== years[index - 1] },
  );
};
