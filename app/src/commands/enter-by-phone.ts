// Clauses: C7.1, N7
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addActivities } from "../store/activity.ts";
import { listCompanies } from "../store/companies.ts";
import { addEntry, countTry, lockPhoneCode, withdrawEntries } from "../store/customer-entries.ts";
import { customersOfPhone, type KeptCustomer } from "../store/customers.ts";
import { type AttemptSubject, countFailure, forgetFailures } from "../store/login-attempts.ts";
import { type LoginKeys, loginKeys } from "../store/login-key.ts";
import { addMessage } from "../store/outbox.ts";
import { cancelWithdrawn } from "../store/outbox-queue.ts";
import type { Actor, CompanyId, Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { searchHash } from "../store/vault/seal.ts";
import { houseActor, type Via } from "./access.ts";
import { ANSWER_MS } from "./ask-for-reset.ts";
import { entrantOf, entryNumber } from "./customer-asking.ts";
import { beginSession, type EnteredCustomer } from "./enter-customer.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { loginNameOf } from "./login-name.ts";
import { Refusal } from "./refusal.ts";
import { announceMessages } from "./send-messages.ts";
import type { Device } from "./sign-in.ts";
import { isStoreRefusal } from "./store-refusal.ts";
import { FORGOTTEN_AFTER, refuseTooEarly } from "./wait-after-failures.ts";

const MINUTE = 60_000_000;
const DIGITS = 6;
/** How long a code holds. */
export const CODE_MINUTES = 10;
/** Wrong codes after which one opens nothing any more: of a million numbers nobody guesses one in so many tries. */
export const MOST_TRIES = 5;

/** Whether codes can go out at all. */
export const sendsPhoneCodes = ({ delivery }: Pick<House, "delivery">): boolean => delivery?.channels.sms !== undefined;
/**
 * Sends a code to a phone number that one customer of a company has. Neither the answer nor the time that it takes tells whether there is one. Where
 * several have the number, and it is no guardian with those it answers for, nobody can tell who asks, and none goes out.
 * Refusals: `form_refused` where it is no phone number, or nothing sends; `too_many_tries`.
 */
export const askPhoneCode = async (
  house: House,
  given: { readonly phone: string; readonly language: "zh" | "en" },
  device: Device,
): Promise<void> => {
  const faults = new FormFaults();
  const phone = checkedPhone(given.phone, faults);
  if (phone !== undefined && !sendsPhoneCodes(house))
    faults.add(
      "phone",
      "这里没有设置短信通道，不能发送验证码。请向您的代理人或机构要一个一次性链接。",
      "No way to send texts is set up here. Ask your agent or the branch for a one-time link.",
    );
  faults.refuse();
  const subjects = subjectsOf("ask", phone!, device);
  await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    const now = house.now();
    await refuseTooEarly(tx, keys, subjects, now);
    // Each asking counts, for what it may cause is a message to somebody.
    for (const subject of subjects) await countFailure(tx, keys, subject, now, (now - FORGOTTEN_AFTER) as Instant);
  });
  const [sent] = await Promise.allSettled([sendCodes(house, phone!, given.language), sleep(ANSWER_MS)]);
  if (sent.status === "rejected") throw sent.reason;
};
const sendCodes = async (house: House, phone: string, language: "zh" | "en"): Promise<void> => {
  for (const { companyId } of await listCompanies(house.store)) {
    const by = houseActor(house, "send-customer-code");
    const queued = await withThatPhone(house, companyId, phone, by, async (tx, customer) => {
      const now = house.now();
      const keys = await loginKeys(tx);
      const entryId = newUuid();
      const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");
      const expiresAt = (now + CODE_MINUTES * MINUTE) as Instant;
      const { customerId } = customer;
      await withdrawEntries(tx, customerId, "phone_code", now);
      await cancelWithdrawn(tx, { customerId }, now);
      const own = { entryId, customerId, way: "phone_code" } as const;
      const codeHash = hashOf(keys, entryId, phone, code);
      await addEntry(tx, { ...own, shownId: customerId, codeHash, madeAt: now, expiresAt });
      await addMessage(tx, keys, {
        messageId: newUuid(),
        kind: "customer_code",
        channel: "sms",
        language,
        customerId,
        entryId,
        secret: code,
        madeAt: now,
        expiresAt,
      });
      const detail = { entry: entryNumber(own), expiresAt };
      await addActivities(tx, [
        { at: now, verb: "send-customer-code", subjectKind: "customer", subjectId: customerId, detail },
      ]);
      return true;
    });
    if (queued === true) await announceMessages(house, companyId);
  }
};
/**
 * Enters with a code that came to a phone. Whatever is wrong is told alike, after the same time.
 * Refusals: `code_unknown`, `form_refused`, `too_many_tries`.
 */
