import { stringify } from "yaml";
import { MARK } from "./words.ts";

/** A contract file: a first line that says what it is, then the content; texts in quotes so that amounts stay texts. */
export const yamlText = (head: string, content: object): string =>
  `# ${MARK.zh} · ${MARK.en}. ${head}\n${stringify(content, { lineWidth: 110, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" })}`;
