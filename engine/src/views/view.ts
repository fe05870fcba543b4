// Clauses: N1, N2, N3
/**
 * What a party may see of a contract at a moment, as plain data. A worker makes it from the engine's evaluation today, a
 * server will send the same tomorrow. Personal data that a party may not see is not in it at all: screens never filter.
 * Money is text in major units without grouping, instants are UTC microseconds, days are `2026-09-20`.
 */
import type { Zone } from "../calendar/zone.ts";

export type Language = "zh" | "en";
export type PartyName = "company" | "agent" | "intermediary";
export type Mode = "company_led" | "agent_led" | "intermediary_led";
export type StateName =
  | "missed"
  | "at_risk"
  | "indeterminate"
  | "not_enough_data"
  | "running"
  | "suspended"
  | "not_started"
  | "met"
  | "excused"
  | "waived"
  | "ended";
export type FindingStatus = "proposed" | "answered" | "cured" | "withdrawn" | "decided";
/** How a metric's number is written. */
export type Unit = "percent" | "score" | "money" | "number";

export interface PartyView {
  readonly party: PartyName;
  /** In the reader's language where the contract gives such a name. */
  readonly name: string;
  /** The name as the contract is signed in it, where that is another. */
  readonly legalName?: string;
}
export interface VersionView {
  readonly number: number;
  readonly effective: string;
}
/** A piece of a clause's text: words, a defined term, or a parameter that a click explains. */
export type TextPiece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "term"; readonly id: string; readonly text: string }
  | { readonly kind: "param"; readonly id: string; readonly text: string };
export interface TermView {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}
export interface ParamView {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly help?: string;
  readonly range?: { readonly min?: string; readonly max?: string };
  /** Where it stands in the file, for the explanation. */
  readonly place: { readonly file: string; readonly line: number };
  /** Values by version, the oldest first, only where it changed. */
  readonly history: readonly { readonly version: number; readonly effective: string; readonly text: string }[];
  /** Clauses whose text or rules read it. */
  readonly usedBy: readonly string[];
}
export interface InstanceView {
  /** `C3.2/nps_goal@2026-Q3`, the reference that explains it. */
  readonly ref: string;
  readonly rule: string;
  readonly clause: string;
  readonly version: number;
  readonly bearer?: PartyName;
  readonly breach?: string;
  readonly period?: string;
  readonly subject?: string;
  readonly openedAt: number;
  readonly dueAt?: number;
  readonly closedAt?: number;
  readonly state: StateName;
  readonly estimated: boolean;
  readonly probability?: number;
  readonly progress?: { readonly done: number; readonly of: number };
  /** Microseconds after the due time: ended late, or still open at the moment shown. */
  readonly late?: number;
  /** What a person has decided about it. `withdrawn`: later facts no longer bear the decision out. */
  readonly decision?: DecisionView;
}
export interface DecisionView {
  readonly breach: boolean;
  readonly reasons: string;
  readonly withdrawn: boolean;
}
export type RuleKindName =
  | "definition"
  | "threshold"
  | "deadline"
  | "recurrence"
  | "prohibition"
  | "entitlement"
  | "power"
  | "procedure";
