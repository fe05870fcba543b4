import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { generateDemo, USUAL_SEED } from "../../demo/demo.ts";
import { writeFolder } from "../../demo/write-folder.ts";
import { type Call, type Command, EXIT, say, type Terminal, UsageError, untilCancelled } from "../command.ts";

export const command: Command = {
  summary: { zh: "写出一家演示公司的合同与事实", en: "A demonstration company as contracts and facts" },
  takes: 0,
  usage: "--out FOLDER [--small] [--seed NUMBER] [--json]",
  help: {
    zh: "写出恒信保险代理有限公司（虚构，全部为演示数据）：120份合同（--small 为12份）及其24个月的事实、人员、客户，以及答案 key.json：其中写明数据里预先放入了什么。同一规模、同一 --seed 每次得到相同的字节；换一个种子即换一家公司，付款须另行计算，用时约两倍。文件夹自带范本，可以整个移动；已有的文件夹不会被覆盖，中途停止则什么也不留。",
    en: "Writes 恒信保险代理有限公司, a company that is made up (演示数据, demonstration data): 120 contracts (12 with --small) with 24 months of facts (6 with --small), its people and customers, and key.json, which says what was put into the data on purpose. The same size and --seed give the same bytes each time; another seed makes another company, whose payments have to be computed, which takes about twice as long. The folder holds the template and can be moved; one that is there is never overwritten, and nothing is left when the call is stopped.",
  },
  example:
    "fealty demo --small --out demo-company\nfealty check demo-company/contracts/HX-YS-003\nfealty evaluate demo-company/contracts/HX-YS-003 --facts demo-company/facts/HX-YS-003.ndjson --as-of 2026-10-31",
  options: { out: { type: "string", short: "o" }, small: { type: "boolean" }, seed: { type: "string" } },
  run: async (call, terminal) => {
    const out = call.option("out");
    if (out === undefined)
      throw new UsageError({ zh: "请用 --out 说明写到哪个文件夹。", en: "Say with --out which folder to write." });
    const folder = resolve(terminal.cwd, out);
    if (existsSync(folder))
      throw new UsageError({
        zh: `${out} 已经存在，请另取名字。`,
        en: `${out} is already there; choose another name.`,
      });
    const demo = generateDemo({ size: call.flag("small") ? "small" : "full", seed: seedOf(call) });
    const of = demo.agents.length;
    const written = await writeFolder(demo, folder, async (_, made) => {
      if (terminal.progress)
        terminal.asIs.err(
          `\r${say(terminal, `第 ${made} 份，共 ${of} 份`, `${made} of ${of}`)}${made === of ? "\n" : ""}`,
        );
      await untilCancelled(terminal);
    });
    if (call.flag("json"))
      terminal.out(`${JSON.stringify({ folder: out, seed: demo.key.seed, as_of: demo.company.as_of, ...written })}\n`);
    else terminal.out(told(out, written, demo.company.until, terminal));
    return EXIT.ok;
  },
};
const seedOf = (call: Call): number => {
  const written = call.option("seed");
  if (written === undefined) return USUAL_SEED;
  if (!/^\d{1,9}$/.test(written))
    throw new UsageError({
      zh: `--seed ${written}：请写一至九位数字。`,
      en: `--seed ${written}: write a whole number of one to nine digits.`,
    });
  return Number(written);
};
const told = (
  out: string,
  { contracts, events, bytes }: { contracts: number; events: number; bytes: number },
  until: string,
  terminal: Terminal,
): string => {
  const size = (bytes / 1_000_000).toFixed(1);
  return say(
    terminal,
    `演示数据已写到 ${out}：合同 ${contracts} 份，事件 ${events} 个，${size} MB，截至 ${until}。\n答案在 ${join(out, "key.json")}，事实在 ${join(out, "facts")}。\n`,
    `Demonstration data written to ${out}: ${contracts} contracts, ${events} events, ${size} MB, up to ${until}.\nThe answer key is ${join(out, "key.json")}, the facts are in ${join(out, "facts")}.\n`,
  );
};
