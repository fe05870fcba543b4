// Clauses: C1.1, C1.2, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { isAddress, maskedAddress } from "../delivery/address.ts";
import type { ChannelName } from "../delivery/channel.ts";
import { loginKeys } from "../store/login-key.ts";
import { addMessage } from "../store/outbox.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import type { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { invitableIn, slipIn } from "./invite-person.ts";
import { loginNameOf } from "./login-name.ts";
import { announceMessages } from "./send-messages.ts";

export interface MessageInvitation extends Keyed {
  /** The person's code. */
  readonly person: string;
  /** E-mail address or phone number. */
  readonly to: string;
  /** How a phone number is reached, where it is not the usual way. */
  readonly over?: "sms" | "wecom" | undefined;
  readonly language: "zh" | "en";
}
export interface SentInvitation {
  readonly channel: ChannelName;
  /** Masked. */
  readonly to: string;
  /** No server is set up for that way: the message waits in the outbox to be handed over. */
  readonly waits: boolean;
  readonly expiresAt: Instant;
}
/** Where a message goes: over which way, to which address in its one form. */
export interface Destination {
  readonly channel: ChannelName;
  readonly address: string;
}
/** @param over how a phone number is reached: by text where both ways are set up, for that reaches whoever is no member of WeCom as well */
export const destinationOf = (
  { delivery }: Pick<House, "delivery">,
  text: string,
  over?: "sms" | "wecom",
): Destination | undefined => {
  const name = loginNameOf(text);
  const { sms, wecom } = delivery?.channels ?? {};
  const byPhone = over ?? (sms === undefined && wecom !== undefined ? "wecom" : "sms");
  const channel = name?.kind === "email" ? "mail" : name?.kind === "phone" ? byPhone : undefined;
  return name && channel && isAddress(channel, name.name) ? { channel, address: name.name } : undefined;
};
/** The same of a form's field. */
export const checkedDestination = (
  house: Pick<House, "delivery">,
  field: string,
  text: string,
  faults: FormFaults,
  over?: "sms" | "wecom",
): Destination | undefined => {
  const destination = destinationOf(house, text, over);
  if (destination === undefined)
    faults.add(
      field,
      "请填写一个邮箱（如 lin@example.cn）或手机号；只填地址本身，不带姓名和其他符号。",
      "Give one e-mail address (as lin@example.com) or one phone number, with no name and no other signs.",
    );
  return destination;
};
/**
 * Sends a person the slip with which it makes its login; nobody of the company sees the code. A former slip opens nothing any more.
 * Refusals: `not_permitted`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const inviteByMessage = async (
  house: House,
  caller: Caller,
  given: MessageInvitation,
): Promise<SentInvitation> => {
  const sent = await doOnce(
    house,
    caller,
    "invite-person",
    given,
    async ({ tx }) => {
      const { person, faults } = await invitableIn(house, tx, caller, given.person);
      const destination = checkedDestination(house, "to", given.to, faults, given.over);
      faults.refuse();
      const { channel, address } = destination!;
      const { code, invitationId, expiresAt } = await slipIn(house, tx, caller, person, "activate");
      await addMessage(tx, await loginKeys(tx), {
        messageId: newUuid(),
        kind: "invitation",
        channel,
        language: given.language,
        personId: person.personId,
        invitationId,
        address,
        secret: code,
        madeAt: house.now(),
        madeBy: caller.actor?.personId,
        expiresAt,
      });
      return { channel, to: maskedAddress(address), expiresAt };
    },
    { personal: true },
  );
  await announceMessages(house, caller.companyId);
  return { ...sent, waits: house.delivery?.channels[sent.channel] === undefined };
};
