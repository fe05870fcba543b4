// Clauses: C6.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText } from "@fealty/engine/values/date.ts";
import { LICENCE_FACTS } from "../evaluation/licence-facts.ts";
import type { LoadedHead } from "../evaluation/loaded-head.ts";
import { lockContractNumbered } from "../store/contracts.ts";
import { readEventsById } from "../store/events.ts";
import { contractsMaybeAsking, type LicenceVersion, listLicences } from "../store/licences.ts";
import { listPeople } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { appendIn } from "./append-events.ts";
import { companyNow, contractNumbered, type House, headOfFiles, type KnownContract } from "./house.ts";
import { isSameName } from "./name-match.ts";

/** A version of a licence, with its holder's code and name: a member of a team is called by both in the contract. */
export interface HeldLicence extends LicenceVersion {
  readonly code: string;
  readonly name: string;
}
export interface TellingLicences {
  /** Told before a contract's counters move: a thread may then have counted what is rolled back. */
  readonly touch: (contractId: string) => void;
  readonly progress?: ((done: number, of: number) => void) | undefined;
}
/**
 * Tells the latest versions of licences to every contract that asks one of their holders for it, as its agent or as a member of its team, each
 * contract in one go. What a contract was told before is corrected or retracted, so that nothing of the past is rewritten.
 */
export const tellLicences = async (
  house: House,
  tx: Tx,
  licences: readonly HeldLicence[],
  { touch, progress }: TellingLicences,
): Promise<number> => {
  const numbers = await contractsMaybeAsking(tx, licences);
  let told = 0;
  for (const [done, number] of numbers.entries()) {
    progress?.(done, numbers.length);
    await lockContractNumbered(tx, number);
    if (await tellContract(house, tx, await contractNumbered(tx, number), licences, touch)) told += 1;
  }
  return told;
};
/** The same for one contract, which is locked or comes in now. Returns whether it asks and there was something to tell. */
export const tellContract = async (
  house: House,
  tx: Tx,
  contract: KnownContract,
  licences: readonly HeldLicence[],
  touch: (contractId: string) => void,
): Promise<boolean> => {
  const { licensed } = await headOfFiles(house, tx, contract);
  if (licensed === undefined) return false;
  const places = licences.flatMap((one) => [undefined, one.code].map((member) => ({ one, member })));
  const bases = places.map(({ one, member }) => factId(one, member));
  const known = new Set((await readEventsById(tx, contract.contractId, bases)).map(({ sourceId }) => sourceId));
  // What a contract was told it is told the rest of too, though the holder is called otherwise since.
  const holders = places.filter(
    ({ one, member }) => known.has(factId(one, member)) || isCalled(contract, licensed, one, member),
  );
  const now = await companyNow(house, tx);
  const lines = holders.flatMap(({ one, member }) => factOf(one, member, known, now));
  if (lines.length === 0) return false;
  touch(contract.contractId);
  const request = { number: contract.number, lines: lines.join("\n"), key: "", language: "zh" } as const;
  await appendIn(house, tx, contract, { by: "company", now, register: true }, request);
  return true;
};
/**
 * Whether a contract knows somebody as itself the agent (undefined), or as this member. Ids of members are the file's own and may by chance be a
 * stranger's code, so the name has to be the same; whoever leads a team holds its contract for a while and is not itself the agent.
 */
const isCalled = (
  { agentPersonId, agentTeamId }: KnownContract,
  members: NonNullable<LoadedHead["licensed"]>,
  { personId, name }: HeldLicence,
  member: string | undefined,
): boolean =>
  member === undefined
    ? agentTeamId === undefined && agentPersonId === personId
    : members.some((one) => one.id === member && isSameName(one.name, name));
const factId = ({ licenceId }: LicenceVersion, member: string | undefined): string =>
  `${LICENCE_FACTS}${licenceId}${member === undefined ? "" : `/${member}`}`;
const factOf = (one: HeldLicence, member: string | undefined, known: ReadonlySet<string>, now: Instant): string[] => {
  const id = factId(one, member);
  const at = instantText(now, 0);
  const { number: licence, insurer, fromOn: from, beforeOn, version, takenBack, reason } = one;
  const later = `${id}/v${version}`;
  if (!known.has(id)) {
    // What was taken back before the contract came never held.
    if (takenBack) return [];
    const before = beforeOn === undefined ? {} : { before: beforeOn };
    const own = member === undefined ? {} : { member };
    return [JSON.stringify({ id, kind: "licence_recorded", at, licence, from, ...before, ...own, insurer })];
  }
  if (version === 1) return [];
  if (takenBack) return [JSON.stringify({ id: later, kind: "retracted", at, target: id, reason })];
  // An end that is taken away is said too: what a correction leaves out stays as it was.
  const fields = { licence, from, before: beforeOn ?? null, insurer };
  return [JSON.stringify({ id: later, kind: "corrected", at, target: id, fields })];
};
/** All licences with the codes of their holders. */
export const heldLicences = async (tx: Tx): Promise<HeldLicence[]> => {
  const people = new Map((await listPeople(tx)).map((one) => [one.personId, one]));
  return (await listLicences(tx)).map((one) => {
    const { code = "", name = "" } = people.get(one.personId) ?? {};
    return { ...one, code, name };
  });
};
