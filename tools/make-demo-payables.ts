// Writes app/src/demo/kept-payables.json, what the demonstration contracts pay: `npx tsx tools/make-demo-payables.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateDemo, USUAL_SEED } from "../app/src/demo/demo.ts";
import { makeDemo } from "../app/src/demo/generate.ts";
import { payablesOf, reckoner } from "../app/src/demo/reckon.ts";
import type { Payables } from "../app/src/demo/story/money.ts";

const kept: Record<string, Record<string, Payables>> = {};
for (const size of ["small", "full"] as const) {
  const reckon = reckoner();
  const sums: Record<string, Payables> = {};
  const { company } = generateDemo({ size });
  const demo = makeDemo({
    size,
    seed: USUAL_SEED,
    template: "../templates/agent-loyalty/contract.yaml",
    payables: (contract) => {
      const found = payablesOf(reckon(contract, company.as_of));
      sums[contract.number] = found;
      return found;
    },
  });
  let made = 0;
  for (const { number } of demo.contracts) {
    made += 1;
    process.stderr.write(`${size} ${made}/${demo.agents.length} ${number}\r`);
  }
  kept[size] = sums;
}
writeFileSync(join(import.meta.dirname, "../app/src/demo/kept-payables.json"), `${JSON.stringify(kept, null, 2)}\n`);
process.stdout.write("\napp/src/demo/kept-payables.json is written\n");
