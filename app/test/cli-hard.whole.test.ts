import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { CancelledError } from "../src/cli/command.ts";
import { askOn } from "../src/cli/terminal.ts";
import { CONTRACT, FACTS, fealty, folderWith, NEW_TERMS, root } from "./cli-terminal.ts";

const here = (more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  folderWith({ "contract.yaml": CONTRACT, "facts.ndjson": FACTS, ...more });
const asOf = ["--as-of", "2026-07-20T00:00:00+08:00"];
const facts = ["--facts", "facts.ndjson"];
const evaluated = ["evaluate", ".", ...facts, ...asOf];
const MAPPING = `mapping: 1
source: {encoding: auto, separator: auto, date: ymd, number: "1,234.56", zone: Asia/Shanghai, currency: CNY}
emit:
  - kind: sale
    id: [row.order]
    fields: {at: datetime(row.date), order: row.order, amount: money(row.amount)}
`;
const TABLE = "order,date,amount\r\no1,2026/3/1,10.00\r\no2,2026/3/2,20.00\r\n";
const convertible = (more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  folderWith({ "m.yaml": MAPPING, "t.csv": TABLE, ...more });
const convert = ["convert", "t.csv", "--mapping", "m.yaml", "--out", "f.ndjson"];
const errorOf = (out: string) => (JSON.parse(out) as { error: { code: string; message: string } }).error;

describe("what goes wrong is told in words", () => {
  it("N1: files that are missing, folders or beyond reach end convert with 2 and their name", async () => {
    const cwd = convertible();
    mkdirSync(join(cwd, "d"));
    const cases: [string[], string][] = [
      [["convert", "t.csv", "--mapping", "none.yaml", "--out", "f"], "none.yaml"],
      [["convert", "t.csv", "--mapping", "d", "--out", "f"], "d is a folder"],
      [["convert", "d", "--mapping", "m.yaml", "--out", "f"], "d is a folder"],
      [["convert", "t.csv", "--mapping", "m.yaml", "--out", "d"], "d is a folder"],
      [[...convert, "--known", "none.ndjson"], "There is no file"],
      [[...convert, "--known", "d"], "d is a folder"],
      [[...convert, "--known", "t.csv"], "Line 1 of the known facts"],
      [["convert", "t.csv", "--mapping", "m.yaml", "--out", "none/f"], "There is no folder"],
      [[...convert, "--report", "none/r"], "There is no folder"],
      [["convert", "t.csv", "--mapping", "m.yaml", "--out", "/proc/f"], "/proc/f"],
      [[...convert, "--report", "/proc/r"], "/proc/r"],
    ];
    for (const [args, words] of cases) {
      const { code, err } = await fealty(args, { cwd });
      expect([args.join(" "), code]).toEqual([args.join(" "), 2]);
      expect(err).toContain(words);
      expect(err).not.toMatch(/\n\s+at |Error:/);
    }
    expect(existsSync(join(cwd, "f.ndjson"))).toBe(false);
  });
  it("C1.1: new into a folder that is not there ends with 2, and with --json in JSON", async () => {
    const given = ["--number", "N", ...NEW_TERMS];
    const out = ["--out", "/nonexistent/x.yaml"];
    const zh = await fealty(["new", ...out, ...given], { language: "zh" });
    expect([zh.code, zh.err]).toEqual([2, "无法读写 /nonexistent/x.yaml：没有这个文件或文件夹。\n"]);
    expect(errorOf((await fealty(["new", ...out, ...given, "--json"])).out).code).toBe("file");
  });
  it("C8.1: a legal period in hours is refused; its steps are told in words", async () => {
    const call = ["deadline", "--from", "2026-09-01", "--add", "8 business hours", "--legal"];
    const { code, err } = await fealty(call, { language: "zh" });
    expect([code, err.split("\n")[0]]).toEqual([
      2,
      "法定期间按日、周、月、年计算（民法典第 201 条）；工作日、小时和分钟请不带 --legal。",
    ]);
    const words = async (add: string, ...more: string[]) =>
      (await fealty(["deadline", "--from", "2026-09-01", "--add", add, "--legal", ...more], { language: "zh" })).out;
    expect(await words("30 days")).toContain("逐日计算");
    expect(await words("2 months")).toContain("按月计算");
    const clock = ["deadline", "--from", "2026-09-01T09:00:00+08:00", "--add", "5 hours"];
    expect((await fealty(clock, { language: "zh" })).out).toContain("连续计算");
  });
  it("N2: conform refuses what is no case, verify what is nested beyond reading", async () => {
    for (const [stdin, words] of [
      ["[null]", "case 1: it should be { … }"],
      ['[{"from": 1}]', "case 1: from is not written as it should be"],
      ['[{"name": "x"}]', "case 1: from, add, due missing"],
      ["{}", "the top level should be [ … ]"],
      ["[]", "Standard input holds no case"],
      ["[1,\n 2", "Standard input:2:3 is no sound JSON"],
      ["[1,,]", "Standard input is no sound JSON"],
      ['[{"from": "2026-09-01", "add": "8 hours", "due": "2026-09-01", "legal": true}]', "case 1: a legal period"],
    ] as const) {
      const { code, err } = await fealty(["conform", "-"], { stdin });
      expect([stdin, code]).toEqual([stdin, 2]);
      expect(err).toContain(words);
    }
    const deep = `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    const verified = await fealty(["verify", "-", ".", ...facts], { stdin: deep, cwd: here() });
    expect([verified.code, verified.err]).toEqual([
      2,
      "Standard input nests brackets more than 100 deep and is refused.\n",
    ]);
    const nested = here({
      "deep.ndjson": `{"id":"a","kind":"sale","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}\n`,
    });
    const evaluation = await fealty(["evaluate", ".", "--facts", "deep.ndjson", ...asOf], { cwd: nested });
    expect(evaluation.code).toBe(1);
    expect(evaluation.err).toContain("deep.ndjson:1:");
  });
  it("N2: a result without its moment is refused by name", async () => {
    const cwd = here();
    const result = JSON.parse((await fealty([...evaluated, "--json"], { cwd })).out) as Record<string, unknown>;
    delete result.as_of;
    const { code, err } = await fealty(["verify", "-", ".", ...facts], { cwd, stdin: JSON.stringify(result) });
    expect([code, err.split("\n")[0]]).toEqual([2, "Standard input: as_of is missing; nothing can be computed again."]);
  });
  it("C1.1: new says what makes a value valid", async () => {
    const { code, err } = await fealty(["new", "--out", "x.yaml", "--number", "X 1"], { cwd: folderWith({}) });
    expect(code).toBe(2);
    expect(err).toContain("a contract number is 1 to 60 letters");
  });
  it("C7.1: a mapping's YAML mistake is told in words", async () => {
    const cwd = convertible({ "m.yaml": 'mapping: 1\nsource: {a: "b\n' });
    for (const language of ["zh", "en"] as const) {
      const { code, err } = await fealty(convert, { cwd, language });
      expect(code).toBe(2);
      expect(err).toMatch(/m\.yaml:\d+:\d+ \S/);
      expect(err).not.toContain("yaml_syntax");
    }
  });
  it("C7.1: a row that is too long is not blamed on quotes", async () => {
    const cwd = convertible({ "t.csv": `${TABLE}o3,2026/3/3,${"9".repeat(3_000_000)}\r\n` });
    const { code, err } = await fealty(convert, { cwd });
    expect([code, err.trim()]).toEqual([
      2,
      "Row 4 is longer than 1 MB and is refused; look at its separators and line ends.",
    ]);
  });
});

describe("errors as JSON", () => {
  it("N1: usage, missing files, contract and facts mistakes are one object on standard output with the same exit codes", async () => {
    const cwd = here({
      "bad.yaml": CONTRACT.replace("mode: company_led", "mode: company_lead"),
      "bad.ndjson": `{"id":"x","kind":"sael","at":"2026-06-10T10:00:00+08:00"}\n`,
    });
    const cases: [string[], number, string][] = [
      [["evalute", "--json"], 2, "usage"],
      [["evaluate", ".", "--fact", "x", "--json"], 2, "usage"],
      [["evaluate", "none.yaml", ...facts, ...asOf, "--json"], 2, "unreadable"],
      [["evaluate", ".", "--facts", "none.ndjson", ...asOf, "--json"], 2, "unreadable"],
      [["evaluate", "bad.yaml", ...facts, ...asOf, "--json"], 1, "contract_errors"],
      [["evaluate", ".", "--facts", "bad.ndjson", ...asOf, "--json"], 1, "facts_errors"],
      [["simulate", ".", ...facts, "--set", "qouta=1.00", "--json"], 1, "simulated_errors"],
      [["statement", ".", ...facts, "--period", "2029-01", "--json"], 1, "not_found"],
      [["explain", ".", ...facts, "C9.9/none", "--json"], 1, "not_found"],
    ];
    for (const [args, code, name] of cases) {
      const ran = await fealty(args, { cwd });
      expect([args.join(" "), ran.code, errorOf(ran.out).code]).toEqual([args.join(" "), code, name]);
      expect(errorOf(ran.out).message).not.toBe("");
    }
    const bad = JSON.parse((await fealty(["evaluate", "bad.yaml", ...facts, ...asOf, "--json"], { cwd })).out) as {
      error: { diagnostics: { what: string; place: { line: number } }[] };
    };
    expect(bad.error.diagnostics[0]).toMatchObject({ place: { line: 5 } });
  });
  it("N1: new and help answer in JSON too", async () => {
    const help = JSON.parse((await fealty(["help", "--json"])).out) as { commands: { command: string }[] };
    expect(help.commands.map((one) => one.command)).toContain("evaluate");
    expect(JSON.parse((await fealty(["help", "check", "--json"])).out)).toMatchObject({ options: ["strict"] });
    const given = ["--number", "N", ...NEW_TERMS];
    const made = await fealty(["new", "--out", "n.yaml", ...given, "--json"], { cwd: folderWith({}) });
    expect(JSON.parse(made.out)).toMatchObject({ file: "n.yaml" });
  });
  it("N1: a language before the command is no command", async () => {
    const { code, out } = await fealty(["--lang", "zh", "check", "."], { cwd: here() });
    expect([code, out]).toEqual([0, "0 处错误，0 处提醒，0 项法律检查结果。\n"]);
  });
});

describe("breaking off", () => {
  it("N1: the end of the input and an interrupt break a question off", async () => {
    const closed = new PassThrough();
    const asked = askOn(closed, new PassThrough(), "? ");
    closed.end();
    await expect(asked).rejects.toBeInstanceOf(CancelledError);
    const interrupted = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const second = askOn(interrupted, new PassThrough(), "? ");
    interrupted.write("\u0003");
    await expect(second).rejects.toBeInstanceOf(CancelledError);
    const answered = new PassThrough();
    const third = askOn(answered, new PassThrough(), "? ");
    answered.write("yes\n");
    expect(await third).toBe("yes");
  });
  it("N1: every command that reads hears an interrupt, exit 130, nothing printed", async () => {
    const cwd = here();
    const signal = AbortSignal.abort();
    for (const args of [evaluated, ["explain", ".", ...facts, "C6.2"], ["doctor", ".", ...facts]]) {
      const { code, out, err } = await fealty(args, { cwd, signal });
      expect([code, out, err]).toEqual([130, "", "Cancelled; nothing was written.\n"]);
    }
    const converted = await fealty(convert, { cwd: convertible(), signal });
    expect([converted.code, converted.out]).toEqual([130, ""]);
  });
  const run = (args: string, cwd: string, exec = "") =>
    spawn("bash", ["-c", `${exec}node ${join(root, "app/bin/fealty.mjs")} ${args}`], {
      cwd,
      stdio: ["pipe", "pipe", "pipe"],
    });
  it("N1: an interrupt while standard input is awaited ends at once with 130", async () => {
    // A bundle older than its sources is built first, which hears no interrupt.
    await once(run("help", here()), "exit");
    /** The process says nothing while it waits: one that was interrupted before it listened is begun anew and left more time. */
    const interrupted = async (wait: number): Promise<readonly [number | null, string | null, string]> => {
      const child = run("evaluate . --facts - --as-of 2026-07-20", here(), "exec ");
      let err = "";
      child.stderr.on("data", (piece) => {
        err += String(piece);
      });
      child.stdin.write(FACTS);
      const ended = once(child, "exit");
      await sleep(wait);
      child.kill("SIGINT");
      const [code, signal] = (await ended) as [number | null, string | null];
      return signal === "SIGINT" && wait < 24_000 ? interrupted(wait * 2) : [code, signal, err];
    };
    expect(await interrupted(1500)).toEqual([130, null, "Cancelled; nothing was written.\n"]);
  });
  it("N1: convert killed in the middle leaves what stood there, and run again writes it whole", async () => {
    const rows = Array.from({ length: 300_000 }, (_, i) => `o${i},2026/3/1,10.00\r\n`).join("");
    const cwd = convertible({ "t.csv": `order,date,amount\r\n${rows}`, "f.ndjson": "before\n" });
    const child = run(convert.join(" "), cwd, "exec ");
    const closed = once(child, "close");
    const writing = (): boolean => readdirSync(cwd).some((name) => name.endsWith(".part"));
    while (!writing() && child.exitCode === null) await sleep(5);
    expect(writing()).toBe(true);
    child.kill("SIGKILL");
    await closed;
    expect([child.signalCode, readFileSync(join(cwd, "f.ndjson"), "utf8")]).toEqual(["SIGKILL", "before\n"]);
    expect(readdirSync(cwd).filter((name) => name.endsWith(".part"))).not.toEqual([]);
    // What another run that lives is writing stays, as does what only looks like it.
    const others = [`f.ndjson.${process.ppid}-0.part`, `g.ndjson.${child.pid}-0.part`, "f.ndjson.old.part"];
    for (const name of others) writeFileSync(join(cwd, name), "");
    expect((await fealty(convert, { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "f.ndjson"), "utf8").split("\n").length).toBe(300_001);
    expect(
      readdirSync(cwd)
        .filter((name) => name.endsWith(".part"))
        .sort(),
    ).toEqual(others.sort());
  });
  it("N1: a full disk is told with exit 2; a closed pipe is passed over, and the exit code stays the command's own", async () => {
    const cwd = here();
    const of = async (args: string): Promise<[number, string]> => {
      const child = run(args, cwd);
      let err = "";
      child.stderr.on("data", (piece) => {
        err += String(piece);
      });
      const [code] = (await once(child, "close")) as [number];
      return [code, err];
    };
    expect(await of("help --lang en > /dev/full")).toEqual([
      2,
      "Standard output cannot be written: the disk is full.\n",
    ]);
    expect(await of("help --lang en 2>&1 | true; exit $PIPESTATUS")).toEqual([0, ""]);
    writeFileSync(join(cwd, "bad.yaml"), "fealty: 1\n");
    expect(await of("check bad.yaml 2>&1 | true; exit $PIPESTATUS")).toEqual([1, ""]);
  });
});

describe("standard input and output", () => {
  it("C7.1: --out - writes the facts and nothing else to standard output; a mapping may be piped", async () => {
    const cwd = convertible();
    const args = ["convert", "t.csv", "--mapping", "-", "--out", "-"];
    const { code, out, err } = await fealty(args, { cwd, stdin: MAPPING });
    expect([code, out.split("\n").length, existsSync(join(cwd, "-"))]).toEqual([0, 3, false]);
    expect(JSON.parse(out.split("\n")[0]!)).toMatchObject({ kind: "sale", amount: "10.00" });
    expect(err).toContain("Rows read");
  });
  it("N4: simulate takes a piped contract", async () => {
    const args = ["simulate", "-", ...facts, "--set", "quota=100000.00", ...asOf, "--json"];
    const { out } = await fealty(args, { cwd: here(), stdin: CONTRACT });
    expect(JSON.parse(out)).toMatchObject({ total: { difference: "2000.00" } });
  });
  it("N1: standard input stands for one file only", async () => {
    const cwd = convertible({ "contract.yaml": CONTRACT });
    const calls = [
      ["evaluate", "-", "--facts", "-", ...asOf],
      ["evaluate", ".", "--facts", "-", "--facts", "-", ...asOf],
      ["convert", "-", "--mapping", "-", "--out", "f.ndjson"],
    ];
    for (const args of calls) {
      const { code, err } = await fealty(args, {
        cwd,
        stdin: args[1] === "-" && args[0] === "evaluate" ? CONTRACT : FACTS,
      });
      expect([args.join(" "), code]).toEqual([args.join(" "), 2]);
      expect(err).toContain("can be read once only");
    }
    // Whatever the machine is busy with: what was half written goes before its folder does.
    const crowd = await Promise.all(Array.from({ length: 60 }, () => fealty(calls[2]!, { cwd, stdin: FACTS })));
    expect(crowd.map(({ err }) => err.includes("can be read once only"))).not.toContain(false);
  });
  it("C7.1: what is read is never written over", async () => {
    const known = '{"id":"k1","kind":"sale"}\n';
    const cwd = convertible({ "k.ndjson": known });
    const cases: [string[], string][] = [
      [["convert", "t.csv", "--mapping", "m.yaml", "--out", "./k.ndjson", "--known", "k.ndjson"], "known facts"],
      [["convert", "t.csv", "--mapping", "m.yaml", "--out", "m.yaml"], "the mapping"],
      [["convert", "t.csv", "--mapping", "m.yaml", "--out", "f.ndjson", "--report", "t"], "the source"],
    ];
    for (const [args, words] of cases) {
      const { code, err } = await fealty(args, { cwd });
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    }
    expect(readFileSync(join(cwd, "k.ndjson"), "utf8")).toBe(known);
    expect(readFileSync(join(cwd, "m.yaml"), "utf8")).toBe(MAPPING);
    expect(readFileSync(join(cwd, "t.csv"), "utf8")).toBe(TABLE);
  });
  it("N1: files that are not UTF-8 are refused with how to mend them", async () => {
    const gb = iconv.encode(CONTRACT, "gb18030");
    const cwd = here({
      "gb.yaml": gb,
      "gb.ndjson": iconv.encode(`{"id":"s","kind":"sale","note":"中文"}\n`, "gb18030"),
      "wide.ndjson": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(FACTS, "utf16le")]),
    });
    for (const [args, from] of [
      [["check", "gb.yaml"], "GB18030"],
      [["evaluate", ".", "--facts", "gb.ndjson", ...asOf], "GB18030"],
      [["evaluate", ".", "--facts", "wide.ndjson", ...asOf], "UTF-16"],
    ] as const) {
      const { code, err } = await fealty([...args], { cwd });
      expect([args.join(" "), code]).toEqual([args.join(" "), 2]);
      expect(err).toContain(`iconv -f ${from} -t UTF-8`);
    }
    expect((await fealty(["check", "-"], { stdin: gb })).code).toBe(2);
  });
  it("N1: packed facts are read within limits", async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, FACTS));
    const cwd = here({
      "bomb.ndjson.gz": bomb,
      "cut.ndjson.gz": gzipSync(FACTS).subarray(0, 60),
      "t.csv": gzipSync(TABLE),
    });
    const before = process.memoryUsage().rss;
    const { code, err } = await fealty(["evaluate", ".", "--facts", "bomb.ndjson.gz", ...asOf], { cwd });
    expect([code, err]).toEqual([2, "bomb.ndjson.gz grows more than 100 times when unpacked and is refused.\n"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    const cut = await fealty(["evaluate", ".", "--facts", "cut.ndjson.gz", ...asOf], { cwd });
    expect([cut.code, cut.err]).toEqual([2, "cut.ndjson.gz cannot be read: its gzip data ends too early.\n"]);
  });
  it("N7: an archive is looked at as one whatever its name is", async () => {
    const cwd = here({ "evidence.bin": Buffer.from("PK\u0003\u0004 and nothing of an archive", "latin1") });
    const { code, out, err } = await fealty(["verify", "evidence.bin"], { cwd });
    expect([code, err.includes("iconv"), /no bundle of evidence/.test(out + err)]).toEqual([code, false, true]);
    expect(code).not.toBe(0);
  });
  it("C7.1: a packed table that is a bomb is refused within its first megabytes", async () => {
    const rows = Buffer.alloc(250_000_000, "o1,2026/3/1,10.00\r\n");
    const cwd = convertible({ "t.csv": gzipSync(Buffer.concat([Buffer.from("order,date,amount\r\n"), rows])) });
    const started = process.cpuUsage();
    const { code, err } = await fealty(convert, { cwd });
    const { user } = process.cpuUsage(started);
    expect([code, err]).toEqual([2, expect.stringContaining("250 times")]);
    expect(user).toBeLessThan(3_000_000);
  });
});

