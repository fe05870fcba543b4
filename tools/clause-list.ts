// The list of clauses that the product serves, and how an id is read out of text.
import clauses from "./clauses.json" with { type: "json" };

export interface ClauseRow {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

export const clauseList: readonly ClauseRow[] = clauses;
export const clauseIds: ReadonlySet<string> = new Set(clauseList.map((row) => row.id));

/** Ids named in a text. Rows of the case list are written `case-L1`, figures of another kind (`B12`) are no ids. */
export function idsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w.-])(?:C\d{1,2}\.\d{1,2}|[SABLPN]\d{1,2})(?![\w-]|\.\d)/g)]
    .map(([id]) => id)
    .filter((id) => clauseIds.has(id));
}

export const clausesLine = /^\/[/*] Clauses: (.+?)(?: \*\/)?$/;

/** Ids of a file's first line, `// Clauses: C6.2, C6.3`; undefined when the file has no such line. */
export function idsOfFirstLine(text: string): string[] | undefined {
  const match = clausesLine.exec(firstLine(text));
  return match?.[1]?.split(/, ?/);
}

export function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.trimEnd();
}
