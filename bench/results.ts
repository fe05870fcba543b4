import type { Timing } from "./measure.ts";

/** One contender or one part of one: what was timed, how long it took, and what that means per unit. */
export interface Figure {
  readonly what: string;
  readonly timing: Timing;
  /** `2.4 M lines/s`, `182 MB` … */
  readonly means?: string;
}
/** One side divided by the other, as slower ÷ faster unless `what` says otherwise. */
export interface Ratio {
  readonly what: string;
  readonly value: number;
  /** Smallest value that meets the target. */
  readonly target?: number;
}
/** A single measured value that is no race: memory, a difference of two medians. */
export interface Value {
  readonly what: string;
  readonly value: string;
  readonly target?: string;
  readonly met?: boolean;
}
/** What one bench found. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What was done, on how much data. */
  readonly workload: string;
  /** How it was shown that both sides give the same result, before anything was timed. */
  readonly equal: string;
  readonly figures: readonly Figure[];
  readonly ratios: readonly Ratio[];
  readonly values: readonly Value[];
  readonly notes: readonly string[];
}
export interface Bench {
  readonly id: string;
  readonly title: string;
  readonly run: (place: Place) => Promise<Section>;
}
export interface Place {
  /** Root of the clone. */
  readonly root: string;
  /** Folder for data; goes away at the end. */
  readonly scratch: string;
  /** Words after the names on the command line, `--large`. */
  readonly flags: ReadonlySet<string>;
  /** Part of the full amount of data, `--scale=0.01`; 1 without it. Figures of another scale are for trying out only. */
  readonly scale: number;
  readonly say: (line: string) => void;
}

/** A full amount at the scale of this run, at least one. */
export const scaled = ({ scale }: Place, full: number): number => Math.max(1, Math.round(full * scale));
export const countText = (count: number): string =>
  count >= 1e6 ? `${Number((count / 1e6).toPrecision(3))} M` : String(count);

export const millisecondsText = (value: number): string =>
  value >= 10_000
    ? `${(value / 1000).toFixed(1)} s`
    : value >= 100
      ? `${value.toFixed(0)} ms`
      : `${value.toPrecision(3)} ms`;
export const ratioText = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
export const perSecondText = (count: number, milliseconds: number, unit: string): string => {
  const rate = (count * 1000) / milliseconds;
  const [scaled, prefix] = rate >= 1e6 ? [rate / 1e6, "M "] : rate >= 1e4 ? [rate / 1e3, "k "] : [rate, ""];
  return `${scaled >= 100 ? scaled.toFixed(0) : scaled.toPrecision(3)} ${unit === "B" ? prefix.trim() : prefix}${unit}/s`;
};
export const megabytesText = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
export const slower = (slow: Timing, fast: Timing): number => slow.medianMs / fast.medianMs;

const verdict = (met: boolean | undefined): string => (met === undefined ? "" : met ? "met" : "missed");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        "",
        `| ${head.join(" | ")} |`,
        `|${head.map(() => "---").join("|")}|`,
        ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
      ];

export const sectionMarkdown = (section: Section): string =>
  [
    `## ${section.id} ${section.title}`,
    "",
    section.workload,
    "",
    `Equal: ${section.equal}`,
    ...table(
      ["timed", "median", "fastest – slowest", "that is"],
      section.figures.map(({ what, timing, means = "" }) => [
        what,
        millisecondsText(timing.medianMs),
        `${millisecondsText(timing.fastestMs)} – ${millisecondsText(timing.slowestMs)}`,
        means,
      ]),
    ),
    ...table(
      ["ratio", "value", "target", ""],
      section.ratios.map(({ what, value, target }) => [
        what,
        ratioText(value),
        target === undefined ? "" : `≥ ${target}`,
        verdict(target === undefined ? undefined : value >= target),
      ]),
    ),
    ...table(
      ["measured", "value", "target", ""],
      section.values.map(({ what, value, target = "", met }) => [what, value, target, verdict(met)]),
    ),
    ...(section.notes.length === 0 ? [] : ["", ...section.notes.map((note) => `- ${note}`)]),
  ].join("\n");
