// Clauses: N7
import type { Text } from "@fealty/engine/values/text.ts";
import type { StoreEnvironment } from "../config.ts";
import { listCompanies } from "../store/companies.ts";
import { loginKeyWrappedBy, rewrapLoginKey } from "../store/login-key.ts";
import type { Store } from "../store/open-store.ts";
import { countKeys, holdWrapping, rewrapKeys } from "../store/personal-keys.ts";
import { StoreRefusal } from "../store/refusal.ts";
import type { Tx } from "../store/transaction.ts";
import { type StartProgress, withStore } from "./open-house.ts";

/** A master key by its name, and how many keys it wraps. */
export interface MasterKeyUse {
  readonly id: string;
  readonly wraps: number;
}
export interface KeysAsked {
  /** `rotate`: a new master key takes over. `rewrap`: every key comes under the present one. `forget`: former ones that wrap nothing go. */
  readonly act?: "rotate" | "rewrap" | "forget" | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: StartProgress | undefined;
}
export interface KeysReport {
  readonly rewrapped: number;
  /** The present one first. */
  readonly keys: readonly MasterKeyUse[];
}
/**
 * The master keys in use, and their rotation. Data is not touched: only its keys are wrapped anew. Broken off anywhere the former master
 * key still opens what it wrapped, and the same call goes on. Refusals: those of opening and of the master key, `master_key_outside`.
 */
export const masterKeys = (environment: StoreEnvironment, { act, signal, progress }: KeysAsked): Promise<KeysReport> =>
  withStore(environment, { existing: true }, progress, async (store) => {
    if ((await used(store)).size === 0) return { rewrapped: 0, keys: [] };
    if (act === "rotate") await alone(store, (tx) => tx.vault.addMasterKey());
    const rewrapped = act === "rotate" || act === "rewrap" ? await rewrapAll(store, signal) : 0;
    if (act === "forget") await forget(store);
    const counts = await used(store);
    const present = await alone(store, (tx) => tx.vault.keys());
    const ids = new Set([...present.map(({ id }) => id), ...counts.keys()]);
    return { rewrapped, keys: [...ids].map((id) => ({ id, wraps: counts.get(id) ?? 0 })) };
  });
/**
 * Whether keys of the database are wrapped by a master key that is not here, in words; undefined where nothing is missing. The master key is in no backup: whoever
 * restores somewhere else has to bring it along.
 */
export const missingMasterKey = async (environment: StoreEnvironment): Promise<Required<Text> | undefined> => {
  try {
    await masterKeys(environment, {});
    return undefined;
  } catch (problem) {
    if (problem instanceof StoreRefusal && problem.code === "master_key_missing") return problem.text;
    throw problem;
  }
};
/** While nobody wraps. */
const alone = <Result>(store: Store, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  store.asOperator({}, async (tx) => {
    await holdWrapping(tx);
    return work(tx);
  });
const forget = (store: Store): Promise<void> =>
  alone(store, async (tx) => {
    const [present] = await tx.vault.readAgain();
    const others = [...(await used(store)).keys()].filter((id) => id !== present.id);
    if (others.length === 0) await tx.vault.forgetFormerKeys();
  });
const rewrapAll = async (store: Store, signal: AbortSignal | undefined): Promise<number> => {
  let all = (await store.withLogins(rewrapLoginKey)) ? 1 : 0;
  for (const { companyId } of await listCompanies(store))
    for (;;) {
      signal?.throwIfAborted();
      const some = await store.withCompany(companyId, {}, rewrapKeys);
      if (some === 0) break;
      all += some;
    }
  return all;
};
const used = async (store: Store): Promise<Map<string, number>> => {
  const login = await store.withLogins(loginKeyWrappedBy);
  const counts = new Map<string, number>(login === undefined ? [] : [[login, 1]]);
  for (const { companyId } of await listCompanies(store))
    for (const [id, count] of await store.withCompany(companyId, {}, countKeys))
      counts.set(id, (counts.get(id) ?? 0) + count);
  return counts;
};
