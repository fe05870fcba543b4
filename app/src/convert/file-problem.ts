// Clauses: C7.1
/** Why a whole file cannot be taken. The sentence of each stands in messages.ts. */
export type FileProblemCode =
  | "no_file"
  | "is_folder"
  | "known_not_facts"
  | "restored_too_early"
  | "not_utf8"
  | "no_such_kind"
  | "row_too_long"
  | "empty_file"
  | "missing_columns"
  | "wide_separator"
  | "no_header"
  | "double_column"
  | "unclosed_quote"
  | "broken_gzip"
  | "packed_too_well"
  | "no_table"
  | "not_a_workbook"
  | "old_workbook"
  | "broken_zip"
  | "too_many_entries"
  | "unsafe_entry_name"
  | "double_entry"
  | "encrypted"
  | "zip64"
  | "size_lies"
  | "too_large"
  | "document_type"
  | "broken_xml"
  | "bad_reference"
  | "no_such_sheet"
  | "rows_missing"
  | "no_folder"
  | "out_is_source"
  | "out_is_mapping"
  | "out_is_known"
  | "out_is_report"
  | "needs_house"
  | "unknown_question"
  | "bad_answer";

export class FileProblem extends Error {
  override readonly name = "FileProblem";
  readonly code: FileProblemCode;
  readonly args: Readonly<Record<string, string>>;
  constructor(code: FileProblemCode, args: Readonly<Record<string, string>> = {}) {
    super(`${code} ${JSON.stringify(args)}`);
    this.code = code;
    this.args = args;
  }
}
