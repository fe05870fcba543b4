import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, layers } from "./layers.ts";
import { withTree } from "./planted.ts";
import { print } from "./tree.ts";

const manifests = {
  "package.json": '{"devDependencies": {"vitest": "1", "fast-check": "1"}}',
  "engine/package.json": '{"dependencies": {"yaml": "1"}}',
  "app/package.json": '{"dependencies": {"@fealty/engine": "1", "exceljs": "1"}}',
  "web/package.json": '{"dependencies": {"@fealty/engine": "1", "react": "1"}}',
};

/** Findings for files given as path → what they import. */
const found = (files: Readonly<Record<string, readonly string[]>>): string[] => {
  const texts = Object.entries(files).map(([path, lines]) => [path, lines.map((line) => `${line};\n`).join("")]);
  return withTree({ ...manifests, ...Object.fromEntries(texts) }, (root) => layers(root).map(print));
};
const a = (path: string): string => `import { a } from "${path}"`;
const t = (path: string): string => `import type { a } from "${path}"`;

test("the tree has no finding", () => {
  expect(layers(join(import.meta.dirname, "..")).map(print)).toEqual([]);
});

test("every way to import is read", () => {
  const text = [
    'import a, { b } from "./1.ts"; import "./2.ts"; import * as c from "./3.ts";',
    'import {\n  type D,\n  e,\n} from "./4.ts";',
    'export { f } from "./5.ts"; export type { G } from "./6.ts"; import type H from "./7.ts"; import { type I } from "./8.ts";',
    'const j = await import("./9.ts"); // import "./no.ts"',
    'export const k = "x"; const text = \'import "y"\';',
  ].join("\n");
  const all = importsOf("x.ts", text).filter((item) => item.specifier !== "y");
  expect(all.map((item) => item.specifier)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `./${n}.ts`));
  expect(all.filter((item) => item.typeOnly).map((item) => item.specifier)).toEqual(["./6.ts", "./7.ts", "./8.ts"]);
  expect(all.filter((item) => item.lazy).map((item) => item.line)).toEqual([7]);
});

describe("engine", () => {
  test("a room imports itself and rooms above it, whatever kind of import", () => {
    expect(
      found({ "engine/src/pay/plan.ts": [a("./line.ts"), a("../rules/threshold.ts"), a("../values/money.ts")] }),
    ).toEqual([]);
    expect(found({ "engine/src/rules/threshold.ts": [a("../values/rate.ts"), a("../pay/plan.ts")] })).toEqual([
      "engine/src/rules/threshold.ts:2: importing pay from rules is banned, use what stands above it in the list of tools/layers.ts",
    ]);
    expect(found({ "engine/src/clocks/pair.ts": [t("../metrics/mean.ts")] })).toHaveLength(1);
    expect(found({ "engine/src/contract/load.ts": ['export { a } from "../facts/fold.ts"'] })).toHaveLength(1);
    expect(found({ "engine/src/contract/load.ts": ['await import("../facts/fold.ts")'] })).toHaveLength(1);
  });

  test("anybody reads messages, messages read nobody", () => {
    expect(found({ "engine/src/values/text.ts": ['import zh from "../messages/zh.json"'] })).toEqual([]);
    expect(found({ "engine/src/messages/sentence.ts": [a("../values/text.ts")] })).toHaveLength(1);
  });

  test("files beside the rooms come last, in their order", () => {
    expect(
      found({ "engine/src/evaluate.ts": [a("./ledger/posting.ts")], "engine/src/simulate.ts": [a("./evaluate.ts")] }),
    ).toEqual([]);
    expect(found({ "engine/src/ledger/posting.ts": [a("../evaluate.ts")] })).toHaveLength(1);
    expect(found({ "engine/src/evaluate.ts": [a("./simulate.ts")] })).toHaveLength(1);
  });

  test("a room or file that is not in the list is found", () => {
    expect(found({ "engine/src/tricks/a.ts": [], "engine/src/common.ts": [] })).toEqual([
      expect.stringContaining("engine/src/common.ts:1: the room common is banned"),
      expect.stringContaining("engine/src/tricks/a.ts:1: the room tricks is banned"),
    ]);
  });

  test("tests may look at everything in their workspace, at nothing outside it", () => {
    expect(found({ "engine/src/values/money.test.ts": [a("../evaluate.ts"), a("vitest"), a("fast-check")] })).toEqual(
      [],
    );
    expect(found({ "engine/src/values/money.test.ts": [a("@fealty/app")] })).not.toEqual([]);
  });
});

