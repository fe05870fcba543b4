// Clauses: C1.2, A2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { countActs, listOwnDealings, listUnauthorisedActs, type UnauthorisedAct } from "../store/act-checks.ts";
import { readContract } from "../store/contracts.ts";
import { findLetter, type Letter, listDraftLetters, listLetters } from "../store/letters.ts";
import { listPeople, type Person } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, authoriseFor, type Caller, relationOf } from "./access.ts";
import { actStanding } from "./act-standing.ts";
import { endOfContract } from "./check-acts.ts";
import { companyDay } from "./company-day.ts";
import { disclosedTo } from "./disclosed-customers.ts";
import { noSuchThing } from "./form-faults.ts";
import { companyNow, contractNumbered, type House, type KnownContract } from "./house.ts";
import { standingOf } from "./letter-life.ts";

type Names = ReadonlyMap<string, Person>;
const namesIn = async (tx: Tx): Promise<Names> => new Map((await listPeople(tx)).map((one) => [one.personId, one]));
const toldLetter = (letter: Letter, day: string, ended: boolean, names: Names, self: string | undefined) => {
  const { contractId: _, preparedBy, activatedBy, endedBy, ...told } = letter;
  return {
    ...told,
    standing: standingOf(letter, day, ended),
    /** Names; null where the machine itself did it, or nobody yet. */
    preparedBy: names.get(preparedBy ?? "")?.name ?? null,
    activatedBy: names.get(activatedBy ?? "")?.name ?? null,
    endedBy: names.get(endedBy ?? "")?.name ?? null,
    /** Whoever asks wrote it last, and another person puts it in force. */
    own: preparedBy !== undefined && (names.get(preparedBy)?.mergedIntoId ?? preparedBy) === self,
  };
};
/** What is known of it then: in a demonstration whose clock went back, what came later is not yet. */
const asOf = (act: UnauthorisedAct, now: Instant): UnauthorisedAct => ({
  ...act,
  steps: act.steps.filter(({ at }) => at <= now),
});
const toldAct = (whole: UnauthorisedAct, now: Instant) => {
  const { contractId: _, steps, letterId: __, ...told } = asOf(whole, now);
  const act = { steps };
  return {
    ...told,
    standing: actStanding(act, now),
    dueAt: steps.find(({ kind }) => kind === "demanded")?.dueAt ?? null,
    steps: steps.map(({ actorPersonId: ___, ...step }) => step),
  };
};
/** To an intermediary of a customer who did not consent to it (PIPL 23) neither who it is nor what was said, nor an event that would tell. */
const withoutPerson = (act: ReturnType<typeof toldAct>, disclosed: ReadonlySet<string> | undefined) => {
  if (disclosed === undefined || (act.customer !== undefined && disclosed.has(act.customer))) return act;
  const { customer: _, ...rest } = act;
  return { ...rest, sourceId: "", steps: act.steps.map((step) => ({ ...step, words: "" })) };
};
const seen = async (house: House, caller: Caller, work: (tx: Tx) => Promise<KnownContract>) => {
  authorise(caller, "read-letters");
  const options = { ...relationOf(caller, "read-letters"), snapshot: true };
  return house.store.withCompany(caller.companyId, options, async (tx) => {
    const contract = await work(tx);
    // An intermediary's own transaction sees no consents.
    const disclosed =
      caller.party === "intermediary" ? await disclosedTo(house, caller.companyId, contract) : undefined;
    authoriseFor(caller, contract);
    const { contractId, number, agentName, companyName, status, term, title, agentPersonId } = contract;
    const now = await companyNow(house, tx);
    const day = await companyDay(house, tx);
    const ended = status === "ended" || (await endOfContract(tx, contractId)) !== undefined;
    const names = await namesIn(tx);
    const letters = (await listLetters(tx, contractId)).map((one) =>
      toldLetter(one, day, ended, names, caller.actor?.personId),
    );
    const counts = await countActs(tx, contractId);
    return {
      now,
      day,
      contract: { number, agentName, companyName, title, term, agentPersonId },
      letters: letters.map((one) => ({
        ...one,
        acts: counts.find(({ letterId }) => letterId === one.letterId)?.inside ?? 0,
      })),
      /** No letter was ever active here: acts are not held against any. */
      kept: letters.some(({ activatedAt }) => activatedAt !== undefined),
      outside: counts.reduce((sum, one) => sum + one.outside, 0),
      acts: (await listUnauthorisedActs(tx, { contractId, until: now })).map((act) =>
        withoutPerson(toldAct(act, now), disclosed),
      ),
      ownDealings: (await listOwnDealings(tx, contractId))
        .filter(({ customer }) => disclosed?.has(customer) ?? true)
        .map(({ customer, ground, words, recordedAt }) => ({
          customer,
          ground,
          words,
          recordedAt,
        })),
    };
  });
};
/** The letters of a contract, what lies outside of them, and consents to own dealing. Refusals: `not_permitted`, `no_such_contract`. */
export const readLetters = (house: House, caller: Caller, number: string) =>
  seen(house, caller, (tx) => contractNumbered(tx, number));
/** One letter with its contract. Refusals: `not_permitted`, `no_such_thing`. */
export const readLetter = async (house: House, caller: Caller, letterId: string) => {
  const { letters, contract, now, day } = await seen(house, caller, async (tx) => {
    const letter = await findLetter(tx, letterId);
    if (!letter) throw noSuchThing("letter", letterId);
    return readContract(tx, letter.contractId);
  });
  const letter = letters.find((one) => one.letterId === letterId);
  if (!letter) throw noSuchThing("letter", letterId);
  /** Where anybody asks whether it is good; absent: where the page itself stands. */
  const publicUrl = house.delivery?.publicUrl;
  return { letter, contract, now, day, ...(publicUrl === undefined ? {} : { publicUrl }) };
};
export type LettersRead = Awaited<ReturnType<typeof readLetters>>;
export type LetterRead = Awaited<ReturnType<typeof readLetter>>;

/** What waits in letters, for the company's day: drafts for a second person, and acts outside that nobody has settled. */
export const waitingLetters = async (
  tx: Tx,
  now: Instant,
  numbers: ReadonlyMap<string, { readonly number: string; readonly agentName: string }>,
  most: number,
) => {
  const named = <One extends { readonly contractId: string }>(one: One) => {
    const { number = "", agentName = "" } = numbers.get(one.contractId) ?? {};
    return { contract: number, agentName };
  };
  const acts = await listUnauthorisedActs(tx, { open: true, until: now, limit: most });
  return {
    letterDrafts: (await listDraftLetters(tx)).slice(0, most).map((one) => ({
      ...named(one),
      letterId: one.letterId,
      number: one.number,
      version: one.version,
      preparedAt: one.preparedAt,
    })),
    unauthorisedActs: acts
      .map((act) => ({ act, ...toldAct(act, now) }))
      .filter(({ standing }) => standing !== "silence")
      .sort((a, b) => (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER))
      .map(({ act, standing, dueAt }) => ({
        ...named(act),
        code: act.code,
        kind: act.kind,
        at: act.at,
        outside: [...act.outside],
        standing: standing as "open" | "demanded",
        dueAt,
      })),
  };
};
