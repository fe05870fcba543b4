import type { Words } from "../words.ts";

/** What an evaluation or a check must show if it found the truth. Times are instants, amounts yuan with two decimals. */
export type Expectation =
  /** A finding of this rule against this party, in each of the periods or about the subject. */
  | {
      readonly shows: "finding";
      readonly ref: string;
      readonly bearer: "company" | "agent" | "intermediary";
      readonly periods?: readonly string[];
      readonly subject?: string;
    }
  /** An instance that was kept, with its due time: nobody is accused. */
  | {
      readonly shows: "kept";
      readonly ref: string;
      readonly subject: string;
      readonly due: string;
    }
  /** Lines of a component in the statement of a period, and their sum. */
  | {
      readonly shows: "lines";
      readonly component: string;
      readonly period: string;
      readonly sum: string | "negative";
    }
  /** `fealty check` of a draft. */
  | { readonly shows: "diagnostic"; readonly draft: string; readonly code: string }
  /** The contract has no other version than the one that was signed. */
  | { readonly shows: "unchanged" }
  /** Liquidated damages on a finding, and the loss that was proved. */
  | { readonly shows: "damages"; readonly ref: string; readonly amount: string; readonly loss: string };

export type TruthKind =
  | "sales_under"
  | "service_under"
  | "late_commission"
  | "holiday_deadline"
  | "cliff"
  | "clawback"
  | "unclear_amendment"
  | "void_arbitration"
  | "force_majeure"
  | "excessive_damages"
  | "privacy_incident"
  | "beyond_authority"
  | "survey_gaming"
  | "split_orders"
  | "contact_tampering";

/** Something that was put into the data on purpose. */
export interface Truth {
  readonly id: string;
  readonly kind: TruthKind;
  readonly agent: string;
  readonly contract: string;
  readonly what: Words;
  /** What the drawing of events needs to know: periods, moments, names. */
  readonly plan: Readonly<Record<string, string>>;
  /** Periods that it touches, where there are several. */
  readonly periods: readonly string[];
  /** Empty while nothing can find it; its kind then stands in `not-found-yet.json`. */
  readonly expect: readonly Expectation[];
}
/** A small sample that looks bad and proves nothing: no finding on these rules. */
export interface Silence {
  readonly agent: string;
  readonly contract: string;
  readonly quarter: string;
  readonly refs: readonly string[];
  readonly answers: number;
  readonly satisfied: number;
}
/** An ordinary lapse of everyday work. It is found, and it is no injected truth. */
export interface Slip {
  readonly kind: "late_report" | "missed_care" | "late_delivery" | "late_response" | "late_course" | "no_guidance";
  readonly agent: string;
  readonly contract: string;
  readonly period: string;
  readonly ref: string;
  readonly bearer: "company" | "agent";
}
export interface AnswerKey {
  readonly seed: number;
  readonly size: "full" | "small";
  readonly as_of: string;
  readonly truths: readonly Truth[];
  readonly silences: readonly Silence[];
  readonly slips: readonly Slip[];
}
