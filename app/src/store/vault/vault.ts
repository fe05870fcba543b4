// Clauses: N7, N8
import { randomBytes } from "node:crypto";
import { StoreRefusal } from "../refusal.ts";
import {
  keepMasterKeys,
  type MasterKeySource,
  type MasterKeys,
  newMasterKey,
  readMasterKeys,
  readOrDrawMasterKeys,
} from "./master-keys.ts";
import { seal, unseal } from "./seal.ts";

/** A key as the database keeps it: sealed under a master key. */
export interface WrappedKey {
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}
/** The master keys as long as a process needs them; read when the first is asked for. */
export class Vault {
  readonly #source: MasterKeySource;
  #keys: Promise<MasterKeys> | undefined;

  constructor(source: MasterKeySource) {
    this.#source = source;
  }
  /** A first key of a company; draws the master key where there is none. Refusals: those of reading. */
  async firstKey(context: string): Promise<WrappedKey> {
    this.#keys = readOrDrawMasterKeys(this.#source);
    return this.wrap(randomBytes(32), context);
  }
  /** Refusals: `master_key_missing`, `master_key_malformed`. */
  async wrap(key: Buffer, context: string): Promise<WrappedKey> {
    const [{ id, key: master }] = await this.keys();
    return { masterKeyId: id, wrapped: seal(master, context, key) };
  }
  /** Refusals: those of `wrap`, `master_key_other` where it was wrapped with a key that is not at hand. */
  async unwrap({ masterKeyId, wrapped }: WrappedKey, context: string): Promise<Buffer> {
    const known = (await this.keys()).find(({ id }) => id === masterKeyId);
    // Another process may have drawn a new one since.
    const master = known ?? (await this.readAgain()).find(({ id }) => id === masterKeyId);
    if (!master) throw other(masterKeyId, await this.keys());
    return unseal(master.key, context, wrapped);
  }
  /**
   * Draws a further master key and puts it first; those before stay behind it, and open what they wrapped.
   * Refusals: those of `wrap`, `master_key_outside` where the keys are given from outside and cannot be changed here.
   */
  async addMasterKey(): Promise<void> {
    if (this.#source.text !== undefined) throw outside();
    await this.#keep([newMasterKey(), ...(await this.readAgain())]);
  }
  /** Leaves the first key alone in the file. Refusals: those of `addMasterKey`. */
  async forgetFormerKeys(): Promise<void> {
    if (this.#source.text !== undefined) throw outside();
    await this.#keep([(await this.readAgain())[0]]);
  }
  async #keep(keys: MasterKeys): Promise<void> {
    await keepMasterKeys(this.#source, keys);
    this.#keys = Promise.resolve(keys);
  }
  /** Forgets what was read: the next key is asked of the file. */
  readAgain(): Promise<MasterKeys> {
    this.#keys = undefined;
    return this.keys();
  }
  keys(): Promise<MasterKeys> {
    this.#keys ??= readMasterKeys(this.#source);
    // A file that was missing may be put back while the house runs.
    this.#keys.catch(() => {
      this.#keys = undefined;
    });
    return this.#keys;
  }
}
const other = (wanted: string, keys: MasterKeys): StoreRefusal =>
  new StoreRefusal(
    "master_key_other",
    {
      zh: `个人信息是用主密钥 ${wanted} 加密的，现有的是 ${keys.map(({ id }) => id).join("、")}。请放回原来的主密钥，或把它加在现用密钥的下一行。`,
      en: `Personal data is sealed under the master key ${wanted}; at hand is ${keys.map(({ id }) => id).join(", ")}. Put the former key back, or add it on the line below the one in use.`,
    },
    { wanted },
  );
const outside = (): StoreRefusal =>
  new StoreRefusal("master_key_outside", {
    zh: "主密钥由 FEALTY_MASTER_KEY 给出，不能在这里更换。请把新密钥写在最前、旧密钥写在其后，再执行一次 fealty keys --rewrap。",
    en: "The master keys are given in FEALTY_MASTER_KEY and cannot be changed here. Write the new one first and the former behind it, then run fealty keys --rewrap.",
  });
