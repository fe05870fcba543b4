// Clauses: N1, N2, N3
import type { Book, Kept } from "./book.ts";
import type { Period } from "./calendar/period.ts";
import { endOfDay } from "./calendar/recurrence-time.ts";
import { instantOf, localDay } from "./calendar/zone.ts";
import { clauseResults } from "./clauses/state.ts";
import { clockOfEnd, clocksOf, nextStartOf } from "./clocks/clocks.ts";
import type { Clock } from "./clocks/types.ts";
import type { DeadlineRule, PowerRule, Rule, ThresholdRule } from "./contract/model.ts";
import { type Event, evidenceOfFact } from "./facts/event.ts";
import { findingsOf } from "./findings/find.ts";
import { forecastThreshold } from "./metrics/forecast.ts";
import { openSeries, type Series } from "./metrics/series.ts";
import { metricTrace } from "./metrics/trace.ts";
import type { MetricResult } from "./metrics/types.ts";
import { payChanges } from "./pay/close.ts";
import { closedOn, closedOnTrace } from "./pay/closed-on.ts";
import { grantOn, isEmptyShare } from "./pay/fee-parts.ts";
import { payerDrafts } from "./pay/payer-duty.ts";
import { statementsOf } from "./pay/statement.ts";
import type { MetricReading, PayReadings, Statement, ThresholdReading } from "./pay/types.ts";
import { actsOf, effectiveAt, endedAt } from "./rules/acts.ts";
import { cureDrafts, isCure } from "./rules/cure.ts";
import { datedAsThen } from "./rules/dating.ts";
import { clockUnderHolds, deadlineDraft, excusedIfBegunLate } from "./rules/deadline.ts";
import { endOf, happensIn, lifeOf, livedTable } from "./rules/life.ts";
import { checkUses, powerDrafts, powersUsed } from "./rules/power.ts";
import { procedureDrafts } from "./rules/procedure.ts";
import { forbiddenOf, offendingOf, prohibitionDrafts } from "./rules/prohibition.ts";
import { type Performances, recurrenceDrafts } from "./rules/recurrence.ts";
import { openedPeriods, type Reign, reignsOf, type Timetable, versionOn } from "./rules/schedule.ts";
import { serviceOf } from "./rules/service.ts";
import { type Draft, dueUnderHolds, instanceName, settle } from "./rules/settle.ts";
import { standingDraft } from "./rules/standing.ts";
import { thresholdDraft } from "./rules/threshold.ts";
import type { Instance } from "./rules/types.ts";
import type { Day, Instant } from "./values/brand.ts";
import type { Telling } from "./values/telling.ts";
import type { Text } from "./values/text.ts";
import type { Trace } from "./values/trace.ts";

/** What the counters say at a moment: the part of an evaluation that needs no hashing. */
export interface Conclusion {
  readonly metrics: readonly MetricResult[];
  readonly instances: readonly Instance[];
  readonly statements: readonly Statement[];
  readonly nextChangeAt: Instant | null;
  readonly series: Series;
}

const clocksByRef = (book: Book, asOf: Instant): ((ref: string) => readonly Clock[]) => {
  const known = new Map<string, readonly Clock[]>();
  return (ref) => {
    const before = known.get(ref);
    if (before) return before;
    const kept = book.clocks.filter(({ rule }) => rule.ref === ref);
    const clocks = datedAsThen(
      book.datings,
      book.table,
      (table) => kept.flatMap((one) => clocksOfKept({ ...book, table }, one, asOf)),
      (one) => ({ name: instanceName(ref, undefined, one.subject), openedAt: one.startedAt, closedAt: one.endedAt }),
      (one) => ({ ...one, due: { ...one.due, estimated: false } }),
    );
    known.set(ref, clocks);
    return clocks;
  };
};
/** A case keeps the rule it began under (case-Q13): each version gives the clocks that start in its own time. */
const clocksOfKept = (
  book: Book,
  kept: Kept<DeadlineRule, Parameters<typeof clocksOf>[0]>,
  asOf: Instant,
): readonly Clock[] =>
  reignsOf(book.contract.versions, book.table.term)
    .filter((reign) => kept.versions.includes(reign.version))
    .flatMap((reign) => {
      const { zone, calendar, hours } = book.table;
      const last = reign.version === book.contract.versions.at(-1);
      const starting = {
        ...(reign.version.number === 1 ? {} : { from: instantOf(zone, reign.from) }),
        ...(last ? {} : { to: instantOf(zone, reign.until) }),
      };
      const context = { zone, calendar, hours, version: reign.version.number, starting };
      if (kept.rule.starts !== "ended") return clocksOf(kept.state, kept.rule, context, asOf);
      const end = wasInForce(book) ? endOf(book.acts, book.table, kept.rule.match) : undefined;
      return end ? clockOfEnd(kept.state, kept.rule, context, end, asOf) : [];
    });
