// Clauses: C1.1, N1
import { randomInt } from "node:crypto";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { loginOf } from "../login/login.ts";
import { announce, FOUNDED } from "../store/changes.ts";
import { addCompany, listCompanies } from "../store/companies.ts";
import { addFoundingCode, isFoundingCode, useFoundingCode } from "../store/founding-codes.ts";
import { countFailure } from "../store/login-attempts.ts";
import { loginKeys } from "../store/login-key.ts";
import { bindLoginSession, bindOpenSession, type OpenSession } from "../store/login-sessions.ts";
import { setLastCompany } from "../store/login-users.ts";
import type { CompanyId, Tx } from "../store/transaction.ts";
import { countingTaken } from "./count-taken-names.ts";
import { type FirstOwner, type FurtherOwner, joinFirstOwner, makeFirstOwner, type Whose } from "./first-owner.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { hashOfFoundingCode, newFoundingCode } from "./login-codes.ts";
import { Refusal } from "./refusal.ts";
import { ownerThere } from "./set-up-owner.ts";
import type { Device, Entered } from "./sign-in.ts";
import { takenBefore } from "./store-refusal.ts";
import { FORGOTTEN_AFTER, refuseTooEarly } from "./wait-after-failures.ts";

const DAY = 86_400_000_000;
/** How long a founding code holds. */
export const FOUNDING_DAYS = 7;
const FIRST: CompanyId = 1;

/** What a company is founded with. The code is shown this once: only what it is found by is kept. */
export interface FoundingCode {
  readonly code: string;
  readonly expiresAt: Instant;
}
/** A code with which one further company is founded, once. Whoever calls has found out that it may be made. */
export const makeFoundingCode = async (house: House): Promise<FoundingCode> => {
  const code = newFoundingCode();
  const now = house.now();
  const expiresAt = (now + FOUNDING_DAYS * DAY) as Instant;
  await house.store.withLogins(async (tx) =>
    addFoundingCode(tx, hashOfFoundingCode(await loginKeys(tx), code)!, now, expiresAt),
  );
  return { code, expiresAt };
};
interface NamedCompany {
  readonly company: string;
  /** Absent: the same. */
  readonly companyEn?: string | undefined;
}
export interface FoundedCompany extends FirstOwner, NamedCompany {
  /** Absent: the first company of a house, founded at the machine. */
  readonly founding?: string | undefined;
}
/** By somebody who is signed in already. */
export interface FurtherCompany extends FurtherOwner, NamedCompany {
  readonly founding: string;
}
export const isEmptyHouse = async (house: House): Promise<boolean> => (await listCompanies(house.store)).length === 0;

/**
 * Founds a company with its first owner, who is signed in then. Company, owner, login and the use of the code are one transaction; nothing of another
 * company is read for it or told.
 * @param here somebody sits at the machine: its first company needs no code
 * Refusals: `code_unknown`, `too_many_tries`, `owner_there` where the house has a company and no code is given, `form_refused`.
 */
export const foundInBrowser = async (
  house: House,
  given: FoundedCompany,
  device: Device,
  here: boolean,
): Promise<Entered> => {
  const codeHash = await foundingOf(house, given.founding, device);
  if (codeHash === undefined && !(here && (await isEmptyHouse(house)))) throw ownerThere();
  const login = await loginOf(house.store);
  const passwordHash = await login.hashPassword(given.password);
  const made = await countingTaken(house, device, (tried) =>
    founded(house, given, codeHash, (tx, faults) =>
      makeFirstOwner(house, tx, { ...given, via: device.via }, passwordHash, faults, tried),
    ),
  );
  const { token, cookies } = await login.open(made.userId, device.headers);
  await house.store.withLogins((tx) => bindLoginSession(tx, token, { ...made, persona: false }));
  await announce(house.store, [{ companyId: made.companyId, contractId: FOUNDED }]).catch(() => undefined);
  return { outcome: "in", cookies };
};
/**
 * The same by somebody who is signed in: the login that there is opens the new company too, and the device acts in it from then on.
 * Refusals: `code_unknown`, `too_many_tries`, `form_refused`.
 */
export const foundFurther = async (
  house: House,
  { sessionId, userId }: OpenSession,
  given: FurtherCompany,
  device: Device,
): Promise<void> => {
  const codeHash = await foundingOf(house, given.founding, device);
  const made = await founded(house, given, codeHash, (tx, faults) =>
    joinFirstOwner(house, tx, { ...given, via: device.via }, userId, faults),
  );
  await house.store.withLogins(async (tx) => {
    await bindOpenSession(tx, sessionId, made);
    await setLastCompany(tx, userId, made.companyId);
  });
  await announce(house.store, [{ companyId: made.companyId, contractId: FOUNDED }]).catch(() => undefined);
};
/** The hash of a code that is good; undefined where none is given. */
const foundingOf = async (house: House, code: string | undefined, { address }: Device): Promise<Buffer | undefined> => {
  if (code === undefined) return undefined;
  const subject = { of: "address", value: address } as const;
  const now = house.now();
  const found = await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    await refuseTooEarly(tx, keys, [subject], now);
    const hash = hashOfFoundingCode(keys, code);
    if (hash && (await isFoundingCode(tx, hash, now))) return hash;
    await countFailure(tx, keys, subject, now, (now - FORGOTTEN_AFTER) as Instant);
    return undefined;
  });
  if (found === undefined) throw codeUnknown();
  return found;
};
const founded = async (
  house: House,
  given: NamedCompany,
  codeHash: Buffer | undefined,
  withOwner: (tx: Tx, faults: FormFaults) => Promise<Whose>,
): Promise<Whose> => {
  for (;;) {
    const companyId = codeHash === undefined ? FIRST : randomInt(FEWEST, MOST);
    try {
      return await house.store.withCompany(companyId, {}, async (tx) => {
        const now = house.now();
        const faults = new FormFaults();
        const zh = faults.text("company", given.company, 100);
        const written = given.companyEn?.trim() ?? "";
        const en = written === "" ? zh : faults.text("companyEn", written, 100);
        if (codeHash && !(await useFoundingCode(tx, codeHash, now))) throw codeUnknown();
        await addCompany(tx, { name: { zh: zh || "-", en: en || "-" }, demonstration: false }, now);
        return withOwner(tx, faults);
      });
    } catch (error) {
      if (takenBefore(error) !== "company_pkey") throw error;
      if (codeHash === undefined) throw ownerThere();
    }
  }
};
/** Numbers stand on slips and letters: drawn from many they tell nobody how many companies there are. */
const [FEWEST, MOST] = [100_000, 1_000_000];
const codeUnknown = (): Refusal =>
  new Refusal("code_unknown", {
    zh: "这个建立码不对、已经用过，或已过期。请向管理这台机器的人重新领取（fealty founding-code）。",
    en: "This founding code is wrong, was used, or has run out. Ask whoever runs this machine for a new one (fealty founding-code).",
  });
