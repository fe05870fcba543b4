import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addCompany } from "../../src/store/companies.ts";
import { addContract } from "../../src/store/contracts.ts";
import { readEvents } from "../../src/store/events.ts";
import type { Store } from "../../src/store/open-store.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { HEAD, MAPPING } from "./import-room.ts";
import { head, NOW, newDatabase, storeOn, superuser, urlOf, withCompanies } from "./room.ts";

const program = fileURLToPath(new URL("../../bin/fealty.mjs", import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), "fealty-import-cli-"));
const scratch = join(cwd, "tmp");
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
/** Rows enough that the import can be met at each of its steps. */
const MANY = 15_000;
let watcher: pg.Client;
/** Whether a connection of the imports' database is at a statement like this. */
const isAsking = async (like: string): Promise<boolean> => {
  const { rowCount } = await watcher.query(
    "select 1 from pg_stat_activity where datname = $1 and state <> 'idle' and query ~ $2",
    [database, like],
  );
  return rowCount !== 0;
};
const until = async (reached: () => Promise<boolean>, ended: Promise<unknown>): Promise<boolean> => {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over) {
    if (await reached()) return true;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return false;
};
let store: Store;
let database: string;
const contracts = new Map<string, string>();
beforeAll(async () => {
  database = await newDatabase();
  store = await storeOn(database);
  await withCompanies(store, 1);
  for (const number of ["C-1", "C-2", "C-3"]) {
    const contract = head(number, { term: { from: "2026-01-01", until: "2026-12-31" } });
    contracts.set(number, contract.contractId);
    const text = CONTRACT.replace("number: CLI-1", `number: ${number}`);
    await store.withCompany(1, {}, (tx) => addContract(tx, contract, [{ path: "contract.yaml", text }], NOW));
  }
  writeFileSync(join(cwd, "m.yaml"), MAPPING);
  writeFileSync(join(cwd, "two.csv"), `${HEAD}\nX1,c1,"1,000.00",3/6/2026\nX2,=1+1,x,4/6/2026\n`);
  const many = Array.from({ length: MANY }, (_, i) => `M${i},c${i % 90},1.00,2026-06-01`).join("\n");
  writeFileSync(join(cwd, "many.csv"), `${HEAD}\n${many}\n`);
  mkdirSync(scratch);
  watcher = await superuser("postgres");
});
interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
const start = (args: readonly string[], url = urlOf(database), command = "import") => {
  const env = { ...process.env, DATABASE_URL: url, TMPDIR: scratch, LANG: "en_GB.UTF-8" };
  const child = spawn(process.execPath, [program, command, ...args], { cwd, env });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const ended = once(child, "close").then(([code]): Ran => ({ code: code as number | null, out, err }));
  return { child, ended };
};
const run = (...args: string[]): Promise<Ran> => start(args).ended;
const count = async (number: string): Promise<number> =>
  (await store.withCompany(1, {}, (tx) => readEvents(tx, contracts.get(number)!, { limit: 1_000_000 }))).length;
const importsLeft = (): string[] => readdirSync(scratch).filter((name) => name.startsWith("fealty-import-"));

