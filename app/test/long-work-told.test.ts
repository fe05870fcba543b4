import { expect, test } from "vitest";
import { longWork } from "../src/cli/long-work.ts";

const told = (language: "zh" | "en") => {
  const lines: string[] = [];
  let now = 0;
  const work = longWork(
    { progress: true, language, asIs: { out: () => undefined, err: (text) => lines.push(text) } },
    () => now,
  )!;
  const at = (ms: number): void => {
    now = ms;
  };
  return { lines, work, at };
};

test("N1: long work says what is done, how much of it and what may be left, four times a second at most", () => {
  const { lines, work, at } = told("en");
  work.tell("events", 500, 300_000);
  for (let ms = 0; ms < 10_000; ms += 10) {
    at(ms);
    work.tell("events", ms * 3, 300_000);
  }
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(lines[0]).toBe("\r\u001b[KTaking in 300,000 events: 0%");
  expect(lines.at(-1)).toMatch(/Taking in 300,000 events: 9%, about 1 min 3[01] s left$/);
  at(20_000);
  work.tell("settling", 0, 1);
  expect(lines.at(-1)).toBe("\r\u001b[KSettling statements and duties …");
  work.over();
  expect(lines.at(-1)).toBe("\r\u001b[K");
});

test("N1: in Chinese too", () => {
  const { lines, work, at } = told("zh");
  work.tell("figures", 0, 1200);
  at(3000);
  work.tell("figures", 400, 1200);
  expect(lines).toEqual(["\r\u001b[K正在为 1,200 个数字列出依据：33%，约剩 6 秒"]);
});

test("N1: work that is over at once says nothing, and nobody is told where no terminal is", () => {
  const { lines, work, at } = told("en");
  work.tell("events", 1, 2);
  at(200);
  work.tell("events", 2, 2);
  work.over();
  expect(lines).toEqual([]);
  const none = { out: () => undefined, err: () => undefined };
  expect(longWork({ progress: false, language: "en", asIs: none })).toBeUndefined();
});
