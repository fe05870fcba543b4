import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describe as sayWhat } from "../messages/describe.ts";
import { checkContract } from "./check/check.ts";
import { loadContract } from "./load.ts";

const folder = fileURLToPath(new URL("../../../contracts/good/", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(yaml|json)$/.test(name));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const mains = files.filter((name) => /^[^/\\]+$|contract\.yaml$/.test(name));
const texts = mains.map((name) => read(folder + name)!);
/** Words that stand in contracts, to be put where they do not belong. */
const words = [...new Set(texts.join("\n").match(/[A-Za-z_]+|\d+%?|"[^"\n]*"|[{}[\]:,]/g))];

type Edit = readonly [at: number, length: number, put: string];
const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 12 }),
  fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom("", "\n", "  ", "'", "{{", "]]", "&a ", "- "),
    fc.string({ maxLength: 3 }),
  ),
);
const edited = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((now, [at, length, put]) => {
    const from = Math.floor(at * now.length);
    return now.slice(0, from) + put + now.slice(from + length);
  }, text);

describe("N1 loading a contract that somebody is typing", () => {
  it("N1: never throws; every diagnostic stands in a file and says something in both languages", () => {
    fc.assert(
      fc.property(fc.nat(mains.length - 1), fc.array(edit, { minLength: 1, maxLength: 4 }), (index, edits) => {
        const main = folder + mains[index]!;
        const text = edited(texts[index]!, edits);
        const source = (path: string): string | undefined => (path === main ? text : read(path));
        const { contract, readable, diagnostics } = loadContract(main, source);
        expect(contract !== undefined).toBe(!diagnostics.some((one) => one.severity === "error"));
        for (const one of [...diagnostics, ...(readable ? checkContract(readable) : [])]) {
          const lines = (source(one.place.file) ?? "").split(/\r\n?|\n/);
          expect(one.place.line).toBeLessThanOrEqual(Math.max(lines.length, 1));
          expect(one.place.column).toBeLessThanOrEqual((lines[one.place.line - 1]?.length ?? 0) + 1);
          for (const language of ["zh", "en"] as const) {
            const { what, fix } = sayWhat(one, language);
            for (const slot of `${what} ${fix}`.match(/\{\w+\}/g) ?? [])
              expect(JSON.stringify(one.args)).toContain(slot);
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
  it("N1: what is wrong in a table beside the contract stands in the table's own file", () => {
    const [main, table] = ["contract.yaml", "rates.csv"].map((name) => `${folder}insurance-lookup/${name}`) as [
      string,
      string,
    ];
    const twice = `${read(table)!.trimEnd()}\n${read(table)!.trim().split("\n")[1]}\n`;
    const { diagnostics } = loadContract(main, (path) => (path === table ? twice : read(path)));
    const line = twice.trimEnd().split("\n").length;
    expect(diagnostics.map(({ code, place }) => [code, place])).toEqual([
      ["lookup_row_twice", { file: table, line, column: 1 }],
    ]);
  });
});
