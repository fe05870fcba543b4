// A device that keeps passkeys, in so much as a house sees of one: it makes keys and signs challenges (WebAuthn 6 and 7).
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "../../src/login/passkey.ts";

/** CBOR (RFC 8949) of what an answer is made of: small numbers, bytes, texts and maps. */
const cbor = (value: unknown): Buffer => {
  // As short as it goes: the library measures what it reads by writing it anew.
  const head = (major: number, count: number): Buffer => {
    if (count < 24) return Buffer.from([(major << 5) | count]);
    return Buffer.from(count < 256 ? [(major << 5) | 24, count] : [(major << 5) | 25, count >> 8, count & 255]);
  };
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, one]) => [cbor(key), cbor(one)])]);
};
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const WITH_KEY = 0x40;

export interface SoftDevice {
  readonly make: (options: PublicKeyCredentialCreationOptionsJSON) => RegistrationResponseJSON;
  readonly answer: (
    options: PublicKeyCredentialRequestOptionsJSON,
    /** What a device in wrong hands, or a page in between, would do otherwise. */
    otherwise?: { readonly verified?: boolean; readonly origin?: string; readonly site?: string },
  ) => AuthenticationResponseJSON;
}
/** @param origin of the page that asks it */
export const softDevice = (origin: string): SoftDevice => {
  const site = new URL(origin).hostname;
  const id = randomBytes(16);
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const named = {
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key" as const,
    clientExtensionResults: {},
  };
  let used = 0;
  const told = (type: string, challenge: string, from = origin): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const state = (flags: number, of = site): Buffer => {
    used += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(used);
    return Buffer.concat([createHash("sha256").update(of).digest(), Buffer.from([flags]), counter]);
  };
  return {
    make: ({ challenge }) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const key = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const authData = Buffer.concat([state(USER_PRESENT | USER_VERIFIED | WITH_KEY), key]);
      const made = cbor(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", authData],
        ]),
      );
      return {
        ...named,
        response: {
          clientDataJSON: told("webauthn.create", challenge).toString("base64url"),
          attestationObject: made.toString("base64url"),
          transports: ["internal"],
        },
      };
    },
    answer: ({ challenge }, { verified = true, origin: from, site: of } = {}) => {
      const client = told("webauthn.get", challenge, from);
      const authData = state(verified ? USER_PRESENT | USER_VERIFIED : USER_PRESENT, of);
      const signed = createSign("sha256").update(authData).update(createHash("sha256").update(client).digest());
      return {
        ...named,
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: authData.toString("base64url"),
          signature: signed.sign(privateKey).toString("base64url"),
        },
      };
    },
  };
};
/** A key on P-256 for ES256, as COSE writes it (RFC 9053). */
const coseKey = (key: KeyObject): Buffer => {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
};
