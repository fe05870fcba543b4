import { expect, describe as group, it } from "vitest";
import { LAW_PACKS } from "../contract/check/pack.ts";
import { DIAGNOSTIC_CODES } from "../contract/codes.ts";
import { describe } from "./describe.ts";
import en from "./diagnostics.en.json" with { type: "json" };
import zh from "./diagnostics.zh.json" with { type: "json" };
import factsEn from "./facts.en.json" with { type: "json" };
import factsZh from "./facts.zh.json" with { type: "json" };

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
  it("N2: parties and modes are said in words, and as they stand in the file where that is what to write", () => {
    const of = (code: string, args: Record<string, string>) =>
      (["zh", "en"] as const).map((language) => {
        const { what, fix } = describe({ code, args }, language);
        return `${what} ${fix}`;
      });
    expect(of("service_address_missing", { party: "company" })[0]).toMatch(/^甲方没有约定送达地址/);
    expect(of("service_address_missing", { party: "company" })[1]).toMatch(/^The company has no address/);
    expect(of("holder_is_payer", { party: "agent" })[0]).toMatch(/^乙方对自己负债/);
    expect(of("remedies_one_sided", { holder: "intermediary", rule: "C1/x" })[0]).toContain("只有第三方中介享有救济");
    const [inChinese, inEnglish] = of("party_missing", { party: "intermediary", mode: "intermediary_led" });
    expect(inChinese).toMatch(/第三方中介主导的合同必须有第三方中介.*写明 intermediary/);
    expect(inEnglish).toMatch(/that is intermediary-led needs the intermediary\. Add intermediary under parties/);
  });
  it("N2: spans and languages are said in the reader's words, and other words of the format stand in quotes", () => {
    const what = (code: string, args: Record<string, string>) =>
      (["zh", "en"] as const).map((language) => describe({ code, args }, language).what);
    expect(what("threshold_window_differs", { every: "month", window: "quarter", metric: "C6.2/m1" })).toEqual([
      "目标按月约定，而 C6.2/m1 按季度衡量。",
      "The target is set by the month, but C6.2/m1 is measured by the quarter.",
    ]);
    expect(what("threshold_window_differs", { every: "last 90 days", window: "half", metric: "m" })).toEqual([
      "目标按最近 90 天约定，而 m 按半年衡量。",
      "The target is set by the last 90 days, but m is measured by the half-year.",
    ]);
    expect(what("prorate_missing", { date: "2026-01-10", window: "year" })).toEqual([
      "期限在 2026-01-10 截断了计算期间（年），但没有约定目标额如何折算。",
      "The term cuts a year at 2026-01-10, and nothing says what becomes of the quota.",
    ]);
    expect(what("accumulate_under_period", { period: "half", accumulate: "quarter" })).toEqual([
      "按半年计算的，不能按季度累计。",
      "What is computed by the half-year cannot accumulate by the quarter.",
    ]);
    expect(what("text_lacks_language", { language: "en" })).toEqual([
      "缺少合同语言之一（英文）的文本。",
      "The text lacks English, one of the contract's languages.",
    ]);
    for (const [code, args] of [
      ["members_without_team", { kind: "person" }],
      ["reference_of_wrong_kind", { rule: "C1/x", kind: "deadline", wanted: "definition" }],
      ["key_not_of_measure", { measure: "nps", key: "top" }],
      ["shares_not_whole", { of: "split" }],
      ["shares_not_whole_on", { of: "split", from: "2026-01-01", total: "90%" }],
    ] as const) {
      const [inChinese, inEnglish] = what(code, args);
      expect(inChinese).not.toMatch(/(?<![“/\w])[a-z]{3,}/);
      expect(inEnglish).toMatch(/`[a-z]+`/);
    }
  });
  it("N2: a full stop inside a number or a name ends no sentence", () => {
    expect(describe({ code: "rate_malformed", args: { written: "5 %" } }, "en").fix).toBe(
      "Write 5.5%, 550bp or 0.055.",
    );
    expect(
      describe({ code: "money_malformed", args: { written: "x", currency: "JPY", example: "12200" } }, "zh").fix,
    ).toBe('请以主单位写普通小数，如 "12200"。');
  });
  it("N2: nothing speaks of one currency's unit, or counts in the plural what may be one", () => {
    for (const table of [factsZh, factsEn, zh, en] as readonly Readonly<Record<string, Message>>[])
      for (const [code, message] of Object.entries(table)) {
        const text = `${message.what} ${message.why ?? ""} ${message.fix}`;
        expect([code, text]).not.toEqual([
          code,
          expect.stringMatching(/以元为单位|\{(cells|columns|n|count)\} [a-z]+s\b/),
        ]);
      }
  });
  it("N2: facts messages are the same codes with the same values in both languages", () => {
    expect(Object.keys(factsZh).sort()).toEqual(Object.keys(factsEn).sort());
    for (const [code, message] of Object.entries(factsZh))
      expect([code, slots(message)]).toEqual([code, slots((factsEn as Record<string, Message>)[code]!)]);
  });
});
