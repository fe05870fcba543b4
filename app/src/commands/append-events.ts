// Clauses: C7.1, N2

import { describeWarning } from "@fealty/engine/messages/warning.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText } from "@fealty/engine/values/date.ts";
import { problemView } from "@fealty/engine/views/sentences.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import type { Intaking } from "../evaluation/intake.ts";
import type { ReadEvent } from "../evaluation/read-events.ts";
import { correctedIn, takePersons } from "../evaluation/take-person.ts";
import { findContract, lockContractNumbered } from "../store/contracts.ts";
import {
  appendEvents as appendToStore,
  readEventsById,
  type SourceConflict,
  type StoredEvent,
} from "../store/events.ts";
import { once } from "../store/idempotency.ts";
import { type GivenEvent, standElsewhere } from "../store/other-contracts.ts";
import type { Tx } from "../store/transaction.ts";
import { actorOf, authorise, authoriseFor, type Caller, houseActor, relationOf } from "./access.ts";
import { checkAndTell } from "./check-acts.ts";
import { computeState } from "./compute-state.ts";
import {
  announceChanges,
  companyNow,
  contractNumbered,
  type House,
  type KnownContract,
  keyOf,
  materialIn,
} from "./house.ts";
import { otherContractWords } from "./other-contract-words.ts";
import { dealingsIn, type OwnDealingFound } from "./own-dealing.ts";
import { Refusal } from "./refusal.ts";
import { registerTold } from "./register-told.ts";
import { isStoreRefusal } from "./store-refusal.ts";

export interface AppendRequest {
  readonly number: string;
  /** NDJSON: one event a line. Without `recorded_at`: the house sets it. */
  readonly lines: string;
  /** Drawn by the caller; the same key is the same call. */
  readonly key: string;
  readonly language: "zh" | "en";
}
export interface Appended {
  readonly added: readonly string[];
  readonly repeated: readonly string[];
  readonly sequence: number;
  readonly digest: string | null;
  readonly nextChangeAt: number | null;
  /** What was taken and will not count as it seems meant, with its place. */
  readonly warnings: readonly ProblemView[];
}

/**
 * Takes events into one contract, all or none, and computes what it is now: the answer comes when both are kept.
 * Refusals: `not_for_this_party`, `no_such_contract`, `events_refused` with every mistake, `source_id_conflict`, `key_reused`.
 */
