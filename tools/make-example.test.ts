import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExample } from "./make-example.ts";

test("N1: the shipped example is what its script makes", () => {
  const kept = readFileSync(join(import.meta.dirname, "../web/public/example/company-led.ndjson"), "utf8");
  expect(makeExample() === kept, "run `npx tsx tools/make-example.ts`").toBe(true);
});
