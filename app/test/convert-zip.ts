import { crc32, deflateRawSync } from "node:zlib";

export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory says instead of the truth. */
  readonly size?: number;
  readonly flags?: number;
  readonly stored?: boolean;
}
const crcOf = (bytes: Uint8Array): number => (typeof crc32 === "function" ? crc32(bytes) : 0);

/** A ZIP archive made by hand, lies included. Entries with the same name and content share no bytes. */
export const zipOf = (parts: readonly Part[]): Buffer => {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, size, flags = 0, stored = false } of parts) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    local.writeUInt32LE(crcOf(bytes), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size ?? bytes.length, 22);
    local.writeUInt16LE(nameBytes.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(stored ? 0 : 8, 10);
    central.writeUInt32LE(crcOf(bytes), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size ?? bytes.length, 24);
    central.writeUInt16LE(nameBytes.length, 28);
    central.writeUInt32LE(offset, 42);
    pieces.push(local, nameBytes, packed);
    directory.push(central, nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 10);
  end.writeUInt32LE(
    directory.reduce((sum, piece) => sum + piece.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, end]);
};

const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
/** The parts of a workbook with one sheet; the sheet's XML is the test's own. */
export const workbookParts = (sheet: string, more: readonly Part[] = [], properties = ""): Part[] => [
  { name: "[Content_Types].xml", content: "<Types/>" },
  {
    name: "_rels/.rels",
    content: `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  },
  {
    name: "xl/workbook.xml",
    content: `<workbook xmlns:r="r"><workbookPr ${properties}/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: "xl/_rels/workbook.xml.rels",
    content: `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  { name: "xl/worksheets/sheet1.xml", content: sheet },
  ...more,
];
/** A sheet of inline texts; a cell that begins with `=n ` is a number. */
export const sheetOf = (rows: readonly (readonly string[])[], tail = "", prefix = ""): string => {
  const p = prefix;
  const cells = rows.map(
    (row, i) =>
      `<${p}row r="${i + 1}">${row
        .map((text, j) => {
          const at = `${String.fromCharCode(65 + j)}${i + 1}`;
          return text.startsWith("=n ")
            ? `<${p}c r="${at}"><${p}v>${text.slice(3)}</${p}v></${p}c>`
            : `<${p}c r="${at}" t="inlineStr"><${p}is><${p}t>${text}</${p}t></${p}is></${p}c>`;
        })
        .join("")}</${p}row>`,
  );
  return `<?xml version="1.0"?><${p}worksheet${p ? ` xmlns:${p.slice(0, -1)}="x"` : ""}><${p}dimension ref="A1:C${rows.length}"/><${p}sheetData>${cells.join("")}</${p}sheetData>${tail}</${p}worksheet>`;
};
