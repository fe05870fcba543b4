import { expect, describe as group, it } from "vitest";
import { LAW_PACKS } from "../contract/check/pack.ts";
import { DIAGNOSTIC_CODES } from "../contract/codes.ts";
import { describe } from "./describe.ts";
import en from "./diagnostics.en.json" with { type: "json" };
import zh from "./diagnostics.zh.json" with { type: "json" };

type Message = { readonly what: string; readonly why?: string; readonly fix: string };
const findings = LAW_PACKS.flatMap((pack) => pack.findings.map((finding) => finding.code));
const slots = (message: Message): string[] =>
  [...new Set(`${message.what} ${message.why ?? ""} ${message.fix}`.match(/\{\w+\}/g) ?? [])].sort();

group("N2 messages", () => {
  const tables: readonly (readonly [string, Readonly<Record<string, Message>>])[] = [
    ["zh", zh],
    ["en", en],
  ];
  it.each(tables)("N2: %s has a sentence and a mending for every code, and no other code", (_, table) => {
    expect(Object.keys(table).sort()).toEqual([...new Set([...DIAGNOSTIC_CODES, ...findings])].sort());
    for (const message of Object.values(table)) {
      expect(message.what).not.toBe("");
      expect(message.fix).not.toBe("");
    }
  });
  it("N2: a legal finding also says why, in both languages", () => {
    for (const [, table] of tables) for (const code of findings) expect(table[code]?.why ?? "").not.toBe("");
  });
  it("N2: English needs no value that Chinese lacks but the nearest name and the like", () => {
    for (const code of Object.keys(zh))
      expect([code, slots((en as Record<string, Message>)[code]!)]).toEqual([
        code,
        slots((zh as Record<string, Message>)[code]!),
      ]);
  });
  it("N2: fills in the values, keeps an unknown slot visible, and names an unknown code", () => {
    expect(
      describe({ code: "unknown_key_near", args: { key: "coutn", within: "recurrence", nearest: "count" } }, "en"),
    ).toEqual({
      what: "`coutn` is no key of recurrence.",
      fix: "Did you mean `count`?",
    });
    expect(describe({ code: "duplicate_key", args: {} }, "zh").what).toContain("{key}");
    expect(describe({ code: "never_heard", args: {} }, "en")).toEqual({ what: "never_heard", fix: "" });
  });
});
