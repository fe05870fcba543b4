import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withTree } from "./planted.ts";

const root = join(import.meta.dirname, "..");
const old = new Date("2026-01-01T00:00:00Z");

const clone = {
  "package.json": '{"type": "module"}',
  "package-lock.json": "{}",
  "engine/src/money.ts": "export const money: string = 'one fen';",
  "app/src/cli/main.ts":
    'import { money } from "../../../engine/src/money.ts";\nconsole.log(money, ...process.argv.slice(2));',
  "app/src/cli/old.ts": "",
};

/** A small clone with the real start file; its sources are from last winter. */
function withClone(modules: boolean, work: (folder: string) => void): void {
  withTree(clone, (folder) => {
    for (const path of ["tools/bundle.mjs", "app/bin/fealty.mjs"]) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      copyFileSync(join(root, path), join(folder, path));
    }
    if (modules) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!entry.startsWith("node_modules")) utimesSync(join(folder, entry), old, old);
    }
    work(folder);
  });
}

function fealty(folder: string, ...args: string[]) {
  return spawnSync(process.execPath, [join(folder, "app/bin/fealty.mjs"), ...args], { encoding: "utf8" });
}

test("nothing installed yet: it says what to run and ends with code 2", () => {
  withClone(false, (folder) => {
    const { status, stderr, stdout } = fealty(folder);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("npm start");
  });
});

test("the bundle is built once, and again when a source changed or went", () => {
  withClone(true, (folder) => {
    const bundle = join(folder, "app/dist/fealty.mjs");
    expect(fealty(folder, "check").stdout).toBe("one fen check\n");

    writeFileSync(bundle, "console.log('kept');");
    expect(fealty(folder).stdout).toBe("kept\n");

    writeFileSync(join(folder, "engine/src/money.ts"), "export const money = 'two fen';");
    rebuildIsDue(bundle);
    expect(fealty(folder).stdout).toBe("two fen\n");

    writeFileSync(bundle, "console.log('kept');");
    rmSync(join(folder, "app/src/cli/old.ts"));
    rebuildIsDue(bundle);
    expect(fealty(folder).stdout).toBe("two fen\n");
  });
});

/** The file system's clock is coarse: put the bundle a minute back, still far after the untouched sources. */
function rebuildIsDue(bundle: string): void {
  const minuteAgo = new Date(Date.now() - 60_000);
  utimesSync(bundle, minuteAgo, minuteAgo);
}

test("a source that does not build is told, with code 2, and leaves the old bundle alone", () => {
  withClone(true, (folder) => {
    writeFileSync(join(folder, "app/src/cli/main.ts"), "import './missing.ts';");
    const { status, stderr } = fealty(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("missing.ts");
    expect(existsSync(join(folder, "app/dist/fealty.mjs"))).toBe(false);
  });
});
