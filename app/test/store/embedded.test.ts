import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCompanies } from "../../src/store/companies.ts";
import { readEvents } from "../../src/store/events.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { accountFor } from "../../src/store/postgres/account.ts";
import { isAlive, shippedBinaries, stageBinaries } from "../../src/store/postgres/binaries.ts";
import { startEmbedded } from "../../src/store/postgres/embedded.ts";
import { makeStage, type Place, placeOf, stageRoot } from "../../src/store/postgres/place.ts";
import { serverPid, stopServer } from "../../src/store/postgres/process.ts";
import { newContract, withCompanies } from "./room.ts";

const isRoot = process.getuid?.() === 0;
/** Traversable, as a real stage is; the clones lie in a folder that nobody else may enter. */
const stage = mkdtempSync(join(tmpdir(), "fealty-stage-"));
chmodSync(stage, 0o755);
const clones = mkdtempSync(join(tmpdir(), "fealty-clones-"));
chmodSync(clones, 0o700);
let made = 0;
const newHome = (): string => {
  made += 1;
  const home = join(clones, `clone-${made}`);
  mkdirSync(home, { mode: 0o700 });
  return home;
};
const open = (home: string): Promise<Store> => openStore({ kind: "embedded", embedded: { home, stage } });
const placeIn = (home: string): Promise<Place> => placeOf(home, stage);
const pidOf = async (home: string): Promise<number | undefined> => serverPid((await placeIn(home)).data);
const nativeWith = (files: Readonly<Record<string, string>>): string => {
  const native = mkdtempSync(join(clones, "native-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(native, path)), { recursive: true });
    writeFileSync(join(native, path), text, { mode: 0o600 });
  }
  return native;
};
const homes: string[] = [];
const user = (home: string, company = 0, contract = ""): ChildProcess =>
  spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "embedded-user.ts"), home, stage, `${company}`, contract],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
/** Resolves when the process has said so many lines; gives all that it said. */
const lines = async (child: ChildProcess, count: number): Promise<string[]> => {
  let text = "";
  for await (const part of child.stdout!) {
    text += part;
    if (text.split("\n").length > count) break;
  }
  return text.split("\n").slice(0, -1);
};
afterAll(async () => {
  for (const home of homes) await stopServer((await placeIn(home)).data).catch(() => undefined);
  rmSync(stage, { recursive: true, force: true });
  rmSync(clones, { recursive: true, force: true });
});

