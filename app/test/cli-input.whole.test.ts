import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { CONTRACT, FACTS, fealty, folderWith, root } from "./cli-terminal.ts";

const here = (more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": FACTS, ...more });
const asOf = ["--as-of", "2026-07-20T00:00:00+08:00"];

describe("what is read, and how far it is", () => {
  it("N1: what is a text in no encoding is called none", async () => {
    const noise = Buffer.from(Array.from({ length: 100 }, (_, index) => (index * 197 + 0x80) % 256));
    const cwd = here({ "noise.ndjson": noise, "odd.ndjson": Buffer.from([0xff, 0xfe, 0x41]) });
    for (const [args, stdin] of [
      [["verify", join(root, "docs/picture.png")]],
      [["verify", "-"], readFileSync(join(root, "docs/picture.png"))],
      [["evaluate", ".", "--facts", "noise.ndjson", ...asOf]],
      [["evaluate", ".", "--facts", "-", ...asOf], noise],
      [["evaluate", ".", "--facts", "odd.ndjson", ...asOf]],
    ] as const) {
      const { code, err } = await fealty([...args], { cwd, ...(stdin === undefined ? {} : { stdin }) });
      expect([args.join(" "), code]).toEqual([args.join(" "), 2]);
      expect(err).toContain("is no text");
      expect(err).not.toContain("probably");
    }
  });
  it("N1: standard input is told by its content: CSV, packed, an archive", async () => {
    const csv = "\ufeff\n\nid,kind,at,order,amount,customer\ns1,sale,2026-06-10T10:00:00+08:00,o1,250000.00,c1\n";
    const cwd = here({ "f.csv": csv, "f.ndjson": FACTS, "packed.txt": gzipSync(FACTS) });
    const json = async (facts: string, stdin?: string | Uint8Array) => {
      const given = { cwd, ...(stdin === undefined ? {} : { stdin }) };
      const { code, out, err } = await fealty(["evaluate", ".", "--facts", facts, ...asOf, "--json"], given);
      expect([code, err]).toEqual([0, ""]);
      return out;
    };
    expect(await json("-", csv)).toBe(await json("f.csv"));
    expect(await json("-", gzipSync(csv))).toBe(await json("f.csv"));
    for (const packed of [await json("-", gzipSync(FACTS)), await json("packed.txt"), await json("-", FACTS)])
      expect(packed).toBe(await json("f.ndjson"));
    expect((await fealty(["doctor", ".", "--facts", "-"], { cwd, stdin: gzipSync(csv) })).code).toBe(0);
    const result = gzipSync(await json("f.csv"));
    expect((await fealty(["verify", "-", ".", "--facts", "f.csv"], { cwd, stdin: result })).code).toBe(0);
    expect((await fealty(["check", "-"], { stdin: gzipSync(CONTRACT) })).code).toBe(0);
    const archive = await fealty(["verify", "-"], { stdin: Buffer.from("PK\u0003\u0004 and nothing of an archive") });
    expect(archive.out + archive.err).toContain("no bundle of evidence");
    const wrong = await fealty(["evaluate", ".", "--facts", "-", ...asOf], { cwd, stdin: csv.replace("s1", "") });
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("-:4:1: error fact_without_id")]);
    const bomb = gzipSync(Buffer.alloc(200_000_000, FACTS));
    const { code, err } = await fealty(["evaluate", ".", "--facts", "-", ...asOf], { cwd, stdin: bomb });
    expect([code, err]).toEqual([2, "Standard input grows more than 100 times when unpacked and is refused.\n"]);
  });
  it("N1: long work says on a terminal how much is done, and the result is the same bytes", async () => {
    const sales = Array.from({ length: 15_000 }, (_, index) => {
      const at = new Date(Date.UTC(2026, 5, 2) + index * 300_000).toISOString().slice(0, 19);
      return `{"id":"s${index}","kind":"sale","at":"${at}+08:00","order":"o${index}","amount":"10.00","customer":"c1"}\n`;
    });
    const cwd = here({ "many.ndjson": sales.join("") });
    const call = ["evaluate", ".", "--facts", "many.ndjson", "--as-of", "2026-12-31", "--json"];
    const watched = await fealty(call, { cwd, progress: true });
    expect(watched.err).toMatch(/Taking in 15,000 events: \d+%/);
    const unwatched = await fealty(call, { cwd });
    expect(unwatched.err).toBe("");
    expect(watched.out).toBe(unwatched.out);
  });
});
