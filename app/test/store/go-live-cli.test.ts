import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import iconv from "iconv-lite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newDatabase, urlOf } from "./room.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "fealty-go-live-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let database: string;
beforeAll(async () => {
  database = await newDatabase();
});
/** As a newcomer types it, in the clone. */
const fealty = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, DATABASE_URL: urlOf(database), LANG: "zh_CN.UTF-8" };
    const child = spawn(process.execPath, ["app/bin/fealty.mjs", ...args], { cwd: root, env });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (piece: string) => (out += piece));
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (err += piece));
    child.on("error", reject).on("close", (code) => resolve({ code, out, err }));
  });
const SHEET = ["--sheet", "examples/go-live/old-pay.csv", "--number", "合同编号", "--agent", "姓名", "--code", "工号"];
const COMPARE = [
  "compare",
  "examples/go-live/old-pay.csv",
  "--period",
  "2026-05",
  "--number",
  "合同编号",
  "--amount",
  "实付",
];
const EXPLAINED = ["--explained", "examples/go-live/differences.csv", "--cause", "原因", "--difference", "差额"];
const take = (file: string, mapping: string) => fealty("import", file, "--mapping", `mappings/${mapping}`);

it("C6.3: a company goes live from its spreadsheet by commands alone, and May is the old sheet to the fen", async () => {
  expect((await take("examples/go-live/opening.csv", "go-live-opening.yaml")).err).toContain("fealty found 名称");
  const founded = await fealty(
    "found",
    "恒信保险代理有限公司",
    "--en",
    "Hengxin",
    "--clock",
    "2026-05-02T09:00:00+08:00",
  );
  expect(founded).toMatchObject({ code: 0, out: expect.stringContaining("fealty add") });
  const two = await Promise.all([fealty("found", "又一家"), fealty("found", "再一家")]);
  expect(two.map(({ code }) => code)).toEqual([2, 2]);
  expect(await fealty("found", "另一家")).toMatchObject({ code: 2, err: expect.stringContaining("恒信") });
  const pattern = "examples/go-live/contract.yaml";
  const doubled = join(folder, "twice.csv");
  writeFileSync(doubled, "合同编号,姓名,工号,分公司\nX-1,甲,1,南京\nX-1,乙,2,南京\n,丙,3,南京\n");
  const refused = await fealty("add", pattern, ...SHEET.with(1, doubled));
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(/twice\.csv:3 .*X-1.*第 2 行[\s\S]*twice\.csv:4 .*合同编号.*空/);
  expect((await fealty("add", pattern, ...SHEET.with(3, "编号"))).err).toContain("没有这些列：编号");
  const add = () => fealty("add", pattern, ...SHEET, "--branch", "分公司");
  const both = await Promise.all([add(), add()]);
  expect(both.map(({ code, err }) => [code, err])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  expect(both.map(({ out }) => Number(/已加入 (\d+)/.exec(out)?.[1])).reduce((a, b) => a + b)).toBe(50);
  const stranger = join(folder, "stranger.csv");
  writeFileSync(stranger, "合同编号,姓名,工号,分公司\nHX-X-1,甲,X1,南京\nHX-X-2,乙,NJ101,南京\nHX-X-3,丙,X3,北京\n");
  const halted = await fealty("add", pattern, ...SHEET.with(1, stranger), "--branch", "分公司");
  expect(halted).toMatchObject({ code: 2, err: expect.stringMatching(/前面 1 份合同已经加入[\s\S]*工号 NJ101 是/) });
  expect(await add()).toMatchObject({ code: 0, out: "已加入 0 份合同，50 份原已在库里。\n" });
  expect((await take("examples/go-live/opening.csv", "go-live-opening.yaml")).code).toBe(0);
  expect((await fealty("clock", "2026-05-31T20:00:00+08:00")).code).toBe(0);
  expect((await take("examples/go-live/sales-2026-05.csv", "go-live-sales.yaml")).code).toBe(0);
  const early = await fealty(...COMPARE);
  expect(early).toMatchObject({ code: 1, out: expect.stringContaining("该期尚未结") });
  expect(await fealty("clock", "2026-06-02T09:00:00+08:00")).toMatchObject({ code: 0 });
  // The contract that came in before the sheet of strangers was refused has a statement of nothing, and no row.
  const bare = await fealty(...COMPARE);
  expect(bare).toMatchObject({
    code: 1,
    out: expect.stringContaining("51 份合同：12 份一致，0 份差异已查明，39 份待查"),
  });
  const explained = await fealty(...COMPARE, ...EXPLAINED);
  expect(explained).toMatchObject({
    code: 0,
    out: expect.stringContaining("51 份合同：11 份一致，40 份差异已查明，0 份待查"),
  });
  expect(explained.out).toMatch(/HX-GL-001 .*-155\.15 .*差异已查明 +跨档的一单整单按高档/);
  const [head, ...rows] = iconv
    .decode(readFileSync(join(root, "examples/go-live/old-pay.csv")), "gb18030")
    .trim()
    .split(/\r?\n/);
  const against = (changed: readonly string[], causes = EXPLAINED) => {
    const sheet = join(folder, "sheet.csv");
    writeFileSync(sheet, [head, ...changed].join("\n"));
    return fealty(...COMPARE.with(1, sheet), ...causes);
  };
  const few = await against(rows.slice(0, 2), EXPLAINED.slice(0, 0));
  expect(few).toMatchObject({
    code: 1,
    out: expect.stringContaining("51 份合同：1 份一致，0 份差异已查明，50 份待查"),
  });
  expect(few.out).toMatch(/HX-GL-003 .*原表没有这份合同/);
  const twice = await against([...rows, rows[1]!]);
  expect(twice).toMatchObject({ code: 1, out: expect.stringMatching(/HX-GL-002 .*差异未查明 +原表 2 行合计/) });
  const grouped = rows.map((row) => row.replace(/,(\d+)(\d{3}\.\d\d)$/, ',"￥$1,$2"'));
  expect(grouped.filter((row) => row.includes("￥")).length).toBeGreaterThan(40);
  expect(await against(grouped)).toEqual(explained);
  const causeless = join(folder, "differences.csv");
  const causes = iconv.decode(readFileSync(join(root, "examples/go-live/differences.csv")), "gb18030");
  writeFileSync(causeless, causes.replaceAll("跨档的一单整单按高档", ""));
  const unnamed = await against(rows, EXPLAINED.with(1, causeless));
  expect(unnamed).toMatchObject({ code: 1, out: expect.stringMatching(/HX-GL-001 .*-155\.15 +-155\.15 +差异未查明/) });
}, 600_000);
