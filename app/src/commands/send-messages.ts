// Clauses: N6, N7

import type { Instant } from "@fealty/engine/values/brand.ts";
import { MICROS_PER_DAY } from "@fealty/engine/values/date.ts";
import { type Channel, type ChannelName, keptAnswer, type Outcome, type Outgoing } from "../delivery/channel.ts";
import { limited } from "../delivery/limited.ts";
import { announce, listen, OUTBOX } from "../store/changes.ts";
import { findCustomers } from "../store/customers.ts";
import { loginKeys } from "../store/login-key.ts";
import { noteFailure, type OutboxMessage, settleMessage } from "../store/outbox.ts";
import { cancelRunOut, claimMessage, forgetMessages, nextTryAt } from "../store/outbox-queue.ts";
import type { Tx } from "../store/transaction.ts";
import type { House } from "./house.ts";
import { loginNameOf } from "./login-name.ts";
import { wordsOf } from "./message-words.ts";

const MINUTE = 60_000_000;
/** After the first try, the second …; then somebody of the house has to look. */
const WAITS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE);
/** A try takes no longer; */
const TRY_MS = 60_000;
/** and nobody else begins one before: a worker that was killed in the middle leaves the message to the next. */
const HELD = 2 * MINUTE;
const KEPT_DAYS = 180;

/** Tells the workers that something waits. Called after the commit; a hint. */
export const announceMessages = ({ store }: House, companyId: number): Promise<void> =>
  announce(store, [{ companyId, contractId: OUTBOX }]).catch(() => undefined);
/** Hears of messages of a company until the given function is called. */
export const hearMessages = ({ store }: House, companyId: number, heard: () => void): Promise<() => Promise<void>> =>
  listen(store, (change) => {
    if (change === undefined || (change.companyId === companyId && change.contractId === OUTBOX)) heard();
  });
const channelsOf = ({ delivery }: House): readonly Channel[] => Object.values(delivery?.channels ?? {});

/**
 * Sends what is due, one after another, over the ways that are set up. A try is committed before it is made and its outcome after it: nothing is lost
 * when the process dies between the two, and what is sent once more has the same reference. Gives how many tries were made.
 */
export const sendDue = async (house: House, companyId: number, signal: AbortSignal): Promise<number> => {
  const channels = channelsOf(house);
  const domains: Partial<Record<ChannelName, string>> = Object.fromEntries(
    channels.map(({ name, domain }) => [name, domain]),
  );
  await house.store.withCompany(companyId, { idempotent: true }, (tx) => cancelRunOut(tx, house.now()));
  for (let tries = 0; ; tries += 1) {
    if (signal.aborted || channels.length === 0) return tries;
    const claimed = await house.store.withCompany(companyId, {}, async (tx) => {
      const now = house.now();
      const keys = await loginKeys(tx);
      const message = await claimMessage(tx, keys, { domains, now, heldUntil: (now + HELD) as Instant });
      if (message === undefined) return undefined;
      const to = await addressOf(tx, message);
      // Whom it was for has been erased or has another number since; the code goes nowhere.
      if (to === undefined)
        await settleMessage(tx, message.messageId, { state: "cancelled", because: "withdrawn", at: now });
      return { message, to, words: await wordsOf(house, tx, message, message.channel) };
    });
    if (claimed === undefined) return tries;
    const { message, to, words } = claimed;
    if (to === undefined) continue;
    const channel = house.delivery!.channels[message.channel]!;
    const { language, reference } = message;
    const outcome = await tried(channel, { reference: reference!, to, language, ...words }, signal);
    const answer = keptAnswer(outcome.answer, to);
    await house.store.withCompany(companyId, { idempotent: true }, async (tx) => {
      const at = house.now();
      if (outcome.outcome === "sent") return settleMessage(tx, message.messageId, { state: "sent", at, answer });
      const wait = outcome.outcome === "later" ? WAITS[message.tries - 1] : undefined;
      return noteFailure(tx, message.messageId, {
        answer,
        nextTryAt: wait === undefined ? undefined : ((at + wait) as Instant),
      });
    });
  }
};
/** Of a customer the number that the register has now: the message itself holds none. */
const addressOf = async (tx: Tx, message: OutboxMessage): Promise<string | undefined> => {
  if (message.address !== undefined) return message.address;
  const [customer] = await findCustomers(tx, { ids: [message.customerId] });
  const name = loginNameOf(customer?.data?.phone ?? "");
  return name?.kind === "phone" ? name.name : undefined;
};
const tried = (channel: Channel, message: Outgoing, signal: AbortSignal): Promise<Outcome> =>
  limited(signal, TRY_MS, (limit) => channel.send(message, limit));
/** Milliseconds until the next try; undefined where nothing waits for one. */
export const untilNextTry = async (house: House, companyId: number): Promise<number | undefined> => {
  const names = channelsOf(house).map(({ name }) => name);
  const at = await house.store.withCompany(companyId, { snapshot: true }, (tx) => nextTryAt(tx, names));
  return at === undefined ? undefined : Math.max(0, (at - house.now()) / 1000);
};
/** Takes away what was settled half a year ago. */
export const forgetOldMessages = (house: House, companyId: number): Promise<number> =>
  house.store.withCompany(companyId, { idempotent: true }, (tx) =>
    forgetMessages(tx, (house.now() - KEPT_DAYS * MICROS_PER_DAY) as Instant),
  );
