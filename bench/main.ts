// npm run bench [-- NAME… --FLAG…]: measures Fealty beside others on this machine. All benches at full scale: bench/results.md
// is written. `--scale=0.01` takes a hundredth of the data, to try things out.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { benches } from "./benches.ts";
import { bundleProgram } from "./bundle.ts";
import { describeMachine, loadText, type Machine } from "./machine.ts";
import { RUNS, runProgram } from "./measure.ts";
import { type Section, sectionMarkdown } from "./results.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const measureAll = async (names: readonly string[], flags: readonly string[]): Promise<void> => {
  const chosen = names.length === 0 ? benches : benches.filter(({ id }) => names.includes(id.toLowerCase()));
  const unknown = names.filter((name) => !benches.some(({ id }) => id.toLowerCase() === name));
  if (unknown.length > 0) {
    say(`There is no bench ${unknown.join(", ")}; there are ${benches.map(({ id }) => id).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  const programs = join(root, ".fealty/bench");
  mkdirSync(programs, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), "fealty-bench-"));
  try {
    const machine = describeMachine(root);
    const begun = new Date();
    const loadBefore = loadText();
    say(`${machine.processor}, ${machine.cores} cores, ${machine.memory}; load ${loadBefore}`);
    const program = await bundleProgram(root, "bench/one.ts", programs);
    const sections: Section[] = [];
    for (const { id, title } of chosen) {
      say(`\n${id} ${title} … (${minutesSince(begun)} gone)`);
      const answer = join(scratch, `${id}.json`);
      const load = loadText();
      const arguments_ = ["--expose-gc", "--max-old-space-size=12288", program, id, root, scratch, answer, ...flags];
      await runProgram(process.execPath, arguments_, root, { aloud: true });
      const found = JSON.parse(readFileSync(answer, "utf8")) as Section;
      const section = { ...found, notes: [...found.notes, `Load average when it began: ${load}.`] };
      sections.push(section);
      say(sectionMarkdown(section));
    }
    const whole = chosen.length === benches.length && !flags.some((flag) => flag.startsWith("--scale="));
    if (!whole)
      say(`\n${minutesSince(begun)}; bench/results.md is written by a run of all benches at full scale only.`);
    else {
      const minutes = (Date.now() - begun.getTime()) / 60_000;
      writeFileSync(join(root, "bench/results.md"), page(machine, begun, minutes, [loadBefore, loadText()], sections));
      say(`\nWritten: bench/results.md (${minutes.toFixed(1)} minutes)`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

const minutesSince = (begun: Date): string => `${((Date.now() - begun.getTime()) / 60_000).toFixed(1)} minutes`;
const page = (
  machine: Machine,
  begun: Date,
  minutes: number,
  [before, after]: readonly [string, string],
  sections: readonly Section[],
): string => {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return `${[
    "# Benchmarks",
    "",
    "Written by `npm run bench`, never by hand.",
    "",
    `- Date: ${begun.toISOString().slice(0, 16).replace("T", " ")} UTC, ${minutes.toFixed(1)} minutes.`,
    `- Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memory}, ${machine.system}.`,
    `- Load average over one minute: ${before} before the run, ${after} after it.`,
    `- Versions: ${versions.join(", ")}.`,
    `- A ratio is one of medians of ${RUNS} runs, after one that does not count, with the contenders by turns in the same run. Where a figure has other runs, its row or the workload says so.`,
    "  Before anything is timed both sides compute the same data and their results are compared; a difference ends the bench.",
    "- Each bench runs in a process of its own, from a bundle. The data comes from seeded generators in `bench/`.",
    "",
    sections.map(sectionMarkdown).join("\n\n"),
  ].join("\n")}\n`;
};

const words = process.argv.slice(2);
await measureAll(
  words.filter((word) => !word.startsWith("--")).map((word) => word.toLowerCase()),
  words.filter((word) => word.startsWith("--")),
);
