import type { Diagnostic } from "../contract/diagnostic.ts";
import { describe } from "../messages/describe.ts";
import type { Language } from "./view.ts";
import type { ProblemView } from "./viewpoint.ts";
import { asWords, capital } from "./words-of.ts";

/** A diagnostic as its reader's language says it. */
export const problemView = (diagnostic: Diagnostic, language: Language): ProblemView => {
  const { code, severity, place } = diagnostic;
  const { what, why, fix } = describe(diagnostic, language);
  const sentence = {
    what: what === code ? capital(asWords(code)) : what,
    ...(why ? { why } : {}),
    ...(fix ? { fix } : {}),
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
