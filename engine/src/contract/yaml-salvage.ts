import { isCollection, isMap, isScalar, isSeq, type Node, type YAMLParseError } from "yaml";
import { UNREADABLE } from "./unreadable.ts";

/** A part of a file that does not parse and was set aside, so that the rest is read. Lines count from 0. */
export interface SetAside {
  /** The top-level key under which it stands; empty where that cannot be told. */
  readonly section: string;
  /** Its key could not be told either: what a map of the section lacks may have stood there. */
  readonly swallowed: boolean;
}
/** Something that can be set aside as a whole. `column` is where it begins and `after` where its value does; from 0. */
interface Part {
  readonly line: number;
  readonly column: number;
  readonly after: number;
  readonly is: "value" | "item" | "line";
}
const KEY = /^("[^"]*"|'[^']*'|[^\s"'#{}[\],&*!|>%@`:：-][^:：{}[\]"]*?|-[^\s:：][^:：{}[\]"]*?)\s*(:(?=\s|$)|：)/;
const indentOf = (line: string): number => /^[ \t]*/.exec(line)![0].length;
/** The parts that begin in a line, the innermost first. */
const partsOf = (text: string, line: number): Part[] => {
  const parts: Part[] = [];
  let column = indentOf(text);
  while (/^-(\s|$)/.test(text.slice(column))) {
    parts.unshift({ line, column, after: column + 1, is: "item" });
    column += 1 + indentOf(text.slice(column + 1));
  }
  const key = KEY.exec(text.slice(column));
  if (key) parts.unshift({ line, column, after: column + key[0].length, is: "value" });
  if (parts.every(({ is }) => is !== "item"))
    parts.push({ line, column: indentOf(text), after: indentOf(text), is: "line" });
  return parts;
};

/** The lines of a file, from which parts can be set aside. */
export class Lines {
  readonly lines: string[];
  readonly aside: SetAside[] = [];
  /** For each line the part that was set aside last and that it belonged to. */
  readonly #taken = new Map<number, Part>();
  constructor(text: string) {
    this.lines = text.split("\n");
  }
  text(): string {
    return this.lines.join("\n");
  }
  isTaken(line: number): boolean {
    return this.#taken.has(line);
  }
  /** Sets aside the smallest part that holds a line and was not yet; false when there is none but the file. */
  setAside(line: number): boolean {
    const part = this.#next(line);
    if (part) this.#take(part);
    return part !== undefined;
  }
  #take(part: Part): void {
    const section = this.#sectionOf(part);
    this.aside.push({ section, swallowed: part.is === "line" });
    const text = this.lines[part.line]!;
    const own = text.slice(part.after).trim();
    if (part.is === "value") this.lines[part.line] = `${text.slice(0, part.after).replace(/：$/, ":")} ${UNREADABLE}`;
    else if (part.is === "item") this.lines[part.line] = `${text.slice(0, part.after)} ${UNREADABLE}`;
    else this.lines[part.line] = "";
    this.#taken.set(part.line, part);
    for (let next = part.line + 1; next < this.lines.length; next += 1) {
      const below = this.lines[next]!;
      if (below.trim() !== "") {
        const indent = indentOf(below);
        const rest = below.slice(indent);
        const closes = /^[[{]/.test(own) && partsOf(below, next)[0]!.is === "line";
        const listed = part.is === "value" && own === "" && indent === part.column && /^-(\s|$)/.test(rest);
        if (indent <= part.column && !closes && !listed) break;
      }
      this.lines[next] = "";
      this.#taken.set(next, part);
    }
  }
  /** Sets aside a line whose depth cannot be told, and what hangs on it where it says nothing itself. */
  drop(line: number): void {
    const text = this.lines[line]!;
    if (this.#taken.has(line)) return;
    const above = this.lines.slice(0, line).findLast((one) => one.trim() !== "") ?? "";
    const column = /:\s*$/.test(text) ? indentOf(above) : Number.POSITIVE_INFINITY;
    this.#take({ line, column, after: 0, is: "line" });
  }
  #next(line: number): Part | undefined {
    const before = this.#taken.get(line);
    if (!before) {
      const own = partsOf(this.lines[line] ?? "", line);
      return (this.lines[line] ?? "").trim() === "" ? this.#above(line, Number.POSITIVE_INFINITY) : own[0];
    }
    // A value that was set aside in vain: its whole line, the item that it begins, or what stands around it.
    const further = partsOf(this.lines[before.line]!, before.line).find(
      ({ is, column }) => before.is === "value" && (is === "line" || column < before.column),
    );
    return further ?? this.#above(before.line, before.column);
  }
  /** The nearest part above that holds what begins in a column. */
  #above(line: number, column: number): Part | undefined {
    for (let at = line - 1; at >= 0; at -= 1) {
      const text = this.lines[at]!;
      if (text.trim() === "" || /^\s*#/.test(text)) continue;
      const part = partsOf(text, at).find((one) => one.is !== "line" && one.column < column);
      if (part) return part;
    }
    return undefined;
  }
  #sectionOf(part: Part): string {
    for (let at = part.line; at >= 0; at -= 1) {
      if (indentOf(this.lines[at]!) > 0) continue;
      const key = partsOf(this.lines[at]!, at).find(({ is, column }) => is === "value" && column === 0);
      if (key && !(part.is === "line" && part.line === at))
        return KEY.exec(this.lines[at]!)![1]!.replace(/^["']|["']$/g, "");
      if (at === part.line && part.column === 0) return "";
    }
    return "";
  }
}

/**
 * Where the quote or the brackets begin that hold a mistake of the library's, else the mistake; and where the quote or bracket
 * stands that is not closed.
 */
export const slipOf = (
  error: YAMLParseError,
  contents: Node | null,
): { readonly from: number; readonly at: number } => {
  const pos = error.pos[0];
  const isQuote = /^Missing closing/.test(error.message);
  const unclosed = isQuote || /end with a [\]}]/.test(error.message);
  let [from, at] = [pos, pos];
  const look = (node: unknown, within: boolean): void => {
    if (!isScalar(node) && !isCollection(node)) return;
    const [start, end] = node.range ?? [pos, pos];
    if (start >= pos) return;
    const quote = isScalar(node) && /^QUOTE/.test(node.type ?? "");
    const flow = isCollection(node) && (node as { flow?: boolean }).flow === true;
    const holds = (quote || flow) && (unclosed || pos <= end);
    if (holds && !within) from = start;
    if (holds && unclosed && (isQuote ? quote : flow && !within)) at = start;
    if (isMap(node))
      for (const { key, value } of node.items) for (const one of [key, value]) look(one, within || holds);
    else if (isSeq(node)) for (const one of node.items) look(one, within || holds);
  };
  look(contents, false);
  return { from, at };
};
