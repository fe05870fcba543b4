import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Book, openBook } from "@fealty/engine/book.ts";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { conclude } from "@fealty/engine/conclude.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { evaluate, evaluateBook, replay } from "@fealty/engine/evaluate.ts";
import type { EvaluateOptions, Evaluation } from "@fealty/engine/evaluation.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { digestOf } from "@fealty/engine/output.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { AGENCY_AS_OF, agencyFacts } from "./agency-facts.ts";
import { type Contender, heapInUse, millisecondsOf, peakMemory, RUNS, race, timingOf } from "./measure.ts";
import { type Bench, megabytesText, millisecondsText, perSecondText, type Section, scaled, slower } from "./results.ts";

const CONTRACTS = 10_000;
const SAMPLE = 200;
const KEPT = 500;
/** Events of each sampled contract that arrive one by one: the turns of the race and its warm-ups. */
const WARM_UPS = 2;
const ARRIVING = RUNS + WARM_UPS;

type World = Omit<EvaluateOptions, "asOf">;
const worldOf = (root: string): World => {
  const { calendar } = parseCalendar(JSON.parse(readFileSync(join(root, "data/calendars/cn.json"), "utf8")));
  if (!calendar) throw new Error("the shipped calendar does not read");
  return { calendars: [calendar], zones: [SHANGHAI], sha256: (text) => hash("sha256", text, "hex") };
};
export const agencyContract = (root: string): Contract => {
  const { contract, diagnostics } = loadContract(join(root, "bench/contracts/agency.yaml"), (file) =>
    readFileSync(file, "utf8"),
  );
  if (!contract) throw new Error(JSON.stringify(diagnostics));
  return contract;
};

/** A contract's book up to its last events, and those. */
interface Waiting {
  readonly book: Book;
  readonly events: readonly Event[];
}
const feed = (contract: Contract, world: World, events: readonly Event[]): Waiting => {
  const book = openBook(contract, SHANGHAI, world.calendars[0]!);
  const before = events.slice(0, -ARRIVING);
  replay(book, before, before.at(-1)!.recordedAt);
  return { book, events };
};
const arrivalOf = ({ events }: Waiting, turn: number): { event: Event; known: readonly Event[]; asOf: Instant } => {
  const end = events.length - ARRIVING + turn + 1;
  const event = events[end - 1]!;
  return { event, known: events.slice(0, end), asOf: event.recordedAt };
};
const update = (world: World, waiting: Waiting, turn: number): Evaluation => {
  const { event, asOf } = arrivalOf(waiting, turn);
  replay(waiting.book, [event], asOf);
  return evaluateBook(waiting.book, { ...world, asOf, knownAt: asOf, nextFactAt: null });
};
const recompute = (contract: Contract, world: World, waiting: Waiting, turn: number): Evaluation => {
  const { known, asOf } = arrivalOf(waiting, turn);
  return evaluate(contract, known, { ...world, asOf });
};

/** Every arriving event of some contracts, both ways, down to the digest. */
const requireEqual = (contract: Contract, world: World, factSets: readonly (readonly Event[])[]): number => {
  let compared = 0;
  for (const events of factSets) {
    const waiting = feed(contract, world, events);
    for (let turn = 0; turn < ARRIVING; turn += 1) {
      const [one, whole] = [update(world, waiting, turn), recompute(contract, world, waiting, turn)];
      if (digestOf(one) !== digestOf(whole)) throw new Error(`one event and recomputation differ at turn ${turn}`);
      compared += 1;
    }
  }
  return compared;
};

/** A contender that takes the next arrival of every sampled contract at each turn. */
const byTurns = (work: (turn: number) => void): Contender => {
  let turn = 0;
  return () =>
    millisecondsOf(() => {
      work(turn);
      turn += 1;
    });
};