describe("app", () => {
  test("commands stand between the store and those who call", () => {
    expect(
      found({
        "app/src/commands/pay-out.ts": [a("../store/event.ts"), a("../documents/notice.ts"), a("@fealty/engine")],
      }),
    ).toEqual([]);
    expect(found({ "app/src/server/routes/pay.ts": [a("../../commands/pay-out.ts"), a("../../config.ts")] })).toEqual(
      [],
    );
    for (const [from, to] of [
      ["store", "documents"],
      ["documents", "store"],
      ["store", "commands"],
      ["convert", "commands"],
      ["server", "store"],
      ["worker", "server"],
      ["cli", "store"],
      ["commands", "server"],
    ]) {
      expect(found({ [`app/src/${from}/x.ts`]: [a(`../${to}/y.ts`)] }), `${from} → ${to}`).toHaveLength(1);
    }
  });

  test("the answer key of the demonstration does not know the engine, nor does what it is made from", () => {
    const files = {
      "app/src/demo/key/make-key.ts": [a("../people.ts")],
      "app/src/demo/people.ts": [a("./random.ts")],
      "app/src/demo/reckon.ts": [a("@fealty/engine/evaluate.ts")],
    };
    expect(found(files)).toEqual([]);
    const knows = { ...files, "app/src/demo/random.ts": [t("@fealty/engine/values/text.ts")] };
    expect(found(knows)).toEqual([
      "app/src/demo/random.ts:1: the engine below the answer key is banned, use nothing of it: the key is what the engine is held against",
    ]);
  });

  test("main knows all", () => {
    expect(
      found({ "app/src/main.ts": [a("./store/event.ts"), a("./server/serve.ts"), a("./worker/clock.ts")] }),
    ).toEqual([]);
    expect(found({ "app/src/commands/pay-out.ts": [a("../main.ts")] })).toHaveLength(1);
  });
});

describe("web", () => {
  test("features do not know each other", () => {
    expect(
      found({ "web/src/features/pay/view.tsx": [a("./row.tsx"), a("../../ui/mark.tsx"), a("../../i18n/zh.ts")] }),
    ).toEqual([]);
    expect(found({ "web/src/features/pay/view.tsx": [a("../goals/view.tsx")] })[0]).toMatch(
      "importing features/goals from features/pay is banned",
    );
    expect(found({ "web/src/ui/mark.tsx": [a("../features/pay/view.tsx")] })).toHaveLength(1);
    expect(found({ "web/src/i18n/zh.ts": [a("../ui/mark.tsx")] })).toHaveLength(1);
    expect(found({ "web/src/features/pay/view.tsx": [a("../../app/router.tsx")] })).toHaveLength(1);
  });

  test("engine is free, app is types only", () => {
    expect(
      found({ "web/src/app/source.ts": [a("@fealty/engine"), a("@fealty/engine/explain.ts"), t("@fealty/app/api")] }),
    ).toEqual([]);
    expect(found({ "web/src/app/source.ts": [a("@fealty/app/api")] }).join()).toMatch(
      "code of app in web is banned, use import type",
    );
    expect(found({ "web/src/app/source.ts": [a("../../../engine/src/index.ts")] })[0]).toMatch(
      "a path into engine is banned",
    );
    expect(found({ "app/src/cli/main.ts": [a("@fealty/web")] }).join()).toMatch("importing web from app is banned");
  });
});

describe("packages", () => {
  test("a package that the workspace does not declare is found", () => {
    expect(found({ "engine/src/values/x.ts": [a("exceljs")] })[0]).toMatch("the undeclared package exceljs is banned");
    expect(found({ "engine/src/values/x.ts": [a("vitest")] })).toHaveLength(1);
    expect(
      found({ "engine/src/contract/x.ts": [a("yaml")], "app/src/convert/x.ts": [a("exceljs"), a("node:fs")] }),
    ).toEqual([]);
    expect(found({ "web/src/app/x.tsx": [a("react/jsx-runtime")] })).toEqual([]);
  });
});

describe("cycles", () => {
  test("a ring of files is one finding", () => {
    const ring = {
      "engine/src/pay/a.ts": [a("./b.ts")],
      "engine/src/pay/b.ts": [a("./c.ts")],
      "engine/src/pay/c.ts": [t("./a.ts")],
    };
    expect(found(ring)).toEqual([
      "engine/src/pay/a.ts:1: the cycle engine/src/pay/a.ts → engine/src/pay/b.ts → engine/src/pay/c.ts → engine/src/pay/a.ts is banned, use a third file that both import",
    ]);
  });

  test("two ways to one file are no ring, and a lazy import closes none", () => {
    expect(
      found({
        "engine/src/pay/a.ts": [a("./b.ts"), a("./c.ts")],
        "engine/src/pay/b.ts": [a("./c.ts")],
        "engine/src/pay/c.ts": [],
      }),
    ).toEqual([]);
    expect(found({ "app/src/cli/a.ts": [a("./b.ts")], "app/src/cli/b.ts": ['await import("./a.ts")'] })).toEqual([]);
  });
});
