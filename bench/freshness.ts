// Clauses: N2
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { digestOf } from "@fealty/engine/output.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { rounded6 } from "@fealty/engine/values/rational.ts";
import { appendEvents } from "../app/src/commands/append-events.ts";
import type { House } from "../app/src/commands/house.ts";
import { refreshOne } from "../app/src/commands/refresh-contracts.ts";
import type { Threads } from "../app/src/evaluation/threads.ts";
import { readContractFiles } from "../app/src/store/contracts.ts";
import { readContractState } from "../app/src/store/derived-reads.ts";
import { readEventText } from "../app/src/store/events.ts";
import { AGENCY_AS_OF, type FactRecord } from "./agency-facts.ts";
import { type BenchHouse, COMPANY, openBenchHouse, shippedCalendar } from "./bench-house.ts";
import { addContracts, arrivalOf, copyFacts, importHistory, insertFacts, type Known, ZONE } from "./freshness-data.ts";
import { millisecondsOf, quantileOf, RUNS, race, timingOf } from "./measure.ts";
import { seeded } from "./random.ts";
import { type Bench, countText, millisecondsText, type Place, perSecondText, type Section, scaled } from "./results.ts";

const CONTRACTS = 10_000;
/** Contracts whose events come in again and again; the engine's thread holds 64. */
const WARM = 40;
const WARM_A_TURN = 200;
const COLD_A_TURN = 30;
const WARM_UPS = 2;
/** Contracts whose figures are held against SQL, and their digests against a recomputation. */
const COMPARED = 60;
const P99_MS = 5;
const SECOND = 1_000_000;

/** Time spent waiting for the engine's threads within a command. */
interface Watched {
  readonly threads: Threads;
  engineMs: number;
}
const watching = (threads: Threads): Watched => {
  const watched: Watched = {
    engineMs: 0,
    threads: {
      ...threads,
      ask: (...given) => timed(threads.ask(...given)),
      askGrown: (...given) => timed(threads.askGrown(...given)),
    } as Threads,
  };
  const timed = async <T>(answer: Promise<T>): Promise<T> => {
    const begun = performance.now();
    try {
      return await answer;
    } finally {
      watched.engineMs += performance.now() - begun;
    }
  };
  return watched;
};

/** A figure as both sides tell it. */
const figureText = (metric: string, period: string, n: unknown, value: unknown): string =>
  `${metric} ${period} n=${Number(n)} ${Number(value).toFixed(6)}`;
const COMPARABLE = new Set(["nps", "csat", "sales", "repeat"]);
const figuresOf = (evaluation: Evaluation): string[] =>
  evaluation.metrics
    .filter(({ id, n, value }) => COMPARABLE.has(id) && n !== null && n > 0 && value !== null)
    .map(({ id, period, n, value }) => figureText(id, id === "repeat" ? "term" : period.label, n, rounded6(value!)))
    .sort();

const sqlOf = (root: string, narrowed: string): string =>
  readFileSync(join(root, "bench/peers/freshness.sql"), "utf8").replace("$CONTRACTS", narrowed);

/** The contract's files and events as the store has them, recomputed from nothing. */
const recomputed = async (root: string, { house }: BenchHouse, { contractId }: Known, asOf: Instant) =>
  house.store.withCompany(COMPANY, { snapshot: true }, async (tx) => {
    const files = new Map((await readContractFiles(tx, contractId)).map(({ path, text }) => [path, text]));
    const { contract } = loadContract("contract.yaml", (path) => files.get(path));
    if (!contract) throw new Error("the kept contract does not load");
    const { events } = parseFacts(contract, "events", (await readEventText(tx, contractId)).text);
    const options = { asOf, calendars: [shippedCalendar(root)], zones: [ZONE] };
    return evaluate(contract, events, { ...options, sha256: (text) => hash("sha256", text, "hex") });
  });
/**
 * For some contracts: the kept state has the digest of a recomputation from the kept events, and its figures are those of SQL
 * over the peer's table.
 */
const requireEqual = async (root: string, bench: BenchHouse, known: readonly Known[]): Promise<number> => {
  let compared = 0;
  for (const one of known) {
    const state = await bench.house.store.withCompany(COMPANY, {}, (tx) => readContractState(tx, one.contractId));
    if (!state) throw new Error(`${one.number} has no kept state`);
    const evaluation = await recomputed(root, bench, one, state.asOf);
    if (digestOf(evaluation) !== state.digest) throw new Error(`${one.number}: kept state and recomputation differ`);
    const { rows } = await bench.client.query(sqlOf(root, "where f.contract = $1"), [one.index]);
    const theirs = (rows as { metric: string; period: string; n: string; value: string }[])
      .map(({ metric, period, n, value }) => figureText(metric, period, n, value))
      .sort();
    const ours = figuresOf(evaluation);
    if (ours.join("\n") !== theirs.join("\n")) {
      const differing = ours.filter((figure) => !theirs.includes(figure));
      throw new Error(`${one.number}: SQL has other figures than ${differing.join(", ") || "these: more"}`);
    }
    compared += ours.length;
  }
  return compared;
};

