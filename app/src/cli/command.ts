import type { Language, Text } from "@fealty/engine/values/text.ts";

/** What a command may touch: streams and the reader's language. Tests pass their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Reads all of standard input as UTF-8. */
  readonly stdin: () => Promise<string>;
  /** Standard input as it comes, byte for byte, for files in any encoding. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** Asks on a terminal; undefined where nobody can answer. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  readonly language: Language;
  readonly colours: boolean;
  /** True where progress may be drawn on the error stream. */
  readonly progress: boolean;
  readonly cwd: string;
  readonly signal?: AbortSignal;
}
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
  /** Stopped by the user; nothing was left half-written. */
  cancelled: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Command {
  readonly summary: Text;
  /** `CONTRACT --facts FILE… --as-of T` */
  readonly usage: string;
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
