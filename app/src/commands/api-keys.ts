// Clauses: C1.2, C10.3
import {
  type ApiKey,
  addApiKey,
  endApiKey,
  holdApiKey,
  listApiKeys,
  lockApiKey,
  lockApiKeysOf,
} from "../store/api-keys.ts";
import { loginKeys } from "../store/login-key.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { listPeople } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, doerOf, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { type Doing, doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { readNetwork } from "./key-addresses.ts";
import { hashOfKey, keyText, machineSecret, newPrefix } from "./key-secret.ts";
import { KEY_SCOPES, type KeyScope, PERMISSIONS } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import { ROLE_WORDS } from "./role-words.ts";
import { memberAs } from "./who-asks.ts";

const MOST_ADDRESSES = 50;

/** What became of a key: it opens, it has ended, its last day is over, or nobody is there who answers for it. */
export type KeyState = "good" | "ended" | "run_out" | "without_holder";
export interface KeyHolder {
  readonly code: string;
  readonly name: string;
}
/** All keys of the company, the latest first; no secret is among it. Refusals: `not_for_this_party`, `not_permitted`. */
export const readApiKeys = (house: House, caller: Caller) => {
  authorise(caller, "list-api-keys");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-api-keys"), snapshot: true },
    async (tx) => {
      const names = new Map((await listPeople(tx)).map(({ personId, code, name }) => [personId, { code, name }]));
      const named = (id: string | undefined): KeyHolder | undefined => (id === undefined ? undefined : names.get(id));
      const day = await companyDay(house, tx);
      const keys = await listApiKeys(tx);
      const opens = await openersOf(house, tx, keys);
      return {
        now: house.now(),
        scopes: KEY_SCOPES,
        keys: keys.map((key) => {
          const [holder, endedBy] = [named(key.heldBy), named(key.ended?.by)];
          const open = key.heldBy === undefined ? undefined : opens.get(key.heldBy);
          return {
            apiKeyId: key.apiKeyId,
            name: key.name,
            shown: `fealty_${caller.companyId}_${key.prefix}_…`,
            scopes: key.scopes as readonly KeyScope[],
            /** Scopes that the role of whoever holds it does not allow today. */
            asleep: (key.scopes as readonly KeyScope[]).filter((scope) => open?.(scope) === false),
            addresses: key.addresses,
            ...(key.untilOn === undefined ? {} : { untilOn: key.untilOn }),
            madeAt: key.madeAt,
            ...(holder === undefined ? {} : { holder }),
            own: key.heldBy !== undefined && key.heldBy === caller.actor?.personId,
            ...(key.usedAt === undefined ? {} : { usedAt: key.usedAt }),
            ...(key.ended === undefined
              ? {}
              : { ended: { at: key.ended.at, because: key.ended.because, ...(endedBy && { by: endedBy }) } }),
            state: stateOf(key, day, open !== undefined),
          };
        }),
      };
    },
  );
};
/** Of each who answers for a key and is still there: what the roles of today allow. */
const openersOf = async (house: House, tx: Tx, keys: readonly ApiKey[]) => {
  const found = new Map<string, (scope: KeyScope) => boolean>();
  for (const personId of new Set(keys.flatMap(({ heldBy }) => heldBy ?? []))) {
    const member = await memberAs(house, tx, personId);
    if (member && !member.actor.former && member.parties[0] === "company")
      found.set(personId, (scope) => member.actor.roles.some((role) => PERMISSIONS[scope].includes(role)));
  }
  return found;
};
const stateOf = ({ ended, untilOn }: ApiKey, day: string, held: boolean): KeyState =>
  ended !== undefined ? "ended" : untilOn !== undefined && untilOn < day ? "run_out" : held ? "good" : "without_holder";

export interface NewApiKey extends Keyed {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly addresses: readonly string[];
  /** The last day. */
  readonly untilOn?: string | undefined;
}
export interface MadeApiKey {
  readonly apiKeyId: string;
  readonly name: string;
  /** The whole key, shown this once. */
  readonly secret: string;
}
/**
 * Makes a key that may no more than whoever makes it, who answers for it from then on.
 * Refusals: `not_for_this_party`, `not_permitted`, `form_refused`, `key_reused`.
 */
