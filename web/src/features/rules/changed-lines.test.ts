import { expect, test } from "vitest";
import { changedLines } from "./changed-lines.ts";

const told = (before: string, after: string): string[] =>
  changedLines(before, after).map(({ change, text }) => `${{ kept: " ", added: "+", removed: "-" }[change]}${text}`);

test("C2.3: what a version says otherwise is told by lines, the old one before the new", () => {
  expect(told("一\n二\n三", "一\n贰\n三\n四")).toEqual([" 一", "-二", "+贰", " 三", "+四"]);
  expect(told("a\nb\nc", "c\na\nb")).toEqual(["+c", " a", " b", "-c"]);
  expect(told("", "a")).toEqual(["+a"]);
  expect(told("a\n\n", "")).toEqual(["-a"]);
  expect(told("a\n\nb", "a\nb")).toEqual([" a", " b"]);
});
test("C2.3: without the lines added it is the old text, without those removed the new one", () => {
  let seed = 7;
  const draw = (most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  for (let round = 0; round < 200; round += 1) {
    const [old, fresh] = [0, 0].map(() => Array.from({ length: draw(12) }, () => `${draw(5)}`));
    const lines = changedLines(old!.join("\n"), fresh!.join("\n"));
    expect(lines.filter(({ change }) => change !== "added").map(({ text }) => text)).toEqual(old);
    expect(lines.filter(({ change }) => change !== "removed").map(({ text }) => text)).toEqual(fresh);
  }
});