describe("the embedded server", () => {
  const home = newHome();
  homes.push(home);
  beforeAll(async () => {
    const store = await open(home);
    await withCompanies(store, 1);
    await store.close();
  });

  it("starts below a folder closed to others, opens no port, and keeps data outside the clone", async () => {
    const store = await open(home);
    expect((await listCompanies(store)).length).toBe(1);
    const place = await placeIn(home);
    expect(place.id).toMatch(/^[0-9a-f]{10}$/);
    expect(place.folder.startsWith(stage)).toBe(true);
    expect(statSync(place.folder).mode & 0o777).toBe(0o700);
    if (isRoot) expect(statSync(place.data).uid).not.toBe(0);
    const client = new pg.Client({ host: place.folder, user: "fealty_app", database: "fealty" });
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('listen_addresses') as listens, current_setting('fsync') as syncs",
    );
    expect(rows).toEqual([{ listens: "", syncs: "on" }]);
    await client.end();
    expect(JSON.parse(readFileSync(join(home, ".fealty/database"), "utf8"))).toEqual({
      id: place.id,
      initialised: true,
      stage,
    });
    await store.close();
    expect(await serverPid(place.data)).toBeUndefined();
  });
  it("a second process joins the running server, and the last one to leave stops it", async () => {
    const [first, second] = await Promise.all([open(home), open(home)]);
    const pid = await pidOf(home);
    await first.close();
    expect((await listCompanies(second)).length).toBe(1);
    expect(await pidOf(home)).toBe(pid);
    await second.close();
    expect(await pidOf(home)).toBeUndefined();
  });
  it("a server whose parent was killed is found again, not started twice", async () => {
    const child = user(home);
    await lines(child, 1);
    const pid = await pidOf(home);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(pid!)).toBe(true);
    const store = await open(home);
    expect(await pidOf(home)).toBe(pid);
    expect((await listCompanies(store)).length).toBe(1);
    await store.close();
    expect(await pidOf(home)).toBeUndefined();
  });
  it("kill -9 of the server and of its user while events are appended loses none that was acknowledged", {
    timeout: 120_000,
  }, async () => {
    const watching = await open(home);
    const contract = await newContract(watching, 1, "KILL-1");
    const acknowledged = new Set<string>();
    for (const victim of ["server", "user"] as const) {
      const child = user(home, 1, contract);
      const ended = once(child, "close");
      let count = 0;
      child.stdout!.on("data", (part: Buffer) => {
        for (const [, id] of part.toString().matchAll(/^\+ (\S+)$/gm)) {
          acknowledged.add(id!);
          count += 1;
        }
        if (count === 40 && victim === "server")
          process.kill(Number(readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
        if (count >= (victim === "user" ? 40 : 80)) child.kill("SIGKILL");
      });
      const dataFolder = (await placeIn(home)).data;
      await ended;
      // With the server killed, the user went on to 80: both it and we found the new server.
      expect(count).toBeGreaterThanOrEqual(victim === "user" ? 40 : 80);
    }
    const events = await watching.withCompany(1, {}, (tx) => readEvents(tx, contract, { limit: 100_000 }));
    const kept = new Set(events.map((event) => event.sourceId));
    expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
    expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1));
    await watching.close();
  });
  it("starts where a killed server's number belongs to another process now", async () => {
    const place = await placeIn(home);
    const { uid, gid } = statSync(place.data);
    const stranger = spawn("sleep", ["60"], { uid, gid, cwd: "/" });
    const note = join(place.data, "postmaster.pid");
    writeFileSync(note, `${stranger.pid}\n${place.data}\n1780000000\n5432\n${place.folder}\n\n  5432001 1\nready\n`);
    chownSync(note, uid, gid);
    const store = await open(home);
    expect((await listCompanies(store)).length).toBe(1);
    await store.close();
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });
  it("a moved clone keeps its data; a copy of it is refused, and so is one whose data is gone", async () => {
    const moved = join(clones, "moved");
    const copy = join(clones, "copy");
    renameSync(home, moved);
    homes.push(moved);
    const store = await open(moved);
    expect((await listCompanies(store)).length).toBe(1);
    await store.close();
    cpSync(moved, copy, { recursive: true });
    await expect(open(copy)).rejects.toMatchObject({ code: "clone_is_a_copy", args: { original: moved } });
    const { data } = await placeIn(moved);
    renameSync(data, `${data}.away`);
    const gone = await open(moved).catch((error) => error);
    expect(gone).toMatchObject({ code: "data_gone" });
    expect(gone.text.zh).toContain(data);
    renameSync(`${data}.away`, data);
    const elsewhere = await startEmbedded({ home: moved, stage: mkdtempSync(join(clones, "s-")) }).catch(
      (error) => error,
    );
    expect(elsewhere).toMatchObject({ code: "data_gone", args: { folder: data } });
    expect(elsewhere.text.en).toContain("made by another user or with another FEALTY_STATE");
    for (const broken of ["", "{}", '{"id":"../../etc"}', "null"]) {
      const home = newHome();
      mkdirSync(join(home, ".fealty"));
      writeFileSync(join(home, ".fealty/database"), broken);
      await expect(open(home), broken).rejects.toMatchObject({ code: "pointer_malformed" });
    }
    writeFileSync(join(data, "PG_VERSION"), "17\n");
    await expect(open(moved)).rejects.toMatchObject({
      code: "data_of_other_version",
      args: { have: "17", want: "18" },
    });
    writeFileSync(join(data, "PG_VERSION"), "18\n");
  });
});

describe("two clones, two starts", () => {
  it("two first starts at once of one clone agree on one database; another clone has its own", async () => {
    const [home, other] = [newHome(), newHome()];
    homes.push(home, other);
    const [one, two, apart] = await Promise.all([open(home), open(home), open(other)]);
    await withCompanies(one, 5);
    expect((await listCompanies(two)).map((company) => company.companyId)).toEqual([5]);
    expect(await listCompanies(apart)).toEqual([]);
    expect((await placeIn(home)).id).not.toBe((await placeIn(other)).id);
    await Promise.all([one.close(), two.close(), apart.close()]);
    for (const each of [home, other]) expect(await pidOf(each)).toBeUndefined();
  });
});

