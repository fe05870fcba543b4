// Clauses: N1, N2
import { type Book, letHappenInBook, openBook, readjust, recordInBook, type WritableBook } from "./book.ts";
import type { CalendarData } from "./calendar/types.ts";
import { fixedZone, SHANGHAI, type Zone } from "./calendar/zone.ts";
import { type Conclusion, clausesAt, conclude, findingsAt, openReadings, traceOfMetric } from "./conclude.ts";
import type { Contract } from "./contract/model.ts";
import type { EvaluateOptions, Evaluation } from "./evaluation.ts";
import { canonicalJson, type Sha256 } from "./evidence/canonical.ts";
import { approversOf } from "./facts/approvers.ts";
import type { Event } from "./facts/event.ts";
import { comingAt, knownEvents, learnedAt, nextFactAt } from "./facts/fold.ts";
import { pointlessActs } from "./findings/pointless.ts";
import { takePaper } from "./papers.ts";
import { closePay, nextCloseAt } from "./pay/close.ts";
import { closedOn } from "./pay/closed-on.ts";
import { licensingOf } from "./pay/licensing.ts";
import { openedBeforeTerm } from "./pay/odd-openings.ts";
import { pointlessPay } from "./pay/pointless.ts";
import { type OpenStep, openSteps } from "./pay/settled-at.ts";
import { statementFigure } from "./pay/statement-figures.ts";
import { strangersIn, unpaidOverrides } from "./pay/strangers.ts";
import type { Statement } from "./pay/types.ts";
import { uncountedSales } from "./pay/uncounted.ts";
import { damageClaims } from "./remedies/damages.ts";
import { endedAt } from "./rules/acts.ts";
import { servedStretches } from "./rules/service.ts";
import { sealEvidence } from "./seal.ts";
import { assert } from "./values/assert.ts";
import type { Instant } from "./values/brand.ts";
import { isExactInstant } from "./values/date.ts";
import { moneyText } from "./values/money.ts";
import type { Telling } from "./values/telling.ts";
import { byCodeUnit } from "./values/text.ts";

/**
 * What a contract is, given the facts: states, figures, findings and statements at `asOf`, by what was known at `knownAt`.
 * Pure: the same input gives the same bytes everywhere (contract-format, first paragraph).
 */
export const evaluate = (contract: Contract, events: readonly Event[], options: EvaluateOptions): Evaluation => {
  assert(isExactInstant(options.asOf), "as-of lies outside the years that count");
  const zone = zoneOf(contract, options.zones);
  const calendar = calendarOf(contract, options.calendars);
  const knownAt = options.knownAt ?? options.asOf;
  const own = events.filter((event) => isOwn(contract, event));
  const known = knownEvents(own, options.asOf, knownAt);
  const book = openBook(contract, zone, calendar);
  replay(book, known, options.asOf, knownAt, options.tell);
  if (own.length < events.length) {
    book.facts.refused.push({
      code: "of_other_contract",
      event: "",
      args: { count: String(events.length - own.length) },
    });
  }
  return evaluateBook(book, { ...options, knownAt, nextFactAt: nextFactAt(own, options.asOf, knownAt) });
};

/** A fact that names a contract belongs to that one; one that names none may be a fact in several (contract-format §9). */
export const isOwn = (contract: Contract, event: Event): boolean =>
  event.contract === undefined || event.contract === contract.number || event.kind === "credit_from";

/** So many events take a few milliseconds. */
const TOLD_EVERY = 500;
/**
 * Feeds events in the order in which they began to count, up to `asOf`; on the way it closes pay periods and lays uses of
 * powers over the contract from the moment at which they were known, and papers on holidays from the moment they were taken in.
 */
export const replay = (
  book: Book,
  events: readonly Event[],
  asOf: Instant,
  knownAt: Instant = asOf,
  tell?: Telling,
): void => {
  let index = 0;
  let told = 0;
  for (;;) {
    const next = index < events.length ? learnedAt(events[index]!) : (Number.POSITIVE_INFINITY as Instant);
    const coming = comingAt(book.facts);
    const now = Math.min(next, coming <= asOf ? coming : Number.POSITIVE_INFINITY) as Instant;
    if (now === Number.POSITIVE_INFINITY) break;
    takePapers(book, (now - 1) as Instant, asOf);
    closeDue(book, now);
    let end = index;
    while (end < events.length && learnedAt(events[end]!) === now) end += 1;
    const together = events.slice(index, end);
    // A publication closes its period with what was known before it; it is the first thing that counts at its moment.
    book.facts.now = Math.min(now, asOf) as Instant;
    const published = together.filter((event) => event.kind === "statement_published");
    const changes = published.flatMap((event) => recordInBook(book, event));
    if (published.length > 0) closeAt(book, now);
    if (coming <= book.facts.now) changes.push(...letHappenInBook(book, now));
    for (const event of together) if (event.kind !== "statement_published") changes.push(...recordInBook(book, event));
    if (changes.some(({ fact }) => book.adjustedBy.has(fact.event.kind))) readjust(book);
    index = end;
    if (tell !== undefined && index - told >= TOLD_EVERY) {
      told = index;
      tell("events", index, events.length);
    }
  }
  takePapers(book, knownAt, asOf);
  closeDue(book, asOf);
};
/** Takes in the papers that were known by a moment: what closes at their own moment closes without them. */
const takePapers = (book: WritableBook, until: Instant, asOf: Instant): void => {
  for (let [next] = book.papers; next && next.from <= until; [next] = book.papers) {
    closeDue(book, Math.min(next.from, asOf) as Instant);
    takePaper(book, next);
    book.papers = book.papers.slice(1);
    closeAt(book, Math.min(next.from, asOf) as Instant);
  }
};
/** Closes every period whose time has come by `now`, each with what was known strictly before it closed. */
const closeDue = (book: Book, now: Instant): void => {
  for (const pay of book.pays) {
    for (let at = nextCloseAt(pay, book.closedUntil); at <= now; at = nextCloseAt(pay, at)) {
      closePay(pay, at, openReadings(book, at).readings);
    }
  }
  (book as WritableBook).closedUntil = Math.max(book.closedUntil, now) as Instant;
};
const closeAt = (book: Book, now: Instant): void => {
  for (const pay of book.pays) closePay(pay, now, openReadings(book, now).readings);
};

