// Clauses: N1
import { isIP } from "node:net";
import {
  type AuthenticationResponseJSON,
  answeredPasskey,
  creationOptions,
  madePasskey,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  requestOptions,
} from "../login/passkey.ts";
import { drawnAt, newChallenge } from "../login/passkey-challenge.ts";
import { loginKeys } from "../store/login-key.ts";
import { addPasskey, endPasskey, findPasskey, listPasskeys, usePasskey } from "../store/login-passkeys.ts";
import { confirmedByPasskey, confirmedNoMore, endSessionsByPasskey } from "../store/login-sessions.ts";
import { newUuid } from "../store/uuid.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { accountOf, confirmPassword, tellOfOwnLogin } from "./own-login.ts";
import { Refusal } from "./refusal.ts";
import { type Device, type Entered, enterAs, failedFrom } from "./sign-in.ts";
import { refuseTooEarly } from "./wait-after-failures.ts";
import type { Asking } from "./who-asks.ts";

export type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
};

/** Of one login: a person has a handful of devices. */
const MOST = 20;
const TO_SIGN_IN = "sign in";
/** Made within the session that showed the password. */
const toAdd = ({ session }: Asking): string => `add ${session.sessionId}`;

/**
 * Begins to make a passkey: what the browser asks the device for. Whoever sits at somebody's open page has not thereby a key to it, so the password is
 * asked for once more. Refusals: `login_wrong`, `too_many_tries`, `form_refused` where this address can have none.
 */
export const beginPasskey = async (
  house: House,
  asking: Asking,
  given: { readonly password: string; readonly name: string },
  { headers }: Device,
): Promise<PublicKeyCredentialCreationOptionsJSON> => {
  const faults = new FormFaults();
  faults.text("name", given.name, 60);
  const { hostname: site } = siteOf(headers, faults);
  const { userId } = asking.session;
  const known = await house.store.withLogins((tx) => listPasskeys(tx, userId));
  if (known.length >= MOST)
    faults.add("name", `最多 ${MOST} 个通行密钥，请先移除不用的。`, `${MOST} passkeys at most: take one away first.`);
  faults.refuse();
  await confirmPassword(house, asking, given.password);
  const { account, key } = await house.store.withLogins(async (tx) => ({
    account: await accountOf(tx, asking),
    key: (await loginKeys(tx)).passkeys,
  }));
  return creationOptions({ site, userId, account, known, challenge: newChallenge(key, toAdd(asking), house.now()) });
};
/** Where the page stands, by the name that a passkey is bound to. */
const siteOf = (headers: Headers, faults: FormFaults): URL => {
  const origin = headers.get("origin") ?? "";
  const site = new URL(URL.canParse(origin) ? origin : "http://127.0.0.1");
  // WebAuthn 5.1.3: a domain, and no number.
  if (isIP(site.hostname.replace(/^\[|\]$/g, "")) !== 0)
    faults.add(
      "name",
      "通行密钥与域名绑定：请用域名打开本页（在本机上用 localhost），再添加。",
      "A passkey is bound to a domain name: open this page under one (localhost, on this machine), and add it there.",
    );
  return site;
};
/** What the device answered; from now on it opens the login. Refusals: `form_refused`, `passkey_refused`. */
export const keepPasskey = async (
  house: House,
  asking: Asking,
  given: { readonly name: string; readonly response: RegistrationResponseJSON },
  { headers }: Device,
): Promise<{ readonly passkeyId: string }> => {
  const faults = new FormFaults();
  const name = faults.text("name", given.name, 60);
  const site = siteOf(headers, faults);
  faults.refuse();
  const now = house.now();
  const { passkeys: key } = await house.store.withLogins(loginKeys);
  const isOurs = (challenge: string): boolean => drawnAt(key, toAdd(asking), challenge, now) !== undefined;
  const made = await madePasskey(given.response, site.origin, isOurs);
  if (made === undefined) throw notMade();
  const { userId, sessionId } = asking.session;
  const passkeyId = newUuid();
  const kept = await house.store.withLogins(async (tx) => {
    const added = await addPasskey(tx, { ...made, passkeyId, userId, site: site.hostname, name, madeAt: now });
    // Its owner's password and the device were both here.
    if (added) await confirmedByPasskey(tx, { sessionId });
    return added;
  });
  if (!kept) throw notMade();
  await tellOfOwnLogin(house, asking, "add-passkey");
  return { passkeyId };
};
/**
 * The device may be in other hands: what passkeys opened elsewhere is signed out, and with the last of them a session that one had confirmed is confirmed no
 * more. Refusal: `no_such_thing`.
 */
export const removePasskey = async (house: House, asking: Asking, passkeyId: string): Promise<void> => {
  const { userId, sessionId } = asking.session;
  const there = await house.store.withLogins(async (tx) => {
    if (!(await endPasskey(tx, userId, passkeyId))) return false;
    await endSessionsByPasskey(tx, userId, sessionId);
    if ((await listPasskeys(tx, userId)).length === 0) await confirmedNoMore(tx, userId);
    return true;
  });
  if (!there) throw noSuchThing("passkey", passkeyId);
  await tellOfOwnLogin(house, asking, "end-passkey");
};
/** What the browser asks its devices for. Nobody is named: the device knows whose passkeys it has. */
export const askForPasskey = async (house: House): Promise<PublicKeyCredentialRequestOptionsJSON> => {
  const { passkeys: key } = await house.store.withLogins(loginKeys);
  return requestOptions(newChallenge(key, TO_SIGN_IN, house.now()));
};
/** In with a passkey alone, which is both factors. Each challenge is answered once. Refusals: `too_many_tries`, `login_wrong`. */
export const signInByPasskey = async (
  house: House,
  { response }: { readonly response: AuthenticationResponseJSON },
  device: Device,
): Promise<Entered> => {
  const subjects = [{ of: "address", value: device.address }] as const;
  const now = house.now();
  const { key, passkey } = await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    await refuseTooEarly(tx, keys, subjects, now);
    return { key: keys.passkeys, passkey: await findPasskey(tx, response.id) };
  });
  let challengedAt: ReturnType<typeof drawnAt>;
  const isOurs = (challenge: string): boolean => {
    challengedAt = drawnAt(key, TO_SIGN_IN, challenge, now);
    return challengedAt !== undefined;
  };
  const counter = passkey && (await answeredPasskey(response, passkey, isOurs));
  if (passkey === undefined || counter === undefined || challengedAt === undefined)
    return failedFrom(house, subjects, notOpened());
  const use = { counter, challengedAt, at: now };
  if (!(await house.store.withLogins((tx) => usePasskey(tx, passkey.passkeyId, use))))
    return failedFrom(house, subjects, notOpened());
  return enterAs(house, passkey.userId, device, notOpened());
};
const notMade = (): Refusal =>
  new Refusal("passkey_refused", {
    zh: "没有添加：设备的答复没能核对，或这个通行密钥已经在用。请再试一次。",
    en: "It was not added: the device's answer does not hold, or this passkey is in use already. Try once more.",
  });
const notOpened = (): Refusal =>
  new Refusal("login_wrong", {
    zh: "这个通行密钥打不开这里：它已被移除，或登录已停用。请用登录名和密码登录。",
    en: "This passkey opens nothing here: it was taken away, or the login has ended. Sign in with your name and password.",
  });
