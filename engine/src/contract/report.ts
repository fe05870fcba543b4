import type { DiagnosticCode } from "./codes.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import type { Place } from "./model.ts";
import { mayBeMended } from "./not-sure.ts";
import type { SetAside } from "./yaml-salvage.ts";

/** Where the parts of the loader put what they find. The same mistake at the same place is kept once, whichever version shows it. */
export interface Report {
  readonly error: (code: DiagnosticCode, place: Place, args?: Readonly<Record<string, string>>) => void;
  readonly warn: (code: DiagnosticCode, place: Place, args?: Readonly<Record<string, string>>) => void;
  /** The same report, its entries marked with a clause. */
  readonly of: (clause: string) => Report;
  /** The same report, which also tells the caller of each mistake: who reads a part learns whether it is sound. */
  readonly watched: (onError: () => void) => Report;
  /** Puts a file in the order in which entries are given. */
  readonly opened: (file: string) => void;
  /** Part of a file does not parse: of what stands elsewhere only that is kept which no mending of it would take away. */
  readonly setAside: (part: SetAside) => void;
  readonly failed: () => boolean;
  /** Rising by file as loaded, line and column. */
  readonly entries: () => Diagnostic[];
}

export const newReport = (): Report => {
  const kept = new Map<string, Diagnostic>();
  const order = new Map<string, number>();
  const aside: SetAside[] = [];
  let errors = 0;
  const opened = (file: string): void => {
    if (!order.has(file)) order.set(file, order.size);
  };
  const put = (
    severity: Severity,
    code: DiagnosticCode,
    place: Place,
    args: Readonly<Record<string, string>>,
    clause: string | undefined,
  ): void => {
    const key = `${code} ${place.file}:${place.line}:${place.column} ${JSON.stringify(args)}`;
    if (kept.has(key) || mayBeMended(code, aside)) return;
    opened(place.file);
    if (severity === "error") errors += 1;
    kept.set(key, { code, severity, place, args, ...(clause === undefined ? {} : { clause }) });
  };
  const reportOf = (clause: string | undefined, onError?: () => void): Report => ({
    error: (code, place, args = {}) => {
      onError?.();
      put("error", code, place, args, clause);
    },
    warn: (code, place, args = {}) => put("warning", code, place, args, clause),
    of: (inner) => reportOf(inner, onError),
    watched: (also) =>
      reportOf(clause, () => {
        onError?.();
        also();
      }),
    opened,
    setAside: (part) => {
      aside.push(part);
    },
    failed: () => errors > 0,
    entries: () =>
      [...kept.values()].sort(
        (a, b) =>
          order.get(a.place.file)! - order.get(b.place.file)! ||
          a.place.line - b.place.line ||
          a.place.column - b.place.column,
      ),
  });
  return reportOf(undefined);
};
