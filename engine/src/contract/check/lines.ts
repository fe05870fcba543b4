import type { Language } from "../../values/text.ts";

const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
/** A line that begins an item of a list, or another numbered part, stands for itself. */
const ITEM = String.raw`(?![（(【[]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3}|[A-Za-z]|[ivx]{1,4})(?:[）)】\]、．]|\.(?!\d))|\d{1,3}(?:\.\d{1,3}){1,4}(?!\d|[%％元万])|第[一二三四五六七八九十百\d]{1,4}[章节条款项]|[-–—•·●○◆■□☐☑*①-⑳])`;
/** Where a line of Chinese breaks off within a sentence: YAML keeps the break in a block text and makes a blank of it in a folded one. */
const BROKEN_ZH = new RegExp(
  `(?<=[${HAN}，、“（《A-Za-z\\d%％])[ \\t\\u3000]*\\n[ \\t\\u3000]*${ITEM}(?=[${HAN}，、。；：”）》\\d“（《])|(?<=[${HAN}，、，。；：”）》])[ \\t\\u3000]*\\n[ \\t\\u3000]*(?=[，、。；：”）》])|(?<=[${HAN}])[ \\u3000](?=[${HAN}])`,
  "gu",
);
const BROKEN_EN = new RegExp(`(?<=[^\\s.;:!?])[ \\t]*\\n[ \\t]*(?!\\n)${ITEM}(?=\\S)`, "gu");

/** The text as it reads: what breaks a line within a sentence, and stands for nothing, is taken away. */
export const withoutBreaks = (text: string, language: Language): string =>
  language === "zh" ? text.replace(BROKEN_ZH, "") : text.replace(BROKEN_EN, " ");
