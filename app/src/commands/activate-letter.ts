// Clauses: C1.2, A2, C10.3
import type { Instant } from "@fealty/engine/values/brand.ts";
import { activateDraft, endLetterRow, type Letter, listLetters, notePublished } from "../store/letters.ts";
import { keptId } from "../store/people.ts";
import { addToRecord } from "../store/record-begin.ts";
import { type Caller, doerOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { type LetterNamed, letterIn } from "./draft-letter.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { changeLetters, letterDigest, letterNotOpen, personOf } from "./letter-life.ts";
import { newLoginCode } from "./login-codes.ts";
import { Refusal } from "./refusal.ts";

/**
 * Puts a letter in force: another person than the one who wrote it last does so, and only where it says what the law asks of it (CC 165). The
 * version before it ends; the contract learns that the letter was issued.
 * Refusals: `not_permitted`, `not_signed_in`, `by_the_same_person`, `no_such_contract`, `no_such_thing`, `already_decided`, `form_refused`.
 */
export const activateLetter = async (
  house: House,
  caller: Caller,
  given: LetterNamed,
): Promise<{ readonly letterId: string }> =>
  changeLetters(house, caller, "activate-letter", given, async ({ tx, contract, now, tellContract }) => {
    const letter = await letterIn(tx, contract, given.letterId);
    if (letter.activatedAt !== undefined || letter.endedAt !== undefined)
      throw letterNotOpen("这份授权书已经生效或者作废。", "This letter is active or was given up already.");
    const by = personOf(caller);
    if (letter.preparedBy !== undefined && (await keptId(tx, letter.preparedBy)) === by) throw bySamePerson();
    const faults = new FormFaults();
    refuseUnfinished(letter, await companyDay(house, tx), faults);
    faults.refuse();
    const { letterId, number, version } = letter;
    const all = await listLetters(tx, contract.contractId);
    const present = all.find(
      (one) => one.number === number && one.activatedAt !== undefined && one.endedAt === undefined,
    );
    const at = Math.max(now, present?.activatedAt ?? now) as Instant;
    if (present) await endLetterRow(tx, present.letterId, { at, by, ground: "replaced" });
    await activateDraft(tx, letterId, { at, by, statusCode: newLoginCode(tx.companyId) });
    const digest = letterDigest(number, version, letter);
    const what = { letter: { number, version, sha256: digest } };
    await addToRecord(tx, contract.contractId, house.now(), [{ what, about: `letter/${number}/${version}`, digest }]);
    await tellContract({
      id: `letter/${letterId}/issued`,
      kind: "authority_issued",
      at: now,
      fields: { letter: number },
    });
    return { letterId };
  });
const bySamePerson = (): Refusal =>
  new Refusal("by_the_same_person", {
    zh: "最后写这份授权书的人不能让它生效，须由另一人办理。",
    en: "Whoever wrote this letter last does not put it in force; another person has to.",
  });
/** The name of the agent, the matters, the powers and the period, and the principal's signature or seal: without one of them it is none. */
const refuseUnfinished = (letter: Letter, today: string, faults: FormFaults): void => {
  const law = { zh: "（民法典第一百六十五条）", en: " (Civil Code art. 165)" };
  const missing = (field: string, isMissing: boolean, zh: string, en: string): void => {
    if (isMissing) faults.add(field, `${zh}${law.zh}。`, `${en}${law.en}.`);
  };
  missing("agentName", letter.agentName === "", "缺少代理人的姓名或者名称", "The agent’s name is missing");
  missing("matters", letter.matters.length === 0, "缺少代理事项", "The matters are missing");
  missing("powers.zh", letter.powers.zh === "", "缺少权限", "The powers are missing");
  missing("fromOn", letter.fromOn === undefined, "缺少授权期限的起始日", "The first day of the period is missing");
  missing("untilOn", letter.untilOn === undefined, "缺少授权期限的终止日", "The last day of the period is missing");
  missing(
    "signedBy",
    letter.signedBy === "",
    "缺少被代理人的签名或者盖章",
    "The principal’s signature or seal is missing",
  );
  missing(
    "signedOn",
    letter.signedOn === undefined,
    "缺少签名或者盖章的日期",
    "The day of the signature or seal is missing",
  );
  if (letter.signedOn !== undefined && letter.signedOn > today)
    faults.add("signedOn", "签署日期晚于今天。", "The day of the signature has not come yet.");
};
export interface LetterEnding extends LetterNamed {
  /** The principal takes the authority back, or the agent gives it up (CC 173). */
  readonly ground: "recalled" | "renounced";
  readonly words: string;
}
/**
 * Ends a letter at once; the contract learns of the recall, and its clock for publishing that begins. What was done before stays good.
 * Refusals: `not_permitted`, `no_such_contract`, `no_such_thing`, `already_decided`, `form_refused`, `key_reused`.
 */
export const endLetter = (house: House, caller: Caller, given: LetterEnding): Promise<{ readonly letterId: string }> =>
  changeLetters(house, caller, "end-letter", given, async ({ tx, contract, now, tellContract }) => {
    const letter = await letterIn(tx, contract, given.letterId);
    if (letter.activatedAt === undefined || letter.endedAt !== undefined)
      throw letterNotOpen("只有生效的授权书可以终止。", "Only an active letter ends.");
    const faults = new FormFaults();
    const words = faults.text("words", given.words, 500);
    faults.refuse();
    const { letterId, number, version } = letter;
    const at = Math.max(now, letter.activatedAt) as Instant;
    const { ground } = given;
    await endLetterRow(tx, letterId, { at, by: doerOf(caller), ground, words });
    const what = { letterEnded: { number, version, ground, words } };
    await addToRecord(tx, contract.contractId, house.now(), [{ what, about: `letter/${number}/${version}` }]);
    await tellContract({
      id: `letter/${letterId}/recalled`,
      kind: "authority_recalled",
      at: now,
      fields: { letter: number },
    });
    return { letterId };
  });
/**
 * The end was made known: customers with open matters were told, beside the public page that shows it by itself. Refusals: as above.
 */
export const publishRecall = (
  house: House,
  caller: Caller,
  given: LetterNamed,
): Promise<{ readonly letterId: string }> =>
  changeLetters(house, caller, "end-letter", given, async ({ tx, contract, now, tellContract }) => {
    const letter = await letterIn(tx, contract, given.letterId);
    const isEnded = letter.endGround === "recalled" || letter.endGround === "renounced";
    if (!isEnded || letter.recallPublishedAt !== undefined)
      throw letterNotOpen("没有等待公示的终止。", "There is no end that waits to be made known.");
    const { letterId, number, version } = letter;
    await notePublished(tx, letterId, Math.max(now, letter.endedAt!) as Instant);
    const what = { recallPublished: { number, version } };
    await addToRecord(tx, contract.contractId, house.now(), [{ what, about: `letter/${number}/${version}` }]);
    await tellContract({
      id: `letter/${letterId}/published`,
      kind: "recall_published",
      at: now,
      fields: { letter: number },
    });
    return { letterId };
  });
