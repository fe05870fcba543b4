import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadContract } from "./load.ts";

const vectorFile = (name: string): string => fileURLToPath(new URL(`../../../vectors/${name}`, import.meta.url));
interface Case {
  readonly name: string;
  readonly contract: unknown;
}

describe("C1.1 contracts of the shared vectors load", () => {
  for (const file of ["measures.json", "pay.json"]) {
    const cases = JSON.parse(readFileSync(vectorFile(file), "utf8")) as readonly Case[];
    it.each(cases.map((entry, index) => [`${index} ${entry.name}`, entry] as const))(`${file} %s`, (_, entry) => {
      const text = JSON.stringify(entry.contract);
      const loaded = loadContract("contract.json", (path) => (path === "contract.json" ? text : undefined));
      expect(loaded.diagnostics.filter((entry) => entry.severity === "error")).toEqual([]);
      expect(loaded.contract?.versions.length).toBeGreaterThan(0);
    });
  }
});
