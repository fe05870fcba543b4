// Clauses: N7
import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { PartyName } from "@fealty/engine/views/view.ts";
import { makeBundle } from "../../commands/make-bundle.ts";
import { withHouse } from "../../commands/open-house.ts";
import { readStoreEnvironment } from "../../config.ts";
import { calendars } from "../calendars.ts";
import { type Command, EXIT, RefusedError, say, UsageError } from "../command.ts";
import { companyOf } from "../company-of.ts";
import { unreadable } from "../files.ts";
import { startProgress } from "../start-progress.ts";

export const command: Command = {
  summary: { zh: "把一份合同的证据装成一个压缩包", en: "Put the evidence of a contract into one file" },
  takes: 1,
  usage:
    "NUMBER [--period 2026-06 | --from 2026-06-01 --until 2026-06-30 | --case ID] [--for agent|intermediary] [--out FILE] [--force] [--company N] [--json]",
  help: {
    zh: "把合同各版文件、履行事实、记录链、签名、各方回执、计算结果、时间线和一个可以离线使用的核验网页装进一个 .zip，并附证据目录。--period 只装到该期结算单关账时为止，其余记录只留校验值；--from、--until 的时间线只列这几天；--case 的目录和时间线只列一件投诉或越权事项。--for 制作对方的证据包：只装对方看得到的内容，并写明哪些没有装入、为什么。客户姓名等个人信息不在包里。谁拿到它都能核验：用浏览器打开其中的 verify.html，或用 fealty verify。制作这件事本身也写入记录。",
    en: "Puts every version of the contract, its facts, the record with its signatures and receipts, the result, a timeline and a page that verifies all of it without a network into one .zip, with an index of evidence. --period goes as far as the closing of that period's statement and leaves the hash alone of what came later; with --from and --until the timeline has these days alone, with --case index and timeline are of one complaint or unauthorised act. --for makes the bundle of another party: what that party sees, and it says what was left out and why. Names of customers and the like are not in it. Whoever has the file can verify it: open its verify.html in a browser, or use `fealty verify`. That it was made stands in the record itself.",
  },
  example:
    "fealty bundle HX-YS-001 --out evidence.zip\n  fealty verify evidence.zip\n  fealty bundle HX-YS-001 --period 2026-09 --out september.zip\n  fealty bundle HX-YS-001 --for agent --out agent.zip",
  options: {
    period: { type: "string" },
    from: { type: "string" },
    until: { type: "string" },
    case: { type: "string" },
    for: { type: "string" },
    out: { type: "string", short: "o" },
    force: { type: "boolean" },
    company: { type: "string" },
  },
  run: async (call, terminal) => {
    const [number] = call.positionals;
    if (number === undefined) throw new UsageError({ zh: "缺少合同编号。", en: "The contract's number is missing." });
    const [period, from, until, matter] = ["period", "from", "until", "case"].map((name) => call.option(name));
    const party = call.option("for") ?? "company";
    if (!isParty(party))
      throw new UsageError({
        zh: `--for 只能是 agent 或 intermediary，不是 ${party}。`,
        en: `--for is agent or intermediary, not ${party}.`,
      });
    return withHouse(
      readStoreEnvironment(),
      calendars(terminal.cwd),
      startProgress(terminal),
      async (house) => {
        const caller = { companyId: await companyOf(house, call), party };
        const request = { number, period, from, until, case: matter };
        const { fileName, pieces } = await makeBundle(house, caller, request);
        const out = call.option("out") ?? fileName.replaceAll(/[/\\:*?"<>|]/g, "_");
        const path = resolve(terminal.cwd, out);
        if (!call.flag("force") && existsSync(path))
          throw new RefusedError("file_exists", {
            zh: `${out} 已经存在，没有写。请用 --out 换一个名称；要替换它，加 --force。`,
            en: `${out} is there already; nothing was written. Give another name with --out, or --force to replace it.`,
          });
        await writeWhole(path, pieces, out);
        const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
        if (call.flag("json")) terminal.out(`${JSON.stringify({ file: out, bytes })}\n`);
        else
          terminal.out(
            say(
              terminal,
              `证据包已写入 ${out}。核验：fealty verify ${out}\n`,
              `The bundle is in ${out}. To verify it: fealty verify ${out}\n`,
            ),
          );
        return EXIT.ok;
      },
      { existing: true },
    );
  },
};
const isParty = (text: string): text is PartyName => ["company", "agent", "intermediary"].includes(text);
/** The file gets its name when it is whole. */
const writeWhole = async (path: string, pieces: readonly Uint8Array[], named: string): Promise<void> => {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, pieces);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw unreadable(named, error);
  }
};
