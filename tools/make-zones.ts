// Writes data/zones.json from the tz data in moment-timezone: `npx tsx tools/make-zones.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FROM_YEAR = 1990;
const UNTIL_YEAR = 2037;
const fromMinute = Date.UTC(FROM_YEAR, 0, 1) / 60_000;
const untilMinute = Date.UTC(UNTIL_YEAR + 1, 0, 1) / 60_000;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX";

interface Zones {
  readonly source: string;
  readonly zones: Record<string, string>;
  readonly links: Record<string, string>;
}
/** Seconds of a base-60 number of minutes, `-2.r`. */
export function secondsOf(text: string): number {
  const [whole = "", part = ""] = text.replace("-", "").split(".");
  const minutes = [...whole].reduce((sum, digit) => sum * 60 + DIGITS.indexOf(digit), 0);
  const seconds = part === "" ? 0 : DIGITS.indexOf(part[0]!);
  return (minutes * 60 + seconds) * (text.startsWith("-") ? -1 : 1);
}
/** `name|abbreviations|offsets west|order|times between changes|people` of the package to our packed form. */
export function repack(packed: string): [id: string, zone: string] {
  const [id = "", , west = "", order = "", changes = ""] = packed.split("|");
  const east = west.split(" ").map((text) => -secondsOf(text));
  const offsets = [...order].map((digit) => east[DIGITS.indexOf(digit)]!);
  let seconds = 0;
  const times = (changes === "" ? [] : changes.split(" ")).map((text) => {
    seconds += secondsOf(text);
    return seconds;
  });
  const kept: { until: number; offset: number }[] = [];
  let last = offsets[0]!;
  times.forEach((time, index) => {
    const next = offsets[index + 1]!;
    if (time <= fromMinute * 60 || time >= untilMinute * 60) last = time <= fromMinute * 60 ? next : last;
    else if (next !== last) {
      kept.push({ until: inMinutes(time, id), offset: last });
      last = next;
    }
  });
  const all = [...kept.map((it) => inMinutes(it.offset, id)), inMinutes(last, id)];
  const distinct = [...new Set(all)];
  const gaps = kept.map((it, index) => it.until - (kept[index - 1]?.until ?? 0));
  return [
    id,
    [
      distinct.join(" "),
      all.map((offset) => distinct.indexOf(offset).toString(36)).join(""),
      gaps.map((gap) => gap.toString(36)).join(" "),
    ].join("|"),
  ];
}
function inMinutes(seconds: number, id: string): number {
  if (seconds % 60 !== 0) throw new Error(`${id} has an offset or change in seconds after ${FROM_YEAR}`);
  return seconds / 60;
}
export function makeZones(): Zones {
  const folder = new URL("../node_modules/moment-timezone/", import.meta.url);
  const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), "utf8"));
  const { version } = read("package.json") as { version: string };
  const data = read("data/packed/latest.json") as { version: string; zones: string[]; links: string[] };
  const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);
  return {
    source: `IANA tz ${data.version}, ${FROM_YEAR}-${UNTIL_YEAR}, from npm moment-timezone ${version} (MIT)`,
    zones: Object.fromEntries(data.zones.map(repack).sort(byName)),
    links: Object.fromEntries(
      data.links
        .map((link): [string, string] => {
          const [target = "", name = ""] = link.split("|");
          return [name, target];
        })
        .sort(byName),
    ),
  };
}
if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL("../data/zones.json", import.meta.url), `${JSON.stringify(makeZones(), null, 0)}\n`);
