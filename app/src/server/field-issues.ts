// Clauses: N1
import type { Text } from "@fealty/engine/values/text.ts";
import { z } from "zod";

/** What zod finds wrong with a field of a request. */
export type Issue = z.core.$ZodIssue;
type Both = Required<Text>;

const [inZh, inEn] = [z.locales.zhCN().localeError, z.locales.en().localeError];
const KINDS: Readonly<Record<string, Both>> = {
  number: { zh: "数字", en: "a number" },
  int: { zh: "整数", en: "a whole number" },
  boolean: { zh: "是（true）或否（false）", en: "true or false" },
  string: { zh: "文本", en: "a text" },
  array: { zh: "列表", en: "a list" },
  object: { zh: "对象", en: "an object" },
  record: { zh: "对象", en: "an object" },
  null: { zh: "null", en: "null" },
};
/** `customer.name` */
export const fieldOf = ({ path }: Issue): string => (path ?? []).map(String).join(".");
/** What a field may be; `input` is the whole request, which says what was sent for it. */
export const sayIssue = (issue: Issue, input: unknown): Both => {
  const field = fieldOf(issue);
  const { zh, en } = wanted(issue, sentFor(issue, input));
  return { zh: `${field}: ${zh}`, en: `${field}: ${en}` };
};
const wanted = (issue: Issue, sent: unknown): Both => {
  const kind = issue.code === "invalid_type" ? KINDS[issue.expected] : undefined;
  if (kind) {
    if (sent === undefined) return { zh: `缺失，应为${kind.zh}`, en: `missing, ${kind.en} is expected` };
    const got = received(sent);
    return { zh: `应为${kind.zh}，收到的是${got.zh}`, en: `${kind.en} is expected, ${got.en} was sent` };
  }
  if (issue.code === "too_big" || issue.code === "too_small") return sizeOf(issue);
  return { zh: inWords(issue, inZh), en: inWords(issue, inEn) };
};
const sizeOf = (issue: Extract<Issue, { code: "too_big" | "too_small" }>): Both => {
  const [big, bound] = issue.code === "too_big" ? [true, issue.maximum] : [false, issue.minimum];
  const [most, least] = [big ? "最多" : "至少", big ? "at most" : "at least"];
  if (issue.origin === "string") return { zh: `${most} ${bound} 个字符`, en: `${least} ${bound} characters` };
  if (issue.origin === "array") return { zh: `${most} ${bound} 项`, en: `${least} ${bound} entries` };
  return big
    ? { zh: `数值过大，最大为 ${bound}`, en: `too large, at most ${bound}` }
    : { zh: `数值过小，最小为 ${bound}`, en: `too small, at least ${bound}` };
};
/** The words that zod has for what is rarer. */
const inWords = (issue: Issue, say: typeof inZh): string => {
  const { message } = issue;
  const said = issue.code ? say({ ...issue, input: undefined }) : message;
  return typeof said === "string" ? said : (said?.message ?? message);
};
const sentFor = ({ path }: Issue, input: unknown): unknown =>
  (path ?? []).reduce<unknown>((inside, key) => Object(inside ?? {})[key], input);
/** A text that should have been something else is shown; of the rest the kind says enough. */
const received = (sent: unknown): Both => {
  if (typeof sent === "string") return { zh: ` “${shortened(sent)}”`, en: `"${shortened(sent)}"` };
  if (typeof sent === "number") return { zh: ` ${sent}`, en: String(sent) };
  return KINDS[sent === null ? "null" : Array.isArray(sent) ? "array" : typeof sent] ?? KINDS.object!;
};
const LONGEST_SHOWN = 40;
const shortened = (text: string): string => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
