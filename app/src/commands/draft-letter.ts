// Clauses: C1.2, A2
import { parseDay } from "@fealty/engine/values/date.ts";
import {
  addLetter,
  endLetterRow,
  findLetter,
  type Letter,
  type LetterContent,
  listLetters,
  rewriteDraft,
} from "../store/letters.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { type Caller, doerOf } from "./access.ts";
import { MATTERS } from "./customer-acts.ts";
import type { Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House, KnownContract } from "./house.ts";
import { changeLetters, letterDigest, letterNotOpen } from "./letter-life.ts";

export interface LetterGiven extends Keyed, LetterContent {
  /** Of the contract. */
  readonly number: string;
  /** A draft that is written anew. */
  readonly letterId?: string | undefined;
  /** The number of a new letter; of a further version that of the one it replaces. */
  readonly letterNumber: string;
}
/**
 * Writes a draft of a letter, or writes one anew. A number that the contract has already makes a further version, which replaces the present
 * one once it is active. What is still missing may be missing: it is asked for when the letter is to be active.
 * Refusals: `not_permitted`, `no_such_contract`, `no_such_thing`, `already_decided`, `form_refused`, `key_reused`.
 */
export const draftLetter = (house: House, caller: Caller, given: LetterGiven): Promise<{ readonly letterId: string }> =>
  changeLetters(house, caller, "draft-letter", given, async ({ tx, contract, now, tellOfDraft }) => {
    const before = given.letterId === undefined ? undefined : await letterIn(tx, contract, given.letterId);
    if (before && (before.activatedAt !== undefined || before.endedAt !== undefined))
      throw letterNotOpen("只有草稿可以修改。", "Only a draft is written anew.");
    const faults = new FormFaults();
    const content = checkedContent(given, contract, faults);
    const letterNumber = before?.number ?? faults.text("letterNumber", given.letterNumber, 40);
    const versions = (await listLetters(tx, contract.contractId)).filter(({ number }) => number === letterNumber);
    if (!before && versions.some((one) => one.activatedAt === undefined && one.endedAt === undefined))
      faults.add(
        "letterNumber",
        `授权书 ${letterNumber} 已有一份草稿，请改那一份。`,
        `There is a draft of the letter ${letterNumber} already; write that one anew.`,
      );
    faults.refuse();
    const by = doerOf(caller);
    const digestOf = (version: number) => ({ sha256: letterDigest(letterNumber, version, content) });
    if (before) {
      await rewriteDraft(tx, before.letterId, content, { at: now, by });
      await tellOfDraft({ number: letterNumber, version: before.version }, digestOf(before.version));
      return { letterId: before.letterId };
    }
    const letterId = newUuid();
    const version = Math.max(0, ...versions.map((one) => one.version)) + 1;
    const own = { contractId: contract.contractId, letterId, number: letterNumber, version };
    await addLetter(tx, { ...content, ...own, preparedAt: now, preparedBy: by });
    await tellOfDraft({ number: letterNumber, version }, digestOf(version));
    return { letterId };
  });
export interface LetterNamed extends Keyed {
  /** Of the contract. */
  readonly number: string;
  readonly letterId: string;
}
/** A draft is given up. Refusals: as above. */
export const discardLetter = (
  house: House,
  caller: Caller,
  given: LetterNamed,
): Promise<{ readonly letterId: string }> =>
  changeLetters(house, caller, "draft-letter", given, async ({ tx, contract, now, tellOfDraft }) => {
    const letter = await letterIn(tx, contract, given.letterId);
    if (letter.activatedAt !== undefined || letter.endedAt !== undefined)
      throw letterNotOpen("只有草稿可以作废。", "Only a draft is given up.");
    await endLetterRow(tx, letter.letterId, { at: now, by: doerOf(caller), ground: "discarded" });
    await tellOfDraft({ number: letter.number, version: letter.version }, { outcome: "discarded" });
    return { letterId: letter.letterId };
  });
/** A letter of that contract, locked. Refusal: `no_such_thing`. */
export const letterIn = async (tx: Tx, { contractId }: KnownContract, letterId: string): Promise<Letter> => {
  const letter = await findLetter(tx, letterId, true);
  if (letter?.contractId === contractId) return letter;
  throw noSuchThing("letter", letterId);
};
const MOST_TEXT = 2000;
const MOST_NAMES = 100;
/** Every fault of what was given is added; what is missing is none yet. */
const checkedContent = (given: LetterGiven, { term }: KnownContract, faults: FormFaults): LetterContent => {
  const optional = (field: string, text: string, most: number): string =>
    text.trim() === "" ? "" : faults.text(field, text, most);
  const both = (field: "powers" | "territory" | "products") => ({
    zh: optional(`${field}.zh`, given[field].zh, MOST_TEXT),
    en: optional(`${field}.en`, given[field].en, MOST_TEXT),
  });
  const names = (field: "territories" | "productCodes"): string[] => {
    const list = [...new Set(given[field].map((one) => one.normalize("NFC").trim()).filter((one) => one !== ""))];
    if (list.length > MOST_NAMES) faults.add(field, `最多 ${MOST_NAMES} 项。`, `There may be ${MOST_NAMES} at most.`);
    return list.map((one) => faults.text(field, one, 100));
  };
  const matters = MATTERS.filter((one) => given.matters.includes(one));
  if (given.matters.some((one) => !(MATTERS as readonly string[]).includes(one)))
    faults.add("matters", "请从列出的事项中选择。", "Choose among the matters listed.");
  const limit = given.amountLimit?.trim() || undefined;
  if (limit !== undefined && !(/^\d{1,15}(\.\d{1,4})?$/.test(limit) && Number(limit) > 0))
    faults.add("amountLimit", "请写大于零的金额，例如 50000.00。", "Write an amount above zero, such as 50000.00.");
  const dayOf = (field: "fromOn" | "untilOn" | "signedOn"): string | undefined => {
    const day = given[field];
    if (day === undefined || day === "") return undefined;
    faults.day(field, day);
    if (field !== "signedOn" && parseDay(day) !== undefined && (day < term.from || day > term.until))
      faults.add(
        field,
        `授权期限须在合同期限（${term.from} 至 ${term.until}）之内。`,
        `The authority lies within the contract’s term (${term.from} to ${term.until}).`,
      );
    return day;
  };
  const [fromOn, untilOn, signedOn] = [dayOf("fromOn"), dayOf("untilOn"), dayOf("signedOn")];
  if (fromOn !== undefined && untilOn !== undefined && untilOn < fromOn)
    faults.add("untilOn", "不早于起始日。", "It does not come before the first day.");
  return {
    agentName: optional("agentName", given.agentName, 100),
    matters,
    powers: both("powers"),
    amountLimit: limit,
    territory: both("territory"),
    territories: names("territories"),
    products: both("products"),
    productCodes: names("productCodes"),
    fromOn,
    untilOn,
    signedBy: optional("signedBy", given.signedBy, 100),
    signedOn,
    form: given.form,
  };
};
