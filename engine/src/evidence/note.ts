// Clauses: N7
import { base64Bytes, base64Of, joined, type Sha256Bytes, sameBytes, utf8Bytes } from "./bytes.ts";

// Signed notes and checkpoints as C2SP writes them (signed-note.md, tlog-checkpoint.md): a text, an empty line, a line a signature.

/** `ed25519`: 32 bytes (RFC 8032). `ecdsa-p256`: the point, uncompressed, 65 bytes; signed with SHA-256, the signature as r and s. */
export type Algorithm = "ed25519" | "ecdsa-p256";
export interface NoteKey {
  /** No white space and no plus sign. */
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly publicKey: Uint8Array;
}
/** Whether a signature is that of a key; the host supplies it. */
export type VerifySignature = (
  algorithm: Algorithm,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean;
export interface NoteSignature {
  readonly name: string;
  /** Four bytes that name the key, then the signature. */
  readonly bytes: Uint8Array;
}
export interface Note {
  /** Ends with a line's end. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}
/** C2SP gives Ed25519 the number 1; what has no number is 255 and its name. */
const typeOf = (algorithm: Algorithm): Uint8Array =>
  algorithm === "ed25519" ? Uint8Array.of(1) : joined(Uint8Array.of(255), utf8Bytes("fealty ecdsa-p256-sha256"));
export const keyId = (sha256: Sha256Bytes, { name, algorithm, publicKey }: NoteKey): Uint8Array =>
  sha256(joined(utf8Bytes(`${name}\n`), typeOf(algorithm), publicKey)).slice(0, 4);
/** The signature line's bytes for a signature made over the note's text. */
export const signatureOf = (sha256: Sha256Bytes, key: NoteKey, signature: Uint8Array): NoteSignature => ({
  name: key.name,
  bytes: joined(keyId(sha256, key), signature),
});

export const printNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(({ name, bytes }) => `\u2014 ${name} ${base64Of(bytes)}\n`).join("")}`;
/** Undefined for what is no signed note: every character of it has its place. */
export const readNote = (written: string): Note | undefined => {
  const split = written.lastIndexOf("\n\n");
  if (split < 0 || !written.endsWith("\n")) return undefined;
  const text = written.slice(0, split + 1);
  const lines = written.slice(split + 2, -1).split("\n");
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name, base64] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
    const bytes = base64Bytes(base64 ?? "");
    if (name === undefined || bytes === undefined || bytes.length < 5) return undefined;
    signatures.push({ name, bytes });
  }
  return { text, signatures };
};
/** Whether the key signed the note. */
export const isSignedBy = (sha256: Sha256Bytes, verify: VerifySignature, note: Note, key: NoteKey): boolean => {
  const id = keyId(sha256, key);
  return note.signatures.some(
    ({ name, bytes }) =>
      name === key.name &&
      sameBytes(bytes.subarray(0, 4), id) &&
      verify(key.algorithm, key.publicKey, utf8Bytes(note.text), bytes.subarray(4)),
  );
};

/** What a log says of itself at one size. */
export interface Checkpoint {
  /** Names the log; one of another origin is another log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Further lines, `time 2026-06-30T12:00:00Z`. */
  readonly more: readonly string[];
}
export const printCheckpoint = ({ origin, size, root, more }: Checkpoint): string =>
  [origin, String(size), base64Of(root), ...more].map((line) => `${line}\n`).join("");
/** Undefined for what is no checkpoint. */
export const readCheckpoint = (text: string): Checkpoint | undefined => {
  if (!text.endsWith("\n")) return undefined;
  const [origin, size, root, ...more] = text.slice(0, -1).split("\n");
  const bytes = base64Bytes(root ?? "");
  if (!origin || !/^(?:0|[1-9]\d{0,14})$/.test(size ?? "") || bytes?.length !== 32) return undefined;
  if (more.includes("")) return undefined;
  return { origin, size: Number.parseInt(size!, 10), root: bytes, more };
};
