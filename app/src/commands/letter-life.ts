// Clauses: C1.2, A2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { lockContractNumbered } from "../store/contracts.ts";
import type { Letter, LetterContent } from "../store/letters.ts";
import type { Tx } from "../store/transaction.ts";
import { sha256 } from "../world.ts";
import type { Caller, Verb } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { announceChanges, companyNow, contractNumbered, type House, type KnownContract } from "./house.ts";
import { Refusal } from "./refusal.ts";
import { type ContractEvent, contractTeller } from "./tell-contract.ts";

export const STANDINGS = [
  "draft",
  "discarded",
  "not_yet",
  "valid",
  "expired",
  "ended",
  "replaced",
  "contract_ended",
] as const;
export type Standing = (typeof STANDINGS)[number];
/** What a letter is on a day. */
export const standingOf = (letter: Letter, day: string, contractEnded: boolean): Standing => {
  if (letter.endGround === "discarded") return "discarded";
  if (letter.activatedAt === undefined) return "draft";
  if (letter.endGround === "replaced") return "replaced";
  if (letter.endGround !== undefined) return "ended";
  if (contractEnded) return "contract_ended";
  if (day < letter.fromOn!) return "not_yet";
  return day > letter.untilOn! ? "expired" : "valid";
};
/** What stands in it, in one form: its hash is what the record keeps. */
export const letterDigest = (number: string, version: number, content: LetterContent): string =>
  sha256(
    JSON.stringify([
      number,
      version,
      content.agentName,
      content.matters,
      content.powers,
      content.amountLimit ?? null,
      content.territory,
      content.territories,
      content.products,
      content.productCodes,
      content.fromOn,
      content.untilOn,
      content.signedBy,
      content.signedOn,
      content.form,
    ]),
  );
/** What a change of a contract's letters works with. */
export interface Changing {
  readonly tx: Tx;
  readonly contract: KnownContract;
  /** The company's present moment. */
  readonly now: Instant;
  /** Takes an event of the company into the contract, where the contract's own text knows the kind; returns whether it does. */
  readonly tellContract: (event: ContractEvent) => Promise<boolean>;
  /** Leaves a line of what the contract's record does not keep: a draft is nothing between the parties. */
  readonly tellOfDraft: (
    letter: { readonly number: string; readonly version: number },
    detail: { readonly sha256: string } | { readonly outcome: "discarded" },
  ) => Promise<void>;
}
/**
 * One change of a contract's letters, under its lock and once for its key; what it tells the contract counts at once.
 * Refusals: `not_permitted`, `no_such_contract`, `key_reused`, those of `work`.
 */
export const changeLetters = async <Answer>(
  house: House,
  caller: Caller,
  verb: Verb,
  given: Keyed & { readonly number: string },
  work: (changing: Changing) => Promise<Answer>,
): Promise<Answer> => {
  const { number } = given;
  let touched: string | undefined;
  // A thread may have counted events that are now rolled back.
  const forget = (): void => {
    if (touched !== undefined) house.threads.drop({ companyId: caller.companyId, contractId: touched });
    touched = undefined;
  };
  try {
    const answer = await doOnce(house, caller, verb, given, async ({ tx, tell }) => {
      forget();
      await lockContractNumbered(tx, number);
      const contract = await contractNumbered(tx, number);
      const now = await companyNow(house, tx);
      const touch = (contractId: string): void => {
        touched = contractId;
      };
      const tellContract = contractTeller(house, tx, contract, { key: given.key, now, by: caller.party, touch });
      const tellOfDraft = (letter: { readonly number: string; readonly version: number }, detail: object) =>
        tell({ subjectKind: "contract", subjectId: contract.contractId, detail: { letter, ...detail } });
      return work({ tx, contract, now, tellContract, tellOfDraft });
    });
    if (touched !== undefined) await announceChanges(house, caller.companyId, [touched]);
    return answer;
  } catch (error) {
    forget();
    throw error;
  }
};
export const letterNotOpen = (zh: string, en: string): Refusal => new Refusal("already_decided", { zh, en });
/** Two people do this: the machine itself is none. Refusal: `not_signed_in`. */
export const personOf = ({ actor }: Caller): string => {
  if (actor) return actor.personId;
  throw new Refusal("not_signed_in", {
    zh: "须由登录的人办理，命令行不能代办。",
    en: "Somebody who is signed in does this; the machine itself cannot.",
  });
};