/**
 * The evaluation of a book that has been fed up to `asOf`.
 * @param options with the moment of the first fact that is known and not fed, for it has not happened by then (`nextFactAt`)
 */
export const evaluateBook = (
  book: Book,
  options: EvaluateOptions & { readonly knownAt: Instant; readonly nextFactAt: Instant | null },
): Evaluation => {
  const { contract, table } = book;
  const { asOf, knownAt, sha256 } = options;
  const conclusion = conclude(book, asOf, options.tell);
  const draft = isDraft(book, asOf);
  const ended = endedAt(book.acts);
  const findings = draft ? [] : findingsAt(book, conclusion, asOf);
  const seal = sealEvidence(book.facts, sha256);
  const sealed = <T extends { readonly trace: () => ReturnType<typeof seal> }>(one: T): T => ({
    ...one,
    trace: () => seal(one.trace()),
  });
  const clauses = clausesAt(book, conclusion, asOf).map((clause) => ({
    ...clause,
    instances: clause.instances.map(sealed),
  }));
  const claims = damageClaims({
    versions: contract.versions,
    findings,
    instances: conclusion.instances,
    statements: conclusion.statements,
    openSteps: (statement) => openStepsIn(book, conclusion, statement),
    acts: book.acts,
    table,
    currency: contract.currency,
    asOf,
  });
  return {
    contract,
    events: [...book.facts.raw.values()],
    zone: table.zone,
    asOf,
    knownAt,
    draft,
    ...(ended !== undefined && ended <= asOf ? { endedAt: ended } : {}),
    metrics: conclusion.metrics,
    clauses,
    findings: findings.map(sealed),
    statements: conclusion.statements.map((statement) => ({
      ...statement,
      lines: statement.lines.map((line) =>
        statement.status === "open" ? sealed(line) : { ...line, trace: () => seal.frozen(line.trace()) },
      ),
    })),
    claims: claims.map(sealed),
    nextChangeAt: earliestOf([
      conclusion.nextChangeAt,
      options.nextFactAt,
      comingAt(book.facts),
      ...claims.map(({ nextChange }) => nextChange),
    ]),
    warnings: warningsOf(book, conclusion),
    uncounted: () => [...book.pays.flatMap(openedBeforeTerm), ...uncountedSales(book.pays)],
    inputs: {
      contract: hashOf(contract.sources, sha256, () => contract.sources.map(({ text }) => text)),
      calendar: hashOf(table.calendar, sha256, () => table.calendar),
      facts: seal.all(),
    },
    sha256,
    money: (amount) => moneyText(amount, contract.currency),
    traceOf: (metric) => seal(traceOfMetric(book, conclusion.series, metric)),
    figureOf: ({ rule, label }, name) => {
      const statement = conclusion.statements.find((one) => one.rule === rule && one.label === label);
      const figure = statement && statementFigure(statement, name, contract);
      return figure && sealed(figure);
    },
    closedOn: (metric) => closedOn(book.pays, metric),
    served: () => servedStretches(book.service),
    licensing: () => licensingOf(book.pays),
  };
};
const openStepsIn = (book: Book, { statements }: Conclusion, statement: Statement): Iterable<OpenStep> => {
  const pay = book.pays.find(({ context }) => context.ref === statement.rule);
  const own = statements.filter(({ rule }) => rule === statement.rule);
  return pay ? openSteps(pay, statement, own) : [];
};
const earliestOf = (moments: readonly (Instant | null | undefined)[]): Instant | null => {
  const known = moments.filter(
    (at): at is Instant => at !== undefined && at !== null && at !== Number.POSITIVE_INFINITY,
  );
  return known.length === 0 ? null : (Math.min(...known) as Instant);
};
/** Files and calendar stay the same from one evaluation to the next: each is hashed once by each hasher. */
const hashOf = (whole: object, sha256: Sha256, content: () => unknown): string => {
  const known = hashes.get(whole);
  if (known?.sha256 === sha256) return known.hash;
  const hash = `sha256:${sha256(canonicalJson(content()))}`;
  hashes.set(whole, { sha256, hash });
  return hash;
};
const hashes = new WeakMap<object, { readonly sha256: Sha256; readonly hash: string }>();
/** A file without an `effective` event counts as in force from the term's start unless it says `status: draft` (§9 Life). */
const isDraft = (book: Book, asOf: Instant): boolean => {
  const effective = [...(book.acts.get("effective")?.values() ?? [])].some((event) => event.at <= asOf);
  return book.contract.status === "draft" && !effective;
};
/** Opening figures are signed off by two persons (contract-format §9 Life). */
const unsignedOpenings = (book: Book): string[] => {
  const unsigned = new Set<string>();
  for (const pay of book.pays) {
    const openings = [
      ...pay.openingBalances.values(),
      ...pay.openingStatements.values(),
      ...[...pay.openingCredits.values()].map((one) => one.fact),
    ];
    for (const { event } of openings) {
      if (approversOf(event).size < 2) unsigned.add(event.id);
    }
  }
  return [...unsigned].sort(byCodeUnit);
};
/** What would start a clock and does not say whose, or which: of each rule the first, and how many there are. */
const startsAstray = (book: Book): Evaluation["warnings"] => {
  const astray = new Map<string, { field: string; events: Set<string> }>();
  for (const { rule, state } of book.clocks) {
    // What the contract's end itself begins has a subject without one.
    if (rule.starts === "ended" || state.astray.size === 0) continue;
    const known = astray.get(rule.ref) ?? { field: rule.match, events: new Set() };
    for (const id of state.astray.keys()) known.events.add(id);
    astray.set(rule.ref, known);
  }
  return [...astray].map(([rule, { field, events }]) => ({
    code: "starts_nothing",
    args: { rule, field, event: [...events].sort(byCodeUnit)[0]!, count: String(events.size) },
  }));
};

