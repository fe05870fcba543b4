import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withTree } from "./planted.ts";
import { tidy } from "./tidy.ts";
import { print } from "./tree.ts";

const found = (files: Readonly<Record<string, string>>): string[] => withTree(files, (root) => tidy(root).map(print));
const foundIn = (path: string, text: string): string[] => found({ [path]: text });

test("the tree has no finding", () => {
  expect(tidy(join(import.meta.dirname, "..")).map(print)).toEqual([]);
});

describe("in the engine", () => {
  test.each([
    ["Date.now()", "Date.now"],
    ["new Date(0)", "new Date"],
    ["Math.random()", "Math.random"],
    ["Math.exp(1)", "Math.exp"],
    ["Math.log(1)", "Math.log"],
    ["Math.log2(1)", "Math.log2"],
    ["Math.pow(1, 2)", "Math.pow"],
    ["Math.sin(1)", "Math.sin"],
    ["Math.cos(1)", "Math.cos"],
    ["Math.tan(1)", "Math.tan"],
    ["2 ** n", "** on floats"],
    ["n ** 2", "** on floats"],
    ["Intl.NumberFormat", "Intl"],
    ["a.localeCompare(b)", "localeCompare"],
    ["a.toLocaleString()", "toLocaleString"],
    ["parseFloat(a)", "parseFloat"],
    ["Number(a)", "Number()"],
    ["a.map(Number)", "Number()"],
    ["a.toFixed(2)", "toFixed"],
    ["Math.round(a)", "Math.round"],
    ["try { f(); } finally { g(); }", "try/catch"],
    ["p.catch(() => 0)", "try/catch"],
  ])("%s is found at its line", (code, name) => {
    const findings = foundIn("engine/src/pay/plan.ts", `// first\nexport const x = 1;\n${code};\n`);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(`engine/src/pay/plan.ts:3: ${name} is banned, use `);
  });

  test("what is exact on every machine is allowed", () => {
    const code =
      "Math.sqrt(x) + Math.floor(x) + Math.min(1, 2) + Math.abs(x); 10n ** 18n; base ** BigInt(n); Number.isInteger(x);";
    expect(foundIn("engine/src/pay/plan.ts", code)).toEqual([]);
  });

  test("comments and strings may name what is banned", () => {
    expect(
      foundIn("engine/src/pay/plan.ts", '// Date.now() is banned\nconst s = "Math.random()";\n/* try { */'),
    ).toEqual([]);
  });

  test("values and display may turn into numbers, contract may catch, tests may do anything", () => {
    expect(foundIn("engine/src/values/rate.ts", "Number(a); a.toFixed(2); Math.round(a);")).toEqual([]);
    expect(foundIn("engine/src/pay/statement-display.ts", "a.toFixed(2);")).toEqual([]);
    expect(foundIn("engine/src/contract/load.ts", "try { f(); } catch { g(); }")).toEqual([]);
    expect(foundIn("engine/src/pay/plan.test.ts", "Date.now();")).toEqual([]);
    expect(foundIn("web/src/app/shell.ts", "Date.now();")).toEqual([]);
    expect(foundIn("engine/src/values/rate.ts", "Math.exp(1);")).toHaveLength(1);
  });
});

describe("in the store", () => {
  test.each([
    ["merge into fealty.event e using x on true", "merge"],
    ["create table t (id bigint generated always as identity)", "a number that the server draws"],
    ["create table t (id bigserial)", "a number that the server draws"],
    ["select set_config('fealty.company_id', '1', true)", "set_config"],
    ["insert into t values (now())", "a time of the server"],
    ["insert into t values (current_timestamp)", "a time of the server"],
    ["insert into t values (gen_random_uuid())", "a uuid of the server"],
    ["select * from json_table(a, b)", "what PostgreSQL 15 does not know"],
  ])("%s is found in a migration and in a query", (sql, name) => {
    expect(foundIn("app/src/store/migrations/0001-x/up.sql", `-- first\n${sql};\n`)[0]).toMatch(
      `up.sql:2: ${name} is banned`,
    );
    expect(foundIn("app/src/store/events.ts", `const q = \`${sql}\`;\n`)[0]).toMatch(`events.ts:1: ${name} is banned`);
  });

  test("the driver stays there", () => {
    expect(foundIn("app/src/commands/pay-out.ts", 'import pg from "pg";\n')[0]).toMatch(
      "SQL outside of the store is banned",
    );
    expect(foundIn("app/src/store/events.ts", 'import pg from "pg";\n')).toEqual([]);
  });
});

