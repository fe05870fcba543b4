import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { Zone } from "@fealty/engine/calendar/zone.ts";
import { parseJson } from "@fealty/engine/contract/json.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { zoneNamed } from "../world.ts";
import { UnreadableError } from "./files.ts";
import { calendarProblemText } from "./words.ts";

/** Calendars shipped with the product, then those in `./calendars/*.json`, which a newer year comes in through. */
export const calendars = (cwd: string): CalendarData[] => {
  const shipped = parseCalendar(kept).calendar;
  assert(shipped, "the shipped calendar reads");
  const folder = join(cwd, "calendars");
  if (!existsSync(folder)) return [shipped];
  const own = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      if (!statSync(path).isFile()) throw noCalendar(name, { zh: "它是一个文件夹", en: "it is a folder" });
      const { value, problem } = parseJson(readFileSync(path, "utf8"));
      if (problem !== undefined) throw noCalendar(name, { zh: "不是完好的 JSON", en: "it is no sound JSON" });
      const { calendar, problems } = parseCalendar(value);
      if (calendar) return calendar;
      const why = (language: "zh" | "en"): string =>
        problems.map((one) => calendarProblemText(one, language)).join(language === "zh" ? "；" : "; ");
      throw noCalendar(name, { zh: why("zh"), en: why("en") });
    });
  return [...own, ...(own.some((calendar) => calendar.id === shipped.id) ? [] : [shipped])];
};
const noCalendar = (name: string, why: Required<Text>): UnreadableError =>
  new UnreadableError({
    zh: `calendars/${name} 不是日历文件：${why.zh}。请更正，或移出 calendars 文件夹。`,
    en: `calendars/${name} is no calendar file: ${why.en}. Mend it, or take it out of the folder calendars.`,
  });
export const zonesFor = async (contract: Pick<Contract, "timeZone">): Promise<Zone[]> => {
  const zone = await zoneNamed(contract.timeZone);
  if (!zone) {
    throw new UnreadableError({
      zh: `不认识时区 ${contract.timeZone}。请写 IANA 名称，例如 Asia/Shanghai。`,
      en: `The time zone ${contract.timeZone} is not known. Write an IANA name such as Asia/Shanghai.`,
    });
  }
  return [zone];
};
