import { expect, test } from "vitest";
import { rowsWithin } from "./customers-within.ts";

const row = (code: string, name: string, agentName?: string) => ({
  code,
  data: { name },
  serving: agentName === undefined ? [] : [{ agentName, number: `HX-${code}` }],
});
const rows = [row("K0001", "王**", "李晓"), row("K0002", "欧**"), row("X1", "恒信商行", "王敏")];
const found = (text: string): string[] => rowsWithin(rows, text).map(({ code }) => code);

test("N7: a beginning is looked for among the rows on the screen, in what is shown of them", () => {
  expect(found(" ")).toEqual(["K0001", "K0002", "X1"]);
  expect(found("王")).toEqual(["K0001", "X1"]);
  expect(found("ｋ000")).toEqual(["K0001", "K0002"]);
  expect(found("hx-x")).toEqual(["X1"]);
  // What is masked is found by nothing, and neither is the middle of a value.
  expect([found("王芳"), found("信商"), found("0001")]).toEqual([[], [], []]);
});
