import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const program = fileURLToPath(new URL("./start.mjs", import.meta.url));

test.each([["--example"], ["--port", "7200", "--demo"], ["7200"]])(
  "npm start refuses what it does not know: %s",
  (...words) => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: "utf8" });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`npm start does not know ${words.at(-1)}. It knows --port N`);
  },
);

test("npm start tells a taken port before it sets anything up", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "--port", `${port}`], {
    encoding: "utf8",
    timeout: 20_000,
  });
  taken.close();
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(`Port ${port} is taken. Choose another, for example npm start -- --port 7200.\n`);
});