describe("everywhere", () => {
  test("the environment is read in config.ts and main.ts only", () => {
    expect(foundIn("app/src/commands/pay-out.ts", "process.env.A;")[0]).toMatch("process.env is banned, use config.ts");
    expect(found({ "app/src/config.ts": "process.env.A;", "app/src/cli/main.ts": "process.env.A;" })).toEqual([]);
  });

  test.each(["import { a } from 'PATH';", 'import "PATH";', 'export { a } from "PATH";', 'await import("PATH");'])(
    "%s lacks an extension",
    (code) => {
      for (const path of ["./a", "../b/c"]) {
        const findings = foundIn("app/src/cli/main.ts", code.replace("PATH", path));
        expect(findings[0]).toMatch("an import without extension is banned");
      }
    },
  );

  test("imports with extension, of packages and with a query are fine", () => {
    const code =
      'import a from "./a.ts";\nimport b from "./b.json" with { type: "json" };\nimport c from "./c.yaml?raw";\nimport "vite";\n';
    expect(foundIn("web/src/app/main.ts", code)).toEqual([]);
  });

  test("export * stands in the engine's index only", () => {
    expect(foundIn("engine/src/pay/plan.ts", 'export * from "./b.ts";')[0]).toMatch("export * is banned");
    expect(foundIn("engine/src/index.ts", 'export * from "./b.ts";')).toEqual([]);
  });

  test("registries, homes and unfinished work are found in any text", () => {
    const host = ["registry", "npmjs", "org"].join(".");
    expect(foundIn("package-lock.json", `{"resolved": "https://${host}/a"}`)[0]).toMatch("registry");
    expect(foundIn("docs/a.md", ["see ", "home", "ann", "work"].join("/"))[0]).toMatch(
      ["docs/a.md:1: ", "home", "ann", " is banned"].join("/"),
    );
    expect(foundIn("docs/a.md", ["", "root", ".cache"].join("/"))).toHaveLength(1);
    expect(foundIn("web/src/app/a.css", `\n/* ${"TO" + "DO"} colour */`)[0]).toMatch(
      `web/src/app/a.css:2: ${"TO" + "DO"} is banned`,
    );
    expect(foundIn("docs/a.md", "served under /home/ and /api/home/x/ and ./root/a")).toEqual([]);
  });

  test.each([
    ["engine/src/pay/payPlan.ts", "the name payPlan.ts"],
    ["engine/src/Pay/plan.ts", "the name Pay"],
    ["web/src/ui/StateMark.tsx", "the name StateMark.tsx"],
    ["app/src/cli/string-utils.ts", "a file named utils"],
    ["app/src/helpers/a.ts", "a file named helpers"],
    ["app/src/cli/job-manager.ts", "a file named manager"],
  ])("%s is misnamed", (path, name) => {
    expect(foundIn(path, "")).toEqual([expect.stringContaining(`${path}:1: ${name} is banned`)]);
  });

  test("plain names pass", () => {
    expect(
      found({ "engine/src/pay/tiers.test.ts": "", "web/src/ui/state-mark.module.css": "", "README.zh.md": "" }),
    ).toEqual([]);
  });
});

describe("the Clauses line", () => {
  test.each(["// Clauses: C6.2", "// Clauses: C6.2, S10, A9\nconst a = 1;"])("%j is well formed", (text) => {
    expect(foundIn("engine/src/pay/plan.ts", text)).toEqual([]);
  });

  test.each([
    ["// Clauses: C6.9", "1: the clause id C6.9"],
    ["// Clauses: C6.2 S1", "1: the clause id C6.2 S1"],
    ["// clauses: C6.2", "1: this Clauses line"],
    ["// Clauses:", "1: this Clauses line"],
    ["\n// Clauses: C6.2", "2: this Clauses line"],
  ])("%j is not", (text, message) => {
    expect(foundIn("engine/src/pay/plan.ts", text)).toEqual([expect.stringContaining(`plan.ts:${message} is banned`)]);
  });
});

describe("size", () => {
  const lines = (count: number): string => "export const a = 1;\n".repeat(count);
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`engine/src/pay/p${n}.ts`, lines(10)]));

  test("over 450 lines needs a reason in the first five", () => {
    expect(found({ ...many, "engine/src/pay/plan.ts": lines(450) })).toEqual([]);
    expect(found({ ...many, "engine/src/pay/plan.ts": lines(451) })[0]).toMatch("a file of 451 lines without a reason");
    const reason = "// Long: one table of all holidays, read top to bottom.\n";
    expect(found({ ...many, "engine/src/pay/plan.ts": reason + lines(451) })).toEqual([]);
    expect(found({ ...many, "engine/src/pay/plan.ts": lines(5) + reason + lines(451) })).toHaveLength(1);
    expect(found({ ...many, "engine/src/pay/plan.ts": `// Long: yes\n${lines(451)}` })).toHaveLength(1);
  });

  test("nine of ten files stay under 300 lines", () => {
    expect(found({ ...many, "engine/src/a.ts": lines(301), "engine/src/b.ts": lines(301) })).toEqual([]);
    const three = { "engine/src/a.ts": lines(301), "engine/src/b.ts": lines(302), "engine/src/c.ts": lines(301) };
    expect(found({ ...many, ...three })).toEqual([
      expect.stringContaining("engine/src/b.ts:1: having 3 of 23 files over 300 lines"),
    ]);
  });
});
