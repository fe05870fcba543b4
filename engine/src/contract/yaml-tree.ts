import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLParseError,
} from "yaml";
import type { DiagnosticCode } from "./codes.ts";
import type { Place } from "./model.ts";
import type { Report } from "./report.ts";
import { UNREADABLE } from "./unreadable.ts";
import { type Mended, mend } from "./yaml-mend.ts";
import { offsetsOf, type PlaceAt, placesOf } from "./yaml-places.ts";
import type { SetAside } from "./yaml-salvage.ts";

/** A contract file as maps, lists and scalars, each with its place. Every scalar is a text: what it means is its reader's matter. */
export type Tree = ScalarTree | MapTree | ListTree;
export interface ScalarTree {
  readonly kind: "scalar";
  readonly text: string;
  /** Written in quotes or as a block. Money must be. */
  readonly quoted: boolean;
  readonly place: Place;
  /** Where each character of the text stands; absent where the scalar is not written in a file. */
  readonly placeAt?: PlaceAt;
  /** Refused, or made from a parameter that could not be read: reported there, and not again here. */
  readonly unreadable?: boolean;
}
export interface MapEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: Tree;
}
export interface MapTree {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
  readonly place: Place;
}
export interface ListTree {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly place: Place;
}

/** Own limits, checked before and after parsing, so that a file costs at most about a second whatever stands in it. */
export const LIMITS = { bytes: 1_000_000, lines: 20_000, depth: 50, keys: 2_000 } as const;

/** Every code of the library has a sentence of ours, so that no reader meets its English. */
const CODE_OF: Readonly<Record<ErrorCode, DiagnosticCode>> = {
  ALIAS_PROPS: "yaml_alias_here",
  BAD_ALIAS: "yaml_alias_here",
  BAD_COLLECTION_TYPE: "yaml_tag",
  BAD_DIRECTIVE: "yaml_directive",
  BAD_DQ_ESCAPE: "yaml_escape",
  BAD_INDENT: "yaml_indent",
  BAD_PROP_ORDER: "yaml_tag",
  BAD_SCALAR_START: "yaml_scalar_start",
  BLOCK_AS_IMPLICIT_KEY: "yaml_second_colon",
  BLOCK_IN_FLOW: "yaml_block_in_brackets",
  DUPLICATE_KEY: "yaml_syntax",
  IMPOSSIBLE: "yaml_syntax",
  KEY_OVER_1024_CHARS: "yaml_key_long",
  MISSING_CHAR: "yaml_unclosed",
  MULTILINE_IMPLICIT_KEY: "yaml_key_lines",
  MULTIPLE_ANCHORS: "yaml_alias_here",
  MULTIPLE_DOCS: "yaml_several_documents",
  MULTIPLE_TAGS: "yaml_tag",
  NON_STRING_KEY: "yaml_key_not_text",
  RESOURCE_EXHAUSTION: "yaml_too_deep",
  TAB_AS_INDENT: "yaml_tab",
  TAG_RESOLVE_FAILED: "yaml_tag",
  UNEXPECTED_TOKEN: "yaml_unexpected",
};
/** More brackets open than close: which the library calls badly indented. */
const staysOpen = (text: string): boolean =>
  ["[]", "{}"].some(([open = "", close = ""]) => text.split(open).length > text.split(close).length);
/** A value that goes on in keys has a second colon, or stands above lines that are too far right for it. */
const hasColonLeft = (text: string, from: number): boolean =>
  /:(?:\s|$)/.test(/.*/.exec(text.slice(from))![0].replace(/"(?:[^"\\]|\\.)*"|'[^']*'|\{.*\}|\[.*\]/g, ""));
/** The library has one code for all that is missing; its sentence tells what. */
const codeOf = ({ code, message, pos }: YAMLParseError, text: string): DiagnosticCode => {
  if (code === "BAD_INDENT" && /end with a [\]}]/.test(message) && staysOpen(text)) return "yaml_unclosed";
  if (code === "BLOCK_AS_IMPLICIT_KEY" && !hasColonLeft(text, pos[0])) return "yaml_indent";
  if (code !== "MISSING_CHAR") return CODE_OF[code];
  // A line below an item, a blank or more too far left for it.
  if (/without - indicator/.test(message)) return "yaml_indent";
  if (/^Missing ,/.test(message)) return "yaml_comma";
  if (/followed by map values/.test(message)) return "yaml_colon";
  return /directives-end/.test(message) ? "yaml_directive" : CODE_OF[code];
};
/** Where a control character or U+FFFD stands, the sign for bytes that were no UTF-8: a picture, an archive, another encoding. */
const firstOddCharacter = (text: string): number => {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd || (code < 32 && (code < 9 || code === 11 || code > 13))) return i;
  }
  return -1;
};
/** Whether a file is text of a size that is read; reports it when not. */
export const isReadable = (file: string, text: string, report: Report): boolean => {
  const start: Place = { file, line: 1, column: 1 };
  if (text.length > LIMITS.bytes) {
    report.error("file_too_large", start, { size: String(text.length), limit: String(LIMITS.bytes) });
    return false;
  }
  const strange = firstOddCharacter(text);
  if (strange < 0) return true;
  report.error("file_not_text", placesOf(file, text)(strange), { path: file });
  return false;
};

