// Clauses: C7.1
/** Why a cell cannot be taken. The sentence of each stands in messages.ts, in zh and en. */
export type FaultCode =
  | "blank"
  | "not_a_number"
  | "date_in_number"
  | "exponent"
  | "cut_off"
  | "digits_lost"
  | "wrong_number_format"
  | "currency_mismatch"
  | "finer_than_currency"
  | "not_whole"
  | "divided_by_zero"
  | "endless_decimal"
  | "not_a_date"
  | "short_day_number"
  | "no_such_day"
  | "finer_than_microsecond"
  | "two_digit_year"
  | "fact_out_of_years"
  | "serial_no_day"
  | "no_day_number"
  | "wrong_date_order"
  | "time_skipped"
  | "not_a_truth"
  | "resident_id_form"
  | "resident_id_day"
  | "resident_id_check"
  | "not_in_table"
  | "error_cell"
  | "merged_number"
  | "formula_not_computed"
  | "column_count"
  | "text_after_quote"
  | "bad_bytes"
  | "nul_in_text"
  | "control_in_text"
  | "direction_in_text"
  | "lone_return"
  | "record_too_long"
  | "id_too_long"
  | "key_conflict"
  | "known_conflict"
  | "retracted"
  | "several_customers"
  | "unknown_customer"
  | "unmatched";

export type FaultArgs = Readonly<Record<string, string>>;

/** Refuses one row: thrown while a row is read and caught by the row loop. Carries no stack, so a bad file costs no time. */
export class RowFault {
  readonly code: FaultCode;
  /** What the cell holds, or what was made of several. */
  value: string;
  readonly args: FaultArgs;
  /** Index of the column in the file, −1 where no single one is to blame. */
  column: number;
  constructor(code: FaultCode, value: string, args: FaultArgs = {}, column = -1) {
    this.code = code;
    this.value = value;
    this.args = args;
    this.column = column;
  }
}

export interface Refusal {
  readonly fault: RowFault;
  readonly row: number;
}

/** What cannot be decided from the file alone; the answer is asked once per file. */
export type QuestionId =
  | "number_format"
  | "date_order"
  | "currency_sign"
  | "repeated_hour"
  | "separator"
  | "encoding"
  | "sheet"
  // Of an import into the house: what is there already, and not how the file reads
  | "other_contract";

/** A cell that can be read in more than one way and no answer is known yet. */
export class Ambiguity {
  readonly question: QuestionId;
  readonly value: string;
  column: number;
  /** The row whose bytes are in doubt, where these are what is asked about. */
  readonly bytes: { readonly row: number; readonly line: Uint8Array } | undefined;
  /** How each answer reads it, where only the place that asks can tell. */
  readonly reads: readonly string[] | undefined;
  constructor(
    question: QuestionId,
    value: string,
    column = -1,
    { bytes, reads }: { readonly bytes?: Ambiguity["bytes"]; readonly reads?: Ambiguity["reads"] } = {},
  ) {
    this.question = question;
    this.value = value;
    this.column = column;
    this.bytes = bytes;
    this.reads = reads;
  }
}
