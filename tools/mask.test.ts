import { expect, test } from "vitest";
import { maskCode } from "./mask.ts";

const blank = (text: string): string => maskCode(text, { keepStrings: false }).replace(/ +/g, " ");

test("comments and what strings hold are blanked, code stays", () => {
  expect(blank("a(); // Date.now()\nb()")).toBe("a(); \nb()");
  expect(blank("a(/* Date.now() \n */ b)")).toBe("a( \n b)");
  expect(blank("a(\"Date.now()\", 'it\\'s')")).toBe("a(\" \", ' ')");
});

test("a template keeps the code in its holes, nested ones too", () => {
  const hole = (code: string): string => `${"$"}{${code}}`;
  const text = `\`x ${hole(`f({ a: \`y ${hole("Date.now()")} z\` })`)} w\` + g()`;
  expect(blank(text)).toBe(text.replace(/\b[xyzw]\b/g, ""));
});

test("a regular expression is text, a division is not", () => {
  expect(blank('s.replace(/["\'`]/g, "") + Date.now()')).toBe('s.replace(/ /g, "") + Date.now()');
  expect(blank("(a + b) / c / Date.now()")).toBe("(a + b) / c / Date.now()");
  expect(blank("return /[/]x/.test(y)")).toBe("return / /.test(y)");
  expect(blank("<b>x</b>{f(y)}")).toBe("<b>x</b>{f(y)}");
});

test("length and line breaks stay, also where a quote is never closed", () => {
  const text = "<p>don't</p>\nconst a = 1;\n`open";
  expect(maskCode(text, { keepStrings: false })).toHaveLength(text.length);
  expect(maskCode(text, { keepStrings: false })).toContain("const a = 1;");
});

test("strings can be kept for import paths", () => {
  expect(maskCode('import "./a.ts"; // "./b.ts"', { keepStrings: true }).trim()).toBe('import "./a.ts";');
});