export const appendEvents = async (house: House, caller: Caller, request: AppendRequest): Promise<Appended> => {
  authorise(caller, "append-events");
  const dealings = await dealingsIn(house, caller.companyId, request);
  let drop: (() => void) | undefined;
  let changed: string | undefined;
  try {
    const appended = await house.store.withCompany(
      caller.companyId,
      { ...relationOf(caller, "append-events"), idempotent: true, by: actorOf(house, caller, "append-events") },
      async (tx) => {
        // Done once more: what the first try counted was rolled back.
        drop?.();
        const { text: lines, told } = await taken(tx, request);
        const call = {
          command: "append-events",
          key: request.key,
          request: JSON.stringify([request.number, lines]),
          personId: caller.personId,
          at: house.now(),
        };
        changed = undefined;
        const { answer } = await once(tx, call, async () => {
          await lockContractNumbered(tx, request.number);
          const contract = await contractNumbered(tx, request.number);
          authoriseFor(caller, contract);
          const { contractId } = contract;
          drop = () => house.threads.drop({ companyId: tx.companyId, contractId });
          changed = contractId;
          const intake = { by: caller.party, now: await companyNow(house, tx) };
          const done = await appendAndCheck(house, tx, contract, intake, { ...request, lines }, dealings);
          const fresh = new Set(done.added);
          const news = told.filter(({ sourceId }) => fresh.has(sourceId));
          await registerTold(house, tx, news, caller.personId);
          return done;
        });
        return answer;
      },
    );
    if (changed !== undefined && appended.added.length > 0) await announceChanges(house, caller.companyId, [changed]);
    return appended;
  } catch (error) {
    drop?.();
    throw error;
  }
};
/** The lines without who customers are, and what they said of that. */
const taken = async (tx: Tx, { number, lines }: AppendRequest) => {
  const targets = correctedIn(lines);
  const contract = targets.length === 0 ? undefined : await findContract(tx, number);
  const kept = contract === undefined ? [] : await readEventsById(tx, contract.contractId, targets);
  return takePersons(
    lines,
    new Map(kept.map(({ sourceId, line }) => [sourceId, JSON.parse(line) as Readonly<Record<string, unknown>>])),
  );
};
/** The same within a transaction that holds the contract's lock, with the check of acts against the letters of the contract. */
export const appendAndCheck = async (
  house: House,
  tx: Tx,
  contract: KnownContract,
  intake: Intaking,
  request: AppendRequest,
  dealings: readonly OwnDealingFound[] = [],
): Promise<Appended> => {
  const done = await appendIn(house, tx, contract, intake, request, dealings);
  const { sequence: last, added } = done;
  const grown = { ...contract, eventSequence: last };
  const told = await checkAndTell(
    house,
    tx,
    grown,
    { after: last - added.length, last },
    {
      now: intake.now,
      // What the house finds it says itself, whoever brought the fact.
      take: (lines) =>
        appendIn(
          house,
          { ...tx, by: houseActor(house, "check-acts") },
          grown,
          { by: "company", now: intake.now },
          { ...request, lines },
        ),
    },
  );
  if (told === undefined) return done;
  const { sequence, digest, nextChangeAt } = told;
  return { ...done, sequence, digest, nextChangeAt };
};
/** The facts alone. */
export const appendIn = async (
  house: House,
  tx: Tx,
  contract: Awaited<ReturnType<typeof contractNumbered>>,
  intake: Intaking,
  { number, lines, language }: AppendRequest,
  dealings: readonly OwnDealingFound[] = [],
): Promise<Appended> => {
  const key = keyOf(tx.companyId, contract);
  const { now } = intake;
  const question = { ask: "read", name: number, text: lines, language, intake } as const;
  const { events, problems, refused } = await house.threads.ask<"read">(key, question, () => materialIn(tx, key));
  const errors = problems.filter(({ severity }) => severity === "error");
  const { contractId, eventSequence } = contract;
  const kept = await readEventsById(
    tx,
    contractId,
    events.map(({ sourceId }) => sourceId).filter((id) => !id.includes("\0")),
  );
  const known = new Set(kept.map(({ sourceId }) => sourceId));
  const intaken = [...refused, ...dealings]
    .filter(({ sourceId }) => !known.has(sourceId))
    .map(({ problem }) => problem);
  const wrong = [...errors, ...datedAnew(events, known, { file: number, language }), ...intaken];
  if (wrong.length > 0) throw eventsRefused(wrong);
  const stamped = stamp(events, kept, now);
  const options = { receivedAt: now, known: { eventSequence, kept } };
  const { added, repeated, before, last } = await appendToStore(tx, contractId, stamped, options).catch(
    (problem: unknown) => {
      throw withLines(problem, events, { file: number, language });
    },
  );
  const odd = problems.filter(({ severity }) => severity !== "error");
  if (added.length === 0) return { added, repeated, sequence: last, digest: null, nextChangeAt: null, warnings: odd };
  const fresh = new Set(added);
  const facts = stamped.filter(({ sourceId }) => fresh.has(sourceId)).map(({ line }) => line);
  const grown = { ...contract, eventSequence: last };
  const more = { after: before, facts: [...new Set(facts)].join("\n") };
  const { state, warnings } = await computeState(house, tx, grown, now, more, added);
  const { digest, nextChangeAt } = state;
  const lineOf = new Map(events.map(({ sourceId, lineNumber }) => [sourceId, lineNumber]));
  const told = warnings.map(
    (one): ProblemView => ({
      file: number,
      line: lineOf.get(one.args.event ?? "") ?? 1,
      column: 1,
      severity: "warning",
      code: one.code,
      what: describeWarning(one, language),
    }),
  );
  const twice = await inOtherContracts(
    tx,
    events
      .filter(({ sourceId }) => fresh.has(sourceId))
      .map(({ lineNumber: row, sourceId, kind, at }) => ({ contractId, row, sourceId, kind, at: at as Instant })),
    { file: number, language },
  );
  return { added, repeated, sequence: last, digest, nextChangeAt, warnings: [...odd, ...told, ...twice] };
};
/** Events that other contracts have too: they count in each, and whoever sent them is told where else they stand. */
const inOtherContracts = async (
  tx: Tx,
  given: readonly GivenEvent[],
  { file, language }: { readonly file: string; readonly language: "zh" | "en" },
): Promise<ProblemView[]> => {
  const others = await standElsewhere(tx, given);
  const [first] = others;
  if (first === undefined) return [];
  const { sourceId } = first;
  const contracts = otherContractWords(others, language);
  const what =
    language === "zh"
      ? `有的事件（如 ${sourceId}）也在别的合同里，合同及个数：${contracts}。各合同都会计一次；记错合同的，请撤回其中一份的。`
      : `Events (such as ${sourceId}) stand in other contracts too; contracts and how many: ${contracts}. They count once in each; retract them in the contract where they are wrong.`;
  const line = given.find((one) => one.sourceId === sourceId)?.row ?? 1;
  return [{ file, line, column: 1, severity: "warning", code: "in_other_contract", what }];
};
const eventsRefused = (problems: Refusal["problems"]): Refusal =>
  new Refusal(
    "events_refused",
    {
      zh: `有 ${problems.length} 处错误，全部没有写入。请按所列的行和列改正后再送一次。`,
      en: `${problems.length === 1 ? "There is one mistake" : `There are ${problems.length} mistakes`} and nothing was written. Mend the lines and columns listed and send it again.`,
    },
    { count: problems.length },
    problems,
  );
