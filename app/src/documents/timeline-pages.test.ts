// Clauses: N7
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BundleHead } from "./bundle-html.ts";
import { glyphsOf, lackingIn } from "./font-glyphs.ts";
import { timelineData } from "./timeline-pages.ts";
import { typeset } from "./typeset.ts";

const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
const program = pathToFileURL(join(String(new URL("../../dist/", import.meta.url).pathname), "typeset-thread.mjs"));
const file = join(tmpdir(), `fealty-timeline-${process.pid}.pdf`);
beforeAll(() => tools.buildTypesetter());
afterAll(() => rmSync(file, { force: true }));
const HEAD: BundleHead = {
  contract: { id: "c", number: "X-1", title: { zh: "示例", en: "Example" } },
  asOf: "2026-06-30T00:00:00+08:00",
  madeAt: "2026-07-01T10:00:00+08:00",
};
const ODD = '#read("/etc/passwd") *[x](y)* $1$ “引号” 䶮';
const rows = Array.from({ length: 60 }, (_, at) => ({
  at: "2026-06-10T10:00:00+08:00",
  recordedAt: "2026-06-10T10:00:00+08:00",
  id: `sale-${at}/0198c1d2-aaaa-bbbb-cccc-0123456789ab`,
  zh: at === 0 ? `成交：${ODD}` : `成交：第 ${at} 笔`,
  en: at === 0 ? `Sale: ${ODD}` : `Sale number ${at}`,
}));
const duty = {
  zh: "答复投诉",
  en: "Answer the complaint",
  state: { zh: "已履行", en: "Met" },
  dueAt: "2026-06-20T18:00:00+08:00",
};
const data = timelineData(HEAD, rows, 60, true, [duty]);
const run = (program_: string, ...args: string[]): string =>
  execFileSync(program_, [...args, file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

test("N7: the timeline stands on numbered pages in both languages, tagged, with its fonts in it, and nobody's text is markup", async () => {
  const made = await typeset(program, { data, at: 1_782_900_000 });
  if (!("pdf" in made)) throw new Error(JSON.stringify(made));
  writeFileSync(file, made.pdf);
  expect(run("pdfinfo")).toMatch(new RegExp(`Tagged: +yes[\\s\\S]*Pages: +${made.pages}\n`));
  expect(made.pages).toBeGreaterThan(1);
  const xmp = Buffer.from(made.pdf).toString("latin1");
  expect(xmp).toContain("<pdfaid:part>2</pdfaid:part>");
  expect(xmp).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
  for (const font of run("pdffonts").trim().split("\n").slice(2))
    expect(font).toMatch(/NotoSansSC\S* +CID TrueType +Identity-H +yes yes yes/);
  const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).replaceAll(/[\s\u200b]/g, "");
  for (const said of [
    `成交：${ODD}`,
    `Sale: ${ODD}`,
    `第 1 页，共 ${made.pages} 页`,
    `Page 2 of ${made.pages}`,
    "演示数据：",
    "这一案件中的义务",
    "答复投诉",
    "Answer the complaint",
    "sale-59/0198c1d2",
  ])
    expect(text).toContain(said.replaceAll(/\s/g, ""));
});
test("N7: the same timeline gives the same bytes", async () => {
  const [one, two] = await Promise.all([1, 2].map(() => typeset(program, { data, at: 1_782_900_000 })));
  expect("pdf" in one! && "pdf" in two! && Buffer.from(one.pdf).equals(two.pdf)).toBe(true);
});
test("N7: a character that the fonts lack is refused by name, and so is a typesetter that is not there", async () => {
  expect(await typeset(program, { data: data.replace("第 1 笔", "𠮷田"), at: 0 })).toEqual({ lacking: ["𠮷"] });
  expect(await typeset(new URL("none.mjs", program), { data, at: 0 })).toEqual({ failed: "not built" });
});
test("N7: which characters a font has is read from the font itself", () => {
  const find = createRequire(import.meta.url);
  const has = glyphsOf(
    readFileSync(find.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf")),
  );
  expect(lackingIn("中文 English ¥–“”䶮\n\u200b", has)).toEqual([]);
  expect(lackingIn("𠮷a𠮷\ue000", has)).toEqual(["𠮷", "\ue000"]);
  expect(() => glyphsOf(Buffer.alloc(64))).toThrow("no table of characters");
});