/** A contract that continues another takes over its balances by opening facts: none is known yet. */
const withoutOpening = ({ contract, pays }: Book): Evaluation["warnings"] => {
  const opened = pays.some(
    (pay) => pay.openingBalances.size + pay.openingCredits.size + pay.openingStatements.size > 0,
  );
  const { continues, number } = contract;
  if (continues === undefined || opened || pays.length === 0) return [];
  return [{ code: "continues_without_opening", args: { number, continues } }];
};

/** What could not be counted or named, so that nothing is swallowed in silence. */
const warningsOf = (book: Book, { instances, statements }: Conclusion): Evaluation["warnings"] => {
  const estimated = new Set(instances.filter((instance) => instance.estimated).map((instance) => instance.ref));
  return [
    ...[...estimated].map((ref) => ({ code: "estimated_due", args: { ref } })),
    ...statements.flatMap(({ label, rule, estimated: by }) => [
      ...(by?.close ? [{ code: "estimated_close", args: { ref: rule, statement: label } }] : []),
      ...(by?.figures ? [{ code: "estimated_figures", args: { ref: rule, statement: label } }] : []),
    ]),
    ...book.facts.refused.map(({ code, event, args }) => ({
      code,
      args: { ...(event === "" ? {} : { event }), ...args },
    })),
    ...[...book.facts.refusedCorrections]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([event, { code, args }]) => ({ code, args: { event, ...args } })),
    ...statements.flatMap((statement) =>
      statement.excluded.map(({ reason, event, owner, counted }) => ({
        code: counted === undefined ? "not_counted" : "counted_in_part",
        args: {
          statement: statement.label,
          reason,
          event,
          ...(owner === undefined ? {} : { owner }),
          ...(counted === undefined ? {} : { counted: moneyText(counted, book.contract.currency) }),
        },
      })),
    ),
    ...book.pays.flatMap(strangersIn).map((args) => ({ code: "unknown_member", args })),
    ...book.pays
      .flatMap((pay) => unpaidOverrides(pay, statements))
      .map((args) => ({ code: "override_to_no_member", args })),
    ...pointlessPay(book.pays, statements),
    ...withoutOpening(book),
    ...unsignedOpenings(book).map((event) => ({ code: "opening_not_signed", args: { event } })),
    ...startsAstray(book),
    ...pointlessActs(book.facts, book.acts, book, instances).map(({ event, code }) => ({
      code,
      args: { event: event.id, kind: event.kind, by: event.by ?? "" },
    })),
  ];
};

const zoneOf = (contract: Contract, zones: readonly Zone[]): Zone => {
  const known = zones.find((zone) => zone.id === contract.timeZone);
  if (known) return known;
  if (contract.timeZone === SHANGHAI.id) return SHANGHAI;
  if (contract.timeZone === "UTC") return fixedZone("UTC", 0);
  assert(false, `no data for the time zone ${contract.timeZone} was passed in`);
};
/** A country without a kept calendar has only weekends, and every date that needs its holidays is estimated. */
const calendarOf = (contract: Contract, calendars: readonly CalendarData[]): CalendarData =>
  calendars.find((calendar) => calendar.id === contract.calendar.id) ?? {
    id: contract.calendar.id,
    source: "",
    years: {},
  };
