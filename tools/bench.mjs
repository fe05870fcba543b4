// npm run bench [-- NAME…]: set-up, then bench/main.ts.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, runNode, SetupRefusal } from "./house.mjs";
import { main, setUp } from "./setup.mjs";

await main(async () => {
  await setUp();
  if (!existsSync(join(root, "bench/main.ts")))
    throw new SetupRefusal("bench/main.ts is missing: there is nothing to measure.");
  const { code } = await runNode("node_modules/tsx/dist/cli.mjs", [
    join(root, "bench/main.ts"),
    ...process.argv.slice(2),
  ]);
  process.exitCode = code;
});
