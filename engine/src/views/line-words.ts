// Clauses: C6.2, C6.3
import { memberName } from "../contract/members.ts";
import type { Component, Contract, Version } from "../contract/model.ts";
import { periodWords } from "../messages/period-words.ts";
import { inLanguage } from "../values/text.ts";
import type { Language } from "./view.ts";
import { asWords, wordsOf } from "./words-of.ts";

const LINE = /^(\d{4}-(?:\d{2}|Q[1-4]|H[12]))\/([a-z]\w*)(?:\/([^\s/\d][^\s/]*))?(?:\/(\d+))?$/;
const componentOf = (version: Version, id: string): Component | undefined => {
  for (const rule of version.rules.values()) {
    if (rule.kind !== "entitlement" || rule.grant.kind !== "plan") continue;
    const found = rule.grant.plan.components.find((one) => one.id === id);
    if (found) return found;
  }
  return undefined;
};
/** What a plan calls one of its parts. */
export const componentWords = (version: Version, id: string, language: Language): string => {
  const component = componentOf(version, id);
  const words = wordsOf(language).component as Readonly<Record<string, string>>;
  if (component?.label) return inLanguage(component.label, language);
  return words[component?.kind ?? id] ?? asWords(id);
};
/** `2026-08/base/1` → 2026年8月基本佣金第1行, `2026-08/split/m1` → 2026年8月团队分配（陈海）. What names no line comes back as it is. */
export const lineWords = ({ parties }: Contract, version: Version, text: string, language: Language): string => {
  const [, period, component, id, number] = LINE.exec(text) ?? [];
  if (period === undefined || component === undefined) return text;
  const member = id === undefined ? undefined : memberName(parties, id);
  const [when, what] = [periodWords(period, language), componentWords(version, component, language)];
  return language === "zh"
    ? `${when}${what}${member === undefined ? "" : `（${member}）`}${number === undefined ? "" : `第${number}行`}`
    : `${what} of ${when}${member === undefined ? "" : ` (${member})`}${number === undefined ? "" : `, line ${number}`}`;
};
/** The engine's own names of lines, in the contract's word for the same thing. */
export const oneWord = (text: string, language: Language): string =>
  wordsOf(language).oneWord.reduce((sum, [from, to]) => sum.replaceAll(from, to), text);
