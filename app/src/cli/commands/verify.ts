// Clauses: N2, N7
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { evaluationJson, uncountedJson } from "@fealty/engine/output.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { type Check, compareResults } from "@fealty/engine/verify.ts";
import { contractTexts } from "@fealty/engine/views/clause-texts.ts";
import { sha256 } from "../../world.ts";
import { type Command, EXIT, say, type Terminal, UsageError } from "../command.ts";
import { decoded, inputName, readBytes } from "../files.ts";
import { compute, evaluateCall } from "../input.ts";
import { jsonOf, readJson } from "../json-file.ts";
import { verifyBundleFile } from "../verify-bundle-file.ts";
import { visible } from "../visible.ts";

export const command: Command = {
  summary: {
    zh: "核对一份算好的结果或一个证据包",
    en: "Check a result that somebody computed, or a bundle of evidence",
  },
  usage: "RESULT.json [CONTRACT --facts FILE…] | BUNDLE.zip [--receipt FILE…] [--json]",
  takes: 2,
  help: {
    zh: "RESULT 是 fealty evaluate --json 的输出（带不带 --texts 均可）。先核对摘要是否与内容相符；给出合同与事实时，再把每个数字重算一遍，列出成立与不成立之处。BUNDLE 是 fealty bundle 或合同页下载的证据包：逐字节、逐条记录、逐个签名核对，并重算每个数字；--receipt 加上自己保存的回执，可以查出签收之后整条重写过的记录。不需要数据库，也不联网。",
    en: "RESULT is what fealty evaluate --json printed, with --texts or without. The digest is checked against the content; with contract and facts every figure is computed again, and what holds and what does not is listed. BUNDLE is what `fealty bundle` or a contract's page gave: every byte, record and signature is checked and every figure computed anew; receipts that you kept, given with --receipt, show a record that was rewritten as a whole after they were given. No database and no network is needed.",
  },
  example:
    "fealty evaluate contracts/filled/company-led --facts web/public/example/company-led.ndjson --as-of 2026-09-20 --json > result.json\n  fealty verify result.json contracts/filled/company-led --facts web/public/example/company-led.ndjson",
  options: { facts: { type: "string", multiple: true, short: "f" }, receipt: { type: "string", multiple: true } },
  run: async (call, terminal) => {
    const [file, contract] = call.positionals;
    if (file === undefined) throw new UsageError({ zh: "缺少结果文件。", en: "The result file is missing." });
    // Standard input has no name and can be read once only.
    const piped = file === "-" ? await readBytes(terminal, file) : undefined;
    if (piped === undefined ? await isArchive(terminal, file) : isArchiveStart(piped))
      return verifyBundleFile(file, piped, call, terminal);
    const value = piped === undefined ? await readJson(terminal, file) : jsonOf(file, decoded(file, [piped]));
    const { zh, en } = inputName(file);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new UsageError({
        zh: `${zh} 不是 fealty evaluate --json 的结果：顶层应为 { … }。`,
        en: `${en} is no result of fealty evaluate --json: the top level should be { … }.`,
      });
    const result = value as Readonly<Record<string, unknown>>;
    const recomputed = contract === undefined ? undefined : await recompute(file, result, contract, call, terminal);
    const report = compareResults(result, recomputed, sha256);
    if (call.flag("json")) terminal.out(`${JSON.stringify(report)}\n`);
    else {
      for (const one of report.checks) terminal.out(checkText(one, terminal));
    }
    return report.holds ? EXIT.ok : EXIT.found;
  },
};
/** Mail programs and archives give files other names: an archive is known by how it begins. */
const isArchive = async (terminal: Terminal, path: string): Promise<boolean> => {
  if (/\.zip$/i.test(path)) return true;
  const file = await open(resolve(terminal.cwd, path), "r").catch(() => undefined);
  if (file === undefined) return false;
  try {
    return isArchiveStart((await file.read(Buffer.alloc(4), 0, 4, 0)).buffer);
  } catch {
    return false;
  } finally {
    await file.close();
  }
};
const isArchiveStart = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "PK\u0003\u0004";
/** What holds is a line; what does not, and a line for each difference. */
const checkText = ({ what, holds, differences = [], more }: Check, terminal: Terminal): string => {
  const { figures = 0, workings = 0 } = more ?? {};
  return [
    `${holds ? "✓" : "✗"} ${what[terminal.language]}\n`,
    ...differences.map((difference) => `    ${visible(difference)}\n`),
    figures > 0 ? say(terminal, `    ……另有 ${figures} 处\n`, `    … ${figures} more\n`) : "",
    workings > 0
      ? say(terminal, `    ……计算过程中另有 ${workings} 处\n`, `    … ${workings} more in their workings\n`)
      : "",
  ].join("");
};
const recompute = async (
  file: string,
  result: Readonly<Record<string, unknown>>,
  contract: string,
  call: Parameters<Command["run"]>[0],
  terminal: Parameters<Command["run"]>[1],
) => {
  const moments = { "as-of": momentIn(file, result, "as_of"), "known-at": momentIn(file, result, "known_at") };
  const evaluation = await evaluateCall(
    {
      ...call,
      positionals: [contract],
      option: (name) => (name === "as-of" || name === "known-at" ? moments[name] : call.option(name)),
    },
    terminal,
  );
  const json = await compute(terminal, (tell) => evaluationJson(evaluation, tell));
  terminal.err(say(terminal, `已重算：${json.digest}\n`, `Recomputed: ${json.digest}\n`));
  return { ...json, ...uncountedJson(evaluation), ...("texts" in result ? { texts: contractTexts(evaluation) } : {}) };
};
/** The moment that a result says it was computed for; without it nothing can be computed again. */
const momentIn = (file: string, result: Readonly<Record<string, unknown>>, key: "as_of" | "known_at"): string => {
  const written = result[key];
  if (typeof written === "string" && parseInstant(written) !== undefined) return written;
  const found = written === undefined ? undefined : JSON.stringify(written).slice(0, 60);
  const { zh, en } = inputName(file);
  throw new UsageError({
    zh: `${zh} 的 ${key} ${found === undefined ? "缺失" : `（${found}）不是时刻`}，无从重算。`,
    en: `${en}: ${key} ${found === undefined ? "is missing" : `(${found}) is no moment`}; nothing can be computed again.`,
  });
};
