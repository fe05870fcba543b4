// Clauses: C7.1
import type { FieldType } from "@fealty/engine/contract/model.ts";
import type { DateOrder, Serials } from "./date-text.ts";
import type { Expression } from "./expression.ts";
import type { QuestionId } from "./fault.ts";
import type { NumberFormat } from "./number-text.ts";

/** A mapping file: how rows of one kind of file become events. */
export interface Mapping {
  readonly file: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly source: SourceSettings;
  /** Names that expressions may use beside the header's own. */
  readonly columns: ReadonlyMap<string, ColumnPlan>;
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly emits: readonly Emit[];
  /** Answers to what files of this kind leave open. */
  readonly answers: ReadonlyMap<QuestionId, string>;
  /** What the field `contract` of its events holds. Only a house knows whose contract an agent's is. */
  readonly contracts: ContractsBy;
}
export type ContractsBy = "number" | "agent_code" | "agent_name";
export interface SourceSettings {
  readonly encoding: "auto" | "utf-8" | "gb18030" | "utf-16";
  readonly separator: "auto" | "," | ";" | "\t" | "|";
  /** Number of the header row; `auto`: the first of the first 30 rows that holds all columns; `none`: columns are 1, 2, 3 … */
  readonly header: number | "auto" | "none";
  readonly sheet: string | undefined;
  readonly number: NumberFormat | undefined;
  readonly date: DateOrder | undefined;
  readonly serials: Serials;
  readonly zone: string;
  readonly currency: string;
}
export interface ColumnPlan {
  /** Header names, the first found counts. */
  readonly names: readonly string[];
  readonly optional: boolean;
  readonly number: NumberFormat | undefined;
  readonly date: DateOrder | undefined;
}
export interface Emit {
  readonly kind: string;
  readonly when: Expression | undefined;
  readonly key: readonly KeyPart[];
  /** `numbered`: rows with the same key and content are several events; `once`: one. */
  readonly identicalRows: "numbered" | "once";
  readonly fields: readonly FieldPlan[];
  readonly match: MatchPlan | undefined;
}
export type KeyPart = { readonly field: string } | { readonly expression: Expression };
export interface FieldPlan {
  readonly name: string;
  readonly type: FieldType;
  readonly optional: boolean;
  readonly expression: Expression;
  readonly round: "half_up" | undefined;
  readonly lookup: ReadonlyMap<string, string> | undefined;
  /** For values that the lookup lacks; undefined: the row is refused. */
  readonly otherwise: string | undefined;
  /** The field is a record of these parts, or a list of records; `expression` then stands for all of theirs. */
  readonly records: { readonly list: boolean; readonly parts: readonly (readonly FieldPlan[])[] } | undefined;
  /** Finds the customer whose attribute has this value in what is known; `create` makes a new one where none has it. */
  readonly customerBy: { readonly attribute: string; readonly create: boolean } | undefined;
}
/** Finds for a row the latest earlier event of the same file that equals it in some fields and has enough left. */
export interface MatchPlan {
  readonly kind: string;
  readonly same: readonly { readonly field: string; readonly expression: Expression }[];
  /** What is taken, and the field of the earlier event that it is taken from. */
  readonly quantity: Expression;
  readonly of: string;
}

export interface Diagnostic {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly args: Readonly<Record<string, string>>;
}
