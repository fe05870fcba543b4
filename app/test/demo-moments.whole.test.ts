import { describe, expect, it } from "vitest";
import { generateDemo } from "../src/demo/demo.ts";
import { compare } from "./demo-room.ts";

const demo = generateDemo({ size: "small" });

describe("the answer key", () => {
  it("C11.1 accuses nobody beyond it at earlier moments either", () => {
    for (const moment of ["2026-06-30T18:00:00+08:00", "2026-08-11T12:00:00+08:00", "2026-10-08T09:30:00+08:00"]) {
      const then = { ...demo, company: { ...demo.company, as_of: moment } };
      expect(compare(then, [...demo.contracts]).falseFindings).toEqual([]);
    }
  });
});
