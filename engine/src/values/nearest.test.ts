import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest.ts";

describe("the name that was meant", () => {
  it("N1: is near, and shares something with what was written", () => {
    expect(nearestName("amuont", ["amount", "order"])).toBe("amount");
    expect(nearestName("订单号", ["订单", "a"])).toBe("订单");
    expect(nearestName("金额", ["a", "b", "日期"])).toBeUndefined();
    expect(nearestName("x", ["id"])).toBeUndefined();
  });
  it("N1: a far one is none: at least half of the letters stay", () => {
    expect(nearestName("bad", ["law", "mode", "term", "title"])).toBeUndefined();
    expect(nearestName("lwa", ["law", "mode"])).toBe("law");
    expect(nearestName("laws", ["law", "mode"])).toBe("law");
    expect(nearestName("form", ["law", "title"])).toBeUndefined();
    expect(nearestName("订单编号", ["订单", "a"])).toBe("订单");
  });
});
