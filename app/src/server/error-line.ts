// Clauses: N7, N8
/** What a database says beside its message; the message and the detail may hold what somebody typed. */
const OF_DATABASE = ["code", "severity", "schema", "table", "column", "constraint", "routine"] as const;
/** Mistakes of the program, whose messages name its own parts. */
const OF_PROGRAM = [TypeError, RangeError, ReferenceError];

export interface ErrorLine {
  readonly name: string;
  readonly [field: string]: unknown;
}
/**
 * An error as a log may keep it (T19): what kind it is and where in the program it came from. Messages are left out unless they are the program's own: those of
 * parsers and of the database quote values, and values are people's data.
 */
export const errorLine = (error: unknown): ErrorLine => {
  if (!(error instanceof Error)) return { name: typeof error };
  const fields = error as unknown as Record<string, unknown>;
  const told = OF_DATABASE.filter((field) => typeof fields[field] === "string").map((field) => [field, fields[field]]);
  const own = OF_PROGRAM.some((kind) => error.constructor === kind);
  return {
    name: error.name,
    ...Object.fromEntries(told),
    ...(own && { message: error.message }),
    frames: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: errorLine(error.cause) }),
  };
};
const framesOf = ({ stack = "" }: Error): readonly string[] =>
  stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().replace(/(?:file:\/\/)?\/\S*\/(?=[^/]+\/[^/]+:\d)/, ""))
    .slice(0, 12);
/** The same for somebody who reads along on a terminal. */
export const errorText = (error: unknown): string => {
  const { name, message, frames, cause: _, ...told } = errorLine(error);
  const fields = Object.entries(told).map(([field, value]) => `${field}=${value}`);
  return [[name, message, ...fields].filter(Boolean).join(" "), ...((frames as string[] | undefined) ?? [])].join(
    "\n    ",
  );
};