const wasInForce = ({ acts, contract }: Book): boolean =>
  contract.status !== "draft" || effectiveAt(acts) !== undefined;

const dueOf = (book: Book, asOf: Instant) => dueUnderHolds(book.acts, book, asOf);

export const openReadings = (book: Book, asOf: Instant): { series: Series; readings: PayReadings } => {
  const { zone, term } = book.table;
  const today = localDay(zone, asOf);
  const clocks = clocksByRef(book, asOf);
  const clocksOf = (ref: string): readonly Clock[] =>
    clocks(ref).map((clock) => clockUnderHolds(clock, book.table, dueOf(book, asOf), asOf));
  const series = openSeries(book.metrics, { zone, term, asOf, today, clocksOf });
  const lived = livedTable(book.acts, book.table, asOf);
  const readings: PayReadings = {
    metricAt: (ref, periodEnd) => latestWindow(book, lived, series, ref, periodEnd),
    thresholdAt: (ref, window) => thresholdAt(book, series, ref, window),
  };
  return { series, readings };
};
/**
 * The latest window of a metric that ended at or before a period's end (contract-format §9). One that the contract's end cut short
 * has not ended: its figure counts for no pay.
 */
const latestWindow = (
  book: Book,
  lived: Timetable,
  series: Series,
  ref: string,
  end: Instant,
): MetricReading | undefined => {
  const { zone } = book.table;
  const day = localDay(zone, (end - 1) as Instant);
  const found = series.cellFor(ref, day);
  if (!found) return undefined;
  const window = found.cell.rule.metric.window;
  const whole = (period: Period): boolean => period.to <= end && period.toDay <= lived.term.until + 1;
  const last =
    typeof window === "object"
      ? windowsOf(book, lived, ref, series, day).at(-1)
      : windowsOf(book, book.table, ref, series, day).findLast(whole);
  const result = last && series.result(ref, last);
  return result && { ...result, window: result.period.label, trace: readingTrace(book, series, result) };
};
/** A close keeps what a reading rests on: the corrections known by then belong to it. */
const readingTrace = (book: Book, series: Series, result: MetricResult) => (): Trace =>
  shapedToo(book, traceOf(book, series, result)());
const shapedToo = (book: Book, trace: Trace): Trace => {
  const inputs = trace.inputs.map((one) => shapedToo(book, one));
  if (trace.evidence === undefined) return { ...trace, inputs };
  const known = trace.evidence.ids.flatMap((id) => book.facts.facts.get(id) ?? []);
  const ids = [...new Set([...trace.evidence.ids, ...known.flatMap(evidenceOfFact)])];
  return { ...trace, inputs, evidence: { ...trace.evidence, ids } };
};
const windowsOf = (book: Book, table: Timetable, ref: string, series: Series, today: Day) =>
  reignsOf(book.contract.versions, table.term).flatMap((reign) => {
    const rule = series.cellFor(ref, reign.from)?.cell.rule;
    if (!rule || !book.metrics.some((cell) => cell.rule === rule && cell.versions.includes(reign.version))) return [];
    return openedPeriods(table, { every: rule.metric.window }, reign, today, table.term.from, "sliding");
  });
/**
 * What a threshold says of its own window that ended inside a pay period: under the target in force when that window began, the
 * one that its instance is judged by (contract-format §9). Undefined for a window that the contract's end cut short.
 */
const thresholdAt = (book: Book, series: Series, ref: string, window: Period): ThresholdReading | undefined => {
  const { contract, table } = book;
  if (!isInForce(book, (window.to - 1) as Instant)) return undefined;
  const last = (window.toDay - 1) as Day;
  for (const reign of reignsOf(contract.versions, table.term)) {
    const rule = reign.version.rules.get(ref);
    if (rule?.kind !== "threshold") continue;
    const periods = openedPeriods(table, { every: rule.every }, reign, last, table.term.from, "sliding");
    const own = periods.find(({ label, to }) => label === window.label && to === window.to);
    const result = own && series.result(rule.metric, own);
    if (!result) continue;
    const draft = thresholdDraft(
      rule,
      reign.version.number,
      result,
      undefined,
      own.to,
      readingTrace(book, series, result),
    );
    // In an open statement the window may still run: until its end the goal is neither met nor missed.
    const state = draft.state(undefined);
    const judged = { metric: rule.metric, reading: { ...result, window: result.period.label } };
    return { ref, state, judged, trace: () => draft.trace(state, undefined) };
  }
  return undefined;
};

