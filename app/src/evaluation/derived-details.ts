// Clauses: N2, N6
import type { PartyName, StateName, Unit } from "@fealty/engine/views/view.ts";

/** Both languages at once: a list is stored once and read in either. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}
/** An open duty of a clause as the company reads it. Instants are UTC microseconds. */
export interface ClauseDuty {
  readonly ref: string;
  readonly title: Both;
  readonly state: StateName;
  readonly bearer?: PartyName;
  readonly dueAt?: number;
  readonly subject?: Both;
  /** Forecast probability of being met, 0 to 1. */
  readonly probability?: number;
}
export interface FindingDetail {
  readonly title: Both;
  readonly subject?: Both;
  /** Microseconds. */
  readonly late?: number;
  /** After a decision: whether a person found a breach. */
  readonly breach?: boolean;
}
/** What a list shows of a contract beside its state. Money is text in major units. */
export interface Headline {
  readonly index?: {
    readonly ref: string;
    readonly title: Both;
    readonly unit: Unit;
    readonly period: string;
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly n: number | null;
  };
  readonly pay?: {
    readonly ref: string;
    readonly period: string;
    readonly status: "open" | "closed" | "opening";
    readonly payable: string;
    readonly currency: { readonly code: string; readonly decimals: number };
  };
}
