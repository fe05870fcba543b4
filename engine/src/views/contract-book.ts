// Clauses: N1, N2
import { type CaseKind, caseKind, dutiesOfCase, dutyName, eventsOfCase } from "../bundle-case.ts";
import type { CalendarData } from "../calendar/types.ts";
import type { Zone } from "../calendar/zone.ts";
import { instantOf, localDay, offsetAt } from "../calendar/zone.ts";
import type { Diagnostic } from "../contract/diagnostic.ts";
import { loadContract } from "../contract/load.ts";
import type { Contract, Rule } from "../contract/model.ts";
import { evaluate } from "../evaluate.ts";
import type { Evaluation } from "../evaluation.ts";
import { explain } from "../explain.ts";
import type { Event } from "../facts/event.ts";
import { parseFacts } from "../facts/parse.ts";
import { digestOf } from "../output.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance } from "../rules/types.ts";
import type { Instant } from "../values/brand.ts";
import { addDays } from "../values/date.ts";
import { answeringEvents, answersOwed, mattersApart } from "./answering-events.ts";
import { customersAt, eventView, isShownWhole } from "./event-view.ts";
import { evidenceOf, explanationOf } from "./explain-view.ts";
import { fewAnswers } from "./few-answers.ts";
import { hiddenOf } from "./few-people.ts";
import { makeOutline, makeView, partiesOf } from "./make-view.ts";
import { marksOf } from "./marks.ts";
import { metricRef } from "./metric-view.ts";
import { type Known, Privacy } from "./privacy.ts";
import { registersOf } from "./registers.ts";
import { ruleTitle } from "./rule-view.ts";
import { uniqueAcross } from "./unique-facts.ts";
import { versionAt } from "./version-at.ts";
import type { EventView, Explanation, Mark, Outline, PartyName, Recomputation, TimelinePage, View } from "./view.ts";
import type { ContractEntry, TimelineFilter, Viewpoint } from "./viewpoint.ts";
import { wordsOf } from "./words-of.ts";

export interface World {
  readonly calendars: readonly CalendarData[];
  readonly zone: Zone;
  readonly sha256: (text: string) => string;
  /** What hidden names are made with: no party knows it, and it stays when facts come in. Without it, the facts as they are. */
  readonly key?: string;
}
export interface FactsFile {
  readonly name: string;
  readonly text: string;
}
export interface ReadFacts {
  readonly events: readonly Event[];
  readonly diagnostics: readonly Diagnostic[];
}
/** The last period's results, its statement and its payment come after the term: the slider goes on so long. */
const DAYS_AFTER = 59;

type Moment = Pick<Viewpoint, "asOf" | "knownAt">;
/** See `caseOf`. */
export interface CaseView {
  readonly kind: CaseKind;
  /** Ids, in the order of the facts. */
  readonly events: readonly string[];
  readonly duties: readonly { readonly name: string; readonly title: string; readonly duty: Instance }[];
}
interface Kept {
  readonly evaluation: Evaluation;
  digest?: string;
  answering?: ReadonlySet<string>;
  owed?: ReadonlyMap<PartyName, ReadonlySet<string>>;
  apart?: ReadonlySet<string>;
  few?: ReadonlySet<string>;
}
/** Evaluations are kept for the moments last looked at: going back and forth on the slider costs nothing. */
const KEPT = 12;

