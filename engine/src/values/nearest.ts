/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
export const editDistance = (a: string, b: string): number => {
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i += 1) {
    const row: number[] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      if (i === 0) {
        row.push(j);
        continue;
      }
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
};
/** The name a writer most likely meant, or undefined when none is near (at most a third of the letters differ, or 2, and never more than half). */
export const nearestName = (written: string, names: readonly string[]): string | undefined => {
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - written.length) > 6) continue;
    const distance = editDistance(written, name);
    if (!best || distance < best.distance) best = { name, distance };
  }
  const allowed = Math.max(2, Math.floor(written.length / 3));
  return best && best.distance <= allowed && best.distance * 2 <= Math.max(written.length, best.name.length)
    ? best.name
    : undefined;
};
