import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { KeyHash } from "../src/convert/key-hash.ts";
import { KeyTable } from "../src/convert/key-table.ts";
import { room } from "./convert-room.ts";

const hashes = (): ((text: string) => [number, number]) => {
  const hash = new KeyHash();
  return (text) => {
    const bytes = new TextEncoder().encode(text);
    hash.of(bytes, new DataView(bytes.buffer), 0, bytes.length);
    return [hash.low, hash.high];
  };
};

test("a table that spills to disk counts like one that does not", () => {
  const table = new KeyTable(room, 1000, 1024);
  const of = hashes();
  const counted = new Map<string, number>();
  let seed = 3;
  for (let i = 0; i < 60_000; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const key = `key/${seed % 40_000}`;
    const before = counted.get(key) ?? 0;
    const [low, high] = of(key);
    expect(table.find(low, high)).toBe(before);
    if (before > 0) expect(table.found.content).toBe(key.length);
    table.put(low, high, key.length, before > 0 ? table.found.row : i, before + 1);
    counted.set(key, before + 1);
  }
  expect(Math.max(...counted.values())).toBeGreaterThan(3);
  // The runs have no name: what is left of a killed process takes no room.
  expect(readdirSync(room).filter((name) => name.startsWith(".keys"))).toEqual([]);
  table.close();
});
test("keys of near texts differ in both halves", () => {
  const of = hashes();
  const seen = new Set<string>();
  const lows = new Set<number>();
  for (let i = 0; i < 200_000; i++) {
    const [low, high] = of(`sale/53${i}/8512${i % 10}A/6/15.30`);
    seen.add(`${low} ${high}`);
    lows.add(low);
  }
  expect(seen.size).toBe(200_000);
  expect(lows.size).toBeGreaterThan(199_970);
});
