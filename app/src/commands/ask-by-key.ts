// Clauses: C1.2, C10.3, N1
import { timingSafeEqual } from "node:crypto";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { type ApiKey, findApiKey, noteApiKeyUse } from "../store/api-keys.ts";
import type { Tx } from "../store/transaction.ts";
import { companyDay } from "./company-day.ts";
import type { House } from "./house.ts";
import { isAmong } from "./key-addresses.ts";
import { readKeyText } from "./key-secret.ts";
import { Refusal } from "./refusal.ts";
import { type Asking, memberAs } from "./who-asks.ts";

const MINUTE = 60_000_000;

/** What stands behind `Authorization: Bearer`; other schemes, as a proxy may ask for one, are none of ours. */
export const bearerOf = (headers: Headers): string | undefined => bearer(headers.get("authorization") ?? "");
const bearer = (given: string): string | undefined => {
  const found = /^Bearer(?:\s+(.*))?$/i.exec(given);
  return found ? (found[1] ?? "") : undefined;
};
/**
 * Who asks with a key: whoever answers for it, with the roles of the company's day, and no more than the key was made for.
 * Refusals: `key_refused`, the same for every key that opens nothing; `key_from_elsewhere`.
 */
export const askingByKey = async (house: House, bearer: string, address: string): Promise<Asking> => {
  const read = readKeyText(bearer);
  if (read === undefined) throw keyRefused();
  const found = await house.store.withCompany(read.companyId, {}, async (tx) => {
    const key = await findApiKey(tx, read.prefix);
    if (key === undefined || !timingSafeEqual(key.secretHash, read.hash)) return undefined;
    const asking = await askingIn(house, tx, key);
    const isThere = isAmong(key.addresses, address);
    const now = house.now();
    if (asking && isThere && now - (key.usedAt ?? 0) > MINUTE) await noteApiKeyUse(tx, key.apiKeyId, now);
    return asking && { asking, isThere };
  });
  if (found === undefined) throw keyRefused();
  if (!found.isThere) throw fromElsewhere(address);
  return found.asking;
};
const askingIn = async (house: House, tx: Tx, key: ApiKey): Promise<Asking | undefined> => {
  const { apiKeyId, name, prefix, scopes, heldBy, untilOn, ended } = key;
  if (ended !== undefined || heldBy === undefined) return undefined;
  if (untilOn !== undefined && (await companyDay(house, tx)) > untilOn) return undefined;
  const member = await memberAs(house, tx, heldBy);
  // A machine works for the company: whoever is a party of contracts alone has no keys.
  if (member === undefined || member.actor.former || member.parties[0] !== "company") return undefined;
  return {
    ...member,
    actor: { ...member.actor, lacksSecondFactor: false, key: { apiKeyId, name, prefix, scopes } },
    session: {
      // No device, and nobody's login: it ends nothing and prolongs nothing.
      sessionId: apiKeyId,
      userId: apiKeyId,
      companyId: tx.companyId,
      personId: heldBy,
      startedAt: key.madeAt,
      usedAt: key.madeAt,
      expiresAt: Number.MAX_SAFE_INTEGER as Instant,
      persona: false,
      secondFactor: false,
      byPasskey: false,
    },
  };
};
const keyRefused = (): Refusal =>
  new Refusal("key_refused", {
    zh: "这个密钥不能用：可能写错、已结束、已过期，或者负责它的人已不在任。没有执行。请在“接口密钥”页查看，或新建一个。",
    en: "This key opens nothing: it may be mistyped, ended or past its last day, or whoever answers for it is no longer there. Nothing was done. Look under “API keys”, or make a new one.",
  });
const fromElsewhere = (address: string): Refusal =>
  new Refusal(
    "key_from_elsewhere",
    {
      zh: `这个密钥不能从 ${address} 使用，没有执行。可用的地址在新建密钥时指定。`,
      en: `This key may not be used from ${address}; nothing was done. Its addresses were set when it was made.`,
    },
    { address },
  );
