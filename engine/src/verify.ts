// Clauses: N2, N7
import { canonicalJson, type Sha256 } from "./evidence/canonical.ts";
import type { Text } from "./values/text.ts";

export interface Check {
  readonly what: Text;
  readonly holds: boolean;
  /** The digest found, or the first of what differs, figures before their workings. */
  readonly differences?: readonly string[];
  /** How many more differ in the figures and in their workings. */
  readonly more?: { readonly figures: number; readonly workings: number };
}
export interface VerifyReport {
  readonly holds: boolean;
  readonly checks: readonly Check[];
}
type Result = Readonly<Record<string, unknown>>;

/**
 * Checks a result as `evaluate` prints it: that its digest is the hash of its content, and, where it was computed again, that
 * every figure came out the same. Differences are named by their path, at most twenty of them: where figures differ, these, and
 * else what differs in their workings.
 */
export const compareResults = (result: Result, recomputed: Result | undefined, sha256: Sha256): VerifyReport => {
  // Texts are for reading: they follow from the contract, whose hash the digest covers; so does what no statement counts, from the facts.
  const { digest, texts, uncounted: _, ...rest } = result;
  const own = `sha256:${sha256(canonicalJson(rest))}`;
  const checks: Check[] = [
    {
      what: digest === undefined ? NO_DIGEST : OWN_DIGEST,
      holds: own === digest,
      ...(own === digest || digest === undefined
        ? {}
        : { differences: [`${typeof digest === "string" ? digest : shown(digest)} ≠ ${own}`] }),
    },
  ];
  if (!recomputed && texts !== undefined) checks.push({ what: UNCHECKED_TEXTS, holds: true });
  if (recomputed) {
    const check = (what: Text, paths: readonly string[]): void => {
      checks.push({ what, holds: paths.length === 0, ...(paths.length === 0 ? {} : told(paths)) });
    };
    const parts = Object.keys(PARTS) as (keyof typeof PARTS)[];
    const paths = new Map(parts.map((part) => [part, differences(result[part], recomputed[part], part)]));
    // Lines that traces stop at stand beside the statements and belong to them.
    paths.get("statements")!.push(...differences(result.workings, recomputed.workings, "workings"));
    const known = new Set<string>([...parts, "workings", "digest", "texts"]);
    const beside = Object.keys(result).filter((key) => !known.has(key) && !Object.hasOwn(recomputed, key));
    const others = Object.keys(recomputed).filter((key) => !known.has(key));
    const rest = [
      ...beside.map((key) => `${key}: ${shown(result[key])}`),
      ...others.flatMap((key) => differences(result[key], recomputed[key], key)),
    ];
    for (const part of parts) check(PARTS[part], paths.get(part)!);
    if (texts !== undefined) check(TEXTS, differences(texts, recomputed.texts, "texts"));
    check(BESIDE, rest);
    // A result of another moment recomputes to itself: only its digest tells that it was made for another.
    const same = rest.length === 0 && [...paths.values()].every((found) => found.length === 0);
    const moved = same && digest !== recomputed.digest;
    check(MOMENTS, moved ? MOMENT_KEYS.map((key) => `${key} ${shown(result[key])}`) : []);
    check(DIGEST, differences(digest, recomputed.digest, "digest"));
  }
  return { holds: checks.every((check) => check.holds), checks };
};
const MOST_TOLD = 20;
/** A wrong figure shows in every line of its working too: the figure is what a reader must see. */
const told = (paths: readonly string[]): Pick<Check, "differences" | "more"> => {
  const isWorking = (path: string): boolean => /^workings\b|^[^:]*\.trace\b/.test(path);
  const figures = paths.filter((path) => !isWorking(path));
  const workings = paths.filter(isWorking);
  const differences = (figures.length > 0 ? figures : workings).slice(0, MOST_TOLD);
  const more = {
    figures: Math.max(0, figures.length - MOST_TOLD),
    workings: workings.length - (figures.length > 0 ? 0 : differences.length),
  };
  return { differences, ...(more.figures + more.workings === 0 ? {} : { more }) };
};
const MOMENT_KEYS = ["as_of", "known_at"] as const;
const MOMENTS: Text = { zh: "所称时刻是摘要所属的时刻", en: "The moments stated are those the digest was made for" };
const BESIDE: Text = { zh: "没有多出的内容", en: "Nothing stands beside what was computed" };
const TEXTS: Text = { zh: "条款文字与合同一致", en: "Clause texts are the contract's" };
const UNCHECKED_TEXTS: Text = {
  zh: "条款文字不在摘要之内，给出合同与事实才能核对",
  en: "Clause texts are not part of the digest; they are checked where contract and facts are given",
};
const OWN_DIGEST: Text = { zh: "摘要与内容相符", en: "The digest is that of the content" };
const NO_DIGEST: Text = {
  zh: "没有摘要，看不出内容是否改动过；请用 fealty evaluate --json 的完整输出",
  en: "There is no digest to tell whether the content was changed; take the whole output of fealty evaluate --json",
};
const DIGEST: Text = { zh: "摘要重算一致", en: "The digest recomputes to the same" };
const PARTS = {
  contract: { zh: "合同编号一致", en: "The contract's number is the same" },
  as_of: { zh: "截至时刻一致", en: "The moment looked at is the same" },
  known_at: { zh: "所知时刻一致", en: "The moment of knowledge is the same" },
  inputs: { zh: "合同、日历与事实是同一份", en: "Contract, calendar and facts are the same" },
  metrics: { zh: "指标重算一致", en: "Metrics recompute to the same values" },
  clauses: { zh: "条款状态重算一致", en: "Clause states recompute to the same" },
  findings: { zh: "发现重算一致", en: "Findings recompute to the same" },
  statements: { zh: "结算单重算一致", en: "Statements recompute to the same amounts" },
  claims: { zh: "违约金重算一致", en: "Liquidated damages recompute to the same" },
  next_change_at: { zh: "下次变化时刻一致", en: "The next change is the same" },
  warnings: { zh: "提醒重算一致", en: "Warnings recompute to the same" },
} as const;

/** Paths at which two JSON values differ, `statements[0].lines[2].amount: 5.00 ≠ 6.00`. */
export const differences = (a: unknown, b: unknown, path: string): string[] => {
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => differences(a[key], b[key], `${path}.${key}`));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const longer = a.length > b.length ? a : b;
    return longer.flatMap((_, index) => differences(a[index], b[index], `${path}[${index}]`));
  }
  return a === b ? [] : [`${path}: ${shown(a)} ≠ ${shown(b)}`];
};
const isObject = (value: unknown): value is Result =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const shown = (value: unknown): string => (value === undefined ? "–" : JSON.stringify(value).slice(0, 60));
