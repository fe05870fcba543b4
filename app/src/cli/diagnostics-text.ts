import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import { describe } from "@fealty/engine/messages/describe.ts";
import type { Terminal } from "./command.ts";
import { visible } from "./visible.ts";

export const diagnosticsText = (terminal: Pick<Terminal, "language">, diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map((one) => {
      const { what, why, fix } = describe(one, terminal.language);
      const { file, line, column } = one.place;
      // What an option said has no line.
      const where = file.startsWith("--") ? file : `${file}:${line}:${column}`;
      const more = [why, fix, one.citation]
        .filter((text): text is string => text !== undefined && text !== "")
        .map((text) => `    ${visible(text)}\n`);
      return `${visible(where)}: ${WORDS[one.severity][terminal.language]} ${one.code}\n    ${visible(what)}\n${more.join("")}`;
    })
    .join("");
const WORDS = {
  error: { zh: "错误", en: "error" },
  warning: { zh: "提醒", en: "warning" },
  finding: { zh: "法律检查", en: "legal finding" },
} as const;
