import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { afterEach, describe, expect, it } from "vitest";
import { Uploads } from "../src/server/uploads.ts";

const bodyOf = (...pieces: string[]) =>
  Readable.toWeb(Readable.from(pieces.map((one) => Buffer.from(one)))) as ReadableStream<Uint8Array>;
const left = (): string[] =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith(`fealty-import-${process.pid}-`))
    .flatMap((name) => readdirSync(join(tmpdir(), name)));
let uploads: Uploads;
afterEach(() => uploads.close());

describe("uploads", () => {
  it("C7.1: a file is kept as it came while somebody works on it, and goes with the server", async () => {
    uploads = new Uploads();
    const { file, name, size } = await uploads.receive(1, "销售.XLSX", bodyOf("ab", "cd"));
    expect([name, size]).toEqual(["销售.XLSX", 4]);
    const path = await uploads.use(1, file, "mapping: 1", async (paths) => {
      expect([paths.file.endsWith(".xlsx"), existsSync(paths.mapping), await uploads.discard(1, file)]).toEqual([
        true,
        true,
        false,
      ]);
      return paths.file;
    });
    expect([existsSync(path), left().length]).toEqual([true, 1]);
    await uploads.close();
    expect(existsSync(path)).toBe(false);
  });
  it("C7.1: what is larger than announced, or breaks off, leaves nothing", async () => {
    uploads = new Uploads(10);
    await expect(uploads.receive(1, "a.csv", bodyOf("12345", "67890", "1"))).rejects.toMatchObject({
      code: "file_too_large",
    });
    await expect(uploads.receive(1, "a.csv", bodyOf("1"), 11)).rejects.toMatchObject({ code: "file_too_large" });
    const broken = async function* () {
      yield Buffer.from("123");
      throw new Error("the line broke");
    };
    await expect(
      uploads.receive(1, "a.csv", Readable.toWeb(Readable.from(broken())) as ReadableStream<Uint8Array>),
    ).rejects.toThrow("the line broke");
    expect(left()).toEqual([]);
  });
  it("C7.1: only the last few are held, never one that is worked on, and a path is no name of a file", async () => {
    uploads = new Uploads();
    const first = await uploads.receive(1, "../../etc/passwd", bodyOf("x"));
    await uploads.use(1, first.file, "", async () => {
      for (let i = 0; i < 10; i += 1) await uploads.receive(1, `${i}.csv`, bodyOf("x"));
      expect(uploads.find(1, first.file).name).toBe("../../etc/passwd");
    });
    expect(left().filter((name) => !name.endsWith(".yaml")).length).toBe(6);
    for (const file of ["../x", first.file.slice(1), ""])
      expect(() => uploads.find(1, file)).toThrow("choose it again");
  });
  it("C7.1: while all that are held wait for their turn, one more is taken and kept too", async () => {
    uploads = new Uploads();
    const waiting = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => uploads.receive(1, `${i}.csv`, bodyOf("x"))));
    let begin: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const works = waiting.map(({ file }) => uploads.use(1, file, "", () => turn));
    const { file: late } = await uploads.receive(1, "late.csv", bodyOf("x"));
    expect(uploads.find(1, late).name).toBe("late.csv");
    begin();
    await Promise.all(works);
  });
  it("C7.1: imports go one after the other, and one that was cancelled while waiting never begins", async () => {
    uploads = new Uploads();
    const order: string[] = [];
    const stop = new AbortController();
    const never = new AbortController().signal;
    const slow = uploads.inTurn(1, never, async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push("slow");
    });
    const cancelled = uploads.inTurn(1, stop.signal, async () => void order.push("cancelled"));
    const last = uploads.inTurn(1, never, async () => void order.push("last"));
    stop.abort();
    await expect(cancelled).rejects.toMatchObject({ name: "AbortError" });
    await Promise.all([slow, last]);
    expect(order).toEqual(["slow", "last"]);
  });
  it("T1: another company finds none of them, pushes none out, and waits for none", async () => {
    uploads = new Uploads();
    const { file } = await uploads.receive(1, "a.csv", bodyOf("x"));
    for (let i = 0; i < 10; i += 1) await uploads.receive(2, `${i}.csv`, bodyOf("x"));
    expect(uploads.find(1, file).name).toBe("a.csv");
    expect(() => uploads.find(2, file)).toThrow("choose it again");
    expect(await uploads.discard(2, file)).toBe(false);
    const never = new AbortController().signal;
    let free = (): void => undefined;
    const slow = uploads.inTurn(1, never, () => new Promise<void>((resolve) => (free = resolve)));
    expect(await uploads.inTurn(2, never, async () => "done")).toBe("done");
    free();
    await slow;
  });
});
