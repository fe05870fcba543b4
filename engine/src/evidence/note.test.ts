import { createHash, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { base64Bytes, hexOf, utf8Bytes } from "./bytes.ts";
import {
  isSignedBy,
  keyId,
  type NoteKey,
  printCheckpoint,
  printNote,
  readCheckpoint,
  readNote,
  signatureOf,
  type VerifySignature,
} from "./note.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const raw = (key: KeyObject): Uint8Array => new Uint8Array(Buffer.from(key.export({ format: "jwk" }).x!, "base64url"));
const key: NoteKey = { name: "house.example/1", algorithm: "ed25519", publicKey: raw(publicKey) };
const check: VerifySignature = (_, bytes, message, signature) => {
  const jwk = { kty: "OKP", crv: "Ed25519", x: Buffer.from(bytes).toString("base64url") };
  return verify(null, message, { key: jwk, format: "jwk" }, signature);
};
const text = printCheckpoint({
  origin: "house.example/1/log",
  size: 257,
  root: sha256(utf8Bytes("root")),
  more: ["contract HX-YS-006 李晓"],
});
const note = { text, signatures: [signatureOf(sha256, key, new Uint8Array(sign(null, utf8Bytes(text), privateKey)))] };

describe("signed notes and checkpoints", () => {
  it("N7: the key of C2SP's own example has the id that its specification prints", () => {
    // signed-note.md: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
    const written = base64Bytes("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")!;
    const neumann: NoteKey = { name: "PeterNeumann", algorithm: "ed25519", publicKey: written.slice(1) };
    expect(hexOf(keyId(sha256, neumann))).toBe("c74f20a3");
    const example = readNote(
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
    );
    expect(isSignedBy(sha256, check, example!, neumann)).toBe(true);
  });
  it("N7: a checkpoint is read as it was written, and signed by its key alone", () => {
    const read = readNote(printNote(note))!;
    expect(printNote(read)).toBe(printNote(note));
    expect(printCheckpoint(readCheckpoint(read.text)!)).toBe(text);
    expect(isSignedBy(sha256, check, read, key)).toBe(true);
    expect(isSignedBy(sha256, check, read, { ...key, name: "house.example/2" })).toBe(false);
  });
  it("N7: any one byte of a signed checkpoint changed is found", () => {
    const bytes = utf8Bytes(printNote(note));
    for (let at = 0; at < bytes.length; at += 1)
      for (const bit of [1, 0x80]) {
        const turned = Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ bit : byte))).toString("utf8");
        const read = readNote(turned);
        if (read && isSignedBy(sha256, check, read, key)) expect.fail(`byte ${at}`);
      }
  });
  it("N7: what is no checkpoint is none", () => {
    const root = Buffer.alloc(32).toString("base64");
    for (const wrong of [
      "",
      "a\n1\n",
      `a\n-1\n${root}\n`,
      `a\n01\n${root}\n`,
      `a\n1\nAAAA\n`,
      `a\n1\n${root}`,
      `\n1\n${root}\n`,
    ])
      expect(readCheckpoint(wrong)).toBeUndefined();
    for (const wrong of ["", "text\n", "text\n\n", "text\n\n- name AAAA\n", "text\n\n\u2014 na me AAAAAAAA\n"])
      expect(readNote(wrong)).toBeUndefined();
  });
});
