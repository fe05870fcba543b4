import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { clauseList, idsIn } from "./clause-list.ts";
import { withTree } from "./planted.ts";
import { rulesWithoutFacts } from "./template-facts.ts";
import { contradictions, lacks, openClauses, type Serving, servings, where } from "./where.ts";

const root = join(import.meta.dirname, "..");

test("every clause is served by template line, code and test, or stands in the open list", () => {
  expect(contradictions(servings(root), openClauses(root))).toEqual([]);
});

test("the open list only shrinks", () => {
  const present = openClauses(root);
  for (const earlier of earlierLists()) expect(present.filter((id) => !earlier.includes(id))).toEqual([]);
});

/** The open list of the last two commits that changed it; none where git or the history is not there. */
function earlierLists(): string[][] {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    const commits = git("log", "-2", "--format=%H", "--", "tools/open-clauses.json").split("\n").filter(Boolean);
    return commits.map((commit) => JSON.parse(git("show", `${commit}:tools/open-clauses.json`)));
  } catch {
    return [];
  }
}

test("the list has every chapter, supplement, annex, breach, term and feature", () => {
  const count = (letter: string): number => clauseList.filter(({ id }) => id.startsWith(letter)).length;
  expect(["C", "S", "A", "B", "L", "P", "N"].map(count)).toEqual([44, 10, 9, 5, 5, 1, 8]);
  expect(new Set(clauseList.map(({ id }) => id)).size).toBe(clauseList.length);
  expect(clauseList.every(({ zh, en }) => zh !== "" && en !== "")).toBe(true);
});

test("ids are read, look-alikes are not", () => {
  expect(idsIn("C6.2, S10 (A9)")).toEqual(["C6.2", "S10", "A9"]);
  expect(idsIn("case-L1 C1.10 C6.22 M1 B12 XC6.2 N1-x 1.C6.2 S1.5")).toEqual([]);
});

describe("servings", () => {
  const find = (files: Readonly<Record<string, string>>, id: string): Serving =>
    withTree(files, (folder) => servings(folder).find((serving) => serving.id === id)!);

  const all = {
    "templates/agent-loyalty/c06-incentives.yaml":
      "clauses:\n  - id: C6.2\n    rules:\n      - {id: pay, kind: entitlement, finding: B1}\n",
    "engine/src/pay/plan.ts": "// Clauses: C6.2, C6.3\n",
    "web/src/features/pay/view.tsx": "// Clauses: C6.2\n",
    "engine/src/pay/plan.test.ts": 'test("C6.2 pays", () => {});\n',
  };

  test("names template line, rooms, screens and tests", () => {
    expect(find(all, "C6.2")).toMatchObject({
      template: [{ path: "templates/agent-loyalty/c06-incentives.yaml", line: 2 }],
      rooms: [{ path: "engine/src/pay/plan.ts", line: 1 }],
      screens: [{ path: "web/src/features/pay/view.tsx", line: 1 }],
      tests: [{ path: "engine/src/pay/plan.test.ts", line: 1 }],
    });
    expect(find(all, "B1").template).toEqual([{ path: "templates/agent-loyalty/c06-incentives.yaml", line: 4 }]);
    expect(lacks(find(all, "C6.2"))).toEqual([]);
  });

  test("each of the three can be lacking", () => {
    const without = (path: keyof typeof all): string[] =>
      lacks(find({ ...all, "web/src/features/pay/view.tsx": "", [path]: "" }, "C6.2"));
    expect(without("templates/agent-loyalty/c06-incentives.yaml")).toEqual(["template line"]);
    expect(without("engine/src/pay/plan.ts")).toEqual(["code"]);
    expect(without("engine/src/pay/plan.test.ts")).toEqual(["test"]);
    expect(
      lacks(find({ "web/src/ui/explain.tsx": "// Clauses: N2", "web/e2e/explain.test.ts": "// Clauses: N2" }, "N2")),
    ).toEqual([]);
  });

  test.each([
    'describe("C6.2: pay", () => {})',
    "test.each([\n  [1, 2],\n])('C6.2 pays %d', () => {})",
    "for (const kind of kinds) it(`C6.2 pays`, f)",
    "// Clauses: C6.2",
  ])("a test names its clause: %s", (text) => {
    expect(find({ "app/src/cli/pay.test.ts": text }, "C6.2").tests).toHaveLength(1);
  });

  test("mentions elsewhere do not count", () => {
    const files = {
      "engine/src/pay/plan.ts": "// pays\n// Clauses: C6.2\n",
      "engine/src/pay/plan.test.ts": 'expect("C6.2").toBe(x); test("case-L1", f);',
      "templates/agent-loyalty/c06-incentives.yaml": "text: see C6.2\nid: C6.22\n",
    };
    expect(lacks(find(files, "C6.2"))).toEqual(["template line", "code", "test"]);
    expect(lacks(find(files, "L1"))).toContain("test");
  });

  test("list and tree contradict each other in both directions", () => {
    const state = (open: readonly string[]): string[] =>
      withTree(all, (folder) => contradictions(servings(folder), open));
    const others = clauseList.map(({ id }) => id).filter((id) => id !== "C6.2");
    expect(state(others)).toEqual([]);
    expect(state(["C6.2", ...others])).toEqual([expect.stringContaining("C6.2 is served: take it out")]);
    expect(state(others.filter((id) => id !== "C6.3"))).toEqual(["C6.3 lacks template line, test"]);
    expect(state([...others, "C99.1", "A1"])).toEqual([
      expect.stringContaining("C99.1 stands in"),
      expect.stringContaining("A1 stands twice"),
    ]);
  });
});

