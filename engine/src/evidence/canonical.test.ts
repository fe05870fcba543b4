import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, evidenceHash } from "./canonical.ts";

describe("canonical records", () => {
  it("N7: the quick form and the library of RFC 8785 agree on every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme", maxDepth: 4 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
    );
    const odd = [-0, 1e21, 5e-324, "\\ud", "\u2028\ud83d\ude00", { 10: 1, 9: 2, "": 3 }, { a: undefined, b: [] }];
    for (const value of [...odd, [undefined, null], { at: new Date(0) }])
      expect(canonicalJson(value)).toBe(canonicalize(value));
  });
  it("N7: text that is no Unicode is refused, however deep it stands", () => {
    for (const value of ["\ud800", { a: ["\udc00x"] }, { "\ud800": 1 }]) expect(() => canonicalJson(value)).toThrow();
    for (const value of [Number.NaN, [Number.POSITIVE_INFINITY], undefined, { a: 1n }])
      expect(() => canonicalJson(value)).toThrow();
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