export const conclude = (book: Book, asOf: Instant, tell?: Telling): Conclusion => {
  const { series, readings } = openReadings(book, asOf);
  const today = localDay(book.table.zone, asOf);
  const lived = livedTable(book.acts, book.table, asOf);
  const metricRefs = [...new Set(book.metrics.map((cell) => cell.rule.ref))];
  const metrics = metricRefs.flatMap((ref) =>
    windowsOf(book, lived, ref, series, today).flatMap((period) => series.result(ref, period) ?? []),
  );
  const statements = book.pays.flatMap((pay, index) => {
    tell?.("settling", index, book.pays.length);
    return statementsOf(pay, asOf, readings);
  });
  const drafts = datedAsThen(
    book.datings,
    book.table,
    (table) => allDrafts({ ...book, table }, series, statements, asOf),
    ({ rule, period, subject, openedAt, closedAt }) => ({
      name: instanceName(rule.ref, period, subject),
      openedAt,
      closedAt,
    }),
    (draft) => ({ ...draft, estimated: false }),
  );
  const instances = drafts.flatMap((draft) => settle(draft, book.acts, book, asOf));
  return { metrics, instances, statements, nextChangeAt: earliest(book, instances, asOf), series };
};
/** Everything that asks something of somebody, under the calendar of the book's table. */
const allDrafts = (book: Book, series: Series, statements: readonly Statement[], asOf: Instant): readonly Draft[] => {
  const { contract, table } = book;
  const today = localDay(table.zone, asOf);
  const clocks = clocksByRef(book, asOf);
  const drafts: Draft[] = [];
  const recurring = recurrencesOf(book, clocks, asOf);
  for (const reign of reignsOf(contract.versions, table.term)) {
    if (reign.from > today && reign.version.number > 1) continue;
    for (const rule of reign.version.rules.values()) {
      if (rule.kind !== "recurrence") drafts.push(...draftsOf(book, reign, rule, series, asOf, today));
      else drafts.push(...recurring(rule.ref).filter(({ version }) => version === reign.version.number));
    }
  }
  const life = lifeOf(book.acts, table);
  const isOwed = (one: Clock): boolean =>
    happensIn(life, one.rule.starts, one.startedAt) && !isEmptyShare(book.pays, statements, one);
  const running = [...new Set(book.clocks.map(({ rule }) => rule.ref))].flatMap(clocks).filter(isOwed);
  for (const clock of running.filter((one) => !isCure(one))) {
    const begun = clock.rule.unlessLate === undefined ? [] : recurring(clock.rule.unlessLate);
    drafts.push(excusedIfBegunLate(deadlineDraft(clock, table, asOf), clock, begun));
  }
  for (const pay of book.pays) {
    const own = statements.filter((one) => one.rule === pay.context.ref);
    for (const statement of own.filter((one) => one.status !== "opening")) {
      const words = grantOn(contract.versions, pay.context.ref, statement.period.fromDay);
      if (words)
        drafts.push(...payerDrafts(pay, words, statement, own, table, effectiveAt(book.acts), dueOf(book, asOf), asOf));
    }
  }
  drafts.push(...cureDrafts(running.filter(isCure), drafts, table, asOf));
  return drafts;
};

/** Duties of periods begin with the day on which the contract came into force, as if its term began there. */
const inForceTable = ({ acts, table }: Book): Timetable => {
  const effective = effectiveAt(acts);
  if (effective === undefined) return table;
  const from = Math.max(table.term.from, localDay(table.zone, effective)) as Day;
  return { ...table, term: { ...table.term, from } };
};
const isInForce = ({ acts }: Book, at: Instant): boolean => at >= (effectiveAt(acts) ?? at);

