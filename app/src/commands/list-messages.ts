// Clauses: C1.1, N7
import { maskedAddress } from "../delivery/address.ts";
import { customerCodes } from "../store/customers.ts";
import { loginKeys } from "../store/login-key.ts";
import { type KeptMessage, listMessages } from "../store/outbox.ts";
import { listPeople } from "../store/people.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import type { House } from "./house.ts";
import { wordsOf } from "./message-words.ts";

export interface ListedMessages {
  readonly state?: KeptMessage["state"] | undefined;
  readonly offset: number;
  readonly limit: number;
}
/** What is to be told to people and what became of it; codes are covered, addresses masked. */
export const readOutbox = (house: House, caller: Caller, asked: ListedMessages) => {
  authorise(caller, "list-messages");
  return house.store.withCompany(caller.companyId, relationOf(caller, "list-messages"), async (tx) => {
    const keys = await loginKeys(tx);
    const people = new Map((await listPeople(tx)).map((one) => [one.personId, { code: one.code, name: one.name }]));
    const { messages, counts } = await listMessages(tx, keys, asked);
    const codes = await customerCodes(
      tx,
      messages.flatMap(({ customerId }) => customerId ?? []),
    );
    const rows = [];
    for (const message of messages)
      rows.push({
        id: message.messageId,
        kind: message.kind,
        channel: message.channel,
        language: message.language,
        person: people.get(message.personId ?? "") ?? { code: "", name: "" },
        /** Code of the customer that it is for, in place of a person. */
        customer: codes.get(message.customerId ?? ""),
        /** None of a customer: it stands in the register alone. */
        address: message.address === undefined ? "" : maskedAddress(message.address),
        ...(await wordsOf(house, tx, message, "hidden")),
        madeAt: message.madeAt,
        madeBy: people.get(message.madeBy ?? "")?.name,
        expiresAt: message.expiresAt,
        state: message.state,
        cancelledBecause: message.cancelledBecause,
        tries: message.tries,
        nextTryAt: message.nextTryAt,
        lastAnswer: message.lastAnswer,
        settledAt: message.settledAt,
        settledBy: people.get(message.settledBy ?? "")?.name,
        canBeHandedOver: canBeHandedOver(house, message),
      });
    const total = Object.entries(counts)
      .filter(([state]) => asked.state === undefined || state === asked.state)
      .reduce((sum, [, count]) => sum + count, 0);
    return {
      rows,
      total,
      counts,
      mail: isSetUp(house, "mail"),
      sms: isSetUp(house, "sms"),
      wecom: isSetUp(house, "wecom"),
      now: house.now(),
    };
  });
};
export const isSetUp = ({ delivery }: Pick<House, "delivery">, channel: KeptMessage["channel"]): boolean =>
  delivery?.channels[channel] !== undefined;
/**
 * A letter is for what nothing sends: whatever is on its way stays between the house and the receiver. And only an invitation: a link to a new
 * password in a clerk's hand would be a way around the second person.
 */
export const canBeHandedOver = (house: Pick<House, "delivery">, message: KeptMessage): boolean =>
  message.kind === "invitation" &&
  message.secret !== undefined &&
  (message.state === "failed" || (message.state === "waiting" && !isSetUp(house, message.channel)));
