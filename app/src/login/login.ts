// Clauses: N1
import { createHmac, timingSafeEqual } from "node:crypto";
import { loginKeys } from "../store/login-key.ts";
import type { Store } from "../store/open-store.ts";
import type { LoginLibrary } from "./library.ts";

/** The cookie that carries a session's token with its signature. */
const COOKIE = "fealty.session_token";
/** The one between the two steps. */
const STEP_COOKIE = "fealty.two_factor";

/** How a try to get in ended. `cookies` are lines of `Set-Cookie`. */
export type Entry =
  | { readonly outcome: "in"; readonly token: string; readonly cookies: readonly string[] }
  | { readonly outcome: "second_factor"; readonly cookies: readonly string[] }
  | { readonly outcome: "wrong" };
export interface SecondFactorBegun {
  /** For an authenticator: `otpauth://totp/…` */
  readonly uri: string;
  /** Each opens once where the authenticator is lost. */
  readonly recoveryCodes: readonly string[];
}
/** Passwords, sessions and second factors, as the login library keeps them; whoever calls has found out whose they are. */
export interface Login {
  readonly hashPassword: (password: string) => Promise<string>;
  /** @param headers of the request: its cookies, its device */
  readonly enter: (userId: string, password: string, headers: Headers) => Promise<Entry>;
  /** Whose first step a request's cookie is of; undefined where there is none, or it leads no further: it is used up or has run out. */
  readonly firstStepOf: (headers: Headers) => Promise<string | undefined>;
  /** The second step, known by the cookie of the first. @param code of the authenticator, or one kept for its loss */
  readonly enterSecondFactor: (code: string, headers: Headers) => Promise<Entry>;
  /** For somebody whose identity was found out in another way. */
  readonly open: (userId: string, headers: Headers) => Promise<Extract<Entry, { outcome: "in" }>>;
  /** The token of a request's cookie where its signature is ours. */
  readonly tokenOf: (headers: Headers) => string | undefined;
  /** Lines that take the cookie away. */
  readonly leave: () => readonly string[];
  readonly isPassword: (userId: string, password: string) => Promise<boolean>;
  /** Undefined where the password is wrong. It counts once `confirmSecondFactor` has seen a code. */
  readonly beginSecondFactor: (
    password: string,
    headers: Headers,
    account: string,
  ) => Promise<SecondFactorBegun | undefined>;
  /** Gives the new session's entry; undefined where the code is wrong. */
  readonly confirmSecondFactor: (code: string, headers: Headers) => Promise<Entry | undefined>;
  readonly endSecondFactor: (password: string, headers: Headers) => Promise<boolean>;
}
const known = new WeakMap<Store, Promise<Login>>();
/** The one of a store; the first call draws the key of logins where there is none. Refusals: those of the master key. */
export const loginOf = (store: Store): Promise<Login> => {
  const login = known.get(store) ?? openLogin(store);
  known.set(store, login);
  // A master key that was missing may be put back while the house runs.
  login.catch(() => known.delete(store));
  return login;
};
/** The address that the library wants of everybody; nothing is ever sent there. */
export const madeUpAddress = (userId: string): string => `${userId}@login.invalid`;

