// Clauses: N1
import { adjustedContract, adjustmentsBy } from "./adjust.ts";
import { type CalendarStage, calendarStages } from "./calendar/calendar-stages.ts";
import type { CalendarData } from "./calendar/types.ts";
import type { Zone } from "./calendar/zone.ts";
import { addToClocks, type Clocks, emptyClocks, kindsOfClocks } from "./clocks/clocks.ts";
import type {
  Contract,
  DeadlineRule,
  DefinitionRule,
  ProcedureRule,
  ProhibitionRule,
  RecurrenceRule,
  Rule,
  Version,
} from "./contract/model.ts";
import type { Event, Fact, FactChange, Weight } from "./facts/event.ts";
import { type FactBook, learnedAt, letHappen, openFacts, recordEvent } from "./facts/fold.ts";
import { type MetricCell, openMetricCell } from "./metrics/series.ts";
import { adoptWordings } from "./pay/adopt.ts";
import { openPayBook, type PayBook, payKinds } from "./pay/book.ts";
import { planOfGrant } from "./pay/fee-plan.ts";
import { feedPay } from "./pay/feed.ts";
import { ACT_KINDS, type Acts, emptyActs, feedActs } from "./rules/acts.ts";
import type { Datings } from "./rules/dating.ts";
import { type Cases, feedCases, procedureKinds } from "./rules/procedure.ts";
import { feedOffences, type Offences } from "./rules/prohibition.ts";
import { feedPerformances, type Performances } from "./rules/recurrence.ts";
import type { Timetable } from "./rules/schedule.ts";
import { feedService, SERVICE_KINDS, type ServiceBook } from "./rules/service.ts";
import type { Instant } from "./values/brand.ts";

/** One rule as it stands in one or more versions with the same words, and what it has seen. */
export interface Kept<R extends Rule, S> {
  readonly rule: R;
  readonly versions: readonly Version[];
  readonly state: S;
}
type Feeder = (fact: Fact, weight: Weight) => void;
type Feeders = ReadonlyMap<string, readonly Feeder[]>;
/** What the rules of a contract have counted; its wording decides what that is. */
interface RuleCounters {
  readonly metrics: readonly MetricCell[];
  readonly clocks: readonly Kept<DeadlineRule, Clocks>[];
  readonly recurrences: readonly Kept<RecurrenceRule, Performances>[];
  readonly prohibitions: readonly Kept<ProhibitionRule, Offences>[];
  readonly procedures: readonly Kept<ProcedureRule, Cases>[];
  /** Feeders of rules by kind of event. */
  readonly ruleFeeders: Feeders;
}
/**
 * A contract with everything it has counted so far. `recordInBook` takes one event in and touches only what that event feeds;
 * `conclude` reads the counters. Whole recomputation is the same two calls from an empty book.
 */
export interface Book extends RuleCounters {
  /** As signed and amended. */
  readonly signed: Contract;
  /** The same with what parties have set by a one-sided power, as far as it is known. */
  readonly contract: Contract;
  /** Which uses of powers are in it. */
  readonly adjustments: string;
  readonly table: Timetable;
  /** Papers on holidays that were taken in later than what has been fed. */
  readonly papers: readonly CalendarStage[];
  /** What keeps the due time that it had before a paper came. */
  readonly datings: Datings;
  readonly facts: FactBook;
  readonly acts: Acts;
  /** Kinds of events that can change what the contract says. */
  readonly adjustedBy: ReadonlySet<string>;
  readonly service: ServiceBook;
  readonly pays: readonly PayBook[];
  /** Pay periods due by this moment are closed. */
  readonly closedUntil: Instant;
  /** Feeders of what outlasts every wording, by kind of event. */
  readonly feeders: Feeders;
}
/** The only writers are `replay`, `readjust` and `takePaper`. */
export type WritableBook = { -readonly [K in keyof Book]: Book[K] };

/** The same rule text in several versions is one rule object; each distinct one is kept once. */
const keptRules = <K extends Rule["kind"]>(
  contract: Contract,
  kind: K,
): { rule: Extract<Rule, { kind: K }>; versions: Version[] }[] => {
  const kept = new Map<Rule, { rule: Extract<Rule, { kind: K }>; versions: Version[] }>();
  for (const version of contract.versions) {
    for (const rule of version.rules.values()) {
      if (rule.kind !== kind) continue;
      const known = kept.get(rule);
      if (known) known.versions.push(version);
      else kept.set(rule, { rule: rule as Extract<Rule, { kind: K }>, versions: [version] });
    }
  }
  return [...kept.values()];
};

