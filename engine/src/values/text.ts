/** A text in the contract's languages; the first listed language governs. */
export type Language = "zh" | "en";
export type Text = { readonly [language in Language]?: string };
export const inLanguage = (text: Text, language: Language): string => text[language] ?? text.zh ?? text.en ?? "";
/** Order by UTF-16 code units: the same on every machine, unlike a locale's. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Words are told apart without regard to capitals and to blanks around them. */
export const wordKey = (written: string): string => written.trim().toLowerCase();
