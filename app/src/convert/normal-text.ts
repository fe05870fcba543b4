// Clauses: C7.1
/** Blanks that spreadsheets leave around values: ASCII, U+00A0, U+2000…200B, U+202F, U+205F, U+3000, U+FEFF. */
const OUTER_BLANKS =
  /^[\t\n\r \u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+|[\t\n\r \u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+$/g;
const WIDE = /[\uff01-\uff5e\u3000\u2212]/;

export const trimBlanks = (text: string): string => text.replace(OUTER_BLANKS, "");

/** Full-width letters, digits and signs in their usual width: `２０２６（￥）` becomes `2026(¥)`; U+2212 becomes a hyphen. */
export const halfWidth = (text: string): string => {
  if (!WIDE.test(text) && !text.includes("\uffe5")) return text;
  let out = "";
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0);
    else if (code === 0x3000) out += " ";
    else if (code === 0x2212) out += "-";
    else if (code === 0xffe5) out += "\u00a5";
    else out += char;
  }
  return out;
};