export const contracts: Bench = {
  id: "Contracts",
  title: "evaluation of 10,000 contracts",
  run: async (place): Promise<Section> => {
    const { root, say } = place;
    const count = scaled(place, CONTRACTS);
    const [contract, world] = [agencyContract(root), worldOf(root)];
    const sample = Array.from({ length: SAMPLE }, (_, index) => agencyFacts(contract, index));
    const compared = requireEqual(contract, world, sample.slice(0, 30));
    say(`one event equals recomputation, ${compared} digests`);

    const [open, fed] = [sample, sample].map((sets) => sets.map((events) => feed(contract, world, events))) as [
      Waiting[],
      Waiting[],
    ];
    const runs = await race(
      {
        whole: byTurns((turn) => {
          for (const waiting of open) recompute(contract, world, waiting, turn);
        }),
        one: byTurns((turn) => {
          for (const waiting of open) update(world, waiting, turn);
        }),
        take: byTurns((turn) => {
          for (const waiting of fed) {
            const { event, asOf } = arrivalOf(waiting, turn);
            replay(waiting.book, [event], asOf);
          }
        }),
        conclude: byTurns((turn) => {
          for (const waiting of fed) conclude(waiting.book, arrivalOf(waiting, turn).asOf);
        }),
      },
      { warmUps: WARM_UPS },
    );

    const each: number[] = [];
    let events = 0;
    for (let index = 0; index < count; index += 1) {
      const facts = agencyFacts(contract, index);
      events += facts.length;
      const begun = performance.now();
      evaluate(contract, facts, { ...world, asOf: AGENCY_AS_OF });
      each.push(performance.now() - begun);
      if (index % 2_500 === 2_499) say(`${index + 1} contracts`);
    }
    const total = each.reduce((sum, one) => sum + one, 0);
    each.sort((a, b) => a - b);

    const before = heapInUse();
    const kept: Book[] = [];
    let keptEvents = 0;
    for (let index = 0; index < KEPT; index += 1) {
      const facts = agencyFacts(contract, index);
      keptEvents += facts.length;
      const book = openBook(contract, SHANGHAI, world.calendars[0]!);
      replay(book, facts, AGENCY_AS_OF);
      kept.push(book);
    }
    const perBook = (heapInUse() - before) / kept.length;

    const rules = [...contract.versions[0]!.rules.values()].length;
    return {
      id: "Contracts",
      title: contracts.title,
      workload: `One contract of ${contract.versions[0]!.clauses.length} clauses and ${rules} rules (measures, thresholds, deadlines with pauses, recurrences, prohibitions, a plan with tiers, units, multiplier, cap and claw-back) with ${count} sets of facts, ${(events / count).toFixed(0)} events each, nine months; every evaluation gives metrics, clauses, findings, statements and the hashes of its inputs. The races are on ${SAMPLE} of them.`,
      equal: `after one more event the kept book and a recomputation from nothing have the same digest, ${compared} times (no outside peer).`,
      figures: [
        {
          what: `whole recomputation, ${SAMPLE} contracts`,
          timing: runs.whole,
          means: `${millisecondsText(runs.whole.medianMs / SAMPLE)} a contract`,
        },
        {
          what: `one event more on a kept book, then everything concluded, ${SAMPLE} contracts`,
          timing: runs.one,
          means: `${millisecondsText(runs.one.medianMs / SAMPLE)} a contract`,
        },
        {
          what: "… of which taking the event in",
          timing: runs.take,
          means: `${millisecondsText(runs.take.medianMs / SAMPLE)} a contract`,
        },
        {
          what: "… of which reading states, figures and statements off the counters",
          timing: runs.conclude,
          means: `${millisecondsText(runs.conclude.medianMs / SAMPLE)} a contract`,
        },
        {
          what: `all ${count} contracts, each once and timed by itself: no race of 7 (median of the contracts)`,
          timing: timingOf(each),
          means: `${perSecondText(count, total, "contracts")}, ${perSecondText(events, total, "events")}`,
        },
      ],
      ratios: [{ what: "whole recomputation ÷ one event more", value: slower(runs.whole, runs.one) }],
      values: [
        { what: `all ${count} evaluations, once`, value: millisecondsText(total) },
        { what: "slowest hundredth begins at", value: millisecondsText(each[Math.floor(each.length * 0.99)]!) },
        { what: `a kept book (events, facts, counters), mean of ${KEPT}`, value: `${(perBook / 1000).toFixed(0)} kB` },
        { what: "… that is for one event", value: `${((perBook * KEPT) / keptEvents).toFixed(0)} bytes` },
        { what: "most memory of the process", value: megabytesText(peakMemory()) },
      ],
      notes: [
        `The race of ${RUNS} runs is on ${SAMPLE} contracts; the ${count} were evaluated once, so their figures are no medians of ${RUNS}.`,
        "From the store, with what is written there: P2.",
      ],
    };
  },
};
