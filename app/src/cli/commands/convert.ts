// Clauses: C7.1
import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { convertFile } from "../../convert/convert.ts";
import type { ConvertReport } from "../../convert/convert-types.ts";
import { FileProblem } from "../../convert/file-problem.ts";
import { MappingProblem } from "../../convert/mapping.ts";
import { mappingText } from "../../convert/mapping-messages.ts";
import { problemText } from "../../convert/messages.ts";
import { type Command, counted, EXIT, RefusedError, say, type Terminal, UsageError } from "../command.ts";
import { Spools } from "../spools.ts";
import { table } from "../table.ts";
import { answerOf, answerTo, questionText, refusalText } from "../table-questions.ts";
import { visible } from "../visible.ts";
import { timeFaultText } from "../words.ts";

export const command: Command = {
  summary: { zh: "把 CSV 或 XLSX 转成事实", en: "CSV or XLSX to facts" },
  usage:
    "FILE --mapping MAPPING.yaml --out FACTS.ndjson [--report NAME] [--answer ID=VALUE…] [--known FACTS…] [--only KIND…] [--imported-by NAME] [--restore MOMENT] [--dry-run] [--json]",
  takes: 1,
  help: {
    zh: "FILE 或映射可写 -（标准输入）；--out - 把事实写到标准输出，报告写到错误输出。按映射文件读表：列、条件、表达式、去重键。有歧义处（例如 1.234、3/1/2026）整份文件只问一次；在终端里当场询问，否则列出问题、退出码 3、什么也不写。--report 写出 NAME.json 与 NAME.csv：已读、新增、重复、拒收，每个拒收行有行号、列、值、原因与改法。--known 是已有的事实：其中的事件算作重复；--restore 2026-04-10T10:00:00+08:00 在该时刻恢复其中已撤回的事件：写出的是撤回那次撤回的记录，事件本身不重复写。--imported-by 记下由谁导入。--only 只写这些种类的事件。同一文件转两次得到相同的字节。映射的写法见 mappings/README.md。",
    en: "FILE or the mapping may be - (standard input); --out - writes the facts to standard output and the report to the error output. Reads the table by a mapping file: columns, filters, expressions, dedup key. What is ambiguous (1.234, 3/1/2026) is asked once per file: on a terminal at once, elsewhere the questions are listed, the exit code is 3 and nothing is written. --report writes NAME.json and NAME.csv: rows read, new, repeated, refused, each refused row with row, column, value, reason and how to mend. --known names facts that are in already: their events count as repeated; --restore 2026-04-10T10:00:00+08:00 brings back, at that moment, those that stand retracted: what is written takes the retraction back, the event itself is not written twice. --imported-by records who brings the file in. --only writes events of these kinds only. The same file converted twice gives the same bytes. mappings/README.md describes mappings.",
  },
  example: "fealty convert examples/sales.csv --mapping mappings/sales.yaml --out facts.ndjson --report sales-report",
  options: {
    mapping: { type: "string", short: "m" },
    out: { type: "string", short: "o" },
    report: { type: "string" },
    answer: { type: "string", multiple: true },
    known: { type: "string", multiple: true },
    only: { type: "string", multiple: true },
    "imported-by": { type: "string" },
    restore: { type: "string" },
    "dry-run": { type: "boolean" },
  },
  run: async (call, terminal) => {
    const file = call.positionals[0];
    const mapping = call.option("mapping");
    const out = call.option("out");
    if (file === undefined) throw new UsageError({ zh: "缺少要转换的文件。", en: "The file to convert is missing." });
    if (mapping === undefined)
      throw new UsageError({ zh: "请用 --mapping 给出映射文件。", en: "Name the mapping file with --mapping." });
    if (out === undefined && !call.flag("dry-run"))
      throw new UsageError({
        zh: "请用 --out 说明写到哪里，或加 --dry-run 只看结果。",
        en: "Say with --out where to write, or add --dry-run to look only.",
      });
    if (out === "-" && call.flag("json"))
      throw new UsageError({
        zh: "--out - 把事实写到标准输出，不能与 --json 同用；请用 --report 取得报告。",
        en: "--out - writes the facts to standard output and does not go with --json; use --report for the report.",
      });
    const at = (path: string): string => resolve(terminal.cwd, path);
    const answers: Record<string, string> = Object.fromEntries(call.list("answer").map(answerOf));
    const by = call.option("imported-by");
    const reportTo = call.option("report");
    const restore = call.option("restore");
    if (restore !== undefined && parseInstant(restore) === undefined)
      throw new UsageError({
        zh: `${timeFaultText("restore", restore).zh}请写恢复的时刻，例如 2026-04-10T10:00:00+08:00。`,
        en: `${timeFaultText("restore", restore).en} Write when the events come back, such as 2026-04-10T10:00:00+08:00.`,
      });
    if (restore !== undefined && call.list("known").length === 0)
      throw new UsageError({
        zh: "--restore 要与 --known 同用：恢复的是已有事实中撤回的事件。",
        en: "--restore goes with --known: it brings back events that stand retracted in the known facts.",
      });
    const spools = new Spools(terminal);
    try {
      const source = file === "-" ? await spools.take("stdin") : at(file);
      const plan = mapping === "-" ? await spools.take("stdin.yaml") : at(mapping);
      const target = out === "-" ? spools.name("facts.ndjson") : out === undefined ? undefined : at(out);
      const once = (): Promise<ConvertReport> =>
        convertFile({
          file: source,
          mapping: plan,
          ...(target === undefined ? {} : { out: target }),
          ...(reportTo === undefined ? {} : { report: at(reportTo) }),
          answers,
          lang: terminal.language,
          known: call.list("known").map(at),
          ...(call.list("only").length === 0 ? {} : { only: call.list("only") }),
          ...(restore === undefined ? {} : { restore }),
          ...(by === undefined ? {} : { importedBy: by }),
          dryRun: call.flag("dry-run"),
          ...(terminal.progress ? { onProgress: progressOn(terminal) } : {}),
          ...(terminal.signal ? { signal: terminal.signal } : {}),
        });
      let report = await once();
      while (report.outcome === "asks" && terminal.ask) {
        for (const question of report.questions)
          answers[question.id] = await answerTo(question, terminal, terminal.ask);
        report = await once();
      }
      if (call.flag("json")) {
        const named = { ...report, file, mapping, ...(report.out === undefined ? {} : { out }) };
        terminal.out(`${JSON.stringify(named)}\n`);
      } else if (out === "-") terminal.err(text(report, terminal));
      else terminal.out(text(report, terminal));
      if (report.outcome === "asks") return EXIT.question;
      if (out === "-" && target !== undefined && !call.flag("dry-run"))
        for await (const piece of createReadStream(target, "utf8")) terminal.asIs.out(String(piece));
      return report.rows.refused > 0 ? EXIT.found : EXIT.ok;
    } catch (problem) {
      throw told(problem, terminal, (words, as) => spools.shown(fromHere(terminal, words), as));
    } finally {
      spools.clear();
    }
  },
};
/** Paths as they are told elsewhere: from where the user stands. */
const fromHere = ({ cwd }: Terminal, words: string): string => words.replaceAll(join(cwd, "/"), "");
/** What the converter refuses, in words; anything else as it is. */
const told = (problem: unknown, terminal: Terminal, shown: (words: string, as?: string) => string): unknown => {
  if (problem instanceof FileProblem)
    return new RefusedError(problem.code, {
      zh: visible(shown(problemText(problem, "zh"), "标准输入")),
      en: visible(shown(problemText(problem, "en"), "Standard input")),
    });
  if (problem instanceof MappingProblem)
    return new RefusedError(
      "mapping_errors",
      { zh: "映射文件有错误，什么也没有写。", en: "The mapping has mistakes; nothing was written." },
      problem.diagnostics.map((one) => shown(mappingText(one, terminal.language))),
    );
  return problem;
};
const progressOn = (terminal: Terminal) => {
  let told = -1;
  return ({ bytesRead, bytesTotal, rows }: { bytesRead: number; bytesTotal: number; rows: number }): void => {
    const percent = bytesTotal === 0 ? 100 : Math.floor((bytesRead / bytesTotal) * 100);
    if (percent === told) return;
    told = percent;
    terminal.asIs.err(
      `\r${say(terminal, `已读 ${percent}%，${rows} 行`, `${percent}% read, ${counted(rows, "row")}`)}${percent === 100 ? "\n" : ""}`,
    );
  };
};
const text = (report: ConvertReport, terminal: Terminal): string => {
  if (report.outcome === "asks") {
    return (
      say(terminal, "有歧义，须先回答；什么也没有写。\n", "Something must be answered first; nothing was written.\n") +
      report.questions.map((question) => `${questionText(question)}  --answer ${question.id}=…\n`).join("")
    );
  }
  const { rows } = report;
  const counts: [string, number][] = [
    [say(terminal, "已读行", "Rows read"), rows.read],
    [say(terminal, "新增", "New"), rows.new],
    [say(terminal, "重复", "Repeated"), rows.repeated],
    [say(terminal, "未能匹配", "Unmatched"), rows.unmatched],
    [say(terminal, "映射不取", "Left out by the mapping"), rows.leftOut],
    [say(terminal, "空行", "Blank"), rows.blank],
    [say(terminal, "拒收", "Refused"), rows.refused],
  ];
  const events = Object.entries(report.events).map(([kind, count]) => [kind, String(count)]);
  const refused = report.refused.slice(0, 20).map(refusalText);
  const notes = report.notes.map((note) => `${note.text}\n`);
  const files =
    report.reportFiles.length === 0 ? "" : `${say(terminal, "报告：", "Report: ")}${report.reportFiles.join(", ")}\n`;
  return [
    table(
      [{ title: say(terminal, "行", "Rows") }, { title: "", right: true }],
      counts.map(([name, count]) => [name, String(count)]),
    ),
    table([{ title: say(terminal, "事件", "Events") }, { title: "", right: true }], events),
    ...refused,
    rows.refused > 20
      ? say(
          terminal,
          `……共 ${rows.refused} 行拒收，全部列在报告里。\n`,
          `… ${counted(rows.refused, "row")} refused; the report lists them all.\n`,
        )
      : "",
    ...notes,
    files,
  ].join("");
};
