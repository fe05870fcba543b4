import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withTree } from "./planted.ts";
import { ensurePrograms, probe, testNeeds, thisHost } from "./programs.mjs";

const names = testNeeds.map((need) => need.name);

test("with nothing on PATH all of them are missing", async () => {
  const { missing } = await probe({ path: "", env: {} });
  expect(missing.map((need) => need.name)).toEqual(names);
});

test("npm test with nothing on PATH ends with code 2 and names what is missing", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "test.mjs")], {
    env: { PATH: "", FEALTY_NO_INSTALL: "1" },
    encoding: "utf8",
  });
  expect(status).toBe(2);
  for (const name of names) expect(stderr).toContain(name);
  expect(stderr).toContain(
    "apt-get install chromium-headless-shell poppler-utils fonts-noto-cjk fontconfig postgresql-15",
  );
});

const bare = { ...thisHost(), env: { PATH: "" }, root: true, debian: true, pauseMs: 1, say: () => {} };

test.each([
  ["as another user than root", { ...bare, root: false }, "Only root may install here."],
  ["on another system", { ...bare, debian: false }, "This is not Debian"],
  ["where installing is forbidden", { ...bare, env: { PATH: "", FEALTY_NO_INSTALL: "1" } }, "FEALTY_NO_INSTALL=1"],
])("nothing is installed %s", async (_, host, reason) => {
  await expect(ensurePrograms({ ...host, apt: "/nowhere" })).rejects.toThrow(reason);
});

/** Runs with an apt-get that is a shell script, in a folder that is PATH as well. */
async function withApt(script: string, work: (host: typeof bare) => Promise<void>): Promise<void> {
  const files = { "apt-get": `#!/bin/sh\ncd "$(dirname "$0")"\necho "$*" >> asked\n${script}\n`, asked: "" };
  await withTree(files, async (folder) => {
    chmodSync(join(folder, "apt-get"), 0o755);
    const clusterConf = join(folder, "conf/createcluster.conf");
    await work({ ...bare, env: { PATH: folder }, apt: join(folder, "apt-get"), clusterConf });
  });
}

const bring = `
case "$*" in *update*) exit 0;; esac
for name in chromium-headless-shell pdftotext; do printf '#!/bin/sh\\n' > $name; chmod +x $name; done
printf '#!/bin/sh\\necho Noto Sans CJK SC\\n' > fc-list; chmod +x fc-list
printf '#!/bin/sh\\necho "pg_ctl (PostgreSQL) 15.1"\\n' > pg_ctl; chmod +x pg_ctl
cat conf/createcluster.conf > seen`;

test.runIf(process.platform === "linux")("what is missing is installed by apt, waiting for its locks", async () => {
  const busy =
    'if [ "$(wc -l < asked)" -lt 3 ]; then echo "E: Could not get lock /var/lib/apt/lists/lock" >&2; exit 100; fi';
  await withApt(busy + bring, async (host) => {
    const folder = host.env.PATH;
    const found = await ensurePrograms(host);
    expect([...found.keys()]).toEqual(names);
    expect(found.get("Chromium")).toBe(join(folder, "chromium-headless-shell"));
    expect(found.get("PostgreSQL 15")).toBe(folder);
    expect(readFileSync(join(folder, "seen"), "utf8")).toBe("create_main_cluster = false\n");
    expect(existsSync(host.clusterConf)).toBe(false);
    expect(host.env.PATH).toBe(`${folder}:/usr/bin`);
  });
});

test.runIf(process.platform === "linux")("apt's own words are shown when it fails", async () => {
  await withApt('echo "E: Unable to locate package" >&2; exit 100', async (host) => {
    await expect(ensurePrograms(host)).rejects.toThrow(/Unable to locate package\napt-get update ended with code 100/);
  });
});
