// Clauses: C1.1, N1, N7
import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addInvitation, openInvitations } from "../store/invitations.ts";
import { type AttemptSubject, countFailure } from "../store/login-attempts.ts";
import { loginKeys } from "../store/login-key.ts";
import { loginNamesOf, userOfLoginName } from "../store/login-names.ts";
import { hasSecondFactor } from "../store/login-users.ts";
import { type Membership, membershipsOf } from "../store/memberships.ts";
import { addMessage } from "../store/outbox.ts";
import { findPerson, listRoleHoldings, lockPerson } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { checkedDestination, type Destination } from "./invite-by-message.ts";
import { hashOfLoginCode, newLoginCode } from "./login-codes.ts";
import { WITH_SECOND_FACTOR } from "./permissions.ts";
import { announceMessages } from "./send-messages.ts";
import type { Device } from "./sign-in.ts";
import { atOwnLogin, tellOfLogin } from "./told-of-login.ts";
import { FORGOTTEN_AFTER, refuseTooEarly } from "./wait-after-failures.ts";

const MINUTE = 60_000_000;
/** How long the link opens. */
export const RESET_MINUTES = 30;
/** So many may be open at once; what is asked for beyond is answered alike and sends nothing. */
const MOST_OPEN = 3;
/** Every answer takes so long, whether there was something to do or not. */
export const ANSWER_MS = 700;

export interface ForgottenPassword {
  /** The address or phone number that somebody signs in with. */
  readonly name: string;
  readonly language: "zh" | "en";
}
/**
 * Somebody at the door says that the password is forgotten. To an address that a login is proven to be reached by goes a link, used once. Neither the
 * answer nor the time that it takes tells whether there is such a login.
 * Refusals: `form_refused` where it is no address, or no server sends to such; `too_many_tries`.
 */
export const askForReset = async (house: House, given: ForgottenPassword, device: Device): Promise<void> => {
  const faults = new FormFaults();
  const destination = checkedDestination(house, "name", given.name, faults);
  if (destination && house.delivery?.channels[destination.channel] === undefined)
    faults.add(
      "name",
      destination.channel === "mail"
        ? "这里没有设置邮件服务器，不能用邮箱找回。请到所属机构重新领取登录凭条。"
        : "这里没有设置短信通道，不能用手机号找回。请到所属机构重新领取登录凭条。",
      destination.channel === "mail"
        ? "No mail server is set up here. Ask your branch for a new login slip."
        : "No way to send texts is set up here. Ask your branch for a new login slip.",
    );
  faults.refuse();
  const { address } = destination!;
  const subjects: readonly AttemptSubject[] = [
    { of: "name", value: `reset ${address}` },
    { of: "address", value: `reset ${device.address}` },
  ];
  await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    const now = house.now();
    await refuseTooEarly(tx, keys, subjects, now);
    // Each asking counts, for what it may cause is a message to somebody.
    for (const subject of subjects) await countFailure(tx, keys, subject, now, (now - FORGOTTEN_AFTER) as Instant);
  });
  const [sent] = await Promise.allSettled([sendLink(house, destination!, given.language, device), sleep(ANSWER_MS)]);
  if (sent.status === "rejected") throw sent.reason;
};
const sendLink = async (
  house: House,
  destination: Destination,
  language: "zh" | "en",
  { via }: Device,
): Promise<void> => {
  const { channel, address } = destination;
  const kind = channel === "mail" ? "email" : "phone";
  const found = await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    const userId = await userOfLoginName(tx, keys, { kind, name: address });
    if (userId === undefined) return undefined;
    const name = (await loginNamesOf(tx, keys, userId)).find((one) => one.kind === kind && one.name === address);
    return name?.provenAt === undefined ? undefined : { userId, guarded: await hasSecondFactor(tx, userId) };
  });
  const memberships = found ? await membershipsOf(house.store, found.userId) : [];
  const [first] = memberships;
  if (!found || !first) return;
  // The login opens every company of its own, so the strictest of their roles says what it needs.
  for (const { companyId, personId } of found.guarded ? [] : memberships)
    if (await house.store.withCompany(companyId, {}, (tx) => needsMore(tx, personId))) return;
  const queued = await house.store.withCompany(first.companyId, {}, (tx) =>
    linkIn(house, tx, first, { ...destination, language, via }),
  );
  if (queued) await announceMessages(house, first.companyId);
};
/** A role in which money or everything is at stake is never entered by a mailbox alone: without the second factor there is only the slip. */
const needsMore = async (tx: Tx, personId: string): Promise<boolean> =>
  (await listRoleHoldings(tx, personId)).some(({ role }) => WITH_SECOND_FACTOR.includes(role));
/** Gives whether a message was written. */
const linkIn = async (
  house: House,
  tx: Tx,
  { personId }: Membership,
  { channel, address, language, via }: Destination & { readonly language: "zh" | "en" } & Pick<Device, "via">,
): Promise<boolean> => {
  const now = house.now();
  // Many at once ask one after another, so that each sees what the ones before it sent.
  const person = await findPerson(tx, { personId });
  if (person === undefined || (await lockPerson(tx, person.code)) === undefined) return false;
  const open = (await openInvitations(tx, personId, now)).filter(({ purpose }) => purpose === "mailed_reset");
  if (open.length >= MOST_OPEN) return false;
  const keys = await loginKeys(tx);
  const code = newLoginCode(tx.companyId);
  const invitationId = newUuid();
  const expiresAt = (now + RESET_MINUTES * MINUTE) as Instant;
  await addInvitation(tx, {
    invitationId,
    personId,
    codeHash: hashOfLoginCode(keys, code),
    purpose: "mailed_reset",
    madeAt: now,
    expiresAt,
  });
  await addMessage(tx, keys, {
    messageId: newUuid(),
    kind: "password_reset",
    channel,
    language,
    personId,
    invitationId,
    address,
    secret: code,
    madeAt: now,
    expiresAt,
  });
  // Nobody is signed in: whoever asked is known by where the call came from alone.
  const by = await atOwnLogin(house, tx, "ask-for-reset", personId, via);
  await tellOfLogin(tx, undefined, "ask-for-reset", personId, { channel, expiresAt }, now, by);
  return true;
};
