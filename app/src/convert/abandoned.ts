// Clauses: C7.1
import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    // A process of somebody else's is alive too.
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
};
const UNFINISHED = /^\.(\d+)(?:-\d+)?\.(?:part|draft)$/;
const SCRATCH = /^\.keys-(\d+)-\d+\.part$/;

/**
 * Removes what a killed run left beside a file that is about to be written: its unfinished forms and key files, which bear the
 * number of their process. What a living process writes stays.
 */
export const clearAbandoned = (target: string): void => {
  const folder = dirname(target);
  const name = basename(target);
  for (const one of readdirSync(folder)) {
    const pid = (one.startsWith(name) ? UNFINISHED.exec(one.slice(name.length)) : SCRATCH.exec(one))?.[1];
    if (pid !== undefined && !isAlive(+pid)) rmSync(join(folder, one), { force: true });
  }
};