/** Periodic duties, drawn up over all versions of a rule at once: what somebody did counts for one period only. */
const recurrencesOf = (
  book: Book,
  clocks: ReturnType<typeof clocksByRef>,
  asOf: Instant,
): ((ref: string) => readonly Draft[]) => {
  const { contract } = book;
  const table = inForceTable(book);
  const states = new Map<Rule, Performances>(book.recurrences.map(({ rule, state }) => [rule, state]));
  const service = serviceOf(book.service);
  const known = new Map<string, readonly Draft[]>();
  return (ref) => {
    const before = known.get(ref);
    if (before) return before;
    const wordings = reignsOf(contract.versions, table.term).flatMap((reign) => {
      const rule = reign.version.rules.get(ref);
      const state = rule && states.get(rule);
      if (rule?.kind !== "recurrence" || !state) return [];
      const other = rule.except === undefined ? [] : clocks(rule.except);
      return [{ rule, reign, state, others: new Set(other.flatMap(({ endedBy }) => endedBy ?? [])) }];
    });
    const drafts = recurrenceDrafts(table, wordings, service, contract.parties.agent, dueOf(book, asOf), asOf);
    known.set(ref, drafts);
    return drafts;
  };
};
/** Drafts of a rule under one version's reign; clocks, periodic duties and statements are drawn up across versions. */
const draftsOf = (book: Book, reign: Reign, rule: Rule, series: Series, asOf: Instant, today: Day): Draft[] => {
  const { contract, table } = book;
  const number = reign.version.number;
  const newest = reign.version === versionOn(contract.versions, today);
  const standing = (kept: "met" | "ended"): Draft[] =>
    newest ? [standingDraft(rule, number, table, lifeOf(book.acts, table), kept, asOf)] : [];
  const versionAt = (event: Event): number => versionOn(contract.versions, localDay(table.zone, event.at)).number;
  const inReign = (event: Event): boolean => versionAt(event) === number;
  switch (rule.kind) {
    case "threshold":
      return thresholds(book, reign, rule, series, asOf, today);
    case "prohibition": {
      const kept = book.prohibitions.find((one) => one.rule === rule);
      const life = lifeOf(book.acts, table);
      const acts = offendingOf(kept?.state ?? new Map(), rule, life, table).filter(
        (event) => event.at <= asOf && inReign(event),
      );
      const offences = forbiddenOf(book, rule, table, acts);
      return offences.length > 0 ? prohibitionDrafts(book, rule, offences, versionAt, life.to) : standing("met");
    }
    case "power":
      return powers(book, reign, rule, inReign, asOf) ?? standing("ended");
    case "procedure": {
      const kept = book.procedures.find((one) => one.rule === rule);
      const all = kept ? procedureDrafts(rule, versionAt, kept.state, table, dueOf(book, asOf), asOf) : [];
      const own = all.filter(({ version }) => version === number);
      return own.length > 0 ? own : standing("ended");
    }
    case "entitlement":
      return rule.grant.kind === "right" ? standing("ended") : [];
    case "definition":
    case "deadline":
    case "recurrence":
      return [];
  }
};
/** Why a measure is what it is, built when somebody asks. */
const traceOf = (book: Book, series: Series, result: MetricResult) => (): Trace =>
  metricTrace(result, series.cellFor(result.ref, result.period.fromDay)?.cell.rule, series, labelsOf(book));
const thresholds = (
  book: Book,
  reign: Reign,
  rule: ThresholdRule,
  series: Series,
  asOf: Instant,
  today: Day,
): Draft[] => {
  const opened = (table: Timetable) =>
    openedPeriods(table, { every: rule.every }, reign, today, table.term.from, "sliding");
  const own = opened(book.table);
  return opened(livedTable(book.acts, book.table, asOf)).flatMap((period) => {
    const result = isInForce(book, (period.to - 1) as Instant) ? series.result(rule.metric, period) : undefined;
    if (!result) return [];
    const forecast = result.closed
      ? undefined
      : forecastThreshold(
          rule,
          result,
          history(book, series, rule.metric, result),
          asOf,
          definitionOf(book, rule.metric),
        );
    const metric = () => traceOfMetric(book, series, result);
    const draft = thresholdDraft(
      rule,
      reign.version.number,
      result,
      forecast,
      endOfDay(book.table.zone, today),
      metric,
    );
    // A goal is due when its own period is over, also where the contract's end cuts what is measured of it.
    const dueAt = own.find(({ label }) => label === period.label)?.to;
    return [dueAt === undefined ? draft : { ...draft, dueAt }];
  });
};
/** Why a metric is what it is, and beside it what statements closed on before it came to be so. */
export const traceOfMetric = (book: Book, series: Series, result: MetricResult): Trace => {
  const trace = traceOf(book, series, result)();
  const closed = closedOn(book.pays, result).map((one) => closedOnTrace(book.table.zone, one, result));
  return { ...trace, inputs: [...trace.inputs, ...closed] };
};
/** What people call a rule: its label, else the title of its clause, in the newest version that has it. */
const labelsOf =
  (book: Book) =>
  (ref: string): Text => {
    for (const version of [...book.contract.versions].reverse()) {
      const rule = version.rules.get(ref);
      if (rule) return rule.label ?? version.clauses.find((clause) => clause.id === rule.clause)?.title ?? {};
    }
    return {};
  };
