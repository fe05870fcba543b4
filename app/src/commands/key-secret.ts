// Clauses: C1.2
import { createHmac, hash, randomBytes } from "node:crypto";
import type { CompanyId } from "../store/transaction.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
/** Eight letters, drawn at random: 40 bits, enough to name the keys of a company. */
export const newPrefix = (): string => [...randomBytes(8)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
/**
 * What a machine is given: 32 bytes, drawn with the key of the installation. The same call draws the same, so that an answer that was lost on its way is
 * given again, and what is kept of the call holds no secret.
 * @param key of the call, which its caller drew
 */
export const machineSecret = (machines: Buffer, what: string, key: string): Buffer =>
  createHmac("sha256", machines)
    .update(JSON.stringify([what, key]))
    .digest();

/** `fealty_1_abcdefgh_…`: company, prefix, secret; what looks for lost secrets in texts finds it by its beginning. */
export const keyText = (companyId: CompanyId, prefix: string, secret: Buffer): string =>
  `fealty_${companyId}_${prefix}_${secret.toString("base64url")}`;
/** A key as a request gives it; undefined where it cannot be one. */
export const readKeyText = (
  text: string,
): { readonly companyId: CompanyId; readonly prefix: string; readonly hash: Buffer } | undefined => {
  const found = /^fealty_([1-9]\d{0,14})_([a-z2-7]{8})_[A-Za-z0-9_-]{43}$/.exec(text);
  return found ? { companyId: Number(found[1]), prefix: found[2]!, hash: hashOfKey(text) } : undefined;
};
export const hashOfKey = (text: string): Buffer => hash("sha256", text, "buffer");
