import type { Term, Window } from "../calendar/period.ts";
import type { Hours } from "../calendar/types.ts";
import type { Day, Money } from "../values/brand.ts";
import type { Duration } from "../values/duration.ts";
import type { Currency } from "../values/money.ts";
import type { Rate, Rational } from "../values/rational.ts";
import type { Language, Text } from "../values/text.ts";
import type { Condition } from "./condition.ts";
import type { MetricDefinition } from "./measure-model.ts";

export { type IndexPart, MEASURES, type MeasureKind, type MetricDefinition } from "./measure-model.ts";

/** Where something stands in the files that make the contract. Line and column count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
export type Mode = "company_led" | "agent_led" | "intermediary_led";
export type Party = "company" | "agent" | "intermediary";
export type Breach = "B1" | "B2" | "B3" | "B4" | "B5" | "B6";

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly share: Rate;
  /** Dated membership; absent ends are the term's. */
  readonly from?: Day;
  readonly until?: Day;
}
export interface PartyDetails {
  readonly name: string;
  readonly kind: "person" | "organisation" | "team";
  readonly lead?: string;
  readonly members: readonly Member[];
  /** Everything else the file says of the party (address, e_mail, licence …), for clause texts and documents. */
  readonly details: Readonly<Record<string, string>>;
  readonly place?: Place;
}

export type ParamType = "money" | "rate" | "number" | "date" | "duration" | "text" | "choice" | "boolean";
export type ParamValue = Money | Rational | Day | Duration | string | boolean;
export interface Param {
  readonly id: string;
  readonly type: ParamType;
  /** As written, e.g. `200000.00`; what texts print and rules read. */
  readonly written: string;
  readonly value: ParamValue;
  /** What stood there before `set` of the contract, or of this version's amendment, changed it. */
  readonly replaces?: string;
  readonly min?: string;
  readonly max?: string;
  /** The parameters from which `min` and `max` are taken, where they are not figures of their own. */
  readonly minOf?: string;
  readonly maxOf?: string;
  readonly default?: string;
  readonly options?: readonly string[];
  readonly label?: Text;
  readonly help?: Text;
  /** The parties of each contract choose it: whoever draws one up is asked, and told what the template has where nobody did. */
  readonly asked?: true;
  readonly place: Place;
}
export interface DefinedTerm {
  readonly id: string;
  readonly title: Text;
  readonly text: Text;
}
export interface Clause {
  readonly id: string;
  readonly title: Text;
  readonly text: Text;
  readonly origin: "standard" | "negotiated";
  readonly prominent: boolean;
  readonly statutes: readonly string[];
  readonly annex: boolean;
  readonly rules: readonly Rule[];
  readonly intentionallyBlank: boolean;
  readonly place: Place;
}
export interface PlaybookEntry {
  readonly id: string;
  readonly finding?: string;
  readonly metric?: string;
  readonly title: Text;
  readonly text: Text;
  readonly actions: readonly Text[];
}

/** One wording of the contract with its figures, in force from `effective`. Number 1 is the contract as signed. */
export interface Version {
  readonly number: number;
  readonly effective: Day;
  readonly applies: "by_event_date" | "next_period";
  readonly params: ReadonlyMap<string, Param>;
  readonly clauses: readonly Clause[];
  /** Every rule of every clause by its reference `C4.1/nps_goal`. */
  readonly rules: ReadonlyMap<string, Rule>;
  /** Absent in a contract that loads. */
  readonly unread?: Unread;
}
/** What has mistakes and is therefore not in `rules` or `clauses`: what a contract lacks may stand there. */
export interface Unread {
  /** Rules by their keys; of one without name or known kind nothing more is known. */
  readonly rules: readonly { readonly ref?: string; readonly kind?: RuleKind; readonly keys: readonly string[] }[];
  /** A part of the contract, with any number of clauses. */
  readonly clauses: boolean;
}
export type FieldType =
  | "text"
  | "money"
  | "number"
  | "integer"
  | "date"
  | "instant"
  | "boolean"
  | "numbers"
  | "texts"
  /** A party of the contract, by its word, 甲方 or 乙方, its name or one of its people. */
  | "party"
  | "any";
