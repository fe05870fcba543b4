// Clauses: N1
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Passkey } from "../store/login-passkeys.ts";

export type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
};

/** It is large, and most of what the house does needs none of it. */
const library = () => import("@simplewebauthn/server");
/** The same on every Node, whatever more the runtime knows: EdDSA, ES256, RS256 (RFC 9053, 8812). */
const ALGORITHMS = [-8, -7, -257];

/** What a browser asks a device for, to make a passkey. */
export const creationOptions = async (given: {
  readonly site: string;
  readonly userId: string;
  /** What the device lists it under. */
  readonly account: string;
  readonly challenge: Buffer;
  readonly known: readonly Passkey[];
}): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  (await library()).generateRegistrationOptions({
    rpName: "忠约 Fealty",
    rpID: given.site,
    userID: new Uint8Array(Buffer.from(given.userId)),
    userName: given.account,
    userDisplayName: given.account,
    challenge: new Uint8Array(given.challenge),
    timeout: 300_000,
    attestationType: "none",
    excludeCredentials: given.known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    // Known to the device, so that nobody has to type a name; opened by finger, face or number, so that it is two factors.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
/** What a browser asks its devices for, to sign in: whichever passkey they have for this site. */
export const requestOptions = async (challenge: Buffer): Promise<PublicKeyCredentialRequestOptionsJSON> => {
  const { rpId: _, ...options } = await (await library()).generateAuthenticationOptions({
    // The browser takes that of the page.
    rpID: "",
    challenge: new Uint8Array(challenge),
    timeout: 300_000,
    userVerification: "required",
  });
  return options;
};
/**
 * The passkey that a device made; undefined where the answer does not hold.
 * @param origin of the page, as the browser names it
 * @param isOurs whether a challenge is, base64url
 */
export const madePasskey = async (
  response: RegistrationResponseJSON,
  origin: string,
  isOurs: (challenge: string) => boolean,
): Promise<Pick<Passkey, "credentialId" | "publicKey" | "counter" | "transports"> | undefined> => {
  const { verifyRegistrationResponse } = await library();
  const verified = await held(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: isOurs,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified?.verified) return undefined;
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports };
};
/** How often the passkey says that it was used; undefined where its answer does not hold. */
export const answeredPasskey = async (
  response: AuthenticationResponseJSON,
  passkey: Passkey,
  isOurs: (challenge: string) => boolean,
): Promise<number | undefined> => {
  const { verifyAuthenticationResponse } = await library();
  const origin = originOf(response);
  // Its own site, at whatever port and by whichever of both protocols the browser let it answer.
  if (origin === undefined || new URL(origin).hostname !== passkey.site) return undefined;
  const verified = await held(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: isOurs,
      expectedOrigin: origin,
      expectedRPID: passkey.site,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    }),
  );
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined;
};
const originOf = (response: AuthenticationResponseJSON): string | undefined => {
  try {
    const told = JSON.parse(Buffer.from(response.response.clientDataJSON, "base64url").toString()) as {
      readonly origin: string;
    };
    return new URL(told.origin).origin;
  } catch {
    return undefined;
  }
};
/** The library throws at what does not hold, and at what it cannot read: for whoever asks, both are the same. */
const held = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await ask();
  } catch {
    return undefined;
  }
};
