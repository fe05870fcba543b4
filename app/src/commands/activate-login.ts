// Clauses: C1.1, N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { loginOf, madeUpAddress } from "../login/login.ts";
import { readCompany } from "../store/companies.ts";
import { type Invitation, lockInvitation, useInvitation, withdrawInvitations } from "../store/invitations.ts";
import { countFailure } from "../store/login-attempts.ts";
import { type LoginKeys, loginKeys } from "../store/login-key.ts";
import { loginNamesOf, proveLoginName, takeLoginName } from "../store/login-names.ts";
import { bindLoginSession, endOtherLoginSessions } from "../store/login-sessions.ts";
import { addLoginUser, dropSecondFactor, setPasswordHash } from "../store/login-users.ts";
import { addMembership, endMembership, findMembership, membershipsOf } from "../store/memberships.ts";
import { addMessage, messageOfInvitation, type OutboxMessage } from "../store/outbox.ts";
import { findPerson, type Person } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { countingTaken } from "./count-taken-names.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { readLoginCode } from "./login-codes.ts";
import { checkedLoginName } from "./login-name.ts";
import { checkPassword } from "./password-rules.ts";
import { Refusal } from "./refusal.ts";
import { announceMessages } from "./send-messages.ts";
import type { Device, Entered } from "./sign-in.ts";
import { atOwnLogin, tellOfLogin } from "./told-of-login.ts";
import { FORGOTTEN_AFTER, refuseTooEarly } from "./wait-after-failures.ts";

/** For whom a slip is. */
export interface ReadSlip {
  readonly company: { readonly zh: string; readonly en: string };
  readonly person: { readonly code: string; readonly name: string };
  readonly purpose: "activate" | "reset" | "mailed_reset";
}
/** Refusals: `code_unknown`, `too_many_tries`. */
export const readSlip = (house: House, code: string, device: Device): Promise<ReadSlip> =>
  withSlip(house, code, device, async (tx, invitation, person) => {
    const { name } = await readCompany(tx);
    const purpose = (await beginsAnew(house, tx, invitation)) ? "activate" : invitation.purpose;
    return { company: name, person: { code: person.code, name: person.name }, purpose: purpose as ReadSlip["purpose"] };
  });
/**
 * Whether a slip for a lost password makes a login of its own: one that opens other companies too is not theirs to give away, so a company's slip leaves it
 * as it is and takes the person out of it.
 */
const beginsAnew = async (house: House, tx: Tx, { purpose, personId }: Invitation): Promise<boolean> => {
  if (purpose !== "reset") return false;
  const membership = await findMembership(tx, personId);
  return membership !== undefined && (await membershipsOf(house.store, membership.userId)).length > 1;
};
export interface ActivatedLogin {
  readonly code: string;
  /** To sign in with; a new password leaves the one there is. */
  readonly name?: string | undefined;
  readonly password: string;
}
/** `changed`: the password is a new one, with which somebody now signs in. */
export type Activated = Entered | { readonly outcome: "changed"; readonly cookies: readonly string[] };
/**
 * A person makes its login with the slip, once, and is signed in. Login, name and the use of the slip are one transaction.
 * After a reset all devices are signed out and the second factor is gone: whoever lost the password showed in person who it is. After one that was asked
 * for at the door the second factor stays, and nobody is signed in: a mailbox alone opens nothing.
 * Refusals: `code_unknown`, `too_many_tries`, `form_refused`.
 */
