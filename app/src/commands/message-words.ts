// Clauses: C1.1, N7
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { ChannelName } from "../delivery/channel.ts";
import { type MessageText, messageText } from "../delivery/templates.ts";
import { readCompany } from "../store/companies.ts";
import type { OutboxMessage } from "../store/outbox.ts";
import { findPerson } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { zoneNamed } from "../world.ts";
import type { House } from "./house.ts";

/** Stands in place of a code that whoever looks need not know. */
const HIDDEN = "•••••";

/**
 * The words of a message, made anew each time from the template of its kind. Links are made of the configured address alone, never of what a
 * request says of itself.
 * @param way `letter`: as it is printed; `hidden`: as its channel sends it, the code covered
 */
export const wordsOf = async (
  { delivery }: Pick<House, "delivery">,
  tx: Tx,
  message: Pick<OutboxMessage, "kind" | "channel" | "language" | "personId" | "secret" | "expiresAt">,
  way: ChannelName | "letter" | "hidden",
): Promise<MessageText> => {
  const { kind, channel, language, personId, secret = "", expiresAt } = message;
  const { name, timeZone } = await readCompany(tx);
  // A customer is not named: whoever reads the message knows who it is, and nobody else need to.
  const person = personId === undefined ? undefined : await findPerson(tx, { personId });
  const zone = await zoneNamed(timeZone);
  assert(zone, `the company's time zone ${timeZone} is known`);
  const address = delivery?.publicUrl === undefined ? "" : `${delivery.publicUrl}/`;
  const code = way === "hidden" ? HIDDEN : secret;
  return messageText(kind, way === "hidden" ? channel : way, language, {
    company: name[language] || name.zh,
    person: person?.name ?? "",
    code,
    link: address === "" ? "" : `${address}#/slip/${code}`,
    address,
    until: expiresAt === undefined ? "" : zonedText(zone, expiresAt).slice(0, 16).replace("T", " "),
  });
};