describe("fealty import", () => {
  it("C7.1: asks with exit code 3, takes in with the answer, refuses row by row with exit code 1, and repeats nothing", async () => {
    const call = ["two.csv", "--mapping", "m.yaml", "--contract", "C-1"];
    const asks = await run(...call, "--json");
    expect([asks.code, JSON.parse(asks.out).questions[0].id, await count("C-1")]).toEqual([3, "date_order", 0]);
    const first = await run(...call, "--answer", "date_order=dmy", "--report", "r");
    expect(first.code).toBe(1);
    expect(first.out).toMatch(/New\s+1\n/);
    expect(first.out).toContain("3: 金额 = x");
    expect(readFileSync(join(cwd, "r.csv"), "utf8")).toContain("3,金额,x,This is no number");
    expect(JSON.parse(readFileSync(join(cwd, "r.json"), "utf8"))).toMatchObject({
      rows: { read: 2 },
      refused: [{ row: 3 }],
    });
    const again = JSON.parse((await run(...call, "--answer", "date_order=dmy", "--json")).out);
    expect([again.rows.new, again.rows.repeated, await count("C-1")]).toEqual([0, 1, 1]);
    // A path says where somebody's file lay; the report is of the file.
    const [, ...rest] = call;
    const elsewhere = await run(join("..", basename(cwd), "two.csv"), ...rest, "--answer", "date_order=dmy", "--json");
    expect(JSON.parse(elsewhere.out).fileName).toBe("two.csv");
  });
  it("C7.1: a file with a header alone says that it holds no rows", async () => {
    writeFileSync(join(cwd, "head.csv"), `${HEAD}\n`);
    const told = await run("head.csv", "--mapping", "m.yaml", "--contract", "C-1", "--lang", "zh");
    expect([told.code, told.out.includes("只有表头，没有数据行")]).toEqual([0, true]);
  });
  it("N2: the doctor speaks the reader's language, says how to mend, and leaves another's database alone", async () => {
    const [own, foreign] = [await newDatabase(), await newDatabase("empty")];
    const kept = await storeOn(own);
    await withCompanies(kept, 1);
    const files = [{ path: "contract.yaml", text: CONTRACT }];
    await kept.withCompany(1, {}, (tx) => addContract(tx, head("CLI-1"), files, NOW));
    const doctor = (url: string, ...more: string[]) => start(["--store", ...more], url, "doctor").ended;
    expect(await doctor(urlOf(own), "--lang", "zh")).toEqual({
      code: 1,
      out: "✗ CLI-1: 没有存下推算结果\n0 份合同所存与由事件重算的一致，1 份不一致。\n推算的部分可以重建：fealty doctor --store --rebuild。\n",
      err: "",
    });
    expect(await doctor(urlOf(own), "--rebuild")).toEqual({
      code: 0,
      out: "Contracts kept as their events give them: 1 of 1; not: 0.\n",
      err: "",
    });
    expect(await doctor(urlOf(foreign))).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no Fealty store in the database"),
    });
  });
  it("C7.1: what is wrong with the call is told before anything is read, in the reader's language", async () => {
    const told = async (...args: string[]) => {
      const { code, out, err } = await run(...args, "--lang", "zh");
      return `${code} ${out}${err}`;
    };
    expect(await told("two.csv")).toMatch(/^2 请用 --mapping/);
    expect(await told("none.csv", "--mapping", "m.yaml", "--contract", "C-1")).toContain("找不到文件 none.csv");
    expect(await told("two.csv", "--mapping", "m.yaml")).toContain("请指定一份合同");
    expect(await told("two.csv", "--mapping", "m.yaml", "--contract", "C-9")).toContain("没有编号为 C-9 的合同");
    expect(await told("two.csv", "--mapping", "m.yaml", "--contract", "C-1", "--report", "two")).toContain(
      "报告会覆盖",
    );
    await store.withCompany(2, {}, (tx) =>
      addCompany(tx, { name: { zh: "第二家", en: "Second" }, demonstration: false }, NOW),
    );
    expect(await told("two.csv", "--mapping", "m.yaml", "--contract", "C-1")).toContain("请用 --company 指定公司");
    expect(await told("two.csv", "--mapping", "m.yaml", "--contract", "C-1", "--company", "9")).toContain(
      "没有编号为 9 的公司",
    );
    expect(await told("two.csv", "--mapping", "m.yaml", "--contract", "C-1", "--company", "2")).toContain(
      "没有编号为 C-1",
    );
    expect(importsLeft()).toEqual([]);
  });
  it("C7.1: killed in the middle it leaves nothing in the house, and the next import sweeps what it left on the disk", async () => {
    const call = ["many.csv", "--mapping", "m.yaml", "--contract", "C-2", "--company", "1"];
    for (const [name, at] of [
      ["reading", () => Promise.resolve(importsLeft().length > 0)],
      ["taking in", () => isAsking("copy pg_temp.incoming")],
      ["computing", () => isAsking("string_agg|contract_state|pg_temp.known|update fealty.contract_counter")],
    ] as const) {
      const { child, ended } = start(call);
      const reached = await until(at, ended);
      child.kill("SIGKILL");
      await ended;
      expect([name, reached, await count("C-2")]).toEqual([name, true, 0]);
    }
    const whole = await run(...call, "--json");
    expect([whole.code, JSON.parse(whole.out).rows.new, await count("C-2")]).toEqual([0, MANY, MANY]);
    expect(importsLeft()).toEqual([]);
  }, 180_000);
  it("C7.1: an interrupt ends it with code 130 and nothing is left", async () => {
    const { child, ended } = start(["many.csv", "--mapping", "m.yaml", "--contract", "C-3", "--company", "1"]);
    expect(await until(() => isAsking("copy pg_temp.incoming"), ended)).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 130, err: expect.stringContaining("Cancelled; nothing was written.") });
    expect([await count("C-3"), importsLeft()]).toEqual([0, []]);
  }, 120_000);
  it("C7.1: a report that has no folder is told before anything is taken in", async () => {
    const call = [
      "two.csv",
      "--mapping",
      "m.yaml",
      "--contract",
      "C-3",
      "--company",
      "1",
      "--answer",
      "date_order=dmy",
    ];
    const refused = await run(...call, "--report", "no/such/r");
    expect([refused.code, refused.err, await count("C-3")]).toEqual([2, "There is no folder no/such.\n", 0]);
    // The same row stands in another contract.
    await run(...call.with(call.indexOf("C-3"), "C-1"));
    const asked = await run(...call);
    expect([asked.code, await count("C-3")]).toEqual([3, 0]);
    expect(asked.out).toMatch(/^other_contract: .*C-1 \(1\)/m);
    const both = await run(...call, "--answer", "other_contract=both");
    expect([both.code, await count("C-3")]).toEqual([1, 1]);
  });
});
