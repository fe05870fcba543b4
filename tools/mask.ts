// Blanks out comments, and on wish what strings hold, so that a rule reads code only. Length and line breaks stay.

export interface MaskOptions {
  /** Keep what stands in quotes: import paths are strings. */
  readonly keepStrings: boolean;
}

const regexMayFollow = /(?:^|[([{,;=:!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|delete|void|throw|new|do|else))\s*$/;

export function maskCode(text: string, options: MaskOptions): string {
  const out: string[] = [];
  /** One entry for each open `${`: how many braces are open inside it. */
  const holes: number[] = [];
  let at = 0;

  const keep = (count: number): void => {
    out.push(text.slice(at, at + count));
    at += count;
  };
  const blankTo = (end: number): void => {
    out.push(text.slice(at, end).replace(/[^\n]/g, " "));
    at = end;
  };
  const stringTo = (end: number): void => {
    if (options.keepStrings) keep(end - at);
    else blankTo(end);
  };

  const template = (): void => {
    stringTo(templateStop(text, at));
    if (text[at] === "`") keep(1);
    else if (at < text.length) {
      keep(2);
      holes.push(0);
    }
  };

  while (at < text.length) {
    const char = text[at];
    const two = text.slice(at, at + 2);
    if (two === "//") blankTo(endOr(text, text.indexOf("\n", at)));
    else if (two === "/*") blankTo(endOr(text, text.indexOf("*/", at + 2), 2));
    else if (char === '"' || char === "'") {
      keep(1);
      stringTo(quoteStop(text, at, char));
      if (text[at] === char) keep(1);
    } else if (char === "`") {
      keep(1);
      template();
    } else if (char === "}" && holes.at(-1) === 0) {
      holes.pop();
      keep(1);
      template();
    } else if (char === "/" && text[at - 1] !== "<" && regexMayFollow.test(out.slice(-80).join("").slice(-80))) {
      keep(1);
      stringTo(regexStop(text, at));
      if (text[at] === "/") keep(1);
    } else {
      if (holes.length > 0 && char === "{") holes[holes.length - 1]! += 1;
      if (holes.length > 0 && char === "}") holes[holes.length - 1]! -= 1;
      keep(1);
    }
  }
  return out.join("");
}

function endOr(text: string, found: number, extra = 0): number {
  return found === -1 ? text.length : found + extra;
}

/** Where the quoted text ends; an unclosed one (an apostrophe in JSX text) ends with its line. */
function quoteStop(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text[at] !== quote && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function templateStop(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "`" && !text.startsWith("${", at)) at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function regexStop(text: string, from: number): number {
  let inClass = false;
  let at = from;
  while (at < text.length && text[at] !== "\n" && (inClass || text[at] !== "/")) {
    if (text[at] === "[") inClass = true;
    if (text[at] === "]") inClass = false;
    at += text[at] === "\\" ? 2 : 1;
  }
  return Math.min(at, text.length);
}
