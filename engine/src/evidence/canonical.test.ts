import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, canonicalRecord, evidenceHash } from "./canonical.ts";

describe("canonical records", () => {
  it("N7: the quick form and RFC 8785 agree on every record", () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
      fc.array(fc.string()),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), value), (record) => {
        expect(canonicalRecord(record)).toBe(canonicalJson(record));
      }),
    );
  });
  it("N7: text that is no Unicode is refused in either form", () => {
    expect(() => canonicalRecord({ a: "\ud800" })).toThrow();
    expect(() => canonicalJson({ a: "\ud800" })).toThrow();
  });
  it("N7: the hash of evidence does not depend on the order in which it is given", () => {
    const entries = [
      { id: "b", digest: "2" },
      { id: "a", digest: "1" },
    ];
    expect(evidenceHash(entries, (text) => text)).toBe("a\n1\nb\n2\n");
    expect(evidenceHash([...entries].reverse(), (text) => text)).toBe("a\n1\nb\n2\n");
  });
});
