import { describe, expect, it } from "vitest";
import { PAY_EXCLUSIONS } from "../pay/types.ts";
import { describeWarning, reasonWords } from "./warning.ts";
import en from "./warnings.en.json" with { type: "json" };
import zh from "./warnings.zh.json" with { type: "json" };

describe("warnings", () => {
  it("N2: both languages have every warning and every reason", () => {
    expect(Object.keys(zh.warnings)).toEqual(Object.keys(en.warnings));
    for (const reason of PAY_EXCLUSIONS) {
      expect(Object.keys(zh.reasons)).toContain(reason);
      expect(Object.keys(en.reasons)).toContain(reason);
    }
    expect(reasonWords("no_rate_row", "en")).not.toContain("_");
  });
  it("C6.2: a sale without a rate row is told with its statement, event and owner's task", () => {
    const warning = {
      code: "not_counted",
      args: { statement: "2026-06", event: "e7", reason: "no_rate_row", owner: "company" },
    };
    expect(describeWarning(warning, "zh")).toBe(
      "2026-06 结算单未计入事件 e7：费率表里没有相应的一行，须由付款方补上。",
    );
  });
  it("N2: one is told in the singular", () => {
    const of = (code: string, count: string) =>
      describeWarning({ code, args: { count, rule: "R", kind: "refund", written: "x" } }, "en");
    expect(of("of_other_contract", "1")).toBe("1 fact belongs to other contracts and was not counted.");
    expect(of("returns_not_counted", "1")).toContain("1 event of kind refund does not change pay");
    expect(of("returns_not_counted", "2")).toContain("2 events of kind refund do not change pay");
    expect(of("unknown_end_reason", "1")).toMatch(/1 end gives .* nobody chose it nor/);
  });
});
