import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { Zone } from "@fealty/engine/calendar/zone.ts";
import { parseJson } from "@fealty/engine/contract/json.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { zoneNamed } from "../world.ts";
import { UnreadableError } from "./files.ts";

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
      const { calendar, problems } = parseCalendar(parseJson(readFileSync(join(folder, name), "utf8")).value);
      if (!calendar) {
        const where = problems[0]?.path ?? "";
        throw new UnreadableError({
          zh: `calendars/${name} 不是日历文件：${where}。`,
          en: `calendars/${name} is no calendar file: ${where}.`,
        });
      }
      return calendar;
    });
  return [...own, ...(own.some((calendar) => calendar.id === shipped.id) ? [] : [shipped])];
};
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