/** Closed windows of the same metric before this one, for the forecast's prior. */
const history = (book: Book, series: Series, ref: string, result: MetricResult): MetricResult[] =>
  windowsOf(book, book.table, ref, series, (result.period.fromDay - 1) as Day).flatMap((period) => {
    const before = period.to <= result.period.from ? series.result(ref, period) : undefined;
    return before ? [before] : [];
  });
const definitionOf = (book: Book, ref: string) => book.metrics.find((cell) => cell.rule.ref === ref)!.rule.metric;

const powers = (
  book: Book,
  reign: Reign,
  rule: PowerRule,
  inReign: (event: Event) => boolean,
  asOf: Instant,
): Draft[] | undefined => {
  const all = actsOf(book.acts, "power_used").filter((event) => event.at <= asOf);
  const uses = all.filter((event) => inReign(event) && powersUsed(book, event, reign.version).includes(rule));
  if (uses.length === 0) return undefined;
  const objections = actsOf(book.acts, "objected").filter((event) => event.at <= asOf);
  return powerDrafts(
    book,
    rule,
    reign.version.number,
    uses,
    checkUses(book, all, book.acts),
    reign.version.params,
    objections,
  );
};
/** The earliest moment at which anything can change without a new event; null once nothing can. */
const earliest = (book: Book, instances: readonly Instance[], asOf: Instant): Instant | null => {
  const { zone, term } = book.table;
  const moments: (Instant | undefined)[] = [
    ...instances.map((instance) => instance.nextChange),
    ...book.pays.flatMap((pay) => payChanges(pay, asOf)),
    ...recurrenceMoments(book, asOf),
    ...book.contract.versions.map((version) => instantOf(zone, version.effective)),
    instantOf(zone, term.from),
    instantOf(zone, (term.until + 1) as Day),
    endedAt(book.acts),
    ...book.clocks.map(({ rule, state }) => (rule.starts === "served_by" ? nextStartOf(state, asOf) : undefined)),
    ...metricMoments(book, asOf),
  ];
  const later = moments.filter((at): at is Instant => at !== undefined && at > asOf);
  return later.length === 0 ? null : (Math.min(...later) as Instant);
};
/** Where periods of duties begin, and whom they are owed to or by from then on: none of them need have an instance before. */
const recurrenceMoments = (book: Book, asOf: Instant): (Instant | undefined)[] => {
  const { table, contract } = book;
  const { zone, term } = table;
  const today = localDay(zone, asOf);
  if (today > term.until || book.recurrences.length === 0) return [];
  const begun = [...serviceOf(book.service).values()].flatMap((spans) =>
    spans().map(({ from }) => localDay(zone, from)),
  );
  const joined = (contract.parties.agent?.members ?? []).flatMap(({ from }) => (from === undefined ? [] : [from]));
  const edges = book.recurrences.flatMap(({ rule, versions }) => {
    const reign: Reign = { version: versions[0]!, from: term.from, until: (term.until + 1) as Day };
    return rule.everyDays === undefined ? [openedPeriods(table, rule, reign, today, term.from).at(-1)?.to] : [];
  });
  return [...edges, ...[...begun, ...joined].map((day) => instantOf(zone, day))];
};
/** Window edges and days on which a cohort matures. */
const metricMoments = (book: Book, asOf: Instant): (Instant | undefined)[] => {
  const table = livedTable(book.acts, book.table, asOf);
  const { zone, term } = table;
  const today = localDay(zone, asOf);
  return book.metrics.flatMap((cell) => {
    const window = cell.rule.metric.window;
    const reign: Reign = { version: cell.versions[0]!, from: term.from, until: (term.until + 1) as Day };
    const periods = openedPeriods(table, { every: window }, reign, today, term.from, "sliding");
    const edges = [typeof window === "object" ? instantOf(zone, (today + 1) as Day) : periods.at(-1)?.to];
    const matures = periods
      .map((period) => cell.nextChange(period, asOf, today))
      .map((day) => (day === undefined ? undefined : instantOf(zone, day)));
    return today > term.until ? matures : [...edges, ...matures];
  });
};

export const clausesAt = (book: Book, conclusion: Conclusion, asOf: Instant) => {
  const today = localDay(book.table.zone, asOf);
  return clauseResults(versionOn(book.contract.versions, today).clauses, conclusion.instances);
};
export const findingsAt = (book: Book, conclusion: Conclusion, asOf: Instant) =>
  findingsOf(conclusion.instances, book.acts, book, asOf);
