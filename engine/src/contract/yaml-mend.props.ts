import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadContract } from "./load.ts";

const folder = fileURLToPath(new URL("../../../contracts/good/", import.meta.url));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const files = readdirSync(folder).flatMap((name) =>
  name.endsWith(".yaml") && /^mode: /m.test(read(folder + name)!) ? [folder + name] : [],
);
const told = (file: string, text: string): string[] =>
  loadContract(file, (path) => (path === file ? text : read(path)))
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, place }) => `${code} ${place.line}:${place.column}`);

/** Slips of the pen by which a line no longer parses. */
const SLIPS: Readonly<Record<string, (line: string) => string>> = {
  "a quote that is not closed": (line) => line.replace(/"(?=[^"]*$)/, ""),
  "a bracket that is not closed": (line) => line.replace(/[}\]](?=[^}\]]*$)/, ""),
  "a second colon": (line) => line.replace(/: (?=\S)/, ": 一: "),
  "a tab": (line) => line.replace(/^ +/, "\t"),
  "a full-width colon": (line) => line.replace(/: /, "： "),
  "a full-width comma": (line) => line.replace(/, (?=\w+:)/, "， "),
  "no colon": (line) => line.replace(/: |:$/, " "),
  "a blank too few": (line) => line.replace(/^( +) (?=[a-z_]+:)/, "$1"),
  "a blank too many": (line) => line.replace(/^( +)(?=[a-z_]+:)/, "$1 "),
  "no quotes around marks": (line) => (line.includes("{{") ? line.replaceAll('"', "") : line),
};

describe("N1 a contract with a slip of the pen", () => {
  it.each(Object.entries(SLIPS))(
    "N1: %s is told, nothing else is made up, and no fault elsewhere is hidden",
    (_, slip) => {
      fc.assert(
        fc.property(fc.constantFrom(...files), fc.double({ min: 0, max: 0.999, noNaN: true }), (file, share) => {
          const lines = read(file)!.split("\n");
          const mode = lines.findIndex((line) => line.startsWith("mode: "));
          const fit = lines.flatMap((line, at) =>
            at !== mode && slip(line) !== line && !/^ *#/.test(line) ? [at] : [],
          );
          if (fit.length === 0) return;
          const at = fit[Math.floor(share * fit.length)]!;
          lines[at] = slip(lines[at]!);
          const found = told(file, lines.join("\n"));
          const slips = found.filter((one) => one.startsWith("yaml_"));
          // Some slips read as something else: a missing quote as a text, an open bracket as one that ends further down.
          if (slips.length === 0) return;
          expect([lines[at], ...found]).toEqual([lines[at], ...slips]);
          lines[mode] = "mode: foo";
          expect([lines[at], ...told(file, lines.join("\n"))]).toContain(`unknown_mode ${mode + 1}:7`);
        }),
        { numRuns: 60 },
      );
    },
  );
});