/** The words that a field holds, and every way of writing one of them by its key. */
export interface WordList {
  readonly names: readonly string[];
  readonly of: ReadonlyMap<string, string>;
}

export interface Contract {
  readonly number: string;
  readonly title: Text;
  readonly languages: readonly Language[];
  readonly mode: Mode;
  readonly status: "draft" | "in_force";
  readonly law: { readonly country: string; readonly asOf: Day };
  readonly currency: Currency;
  readonly timeZone: string;
  readonly calendar: { readonly id: string; readonly hours: Hours };
  readonly term: Term;
  readonly parties: Readonly<Partial<Record<Party, PartyDetails>>>;
  readonly terms: readonly DefinedTerm[];
  readonly playbook: readonly PlaybookEntry[];
  /** Event kinds that this contract declares beside the closed list. */
  readonly events: ReadonlyMap<string, ReadonlyMap<string, FieldType>>;
  readonly attributes: {
    readonly customer: ReadonlyMap<string, FieldType>;
    readonly agent: ReadonlyMap<string, FieldType>;
  };
  /** Fields of events whose words are a list of their own, `complaint_opened.severity`. */
  readonly words: ReadonlyMap<string, WordList>;
  /** Third persons, by name, whom the contract lets decide on breaches. */
  readonly deciders: readonly string[];
  readonly goLive?: Day;
  readonly continues?: string;
  readonly close: "timed" | "published";
  readonly closesAfter: Duration;
  /** Rising by effective day, then number; the first is the contract as signed. */
  readonly versions: readonly Version[];
  /** SHA-256 inputs for the digest: the files' names and texts in load order. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  /** Of a simulation: parameters that keep their value whatever was agreed or set since. */
  readonly held?: readonly string[];
}

interface RuleBase {
  readonly id: string;
  /** `C4.1/nps_goal` */
  readonly ref: string;
  readonly clause: string;
  /** Who owes; one instance and one finding each. */
  readonly bearers: readonly Party[];
  readonly finding?: Breach;
  readonly label?: Text;
  /** Its resolved text on one line, places and comments left out: equal texts are equal rules. */
  readonly written?: string;
  /** Parameters that it reads, in the order of its text. */
  readonly params?: readonly string[];
  readonly place: Place;
}
export interface DefinitionRule extends RuleBase {
  readonly kind: "definition";
  readonly metric: MetricDefinition;
}
export interface ThresholdRule extends RuleBase {
  readonly kind: "threshold";
  /** Reference of the definition rule, `C3.2/nps`. */
  readonly metric: string;
  readonly atLeast?: Rational;
  readonly atMost?: Rational;
  /** Currency metrics compare in major units. */
  readonly every: Window;
  readonly decide: "proven" | "point";
  readonly strict: boolean;
  readonly cure?: Duration;
}
export interface DeadlineRule extends RuleBase {
  readonly kind: "deadline";
  readonly starts: string;
  readonly ends: string;
  readonly match: string;
  readonly within: Duration;
  /** A legal period (CC 200-204) instead of a service clock. */
  readonly legal: boolean;
  readonly pauses: readonly { readonly from: string; readonly to: string }[];
  readonly warnAt: readonly Rate[];
  readonly cure?: Duration;
  readonly when?: Condition;
  /** What an ending event must satisfy. */
  readonly endsWhen?: Condition;
  /** A second kind of event that does the duty as `ends` does: what the text takes instead, such as a recorded refusal. */
  readonly orEnds?: { readonly by: string; readonly when?: Condition };
  /** The field that says which of several running clocks an end belongs to; absent: an end ends all of its key. */
  readonly each?: string;
  /** What makes the duty void from the outset. */
  readonly lifted?: { readonly by: string; readonly when?: Condition };
  /** A recurrence by whose performance the duty begins: where that came too late, the duty is excused. */
  readonly unlessLate?: string;
}
export type DueRule =
  | { readonly kind: "after_end"; readonly after: Duration }
  | { readonly kind: "day"; readonly day: number };
