// Clauses: N1
/** Why no passkey can be made or used at this address with this browser; undefined where one can. */
export const noPasskeysHere = (): "access.passkeyByNumber" | "access.passkeyNotHere" | undefined => {
  // A domain, and no number (WebAuthn 5.1.3).
  if (/^[\d.]+$|:/.test(location.hostname)) return "access.passkeyByNumber";
  return window.isSecureContext && "PublicKeyCredential" in window ? undefined : "access.passkeyNotHere";
};
/** The device gave no answer; the text is that of the reader's language. */
class NoPasskey extends Error {
  override readonly name = "NoPasskey";
}
type Library = typeof import("@simplewebauthn/browser");
/** Asks the device, by a library that is loaded then: most people never do. @throws NoPasskey in words, whatever the browser says of why */
export const fromTheDevice = async <Answer>(
  ask: (library: Library) => Promise<Answer>,
  t: (key: "access.passkeyThere" | "access.passkeyStopped") => string,
): Promise<Answer> => {
  const library = await import("@simplewebauthn/browser");
  return ask(library).catch((error: Error) => {
    throw new NoPasskey(t(error.name === "InvalidStateError" ? "access.passkeyThere" : "access.passkeyStopped"));
  });
};