const feedersOf = (): { feeders: Map<string, Feeder[]>; feed: (kinds: readonly string[], feeder: Feeder) => void } => {
  const feeders = new Map<string, Feeder[]>();
  const feed = (kinds: readonly string[], feeder: Feeder): void => {
    for (const kind of new Set(kinds)) {
      const list = feeders.get(kind);
      if (list) list.push(feeder);
      else feeders.set(kind, [feeder]);
    }
  };
  return { feeders, feed };
};
const openRules = (contract: Contract, zone: Zone): RuleCounters => {
  const with_ = <R extends Rule, S>(rules: { rule: R; versions: Version[] }[], state: () => S): Kept<R, S>[] =>
    rules.map((kept) => ({ ...kept, state: state() }));
  const metrics = keptRules(contract, "definition").map(({ rule, versions }) =>
    openMetricCell(rule as DefinitionRule, versions, { zone, currency: contract.currency }),
  );
  const clocks = with_(keptRules(contract, "deadline"), () => emptyClocks({ number: contract.number, zone }));
  const recurrences = with_(keptRules(contract, "recurrence"), (): Performances => new Map());
  const prohibitions = with_(keptRules(contract, "prohibition"), (): Offences => new Map());
  const procedures = with_(keptRules(contract, "procedure"), (): Cases => new Map());
  const { feeders, feed } = feedersOf();
  for (const cell of metrics) feed(cell.kinds, cell.feed);
  for (const { rule, state } of clocks)
    feed(kindsOfClocks(rule), (fact, weight) => addToClocks(state, rule, fact, weight));
  for (const { rule, state } of recurrences)
    feed([rule.doneBy], (fact, weight) => feedPerformances(state, rule, fact, weight));
  for (const { rule, state } of prohibitions)
    feed([rule.event], (fact, weight) => feedOffences(state, rule, fact, weight));
  for (const { rule, state } of procedures)
    feed(procedureKinds(rule), (fact, weight) => feedCases(state, rule, fact, weight));
  return { metrics, clocks, recurrences, prohibitions, procedures, ruleFeeders: feeders };
};
const awaitedBy = (rule: Rule): readonly string[] =>
  rule.kind === "power" && rule.requires !== undefined ? [rule.requires] : [];
/**
 * An empty book. `contract` is the contract as signed; uses of powers are laid over it as they become known, and so are the papers
 * that were taken into the calendar.
 */
export const openBook = (contract: Contract, zone: Zone, calendar: CalendarData): Book => {
  const [first, ...papers] = calendarStages(calendar);
  const table: Timetable = { zone, calendar: first!.calendar, hours: contract.calendar.hours, term: contract.term };
  const awaited = contract.versions.flatMap(({ rules }) => [...rules.values()].flatMap(awaitedBy));
  const acts = emptyActs(awaited);
  const service: ServiceBook = new Map();
  const pays = openPays(contract, table);
  const { feeders, feed } = feedersOf();
  feed([...ACT_KINDS, ...awaited], (fact, weight) => feedActs(acts, fact, weight));
  feed(SERVICE_KINDS, (fact, weight) => feedService(service, zone, fact, weight));
  for (const pay of pays) feed([...payKinds(pay)], (fact, weight) => feedPay(pay, { fact, weight }));
  return {
    signed: contract,
    contract,
    adjustments: "",
    table,
    papers,
    datings: new Map(),
    facts: openFacts(contract, zone),
    acts,
    adjustedBy: new Set(["power_used", ...awaited]),
    service,
    pays,
    closedUntil: 0 as Instant,
    feeders,
    ...openRules(contract, zone),
  };
};

/** One pay book for each entitlement with a plan, across all versions that hold it. */
const openPays = (contract: Contract, table: Timetable): PayBook[] => {
  const refs = new Set<string>();
  for (const version of contract.versions) {
    for (const rule of version.rules.values()) if (rule.kind === "entitlement" && planOfGrant(rule)) refs.add(rule.ref);
  }
  const { zone, calendar } = table;
  return [...refs].map((ref, index) => openPayBook({ contract, ref, zone, calendar, takesUnnamed: index === 0 }));
};
/** Takes one event in. Gives the changes of facts that it made, for whoever shows them. */
export const recordInBook = (book: Book, event: Event): readonly FactChange[] => {
  return counted(book, recordEvent(book.facts, event), learnedAt(event));
};
/** Lets happen what corrections moved to a moment that has come. Gives the changes of facts. */
export const letHappenInBook = (book: Book, now: Instant): readonly FactChange[] =>
  counted(book, letHappen(book.facts), now);
const counted = (book: Book, changes: readonly FactChange[], now: Instant): readonly FactChange[] => {
  for (const pay of book.pays) pay.now = now;
  for (const { fact, weight } of changes) {
    const { kind } = fact.event;
    for (const feeder of book.feeders.get(kind) ?? []) feeder(fact, weight);
    for (const feeder of book.ruleFeeders.get(kind) ?? []) feeder(fact, weight);
  }
  return changes;
};
/**
 * Lays the uses of powers over the contract as they are known now. Where that changes it, what the rules count is counted anew
 * under the new wording; statements that are closed stay as they are, and their true-ups tell the difference.
 */
export const readjust = (book: WritableBook): void => {
  const adjustments = adjustmentsBy(book.signed, book.acts, book.table);
  const key = JSON.stringify(adjustments);
  if (key === (book.adjustments || "[]")) return;
  const contract = adjustedContract(book.signed, adjustments);
  Object.assign(book, { contract, adjustments: key }, openRules(contract, book.table.zone));
  for (const id of book.facts.raw.keys()) {
    const fact = book.facts.facts.get(id);
    for (const feeder of fact ? (book.ruleFeeders.get(fact.event.kind) ?? []) : []) feeder(fact!, 1);
  }
  for (const pay of book.pays) adoptWordings(pay, contract);
};