export interface RuleView {
  readonly ref: string;
  readonly kind: RuleKindName;
  readonly clause: string;
  /** A sentence in the reader's language: what is owed. */
  readonly title: string;
  /** A second sentence: how it is judged. */
  readonly note?: string;
  readonly bearers: readonly PartyName[];
  readonly holder?: PartyName;
  readonly finding?: string;
  /** Reference of the metric that decides it. */
  readonly metric?: string;
  readonly target?: { readonly atLeast?: number; readonly atMost?: number };
  /** Reference of the plan's rule, for the statements. */
  readonly statements?: boolean;
  /** It gives liquidated damages: the view's claims of this rule belong to it. */
  readonly damages?: boolean;
  /** Open instances first, worst first, then the last closed ones. */
  readonly instances: readonly InstanceView[];
  readonly counts: { readonly open: number; readonly closed: number; readonly met: number; readonly missed: number };
}
export interface ClauseView {
  readonly id: string;
  /** `3.2`, as people cite it. */
  readonly number: string;
  readonly title: string;
  readonly chapter: string;
  readonly paragraphs: readonly (readonly TextPiece[])[];
  readonly origin: "standard" | "negotiated";
  readonly prominent: boolean;
  readonly statutes: readonly string[];
  /** The version in which its text last changed. */
  readonly sinceVersion: number;
  readonly state?: StateName;
  /** The instance that decided the state: who owes, how late. */
  readonly worst?: InstanceView;
  readonly rules: readonly RuleView[];
}
export interface ChapterView {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly string[];
}
export interface MetricPoint {
  /** `C3.2/nps@2026-Q3` */
  readonly ref: string;
  readonly period: string;
  readonly from: number;
  readonly to: number;
  readonly closed: boolean;
  readonly status: "ok" | "not_enough_data" | "indeterminate";
  readonly n: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
  /** Index: its parts that had too little data, by what they are called. */
  readonly missing?: readonly string[];
  /** Hidden from this party, which may not see the people behind it: fewer than five of them, or a count that would tell so few. */
  readonly hidden?: "value" | "counts" | "running";
  /** The target in force for that period, where a threshold has one. */
  readonly target?: number;
  /** What statements closed on, where that is not what the period shows now. */
  readonly closedOn?: readonly PointClosedOn[];
}
export interface PointClosedOn extends Pick<MetricPoint, "value" | "status"> {
  /** `2026-01` */
  readonly statement: string;
  readonly at: number;
}
export interface MetricView {
  readonly ref: string;
  readonly clause: string;
  readonly title: string;
  readonly unit: Unit;
  readonly method: string;
  readonly minN?: number;
  readonly target?: { readonly atLeast?: number; readonly atMost?: number; readonly rule: string };
  readonly points: readonly MetricPoint[];
}
export interface LineView {
  readonly id: string;
  readonly ref: string;
  readonly kind: string;
  readonly label: string;
  readonly clause: string;
  readonly version: number;
  readonly member?: string;
  readonly basis?: string;
  /** Exact decimal of a fraction, `0.04`; `7/12` where there is none. */
  readonly rate?: string;
  readonly quantity?: string;
  readonly amount: string;
  readonly ofPeriod?: string;
  readonly reverses: readonly string[];
}
export interface StatementView {
  readonly rule: string;
  /** Who is paid by it. */
  readonly holder: PartyName;
  /** Of a service fee alone: who bears how much of it, and what of that is paid. */
  readonly payers?: readonly { readonly party: PartyName; readonly amount: string; readonly paid: string }[];
  readonly ref: string;
  readonly clause: string;
  readonly period: string;
  readonly status: "open" | "closed" | "opening";
  readonly closesAt?: number;
  readonly lines: readonly LineView[];
  readonly earned: string;
  readonly held: string;
  readonly payable: string;
  readonly paid: string;
  readonly withheld: string;
  readonly setOff: string;
  readonly open: string;
  readonly balances: {
    readonly account: string;
    readonly draw: string;
    readonly holdback: string;
    readonly carry: string;
  };
  /** Where its figures beside the lines are explained, by their names; one that a component is called leads there and stands not here. */
  readonly refs: Readonly<Record<string, string>>;
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
  /** Of a running period: what is credited so far, where the next tier begins, how much is missing, and its rate in words. */
  readonly nextTier?: {
    readonly credited: string;
    readonly from: string;
    readonly missing: string;
    readonly rate: string;
  };
}
/** Sales that are held from credit for want of a licence (Insurance Law 122, 130), as things stand. */
export interface HeldView {
  readonly count: number;
  /** The earliest of them, with whoever lacks a licence that covers the day. */
  readonly sales: readonly {
    readonly event: string;
    /** UTC microseconds. */
    readonly at: number;
    readonly amount?: string;
    readonly lacking: readonly string[];
  }[];
}
export interface FindingView {
  readonly id: string;
  readonly ref: string;
  readonly clause: string;
  readonly breach?: string;
  readonly bearer: PartyName;
  readonly period?: string;
  readonly subject?: string;
  readonly title: string;
  readonly since: number;
  readonly late?: number;
  readonly status: FindingStatus;
  readonly decision?: { readonly breach: boolean; readonly reasons: string };
  readonly cureBy?: number;
}
/** Liquidated damages that the contract's formula gives for one finding; a proposal until a person has decided it. */
export interface ClaimView {
  readonly ref: string;
  readonly rule: string;
  readonly clause: string;
  readonly holder: PartyName;
  readonly from: PartyName;
  /** The finding it is for: its title, period and subject. */
  readonly about: string;
  readonly aboutRef: string;
  readonly amount: string;
  /** What the formula gave, where the cap cut it. */
  readonly uncapped?: string;
  readonly days?: number;
  readonly status: "proposed" | "decided";
  /** The proved loss beside it; `above` is damages / loss − 1 to four decimals, absent where nothing was lost. */
  readonly loss?: { readonly amount: string; readonly above?: string; readonly excessive: boolean };
}
export interface EventView {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly customer?: string;
  readonly by?: string;
  readonly details: readonly { readonly name: string; readonly text: string }[];
}
/** A moment on the slider at which a state changed by an event, a decision or a date of the contract. */
export interface Mark {
  readonly at: number;
  readonly what: "amendment" | "missed" | "met" | "closed" | "decided" | "suspended" | "ended";
  readonly clause?: string;
  readonly text: string;
}
export interface Remedy {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly actions: readonly string[];
  readonly finding?: string;
  readonly metric?: string;
}
export interface Warning {
  readonly text: string;
}
export type ClauseOutline = Pick<ClauseView, "id" | "state" | "rules">;
/** The part of a view that lists and headlines need. */
export interface Outline extends Pick<View, "currency" | "metrics" | "findings"> {
  /** In the contract's order. */
  readonly clauses: readonly ClauseOutline[];
  /** The party's own statement that was closed last, of a period in which the contract ran; before the first, the latest. */
  readonly stated?: StatementView;
}
export interface View {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly mode: Mode;
  readonly draft: boolean;
  readonly currency: { readonly code: string; readonly decimals: number };
  readonly timeZone: string;
  /** The contract's zone: an instant is written with the offset of its own moment, not of the moment shown. */
  readonly zone: Zone;
  readonly term: { readonly from: string; readonly until: string };
  readonly parties: readonly PartyView[];
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly party: PartyName;
  readonly asOf: number;
  readonly version: number;
  readonly versions: readonly VersionView[];
  readonly nextChangeAt: number | null;
  readonly chapters: readonly ChapterView[];
  readonly clauses: Readonly<Record<string, ClauseView>>;
  readonly terms: Readonly<Record<string, TermView>>;
  readonly params: Readonly<Record<string, ParamView>>;
  readonly metrics: Readonly<Record<string, MetricView>>;
  readonly statements: readonly StatementView[];
  readonly heldSales?: HeldView;
  /** Sums over each plan's closed statements. */
  readonly payTotals: readonly {
    readonly rule: string;
    /** Its parts are explained under it: `statement/totals/open`. */
    readonly ref: string;
    readonly payable: string;
    readonly paid: string;
    readonly open: string;
  }[];
  readonly findings: readonly FindingView[];
  readonly claims: readonly ClaimView[];
  readonly remedies: readonly Remedy[];
  readonly warnings: readonly Warning[];
}
export interface TraceView {
  readonly what: string;
  readonly formula: string;
  readonly value: string;
  /** How its value is written, for a measure. */
  readonly unit?: Unit;
  /** Where a click leads on: a figure of its own, or a parameter of the text, `param:ld_amount`. */
  readonly ref?: string;
  readonly inputs: readonly TraceView[];
  readonly clause: string;
  readonly version: number;
}
/** A piece of time on the way to a due moment. */
export interface ClockStep {
  readonly from: number;
  readonly to: number;
  readonly counted: boolean;
  /** How much of the agreed time it uses up: working days where these are agreed, else its exact length. Empty when skipped. */
  readonly length: string;
  readonly reason: string;
}
export interface Explanation {
  readonly ref: string;
  readonly trace: TraceView;
  readonly unit?: Unit;
  readonly decision?: DecisionView;
  /** For a metric: its sample, interval and what was left out. */
  readonly metric?: Pick<MetricPoint, "n" | "low" | "high" | "excluded"> & { readonly method: string };
  /** For a service clock: counted and skipped time, in order. */
  readonly steps: readonly ClockStep[];
  /** Fields of the events that the figure reads; empty when it reads more than a column can show. */
  readonly fields: readonly string[];
  /** The events that the figure rests on, newest first, as this party may see them. */
  readonly events: readonly EventView[];
  readonly eventCount: number;
  /** How many answers are counted and not listed, because their sample is so small that a person might be recognised. */
  readonly unlisted?: number;
  /** The figure is of so few people that this party, which may not see them, is not told it. */
  readonly hidden?: "value" | "counts" | "running";
  /** How many events are counted and not listed, because the persons in them did not consent to the intermediary's seeing them. */
  readonly withheld?: number;
  /** `sha256:…` over exactly the events that are counted; absent when there are none. */
  readonly hash?: string;
}
/** The engine run once more; `same` only when the value it gave equals the value shown, byte for byte. */
export interface Recomputation {
  readonly ref: string;
  /** `evidence`: from the figure's own events alone; `whole`: from every fact of the contract. */
  readonly scope: "evidence" | "whole";
  readonly events: number;
  readonly same: boolean;
  readonly value: string;
  readonly milliseconds: number;
}
/** One page of the contract's events, newest first, as this party may see them. */
export interface TimelinePage {
  readonly total: number;
  /** Answers that are not listed, see `Explanation`; whatever the filter. */
  readonly unlisted?: number;
  /** Events of persons who did not consent, see `Explanation`; whatever the filter. */
  readonly withheld?: number;
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly events: readonly EventView[];
}
