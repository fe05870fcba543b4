// Clauses: N2, N7
import { canonicalJson, type Sha256 } from "./evidence/canonical.ts";
import type { Text } from "./values/text.ts";

export interface Check {
  readonly what: Text;
  readonly holds: boolean;
  /** Which figures differ, or the digest found. */
  readonly detail?: string;
}
export interface VerifyReport {
  readonly holds: boolean;
  readonly checks: readonly Check[];
}
type Result = Readonly<Record<string, unknown>>;

/**
 * Checks a result as `evaluate` prints it: that its digest is the hash of its content, and, where it was computed again, that
 * every figure came out the same. Differences are named by their path, at most twenty of them.
 */
export const compareResults = (result: Result, recomputed: Result | undefined, sha256: Sha256): VerifyReport => {
  const { digest, ...rest } = result;
  const own = `sha256:${sha256(canonicalJson(rest))}`;
  const checks: Check[] = [
    {
      what: { zh: "摘要与内容相符", en: "The digest is that of the content" },
      holds: own === digest,
      ...(own === digest ? {} : { detail: `${String(digest)} ≠ ${own}` }),
    },
  ];
  if (recomputed) {
    for (const part of [
      "inputs",
      "metrics",
      "clauses",
      "findings",
      "statements",
      "next_change_at",
      "digest",
    ] as const) {
      const paths = differences(result[part], recomputed[part], part);
      checks.push({
        what: PARTS[part],
        holds: paths.length === 0,
        ...(paths.length === 0 ? {} : { detail: paths.slice(0, 20).join("; ") }),
      });
    }
  }
  return { holds: checks.every((check) => check.holds), checks };
};
const PARTS = {
  inputs: { zh: "合同、日历与事实是同一份", en: "Contract, calendar and facts are the same" },
  metrics: { zh: "指标重算一致", en: "Metrics recompute to the same values" },
  clauses: { zh: "条款状态重算一致", en: "Clause states recompute to the same" },
  findings: { zh: "发现重算一致", en: "Findings recompute to the same" },
  statements: { zh: "结算单重算一致", en: "Statements recompute to the same amounts" },
  claims: { zh: "违约金重算一致", en: "Liquidated damages recompute to the same" },
  next_change_at: { zh: "下次变化时刻一致", en: "The next change is the same" },
  digest: { zh: "摘要重算一致", en: "The digest recomputes to the same" },
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
