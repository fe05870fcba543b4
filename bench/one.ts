import { writeFileSync } from "node:fs";
import { benches } from "./benches.ts";

// Runs one bench in a process of its own, so that none inherits another's heap or compiled code.
const [id, root, scratch, answer, ...flags] = process.argv.slice(2);
const bench = benches.find((one) => one.id === id);
if (!bench || root === undefined || scratch === undefined || answer === undefined) throw new Error(`no bench ${id}`);
const scale = Number(flags.find((flag) => flag.startsWith("--scale="))?.slice("--scale=".length) ?? 1);
if (!(scale > 0 && scale <= 1)) throw new Error("--scale is a number above 0 and up to 1, for example --scale=0.01");
const section = await bench.run({
  root,
  scratch,
  flags: new Set(flags),
  scale,
  say: (line) => process.stdout.write(`  ${line}\n`),
});
writeFileSync(answer, JSON.stringify(section));
