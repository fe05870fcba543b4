/** A bug, not a user's mistake: stops the run and is caught nowhere below main and the job loop. */
export class BugError extends Error {
  override readonly name = "BugError";
}
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new BugError(what);
}
export const unreachable = (value: never): never => {
  throw new BugError(`unreachable: ${String(value)}`);
};
