// Clauses: C8.1
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type HolidayPaper, parseHolidayPaper } from "@fealty/engine/calendar/calendar-data.ts";
import { calendarStages } from "@fealty/engine/calendar/calendar-stages.ts";
import {
  type CalendarChange,
  changeText,
  isRename,
  mergeCalendar,
  missingHolidays,
} from "@fealty/engine/calendar/merge-calendar.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import { SHANGHAI, zonedText } from "@fealty/engine/calendar/zone.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { instanceName } from "@fealty/engine/rules/settle.ts";
import type { Instance } from "@fealty/engine/rules/types.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { dayText } from "@fealty/engine/values/date.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { clearAbandoned } from "../../convert/abandoned.ts";
import { sha256 } from "../../world.ts";
import { calendars } from "../calendars.ts";
import { AbsentError, type Call, type Command, counted, EXIT, say, type Terminal, UsageError } from "../command.ts";
import { inputName } from "../files.ts";
import { compute, evaluateCall, momentOf } from "../input.ts";
import { readJson } from "../json-file.ts";
import { itemsByReference, referenceColumn } from "../report/names.ts";
import { table } from "../table.ts";
import { calendarProblemText, stepReasonText } from "../words.ts";

export const command: Command = {
  summary: { zh: "录入新一年的节假日", en: "Take in a new year of holidays" },
  usage: "import FILE [--calendar CN] [--as-of T] [--contract CONTRACT --facts FILE…] [--correct] [--json]",
  takes: 2,
  help: {
    zh: "FILE 是国务院放假安排的 JSON（year、papers、days: [{name, date, isOffDay}]）。写入 ./calendars/，列出变化的日子；给出合同与事实时，再列出因此改变的到期与结账时间。--as-of 是录入的时刻，不写即为此刻：在此之前已结的结算单、已了结或已作决定的事项不会改变，差额在未结期间更正；只是名称不同的，照录，不动任何日期。新的一年要含该年全部法定节假日，否则不录入。同一文件再录一次不会改变什么。",
    en: "FILE is a published year as JSON (year, papers, days: [{name, date, isOffDay}]). It is written to ./calendars/ and the changed days are listed; with contract and facts the due dates and closes that it changes are listed too. --as-of is the moment at which it is taken in, now unless said: statements closed before it, and items that were over or decided, never change, and a difference comes as a true-up in the open period; days that only bear another name are taken as they are, for no date moves with a name. A new year must hold all of its holidays, or nothing is taken in. Taking in the same file again changes nothing.",
  },
  example:
    "fealty calendar import examples/holiday-cn-2026.json --contract contracts/filled/company-led --facts web/public/example/company-led.ndjson --as-of 2026-09-20",
  options: {
    calendar: { type: "string" },
    contract: { type: "string" },
    facts: { type: "string", multiple: true, short: "f" },
    "as-of": { type: "string" },
    correct: { type: "boolean" },
  },
  run: async (call, terminal) => {
    const [verb, file] = call.positionals;
    if (verb !== "import" || file === undefined)
      throw new UsageError({ zh: "请写 fealty calendar import FILE。", en: "Write fealty calendar import FILE." });
    const value = await readJson(terminal, file);
    const { paper, problems } = parseHolidayPaper(value);
    if (!paper) {
      const where = (language: "zh" | "en"): string =>
        problems.map((one) => calendarProblemText(one, language)).join(language === "zh" ? "；" : "; ");
      throw new UsageError({
        zh: `${inputName(file).zh} 不是放假安排：${where("zh")}。`,
        en: `${inputName(file).en} is no published year: ${where("en")}.`,
      });
    }
    const id = call.option("calendar") ?? "CN";
    const known = calendars(terminal.cwd);
    const base = known.find((one) => one.id === id) ?? { id, source: "", years: {} };
    const contract = call.option("contract");
    const before =
      contract === undefined ? undefined : await evaluateCall({ ...call, positionals: [contract] }, terminal);
    const at = takenInAt(call, base, before);
    const merged = mergeCalendar(base, paper, at);
    if (merged.newYears.length > 0) refuseIncomplete(file, id, paper);
    const changed = merged.changes.filter((change) => !isRename(change));
    const renamed = merged.changes.filter(isRename);
    const closedDays = changed.filter((change) => base.years[dayText(change.day).slice(0, 4)]);
    if (closedDays.length > 0 && !call.flag("correct")) {
      const days = (language: "zh" | "en"): string =>
        closedDays.map((change) => `  ${changeLine(change, { language })}\n`).join("");
      throw new AbsentError({
        zh: `这些日子的年份早已录入，改动会影响已经结束的事项，故未录入：\n${days("zh")}确属更正的，请加 --correct。`,
        en: `These days belong to years that are known already; changing them would touch closed matters, so nothing was taken in:\n${days("en")}Where the paper corrects an earlier one, add --correct.`,
      });
    }
    let redated: readonly Redated[] = [];
    let said = (reference: string): string => reference;
    if (before) {
      said = itemsByReference(before, terminal);
      const world = {
        asOf: before.asOf,
        knownAt: before.knownAt,
        calendars: [merged.calendar, ...known.filter((one) => one.id !== id)],
        zones: [before.zone],
        sha256,
      };
      const after = await compute(terminal, (tell) => evaluate(before.contract, before.events, { ...world, tell }));
      redated = redatedIn(before, after);
    }
    const isNew = merged.calendar !== base;
    const knownFrom = zonedText(before?.zone ?? SHANGHAI, at);
    if (isNew) write(terminal, id, merged.calendar);
    if (call.flag("json")) {
      terminal.out(
        `${JSON.stringify({ calendar: id, ...(isNew ? { known_from: knownFrom } : {}), new_years: merged.newYears, ignored: merged.ignored, changes: changed.map(changeText), renamed: renamed.map(changeText), redated })}\n`,
      );
      return EXIT.ok;
    }
    for (const change of changed) terminal.out(`${changeLine(change, terminal)}\n`);
    for (const change of renamed) terminal.out(`${renameLine(change)}\n`);
    if (renamed.length > 0)
      terminal.out(
        say(
          terminal,
          `${renamed.length} 个日子只改了名称，已照录；日期不受影响。\n`,
          `${counted(renamed.length, "day")} ${renamed.length === 1 ? "bears" : "bear"} another name, which was taken in; no date moves with it.\n`,
        ),
      );
    terminal.out(
      say(
        terminal,
        `${changed.length} 个日子有变化；新知年份：${merged.newYears.join("、") || "无"}。\n`,
        `${counted(changed.length, "day")} changed; years newly known: ${merged.newYears.join(", ") || "none"}.\n`,
      ),
    );
    terminal.out(
      isNew
        ? say(
            terminal,
            `自 ${knownFrom} 起计为已知；此前已结的结算单、已了结或已作决定的事项保持原样。另一时刻请用 --as-of 写明。\n`,
            `It counts as known from ${knownFrom}; statements closed before that, and items over or decided, stay as they are. Another moment is named with --as-of.\n`,
          )
        : say(terminal, "没有变化，什么也没有写。\n", "Nothing is new, and nothing was written.\n"),
    );
    if (redated.length > 0) {
      terminal.out(
        table(
          [
            { title: say(terminal, "事项", "Item") },
            { title: say(terminal, "原到期", "Was due") },
            { title: say(terminal, "现到期", "Now due") },
            referenceColumn(terminal),
          ],
          redated.map((one) => [said(one.name), one.before, one.after, one.name]),
        ),
      );
    }
    return EXIT.ok;
  },
};
/** When the paper is taken in: at the moment that the call names, else now; never before the one taken in last. */
const takenInAt = (call: Call, base: CalendarData, before: Evaluation | undefined): Instant => {
  const written = call.option("as-of");
  const last = calendarStages(base).at(-1)!.from;
  if (written === undefined) return Math.max(Date.now() * 1000, last) as Instant;
  const at = before?.asOf ?? momentOf(written, SHANGHAI, "as-of");
  if (at >= last) return at;
  const text = zonedText(before?.zone ?? SHANGHAI, last);
  throw new UsageError({
    zh: `--as-of ${written}：此前一份放假安排录入于 ${text}，后来的不得早于它。`,
    en: `--as-of ${written}: the paper before it was taken in at ${text}, and a later one cannot come earlier.`,
  });
};
interface Redated {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}
/** Due times and closes that the paper moves. What was over keeps its own, so that it is not among them. */
const redatedIn = (before: Evaluation, after: Evaluation): Redated[] => {
  const dates = (evaluation: Evaluation): ReadonlyMap<string, Instant | undefined> =>
    new Map([
      ...evaluation.clauses.flatMap(({ instances }) => instances).map((one) => [name(one), one.dueAt] as const),
      ...evaluation.statements.map((one) => [`statement/${one.rule}/${one.label}`, one.closesAt] as const),
    ]);
  const now = dates(after);
  return [...dates(before)].flatMap(([name, was]) => {
    const is = now.get(name);
    if (was === undefined || is === undefined || was === is) return [];
    return [{ name, before: zonedText(before.zone, was), after: zonedText(before.zone, is) }];
  });
};
const write = ({ cwd }: Pick<Terminal, "cwd">, id: string, calendar: CalendarData): void => {
  mkdirSync(join(cwd, "calendars"), { recursive: true });
  const target = join(cwd, "calendars", `${id.toLowerCase()}.json`);
  clearAbandoned(target);
  const part = `${target}.${process.pid}.part`;
  writeFileSync(part, `${JSON.stringify(calendar, null, 1)}\n`);
  renameSync(part, target);
};
/** A year counts as known only by a paper that holds it. */
const refuseIncomplete = (file: string, id: string, paper: HolidayPaper): void => {
  const { all, names, days, short } = missingHolidays(id, paper);
  const lacks = ((): Text | undefined => {
    if (names.length > 0)
      return { zh: `缺少 ${names.join("、")} 的休假日`, en: `gives no day off for ${names.join(", ")}` };
    if (all) return { zh: `没有一个休假日落在 ${paper.year} 年`, en: `gives no day off in ${paper.year}` };
    // The commonest slip of whoever copies a paper by hand.
    if (days.length > 0)
      return {
        zh: `${days.join("、")} 是法定节假日，这里却不休假`,
        en: `gives no day off on ${days.join(", ")}, which every year does`,
      };
    if (short > 0)
      return { zh: `休假日比法定的少 ${short} 天`, en: `gives ${counted(short, "day")} off fewer than the law does` };
    return undefined;
  })();
  if (lacks === undefined) return;
  throw new AbsentError({
    zh: `${file} 不是完整的 ${paper.year} 年放假安排：${lacks.zh}。什么也没有写，${paper.year} 年仍按“尚未公布”估计。`,
    en: `${file} does not hold the whole year ${paper.year}: it ${lacks.en}. Nothing was written, and ${paper.year} stays estimated as not yet published.`,
  });
};
const changeLine = ({ day, before, after }: CalendarChange, { language }: Pick<Terminal, "language">): string =>
  `${dayText(day)} ${stepReasonText(before.reason, language)} → ${stepReasonText(after.reason, language)}`;
/** The names as the papers write them: translated, both may be the same words. */
const renameLine = ({ day, before, after }: CalendarChange): string =>
  `${dayText(day)} ${before.reason.split(":")[1]} → ${after.reason.split(":")[1]}`;
const name = (one: Instance): string =>
  `${instanceName(one.ref, one.period, one.subject)}${one.bearer === undefined ? "" : `~${one.bearer}`}`;
