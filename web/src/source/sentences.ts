import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import type { ProblemView } from "./contract-source.ts";
import type { Language } from "./view.ts";
import { asWords, capital } from "./words-of.ts";

export interface Sentence {
  readonly what: string;
  readonly why?: string;
  readonly fix?: string;
}
/** The engine's sentences for a code. Until the messages table knows one, its own words and values stand for it. */
export const sentenceOf = (
  _code: string,
  _args: Readonly<Record<string, string>>,
  _language: Language,
): Sentence | undefined => undefined;
export const problemView = (diagnostic: Diagnostic, language: Language): ProblemView => {
  const { code, severity, place, args } = diagnostic;
  const sentence = sentenceOf(code, args, language) ?? {
    what: `${capital(asWords(code))}${Object.keys(args).length > 0 ? `: ${Object.values(args).join(", ")}` : ""}`,
  };
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    severity,
    code,
    ...sentence,
    ...(diagnostic.clause === undefined ? {} : { clause: diagnostic.clause }),
    ...(diagnostic.citation === undefined ? {} : { citation: diagnostic.citation }),
  };
};
