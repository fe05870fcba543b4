// Clauses: N1
import { type Entry, loginOf, type SecondFactorBegun } from "../login/login.ts";
import { readCompany } from "../store/companies.ts";
import { countFailure } from "../store/login-attempts.ts";
import { loginKeys } from "../store/login-key.ts";
import { type LoginName, loginNamesOf } from "../store/login-names.ts";
import { listPasskeys } from "../store/login-passkeys.ts";
import {
  bindLoginSession,
  endLoginSession,
  endOtherLoginSessions,
  listLoginSessions,
} from "../store/login-sessions.ts";
import { setPasswordHash } from "../store/login-users.ts";
import type { Tx } from "../store/transaction.ts";
import type { Verb } from "./access.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { destinationOf } from "./invite-by-message.ts";
import { rolesAnywhere } from "./own-companies.ts";
import { checkPassword } from "./password-rules.ts";
import { isOpenTo, PERMISSIONS, WITH_SECOND_FACTOR } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import type { Device } from "./sign-in.ts";
import { atOwnLogin, type OwnLoginVerb, tellOfLogin } from "./told-of-login.ts";
import { FORGOTTEN_AFTER, refuseTooEarly } from "./wait-after-failures.ts";
import type { Asking } from "./who-asks.ts";

/** Who is signed in, and what the pages need of it. */
export const readWho = (house: House, { session, person, actor, parties }: Asking) =>
  house.store.withCompany(session.companyId, {}, async (tx) => {
    const { name, demonstration } = await readCompany(tx);
    return {
      company: name,
      companyId: session.companyId,
      demonstration,
      person: { code: person.code, name: person.name },
      roles: actor.roles,
      parties,
      former: actor.former,
      persona: session.persona,
      lacksSecondFactor: actor.lacksSecondFactor,
      /** What the roles allow, so that pages offer nothing else. */
      may: (Object.keys(PERMISSIONS) as Verb[]).filter((verb) => isOpenTo(actor, verb)),
    };
  });
/** One's own login: names, devices, second factor. */
export const readOwnLogin = async (house: House, { session }: Asking) => {
  const roles = await rolesAnywhere(house, session);
  return house.store.withLogins(async (tx) => ({
    names: (await loginNamesOf(tx, await loginKeys(tx), session.userId)).map((name) => ({
      ...name,
      /** A message can be sent to it. */
      canBeProven: isReached(house, name),
    })),
    persona: session.persona,
    secondFactor: session.secondFactor,
    byPasskey: session.byPasskey,
    passkeys: (await listPasskeys(tx, session.userId)).map(({ passkeyId, name, site, madeAt, usedAt }) => ({
      passkeyId,
      name,
      site,
      madeAt,
      usedAt,
    })),
    secondFactorAsked: roles.some((role) => WITH_SECOND_FACTOR.includes(role)),
    devices: (await listLoginSessions(tx, session.userId, house.now())).map((one) => ({
      sessionId: one.sessionId,
      userAgent: one.userAgent ?? "",
      startedAt: one.startedAt,
      usedAt: one.usedAt,
      present: one.sessionId === session.sessionId,
    })),
  }));
};
const isReached = (house: House, { name }: LoginName): boolean => {
  const destination = destinationOf(house, name);
  return destination !== undefined && house.delivery?.channels[destination.channel] !== undefined;
};
/** A new password signs out every other device. Refusals: `login_wrong`, `too_many_tries`, `form_refused`. */
export const changePassword = async (
  house: House,
  asking: Asking,
  given: { readonly present: string; readonly password: string },
): Promise<{ readonly signedOut: number }> => {
  await confirmPassword(house, asking, given.present);
  const { session, person } = asking;
  const passwordHash = await (await loginOf(house.store)).hashPassword(given.password);
  const signedOut = await house.store.withLogins(async (tx) => {
    const names = (await loginNamesOf(tx, await loginKeys(tx), session.userId)).map(({ name }) => name);
    const faults = new FormFaults();
    await checkPassword("password", given.password, [...names, person.code, person.name], faults);
    faults.refuse();
    await setPasswordHash(tx, session.userId, passwordHash, house.now());
    return endOtherLoginSessions(tx, session.userId, session.sessionId);
  });
  await tellOfOwnLogin(house, asking, "change-password");
  return { signedOut };
};
/** Refusal: `no_such_thing`. */
export const endDevice = async (house: House, { session }: Asking, sessionId: string): Promise<void> => {
  const there = await house.store.withLogins((tx) => endLoginSession(tx, session.userId, sessionId));
  if (!there) throw noSuchThing("device", sessionId);
};
/** Refusals: `login_wrong`, `too_many_tries`. */
export const beginSecondFactor = async (
  house: House,
  asking: Asking,
  { password }: { readonly password: string },
  { headers }: Device,
): Promise<SecondFactorBegun> => {
  await confirmPassword(house, asking, password);
  const account = await house.store.withLogins((tx) => accountOf(tx, asking));
  const begun = await (await loginOf(house.store)).beginSecondFactor(password, headers, account);
  if (begun === undefined) throw wrongPassword();
  return begun;
};
/** What an authenticator lists the login under: the name that somebody signs in with. */
export const accountOf = async (tx: Tx, { session, person }: Asking): Promise<string> =>
  (await loginNamesOf(tx, await loginKeys(tx), session.userId))[0]?.name ?? person.code;
