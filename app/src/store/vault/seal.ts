// Clauses: N7, N8
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

// AES-256-GCM (NIST SP 800-38D): form 1, then 12 bytes drawn at random, the sealed bytes, a tag of 16 bytes.
const FORM = 1;
const NONCE = 12;
const TAG = 16;

/**
 * Seals bytes under a key of 32 bytes.
 * @param context what they are and whose: sealed bytes that were moved to another place do not open there
 */
export const seal = (key: Buffer, context: string, clear: Buffer): Buffer => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(context, "utf8"));
  return Buffer.concat([Buffer.from([FORM]), nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
};
/** Throws where key, context or bytes are not those of sealing. */
export const unseal = (key: Buffer, context: string, sealed: Buffer): Buffer => {
  if (sealed[0] !== FORM || sealed.length < 1 + NONCE + TAG) throw new Error("not sealed bytes of this form");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(context, "utf8"));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE, sealed.length - TAG)), decipher.final()]);
};
/** What a whole value is searched by: without the key nobody can try values against it (RFC 2104). */
export const searchHash = (key: Buffer, field: string, value: string): Buffer =>
  createHmac("sha256", key).update(`${field}\0${value}`, "utf8").digest();
