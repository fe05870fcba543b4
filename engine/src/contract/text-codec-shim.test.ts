import { TextDecoder as HostDecoder, TextEncoder as HostEncoder } from "node:util";
import { describe, expect, it } from "vitest";
import { TextDecoder, TextEncoder } from "./text-codec-shim.ts";

describe("N7 UTF-8 without a host", () => {
  it.each(["", "abc", "é", "人寿保险", "𠮷", "a\u0000b", "\ud800x"])(
    "N7: %j gives the host's bytes and back",
    (text) => {
      const bytes = new TextEncoder().encode(text);
      expect([...bytes]).toEqual([...new HostEncoder().encode(text)]);
      expect(new TextDecoder().decode(bytes)).toBe(new HostDecoder().decode(bytes));
    },
  );
  it("N7: broken bytes become replacement characters", () => {
    expect(new TextDecoder().decode(Uint8Array.of(0x61, 0xff, 0x62))).toBe("a\uFFFDb");
  });
});