export const enterByPhone = async (
  house: House,
  given: { readonly phone: string; readonly code: string },
  device: Device,
  via: Via | undefined,
): Promise<EnteredCustomer> => {
  const faults = new FormFaults();
  const phone = checkedPhone(given.phone, faults);
  const code = given.code.normalize("NFKC").replace(/\s/g, "");
  if (!/^\d{6}$/.test(code)) faults.add("code", "验证码是六位数字。", "The code has six digits.");
  faults.refuse();
  const subjects = subjectsOf("enter", phone!, device);
  await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    const now = house.now();
    await refuseTooEarly(tx, keys, subjects, now);
    // Counted before it is looked at: of many at once each has counted.
    for (const subject of subjects) await countFailure(tx, keys, subject, now, (now - FORGOTTEN_AFTER) as Instant);
  });
  const trying = tryCode(house, phone!, code, via);
  const [tried] = await Promise.allSettled([trying, sleep(ANSWER_MS)]);
  if (tried.status === "rejected") throw tried.reason;
  if (tried.value === undefined) throw codeUnknown();
  await house.store.withLogins(async (tx) => {
    const keys = await loginKeys(tx);
    // What came from the address stays counted.
    await forgetFailures(tx, keys, subjects[0]!);
    await forgetFailures(tx, keys, subjectsOf("ask", phone!, device)[0]!);
  });
  return tried.value;
};
const tryCode = async (
  house: House,
  phone: string,
  code: string,
  via: Via | undefined,
): Promise<EnteredCustomer | undefined> => {
  for (const { companyId } of await listCompanies(house.store)) {
    const { method = "page", from } = via ?? {};
    const by = {
      did: "enter-own-page",
      party: "customer",
      method,
      from,
      power: "phone_code",
      at: house.now(),
    } as const;
    const entered = await withThatPhone(house, companyId, phone, by, async (tx, { customerId }) => {
      const now = house.now();
      const keys = await loginKeys(tx);
      const entry = await lockPhoneCode(tx, customerId, now);
      if (entry === undefined || entry.tries >= MOST_TRIES) return undefined;
      if (!hashOf(keys, entry.entryId, phone, code).equals(entry.codeHash)) {
        await countTry(tx, entry);
        return undefined;
      }
      await cancelWithdrawn(tx, { customerId }, now);
      return beginSession(house, tx, keys, entry);
    });
    if (entered !== undefined) return entered;
  }
  return undefined;
};
/** Works on the one customer of a company who has the number and enters for itself; undefined where there is none, or it is not clear who. */
const withThatPhone = <Result>(
  house: House,
  companyId: CompanyId,
  phone: string,
  by: Actor,
  work: (tx: Tx, customer: KeptCustomer) => Promise<Result>,
): Promise<Result | undefined> =>
  house.store
    .withCompany(companyId, { by }, async (tx) => {
      const found = (await customersOfPhone(tx, phone)).filter(({ data }) => data !== undefined);
      const entrants = await Promise.all(found.map((one) => entrantOf(tx, one)));
      const ids = new Set(entrants.flatMap((one) => one?.customerId ?? []));
      // A ward's number that is not its guardian's own leads nowhere.
      const itself = found.find(({ customerId }) => ids.size === 1 && ids.has(customerId));
      return itself && work(tx, itself);
    })
    .catch((error: unknown) => {
      // Without its master key nobody is found: told like any number that is not known.
      if (isStoreRefusal(error) && error.code.startsWith("master_key_")) return undefined;
      throw error;
    });
const checkedPhone = (text: string, faults: FormFaults): string | undefined => {
  const name = loginNameOf(text);
  if (name?.kind === "phone") return name.name;
  faults.add(
    "phone",
    "请填写手机号，例如 138 0013 8000；境外号码以 + 和国家代码开头。",
    "Give a phone number, as 138 0013 8000; one from abroad begins with + and the country code.",
  );
  return undefined;
};
const subjectsOf = (what: "ask" | "enter", phone: string, { address }: Device): readonly AttemptSubject[] => [
  { of: "name", value: `customer ${what} ${phone}` },
  { of: "address", value: `customer ${what} ${address}` },
];
const hashOf = ({ search }: LoginKeys, entryId: string, phone: string, code: string): Buffer =>
  searchHash(search, "customer code", `${entryId} ${phone} ${code}`);
const codeUnknown = (): Refusal =>
  new Refusal("code_unknown", {
    zh: "验证码不对、已经用过，或已过期。请核对手机号和验证码，或者重新获取。",
    en: "The code is wrong, was used, or has run out. Check number and code, or have a new one sent.",
  });
