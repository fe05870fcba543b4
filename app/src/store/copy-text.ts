/** A field of COPY's text format before escaping; null is NULL. */
export type Field = string | number | bigint | null;

const ESCAPED = /[\\\n\r\t]/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/** One row with its line end. A bytea is given as `\x…`. */
export const copyLine = (fields: readonly Field[]): string => {
  let line = "";
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at]!;
    if (at > 0) line += "\t";
    if (field === null) line += "\\N";
    else if (typeof field === "string")
      line += ESCAPED.test(field) ? field.replace(ESCAPED, (one) => ESCAPES[one]!) : field;
    else line += field;
    ESCAPED.lastIndex = 0;
  }
  return `${line}\n`;
};
/** Rows as blocks of text of about this many characters: few large writes, flat memory. */
const BLOCK = 64 * 1024;
export async function* copyRows(rows: AsyncIterable<readonly Field[]>): AsyncGenerator<string> {
  let block = "";
  for await (const row of rows) {
    block += copyLine(row);
    if (block.length < BLOCK) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}
