import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll } from "vitest";
import { convertFile } from "../src/convert/convert.ts";
import type { ConvertOptions, ConvertReport } from "../src/convert/convert-types.ts";

/** A folder of its own for the files of one test file. */
export const room = mkdtempSync(join(tmpdir(), "fealty-convert-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));

let made = 0;
/** Writes a file into the room and gives its path. */
export const put = (content: string | Uint8Array, ending = ".csv"): string => {
  const path = join(room, `f${made++}${ending}`);
  writeFileSync(path, content);
  return path;
};
export interface Outcome {
  readonly report: ConvertReport;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly bytes: string;
  readonly out: string;
}
export const convert = async (
  file: string,
  mapping: string,
  options: Partial<ConvertOptions> & { readonly outEnding?: string } = {},
): Promise<Outcome> => {
  const { outEnding = ".ndjson", ...rest } = options;
  const out = rest.out ?? join(room, `o${made++}${outEnding}`);
  const report = await convertFile({ file, mapping: put(mapping, ".yaml"), out, lang: "en", ...rest });
  const raw = report.out === undefined ? Buffer.alloc(0) : readFileSync(out);
  const bytes = (out.endsWith(".gz") && raw.length > 0 ? gunzipSync(raw) : raw).toString("utf8");
  return {
    report,
    events: bytes
      .trimEnd()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    bytes,
    out,
  };
};

/** A mapping of one sale a row, with what a test wants to say. */
export const saleMapping = (
  parts: { source?: string; head?: string; fields?: string; id?: string; rest?: string } = {},
): string =>
  `mapping: 1
source: {currency: CNY, zone: Asia/Shanghai${parts.source ? `, ${parts.source}` : ""}}
${parts.head ?? ""}
emit:
  - kind: sale
    id: ${parts.id ?? "[order]"}
${parts.rest ?? ""}
    fields:
${parts.fields ?? `      at: date("2026-03-01")\n      order: row.no\n      amount: money(row.amount)`}
`;
/** The amounts of a CSV column, one a row; a refused row gives its code. */
export const amounts = async (
  cells: readonly string[],
  source = "",
  options: Partial<ConvertOptions> = {},
): Promise<string[]> => {
  const csv = `no;amount\n${cells.map((cell, i) => `${i};${cell}`).join("\n")}\n`;
  const { report, events } = await convert(put(csv), saleMapping({ source }), options);
  if (report.outcome === "asks") return report.questions.map(({ id }) => `asks ${id}`);
  return cells.map((_, i) => {
    const event = events.find(({ order }) => order === String(i));
    return event ? String(event.amount) : (report.refused.find(({ row }) => row === i + 2)?.code ?? "lost");
  });
};
export const dates = async (
  cells: readonly string[],
  source = "",
  options: Partial<ConvertOptions> = {},
): Promise<string[]> => {
  const csv = `no;at\n${cells.map((cell, i) => `${i};${cell}`).join("\n")}\n`;
  const fields = `      at: datetime(row.at)\n      order: row.no\n      amount: number("1")`;
  const { report, events } = await convert(put(csv), saleMapping({ source, fields }), options);
  if (report.outcome === "asks") return report.questions.map(({ id }) => `asks ${id}`);
  return cells.map((_, i) => {
    const event = events.find(({ order }) => order === String(i));
    return event ? String(event.at) : (report.refused.find(({ row }) => row === i + 2)?.code ?? "lost");
  });
};
