import diagnosticsEn from "./diagnostics.en.json" with { type: "json" };
import diagnosticsZh from "./diagnostics.zh.json" with { type: "json" };
import factsEn from "./facts.en.json" with { type: "json" };
import factsZh from "./facts.zh.json" with { type: "json" };

/** The languages that messages are written in; the room stands above all others and imports none. */
type Language = "zh" | "en";
/** What a diagnostic says to a person. `why` only where the reason is not plain: legal findings. */
export interface Description {
  readonly what: string;
  readonly why?: string;
  readonly fix: string;
}
const MESSAGES: Readonly<Record<Language, Readonly<Record<string, Description>>>> = {
  zh: { ...factsZh, ...diagnosticsZh },
  en: { ...factsEn, ...diagnosticsEn },
};
/** The sentences of a code with its values filled in; the code itself where a language does not know it. */
export const describe = (
  diagnostic: { readonly code: string; readonly args: Readonly<Record<string, string>> },
  language: Language,
): Description => {
  const message = MESSAGES[language][diagnostic.code];
  if (!message) return { what: diagnostic.code, fix: "" };
  const { args } = diagnostic;
  // A sentence about something that is not there ("Nearest: .") says nothing and is left out.
  const says = (sentence: string): boolean =>
    [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name]) => args[name!] !== "");
  const filled = (text: string): string =>
    text
      .split(/(?<=[.?!。？！；])\s*/)
      .filter(says)
      .map((sentence) => sentence.replace(/\{(\w+)\}/g, (slot, name: string) => args[name] ?? slot))
      .join(language === "zh" ? "" : " ");
  return {
    what: filled(message.what),
    ...(message.why === undefined ? {} : { why: filled(message.why) }),
    fix: filled(message.fix),
  };
};
