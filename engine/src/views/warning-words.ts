import type { Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import { describeWarning } from "../messages/warning.ts";
import { ruleTitle } from "./rule-view.ts";
import type { Language, Warning } from "./view.ts";
import { wordsOf } from "./words-of.ts";

/** Notes of an evaluation, equal ones told once with their number. */
export const warningWords = (evaluation: Evaluation, version: Version, language: Language): Warning[] => {
  const counted = new Map<string, number>();
  for (const { code, args } of evaluation.warnings) {
    const rule = version.rules.get(args.ref ?? "");
    const title = rule ? ruleTitle(evaluation.contract, version, rule, language) : (args.ref ?? "");
    const text = (wordsOf(language).warning[code] ?? describeWarning({ code, args }, language))
      .replace("{{title}}", title)
      .replace("{{event}}", args.event ?? "");
    counted.set(text, (counted.get(text) ?? 0) + 1);
  }
  return [...counted].map(([text, count]) => ({ text: count === 1 ? text : `${text} × ${count}` }));
};
