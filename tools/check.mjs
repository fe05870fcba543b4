// npm run check: the quick loop. Types and lint side by side, then unit tests with tidy, layers and where among them.
import { say } from "./house.mjs";
import { main, setUp } from "./setup.mjs";
import { conclude, lint, tests, types } from "./suites.mjs";

await main(async () => {
  const begun = performance.now();
  await setUp();
  const tallies = await Promise.all([types(), lint()]);
  tallies.push(await tests("check", { projects: ["engine", "app", "tools", "web"] }));
  say(`\n${((performance.now() - begun) / 1000).toFixed(1)} s`);
  conclude(tallies);
});