const openLogin = async (store: Store): Promise<Login> => {
  const { cookies: key } = await store.withLogins(loginKeys);
  // It is large, and most commands of the command line sign nobody in.
  const { loginLibrary } = await import("./library.ts");
  const library = loginLibrary(store.loginDialect, key);
  const context = await library.$context;
  return {
    hashPassword: (password) => context.password.hash(password),
    enter: (userId, password, headers) =>
      entryOf(key, () =>
        library.api.signInEmail({
          body: { email: madeUpAddress(userId), password },
          headers: withoutSession(headers),
          returnHeaders: true,
        }),
      ),
    firstStepOf: async (headers) => {
      const step = signedValue(headers, STEP_COOKIE, key);
      const kept = step === undefined ? undefined : await context.internalAdapter.findVerificationValue(step);
      return kept && kept.expiresAt.getTime() > Date.now() ? kept.value : undefined;
    },
    enterSecondFactor: (code, headers) => secondStep(library, key, code, withStepOnly(headers)),
    open: async (userId, headers) => {
      const session = await context.internalAdapter.createSession(userId, false, {
        userAgent: headers.get("user-agent") ?? "",
      });
      return { outcome: "in", token: session.token, cookies: [signedCookie(session.token, key)] };
    },
    tokenOf: (headers) => tokenOf(headers, key),
    leave: () => [`${COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`],
    isPassword: async (userId, password) => {
      const accounts = await context.internalAdapter.findAccounts(userId);
      const hash = accounts.find(({ providerId }) => providerId === "credential")?.password;
      return hash ? context.password.verify({ hash, password }) : false;
    },
    beginSecondFactor: async (password, headers, account) => {
      const begun = await allowed(() => library.api.enableTwoFactor({ body: { password }, headers }));
      return begun && "totpURI" in begun
        ? { uri: labelled(begun.totpURI, account), recoveryCodes: begun.backupCodes }
        : undefined;
    },
    confirmSecondFactor: async (code, headers) => {
      const entry = await entryOf(key, () => library.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }));
      return entry.outcome === "wrong" ? undefined : entry;
    },
    endSecondFactor: async (password, headers) =>
      (await allowed(() => library.api.disableTwoFactor({ body: { password }, headers }))) !== undefined,
  };
};
const secondStep = async (library: LoginLibrary, key: string, code: string, headers: Headers): Promise<Entry> => {
  const request = { headers, returnHeaders: true } as const;
  return /^\d{6}$/.test(code)
    ? entryOf(key, () => library.api.verifyTOTP({ body: { code }, ...request }))
    : entryOf(key, () => library.api.verifyBackupCode({ body: { code }, ...request }));
};
interface Answered {
  readonly headers: Headers;
  readonly response: object;
}
const entryOf = async (key: string, ask: () => Promise<Answered>): Promise<Entry> => {
  const answered = await allowed(ask);
  if (answered === undefined) return { outcome: "wrong" };
  const { headers, response } = answered;
  const cookies = headers.getSetCookie();
  if ("twoFactorRedirect" in response && response.twoFactorRedirect === true)
    return { outcome: "second_factor", cookies };
  // Where a factor was added the library opens a session anew, and its answer names the former one.
  const token = cookies.map((line) => tokenOf(new Headers({ cookie: line.split(";")[0]! }), key)).find(Boolean);
  return token === undefined ? { outcome: "wrong" } : { outcome: "in", token, cookies };
};
/** Undefined where the library refuses what was given; its own failures go on. */
const allowed = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await ask();
  } catch (error) {
    const { statusCode } = error as { readonly statusCode?: number };
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return undefined;
    throw error;
  }
};
/** The second step counts for whom the first was, not for whoever was signed in at the device before. */
const withStepOnly = (headers: Headers): Headers => {
  const alone = withoutSession(headers);
  const step = cookieIn(headers, STEP_COOKIE);
  if (step !== undefined) alone.set("cookie", `${STEP_COOKIE}=${step}`);
  return alone;
};
/** Whoever signs in begins anew, whatever session the device had. */
const withoutSession = (headers: Headers): Headers => {
  const agent = headers.get("user-agent");
  return new Headers(agent === null ? {} : { "user-agent": agent });
};
const signatureOf = (token: string, key: string): string => createHmac("sha256", key).update(token).digest("base64");
const signedCookie = (token: string, key: string): string =>
  `${COOKIE}=${encodeURIComponent(`${token}.${signatureOf(token, key)}`)}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax`;
const tokenOf = (headers: Headers, key: string): string | undefined => signedValue(headers, COOKIE, key);
const cookieIn = (headers: Headers, name: string): string | undefined =>
  (headers.get("cookie") ?? "")
    .split(/;\s*/)
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);
/** What a cookie carries, where its signature is ours. */
const signedValue = (headers: Headers, name: string, key: string): string | undefined => {
  const found = cookieIn(headers, name);
  if (found === undefined) return undefined;
  const [, token = "", signature = ""] = /^([^.]*)\.(.*)$/.exec(decoded(found)) ?? [];
  const [ours, given] = [Buffer.from(signatureOf(token, key)), Buffer.from(signature)];
  return token !== "" && ours.length === given.length && timingSafeEqual(ours, given) ? token : undefined;
};
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};
/** What an authenticator shows: the name that somebody signs in with, not the made-up address. */
const labelled = (uri: string, account: string): string =>
  uri.replace(/^(otpauth:\/\/totp\/[^:?]*:)[^?]*/, (_, head: string) => `${head}${encodeURIComponent(account)}`);