/** When the house learned of an event is for the house to say (contract-format §9 Life): a line may only repeat what it said. */
const datedAnew = (
  events: readonly ReadEvent[],
  known: ReadonlySet<string>,
  { file, language }: { readonly file: string; readonly language: "zh" | "en" },
): ProblemView[] =>
  events
    .filter(({ dated, sourceId }) => dated && !known.has(sourceId))
    .map(({ sourceId: id, lineNumber: line }) =>
      problemView(
        { code: "fact_recorded_given", severity: "error", place: { file, line, column: 1 }, args: { id } },
        language,
      ),
    );
/** The store tells ids that two lines claim; whoever sent them looks for lines. */
const withLines = (
  problem: unknown,
  events: readonly ReadEvent[],
  { file, language }: { readonly file: string; readonly language: "zh" | "en" },
): unknown => {
  if (!isStoreRefusal(problem) || problem.code !== "source_id_conflict") return problem;
  const conflicts = problem.args.conflicts as readonly SourceConflict[];
  const problems = conflicts.flatMap(({ sourceId: id }) => {
    const line = events.findLast(({ sourceId }) => sourceId === id)?.lineNumber ?? 1;
    const code = "fact_id_kept_otherwise";
    return problemView({ code, severity: "error", place: { file, line, column: 1 }, args: { id } }, language);
  });
  return new Refusal("source_id_conflict", problem.text, problem.args, problems);
};
/** A line that is there already gets the moment it has, so that a repeat is the same line. */
const stamp = (
  events: readonly ReadEvent[],
  kept: readonly StoredEvent[],
  now: Instant,
): (Omit<ReadEvent, "at" | "recordedAt"> & { at: Instant; recordedAt: Instant })[] => {
  const known = new Map(kept.map((event) => [event.sourceId, event]));
  return events.map((event) => {
    const at = event.at as Instant;
    if (event.dated) return { ...event, at, recordedAt: event.recordedAt as Instant };
    const before = known.get(event.sourceId);
    const recordedAt = before?.recordedAt ?? now;
    // What came in with the contract says nothing of when it was learned.
    if (before?.line === event.line) return { ...event, at, recordedAt };
    const line = event.line.replace(/\s*\}\s*$/, `,"recorded_at":"${instantText(recordedAt, 0)}"}`);
    return { ...event, at, recordedAt, line };
  });
};
