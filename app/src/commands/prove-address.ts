// Clauses: C1.1, N1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addInvitation, lockInvitation, openInvitations, useInvitation } from "../store/invitations.ts";
import { countFailure } from "../store/login-attempts.ts";
import { loginKeys } from "../store/login-key.ts";
import { loginNamesOf, proveLoginName } from "../store/login-names.ts";
import { addMessage, messageOfInvitation } from "../store/outbox.ts";
import { newUuid } from "../store/uuid.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { checkedDestination } from "./invite-by-message.ts";
import { hashOfLoginCode, newLoginCode, readLoginCode } from "./login-codes.ts";
import { announceMessages } from "./send-messages.ts";
import type { Device } from "./sign-in.ts";
import { atOwnLogin, tellOfLogin } from "./told-of-login.ts";
import { FORGOTTEN_AFTER, refuseTooEarly } from "./wait-after-failures.ts";
import type { Asking } from "./who-asks.ts";

const HOUR = 3_600_000_000;
const MOST_OPEN = 3;

/**
 * Sends a code to one of one's own login names. Refusal: `form_refused` where nothing can be sent there, or enough was.
 */
export const askForProof = async (
  house: House,
  { session }: Asking,
  { name, language }: { readonly name: string; readonly language: "zh" | "en" },
): Promise<{ readonly sent: boolean }> => {
  await house.store.withCompany(session.companyId, {}, async (tx) => {
    const keys = await loginKeys(tx);
    const now = house.now();
    const faults = new FormFaults();
    const destination = checkedDestination(house, "name", name, faults);
    faults.refuse();
    const { channel, address } = destination!;
    const own = (await loginNamesOf(tx, keys, session.userId)).find((one) => one.name === address);
    if (own === undefined) faults.add("name", "这不是您的登录名。", "You do not sign in with this name.");
    else if (own.provenAt !== undefined) faults.add("name", "已经确认过了。", "It is confirmed already.");
    else if (house.delivery?.channels[channel] === undefined)
      faults.add("name", "这里还不能发送这类消息。", "Nothing can be sent there: no server is set up for it.");
    const open = (await openInvitations(tx, session.personId, now)).filter(
      ({ purpose }) => purpose === "address_confirmation",
    );
    if (open.length >= MOST_OPEN)
      faults.add(
        "name",
        "已经发送过几次，请先查收，或一小时后再试。",
        "Several were sent; look for them first, or try again in an hour.",
      );
    faults.refuse();
    const code = newLoginCode(tx.companyId);
    const invitationId = newUuid();
    const expiresAt = (now + HOUR) as Instant;
    await addInvitation(tx, {
      invitationId,
      personId: session.personId,
      codeHash: hashOfLoginCode(keys, code),
      purpose: "address_confirmation",
      madeAt: now,
      madeBy: session.personId,
      expiresAt,
    });
    await addMessage(tx, keys, {
      messageId: newUuid(),
      kind: "address_confirmation",
      channel,
      language,
      personId: session.personId,
      invitationId,
      address,
      secret: code,
      madeAt: now,
      madeBy: session.personId,
      expiresAt,
    });
  });
  await announceMessages(house, session.companyId);
  return { sent: true };
};
/** The code from the message. Refusals: `form_refused`, `too_many_tries`. */
export const proveAddress = async (
  house: House,
  { session, person }: Asking,
  { code }: { readonly code: string },
  device: Device,
): Promise<void> => {
  const now = house.now();
  const subject = { of: "address", value: device.address } as const;
  const keys = await house.store.withLogins(async (tx) => {
    const known = await loginKeys(tx);
    await refuseTooEarly(tx, known, [subject], now);
    return known;
  });
  const read = readLoginCode(keys, code);
  const proven =
    read?.companyId === session.companyId &&
    (await house.store.withCompany(session.companyId, {}, async (tx) => {
      const found = await lockInvitation(tx, read.hash);
      const isOwn = found?.personId === session.personId && found.purpose === "address_confirmation";
      if (!isOwn || found.expiresAt <= now) return false;
      const message = await messageOfInvitation(tx, keys, found.invitationId);
      const names = await loginNamesOf(tx, keys, session.userId);
      const name = names.find((one) => one.name === message?.address);
      if (name === undefined) return false;
      await proveLoginName(tx, keys, session.userId, name, now);
      await useInvitation(tx, found.invitationId, now);
      const by = await atOwnLogin(house, tx, "prove-address", person.personId, device.via);
      await tellOfLogin(tx, person.personId, "prove-address", person.personId, { kind: name.kind }, now, by);
      return true;
    }));
  if (proven) return;
  await house.store.withLogins((tx) => countFailure(tx, keys, subject, now, (now - FORGOTTEN_AFTER) as Instant));
  const faults = new FormFaults();
  faults.add(
    "code",
    "确认码不对、已经用过，或已过期。请核对，或重新发送。",
    "This code is wrong, was used, or has run out. Check it, or have a new one sent.",
  );
  faults.refuse();
};
