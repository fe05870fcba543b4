// Clauses: N6
/** A list as a file has it: the columns of the screen in the reader's language, every row of it and not only those shown. */
export interface ListTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
/** A number stays the exact decimal text that it was computed as. */
export type Cell = string | { readonly number: string };

/**
 * A list of invented data says so in each row, since rows are copied on. The mark stands last: whoever reads such a file by its
 * columns passes it over.
 */
export const markedTable = ({ columns, rows }: ListTable, mark: string): ListTable => ({
  columns: [...columns, mark],
  rows: rows.map((row) => [...row, mark]),
});

export const numberCell = (value: number | string | null | undefined): Cell =>
  value === null || value === undefined ? "" : { number: String(value) };