describe("convert", () => {
  it("C7.1: a kind that the mapping does not make is refused, so is a currency that is not in use", async () => {
    const cwd = convertible({ "cnx.yaml": MAPPING.replace("CNY", "CNX") });
    const only = await fealty([...convert, "--only", "zork"], { cwd });
    expect([only.code, only.err.trim()]).toEqual([2, "The mapping makes no zork events; it makes: sale."]);
    const currency = await fealty(["convert", "t.csv", "--mapping", "cnx.yaml", "--out", "f.ndjson"], { cwd });
    expect(currency.code).toBe(2);
    expect(currency.err).toContain("CNX is no currency code in use");
  });
  it("C7.1: every option stands in the help, counts agree with their nouns", async () => {
    const { out } = await fealty(["help", "convert"]);
    expect(out).toContain("--imported-by");
    expect(out).toContain("--restore");
    const cwd = convertible({ "t.csv": "order,date,amount\r\no1,45000,10.00\r\n" });
    expect((await fealty(convert, { cwd })).out).toContain("1 cell was read as");
  });
  it("C7.1: a row without its sale is shown without an empty column", async () => {
    const matching = `mapping: 1
source: {number: "1234.56", date: ymd}
emit:
  - kind: sale
    when: number(row.qty) > 0
    id: [row.no]
    fields: {at: datetime(row.at), customer: row.customer, order: event_id(), quantity: number(row.qty), amount: number(row.amount)}
  - kind: refund
    when: number(row.qty) < 0
    id: [row.no]
    match: {kind: sale, same: {customer: row.customer}, quantity: -number(row.qty)}
    fields: {at: datetime(row.at), customer: row.customer, order: matched.order, amount: number(row.amount)}
`;
    const table = "no,at,customer,qty,amount\nS1,2026-03-01 10:00,c,1,5.00\nR1,2026-03-02 10:00,x,-1,5.00\n";
    const cwd = convertible({ "m.yaml": matching, "t.csv": table });
    const { out } = await fealty(convert, { cwd });
    expect(out).toContain("\n3: x\n    No earlier sale");
  });
});
