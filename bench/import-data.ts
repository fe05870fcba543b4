import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { seeded } from "./random.ts";

/** A table of sales as companies send them: Chinese words in GB18030, and the same again in UTF-8 for peers that read only that. */
const HEADER = "流水号,日期,客户编号,险种,金额,业务员,备注";
const PRODUCTS = ["定期寿险", "终身寿险", "年金险", "车险", "旅行险"];
const AGENTS = ["李晓", "王芳", "张伟", "刘洋", "陈静", "杨帆"];
const NOTES = ["", "续期", "“老客户”", "请回访, 下午", "", ""];
const pad = (value: number): string => String(value).padStart(2, "0");
const fullWidth = (text: string): string =>
  text.replace(/[0-9.,]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const dateText = (style: number, month: number, day: number, hour: number, minute: number): string => {
  switch (style) {
    case 0:
      return `2026-${pad(month)}-${pad(day)}`;
    case 1:
      return `2026/${month}/${day}`;
    case 2:
      return `2026年${month}月${day}日`;
    case 3:
      return `2026${pad(month)}${pad(day)}`;
    case 4:
      return fullWidth(`2026年${month}月${day}日`);
    default:
      return `2026-${month}-${day} ${pad(hour)}:${pad(minute)}:00`;
  }
};
const grouped = (cents: number): string => {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${whole}.${pad(cents % 100)}`;
};
const amountText = (style: number, cents: number): string => {
  const plain = `${Math.floor(cents / 100)}.${pad(cents % 100)}`;
  switch (style) {
    case 0:
    case 1:
    case 2:
      return plain;
    case 3:
    case 4:
    case 5:
      return grouped(cents);
    case 6:
      return `￥${grouped(cents)}`;
    case 7:
      return fullWidth(grouped(cents));
    case 8:
      return `(${grouped(cents)})`;
    default:
      return `${grouped(cents)}-`;
  }
};
const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Characters outside ASCII that occur here, as GB18030 writes them; the platform only decodes it. */
const gbkTable = (): ReadonlyMap<string, number> => {
  const decoder = new TextDecoder("gb18030");
  const table = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== "\ufffd" && !table.has(text)) table.set(text, (lead << 8) | trail);
    }
  return table;
};
const encodeGbk = (text: string, table: ReadonlyMap<string, number>): Buffer => {
  const bytes = Buffer.allocUnsafe(text.length * 2);
  let at = 0;
  for (const sign of text) {
    const code = sign.charCodeAt(0);
    if (code < 0x80) bytes[at++] = code;
    else {
      const pair = table.get(sign);
      if (pair === undefined) throw new Error(`GB18030 has no two bytes for ${sign}`);
      bytes[at++] = pair >> 8;
      bytes[at++] = pair & 0xff;
    }
  }
  return bytes.subarray(0, at);
};

/**
 * Writes `rows` rows. One in 100 repeats an earlier row whole, one in 500 has an amount that is none, one in 10 is a return
 * (in brackets or with a trailing minus).
 */
export const writeSales = async (rows: number, gbkPath: string, utf8Path?: string): Promise<void> => {
  const random = seeded(6);
  const table = gbkTable();
  const outs = [{ file: createWriteStream(gbkPath), gbk: true }];
  if (utf8Path !== undefined) outs.push({ file: createWriteStream(utf8Path), gbk: false });
  const put = async (text: string): Promise<void> => {
    for (const { file, gbk } of outs) if (!file.write(gbk ? encodeGbk(text, table) : text)) await once(file, "drain");
  };
  let chunk = `${HEADER}\n`;
  let earlier = "";
  for (let row = 0; row < rows; row += 1) {
    const cents = 100 + random.below(20_000_000);
    const style = random.below(10);
    const date = dateText(
      random.below(6),
      1 + random.below(12),
      1 + random.below(28),
      random.below(24),
      random.below(60),
    );
    const amount = random.below(500) === 0 ? "面议" : amountText(style, cents);
    const line = `${[
      `S${String(10_000_000 + row)}`,
      date,
      `K${random.below(200_000)}`,
      random.pick(PRODUCTS),
      amount,
      random.pick(AGENTS),
      random.pick(NOTES),
    ]
      .map(quoted)
      .join(",")}\n`;
    chunk += row > 0 && random.percent(1) ? earlier : line;
    if (random.percent(5) || row === 0) earlier = line;
    if (chunk.length > 1 << 18) {
      await put(chunk);
      chunk = "";
    }
  }
  await put(chunk);
  for (const { file } of outs) {
    file.end();
    await once(file, "close");
  }
};
