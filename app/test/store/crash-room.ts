import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type pg from "pg";
import { root } from "../cli-terminal.ts";
import type { Prepared } from "./crash-commands.ts";
import type { Order, Told } from "./crash-user.ts";
import { HEAD, MAPPING } from "./import-room.ts";
import { A2_CONTRACT } from "./letter-contract.ts";
import { newDatabase, newFolder, superuser, urlOf } from "./room.ts";

/** Every row of every table as text, in one order. */
export type Kept = ReadonlyMap<string, readonly string[]>;
export interface CrashRoom {
  readonly prepared: Prepared;
  /** What the prepared company has. */
  readonly base: Kept;
  readonly copy: () => Promise<string>;
  readonly drop: (database: string) => Promise<void>;
  /** Gives the command in a process of its own; undefined: it was killed, and the server has noticed. */
  readonly give: (database: string, order: Omit<Order, "url" | "keys" | "prepared">) => Promise<Told | undefined>;
  readonly kept: (database: string) => Promise<Kept>;
  /** Files that an import left on the disk. */
  readonly scratch: () => readonly string[];
  /** Takes the program away. */
  readonly close: () => void;
}
/** So many processes at once: what CI has of processors. */
const AT_ONCE = 2;
/** Rows of the table: more than one portion of what is copied into the database. */
const ROWS = 700;

/** A prepared company, from which each test has databases of its own. */
export const crashRoom = async (seed: string): Promise<CrashRoom> => {
  const program = await crashProgram();
  const folder = newFolder();
  const scratch = join(folder, "scratch");
  mkdirSync(scratch);
  const table = { file: join(folder, "sales.csv"), mapping: join(folder, "mapping.yaml"), folder: scratch };
  const rows = Array.from({ length: ROWS }, (_, i) => `X${i},c${i % 9},1.00,2026-06-1${i % 9}`);
  writeFileSync(table.file, `${HEAD}\n${rows.join("\n")}\n`);
  writeFileSync(table.mapping, MAPPING);
  const template = await newDatabase();
  const client = await superuser("postgres");
  // One statement after the other, whoever asks.
  let last: Promise<unknown> = Promise.resolve();
  const server = {
    query: (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
      const running = last.then(() => client.query(text, [...values]));
      last = running.catch(() => undefined);
      return running;
    },
  };
  const clients = new Map<string, Promise<pg.Client>>();
  const clientOf = (database: string): Promise<pg.Client> => {
    const client = clients.get(database) ?? superuser(database);
    clients.set(database, client);
    return client;
  };
  const leave = async (database: string): Promise<void> => {
    await (await clients.get(database))?.end();
    clients.delete(database);
  };
  const alone = async (database: string): Promise<void> => {
    for (let tries = 0; tries < 2000; tries += 1) {
      const { rowCount } = await server.query(
        "select 1 from pg_stat_activity where datname = $1 and application_name like 'fealty%'",
        [database],
      );
      if (rowCount === 0) return;
      await sleep(5);
    }
    throw new Error(`the connections of a killed process stay in ${database}`);
  };
  let free = AT_ONCE;
  const waiting: (() => void)[] = [];
  const run = async (order: Order, database: string): Promise<Told | undefined> => {
    if (free === 0) await new Promise<void>((go) => waiting.push(go));
    else free -= 1;
    try {
      return await inProcess(order, database);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
  const inProcess = async (order: Order, database: string): Promise<Told | undefined> => {
    const child = spawn(process.execPath, [program, JSON.stringify(order)], {
      stdio: ["ignore", "pipe", "pipe"],
      // Where Node has such a cache, the program is compiled once.
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      err += part;
    });
    const [code, signal] = await once(child, "close");
    await alone(database);
    if (signal === "SIGKILL") return undefined;
    if (code !== 0) throw new Error(`the process ended with ${code ?? signal}: ${err}`);
    return JSON.parse(out) as Told;
  };
  const keys = folder;
  const told = await run({ url: urlOf(template), keys, seed, prepare: { contract: A2_CONTRACT, table } }, template);
  const { prepared } = told as { prepared: Prepared };
  let copies = 0;
  const kept = async (database: string): Promise<Kept> => keptIn(await clientOf(database));
  const base = await kept(template);
  await leave(template);
  return {
    prepared,
    base,
    copy: async () => {
      copies += 1;
      const name = `${template}_${copies}`;
      await server.query(`create database ${name} template ${template}`);
      return name;
    },
    drop: async (database) => {
      await leave(database);
      await server.query(`drop database ${database} (force)`);
    },
    give: (database, order) => run({ ...order, url: urlOf(database), keys, prepared }, database),
    kept,
    scratch: () => readdirSync(scratch),
    close: () => rmSync(dirname(program), { recursive: true, force: true }),
  };
};
/** The program that is killed and its thread, bundled as the command line is; within the clone, whose files it looks for. */
const crashProgram = async (): Promise<string> => {
  const cache = join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, "fealty-crash-"));
  const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  await build({
    entryPoints: {
      "crash-user": source("./crash-user.ts"),
      "evaluation-thread": source("../../src/evaluation/thread.ts"),
      "settle-worker": source("../../src/convert/settle-worker.ts"),
    },
    outdir,
    outExtension: { ".js": ".mjs" },
    splitting: true,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "silent",
    external: ["pg-native"],
    banner: {
      js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);',
    },
  });
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  return join(outdir, "crash-user.mjs");
};
const keptIn = async (client: pg.Client): Promise<Kept> => {
  const { rows: tables } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'fealty' and tablename <> 'migration' order by 1",
  );
  const parts = tables.map(({ name }) => `select '${name}' as name, to_jsonb(t)::text as row from fealty.${name} t`);
  const { rows } = await client.query<{ name: string; row: string }>(parts.join(" union all "));
  const kept = new Map<string, string[]>(tables.map(({ name }) => [name, []]));
  for (const { name, row } of rows) kept.get(name)!.push(row);
  for (const all of kept.values()) all.sort();
  return kept;
};
/** The same rows whatever was drawn for them and whenever in its day: ids, moments, keys, hashes and signatures give way to their kind. */
export const without = (kept: Kept): Kept =>
  new Map(
    [...kept].map(([name, rows]) => [
      name,
      rows
        .map((row) =>
          row
            .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>")
            .replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?/g, "<moment>")
            .replace(/\\\\x([0-9a-f]*)/g, (_, hex: string) => `<${hex.length / 2} bytes>`)
            .replace(/[A-Za-z0-9+/]{40,}=*/g, "<hash>"),
        )
        .sort(),
    ]),
  );
/** Tables whose rows are not the same, with what only one of the two has. */
export const differing = (one: Kept, other: Kept): readonly string[] =>
  [...one].flatMap(([name, rows]) => {
    const others = [...(other.get(name) ?? [])];
    const more = rows.filter((row) => {
      const at = others.indexOf(row);
      if (at >= 0) others.splice(at, 1);
      return at < 0;
    });
    return [...more.map((row) => `+ ${name} ${row}`), ...others.map((row) => `- ${name} ${row}`)];
  });
