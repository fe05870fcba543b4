/**
 * UTF-8 for the expression library, which makes one TextEncoder and one TextDecoder when it loads. A bare VM has neither, so
 * the bundler injects these two. Conditions never reach them: byte strings are refused when a contract is loaded.
 */
export class TextEncoder {
  encode(text = ""): Uint8Array {
    const bytes: number[] = [];
    for (const character of text) {
      const point = character.codePointAt(0)!;
      const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
    return Uint8Array.from(bytes);
  }
}
/** Reads well-formed UTF-8; a byte that fits nowhere gives U+FFFD. */
export class TextDecoder {
  decode(bytes: Uint8Array = new Uint8Array()): string {
    let text = "";
    for (let i = 0; i < bytes.length; ) {
      const first = bytes[i]!;
      const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
      const rest = bytes.subarray(i + 1, i + length);
      if (length === 0 || rest.length < length - 1 || rest.some((byte) => (byte & 0xc0) !== 0x80)) {
        text += "\uFFFD";
        i += 1;
        continue;
      }
      const head = length === 1 ? first : first & (0xff >> (length + 1));
      text += String.fromCodePoint(rest.reduce((point, byte) => (point << 6) | (byte & 63), head));
      i += length;
    }
    return text;
  }
}
