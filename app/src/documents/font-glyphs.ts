// Clauses: N7

/** Characters that need no glyph of their own. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Variation_Selector}/u;
/** The characters that a text has and a font has no glyph for, each once, in their order. */
export const lackingIn = (text: string, has: (codePoint: number) => boolean): string[] => [
  ...new Set([...text].filter((sign) => !UNSEEN.test(sign) && !has(sign.codePointAt(0)!))),
];
/**
 * Which code points a TrueType font has glyphs for, by its `cmap` table in format 12 or 4 (OpenType 1.9, cmap).
 * @throws Error for a file that is no such font
 */
export const glyphsOf = (font: Buffer): ((codePoint: number) => boolean) => {
  const tables = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * tables; at += 16)
    if (font.toString("latin1", at, at + 4) === "cmap") return mapOf(font, font.readUInt32BE(at + 8));
  throw new Error("the font has no table of characters");
};
const mapOf = (font: Buffer, cmap: number): ((codePoint: number) => boolean) => {
  const formats = new Map<number, number>();
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4);
    formats.set(font.readUInt16BE(at), at);
  }
  const [whole, basic] = [formats.get(12), formats.get(4)];
  const ranges =
    whole !== undefined ? groupsOf(font, whole) : basic !== undefined ? segmentsOf(font, basic) : undefined;
  if (ranges === undefined) throw new Error("the font's table of characters has another format");
  return (codePoint) => {
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ranges[middle]!.last < codePoint) low = middle + 1;
      else high = middle;
    }
    return ranges[low] !== undefined && ranges[low]!.first <= codePoint;
  };
};
interface Range {
  readonly first: number;
  readonly last: number;
}
const groupsOf = (font: Buffer, at: number): Range[] =>
  Array.from({ length: font.readUInt32BE(at + 12) }, (_, index) => ({
    first: font.readUInt32BE(at + 16 + 12 * index),
    last: font.readUInt32BE(at + 20 + 12 * index),
  }));
/** Segments as a whole: one that has holes within it says more than the font has, which no font of today uses beside format 12. */
const segmentsOf = (font: Buffer, at: number): Range[] => {
  const count = font.readUInt16BE(at + 6) / 2;
  return Array.from({ length: count }, (_, index) => ({
    first: font.readUInt16BE(at + 16 + 2 * (count + index)),
    last: font.readUInt16BE(at + 14 + 2 * index),
  }));
};
