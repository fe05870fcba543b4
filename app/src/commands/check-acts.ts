// Clauses: C1.2, A2
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { partyNamed } from "@fealty/engine/contract/members.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText, parseInstant } from "@fealty/engine/values/date.ts";
import { wordKey } from "@fealty/engine/values/text.ts";
import type { Vocabulary } from "../evaluation/protocol.ts";
import {
  type ActRun,
  addActRuns,
  addActStep,
  addUnauthorisedActs,
  keptActs,
  listUnauthorisedActs,
  readActLines,
  type UnauthorisedAct,
} from "../store/act-checks.ts";
import { readEventTextOf } from "../store/events.ts";
import { listLetters } from "../store/letters.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { actStanding, ratificationDue } from "./act-standing.ts";
import {
  ACT_KINDS,
  type ActWords,
  actOf,
  CUSTOMER_ACTS,
  type CustomerAct,
  type Judged,
  judgeAct,
} from "./customer-acts.ts";
import type { House, KnownContract } from "./house.ts";
import { keyOf, materialIn } from "./house.ts";

/** The events of a contract after one number up to another. */
export interface EventSpan {
  readonly after: number;
  readonly last: number;
}
const AT_ONCE = 5000;
/**
 * Finds which letter carries each act among the events that were just taken, keeps it, and opens a case for each act that none carries; the
 * facts stay. Without a letter that was ever active it does nothing. The contract's lock is held.
 * @returns the cases that were opened
 */