/**
 * Reads one YAML or JSON file. Refuses what a lawyer would not see through: anchors, aliases, tags, merge keys, several
 * documents. Undefined when the file is no readable map or list.
 * @param aside is told of each part that does not parse and was left out; without it a file that has such parts gives nothing
 */
export const readTree = (
  file: string,
  source: string,
  report: Report,
  aside?: (part: SetAside) => void,
): Tree | undefined => {
  // Of old a line could end with CR alone, as YAML still allows; the library does not.
  const text = (source.startsWith("\uFEFF") ? source.slice(1) : source).replace(/\r(?!\n)/g, "\n");
  const start: Place = { file, line: 1, column: 1 };
  if (!isReadable(file, text, report)) return undefined;
  const lines = text.split("\n").length;
  if (lines > LIMITS.lines) {
    report.error("file_too_many_lines", start, { lines: String(lines), limit: String(LIMITS.lines) });
    return undefined;
  }
  const whole = parse(text);
  const read =
    whole.errors.length === 0 ? { document: whole, text, widened: [] } : mended(file, text, whole, report, aside);
  if (!read) return undefined;
  const { document } = read;
  if (!document.contents) {
    report.error("file_empty", start);
    return undefined;
  }
  // Own count: the library's line counter misses lines inside brackets that do not parse.
  const placeAt = placesOf(file, read.text, read.widened);
  return treeOf(document.contents, { text: read.text, placeAt, report, refused: false }, 0);
};
const parse = (text: string): Document.Parsed<ParsedNode> =>
  parseDocument(text, { schema: "failsafe", uniqueKeys: false, prettyErrors: false, logLevel: "error" });
/** Codes after which nothing is sure: several contracts, or a file that is none. */
const BEYOND_MENDING: readonly ErrorCode[] = ["MULTIPLE_DOCS", "RESOURCE_EXHAUSTION", "BAD_DIRECTIVE"];
/** Tells the slips of a file that does not parse, and gives what is left of it when they are set aside. */
const mended = (
  file: string,
  text: string,
  { errors }: Document.Parsed<ParsedNode>,
  report: Report,
  aside: ((part: SetAside) => void) | undefined,
): Omit<Mended, "aside"> | undefined => {
  if (errors.some(({ code }) => BEYOND_MENDING.includes(code))) {
    // What follows the first few is mostly their echo.
    for (const error of errors.slice(0, 10)) report.error(codeOf(error, text), placesOf(file, text)(error.pos[0]));
    return undefined;
  }
  const rest = mend(text, { file, parse, codeOf, tell: report.error });
  if (!rest || !aside || !isMap(rest.document.contents)) return undefined;
  for (const part of rest.aside) aside(part);
  return rest;
};

interface Walk {
  readonly text: string;
  readonly placeAt: PlaceAt;
  readonly report: Report;
}
const treeOf = (node: Node, walk: Walk & { refused: boolean }, depth: number): Tree | undefined => {
  const offset = node.range?.[0] ?? 0;
  const place = walk.placeAt(offset);
  if (isAlias(node)) {
    walk.report.error("yaml_alias", place, { name: node.source });
    return undefined;
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
  if (node.anchor !== undefined) {
    walk.report.error("yaml_anchor", place, { name: node.anchor });
    return undefined;
  }
  if (node.tag !== undefined) {
    walk.report.error("yaml_tag", place, { tag: node.tag });
    return undefined;
  }
  if (isScalar(node)) return scalarOf(node as Scalar<string>, place, walk);
  if (depth >= LIMITS.depth) {
    if (!walk.refused) walk.report.error("yaml_too_deep", place, { limit: String(LIMITS.depth) });
    walk.refused = true;
    return undefined;
  }
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => treeOf(item as Node, walk, depth + 1) ?? []);
    return { kind: "list", items, place };
  }
  return mapOf(node.items as readonly { key: Node; value: Node | null }[], node.flow === true, place, walk, depth);
};

