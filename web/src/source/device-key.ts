// Clauses: N7
import { base64Of, utf8Bytes } from "@fealty/engine/evidence/bytes.ts";

// The key with which a party countersigns: made in this browser, kept in it, and never to be taken out of it. ECDSA P-256, since every
// browser with WebCrypto has it; Ed25519 is years younger.
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

export interface DeviceKey {
  readonly privateKey: CryptoKey;
  /** Base64 of the uncompressed point. */
  readonly publicKey: string;
  /** What the house calls it; absent before it was registered. */
  readonly partyKeyId?: string;
}
/** Whether this browser can hold a key: only pages from this machine or over https may. */
export const canHoldKey = (): boolean => globalThis.isSecureContext && "subtle" in crypto && "indexedDB" in globalThis;
export const drawKey = async (): Promise<DeviceKey> => {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  return { privateKey, publicKey: base64Of(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey))) };
};
/** Base64 of r and s over a text. */
export const signWith = async ({ privateKey }: DeviceKey, text: string): Promise<string> =>
  base64Of(new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, utf8Bytes(text) as Uint8Array<ArrayBuffer>)));

const STORE = "keys";
const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("fealty-device-keys", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const inStore = async <Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> => {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
};
/** A key is for one contract and one party of it. */
const placeOf = (number: string, party: string): string => JSON.stringify([number, party]);
export const keptKey = (number: string, party: string): Promise<DeviceKey | undefined> =>
  inStore<DeviceKey | undefined>("readonly", (store) => store.get(placeOf(number, party)));
export const keepKey = async (number: string, party: string, key: DeviceKey): Promise<void> => {
  await inStore("readwrite", (store) => store.put(key, placeOf(number, party)));
};
export const forgetKey = async (number: string, party: string): Promise<void> => {
  await inStore("readwrite", (store) => store.delete(placeOf(number, party)));
};
