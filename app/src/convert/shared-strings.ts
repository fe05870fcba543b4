// Clauses: C7.1
import { copyText, ELEMENT, XmlProblem, XmlScanner } from "./xml-scanner.ts";

/** The texts of a workbook in one block of UTF-8, so that a million of them are no objects. */
export class SharedStrings {
  bytes = new Uint8Array(64 * 1024);
  /** Where each text ends; it begins where the one before ends. */
  private ends = new Int32Array(1024);
  count = 0;
  private filled = 0;
  startOf(index: number): number {
    return index === 0 ? 0 : this.ends[index - 1]!;
  }
  endOf(index: number): number {
    return this.ends[index]!;
  }
  add(from: Uint8Array, start: number, end: number): void {
    if (this.filled + end - start > this.bytes.length) {
      const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.filled + end - start));
      wider.set(this.bytes.subarray(0, this.filled));
      this.bytes = wider;
    }
    this.filled = copyText(from, start, end, this.bytes, this.filled);
  }
  endText(): void {
    if (this.count === this.ends.length) {
      const wider = new Int32Array(this.ends.length * 2);
      wider.set(this.ends);
      this.ends = wider;
    }
    this.ends[this.count++] = this.filled;
  }
}

/** Reads `sharedStrings.xml`: rich text runs are put together, readings (furigana) left out. */
export const readSharedStrings = async (pieces: AsyncIterable<Buffer>): Promise<SharedStrings> => {
  const strings = new SharedStrings();
  const xml = new XmlScanner();
  let inItem = false;
  let inReading = false;
  let inText = false;
  for await (const piece of pieces) {
    xml.append(piece);
    for (;;) {
      const before = xml.at;
      if (!xml.tag()) break;
      if (inText) {
        strings.add(xml.buf, before, xml.lt);
        if (xml.cdataStart >= 0) strings.add(xml.buf, xml.cdataStart, xml.cdataEnd);
      }
      const opens = !xml.closing && !xml.empty;
      if (xml.element === ELEMENT.t) inText = opens && inItem && !inReading;
      else if (xml.element === ELEMENT.rPh) inReading = opens;
      else if (xml.element === ELEMENT.si) {
        if (!opens) strings.endText();
        inItem = opens;
      }
    }
  }
  if (inItem) throw new XmlProblem("broken_xml");
  return strings;
};