/** All contracts' states for the first time, each loaded from the store, as after an import. */
const computeAll = async (house: House, known: readonly Known[], say: (line: string) => void): Promise<number> => {
  const waiting = [...known];
  let done = 0;
  return millisecondsOf(() =>
    Promise.all(
      Array.from({ length: 3 }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          await refreshOne(house, COMPANY, next.contractId);
          done += 1;
          if (done % 2_500 === 0) say(`${done} states computed`);
        }
      }),
    ),
  );
};

/** One event is in its clause states when the command returns. */
export const freshness: Bench = {
  id: "P2",
  title: "one event to correct states",
  run: async (place): Promise<Section> => {
    let moment = AGENCY_AS_OF as number;
    // A second passes between two looks at the clock: every event is learned later than the one before.
    const bench = await openBenchHouse(place, () => {
      moment += SECOND;
      return moment as Instant;
    });
    try {
      return await measure(place, bench, () => moment as Instant);
    } finally {
      await bench.close();
    }
  },
};
const measure = async (place: Place, bench: BenchHouse, now: () => Instant): Promise<Section> => {
  const { root, say } = place;
  const count = Math.max(scaled(place, CONTRACTS), 2 * WARM);
  const shared = readFileSync(join(root, "bench/contracts/agency.yaml"), "utf8");
  const known = await addContracts(bench, shared, count);
  let events = 0;
  const intakeMs = await millisecondsOf(async () => {
    events = await importHistory(bench, known, say);
  });
  say(`${countText(events)} events of ${count} contracts imported in ${millisecondsText(intakeMs)}`);
  const allMs = await computeAll(bench.house, known, say);
  await copyFacts(bench.client, known);
  await bench.client.query("vacuum analyze");
  const step = Math.max(1, Math.floor(count / COMPARED));
  const before = await requireEqual(root, bench, known.filter(({ index }) => index % step === 0).slice(0, COMPARED));
  say(`${before} figures equal SQL's, and the kept digests a recomputation's`);

  const random = seeded(2);
  const arrived: { contract: number; record: FactRecord }[] = [];
  const watched = watching(bench.house.threads);
  const house: House = { ...bench.house, threads: watched.threads };
  let turns = 0;
  const arrive = async ({ index, number }: Known): Promise<{ whole: number; engine: number }> => {
    turns += 1;
    const record = arrivalOf(random, index, turns, now());
    const lines = JSON.stringify(record);
    const engineBefore = watched.engineMs;
    const begun = performance.now();
    const { added } = await appendEvents(
      house,
      { companyId: COMPANY, party: "company" },
      { number, lines, key: record.id, language: "en" },
    );
    const whole = performance.now() - begun;
    if (added.length !== 1) throw new Error(`${record.id} was not taken in`);
    arrived.push({ contract: index, record });
    return { whole, engine: watched.engineMs - engineBefore };
  };
  const warm = known.slice(0, WARM);
  // The coldest first: what the thread held last was computed last.
  const strangers = known.slice(WARM);
  const colds = Array.from({ length: (RUNS + WARM_UPS) * COLD_A_TURN }, (_, turn) => {
    const spread = Math.floor((turn * strangers.length) / ((RUNS + WARM_UPS) * COLD_A_TURN));
    return strangers[spread]!;
  });
  for (let turn = 0; turn < 5 * WARM; turn += 1) await arrive(warm[turn % WARM]!);
  say("contracts warm; the race begins");

  const each = { warm: [] as number[], warmEngine: [] as number[], cold: [] as number[], coldEngine: [] as number[] };
  const whole = sqlOf(root, "");
  const own = sqlOf(root, "where f.contract = $1");
  await bench.client.query(`create materialized view bench.figures as ${whole}`);
  let [warmTurn, coldTurn] = [0, 0];
  const several = async (
    list: readonly Known[],
    many: number,
    into: "warm" | "cold",
    from: number,
  ): Promise<number> => {
    const spent: number[] = [];
    for (let turn = 0; turn < many; turn += 1) {
      const { whole: ms, engine } = await arrive(list[(from + turn) % list.length]!);
      spent.push(ms);
      each[into].push(ms);
      each[`${into}Engine`].push(engine);
    }
    return quantileOf(spent, 0.5);
  };
  const runs = await race(
    {
      warm: () => several(warm, WARM_A_TURN, "warm", WARM_A_TURN * warmTurn++),
      cold: () => several(colds, COLD_A_TURN, "cold", COLD_A_TURN * coldTurn++),
      sqlAll: () => millisecondsOf(() => bench.client.query("refresh materialized view bench.figures")),
      sqlOne: async () => {
        const spent: number[] = [];
        for (const { index } of warm)
          spent.push(await millisecondsOf(() => bench.client.query({ name: "own", text: own, values: [index] })));
        return quantileOf(spent, 0.5);
      },
    },
    { warmUps: WARM_UPS },
  );
  // The warm-ups of the race are not counted.
  const warmMs = each.warm.slice(WARM_UPS * WARM_A_TURN);
  const coldMs = each.cold.slice(WARM_UPS * COLD_A_TURN);
  const engineWarm = quantileOf(each.warmEngine.slice(WARM_UPS * WARM_A_TURN), 0.5);
  const engineCold = quantileOf(each.coldEngine.slice(WARM_UPS * COLD_A_TURN), 0.5);
  await insertFacts(bench.client, arrived);
  const touched = [...warm, ...colds.filter((_, turn) => turn % 20 === 0)];
  const after = await requireEqual(root, bench, [...new Set(touched)]);
  say(`after ${arrived.length} more events: ${after} figures equal SQL's`);
  const p99 = quantileOf(warmMs, 0.99);
  return {
    id: "P2",
    title: freshness.title,
    workload: `${bench.server}, embedded, one connection at work. ${count} contracts of 15 clauses on one shared file, ${countText(events)} events of history, states of all of them kept. The command \`append-events\` takes one event (a sale, an answer, a complaint), computes the contract's clause states, findings, statements and digest and commits; it is timed from the call to its return, after which a reader sees them. Warm: ${WARM} contracts that the engine's thread holds. Cold: contracts loaded from the store with all their events. The peer's SQL has one typed row an event and gives the four measures with their windows, a part of what Fealty gives; it recomputes them for all contracts (\`refresh materialized view\`) or for the event's own contract by an index.`,
    equal: `${before} figures (n and value at 6 decimals) of ${Math.min(COMPARED, count)} contracts before and ${after} of ${new Set(touched).size} contracts after the race are those of SQL; for the same contracts the kept digest is that of a recomputation from the kept events.`,
    figures: [
      { what: `one event, contract held warm (median of ${WARM_A_TURN} in a run)`, timing: runs.warm },
      { what: `one event, contract cold (median of ${COLD_A_TURN} in a run)`, timing: runs.cold },
      { what: "SQL, figures of all contracts (refresh of a materialized view)", timing: runs.sqlAll },
      { what: `SQL, figures of one contract by its index (median of ${WARM} in a run)`, timing: runs.sqlOne },
      {
        what: `all ${warmMs.length} warm events of the 7 runs, each by itself`,
        timing: timingOf(warmMs),
        means: `p99 ${millisecondsText(p99)}`,
      },
      {
        what: `all ${coldMs.length} cold events of the 7 runs, each by itself`,
        timing: timingOf(coldMs),
        means: `p99 ${millisecondsText(quantileOf(coldMs, 0.99))}`,
      },
    ],
    ratios: [
      {
        what: "SQL for all contracts ÷ one warm event",
        value: runs.sqlAll.medianMs / runs.warm.medianMs,
        target: 250,
      },
      { what: "SQL for all contracts ÷ one cold event", value: runs.sqlAll.medianMs / runs.cold.medianMs },
      {
        what: "SQL for the one contract ÷ one warm event (the SQL gives four measures and writes nothing)",
        value: runs.sqlOne.medianMs / runs.warm.medianMs,
      },
    ],
    values: [
      { what: "warm, p50", value: millisecondsText(quantileOf(warmMs, 0.5)) },
      { what: "warm, p99", value: millisecondsText(p99), target: `≤ ${P99_MS} ms`, met: p99 <= P99_MS },
      { what: "warm, of which waiting for the engine's thread, p50", value: millisecondsText(engineWarm) },
      { what: "cold, p50", value: millisecondsText(quantileOf(coldMs, 0.5)) },
      { what: "cold, p99", value: millisecondsText(quantileOf(coldMs, 0.99)) },
      { what: "cold, of which waiting for the engine's thread, p50", value: millisecondsText(engineCold) },
      {
        what: `history taken in by one import, once`,
        value: `${millisecondsText(intakeMs)}, ${perSecondText(events, intakeMs, "events")}`,
      },
      {
        what: `states of all ${count} contracts from the store, three at a time, once`,
        value: `${millisecondsText(allMs)}, ${perSecondText(count, allMs, "contracts")}`,
      },
    ],
    notes: [
      "A thread holds 64 contracts; with events spread evenly over 10,000 contracts nearly every event is a cold one.",
    ],
  };
};