describe("what npm run where prints", () => {
  const printed = (...asked: string[]): { code: number; out: string[]; err: string[] } => {
    const [out, err]: [string[], string[]] = [[], []];
    const log = vi.spyOn(console, "log").mockImplementation((line: string) => void out.push(...line.split("\n")));
    const error = vi.spyOn(console, "error").mockImplementation((line: string) => void err.push(line));
    try {
      return { code: where(root, asked), out, err };
    } finally {
      log.mockRestore();
      error.mockRestore();
    }
  };

  test("its columns stand under each other", () => {
    const lines = printed().out.filter((line) => /^[A-Z]\d/.test(line) && line.includes(" · "));
    expect(lines).toHaveLength(clauseList.length);
    for (const word of ["rooms", "screens", "tests"])
      expect(new Set(lines.map((line) => line.indexOf(word))).size).toBe(1);
  });

  test("every clause that was asked for is told, or named as none", () => {
    const heads = printed("C6.2", "n1").out.filter((line) => line.includes(" · "));
    expect(heads.map((line) => line.split("  ")[0])).toEqual(["C6.2", "N1"]);
    expect(printed("C6.2", "X1", "C99")).toEqual({
      code: 2,
      out: [],
      err: ["X1, C99 are no clauses of the list. Example: npm run where C6.2"],
    });
    expect(printed("--shrink", "C6.2")).toMatchObject({ code: 2, err: ["--shrink stands alone."] });
  });
});