export const makeApiKey = async (house: House, caller: Caller, given: NewApiKey): Promise<MadeApiKey> => {
  authorise(caller, "make-api-key");
  const keys = await house.store.withLogins(loginKeys);
  const { companyId } = caller;
  const secretOf = (id: string, prefix: string): string =>
    keyText(companyId, prefix, machineSecret(keys.machines, `api key ${companyId} ${id}`, given.key));
  const { prefix, ...made } = await doOnce(house, caller, "make-api-key", given, async ({ tx, tell }) => {
    // Of two at once that are called the same, the second sees the first.
    await lockOrganisation(tx);
    const [apiKeyId, prefix] = [newUuid(), newPrefix()];
    const checked = await checkedKey(house, tx, caller, given);
    const holder = doerOf(caller);
    await addApiKey(tx, {
      apiKeyId,
      prefix,
      ...checked,
      secretHash: hashOfKey(secretOf(apiKeyId, prefix)),
      madeBy: holder,
      madeAt: house.now(),
      heldBy: holder,
    });
    await tell({ subjectKind: "api_key", subjectId: apiKeyId, detail: { after: { ...checked, prefix } } });
    return { apiKeyId, prefix, name: checked.name };
  });
  return { ...made, secret: secretOf(made.apiKeyId, prefix) };
};
const checkedKey = async (
  house: House,
  tx: Tx,
  { actor }: Caller,
  given: NewApiKey,
): Promise<Pick<ApiKey, "name" | "scopes" | "addresses"> & { readonly untilOn?: string }> => {
  const faults = new FormFaults();
  const name = faults.text("name", given.name, 60);
  const known = (await listApiKeys(tx)).filter(({ ended }) => ended === undefined);
  if (known.some((one) => one.name === name))
    faults.add("name", "已有同名的密钥在用。", "Another key of that name is in use.");
  const scopes = KEY_SCOPES.filter((scope) => given.scopes.includes(scope));
  if (scopes.length === 0) faults.add("scopes", "请至少选一项权限。", "Choose at least one thing that it may do.");
  const beyond = scopes.filter((scope) => actor !== undefined && !actor.roles.some((one) => allows(scope, one)));
  if (beyond.length > 0) {
    const who = [...new Set(beyond.flatMap((scope) => PERMISSIONS[scope]))];
    faults.add(
      "scopes",
      `您的职务没有这些权限：${beyond.join("、")}；请由${who.map((role) => ROLE_WORDS[role].zh).join("、")}新建。`,
      `Your role does not allow ${beyond.join(", ")}; have the key made by one of these: ${who.map((role) => ROLE_WORDS[role].en).join(", ")}.`,
    );
  }
  const addresses = [...new Set(given.addresses.map((one) => one.trim()).filter((one) => one !== ""))];
  const wrong = addresses.filter((one) => readNetwork(one) === undefined);
  if (wrong.length > 0)
    faults.add(
      "addresses",
      `不是地址或网段：${wrong.join("、")}。请写成 203.0.113.7 或 203.0.113.0/24。`,
      `No address or network: ${wrong.join(", ")}. Write 203.0.113.7 or 203.0.113.0/24.`,
    );
  if (addresses.length > MOST_ADDRESSES)
    faults.add(
      "addresses",
      `最多 ${MOST_ADDRESSES} 个地址或网段。`,
      `${MOST_ADDRESSES} at most; name networks instead.`,
    );
  const { untilOn } = given;
  if (untilOn !== undefined && faults.day("untilOn", untilOn) && !faults.has("untilOn")) {
    const day = await companyDay(house, tx);
    if (untilOn < day) faults.add("untilOn", `已经过去；今天是 ${day}。`, `This day is over; today is ${day}.`);
  }
  faults.refuse();
  return { name, scopes, addresses, ...(untilOn === undefined ? {} : { untilOn }) };
};
const allows = (scope: KeyScope, role: (typeof PERMISSIONS)[KeyScope][number]): boolean =>
  PERMISSIONS[scope].includes(role);

export interface NamedApiKey extends Keyed {
  readonly apiKeyId: string;
}
/** From now on it opens nothing. Refusals: `not_permitted`, `no_such_thing`, `already_decided`, `key_reused`. */
export const endOneApiKey = (house: House, caller: Caller, given: NamedApiKey): Promise<{ readonly ended: boolean }> =>
  doOnce(house, caller, "end-api-key", given, async ({ tx, tell }) => {
    const key = await openKey(tx, given.apiKeyId);
    await endKey(house, caller, tx, key, "by_hand");
    await tell({ subjectKind: "api_key", subjectId: key.apiKeyId, detail: { name: key.name, prefix: key.prefix } });
    return { ended: true };
  });
/**
 * Whoever takes it over answers for it: it goes on when the former one leaves, and may no more than the new one.
 * Refusals: as above, `form_refused` where it is one's own.
 */
export const holdOneApiKey = (house: House, caller: Caller, given: NamedApiKey): Promise<{ readonly held: boolean }> =>
  doOnce(house, caller, "hold-api-key", given, async ({ tx, tell }) => {
    const key = await openKey(tx, given.apiKeyId);
    const [from, to] = [key.heldBy, doerOf(caller)];
    const faults = new FormFaults();
    if (from === to) faults.add("apiKeyId", "这个密钥本来就由您负责。", "You answer for this key already.");
    faults.refuse();
    await holdApiKey(tx, key.apiKeyId, to);
    await tell({ subjectKind: "api_key", subjectId: key.apiKeyId, detail: { before: { from }, after: { to } } });
    return { held: true };
  });
/** Ends what somebody answers for whose login ends, and tells of each. Gives their names. */
export const endApiKeysOf = async (
  house: House,
  caller: Caller,
  { tx, tell }: Doing,
  personId: string,
): Promise<string[]> => {
  const keys = await lockApiKeysOf(tx, personId);
  for (const key of keys) {
    await endKey(house, caller, tx, key, "login_ended");
    await tell({ subjectKind: "api_key", subjectId: key.apiKeyId, detail: { name: key.name, because: "login_ended" } });
  }
  return keys.map(({ name }) => name);
};
const openKey = async (tx: Tx, apiKeyId: string): Promise<ApiKey> => {
  const key = await lockApiKey(tx, apiKeyId);
  if (key === undefined) throw noSuchThing("api_key", apiKeyId);
  if (key.ended === undefined) return key;
  throw new Refusal("already_decided", {
    zh: "这个密钥已经结束，不能再办理。请新建一个。",
    en: "This key has ended and stays so. Make a new one.",
  });
};
const endKey = async (
  house: House,
  caller: Caller,
  tx: Tx,
  { apiKeyId }: ApiKey,
  because: "by_hand" | "login_ended",
): Promise<void> => {
  const by = doerOf(caller);
  await endApiKey(tx, apiKeyId, { at: house.now(), because, ...(by === undefined ? {} : { by }) });
};
