// Clauses: N7
import { joined, sameBytes } from "./bytes.ts";

// RFC 3161 in DER: just enough to ask, and to see whether an answer is one to what was asked. Whose signature it bears is for a program with
// the authority's certificate to say (`openssl ts -verify`).
const HEAD = Uint8Array.of(0x30, 0x43, 0x02, 0x01, 0x01);
/** SHA-256 with its null parameters, then the octets of the hash. */
const IMPRINT = Uint8Array.of(
  0x30,
  0x31,
  0x30,
  0x0d,
  0x06,
  0x09,
  0x60,
  0x86,
  0x48,
  0x01,
  0x65,
  0x03,
  0x04,
  0x02,
  0x01,
  0x05,
  0x00,
  0x04,
  0x20,
);
const WITH_CERTIFICATE = Uint8Array.of(0x01, 0x01, 0xff);
export const NONCE_BYTES = 8;

/** TimeStampReq for a SHA-256. @param nonce drawn by the caller; its first bit is not used */
export const timeStampRequest = (hash: Uint8Array, nonce: Uint8Array): Uint8Array =>
  joined(HEAD, IMPRINT, hash, nonceOf(nonce), WITH_CERTIFICATE);
const nonceOf = (nonce: Uint8Array): Uint8Array => {
  // An INTEGER has no sign bit and no zero in front.
  const first = (nonce[0]! & 0x3f) | 0x40;
  return joined(Uint8Array.of(0x02, NONCE_BYTES, first), nonce.subarray(1, NONCE_BYTES));
};
export interface TimeStamp {
  /** `20261126080000Z`, as the authority wrote it. */
  readonly at: string;
}
/** Whether a TimeStampResp grants a stamp over this hash, and for this request where its nonce is given; undefined where it does not. */
export const readTimeStamp = (answer: Uint8Array, hash: Uint8Array, nonce?: Uint8Array): TimeStamp | undefined => {
  // SEQUENCE { SEQUENCE { INTEGER status … } token }: 0 granted, 1 granted with changes.
  const status = contentAt(answer, contentAt(answer, 0, 0x30) ?? -1, 0x30);
  if (status === undefined || answer[status] !== 0x02 || answer[status + 1] !== 1 || answer[status + 2]! > 1)
    return undefined;
  const imprint = placeOf(answer, joined(IMPRINT, hash));
  if (imprint < 0 || (nonce && placeOf(answer, nonceOf(nonce)) < 0)) return undefined;
  for (let at = imprint + IMPRINT.length + hash.length; at + 2 < answer.length; at += 1) {
    const length = answer[at + 1]!;
    if (answer[at] !== 0x18 || length < 15 || length > 24) continue;
    const written = String.fromCharCode(...answer.subarray(at + 2, at + 2 + length));
    if (/^\d{14}(?:\.\d+)?Z$/.test(written)) return { at: written };
  }
  return undefined;
};
/** Where the content of an element with that tag begins. */
const contentAt = (bytes: Uint8Array, at: number, tag: number): number | undefined => {
  const length = bytes[at + 1];
  if (at < 0 || bytes[at] !== tag || length === undefined || length === 0x80) return undefined;
  return at + 2 + (length > 0x80 ? length - 0x80 : 0);
};
const placeOf = (bytes: Uint8Array, part: Uint8Array): number => {
  for (let at = 0; at + part.length <= bytes.length; at += 1)
    if (bytes[at] === part[0] && sameBytes(bytes.subarray(at, at + part.length), part)) return at;
  return -1;
};