const mapOf = (
  pairs: readonly { key: Node; value: Node | null }[],
  inBraces: boolean,
  place: Place,
  walk: Walk & { refused: boolean },
  depth: number,
): MapTree | undefined => {
  if (pairs.length > LIMITS.keys) {
    walk.report.error("map_too_many_keys", place, { keys: String(pairs.length), limit: String(LIMITS.keys) });
    return undefined;
  }
  const seen = new Set<string>();
  const entries: MapEntry[] = [];
  for (const { key, value } of pairs) {
    const keyPlace = walk.placeAt(key?.range?.[0] ?? 0);
    if (!isScalar(key) || typeof key.value !== "string") {
      const from = (key?.range?.[0] ?? 0) - 1;
      const mark = /^\{\{\s*[\w.]+\s*\}\}/.exec(walk.text.slice(from, from + 80));
      if (!mark) {
        walk.report.error("yaml_key_not_text", keyPlace);
        continue;
      }
      // `{{limit}}` without quotes is, to YAML, a map within a map.
      walk.report.error("yaml_marks_unquoted", place, { written: mark[0] });
      walk.report.setAside({ section: "", swallowed: false });
      return undefined;
    }
    if (key.value === "<<" && key.type === "PLAIN") {
      walk.report.error("yaml_merge_key", keyPlace);
      continue;
    }
    // `{en: All of it, and more}` without quotes: what follows the comma is, to YAML, a key without a value.
    if (inBraces && value === null && entries.length > 0 && /[^\w.]/.test(key.value)) {
      walk.report.error("yaml_comma_in_braces", keyPlace, { written: key.value });
      continue;
    }
    if (seen.has(key.value)) {
      walk.report.error("duplicate_key", keyPlace, { key: key.value });
      continue;
    }
    seen.add(key.value);
    const tree = value ? treeOf(value, walk, depth + 1) : undefined;
    entries.push({ key: key.value, keyPlace, value: tree ?? blank(keyPlace, value !== null) });
  }
  return { kind: "map", entries, place };
};

/** Stands for an empty value, or for one that was refused and is not to be reported again. */
const blank = (place: Place, refused: boolean): ScalarTree => ({
  kind: "scalar",
  text: "",
  quoted: false,
  place,
  ...(refused ? { unreadable: true } : {}),
});
const scalarOf = (node: Scalar<string>, place: Place, walk: Walk): ScalarTree => {
  const text = node.value;
  const quoted = node.type !== "PLAIN";
  if (text === UNREADABLE) {
    // In quotes it was written by somebody, as an escape.
    if (quoted) walk.report.error("text_control_sign", place, { sign: signOf(text) });
    return blank(place, true);
  }
  const [start, end] = [node.range![0], node.range![1]];
  let offsets: readonly number[] | undefined;
  const placeAt: PlaceAt = (offset) => {
    offsets ??= offsetsOf(walk.text.slice(start, end), text);
    return walk.placeAt(start + offsets[Math.min(offset, text.length)]!);
  };
  const hidden = HIDDEN_DIRECTION.exec(text);
  if (hidden) walk.report.error("text_hidden_direction", placeAt(hidden.index), { sign: signOf(hidden[0]) });
  const control = CONTROL.exec(text);
  if (control) walk.report.error("text_control_sign", placeAt(control.index), { sign: signOf(control[0]) });
  return { kind: "scalar", text, quoted, place, placeAt };
};
/** Signs that steer a machine and stand for nothing on paper; an escape in quotes can write them. Tabs and ends of lines are none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;
/** Signs without a shape that turn the order of what follows: a reader would see another text than the one that is signed. */
const HIDDEN_DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const signOf = (sign: string): string => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** The place of a character of a scalar, or of its beginning where that cannot be told. */
export const placeWithin = (scalar: ScalarTree, offset: number): Place => scalar.placeAt?.(offset) ?? scalar.place;
/** Whether a figure that a mistake elsewhere keeps back stands in it. */
export const holdsUnreadable = (tree: Tree): boolean =>
  tree.kind === "scalar"
    ? tree.unreadable === true
    : tree.kind === "list"
      ? tree.items.some(holdsUnreadable)
      : tree.entries.some(({ value }) => holdsUnreadable(value));
export const isUnreadable = (tree: Tree): boolean => tree.kind === "scalar" && tree.unreadable === true;
export const entryOf = (map: MapTree, key: string): MapEntry | undefined =>
  map.entries.find((entry) => entry.key === key);
/**
 * One line of text that is equal for equal trees, whatever their places and comments. With `quotes` it also tells a quoted
 * scalar from a bare one.
 */
export const treeText = (tree: Tree, quotes = false): string =>
  tree.kind === "scalar"
    ? `${quotes && !tree.quoted ? "~" : ""}${JSON.stringify(tree.text)}`
    : tree.kind === "list"
      ? `[${tree.items.map((item) => treeText(item, quotes)).join(",")}]`
      : `{${tree.entries.map((entry) => `${JSON.stringify(entry.key)}:${treeText(entry.value, quotes)}`).join(",")}}`;
