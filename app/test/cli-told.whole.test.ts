import { describe, expect, it } from "vitest";
import { CONTRACT, FACTS, fealty, folderWith, root } from "./cli-terminal.ts";

const here = () => folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": FACTS });
const facts = ["--facts", "facts.ndjson"];
const filled = "contracts/filled/company-led";

describe("what the contract says can be read", () => {
  it("L4, C3.2: a legal term and a rule are read without facts, in words and in JSON", async () => {
    const term = await fealty(["explain", filled, "L4"], { cwd: root, language: "zh" });
    expect([term.code, term.out.split("：")[0]!.length > 0, term.out.includes("\n")]).toEqual([0, true, true]);
    expect(term.err).toBe("");
    const rule = await fealty(["explain", filled, "C3.2/nps_goal"], { cwd: root });
    expect([rule.code, rule.out.split(" ")[0]]).toEqual([0, "C3.2"]);
    expect(rule.out).toContain("[C3.2/nps_goal]");
    const json = await fealty(["explain", filled, "C3.2/nps_goal", "--json"], { cwd: root });
    expect(JSON.parse(json.out)).toMatchObject({ rule: { ref: "C3.2/nps_goal", clause: "C3.2", kind: "threshold" } });
    const termJson = JSON.parse((await fealty(["explain", filled, "L4", "--json"], { cwd: root })).out);
    expect(termJson.term_text).toMatchObject({ id: "L4", text: { zh: expect.stringMatching(/./) } });
    const wrong = await fealty(["explain", filled, "C3.2/nps_gaol"], { cwd: root });
    expect([wrong.code, wrong.err.includes("Did you mean C3.2/nps_goal?")]).toEqual([2, true]);
  });
  it("L4: with facts too", async () => {
    const call = ["--facts", "web/public/example/company-led.ndjson", "--as-of", "2026-03-20"];
    const plain = await fealty(["explain", filled, "L4"], { cwd: root });
    expect((await fealty(["explain", filled, "L4", ...call], { cwd: root })).out).toBe(plain.out);
    expect((await fealty(["explain", filled, "L9", ...call], { cwd: root })).err).toMatch(/There is no L9/);
  });
});

describe("what is wrong is told with what is right", () => {
  it.each([
    ["2026-13", " Months go from 01 to 12."],
    ["2026-Q5", " Quarters go from Q1 to Q4."],
    ["2026-H3", " Half-years are H1 and H2."],
    ["2027-01", ""],
  ])("C6.3: a period that is none or not there has no near one: %s", async (period, bound) => {
    const { code, err } = await fealty(["statement", ".", ...facts, "--period", period], { cwd: here() });
    expect([code, err]).toEqual([1, `There is no statement for ${period}.${bound} There are: 2026-06.\n`]);
  });
  it("C6.3: a slip of the pen in a period is still told", async () => {
    const { err } = await fealty(["statement", ".", ...facts, "--period", "2026-6"], { cwd: here() });
    expect(err).toBe("There is no statement for 2026-6. There are: 2026-06. Did you mean 2026-06?\n");
  });
  it("C13.1: a legal period takes no hours and no zone", async () => {
    const call = ["deadline", "--legal", "--from", "2026-09-01", "--add", "30 days"];
    const { code, err } = await fealty([...call, "--hours", "22:00-24:00", "--zone", "Europe/London"]);
    expect([code, err.split("\n")[0]]).toEqual([
      2,
      "A legal period is counted in days, in which --hours and --zone change nothing: leave them out, or leave out --legal.",
    ]);
    const { out } = await fealty(call, { language: "zh" });
    expect(out.split("\n")[0]).toMatch(/^届满：\d/);
  });
  it("N2: doctor gives its moments in JSON with their offset", async () => {
    const { out } = await fealty(["doctor", ".", ...facts, "--checks", "1", "--json"], { cwd: here() });
    expect(JSON.parse(out)[0].asOf).toBe("2026-06-12T10:00:00+08:00");
  });
  it("N4: simulated amounts stand in groups of thousands", async () => {
    const call = ["simulate", ".", ...facts, "--set", "quota=100000.00", "--as-of", "2026-07-20"];
    const { out } = await fealty(call, { cwd: here() });
    expect(out).toMatch(/11,000\.00 +13,000\.00 +2,000\.00/);
  });
  it("N1: Chinese help and errors have full-width colons", async () => {
    const help = await fealty(["help", "evaluate"], { language: "zh" });
    expect(help.out).toContain("\n例：\n");
    expect((await fealty(["evaluate"], { language: "zh" })).err).toContain("\n用法：fealty evaluate");
  });
});
