/** Periods, durations and other phrases whose grammar differs between the languages. Nothing here reads a clock. */
const QUARTERS = ["一", "二", "三", "四"];
const MONTHS_EN = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `2026-Q3` → 2026年三季度 / Q3 2026. What is no period label comes back as it is. */
export const periodWords = (label: string, language: "zh" | "en"): string => {
  const match = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?(?:\/(\d+))?$/.exec(label);
  const sliding = /^last (\d+) days@(\d{4}-\d{2}-\d{2})$/.exec(label);
  if (sliding) return language === "zh" ? `截至${sliding[2]}的${sliding[1]}天` : `${sliding[1]} days to ${sliding[2]}`;
  if (label === "term") return language === "zh" ? "合同期" : "whole term";
  if (!match) return label;
  const [, year, month, quarter, half] = match;
  if (language === "zh") {
    if (month) return `${year}年${+month}月`;
    if (quarter) return `${year}年${QUARTERS[+quarter - 1]}季度`;
    if (half) return `${year}年${half === "1" ? "上" : "下"}半年`;
    return `${year}年`;
  }
  if (month) return `${MONTHS_EN[+month - 1]} ${year}`;
  if (quarter) return `Q${quarter} ${year}`;
  if (half) return `${half === "1" ? "First" : "Second"} half of ${year}`;
  return year!;
};
/**
 * Short form for axes, whose chart says the year elsewhere: 26Q3, 9月 / Sep; a month of another year than the first one
 * says its own, 27年1月 / Jan 27.
 */
export const periodShort = (label: string, language: "zh" | "en", first = label): string => {
  const match = /^\d{2}(\d{2})(?:-(?:(\d{2})|Q([1-4])|H([12])))?$/.exec(label);
  if (!match) return label;
  const [, year, month, quarter, half] = match;
  if (month) {
    const other = first.slice(0, 4) !== label.slice(0, 4);
    const name = MONTHS_EN[+month - 1]!.slice(0, 3);
    return language === "zh" ? `${other ? `${year}年` : ""}${+month}月` : other ? `${name} ${year}` : name;
  }
  return quarter ? `${year}Q${quarter}` : half ? `${year}H${half}` : `20${year}`;
};
const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A length of time without loss, `3小时30分钟`: parts of a sum must add up. */
export const exactLengthWords = (micros: number, language: "zh" | "en"): string => {
  const units = [
    [DAY, "天", "day"],
    [HOUR, "小时", "hour"],
    [MINUTE, "分钟", "minute"],
    [MINUTE / 60, "秒", "second"],
  ] as const;
  let rest = micros;
  const parts = units.flatMap(([size, zh, en]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0) return [];
    return [language === "zh" ? `${count}${zh}` : `${count} ${en}${count === 1 ? "" : "s"}`];
  });
  return parts.length === 0 ? (language === "zh" ? "0秒" : "0 seconds") : parts.join(language === "zh" ? "" : " ");
};
/** A length of time in the one unit that says most: 3 天, 5 小时, 12 分钟. Whole units, rounded up: 1 minute late is late. */
export const lengthWords = (micros: number, language: "zh" | "en"): string => {
  const [count, zh, en] =
    micros >= 2 * DAY
      ? [Math.floor(micros / DAY), "天", "day"]
      : micros >= DAY
        ? [1, "天", "day"]
        : micros >= HOUR
          ? [Math.floor(micros / HOUR), "小时", "hour"]
          : [Math.max(1, Math.ceil(micros / MINUTE)), "分钟", "minute"];
  return language === "zh" ? `${count}${zh}` : `${count} ${en}${count === 1 ? "" : "s"}`;
};
