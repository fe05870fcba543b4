// Clauses: C8.1
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseHolidayPaper } from "@fealty/engine/calendar/calendar-data.ts";
import { changeText, mergeCalendar } from "@fealty/engine/calendar/merge-calendar.ts";
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { parseJson } from "@fealty/engine/contract/json.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import { instanceName } from "@fealty/engine/rules/settle.ts";
import type { Instance } from "@fealty/engine/rules/types.ts";
import { type Command, EXIT, say, UsageError } from "../command.ts";
import { readText } from "../files.ts";
import { evaluateCall } from "../input.ts";
import { table } from "../table.ts";
import { calendars, sha256 } from "../world.ts";

export const command: Command = {
  summary: { zh: "录入新一年的节假日", en: "Take in a new year of holidays" },
  usage: "import FILE [--calendar CN] [--contract CONTRACT --facts FILE… --as-of T] [--json]",
  help: {
    zh: "FILE 是国务院放假安排的 JSON（year、papers、days: [{name, date, isOffDay}]）。写入 ./calendars/，列出变化的日子；给出合同与事实时，再列出因此改变的到期时间。已经结束的事项不会改变。同一文件再录一次不会改变什么。",
    en: "FILE is a published year as JSON (year, papers, days: [{name, date, isOffDay}]). It is written to ./calendars/ and the changed days are listed; with contract and facts the due dates that it changes are listed too. What is closed never changes. Taking in the same file again changes nothing.",
  },
  example:
    "fealty calendar import examples/holiday-cn-2026.json --contract contracts/filled/company-led --facts web/public/example/company-led.ndjson --as-of 2026-09-20",
  options: {
    calendar: { type: "string" },
    contract: { type: "string" },
    facts: { type: "string", multiple: true, short: "f" },
    "as-of": { type: "string" },
  },
  run: async (call, terminal) => {
    const [verb, file] = call.positionals;
    if (verb !== "import" || file === undefined)
      throw new UsageError({ zh: "请写 fealty calendar import FILE。", en: "Write fealty calendar import FILE." });
    const { value, problem } = parseJson(await readText(terminal, file));
    const { paper, problems } = parseHolidayPaper(value);
    if (!paper) {
      const where =
        problem ??
        problems.map((one) => `${one.path || "."} ${one.code} ${Object.values(one.args).join(" ")}`).join("; ");
      throw new UsageError({ zh: `${file} 不是放假安排：${where}。`, en: `${file} is no published year: ${where}.` });
    }
    const id = call.option("calendar") ?? "CN";
    const known = calendars(terminal.cwd);
    const base = known.find((one) => one.id === id) ?? { id, source: "", years: {} };
    const merged = mergeCalendar(base, paper);
    const contract = call.option("contract");
    const redated: { name: string; before: string; after: string }[] = [];
    if (contract !== undefined) {
      const before = await evaluateCall({ ...call, positionals: [contract] }, terminal);
      if (!before) return EXIT.found;
      const after = evaluate(before.contract, before.events, {
        asOf: before.asOf,
        knownAt: before.knownAt,
        calendars: [merged.calendar, ...known.filter((one) => one.id !== id)],
        zones: [before.zone],
        sha256,
      });
      const dues = new Map(after.clauses.flatMap((clause) => clause.instances).map((one) => [name(one), one]));
      for (const one of before.clauses.flatMap((clause) => clause.instances)) {
        const now = dues.get(name(one));
        // What has ended keeps the date it ended under: a new paper does not judge the past again.
        if (
          one.closedAt !== undefined ||
          now?.dueAt === undefined ||
          one.dueAt === undefined ||
          now.dueAt === one.dueAt
        )
          continue;
        redated.push({
          name: name(one),
          before: zonedText(before.zone, one.dueAt),
          after: zonedText(before.zone, now.dueAt),
        });
      }
    }
    mkdirSync(join(terminal.cwd, "calendars"), { recursive: true });
    const target = join(terminal.cwd, "calendars", `${id.toLowerCase()}.json`);
    writeFileSync(`${target}.part`, `${JSON.stringify(merged.calendar, null, 1)}\n`);
    renameSync(`${target}.part`, target);
    if (call.flag("json")) {
      terminal.out(
        `${JSON.stringify({ calendar: id, new_years: merged.newYears, ignored: merged.ignored, changes: merged.changes.map(changeText), redated })}\n`,
      );
      return EXIT.ok;
    }
    for (const change of merged.changes) terminal.out(`${changeText(change)}\n`);
    terminal.out(
      say(
        terminal,
        `${merged.changes.length} 个日子有变化；新知年份：${merged.newYears.join("、") || "无"}。\n`,
        `${merged.changes.length} days changed; years newly known: ${merged.newYears.join(", ") || "none"}.\n`,
      ),
    );
    if (redated.length > 0) {
      terminal.out(
        table(
          [
            { title: say(terminal, "事项", "Item") },
            { title: say(terminal, "原到期", "Was due") },
            { title: say(terminal, "现到期", "Now due") },
          ],
          redated.map((one) => [one.name, one.before, one.after]),
        ),
      );
    }
    return EXIT.ok;
  },
};
const name = (one: Instance): string =>
  `${instanceName(one.ref, one.period, one.subject)}${one.bearer === undefined ? "" : `~${one.bearer}`}`;
