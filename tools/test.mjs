// npm test: all set-up, then everything that can show a fault. The last line is `N passed, N failed`.
import { buildPage, hasPage, main, setUpForTests } from "./setup.mjs";
import { conclude, lint, step, tests, testsUnderOtherNode, types } from "./suites.mjs";

await main(async () => {
  const programs = await setUpForTests();
  const tallies = [await types(), await lint()];
  if (hasPage()) tallies.push(await step("page (vite build)", buildPage));
  const env = { FEALTY_CHROMIUM: programs.get("Chromium"), FEALTY_POSTGRES_15: programs.get("PostgreSQL 15") };
  tallies.push(await tests("all", { env }));
  tallies.push(await testsUnderOtherNode());
  conclude(tallies);
});