export const checkActs = async (
  house: House,
  tx: Tx,
  contract: KnownContract,
  span: EventSpan,
  now: Instant,
): Promise<Omit<UnauthorisedAct, "steps">[]> => {
  const letters = (await listLetters(tx, contract.contractId)).filter(({ activatedAt }) => activatedAt !== undefined);
  if (letters.length === 0 || span.last <= span.after) return [];
  const vocabulary = await vocabularyOf(house, tx, contract);
  const words = actWords(vocabulary);
  const { zone } = vocabulary.takeover;
  const endedAt = await endOfContract(tx, contract.contractId);
  const runs: ActRun[] = [];
  const found: Omit<UnauthorisedAct, "steps">[] = [];
  for (let { after } = span; ; ) {
    const lines = await readActLines(tx, contract.contractId, { ...span, after, kinds: ACT_KINDS, limit: AT_ONCE });
    for (const { sequence, at, line } of lines) {
      const place = { sequence, at, day: zonedText(zone, at).slice(0, 10) };
      const fields = JSON.parse(line) as Readonly<Record<string, unknown>>;
      const act = actOf(fields, place, words);
      const judged = act && judgeAct(act, letters, endedAt);
      if (!act || !judged) continue;
      addToRuns(runs, act, judged);
      if (judged.outside.length > 0) found.push(caseOf(contract.contractId, act, judged, fields, now));
    }
    if (lines.length < AT_ONCE) break;
    after = lines.at(-1)!.sequence;
  }
  await addActRuns(tx, contract.contractId, runs, now);
  await addUnauthorisedActs(tx, found);
  await followFacts(house, tx, contract, span, now);
  if (found.length === 0) return [];
  const kept = await keptActs(
    tx,
    found.map(({ actId }) => actId),
  );
  return found.filter(({ actId }) => kept.has(actId));
};
const MOST = 1_000_000;
const vocabularyOf = (house: House, tx: Tx, contract: KnownContract): Promise<Vocabulary> => {
  const key = keyOf(tx.companyId, contract);
  return house.threads.ask<"vocabulary">(key, { ask: "vocabulary" }, () => materialIn(tx, key));
};
const SPEAKING = ["ratification_demanded", "ratification_answered"] as const;
/** What facts say of a case moves it as a step does that somebody records on its page. */
const followFacts = async (
  house: House,
  tx: Tx,
  contract: KnownContract,
  span: EventSpan,
  now: Instant,
): Promise<void> => {
  const { contractId } = contract;
  const said = await readActLines(tx, contractId, { ...span, kinds: SPEAKING, limit: MOST });
  if (said.length === 0) return;
  const cases = new Map((await listUnauthorisedActs(tx, { contractId, limit: MOST })).map((one) => [one.code, one]));
  for (const { at, line } of said) {
    const { kind, act, ratified, id } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const known = cases.get(String(act));
    const step = kind === SPEAKING[0] ? "demanded" : ratified === true ? "ratified" : "refused";
    if (!known || known.steps.some((one) => one.kind === step) || actStanding(known, at) === "silence") continue;
    const dueAt =
      step === "demanded" ? await ratificationDue(house, tx, contract, { code: known.code, at, now }) : undefined;
    const told = { kind: step, at, dueAt, words: String(id), recordedAt: Math.max(now, at) as Instant } as const;
    await addActStep(tx, known, { stepId: newUuid(), ...told });
    cases.set(known.code, { ...known, steps: [...known.steps, told] });
  }
};
/** How a contract names its words and its parties. */
export const actWords = ({ words, parties }: Pick<Vocabulary, "words" | "parties">): ActWords => ({
  wordOf: (kind, field, written) => words.get(`${kind}.${field}`)?.of.get(wordKey(written)) ?? wordKey(written),
  isOthers: (by) => (partyNamed(parties, by) ?? "agent") !== "agent",
});
/** When a contract ended, as its events say; undefined while it runs. */
export const endOfContract = async (tx: Tx, contractId: string): Promise<Instant | undefined> => {
  const text = await readEventTextOf(tx, contractId, ["ended", "retracted"]);
  const events = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Readonly<Record<string, string>>);
  const retracted = new Set(events.filter(({ kind }) => kind === "retracted").map(({ target }) => target));
  const ends = events
    .filter(({ kind, id }) => kind === "ended" && !retracted.has(id))
    .flatMap(({ arrived, at }) => parseInstant(arrived ?? at ?? "") ?? []);
  return ends.sort((a, b) => a - b)[0];
};
const addToRuns = (runs: ActRun[], { sequence }: CustomerAct, { letterId, outside }: Judged): void => {
  const last = runs.at(-1);
  if (last && outside.length === 0 && last.outside.length === 0 && last.letterId === letterId)
    runs[runs.length - 1] = { ...last, last: sequence, acts: last.acts + 1 };
  else runs.push({ first: sequence, last: sequence, acts: 1, letterId, outside });
};
const caseOf = (
  contractId: string,
  act: CustomerAct,
  { letterId, outside }: Judged,
  fields: Readonly<Record<string, unknown>>,
  openedAt: Instant,
): Omit<UnauthorisedAct, "steps"> => ({
  contractId,
  actId: newUuid(),
  // A fact that names its act is followed under that name in the contract as well.
  code: act.kind === "authority_act" && typeof fields.act === "string" ? fields.act : `YQ-${act.sequence}`,
  sequence: act.sequence,
  sourceId: act.sourceId,
  kind: act.kind,
  at: act.at,
  matter: act.matter,
  customer: act.customer,
  letterId,
  outside,
  openedAt,
});
/**
 * The check, and what the contract is told of it: an act outside that the agent did and that does not say so itself comes in as
 * `authority_act`, so that the contract's own rules of annex A2 see it. What the engine then finds waits for a person's decision as ever.
 */
export const checkAndTell = async <Taken>(
  house: House,
  tx: Tx,
  contract: KnownContract,
  span: EventSpan,
  {
    now,
    take,
  }: {
    readonly now: Instant;
    /** Takes lines of the house into the contract. */
    readonly take: (lines: string) => Promise<Taken>;
  },
): Promise<Taken | undefined> => {
  const opened = await checkActs(house, tx, contract, span, now);
  const lines = opened
    .filter(({ kind }) => kind !== "authority_act" && CUSTOMER_ACTS[kind]?.byCompany !== true)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ code, at, matter, customer }) =>
      JSON.stringify({
        id: `unauthorised/${code}`,
        kind: "authority_act",
        at: instantText(at, 0),
        act: code,
        scope: matter,
        within: false,
        ...(customer === undefined ? {} : { customer }),
      }),
    );
  return lines.length === 0 ? undefined : take(lines.join("\n"));
};
