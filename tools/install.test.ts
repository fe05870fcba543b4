import { expect, test } from "vitest";
import { agreesWithLock } from "./install.mjs";
import { withTree } from "./planted.ts";

const agrees = (wanted: object, installed: object): boolean =>
  withTree(
    {
      "package-lock.json": JSON.stringify({ packages: { "": { version: "1" }, app: { version: "1" }, ...wanted } }),
      "node_modules/.package-lock.json": JSON.stringify({ packages: installed }),
    },
    agreesWithLock,
  );

const yaml = { "node_modules/yaml": { version: "2.9.1", integrity: "sha512-a" } };

test("modules agree with the lock when every package has its version and hash", () => {
  expect(agrees(yaml, yaml)).toBe(true);
  expect(agrees({}, yaml)).toBe(true);
});

test("a missing package, another version or another hash is a difference", () => {
  expect(agrees(yaml, {})).toBe(false);
  expect(agrees(yaml, { "node_modules/yaml": { version: "2.9.0", integrity: "sha512-a" } })).toBe(false);
  expect(agrees(yaml, { "node_modules/yaml": { version: "2.9.1", integrity: "sha512-b" } })).toBe(false);
});

test("a package for another machine may be absent", () => {
  const mac = { "node_modules/mac-only": { version: "1", integrity: "sha512-m", optional: true } };
  expect(agrees({ ...yaml, ...mac }, yaml)).toBe(true);
});