describe("programs, users and folders", () => {
  it("the links that npm's install script would make are made at the start, once", async () => {
    const native = nativeWith({ "bin/postgres": "program", "lib/libx.so.1.2": "library" });
    writeFileSync(
      join(native, "pg-symlinks.json"),
      '[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so.1"}]',
    );
    const own = mkdtempSync(join(clones, "stage-"));
    const bins = await Promise.all([1, 2].map(() => stageBinaries(own, { version: "18.0", native })));
    expect(bins).toEqual([join(own, "pg-18.0/bin"), join(own, "pg-18.0/bin")]);
    expect(readFileSync(join(own, "pg-18.0/lib/libx.so.1"), "utf8")).toBe("library");
    expect(statSync(join(own, "pg-18.0/bin/postgres")).mode & 0o777).toBe(0o755);
    expect(readdirSync(own)).toEqual(["pg-18.0"]);
    expect(await stageBinaries(own, { version: "18.0", native: "/nowhere" })).toBe(bins[0]);
  });
  it("half a copy of a killed start is cleared away, and one of a living start is left alone", async () => {
    const own = mkdtempSync(join(clones, "stage-"));
    const child = spawn("true");
    await once(child, "exit");
    mkdirSync(join(own, `pg-18.0.${child.pid}-abc`));
    mkdirSync(join(own, `pg-18.0.${process.ppid}-abc`));
    const native = nativeWith({ "bin/postgres": "program", "pg-symlinks.json": "[]" });
    await stageBinaries(own, { version: "18.0", native });
    expect(readdirSync(own).sort()).toEqual(["pg-18.0", `pg-18.0.${process.ppid}-abc`]);
  });
  it("the real programs have all their links in this stage", async () => {
    const { native, version } = await shippedBinaries();
    const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as { target: string }[];
    expect(links.length).toBeGreaterThan(5);
    for (const { target } of links)
      expect(existsSync(join(stage, `pg-${version}`, target.slice("native/".length)))).toBe(true);
  });
  it("a server that was killed while it recovered is started again, and one that never starts is told", async () => {
    const own = newHome();
    homes.push(own);
    await (await open(own)).close();
    const bin = join(stage, `pg-${(await shippedBinaries()).version}`, "bin");
    const [program, real] = [join(bin, "postgres"), join(bin, "postgres-real")];
    renameSync(program, real);
    /** Fails so many times, as a server whose recovery was cut off, then starts. */
    const failing = (times: number, how: string): void => {
      const tries = mkdtempSync(join(tmpdir(), "fealty-tries-"));
      chmodSync(tries, 0o777);
      const fail = `if [ $(ls ${tries} | wc -l) -lt ${times} ]; then touch ${tries}/$$; echo "LOG:  redo starts at 0/1"; ${how}; fi`;
      writeFileSync(program, `#!/bin/sh\n${fail}\nexec ${real} "$@"\n`, { mode: 0o755 });
    };
    try {
      for (const how of ["kill -9 $$", "exit 1"]) {
        failing(2, how);
        await (await open(own)).close();
      }
      failing(99, "exit 1");
      await expect(open(own)).rejects.toMatchObject({ code: "server_did_not_start" });
    } finally {
      renameSync(real, program);
    }
  });
  it("N2: what only reads a store makes none where there is none", async () => {
    const nowhere = join(clones, "nowhere");
    const empty = newHome();
    for (const home of [nowhere, empty]) {
      const place = { kind: "embedded", embedded: { home, stage } } as const;
      await expect(openStore(place, { existing: true })).rejects.toMatchObject({ code: "no_store" });
    }
    expect([existsSync(nowhere), readdirSync(empty)]).toEqual([false, []]);
    await (await open(empty)).close();
    homes.push(empty);
    await (await openStore({ kind: "embedded", embedded: { home: empty, stage } }, { existing: true })).close();
  });
  it("a folder too deep for a socket, or that cannot be made, is refused", async () => {
    await expect(makeStage(`/tmp/${"x".repeat(90)}`)).rejects.toMatchObject({ code: "stage_path_too_long" });
    const file = join(clones, "file");
    writeFileSync(file, "");
    const refused = startEmbedded({ home: clones, stage: join(file, "below") });
    await expect(refused).rejects.toMatchObject({ code: "stage_not_writable" });
  });
  it.runIf(isRoot)("N1: a folder that the server's user may not enter is refused with what to do", async () => {
    const closed = join(clones, "state");
    const told = openStore({ kind: "embedded", embedded: { home: newHome(), stage: closed } });
    await expect(told).rejects.toMatchObject({
      code: "stage_closed",
      text: { zh: expect.stringContaining("FEALTY_STATE"), en: expect.stringContaining("FEALTY_STATE") },
    });
  });
  it("root's stage is the system's, anybody else's the own state folder", () => {
    expect(stageRoot(undefined, 0)).toBe("/var/lib/fealty");
    expect(stageRoot("/x/state", 1000)).toBe("/x/state/fealty");
    expect(stageRoot(undefined, 1000)).toMatch(/\/\.local\/state\/fealty$/);
  });
  it("as an ordinary user the server is one's own, and a folder of somebody else is refused", async () => {
    expect(await accountFor(join(clones, "nowhere"), 1000)).toBeUndefined();
    expect(await accountFor(clones, statSync(clones).uid === 0 ? 0 : statSync(clones).uid)).toEqual(
      isRoot ? expect.objectContaining({ name: expect.stringMatching(/postgres|nobody/) }) : undefined,
    );
    await expect(accountFor(clones, 54_321)).rejects.toMatchObject({ code: "data_of_other_owner" });
  });
  it.runIf(isRoot)("a database folder keeps the owner that it has", async () => {
    const home = newHome();
    homes.push(home);
    const place = await placeIn(home);
    mkdirSync(place.folder, { mode: 0o700 });
    chownSync(place.folder, 65_534, 65_534);
    const store = await open(home);
    const [pid] = readFileSync(join(place.data, "postmaster.pid"), "utf8").split("\n");
    if (process.platform === "linux") expect(statSync(`/proc/${pid}`).uid).toBe(65_534);
    expect(statSync(place.data).uid).toBe(65_534);
    await store.close();
  });
});
