// Clauses: N1
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pageFolder } from "../../tools/setup.mjs";
import { type House, startHouse } from "./browser.ts";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house?.close();
});
const packed = (name: string): number => gzipSync(readFileSync(join(pageFolder, "assets", name))).length;

test("N1: the scripts of the first paint weigh at most 250 KB packed; charts and drawer come later", async () => {
  const { page, requests } = await house.open("/contracts/HX-2026-0001/C1.1");
  const scripts = [...new Set(requests)].filter((url) => url.endsWith(".js")).map((url) => url.split("/").at(-1)!);
  await page.close();
  const engine = scripts.filter((name) => name.startsWith("engine-worker"));
  const first = scripts.filter((name) => !name.startsWith("engine-worker"));
  expect(engine).toHaveLength(1);
  expect(first.reduce((sum, name) => sum + packed(name), 0)).toBeLessThanOrEqual(250_000);
  const echarts = readdirSync(join(pageFolder, "assets")).find((name) => /SVGRenderer|echarts/i.test(name));
  expect(echarts).toBeDefined();
  expect(scripts).not.toContain(echarts);
});
