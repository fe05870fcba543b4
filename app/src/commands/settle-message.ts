// Clauses: C1.1, C1.2, N7
import { addActivities } from "../store/activity.ts";
import { withdrawEntries } from "../store/customer-entries.ts";
import { withdrawInvitations } from "../store/invitations.ts";
import { loginKeys } from "../store/login-key.ts";
import { type KeptMessage, lockMessage, settleMessage, tryAgain } from "../store/outbox.ts";
import { findPerson, listRoleHoldings } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { actorOf, authorise, type Caller, doerOf, relationOf, type Verb } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { canBeHandedOver, isSetUp } from "./list-messages.ts";
import { refuseBeyond, refuseStrong } from "./login-of-others.ts";
import { wordsOf } from "./message-words.ts";
import { Refusal } from "./refusal.ts";
import { announceMessages } from "./send-messages.ts";

/** A letter as it is printed. */
export interface Letter {
  readonly person: { readonly code: string; readonly name: string };
  readonly language: "zh" | "en";
  readonly subject: string;
  readonly text: string;
}
interface Named {
  readonly id: string;
}
/**
 * Gives the words of an invitation with its code, this once, for whoever hands it over in person. Who may not make a slip for that person may not
 * read it either. Refusals: `not_permitted`, `no_such_thing`, `already_decided`, `form_refused`.
 */
export const handOverMessage = (house: House, caller: Caller, { id }: Named): Promise<Letter> =>
  withMessage(house, caller, "hand-over-message", id, async (tx, message) => {
    if (!canBeHandedOver(house, message)) throw notToHandOver();
    const faults = new FormFaults();
    // An invitation, which is for somebody of the company.
    const personId = message.personId!;
    const holdings = await listRoleHoldings(tx, personId);
    refuseStrong(holdings, caller, faults);
    refuseBeyond(holdings, caller, "hand-over-message", await companyDay(house, tx), faults);
    faults.refuse();
    const person = (await findPerson(tx, { personId }))!;
    const words = await wordsOf(house, tx, message, "letter");
    await settleMessage(tx, id, { state: "handed_over", at: house.now(), by: caller.actor?.personId });
    return { person: { code: person.code, name: person.name }, language: message.language, ...words };
  });
/** It is not sent, and the code that it carries opens nothing. Refusals: as above. */
export const cancelMessage = (house: House, caller: Caller, { id }: Named): Promise<{ readonly cancelled: boolean }> =>
  withMessage(house, caller, "cancel-message", id, async (tx, message) => {
    const at = house.now();
    await settleMessage(tx, id, { state: "cancelled", because: "by_hand", at, by: caller.actor?.personId });
    if (message.customerId !== undefined) await withdrawEntries(tx, message.customerId, "phone_code", at);
    else if (message.kind === "invitation") await withdrawInvitations(tx, message.personId, at);
    return { cancelled: true };
  });
/** Tries it at once. Refusals: as above; `form_refused` where no server is set up for it. */
export const retryMessage = async (
  house: House,
  caller: Caller,
  { id }: Named,
): Promise<{ readonly waiting: boolean }> => {
  const answer = await withMessage(house, caller, "retry-message", id, async (tx, message) => {
    const faults = new FormFaults();
    if (!isSetUp(house, message.channel))
      faults.add(
        "id",
        "还没有设置发送的服务器，请打印交给本人，或请管理员设置。",
        "No server is set up to send it: print it and hand it over, or ask the administrator to set one up.",
      );
    faults.refuse();
    await tryAgain(tx, id, house.now());
    return { waiting: true };
  });
  await announceMessages(house, caller.companyId);
  return answer;
};
const withMessage = <Answer>(
  house: House,
  caller: Caller,
  verb: Verb,
  id: string,
  work: (tx: Tx, message: KeptMessage) => Promise<Answer>,
): Promise<Answer> => {
  authorise(caller, verb);
  const who = { ...relationOf(caller, verb), by: actorOf(house, caller, verb) };
  return house.store.withCompany(caller.companyId, who, async (tx) => {
    const message = await lockMessage(tx, await loginKeys(tx), id);
    if (message === undefined) throw noSuchThing("message", id);
    if (message.state !== "waiting" && message.state !== "failed") throw settledAlready();
    const answer = await work(tx, message);
    const actorPersonId = doerOf(caller);
    await addActivities(tx, [
      {
        at: house.now(),
        verb,
        ...(message.customerId === undefined
          ? { subjectKind: "person", subjectId: message.personId }
          : { subjectKind: "customer", subjectId: message.customerId }),
        detail: { kind: message.kind, channel: message.channel },
        ...(actorPersonId === undefined ? {} : { actorPersonId }),
      },
    ]);
    return answer;
  });
};
const settledAlready = (): Refusal =>
  new Refusal("already_decided", {
    zh: "这条消息已经发出、交给本人或作废，不能再办理。",
    en: "This message was sent, handed over or cancelled; nothing more can be done with it.",
  });
const notToHandOver = (): Refusal =>
  new Refusal("already_decided", {
    zh: "这条消息正在发送，或者只能由本人收取，不能打印转交。",
    en: "This message is on its way, or is for its receiver alone; it is not printed and handed over.",
  });
