// Writes data/calendars/cn.json from the package chinese-days: `npx tsx tools/make-calendar.ts`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CalendarData, HolidayYear } from "../engine/src/calendar/types.ts";

const years = [2024, 2025, 2026];
const inPackage = (path: string): string =>
  readFileSync(new URL(`../node_modules/chinese-days/${path}`, import.meta.url), "utf8");

/** The package gives `English name,Chinese name,days` for each date. */
function namesOf(days: Record<string, string>, year: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(days)
      .filter(([date]) => date.startsWith(`${year}-`))
      .map(([date, names]): [string, string] => [date, names.split(",")[1] ?? names])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
export function makeCalendar(): CalendarData {
  const { version } = JSON.parse(inPackage("package.json")) as { version: string };
  const { holidays, workdays } = JSON.parse(inPackage("dist/chinese-days.json")) as Record<
    "holidays" | "workdays",
    Record<string, string>
  >;
  const entries = years.map((year): [string, HolidayYear] => [
    String(year),
    { off: namesOf(holidays, year), work: namesOf(workdays, year) },
  ]);
  return {
    id: "CN",
    source: `State Council notices for ${years[0]}-${years.at(-1)}, from npm chinese-days ${version} (MIT)`,
    years: Object.fromEntries(entries),
  };
}
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL("../data/calendars/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("cn.json", folder), `${JSON.stringify(makeCalendar(), null, 1)}\n`);
}
