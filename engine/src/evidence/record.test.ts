import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64Bytes, base64Of, hexBytes, hexOf, utf8Bytes, utf8Text } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import {
  commitment,
  eventRecord,
  personalEventRecord,
  personalFields,
  recordedLine,
  withoutPersonal,
} from "./record.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());
const salt = sha256(utf8Bytes("salt"));
const named = { id: "k1", kind: "subject", at: "2026-06-01T00:00:00Z", customer: "C-1", name: "王伟", level: "gold" };

describe("bytes", () => {
  it("N7: text, hexadecimal and base64 are those of the platform, there and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.uint8Array(), (text, bytes) => {
        expect(Buffer.from(utf8Bytes(text)).toString("hex")).toBe(Buffer.from(text, "utf8").toString("hex"));
        expect(utf8Text(utf8Bytes(text))).toBe(text);
        expect(hexOf(bytes)).toBe(Buffer.from(bytes).toString("hex"));
        expect(hexBytes(hexOf(bytes))).toEqual(new Uint8Array(bytes));
        expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(base64Bytes(base64Of(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });
  it("N7: bytes that are no UTF-8 are told from text as the platform tells them", () => {
    const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
        let known: string | undefined;
        try {
          known = strict.decode(bytes);
        } catch {
          known = undefined;
        }
        expect(utf8Text(bytes)).toBe(known);
      }),
      { numRuns: 3000 },
    );
  });
  it("N7: base64 is read in one way of writing only", () => {
    for (const wrong of ["A", "AB==CD==", "AB==", "AAB=", "A-_=", " AAA"]) expect(base64Bytes(wrong)).toBeUndefined();
  });
});
describe("records", () => {
  it("N8: a personal field stands as a commitment, which needs field, value and salt, and nothing of it stands in clear", () => {
    const own = commitment(sha256, "name", "王伟", salt);
    expect(commitment(sha256, "name", "王伟", salt)).toBe(own);
    expect(commitment(sha256, "name", "王炜", salt)).not.toBe(own);
    expect(commitment(sha256, "phone", "王伟", salt)).not.toBe(own);
    expect(commitment(sha256, "name", "王伟", sha256(salt))).not.toBe(own);
    expect(personalFields(named)).toEqual(["name"]);
    const record = personalEventRecord(sha256, named, { name: own });
    expect(record).not.toContain("王伟");
    expect(withoutPersonal(named, ["name"])).not.toContain("王伟");
    const { name: _, ...erased } = named;
    expect(personalEventRecord(sha256, erased, { name: own })).toBe(record);
    expect(personalEventRecord(sha256, { ...erased, level: "silver" }, { name: own })).not.toBe(record);
  });
  it("N7: the record of a plain event is the canonical form of what it says", () => {
    const hash = hexOf(salt);
    expect(JSON.parse(eventRecord(hash))).toEqual({ type: "event", line: hash });
    const salted = eventRecord(hash, "0f".repeat(16));
    expect(canonicalJson(JSON.parse(salted))).toBe(salted);
    expect([recordedLine(salted), recordedLine(eventRecord(hash))]).toEqual([hash, hash]);
    expect(recordedLine(salted.replace("0f0f", "0f"))).toBeUndefined();
    expect(personalFields({ kind: "sale", customer: "C-1", name: "x" })).toEqual([]);
    expect(personalFields({ kind: "subject", name: "x" })).toEqual([]);
  });
});
