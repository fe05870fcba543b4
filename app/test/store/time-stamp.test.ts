// Clauses: N7
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readZip } from "@fealty/engine/evidence/zip.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addContract } from "../../src/commands/add-contract.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { verifyHere } from "../../src/commands/verify-here.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newFolder, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const openssl = spawnSync("openssl", ["version"]).status === 0;
const CLOCK = instant("2026-07-20T12:00:00+08:00");
const company = { companyId: 1, party: "company" } as const;
const threads = openThreads({ calendars: [] }, 1, await threadProgram());
afterAll(() => threads.close());
const folder = newFolder();
const run = (...args: string[]): string =>
  execFileSync("openssl", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
/** An authority as openssl runs one: a root, a certificate for time stamps, a serial. */
const authority = createServer((request, answer) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    if (request.url === "/broken") return void answer.writeHead(500).end();
    if (request.url === "/other") return void answer.end(readFileSync(join(folder, "old.tsr")));
    writeFileSync(join(folder, "asked.tsq"), Buffer.concat(parts));
    run("ts", "-reply", "-queryfile", "asked.tsq", "-out", "told.tsr", "-config", "tsa.cnf");
    answer.setHeader("content-type", "application/timestamp-reply").end(readFileSync(join(folder, "told.tsr")));
  });
});
const CONFIG = `[tsa]
default_tsa = tsa1
[tsa1]
serial = ./serial
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[ext]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
`;
let house: House;
beforeAll(async () => {
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  await addContract(house, company, { files: [{ path: "contract.yaml", text: CONTRACT }], facts: "" }, "en");
  if (!openssl) return;
  writeFileSync(join(folder, "tsa.cnf"), CONFIG);
  writeFileSync(join(folder, "serial"), "01\n");
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  run("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Root", "-days", "3650");
  run("req", ...key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Authority");
  const signed = [
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    "-days",
    "3650",
    "-extfile",
    "tsa.cnf",
    "-extensions",
    "ext",
  ];
  run("x509", "-req", "-in", "tsa.csr", "-out", "tsa.pem", ...signed);
  writeFileSync(join(folder, "old.txt"), "something else");
  run("ts", "-query", "-data", "old.txt", "-sha256", "-out", "old.tsq");
  run("ts", "-reply", "-queryfile", "old.tsq", "-out", "old.tsr", "-config", "tsa.cnf");
  authority.listen(0, "127.0.0.1");
  await once(authority, "listening");
});
afterAll(() => authority.close());
const bundled = async (path?: string) => {
  const url = path === undefined ? undefined : `http://127.0.0.1:${(authority.address() as AddressInfo).port}${path}`;
  const { pieces } = await makeBundle({ ...house, timeStampUrl: url }, company, { number: "CLI-1" });
  const bytes = new Uint8Array(Buffer.concat(pieces));
  return { bytes, report: verifyHere(bytes), entries: readZip(bytes).entries };
};

it("N7: without an authority, or with one that fails or answers for something else, evidence has no stamp and still verifies", async () => {
  const paths = openssl ? [undefined, "/broken", "/other"] : [undefined];
  for (const path of paths) {
    const { report, entries } = await bundled(path);
    expect(report.holds).toBe(true);
    expect(entries.filter((one) => one.path.startsWith("timestamps/"))).toEqual([]);
  }
});
it.skipIf(!openssl)("N7: a stamp is over the record's signed state, and openssl says whose it is", async () => {
  const { bytes, report, entries } = await bundled("/");
  expect(report.holds).toBe(true);
  const told = report.checks.find(({ name }) => name === "stamps")!;
  expect(told.details[0]!.en).toMatch(/^127\.0\.0\.1:\d+ stamped the state at \d+ records, \d{14}Z/);
  for (const { path, content } of entries)
    if (path.startsWith("timestamps/"))
      writeFileSync(join(folder, path.endsWith(".tsr") ? "stamp.tsr" : "stamp.txt"), content);
  const verify = ["ts", "-verify", "-in", "stamp.tsr", "-CAfile", "ca.pem", "-untrusted", "tsa.pem", "-data"];
  expect(spawnSync("openssl", [...verify, "stamp.txt"], { cwd: folder }).status).toBe(0);
  expect(spawnSync("openssl", [...verify, "old.txt"], { cwd: folder }).status).not.toBe(0);
  const [answer] = entries.filter(({ path }) => path.endsWith(".tsr"));
  const turned = bytes.slice();
  // Within the hash that was stamped.
  const imprint = Buffer.from(answer!.content).indexOf(Buffer.from("0420", "hex")) + 10;
  turned[answer!.content.byteOffset - bytes.byteOffset + imprint]! ^= 1;
  const wrong = verifyHere(turned).checks.filter(({ holds }) => !holds);
  expect(wrong.map(({ name }) => name)).toEqual(["archive", "files", "stamps"]);
});