export interface RecurrenceRule extends RuleBase {
  readonly kind: "recurrence";
  readonly every: Window;
  /** Every so many days, for `90 days`; then `every` is ignored. */
  readonly everyDays?: number;
  readonly due: DueRule;
  readonly doneBy: string;
  readonly count: number;
  readonly when?: Condition;
  readonly per: "contract" | "customer" | "member";
  /** The field that tells acts apart: of those with one value the first of a period counts, and all without it are one. */
  readonly each?: string;
  /** A deadline whose performance is another duty: what performs it does not count here. */
  readonly except?: string;
  readonly cure?: Duration;
}
export interface ProhibitionRule extends RuleBase {
  readonly kind: "prohibition";
  readonly event: string;
  readonly when?: Condition;
  readonly severity: "minor" | "major" | "grave";
  /** What is allowed of it toward one customer in a period: only what goes beyond accuses. */
  readonly limit?: { readonly atMost: number; readonly every: "month" | "quarter" | "half" | "year" };
  /** How long it binds after the contract is over; absent: not at all. */
  readonly survives?: Duration | "always";
  /** Once the contract is over every such act is forbidden, also one that the condition allows while it lasts. */
  readonly afterEnd?: "all";
}
export interface EntitlementRule extends RuleBase {
  readonly kind: "entitlement";
  readonly holder: Party;
  readonly from: Party;
  readonly grant: Grant;
  readonly publishBy?: Duration;
  readonly payBy?: Duration;
}
export type Grant =
  | { readonly kind: "plan"; readonly plan: Plan }
  | {
      readonly kind: "fee";
      readonly basis?: { readonly event: string; readonly value: Condition; readonly when?: Condition };
      readonly every: Window;
      readonly rate?: Rate;
      readonly amount?: Money;
      readonly shares: Readonly<Partial<Record<Party, Rate>>>;
      /** By which event kinds a party says that it has paid its share of the statement that `period` names. */
      readonly paidBy: Readonly<Partial<Record<Party, string>>>;
    }
  | {
      readonly kind: "damages";
      readonly on: readonly Breach[];
      readonly amount?: Money;
      readonly rate?: Rate;
      readonly of?: string;
      readonly per: "day" | "occurrence";
      readonly cap?: Money;
    }
  | { readonly kind: "right"; readonly right: string };
export const POWERS = [
  "adjust_param",
  "suspend",
  "terminate",
  "set_off",
  "inspect",
  "appoint",
  "publish",
  "withhold",
  "approve",
  "object",
  "request",
  "mediate",
  "disclose",
] as const;
export type PowerKind = (typeof POWERS)[number];
export interface PowerRule extends RuleBase {
  readonly kind: "power";
  readonly holder: Party;
  readonly may: PowerKind;
  readonly param?: string;
  readonly min?: string;
  readonly max?: string;
  readonly notice?: Duration;
  readonly effective?: "next_period" | "on_notice";
  readonly objection?: Duration;
  /** The kind of event without which no use counts: one of its own for each use. */
  readonly requires?: string;
  /** Of the uses that take effect within one such period only the first counts. */
  readonly oncePer?: "month" | "quarter" | "half" | "year";
}
export interface ProcedureStage {
  readonly id: string;
  /** What its completing event satisfies where that ends the whole case. */
  readonly over?: Condition;
  readonly by?: Party | "either";
  readonly within?: Duration;
  readonly onSilence?: string;
  readonly next?: string;
  readonly title?: Text;
  /** Event kinds that open and complete the stage; default: `ID_opened`/`ID_done` declared by the contract. */
  readonly starts?: string;
  readonly ends?: string;
}
export interface ProcedureRule extends RuleBase {
  readonly kind: "procedure";
  readonly name: string;
  /** Field that pairs the events of one case. */
  readonly match: string;
  readonly stages: readonly ProcedureStage[];
}
export type Rule =
  | DefinitionRule
  | ThresholdRule
  | DeadlineRule
  | RecurrenceRule
  | ProhibitionRule
  | EntitlementRule
  | PowerRule
  | ProcedureRule;
