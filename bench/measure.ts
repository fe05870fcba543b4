import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const STATUS = "/proc/self/status";

/** Timed runs of one contender, all in milliseconds. */
export interface Timing {
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
}
export const RUNS = 7;

export const timingOf = (runsMs: readonly number[]): Timing => {
  const sorted = [...runsMs].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { medianMs: median, fastestMs: sorted[0]!, slowestMs: sorted.at(-1)! };
};

/** The value that `share` of the runs do not exceed: 0.5 is the median, 0.99 the slowest hundredth's beginning. */
export const quantileOf = (runsMs: readonly number[], share: number): number => {
  const sorted = [...runsMs].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
};

/** One timed run; what it returns is the milliseconds that count, so that a contender can leave its own set-up out. */
export type Contender = () => number | Promise<number>;

export const millisecondsOf = async (work: () => unknown): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

/**
 * Runs the contenders by turns, so that a noisy minute of the machine falls on all of them, after one untimed turn each.
 * @returns the timing of each contender by its name
 */
export const race = async <Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  options: { readonly runs?: number; readonly warmUps?: number } = {},
): Promise<Record<Name, Timing>> => {
  const { runs = RUNS, warmUps = 1 } = options;
  const names = Object.keys(contenders) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let turn = -warmUps; turn < runs; turn += 1) {
    for (const name of names) {
      globalThis.gc?.();
      const spent = await contenders[name]();
      if (turn >= 0) times.get(name)!.push(spent);
    }
  }
  return Object.fromEntries(names.map((name) => [name, timingOf(times.get(name)!)])) as Record<Name, Timing>;
};

export interface Ran {
  readonly milliseconds: number;
  readonly output: string;
}
/** Runs a program to its end and times it whole. @throws Error with its own words when it fails */
export const runProgram = (
  command: string,
  args: readonly string[],
  cwd: string,
  options: { readonly aloud?: boolean } = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], cwd });
    let output = "";
    let complaints = "";
    child.stdout.on("data", (part: Buffer) => {
      output += part.toString();
      if (options.aloud) process.stdout.write(part);
    });
    child.stderr.on("data", (part: Buffer) => {
      complaints += part.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const milliseconds = performance.now() - begun;
      if (code === 0) resolve({ milliseconds, output });
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}: ${complaints || output}`));
    });
  });

/**
 * Most memory this process has held, in bytes. Linux counts what the parent held before the program began in `maxRSS`, so its own
 * count is taken where there is one.
 */
export const peakMemory = (): number => {
  const own = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, "utf8"))?.[1] : undefined;
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) * 1024;
};
/** What the heap holds after a collection, in bytes. */
export const heapInUse = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