describe("facts of the template's rules", () => {
  const template = {
    "templates/agent-loyalty/c04.yaml":
      "clauses:\n  - id: C4.1\n    rules:\n      - {id: nps, kind: definition}\n      - {id: goal, kind: threshold}\n      - {id: visit, kind: recurrence}\n",
    "templates/agent-loyalty/a5.yaml": "id: A5\nrules:\n  - {id: fee, kind: deadline}\n",
  };
  const lacking = (expected?: object): string[] =>
    withTree(
      expected === undefined
        ? template
        : { ...template, "templates/agent-loyalty/facts/expected.json": JSON.stringify(expected) },
      (folder) => rulesWithoutFacts(folder).lacking,
    );

  const one = (ref: string, state: string) => ({ ref, state, facts: `${ref.replace("/", "-")}.${state}.ndjson` });
  const withFiles = (...entries: ReturnType<typeof one>[]): string[] =>
    withTree(
      {
        ...template,
        "templates/agent-loyalty/facts/expected.json": JSON.stringify(entries),
        ...Object.fromEntries(entries.map(({ facts }) => [`templates/agent-loyalty/facts/${facts}`, ""])),
      },
      (folder) => rulesWithoutFacts(folder).lacking,
    );

  test("a rule without facts is listed with every state that was not shown", () => {
    expect(lacking()).toEqual([
      "A5/fee: never met, never missed, never excused",
      "C4.1/nps: never ok, never not_enough_data or indeterminate",
      "C4.1/goal: never met, never missed, never excused",
      "C4.1/visit: never met, never missed, never excused",
    ]);
  });

  test("what force majeure can excuse is asked for in acts, powers, procedures and payments too", () => {
    const kinds = ["kind: prohibition", "kind: power", "kind: procedure", "kind: entitlement, plan: {period: month}"];
    const rules = kinds.map((kind, index) => `      - {id: r${index}, ${kind}}\n`).join("");
    const file = { "templates/agent-loyalty/c11.yaml": `clauses:\n  - id: C11.1\n    rules:\n${rules}` };
    const lacking = withTree(file, (folder) => rulesWithoutFacts(folder).lacking);
    expect(lacking).toHaveLength(kinds.length);
    for (const line of lacking) expect(line).toMatch(/never excused$/);
  });

  const twoOfOneName = {
    "templates/agent-loyalty/c12.yaml": [
      "clauses:",
      "  - id: C12.1",
      "    rules:",
      "      - {id: dispute, kind: deadline, modes: [intermediary_led]}",
      "      - {id: dispute, kind: deadline, modes: [company_led, agent_led]}",
    ].join("\n"),
    "contracts/filled/company-led/contract.yaml": "fealty: 1\nmode: company_led\n",
    "contracts/filled/intermediary-led/contract.yaml": "fealty: 1\nmode: intermediary_led\n",
  };
  const rows = (contract: string, ref: string, subject?: string) =>
    ["met", "missed", "excused"].map((state) => ({
      ...one(ref, state),
      contract,
      ...(subject === undefined ? {} : { period_or_subject: subject }),
    }));
  const lackingIn = (tree: Readonly<Record<string, string>>, entries: readonly { facts: string }[]): string[] =>
    withTree(
      {
        ...tree,
        "templates/agent-loyalty/facts/expected.json": JSON.stringify(entries),
        ...Object.fromEntries(entries.map(({ facts }) => [`templates/agent-loyalty/facts/${facts}`, ""])),
      },
      (folder) => rulesWithoutFacts(folder).lacking,
    );

  test("C12.1 of two rules of one name each is asked for in its own modes", () => {
    expect(lackingIn(twoOfOneName, rows("company-led", "C12.1/dispute"))).toEqual([
      "C12.1/dispute (intermediary_led): never met, never missed, never excused",
    ]);
    expect(lackingIn(twoOfOneName, rows("intermediary-led", "C12.1/dispute"))).toEqual([
      "C12.1/dispute (company_led, agent_led): never met, never missed, never excused",
    ]);
    const both = [...rows("company-led", "C12.1/dispute"), ...rows("intermediary-led", "C12.1/dispute")];
    expect(lackingIn(twoOfOneName, both)).toEqual([]);
  });

  test("C12.1 each stage of a procedure is asked for; one without a time cannot be late", () => {
    const procedure = {
      "templates/agent-loyalty/c12.yaml": [
        "clauses:",
        "  - id: C12.1",
        "    rules:",
        "      - id: dispute",
        "        kind: procedure",
        "        stages:",
        "          - {id: call, ends: called}",
        "          - {id: mediation, within: 30 days}",
      ].join("\n"),
    };
    expect(lackingIn(procedure, [])).toEqual([
      "C12.1/dispute call: never met",
      "C12.1/dispute mediation: never met, never missed or ended, never excused",
    ]);
    const shown = rows("company-led", "C12.1/dispute", "x-1/call");
    expect(lackingIn(procedure, shown)).toEqual([
      "C12.1/dispute mediation: never met, never missed or ended, never excused",
    ]);
    expect(lackingIn(procedure, [...shown, ...rows("company-led", "C12.1/dispute", "x-1/mediation")])).toEqual([]);
  });

  test("each state counts once its facts file is there", () => {
    const whole = ["A5/fee", "C4.1/goal", "C4.1/visit"].flatMap((ref) =>
      ["met", "missed", "excused"].map((state) => one(ref, state)),
    );
    const metric = [one("C4.1/nps", "ok"), one("C4.1/nps", "indeterminate")];
    expect(withFiles(...whole, ...metric)).toEqual([]);
    expect(withFiles(...whole.slice(1), ...metric)).toEqual(["A5/fee: never met"]);
    expect(lacking([...whole, ...metric])).toHaveLength(4);
  });
});
