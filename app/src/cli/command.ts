import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import type { Language, Text } from "@fealty/engine/values/text.ts";

/** What a command may touch: streams and the reader's language. Tests pass their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** As `out` and `err`, but every character as it is: facts for a program, a line of progress drawn over itself. */
  readonly asIs: Pick<Terminal, "out" | "err">;
  /** Standard input as it comes, byte for byte. It can be read once. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** Asks on a terminal; undefined where nobody can answer. Throws a CancelledError when the person breaks off. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  readonly language: Language;
  readonly colours: boolean;
  /** True where progress may be drawn on the error stream. */
  readonly progress: boolean;
  readonly cwd: string;
  readonly signal?: AbortSignal;
  /** Runs work that gives the event loop no turn, so that an interrupt ends the process at once instead of waiting. */
  readonly blocking?: <T>(work: () => T) => T;
}
/** A terminal before it is guarded against what files may hold. */
export type BareTerminal = Omit<Terminal, "asIs">;
/** Exit codes, the same for every command. */
export const EXIT = {
  /** What was asked was done, and holds. */
  ok: 0,
  /** It was done and something does not hold: an error in a contract, a mismatch, a refused row. */
  found: 1,
  /** The call itself is wrong, or a file cannot be read. */
  usage: 2,
  /** Something ambiguous must be answered first; nothing was written. */
  question: 3,
  /** A mistake of Fealty's own; what it was stands on the error stream. */
  bug: 70,
  /** Stopped by the user; nothing was left half-written. */
  cancelled: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Command {
  readonly summary: Text;
  /** `CONTRACT --facts FILE… --as-of T` */
  readonly usage: string;
  /** The most words beside options; one more is refused, for nothing would come of it. */
  readonly takes: number;
  /** What it does and what each option means, a paragraph or a list. */
  readonly help: Text;
  readonly example: string;
  readonly options: Readonly<
    Record<string, { readonly type: "string" | "boolean"; readonly multiple?: boolean; readonly short?: string }>
  >;
  readonly run: (call: Call, terminal: Terminal) => Promise<ExitCode>;
}
/** A parsed call. `option` gives the last value, `list` every one. */
export interface Call {
  readonly positionals: readonly string[];
  readonly option: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
}
/** Stopped by the person at the terminal; ends with exit code 130. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}
export const stopIfCancelled = ({ signal }: Pick<Terminal, "signal">): void => {
  if (signal?.aborted) throw new CancelledError();
};
/** Lets a waiting interrupt be heard, then goes on unless it came. */
export const untilCancelled = async (terminal: Pick<Terminal, "signal">): Promise<void> => {
  if (terminal.signal) await new Promise((resolve) => setImmediate(resolve));
  stopIfCancelled(terminal);
};
/** A contract or facts file with mistakes, all of them told; nothing was computed. Ends with exit code 1. */
export class MistakesError extends Error {
  override readonly name = "MistakesError";
  readonly code: "contract_errors" | "facts_errors" | "simulated_errors";
  readonly text: Text;
  readonly diagnostics: readonly Diagnostic[];
  constructor(code: MistakesError["code"], text: Text, diagnostics: readonly Diagnostic[]) {
    super(text.en ?? "");
    this.code = code;
    this.text = text;
    this.diagnostics = diagnostics;
  }
}
/** A table or a mapping that cannot be taken; `lines` tell each mistake with its place. Ends with exit code 2. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: string;
  readonly text: Text;
  readonly lines: readonly string[];
  constructor(code: string, text: Text, lines: readonly string[] = []) {
    super(text.en ?? "");
    this.code = code;
    this.text = text;
    this.lines = lines;
  }
}
/** Something asked for is not there; ends with exit code 1. */
export class AbsentError extends Error {
  override readonly name = "AbsentError";
  readonly text: Text;
  constructor(text: Text) {
    super(text.en ?? "");
    this.text = text;
  }
}
/** A mistake in the call, told in the reader's language; ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly text: Text;
  constructor(text: Text) {
    super(text.en ?? "");
    this.text = text;
  }
}
export const say = (terminal: Pick<Terminal, "language">, zh: string, en: string): string =>
  terminal.language === "zh" ? zh : en;
/** `1 event`, `2 events`; plurals that only add an s. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
/** `1 check agrees, 2 do not.` */
export const agreeing = (agree: number, one: string, others: number): string =>
  `${counted(agree, one)} ${agree === 1 ? "agrees" : "agree"}, ${others} ${others === 1 ? "does" : "do"} not.`;
