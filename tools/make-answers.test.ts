import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ANSWERS_FILE, makeAnswers } from "./make-answers.ts";

// After a change of what a route answers: `npx tsx tools/make-answers.ts`.
test("N1: the forms of answers that are kept are those of the types", () => {
  const made = makeAnswers();
  expect(Object.keys(made.answers).length).toBeGreaterThan(50);
  expect(JSON.parse(readFileSync(ANSWERS_FILE, "utf8"))).toEqual(made);
});