export type RuleKind = Rule["kind"];

export interface Credit {
  readonly event: string;
  readonly amount: string;
  readonly on: "at" | "paid";
  readonly when?: Condition;
}
export interface Plan {
  readonly period: "month" | "quarter" | "half" | "year";
  readonly credit: readonly Credit[];
  readonly returns?: { readonly event: string; readonly match: string; readonly treat: "restate" };
  readonly components: readonly Component[];
  /** The trade whose licence whoever sells needs on the day of the sale (law-A10); without it none is asked for. */
  readonly licence?: LicensedTrade;
}
/** Insurance: CN-INS-122, CN-INS-130. */
export const LICENSED_TRADES = ["insurance"] as const;
export type LicensedTrade = (typeof LICENSED_TRADES)[number];
interface ComponentBase {
  readonly id: string;
  readonly label?: Text;
  /** Earlier components it works on; absent = all lines above it, true-ups excluded. For `rate` and `tiers` only credits with `when`. */
  readonly on?: readonly string[];
  readonly when?: Condition;
  readonly place: Place;
}
/** A bound of a table row: a share of the quota, or money, or a metric's number. */
export type Bound =
  | { readonly of: "quota"; readonly share: Rate }
  | { readonly of: "money"; readonly amount: Money }
  | { readonly of: "number"; readonly value: Rational };
export type Component =
  /** `basisLabel`: what the credited amount is where it is no credited sale, the payments of a service fee. */
  | (ComponentBase & { readonly kind: "rate"; readonly rate: Rate; readonly basisLabel?: Text })
  | (ComponentBase & {
      readonly kind: "tiers";
      readonly quota?: Money;
      readonly method: "marginal" | "retroactive";
      readonly accumulate: "period" | "quarter" | "year";
      readonly prorate?: "calendar_days" | "business_days" | "none";
      readonly table: readonly { readonly from: Bound; readonly rate: Rate }[];
    })
  | (ComponentBase & {
      readonly kind: "lookup";
      readonly keys: readonly string[];
      readonly table: readonly { readonly key: readonly string[]; readonly rate: Rate }[];
      readonly from?: Day;
    })
  | (ComponentBase & {
      readonly kind: "per_unit";
      readonly event: string;
      readonly each: Money;
      readonly count: "events" | "quantity";
    })
  | (ComponentBase & {
      readonly kind: "multiplier";
      readonly metric: string;
      readonly table: readonly { readonly from: Bound; readonly times: Rational }[];
      readonly indeterminate: Rational;
    })
  | (ComponentBase & { readonly kind: "bonus"; readonly rule: string; readonly amount: Money })
  | (ComponentBase & { readonly kind: "split"; readonly overlay: boolean })
  | (ComponentBase & {
      readonly kind: "override";
      readonly rate: Rate;
      readonly of: "members" | "pay";
      readonly to?: string;
      readonly own: boolean;
      /** How many generations of credit from other contracts count; all that come in unless said. */
      readonly generations?: number;
    })
  | (ComponentBase & {
      readonly kind: "cap";
      readonly at: Money;
      readonly excess: "forfeit" | "carry";
      readonly atEnd?: "lapse" | "pay";
    })
  | (ComponentBase & { readonly kind: "floor"; readonly at: Money })
  | (ComponentBase & {
      readonly kind: "draw";
      readonly amount: Money;
      readonly recoverable: boolean;
      readonly atEnd?: "forgive" | "owe";
    })
  | (ComponentBase & {
      readonly kind: "holdback";
      readonly rate: Rate;
      readonly release: {
        readonly metric?: string;
        readonly after: Duration;
        readonly table: readonly { readonly from: Bound; readonly share: Rate }[];
      };
    })
  | (ComponentBase & {
      readonly kind: "clawback";
      readonly event: string;
      readonly match: string;
      readonly earnOver: Duration;
      readonly unit: "month" | "day";
      readonly coolingOff?: Duration;
      readonly coolingFrom: "sale" | "policy_delivered";
    });
export type ComponentKind = Component["kind"];