/** The first code of the authenticator makes the second factor count; the device stays signed in. Refusal: `login_wrong`. */
export const confirmSecondFactor = async (
  house: House,
  asking: Asking,
  { code }: { readonly code: string },
  { headers }: Device,
): Promise<readonly string[]> => {
  const entry = await (await loginOf(house.store)).confirmSecondFactor(code.trim(), headers);
  if (entry === undefined) throw wrongCode();
  await keepFor(house, entry, asking);
  await tellOfOwnLogin(house, asking, "add-second-factor");
  return entry.outcome === "in" ? entry.cookies : [];
};
/** Refusals: `login_wrong`, `too_many_tries`, `not_permitted` where a role asks for it. */
export const endSecondFactor = async (
  house: House,
  asking: Asking,
  { password }: { readonly password: string },
  { headers }: Device,
): Promise<void> => {
  await confirmPassword(house, asking, password);
  // Of any company: the login opens all of them.
  if ((await rolesAnywhere(house, asking.session)).some((role) => WITH_SECOND_FACTOR.includes(role)))
    throw new Refusal("not_permitted", {
      zh: "您的职务必须使用两步验证，不能关闭。",
      en: "Your role asks for a second factor; it cannot be taken away.",
    });
  if (!(await (await loginOf(house.store)).endSecondFactor(password, headers))) throw wrongPassword();
  await tellOfOwnLogin(house, asking, "end-second-factor");
};
/** The library opens a session anew where a factor was added; it is for whom the former one was. */
const keepFor = async (house: House, entry: Entry, { session }: Asking): Promise<void> => {
  if (entry.outcome === "in") await house.store.withLogins((tx) => bindLoginSession(tx, entry.token, session));
};
/** Leaves a line of what somebody did to the own login. */
export const tellOfOwnLogin = (
  house: House,
  { session, person: { personId }, via }: Asking,
  verb: OwnLoginVerb,
): Promise<void> =>
  house.store.withCompany(session.companyId, {}, async (tx) =>
    tellOfLogin(tx, personId, verb, personId, {}, house.now(), await atOwnLogin(house, tx, verb, personId, via)),
  );
/** Refusals: `login_wrong`, `too_many_tries`. */
export const confirmPassword = async (house: House, { session }: Asking, password: string): Promise<void> => {
  const subject = [{ of: "name", value: `password ${session.userId}` }] as const;
  const now = house.now();
  await house.store.withLogins(async (tx) => refuseTooEarly(tx, await loginKeys(tx), subject, now));
  if (await (await loginOf(house.store)).isPassword(session.userId, password)) return;
  await house.store.withLogins(async (tx) =>
    countFailure(tx, await loginKeys(tx), subject[0], now, (now - FORGOTTEN_AFTER) as typeof now),
  );
  throw wrongPassword();
};
const wrongPassword = (): Refusal =>
  new Refusal("login_wrong", { zh: "现在的密码不对。", en: "The present password is wrong." });
const wrongCode = (): Refusal =>
  new Refusal("login_wrong", {
    zh: "验证码不对。请看验证器上最新的六位数字，并核对手机时间。",
    en: "The code is wrong. Take the newest six digits of the authenticator, and check the phone's clock.",
  });
