/** A member of an object as it stands in a text: its name, and where it and its value begin and end. */
interface Member {
  readonly name: string;
  readonly from: number;
  readonly value: number;
  readonly until: number;
}
const SPACE = /\s/;
const endOfString = (text: string, from: number): number => {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
};
const endOfValue = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (depth === 0 && (sign === "," || sign === "}" || sign === "]")) return at;
    else if (sign === "}" || sign === "]") depth -= 1;
  }
  return text.length;
};
const afterSpace = (text: string, from: number): number => {
  let at = from;
  while (SPACE.test(text[at] ?? "")) at += 1;
  return at;
};
const membersOf = (text: string, open: number): Member[] => {
  const members: Member[] = [];
  let at = afterSpace(text, open + 1);
  while (text[at] === '"') {
    const from = at;
    const endOfName = endOfString(text, at);
    const value = afterSpace(text, afterSpace(text, endOfName) + 1);
    const until = endOfValue(text, value);
    members.push({ name: JSON.parse(text.slice(from, endOfName)) as string, from, value, until });
    at = afterSpace(text, until + 1);
  }
  return members;
};
/**
 * A text of JSON without some members of its object; all that stays is kept byte for byte.
 * @param text sound JSON, an object
 * @param within the member whose object is meant; absent: the object itself
 */
export const withoutMembers = (text: string, names: readonly string[], within?: string): string => {
  const top = text.indexOf("{");
  const inner = within === undefined ? undefined : membersOf(text, top).find(({ name }) => name === within);
  const open = within === undefined ? top : inner?.value;
  if (open === undefined || text[open] !== "{") return text;
  const members = membersOf(text, open);
  const kept = members.filter(({ name }) => !names.includes(name));
  if (kept.length === members.length) return text;
  const close = afterSpace(text, members.at(-1)!.until);
  return `${text.slice(0, open + 1)}${kept.map(({ from, until }) => text.slice(from, until).trimEnd()).join(",")}${text.slice(close)}`;
};