/** One contract with its facts, in memory: everything a screen asks of it. The same code stands behind a page and behind a server. */
export class ContractBook {
  readonly contract: Contract;
  readonly id: string;
  readonly #origin: ContractEntry["origin"];
  readonly main: string;
  readonly #files: readonly FactsFile[];
  readonly #world: World;
  readonly #opensAt: Instant;
  readonly #events: readonly Event[];
  readonly #byId: ReadonlyMap<string, Event>;
  readonly #kept = new Map<string, Kept>();
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    contract: Contract,
    origin: ContractEntry["origin"],
    id: string,
    main: string,
    files: readonly FactsFile[],
    world: World,
    opensAt?: Instant,
    /** The facts of the files where they have been read already. */
    read?: ReadFacts,
  ) {
    this.contract = contract;
    this.id = id;
    this.#origin = origin;
    this.main = main;
    this.#files = files;
    this.#world = world;
    const { events, diagnostics } = read ?? readFacts(contract, files);
    this.#events = events;
    this.diagnostics = diagnostics;
    this.#byId = new Map(events.map((event) => [event.id, event]));
    this.#opensAt = opensAt ?? lastMoment(contract, world.zone, events);
  }

  /** Made of all facts it is hidden too: of those a party does not see it knows neither them nor the key. */
  readonly #keyed = (text: string): string => {
    this.#key ??= this.#world.sha256(this.#world.key ?? this.#files.map((file) => file.text).join("\n"));
    return this.#world.sha256(`${this.#key} ${text}`);
  };
  #key: string | undefined;
  #registers: Known | undefined;

  get eventCount(): number {
    return this.#events.length;
  }

  entry(): ContractEntry {
    const { contract } = this;
    const { zone } = this.#world;
    return {
      id: this.id,
      number: contract.number,
      title: contract.title,
      origin: this.#origin,
      parties: partiesOf(contract, "zh").map(({ party }) => party),
      opensAt: this.#opensAt,
      offset: offsetAt(zone, this.#opensAt),
      from: instantOf(zone, contract.term.from),
      until: Math.max(instantOf(zone, addDays(contract.term.until, 1 + DAYS_AFTER)), this.#opensAt),
    };
  }

  view(viewpoint: Viewpoint): View {
    return makeView(this.id, this.#at(viewpoint).evaluation, this.#privacy(viewpoint), viewpoint.language);
  }

  outline(viewpoint: Viewpoint): Outline {
    return makeOutline(this.#at(viewpoint).evaluation, this.#privacy(viewpoint), viewpoint.language);
  }

  /** Takes over an evaluation that was made elsewhere from the same facts: its moment is not computed again. */
  adopt(evaluation: Evaluation): void {
    this.#keep(evaluation, { evaluation });
  }

  /** Of the evaluation that the view shows; the same for every party and language. */
  digest(viewpoint: Viewpoint): string {
    const kept = this.#at(viewpoint);
    kept.digest ??= digestOf(kept.evaluation);
    return kept.digest;
  }

  marks(viewpoint: Viewpoint): Mark[] {
    const end = { asOf: Math.min(this.#opensAt, viewpoint.knownAt ?? this.#opensAt) };
    return marksOf(this.#at(end).evaluation, this.#known(end), viewpoint.language);
  }

  /** @param only ids of the events that are asked about; without it, all */
  timeline(viewpoint: Viewpoint, filter: TimelineFilter, only?: ReadonlySet<string>): TimelinePage {
    const privacy = this.#privacy(viewpoint);
    const known = this.#known(viewpoint).filter(({ id }) => only?.has(id) ?? true);
    const seen = known.filter((event) => !privacy.withholds(event));
    const listed = seen.filter((event) => !privacy.isOneOfFew(event));
    const counts = new Map<string, number>();
    for (const event of listed) counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
    const words = filter.words.trim().toLowerCase();
    const shown = (event: Event): EventView => eventView(this.contract, event, privacy, viewpoint.language);
    const holds = ({ customer = "", details }: EventView): boolean =>
      [customer, ...details.map((one) => one.text)].some((text) => text.toLowerCase().includes(words));
    // Whoever answered is not found by the name: nothing stands in its place but stars.
    const isOfCalledSo = ({ id, kind, raw, customer = "" }: Event): boolean =>
      filter.calledSo?.includes(customer) === true &&
      privacy.forEvent({ id, kind, raw }).customer(customer, kind) === viewpoint.shownAs?.[customer];
    const fitting = listed
      .filter(({ kind }) => filter.kinds.length === 0 || filter.kinds.includes(kind))
      .filter((event) => words === "" || holds(shown(event)) || isOfCalledSo(event))
      .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
    return {
      total: fitting.length,
      ...(listed.length < seen.length ? { unlisted: seen.length - listed.length } : {}),
      ...(seen.length < known.length ? { withheld: known.length - seen.length } : {}),
      kinds: [...counts]
        .map(([kind, count]) => ({ kind, count }))
        .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
      events: fitting.slice(filter.offset, filter.offset + filter.limit).map(shown),
    };
  }

  /** Ids of the events whose lines can be handed to this party as they are, see `isShownWhole`. */
  shownWhole(viewpoint: Viewpoint): ReadonlySet<string> {
    const privacy = this.#privacy(viewpoint);
    const known = this.#known(viewpoint);
    const hidden = new Set<string>();
    // What names a hidden event is hidden too, and so is what names that.
    for (let before = -1; before < hidden.size; ) {
      before = hidden.size;
      for (const event of known)
        if (!hidden.has(event.id) && !isShownWhole(this.contract, event, privacy, hidden)) hidden.add(event.id);
    }
    return new Set(known.flatMap(({ id }) => (hidden.has(id) ? [] : [id])));
  }

  /** A case as this party may know it: its events, and its duties in words; undefined where it knows of none by that number. */
  caseOf(viewpoint: Viewpoint, id: string): CaseView | undefined {
    const privacy = this.#privacy(viewpoint);
    const known = this.#known(viewpoint);
    const kind = caseKind(known, id);
    if (kind === undefined || !privacy.mayRead(id)) return undefined;
    const events = eventsOfCase(known, kind, id).filter((event) => !privacy.isOneOfFew(event));
    const { evaluation } = this.#at(viewpoint);
    const duties = dutiesOfCase(evaluation, id).filter(
      (one) => !privacy.leavesOut(instanceName(one.ref, one.period, one.subject)),
    );
    return {
      kind,
      events: events.map((event) => event.id),
      duties: duties.map((duty) => {
        const version = versionAt(this.contract, localDay(evaluation.zone, duty.openedAt));
        const rule = version.rules.get(duty.ref);
        return {
          name: dutyName(duty),
          title: rule ? ruleTitle(this.contract, version, rule, viewpoint.language) : duty.ref,
          duty,
        };
      }),
    };
  }

  /** @param shown the reference as this party was given it */
  explain(viewpoint: Viewpoint, shown: string): Explanation | undefined {
    const { evaluation } = this.#at(viewpoint);
    const eyes = this.#eyesOn(viewpoint, shown);
    const ref = this.#behind(eyes, shown, evaluation);
    if (ref === undefined) return undefined;
    const found = explanationOf(evaluation, this.#byId, ref, this.#world.calendars, eyes, viewpoint.language);
    return found && { ...found, ref: shown };
  }

  /**
   * Runs the engine again and compares. First from the figure's own events alone: when these give the same value, nothing
   * else can have made it. Where a figure also rests on what is not an event of its own (earlier statements, the absence of
   * an event), from the files: contract and facts are read anew and everything is evaluated.
   */
  recompute(viewpoint: Viewpoint, given: string, now: () => number): Recomputation {
    const began = now();
    const { evaluation } = this.#at(viewpoint);
    const eyes = this.#eyesOn(viewpoint, given);
    const ref = this.#behind(eyes, given, evaluation) ?? "";
    const shown = explain(evaluation, ref)?.value;
    const result = (scope: Recomputation["scope"], events: number, value: string | undefined): Recomputation => ({
      ref: given,
      scope,
      events,
      same: shown !== undefined && value === shown,
      value: this.#tells(evaluation, ref, eyes) ? eyes.figures(value ?? "") : "",
      milliseconds: now() - began,
    });
    const evidence = evidenceOf(evaluation, ref);
    const own = this.#events.filter((event) => evidence.has(event.id));
    if (own.length > 0) {
      const fromOwn = this.#evaluate(this.contract, own, evaluation);
      const value = explain(fromOwn, ref)?.value;
      if (value === shown) return result("evidence", own.length, value);
    }
    const texts = new Map(this.contract.sources.map(({ file, text }) => [file, text]));
    const again = loadContract(this.main, (path) => texts.get(path)).contract;
    if (!again) return result("whole", 0, undefined);
    const { events } = readFacts(again, this.#files);
    const whole = this.#evaluate(again, events, evaluation);
    return result("whole", knownOf(events, viewpoint).length, explain(whole, ref)?.value);
  }

  #known(moment: Moment): Event[] {
    return knownOf(this.#events, moment);
  }

  /** Whether this party is told a figure at all: not one of so few people, see `hiddenOf`. */
  #tells(evaluation: Evaluation, ref: string, { party }: Privacy): boolean {
    const metric = evaluation.metrics.find((one) => metricRef(one) === ref);
    return metric === undefined || hiddenOf(evaluation, metric, party) === undefined;
  }

  /** How this party sees what that reference is about. */
  #eyesOn(viewpoint: Viewpoint, ref: string): Privacy {
    const about = this.#claimed(ref) ?? ref;
    return this.#privacy(viewpoint).forRule(this.#rule(about));
  }

  #behind(eyes: Privacy, ref: string, { clauses }: Evaluation): string | undefined {
    const about = this.#claimed(ref);
    const found = eyes.resolve(about ?? ref);
    const matter = found?.replace(/~\w*$/, "");
    const instance = clauses
      .flatMap(({ instances }) => instances)
      .find((one) => instanceName(one.ref, one.period, one.subject) === matter);
    if (found === undefined || matter === undefined || eyes.leavesOut(matter, instance?.bearer)) return undefined;
    return about === undefined ? found : `${ref.slice(0, -about.length)}${found}`;
  }

  #rule(ref: string): Rule | undefined {
    return this.contract.versions.at(-1)?.rules.get(ref.split("@")[0] ?? "");
  }

  /** A claim's reference carries that of its finding, which it is about. */
  #claimed(ref: string): string | undefined {
    const rule = this.#rule(ref);
    const at = ref.indexOf("@");
    return rule?.kind === "entitlement" && rule.grant.kind === "damages" && at > 0 ? ref.slice(at + 1) : undefined;
  }

  #privacy(viewpoint: Viewpoint): Privacy {
    const { numbered } = wordsOf(viewpoint.language);
    this.#registers ??= registersOf(this.#events, this.#keyed);
    const kept = this.#at(viewpoint);
    kept.owed ??= answersOwed(kept.evaluation);
    const customers = {
      ...customersAt(this.#known(viewpoint), viewpoint.names),
      shownAs: shownAsOf(viewpoint),
      disclosed: new Set(viewpoint.disclosed ?? []),
      answering: this.#answering(kept),
      owed: kept.owed.get(viewpoint.party) ?? new Set<string>(),
      apart: this.#apart(viewpoint),
      few: () => {
        kept.few ??= fewAnswers(kept.evaluation);
        return kept.few;
      },
    };
    return new Privacy(viewpoint.party, customers, this.#registers, {
      customer: (number) => numbered.customer.replace("{{number}}", String(number)),
      paper: (number) => numbered.paper.replace("{{number}}", String(number)),
    });
  }

  #answering(kept: Kept): ReadonlySet<string> {
    kept.answering ??= answeringEvents(kept.evaluation);
    return kept.answering;
  }

  /** Also those that come to be so later: a matter that stands here one day and is gone the next would tell when. */
  #apart(viewpoint: Moment): ReadonlySet<string> {
    const later = viewpoint.asOf < this.#opensAt ? [{ asOf: this.#opensAt }] : [];
    const sets = [viewpoint, ...later].map((moment) => {
      const kept = this.#at(moment);
      kept.apart ??= mattersApart(kept.evaluation, this.#answering(kept));
      return kept.apart;
    });
    return new Set(sets.flatMap((one) => [...one]));
  }

  #evaluate(contract: Contract, events: readonly Event[], moment: Moment): Evaluation {
    const { calendars, zone, sha256 } = this.#world;
    const [asOf, knownAt] = [moment.asOf as Instant, (moment.knownAt ?? moment.asOf) as Instant];
    return evaluate(contract, events, { asOf, knownAt, calendars, zones: [zone], sha256 });
  }

  #at(moment: Moment): Kept {
    const before = this.#kept.get(nameOf(moment));
    this.#kept.delete(nameOf(moment));
    const kept: Kept = before ?? { evaluation: this.#evaluate(this.contract, this.#events, moment) };
    this.#keep(moment, kept);
    return kept;
  }

  #keep(moment: Moment, kept: Kept): void {
    this.#kept.set(nameOf(moment), kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}
/** What goes out of the house names nobody: each is told by number, as whoever has nothing in the place of its name. */
const shownAsOf = ({ shownAs, unnamed }: Viewpoint): ReadonlyMap<string, string> | undefined =>
  unnamed === true ? new Map() : shownAs && new Map(Object.entries(shownAs));
const nameOf = ({ asOf, knownAt = asOf }: Moment): string => `${asOf} ${knownAt}`;
const knownOf = (events: readonly Event[], { asOf, knownAt = asOf }: Moment): Event[] =>
  events.filter((event) => event.at <= asOf && event.recordedAt <= knownAt);
const readFacts = (contract: Contract, files: readonly FactsFile[]): ReadFacts => {
  const parsed = files.map(({ name, text }) => ({ file: name, ...parseFacts(contract, name, text) }));
  const unique = uniqueAcross(parsed);
  return {
    events: unique.events,
    diagnostics: [...parsed.flatMap(({ diagnostics }) => diagnostics), ...unique.diagnostics],
  };
};
/** Dropped facts open at the moment of the last one, or at the term's start when there are none. */
const lastMoment = (contract: Contract, zone: Zone, events: readonly Event[]): Instant =>
  events.reduce<number>(
    (last, event) => Math.max(last, event.at, event.recordedAt),
    instantOf(zone, contract.term.from),
  ) as Instant;
