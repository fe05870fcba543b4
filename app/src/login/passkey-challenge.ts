// Clauses: N1
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Instant } from "@fealty/engine/values/brand.ts";

const MINUTE = 60_000_000;
/** How long somebody may take at the device. */
const LASTS = 5 * MINUTE;
/** Bytes of the moment, of what is drawn, and of the signature over both. */
const [MOMENT, DRAWN, SIGNED] = [8, 24, 32];

/**
 * A challenge that need not be kept: it says when it was drawn and is signed, so whoever asks for many of them fills nothing.
 * @param purpose what it is good for; an answer to it is good for nothing else
 */
export const newChallenge = (key: Buffer, purpose: string, at: Instant): Buffer => {
  const begun = Buffer.alloc(MOMENT + DRAWN);
  begun.writeBigInt64BE(BigInt(at));
  randomBytes(DRAWN).copy(begun, MOMENT);
  return Buffer.concat([begun, signatureOf(key, purpose, begun)]);
};
/** When a challenge was drawn; undefined where it is not ours, for something else, or too old. @param challenge base64url */
export const drawnAt = (key: Buffer, purpose: string, challenge: string, now: Instant): Instant | undefined => {
  const bytes = Buffer.from(challenge, "base64url");
  if (bytes.length !== MOMENT + DRAWN + SIGNED) return undefined;
  const [begun, signature] = [bytes.subarray(0, MOMENT + DRAWN), bytes.subarray(MOMENT + DRAWN)];
  if (!timingSafeEqual(signatureOf(key, purpose, begun), signature)) return undefined;
  const at = Number(begun.readBigInt64BE()) as Instant;
  return at <= now && now - at < LASTS ? at : undefined;
};
const signatureOf = (key: Buffer, purpose: string, begun: Buffer): Buffer =>
  createHmac("sha256", key).update(purpose).update("\0").update(begun).digest();
