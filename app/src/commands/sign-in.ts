// Clauses: N1
import { type Entry, loginOf } from "../login/login.ts";
import { type AttemptSubject, countFailure, forgetFailures } from "../store/login-attempts.ts";
import { loginKeys } from "../store/login-key.ts";
import { userOfLoginName } from "../store/login-names.ts";
import { confirmedByPasskey, findOpenSession, userOfLoginToken } from "../store/login-sessions.ts";
import { membershipsOf } from "../store/memberships.ts";
import type { Via } from "./access.ts";
import type { House } from "./house.ts";
import { loginNameOf } from "./login-name.ts";
import { enterCompany, ownCompanies } from "./own-companies.ts";
import { Refusal } from "./refusal.ts";
import { FORGOTTEN_AFTER, LOST_DEVICE, refuseTooEarly } from "./wait-after-failures.ts";

/** The device at which somebody signs in. */
export interface Device {
  readonly headers: Headers;
  /** Network address of the request. */
  readonly address: string;
  /** How the call came in, for what is kept of it. */
  readonly via?: Via | undefined;
}
export interface Entered {
  readonly outcome: "in" | "second_factor";
  /** Lines of `Set-Cookie`. */
  readonly cookies: readonly string[];
}
/** Checked in place of a password that is not there, so that an unknown name takes as long as a known one. */
const NOBODY = "nobody";

/**
 * The first step: name and password. Whether a name is known cannot be told from the answer, nor from how long it takes.
 * Refusals: `too_many_tries`, `login_wrong`.
 */
export const signIn = async (
  house: House,
  given: { readonly name: string; readonly password: string },
  device: Device,
): Promise<Entered> => {
  const name = loginNameOf(given.name);
  const subjects = subjectsOf(name?.name ?? given.name.slice(0, 200), device);
  const login = await loginOf(house.store);
  const userId = await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    await refuseTooEarly(tx, keys, subjects, house.now());
    return name && userOfLoginName(tx, keys, name);
  });
  if (userId === undefined) {
    await login.hashPassword(given.password);
    return failed(house, subjects);
  }
  const entry = await login.enter(userId, given.password, device.headers);
  return entered(house, entry, userId, subjects, device);
};
/**
 * The second step. Tries are counted for the account whose first step it was, so that neither a first step anew nor another cookie begins to count at nothing.
 * Refusals: `too_many_tries`, `login_wrong`.
 */
export const signInSecond = async (
  house: House,
  { code }: { readonly code: string },
  device: Device,
): Promise<Entered> => {
  const login = await loginOf(house.store);
  const userId = await login.firstStepOf(device.headers);
  const subjects = subjectsOf(`second ${userId ?? NOBODY}`, device);
  // Without a first step that holds no code is looked at, and none is guessed.
  if (userId === undefined) throw beginAnew();
  await house.store.withLogins(async (tx) =>
    refuseTooEarly(tx, await loginKeys(tx), subjects, house.now(), LOST_DEVICE),
  );
  const entry = await login.enterSecondFactor(code.trim(), device.headers);
  if (entry.outcome === "wrong" && (await login.firstStepOf(device.headers)) === undefined) throw beginAnew();
  return entered(house, entry, userId, subjects, device);
};
const subjectsOf = (name: string, { address }: Device): readonly AttemptSubject[] => [
  { of: "name", value: name },
  { of: "address", value: address },
];
const entered = async (
  house: House,
  entry: Entry,
  userId: string | undefined,
  subjects: readonly AttemptSubject[],
  device: Device,
): Promise<Entered> => {
  if (entry.outcome === "wrong") return failed(house, subjects);
  if (entry.outcome === "second_factor") return { outcome: "second_factor", cookies: entry.cookies };
  await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    // A good password takes back what was counted against the name, and nothing of what came from the address.
    await forgetFailures(tx, keys, subjects[0]!);
  });
  await enter(house, entry.token, userId, device.via);
  return { outcome: "in", cookies: entry.cookies };
};
const failed = (house: House, subjects: readonly AttemptSubject[]): Promise<never> =>
  failedFrom(house, subjects, wrong());
/** Counts a failure, and refuses. */
export const failedFrom = async (
  house: House,
  subjects: readonly AttemptSubject[],
  refusal: Refusal,
): Promise<never> => {
  const now = house.now();
  await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    for (const subject of subjects) await countFailure(tx, keys, subject, now, (now - FORGOTTEN_AFTER) as typeof now);
  });
  throw refusal;
};
/** Somebody whose identity a passkey showed. @param none the refusal where the login opens nothing */
export const enterAs = async (house: House, userId: string, device: Device, none: Refusal): Promise<Entered> => {
  if ((await membershipsOf(house.store, userId)).length === 0) throw none;
  const { token, cookies } = await (await loginOf(house.store)).open(userId, device.headers);
  await house.store.withLogins((tx) => confirmedByPasskey(tx, { token }));
  await enter(house, token, userId, device.via);
  return { outcome: "in", cookies };
};
/**
 * Into the one company that the login opens; of several the person chooses after this, and until then nothing is open. Refusal: `login_wrong` where there
 * is none any more.
 */
const enter = async (house: House, token: string, userId: string | undefined, via: Via | undefined): Promise<void> => {
  const user = userId ?? (await house.store.withLogins((tx) => userOfLoginToken(tx, token)));
  const memberships = user === undefined ? [] : await membershipsOf(house.store, user);
  const [first] = memberships;
  if (first === undefined) throw wrong();
  const session = await house.store.withLogins((tx) => findOpenSession(tx, token, house.now()));
  if (session === undefined) throw wrong();
  const open = memberships.length === 1 ? [first] : await ownCompanies(house, session);
  if (open.length !== 1) return;
  const { companyId } = open[0]!;
  await enterCompany(house, session, companyId, via).catch((error: unknown) => {
    // Nothing is open there today: who asks finds nothing, as whoever is signed in when a role ends.
    if (!(error instanceof Refusal)) throw error;
  });
};
/** A first step holds for some minutes and some codes; whether the code was right is not said. */
const beginAnew = (): Refusal =>
  new Refusal("login_wrong", {
    zh: "这次登录已经失效：隔得太久，或试错了几次验证码。请返回，重新输入登录名和密码，再填验证器上最新的验证码。",
    en: "This sign-in no longer holds: too much time went by, or too many codes were wrong. Go back, give name and password again, then the newest code of the authenticator.",
  });
const wrong = (): Refusal =>
  new Refusal("login_wrong", {
    zh: "登录名、密码或验证码不对，或这个登录已经停用。",
    en: "The name, the password or the code is wrong, or this login has been ended.",
  });
