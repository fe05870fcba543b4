// Clauses: N1
import type { Telling } from "@fealty/engine/values/telling.ts";
import { grouped } from "@fealty/engine/views/figures.ts";
import { say, type Terminal } from "./command.ts";

/** A line of progress stands no more often than this, and not at all for work that is over sooner. */
const TOLD_EVERY_MS = 250;
/** After that the time left is a fair guess. */
const GUESSED_AFTER_MS = 2000;
const CLEARED = "\r\u001b[K";

export interface LongWork {
  readonly tell: Telling;
  /** Takes the line away. */
  readonly over: () => void;
}
/**
 * Says on a terminal what long work is at, how much of it is done and how long the rest may take, in one line that is drawn over
 * itself; undefined where nobody looks.
 */
export const longWork = (
  terminal: Pick<Terminal, "progress" | "asIs" | "language">,
  clock: () => number = () => performance.now(),
): LongWork | undefined => {
  if (!terminal.progress) return undefined;
  let [part, partFrom, last, drawn] = ["", 0, clock(), false];
  const tell: Telling = (at, done, of) => {
    const now = clock();
    if (at !== part) [part, partFrom] = [at, now];
    if (now - last < TOLD_EVERY_MS) return;
    [last, drawn] = [now, true];
    terminal.asIs.err(CLEARED + lineOf(terminal, at, done, of, now - partFrom));
  };
  const over = (): void => {
    if (drawn) terminal.asIs.err(CLEARED);
    drawn = false;
  };
  return { tell, over };
};
const lineOf = (
  terminal: Pick<Terminal, "language">,
  at: Parameters<Telling>[0],
  done: number,
  of: number,
  tookMs: number,
): string => {
  const [share, all] = [of === 0 ? 0 : Math.floor((done / of) * 100), grouped(String(of))];
  const words = {
    reading: say(terminal, `正在读取 ${all} 行事实`, `Reading ${all} lines of facts`),
    events: say(terminal, `正在记入 ${all} 个事件`, `Taking in ${all} events`),
    settling: say(terminal, "正在结算、判断各项义务", "Settling statements and duties"),
    figures: say(terminal, `正在为 ${all} 个数字列出依据`, `Opening ${all} figures down to their events`),
    checks: say(terminal, `正在核对 ${all} 个时刻`, `Examining ${all} moments`),
  }[at];
  if (at === "settling") return `${words}${say(terminal, "……", " …")}`;
  const left = tookMs < GUESSED_AFTER_MS || done === 0 ? undefined : (tookMs * (of - done)) / done / 1000;
  const rest =
    left === undefined ? "" : say(terminal, `，约剩 ${timeOf(left, "zh")}`, `, about ${timeOf(left, "en")} left`);
  return `${words}${say(terminal, "：", ": ")}${share}%${rest}`;
};
const timeOf = (seconds: number, language: "zh" | "en"): string => {
  const whole = Math.max(1, Math.ceil(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (language === "zh") return minutes === 0 ? `${whole} 秒` : `${minutes} 分 ${rest} 秒`;
  return minutes === 0 ? `${whole} s` : `${minutes} min ${rest} s`;
};
