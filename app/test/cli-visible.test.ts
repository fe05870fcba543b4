import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommandLine } from "../src/cli/run.ts";
import { CONTRACT, FACTS, fealty, folderWith } from "./cli-terminal.ts";

const ESC = "\u001b";
const OBEYED = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const fact = (more: object): string =>
  `${JSON.stringify({ id: "s1", kind: "sale", at: "2026-06-10T10:00:00+08:00", order: "o1", amount: "250000.00", ...more })}\n`;
const here = (facts: string) => folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": facts });
const facts = ["--facts", "facts.ndjson", "--as-of", "2026-07-20"];

describe("what files hold does not steer the terminal", () => {
  it("N1: control characters and turns of direction in a value are shown where it is refused", async () => {
    const { code, out, err } = await fealty(["evaluate", ".", ...facts], {
      cwd: here(fact({ amount: `1${ESC}[31m\u202e2\u009b`, order: "o1" })),
    });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("1\\u001b[31m\\u202e2\\u009b in amount is no amount in CNY");
    expect(err).not.toMatch(OBEYED);
  });
  it("N2: an id of several lines does not break the tree of an explanation", async () => {
    const cwd = here(fact({ id: `s1\n${ESC}[2J└─ Payable: 0.00` }));
    const { code, out } = await fealty(["explain", ".", ...facts, "statement/2026-06"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("s1\\n\\u001b[2J└─ Payable: 0.00");
    expect(out).not.toMatch(OBEYED);
    expect(out).not.toMatch(/^ *└─ Payable: 0\.00/m);
  });
  it("N1: names of files and words of the call are shown so, too, also where states are coloured", async () => {
    const cwd = here(FACTS);
    writeFileSync(join(cwd, `f${ESC}[31m.ndjson`), fact({ amount: "x" }));
    const named = await fealty(["evaluate", ".", "--facts", `f${ESC}[31m.ndjson`, "--as-of", "2026-07-20"], { cwd });
    expect(named.err).toContain("f\\u001b[31m.ndjson:1:");
    let out = "";
    const bare = {
      out: (text: string) => {
        out += text;
      },
      err: () => undefined,
      bytes: async function* () {},
      language: "en" as const,
      colours: true,
      progress: false,
    };
    const told = CONTRACT.replace("{zh: 报酬, en: Pay}", '{zh: 报酬, en: "Pay\\u001b[31m\\u001b[2K"}');
    const steering = folderWith({ "contract.yaml": told, "facts.ndjson": FACTS });
    const refused = await fealty(["evaluate", ".", ...facts, "--lang", "en"], { cwd: steering });
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("text_control_sign");
    expect(refused.err).not.toMatch(OBEYED);
    await runCommandLine(["evaluate", ".", ...facts, "--lang", "en"], { ...bare, cwd: here(FACTS) });
    expect(out.replaceAll(new RegExp(`${ESC}\\[(3\\d|0)m`, "g"), "")).not.toMatch(OBEYED);
    expect(out).toContain(`${ESC}[31m■ Missed${ESC}[0m`);
  });
  it("N1: JSON keeps the value it had, and facts for a program keep their bytes", async () => {
    const cwd = here(fact({ id: "s\u202e1" }));
    const { out } = await fealty(["evaluate", ".", ...facts, "--json"], { cwd });
    expect(out).not.toMatch(OBEYED);
    expect(JSON.stringify(JSON.parse(out))).toContain("s\u202e1");
    writeFileSync(join(cwd, "t.csv"), "order,date,amount\no\u20281,2026-03-01,10.00\n");
    writeFileSync(
      join(cwd, "m.yaml"),
      `mapping: 1
source: {date: ymd, number: "1234.56", zone: Asia/Shanghai, currency: CNY}
emit:
  - {kind: sale, id: [row.order], fields: {at: datetime(row.date), order: row.order, amount: money(row.amount)}}
`,
    );
    const converted = await fealty(["convert", "t.csv", "--mapping", "m.yaml", "--out", "-"], { cwd });
    expect([converted.code, converted.out]).toEqual([0, expect.stringContaining('"order":"o\u20281"')]);
  });
});