export const activateLogin = async (house: House, given: ActivatedLogin, device: Device): Promise<Activated> => {
  const login = await loginOf(house.store);
  // Hashing costs a tenth of a second of a processor: nobody without a slip makes us spend it.
  await readSlip(house, given.code, device);
  const passwordHash = await login.hashPassword(given.password);
  const made = await countingTaken(house, device, (tried) =>
    withSlip(house, given.code, device, async (tx, invitation, person, keys) => {
      const now = house.now();
      const faults = new FormFaults();
      const anew = await beginsAnew(house, tx, invitation);
      const membership = anew ? undefined : await findMembership(tx, person.personId);
      const byMessage = invitation.purpose === "mailed_reset";
      // A login that was ended after the link was sent for is not begun anew by it.
      if (byMessage && !membership) throw codeUnknown();
      const userId = membership?.userId ?? newUuid();
      const name = membership ? undefined : checkedLoginName("name", given.name ?? "", faults);
      const names = membership ? (await loginNamesOf(tx, keys, userId)).map((one) => one.name) : [name?.name ?? ""];
      await checkPassword("password", given.password, [...names, person.code, person.name], faults);
      if (faults.list.length === 0) {
        if (membership) {
          await setPasswordHash(tx, userId, passwordHash, now);
          if (!byMessage) await dropSecondFactor(tx, userId);
          await endOtherLoginSessions(tx, userId, undefined);
        } else {
          await addLoginUser(tx, { userId, address: madeUpAddress(userId), passwordHash }, now);
          tried.taken = !(await takeLoginName(tx, keys, userId, name!));
          if (tried.taken)
            faults.add(
              "name",
              "这个登录名已有人使用，请换一个；是您自己的，请选“我已有登录”。",
              "Somebody signs in with this name already; choose another, or “I have a login already” where it is yours.",
            );
        }
      }
      faults.refuse();
      const message = await messageOfInvitation(tx, keys, invitation.invitationId);
      if (!membership) {
        if (anew) await endMembership(tx, person.personId, now);
        await addMembership(tx, person.personId, userId, now);
        // The code went to this very address and to nobody else.
        if (message?.state === "sent" && message.address === name!.name)
          await proveLoginName(tx, keys, userId, name!, now);
      }
      await useInvitation(tx, invitation.invitationId, now);
      if (membership || anew) await withdrawInvitations(tx, person.personId, now);
      if (byMessage && message) await tellOfNewPassword(tx, keys, message, now);
      const by = await atOwnLogin(house, tx, "activate-login", person.personId, device.via);
      await tellOfLogin(
        tx,
        person.personId,
        "activate-login",
        person.personId,
        { purpose: invitation.purpose },
        now,
        by,
      );
      return { userId, companyId: tx.companyId, personId: person.personId, byMessage };
    }),
  );
  const { byMessage, ...whose } = made;
  if (byMessage) {
    await announceMessages(house, made.companyId);
    return { outcome: "changed", cookies: [] };
  }
  const { token, cookies } = await login.open(made.userId, device.headers);
  await house.store.withLogins((tx) => bindLoginSession(tx, token, { ...whose, persona: false }));
  return { outcome: "in", cookies };
};
/** Whoever did not do it finds out at once. */
const tellOfNewPassword = async (tx: Tx, keys: LoginKeys, asked: OutboxMessage, now: Instant): Promise<void> => {
  if (asked.personId === undefined) return;
  await addMessage(tx, keys, {
    messageId: newUuid(),
    kind: "password_changed",
    channel: asked.channel,
    language: asked.language,
    personId: asked.personId,
    address: asked.address,
    madeAt: now,
  });
};
export const withSlip = async <Result>(
  house: House,
  code: string,
  device: Device,
  work: (tx: Tx, invitation: Invitation, person: Person, keys: LoginKeys) => Promise<Result>,
): Promise<Result> => {
  const now = house.now();
  const address = [{ of: "address", value: device.address }] as const;
  const read = await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    await refuseTooEarly(tx, keys, address, now);
    return { keys, slip: readLoginCode(keys, code) };
  });
  const { keys, slip } = read;
  const found =
    slip &&
    (await house.store.withCompany(slip.companyId, {}, async (tx) => {
      const invitation = await lockInvitation(tx, slip.hash);
      const person = invitation && (await findPerson(tx, { personId: invitation.personId }));
      if (!invitation || !person || invitation.expiresAt <= now) return undefined;
      // It proves an address, and makes no login.
      if (invitation.purpose === "address_confirmation") return undefined;
      return { result: await work(tx, invitation, person, keys) };
    }));
  if (found) return found.result;
  await house.store.withLogins((tx) => countFailure(tx, keys, address[0], now, (now - FORGOTTEN_AFTER) as typeof now));
  throw codeUnknown();
};
const codeUnknown = (): Refusal =>
  new Refusal("code_unknown", {
    zh: "这个号码不对、已经用过，或已过期。请核对后再输入，或到机构重新领取。",
    en: "This code is wrong, was used, or has run out. Check it and try again, or ask your branch for a new one.",
  });
