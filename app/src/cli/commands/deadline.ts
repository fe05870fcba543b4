// Clauses: C8.1
import { parseHours } from "@fealty/engine/calendar/hours.ts";
import { isLegalUnit, legalDue } from "@fealty/engine/calendar/legal-time.ts";
import { serviceDue } from "@fealty/engine/calendar/service-time.ts";
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import type { Day } from "@fealty/engine/values/brand.ts";
import { addDays, dayText, parseDay, parseInstant } from "@fealty/engine/values/date.ts";
import { parseDuration } from "@fealty/engine/values/duration.ts";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { zoneNamed, zoneNames } from "../../world.ts";
import { calendars } from "../calendars.ts";
import { type Call, type Command, EXIT, type ExitCode, say, type Terminal, UsageError } from "../command.ts";
import { table } from "../table.ts";
import { stepReasonText, timeFaultText } from "../words.ts";

export const command: Command = {
  summary: { zh: "期限何时届满，逐日说明", en: "When a period runs out, day by day" },
  usage:
    '--from T --add "8 business hours" [--calendar CN] [--hours 09:00-18:00] [--zone Asia/Shanghai] [--legal] [--json]',
  takes: 0,
  help: {
    zh: "不带 --legal 是服务时钟：工作小时只数开门时间。带 --legal 是民法典第 200 至 204 条的期间：--from 和结果都是日期，始日不计，末日遇休假日顺延。",
    en: "Without --legal this is a service clock: business hours count opening time only. With --legal it is a period under Civil Code 200-204: --from and the result are dates, the first day is not counted, a last day that is a holiday moves on.",
  },
  example: 'fealty deadline --from 2026-09-30T16:00:00+08:00 --add "9 business hours"',
  options: {
    from: { type: "string" },
    add: { type: "string" },
    calendar: { type: "string" },
    hours: { type: "string" },
    zone: { type: "string" },
    legal: { type: "boolean" },
  },
  run: async (call, terminal) => {
    const written = call.option("from");
    const length = call.option("add");
    if (written === undefined || length === undefined)
      throw new UsageError({
        zh: '请写 --from 时间 --add 时长，例如 "5 business days"、"30 days"。',
        en: 'Give --from TIME and --add DURATION such as "5 business days" or "30 days".',
      });
    const add = parseDuration(length);
    if (add === undefined) throw new UsageError(noDuration(length));
    refuseUnusedInLegal(call);
    const id = call.option("calendar") ?? "CN";
    const known = calendars(terminal.cwd);
    const calendar = known.find((one) => one.id === id);
    if (!calendar) {
      const ids = known.map((one) => one.id);
      const nearest = ids.find((one) => one === id.toUpperCase()) ?? nearestName(id, ids);
      throw new UsageError({
        zh: `没有日历 ${id}。${nearest ? `您是指 ${nearest} 吗？` : ""}已有：${ids.join("、")}。别的日历用 fealty calendar import FILE --calendar ${id} 录入。`,
        en: `There is no calendar ${id}. ${nearest ? `Did you mean ${nearest}? ` : ""}There are: ${ids.join(", ")}. Take in another with fealty calendar import FILE --calendar ${id}.`,
      });
    }
    const zoneId = call.option("zone") ?? "Asia/Shanghai";
    const zone = await zoneNamed(zoneId);
    if (!zone) {
      const nearest = nearestName(zoneId, await zoneNames());
      throw new UsageError({
        zh: `不认识时区 ${zoneId}。${nearest ? `您是指 ${nearest} 吗？` : "请写 IANA 名称，例如 Asia/Shanghai。"}`,
        en: `The time zone ${zoneId} is not known. ${nearest ? `Did you mean ${nearest}?` : "Write an IANA name such as Asia/Shanghai."}`,
      });
    }
    const hours = parseHours(call.option("hours") ?? "09:00-18:00");
    if (!hours)
      throw new UsageError({
        zh: "--hours 请写成 09:00-12:00, 13:30-18:00。",
        en: "Write --hours as 09:00-12:00, 13:30-18:00.",
      });
    if (call.flag("legal")) {
      const day = parseDay(written.slice(0, 10));
      if (day === undefined || written.length !== 10) {
        const { zh, en } = written.length === 10 ? timeFaultText("from", written) : { zh: "", en: "" };
        throw new UsageError({
          zh: `${zh}法定期间的 --from 是日期，例如 2026-09-01。`,
          en: `${en} A legal period begins on a date such as 2026-09-01.`.trim(),
        });
      }
      if (!isLegalUnit(add))
        throw new UsageError({
          zh: "法定期间按日、周、月、年计算（民法典第 201 条）；工作日、小时和分钟请不带 --legal。",
          en: "A legal period is counted in days, weeks, months or years (Civil Code 201); for business days, hours and minutes leave out --legal.",
        });
      const due = legalDue(calendar, day, add, { extendOverWeekends: true });
      const days = due.steps.map((step) => ({ ...step, from: dayText(step.from), to: dayText(addDays(step.to, -1)) }));
      return print(terminal, call.flag("json"), dayText(due.due), due.estimated, days, (text) => text);
    }
    const from = parseInstant(written);
    if (from === undefined) {
      const { zh, en } = timeFaultText("from", written);
      throw new UsageError({
        zh: `${zh}请写成 2026-09-30T16:00:00+08:00，带时差。`,
        en: `${en} Write it with its offset, as 2026-09-30T16:00:00+08:00.`,
      });
    }
    const due = serviceDue(calendar, zone, hours, from, add);
    const steps = due.steps.map((step) => ({
      ...step,
      from: zonedText(zone, step.from),
      to: zonedText(zone, step.to),
    }));
    return print(terminal, call.flag("json"), zonedText(zone, due.due), due.estimated, steps, (text) =>
      text.slice(11, 16),
    );
  },
};
/** A legal period is counted in days of the calendar: what says how time of day counts would change nothing in it. */
const refuseUnusedInLegal = (call: Call): void => {
  const unused = call.flag("legal") ? ["hours", "zone"].filter((name) => call.option(name) !== undefined) : [];
  if (unused.length === 0) return;
  const names = unused.map((name) => `--${name}`);
  throw new UsageError({
    zh: `法定期间按日计算，${names.join("、")} 不起作用：请去掉，或去掉 --legal。`,
    en: `A legal period is counted in days, in which ${names.join(" and ")} ${names.length === 1 ? "changes" : "change"} nothing: leave ${names.length === 1 ? "it" : "them"} out, or leave out --legal.`,
  });
};
const UNITS = [
  ...["minutes", "hours", "days", "weeks", "months", "years"],
  ...["business minutes", "business hours", "business days"],
];
const noDuration = (written: string): Text => {
  const [, count, unit = ""] = /^\s*-?(\d+)(?![\d.,])\s*(.*?)\s*$/.exec(written) ?? [];
  const nearest = count === undefined ? undefined : nearestName(unit.toLowerCase(), UNITS);
  const meant = nearest && parseDuration(`${count} ${nearest}`) ? `${count} ${nearest}` : undefined;
  return {
    zh: `--add “${written}” 不是时长。${meant ? `您是指“${meant}”吗？` : ""}写成数目加单位，不带正负号，最长一百年：${UNITS.join("、")}。`,
    en: `--add “${written}” is no duration. ${meant ? `Did you mean “${meant}”? ` : ""}Write a number without a sign and a unit, at most a hundred years: ${UNITS.join(", ")}.`,
  };
};
/** One stretch with its ends as text: times for a service clock, first and last day for a legal period. */
interface ToldStep {
  readonly date: Day;
  readonly from: string;
  readonly to: string;
  readonly counted: boolean;
  readonly reason: string;
}
const print = (
  terminal: Terminal,
  json: boolean,
  due: string,
  estimated: boolean,
  steps: readonly ToldStep[],
  short: (text: string) => string,
): ExitCode => {
  if (json) {
    const told = steps.map((step) => ({ ...step, date: dayText(step.date) }));
    terminal.out(`${JSON.stringify({ due, ...(estimated ? { estimated: true } : {}), steps: told })}\n`);
    return EXIT.ok;
  }
  terminal.out(`${say(terminal, "届满：", "Due: ")}${due}\n`);
  if (estimated)
    terminal.out(
      say(
        terminal,
        "提醒：所需年份的节假日尚未公布，此日期为估计。\n",
        "Warning: the holidays of a year that is needed are not published; this date is estimated.\n",
      ),
    );
  terminal.out(
    table(
      [
        { title: say(terminal, "日期", "Date") },
        { title: say(terminal, "自", "From") },
        { title: say(terminal, "至", "To") },
        { title: say(terminal, "计入", "Counted") },
        { title: say(terminal, "原因", "Reason") },
      ],
      steps.map((step) => [
        dayText(step.date),
        short(step.from),
        short(step.to),
        step.counted ? say(terminal, "是", "yes") : say(terminal, "否", "no"),
        stepReasonText(step.reason, terminal.language),
      ]),
    ),
  );
  return EXIT.ok;
};
