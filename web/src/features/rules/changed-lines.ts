// Clauses: C2.3
export interface ChangedLine {
  readonly change: "kept" | "added" | "removed";
  readonly text: string;
}
/**
 * What a text says otherwise than the one before it, by lines: the fewest taken out and put in (longest common subsequence). Lines without
 * words are left out.
 */
export const changedLines = (before: string, after: string): ChangedLine[] => {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  /** How many lines are common from here on. */
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      common[i]![j] =
        old[i] === fresh[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const lines: ChangedLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ change: "kept", text: fresh[j]! });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === fresh.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ change: "removed", text: old[i]! });
      i += 1;
    } else {
      lines.push({ change: "added", text: fresh[j]! });
      j += 1;
    }
  }
  return lines;
};
const linesOf = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");
