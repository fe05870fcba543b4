import type { Language, Text } from "../values/text.ts";
import { type Reader, readFields } from "./fields.ts";
import type { Param } from "./model.ts";
import { checkMarks } from "./placeholders.ts";
import { readText } from "./scalars.ts";

export const LANGUAGES = ["zh", "en"] as const satisfies readonly Language[];

/**
 * A text by language. The governing language, the contract's first, must be there; another listed language that lacks is a
 * warning, because the reader then gets the governing wording.
 */
export const textReader =
  (languages: readonly Language[]): Reader<Text> =>
  (tree, report) => {
    const fields = readFields(tree, "text", LANGUAGES, report);
    if (!fields) return undefined;
    const text: { [language in Language]?: string } = {};
    for (const language of LANGUAGES) {
      const written = fields.read(language, readText);
      if (written !== undefined) text[language] = written;
    }
    const [governing, ...others] = languages;
    if (governing && !fields.has(governing))
      report.error("text_lacks_governing_language", tree.place, { language: governing });
    for (const language of others)
      if (!fields.has(language)) report.warn("text_lacks_language", tree.place, { language });
    return text;
  };
/** The same for texts that print parameters and link terms. */
export const markedTextReader =
  (languages: readonly Language[], params: ReadonlyMap<string, Param>, terms: readonly string[]): Reader<Text> =>
  (tree, report) => {
    if (tree.kind === "map")
      for (const entry of tree.entries)
        if (entry.value.kind === "scalar") checkMarks(entry.value, params, terms, report);
    return textReader(languages)(tree, report);
  };
