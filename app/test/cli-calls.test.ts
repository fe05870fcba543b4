import { describe, expect, it } from "vitest";
import { CONTRACT, FACTS, fealty, folderWith } from "./cli-terminal.ts";

const here = () => folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": FACTS });
const facts = ["--facts", "facts.ndjson"];
const asOf = ["--as-of", "2026-07-20"];

describe("nothing of a call is passed over", () => {
  it("N1: a word too many is refused by name, whatever the command", async () => {
    const cases: [string[], string][] = [
      [["check", ".", "b.yaml"], "b.yaml"],
      [["convert", "a.csv", "b.csv", "--mapping", "m.yaml", "--out", "f"], "b.csv"],
      [["statement", ".", "June", ...facts, "--period", "2026-06"], "June"],
      [["explain", ".", "C6.2", "C6.3", ...facts], "C6.3"],
      [["deadline", "tomorrow", "--from", "2026-09-01", "--add", "1 day", "--legal"], "tomorrow"],
      [["new", "extra", "--out", "x.yaml"], "extra"],
      [["evaluate", ".", "facts.ndjson", ...facts, ...asOf], "facts.ndjson"],
      [["verify", "r.json", ".", "more.json"], "more.json"],
      [["calendar", "import", "a.json", "b.json"], "b.json"],
      [["help", "check", "new"], "new"],
    ];
    for (const [args, word] of cases) {
      const { code, out, err } = await fealty(args, { cwd: here() });
      expect([args[0], code, out]).toEqual([args[0], 2, ""]);
      expect(err).toContain(`nothing to do with “${word}”`);
      expect(err).toContain("Usage: fealty");
    }
  });
  it("N1: an option that holds one value is refused when it is given twice", async () => {
    const { code, err } = await fealty(["evaluate", ".", ...facts, ...asOf, "--as-of", "2026-06-20"], {
      cwd: here(),
      language: "zh",
    });
    expect([code, err.split("\n")[0]]).toEqual([2, "--as-of 只能写一次，这里有两个：2026-07-20、2026-06-20。"]);
    const twice = await fealty(["check", ".", "--lang", "en", "--lang", "zh"], { cwd: here() });
    expect(twice.code).toBe(2);
    expect((await fealty(["evaluate", ".", ...facts, ...facts, ...asOf], { cwd: here() })).code).toBe(0);
  });
});
