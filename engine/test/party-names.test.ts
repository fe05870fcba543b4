import { describe, expect, it } from "vitest";
import { partyNamed } from "../src/contract/members.ts";
import { headFigure } from "../src/views/head-figures.ts";
import { partiesOf } from "../src/views/make-view.ts";
import { run } from "./run-contract.ts";

const { contract } = run([], [], "2026-03-01T10:00", {
  parties: {
    company: { name: "恒信公司", name_en: "Hengxin Co.", kind: "organisation", contact: "Zhou" },
    agent: { name: "李晓", kind: "person" },
  },
});

describe("C1.1: a party's English name", () => {
  it("C1.1: English pages show it, with the name that is signed beside it; Chinese ones do not", () => {
    expect(partiesOf(contract, "en")).toEqual([
      { party: "company", name: "Hengxin Co.", legalName: "恒信公司" },
      { party: "agent", name: "李晓" },
    ]);
    expect(partiesOf(contract, "zh").map(({ name }) => name)).toEqual(["恒信公司", "李晓"]);
    expect(partiesOf(contract, "zh").filter((party) => "legalName" in party)).toEqual([]);
  });
  it("C1.1: the English text names the party by both, the Chinese by the one that is signed", () => {
    expect(headFigure(contract, "parties.service", "en")).toContain("Hengxin Co. (恒信公司): contact Zhou");
    expect(headFigure(contract, "parties.service", "zh")).not.toContain("Hengxin");
  });
  it("C11.1: whoever acts under it acts for that party", () => {
    expect(partyNamed(contract.parties, "Hengxin Co.")).toBe("company");
  });
});
