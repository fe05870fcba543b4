import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test.each([["--example"], ["--port", "7200", "--demo"], ["7200"]])(
  "npm start refuses what it does not know: %s",
  (...words) => {
    const program = fileURLToPath(new URL("./start.mjs", import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: "utf8" });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`npm start does not know ${words.at(-1)}. It knows --port N`);
  },
);
