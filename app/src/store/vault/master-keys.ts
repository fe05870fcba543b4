// Clauses: N7, N8
import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { StoreRefusal } from "../refusal.ts";

/** Where the master keys are kept: in the environment, or in a file beside the clone and never in the database. */
export interface MasterKeySource {
  /** The text of `FEALTY_MASTER_KEY`; it outranks the file. */
  readonly text?: string | undefined;
  /** Made where it is missing and nothing has been sealed yet. */
  readonly file: string;
}
export interface MasterKey {
  /** The first eight hexadecimal digits of the key's hash: names it, and tells nothing of it. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}
/** The first is the one that new keys are wrapped with; the others open what was wrapped before. */
export type MasterKeys = readonly [MasterKey, ...MasterKey[]];

export const newMasterKey = (): MasterKey => masterKey(randomBytes(32));
const masterKey = (key: Buffer): MasterKey => ({
  id: createHash("sha256").update("fealty master key").update(key).digest("hex").slice(0, 8),
  key,
});
const KEY = /^[A-Za-z0-9+/]{43}=$/;
/** Keys in base64, one a line or with commas between. Refusal: `master_key_malformed`. */
export const parseMasterKeys = (text: string, where: string): MasterKeys => {
  const written = text.split(/[\s,]+/).filter((part) => part !== "");
  const [first, ...others] = written
    .filter((part) => KEY.test(part))
    .map((part) => masterKey(Buffer.from(part, "base64")));
  if (first === undefined || others.length + 1 < written.length) throw malformed(where);
  return [first, ...others];
};
export const masterKeyText = (keys: MasterKeys): string =>
  `${keys.map(({ key }) => key.toString("base64")).join("\n")}\n`;

/** Refusals: `master_key_missing`, `master_key_malformed`. */
export const readMasterKeys = async ({ text, file }: MasterKeySource): Promise<MasterKeys> => {
  if (text !== undefined) return parseMasterKeys(text, "FEALTY_MASTER_KEY");
  const kept = await textOf(file);
  if (kept === undefined) throw missing(file);
  return parseMasterKeys(kept, file);
};
/** The same; where there is no key yet one is drawn. Two that draw at once agree on one. */
export const readOrDrawMasterKeys = async (source: MasterKeySource): Promise<MasterKeys> => {
  if (source.text === undefined && (await textOf(source.file)) === undefined)
    await writeWhole(source.file, masterKeyText([newMasterKey()]), "first");
  return readMasterKeys(source);
};
/** In place of what the file held. */
export const keepMasterKeys = ({ file }: MasterKeySource, keys: MasterKeys): Promise<void> =>
  writeWhole(file, masterKeyText(keys), "replace");

export const textOf = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};
/** The file gets its name when it is whole and on disk, and only its owner reads it. */
export const writeWhole = async (file: string, text: string, how: "first" | "replace"): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await writeFile(draft, text, { flush: true, mode: 0o600, flag: "wx" });
  try {
    if (how === "replace") await rename(draft, file);
    else await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

const malformed = (where: string): StoreRefusal =>
  new StoreRefusal(
    "master_key_malformed",
    {
      zh: `${where} 不是主密钥：每把密钥是 32 个字节的 base64（44 个字符），一行一把，第一把为现用。没有改动任何内容。`,
      en: `${where} holds no master keys: each is 32 bytes in base64 (44 characters), one a line, the first the one in use. Nothing was changed.`,
    },
    { where },
  );
const missing = (file: string): StoreRefusal =>
  new StoreRefusal(
    "master_key_missing",
    {
      zh: `个人信息已用主密钥加密，但找不到主密钥文件 ${file}。请把它放回原处，或在 FEALTY_MASTER_KEY 中给出密钥；没有它，个人信息打不开，也没有人能登录；合同、事件和结算单不受影响。`,
      en: `Personal data is sealed under a master key, and its file ${file} is not there. Put it back, or give the key in FEALTY_MASTER_KEY; without it personal data stays shut and nobody can sign in; contracts, events and statements are as they were.`,
    },
    { file },
  );
