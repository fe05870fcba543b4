// Clauses: N1, N6

import type { Window } from "../calendar/period.ts";
import type { Contract, MetricDefinition, Param, Party, Rule, ThresholdRule, Version } from "../contract/model.ts";
import { PARTIES } from "../contract/scalars.ts";
import { type Rational, toDecimalText, ZERO } from "../values/rational.ts";
import { inLanguage } from "../values/text.ts";
import { boundOfParam, durationWords, grouped, moneyWords, rateWords, withSign } from "./figures.ts";
import type { Language, Unit } from "./view.ts";
import { asWords, capital, eventWord, lower, wordsOf } from "./words-of.ts";

export const unitOf = (definition: MetricDefinition): Unit => {
  switch (definition.measure) {
    case "nps":
    case "trust":
    case "index":
      return "score";
    case "count":
      return "number";
    case "mean":
    case "median":
    case "percentile":
    case "sum":
      return definition.value?.type === "money" ? "money" : "number";
    default:
      return "percent";
  }
};
/** A target or bound of a metric, as its unit is written. */
export const boundWords = (value: Rational, unit: Unit, currency: string): string => {
  if (unit === "percent") return rateWords(value);
  const text = toDecimalText(value);
  return unit === "money" ? withSign(text, currency) : grouped(text);
};

const windowWords = (window: Window, language: Language): string => {
  const words = wordsOf(language).window;
  return typeof window === "string" ? words[window] : words.last.replace("{{count}}", String(window.last));
};
export const metricTitle = (version: Version, ref: string, language: Language): string => {
  const rule = version.rules.get(ref);
  if (rule?.kind !== "definition") return asWords(ref.split("/")[1] ?? ref);
  return rule.label ? inLanguage(rule.label, language) : wordsOf(language).measure[rule.metric.measure];
};
const thresholdWords = (contract: Contract, version: Version, rule: ThresholdRule, language: Language): string => {
  const metric = version.rules.get(rule.metric);
  const unit = metric?.kind === "definition" ? unitOf(metric.metric) : "number";
  const title = metricTitle(version, rule.metric, language);
  const bounds = [
    ...(rule.atLeast ? [`≥ ${boundWords(rule.atLeast, unit, contract.currency.code)}`] : []),
    ...(rule.atMost ? [`≤ ${boundWords(rule.atMost, unit, contract.currency.code)}`] : []),
  ].join(language === "zh" ? " 且 " : " and ");
  return `${title} ${bounds}`;
};

/**
 * What a rule asks, in one sentence of the reader's language. A condition on its events is not put into words, so the sentence
 * says that it holds for the text's own cases only: without that it would forbid or ask more than the contract does.
 */
export const ruleSentence = (contract: Contract, version: Version, rule: Rule, language: Language): string => {
  const sentence = wholeSentence(contract, version, rule, language);
  const conditional =
    ("when" in rule && rule.when) || (rule.kind === "deadline" && (rule.endsWhen || rule.orEnds?.when));
  return conditional ? `${sentence}${wordsOf(language).onlyInCases}` : sentence;
};
const wholeSentence = (contract: Contract, version: Version, rule: Rule, language: Language): string => {
  const zh = language === "zh";
  const words = wordsOf(language);
  const event = (kind: string): string => eventWord(kind, language);
  switch (rule.kind) {
    case "definition": {
      const measure = words.measure[rule.metric.measure];
      return zh
        ? `${measure}，${windowWords(rule.metric.window, language)}计算`
        : `${measure}, ${windowWords(rule.metric.window, language)}`;
    }
    case "threshold": {
      const how =
        rule.decide === "proven"
          ? zh
            ? "区间跨过目标时不作判断"
            : "undecided while the interval crosses the target"
          : zh
            ? "以实测值为准"
            : "the measured value decides";
      return `${thresholdWords(contract, version, rule, language)}${zh ? "，" : ", "}${windowWords(rule.every, language)}${zh ? "；" : "; "}${how}`;
    }
    case "deadline": {
      const within = durationWords(rule.within, language);
      const instead = rule.orEnds ? event(rule.orEnds.by) : undefined;
      const ends = `${event(rule.ends)}${instead === undefined ? "" : zh ? `，或者${instead}` : `, or: ${lower(instead)},`}`;
      const unless =
        rule.unlessLate === undefined ? "" : zh ? "；起算事项逾期的除外" : ", unless that itself came late";
      return zh
        ? `自${event(rule.starts)}起${within}内：${ends}${unless}`
        : `${ends} within ${within}, counted from: ${lower(event(rule.starts))}${unless}`;
    }
    case "recurrence": {
      const every = rule.everyDays
        ? zh
          ? `每${rule.everyDays}天`
          : `every ${rule.everyDays} days`
        : windowWords(rule.every, language);
      const due =
        rule.due.kind === "day"
          ? zh
            ? `第${rule.due.day}日前`
            : `by day ${rule.due.day}`
          : rule.due.after.count === 0
            ? zh
              ? "期末前"
              : "by the end of the period"
            : zh
              ? `期末后${durationWords(rule.due.after, language)}内`
              : `within ${durationWords(rule.due.after, language)} after its end`;
      const per = words.per[rule.per];
      return zh
        ? `${every}${per}${event(rule.doneBy)}${rule.count}次，${due}`
        : `${event(rule.doneBy)}${rule.count === 1 ? "" : `, ${rule.count} times`}, ${every}${per ? ` ${per}` : ""}, ${due}`;
    }
    case "prohibition":
      return zh
        ? `不得发生：${event(rule.event)}${limitWords(rule, language)}（${words.severity[rule.severity]}）${survivalWords(rule, language)}`
        : `Not allowed: ${lower(event(rule.event))}${limitWords(rule, language)} (${words.severity[rule.severity]})${survivalWords(rule, language)}`;
    case "entitlement":
      return entitlementSentence(contract, rule, language);
    case "power": {
      const holder = words.party[rule.holder];
      const may = words.power[rule.may];
      const param = rule.param ? version.params.get(rule.param) : undefined;
      const what = param?.label ? inLanguage(param.label, language) : undefined;
      const notice = rule.notice ? durationWords(rule.notice, language) : undefined;
      const range = [rule.min, rule.max]
        .flatMap((bound) =>
          bound === undefined ? [] : [boundOfParam(param ?? { type: "text" }, bound, contract.currency, language)],
        )
        .join(zh ? "至" : " to ");
      return zh
        ? `${holder}可以${may}${what ? `：${what}` : ""}${range ? `（${range}）` : ""}${notice ? `，须提前${notice}通知` : ""}`
        : `${holder} may ${may}${what ? `: ${lower(what)}` : ""}${range ? ` (${range})` : ""}${notice ? `, with ${notice} of notice` : ""}`;
    }
    case "procedure": {
      const stages = rule.stages.map((stage) =>
        [
          stage.title ? inLanguage(stage.title, language) : asWords(stage.id),
          stage.within ? `（${durationWords(stage.within, language)}）` : "",
        ].join(""),
      );
      return stages
        .join(" → ")
        .replaceAll("（", zh ? "（" : " (")
        .replaceAll("）", zh ? "）" : ")");
    }
  }
};
const limitWords = ({ limit }: Extract<Rule, { kind: "prohibition" }>, language: Language): string => {
  if (!limit) return "";
  const every = windowWords(limit.every, language);
  return language === "zh"
    ? `（对同一客户${every}超过${limit.atMost}次）`
    : `, toward one customer more than ${limit.atMost === 1 ? "once" : `${limit.atMost} times`} ${every}`;
};
const survivalWords = ({ survives, afterEnd }: Extract<Rule, { kind: "prohibition" }>, language: Language): string => {
  if (survives === undefined) return "";
  const zh = language === "zh";
  const all = afterEnd ? (zh ? "，且此后一律禁止" : ", and then without exception") : "";
  if (survives === "always") return (zh ? "，合同终止后仍然有效" : ", also after the contract has ended") + all;
  const time = durationWords(survives, language);
  return (zh ? `，合同终止后仍有效${time}` : `, also for ${time} after the contract has ended`) + all;
};
/** Whose a rule is to perform: of a fee that is shared, every party with a part in it. */
export const bearersOf = (rule: Rule): readonly Party[] => {
  if (rule.kind !== "entitlement" || rule.grant.kind !== "fee") return rule.bearers;
  const { shares } = rule.grant;
  const sharing = PARTIES.filter((party) => (shares[party]?.n ?? 0n) > 0n);
  return sharing.length > 0 ? sharing : rule.bearers;
};
const entitlementSentence = (
  contract: Contract,
  rule: Extract<Rule, { kind: "entitlement" }>,
  language: Language,
): string => {
  const zh = language === "zh";
  const words = wordsOf(language);
  const [holder, from] = [words.party[rule.holder], words.party[rule.from]];
  const pay = rule.payBy ? durationWords(rule.payBy, language) : undefined;
  const due = pay ? (zh ? `，发布后${pay}内支付` : `, paid within ${pay} of publication`) : "";
  const grant = rule.grant;
  switch (grant.kind) {
    case "plan":
      return (zh ? `${from}按方案向${holder}支付报酬` : `${from} pays ${holder} by the plan`) + due;
    case "fee": {
      const size = grant.amount ? moneyWords(grant.amount, contract.currency) : grant.rate ? rateWords(grant.rate) : "";
      const every = windowWords(grant.every, language);
      const bearers = bearersOf(rule);
      if (bearers.length > 1) {
        const parts = bearers.map((party) => {
          const share = rateWords(grant.shares[party] ?? ZERO);
          return zh ? `${words.party[party]}负担 ${share}` : `${words.party[party]} bears ${share}`;
        });
        return zh
          ? `${holder}收取服务费 ${size}，${every}；${parts.join("，")}${due}`
          : `${holder} receives a fee of ${size} ${every}; ${parts.join(", ")}${due}`;
      }
      const payer = words.party[bearers[0] ?? rule.from];
      return (
        (zh ? `${payer}向${holder}支付服务费 ${size}，${every}` : `${payer} pays ${holder} a fee of ${size} ${every}`) +
        due
      );
    }
    case "damages": {
      const size = grant.amount ? moneyWords(grant.amount, contract.currency) : grant.rate ? rateWords(grant.rate) : "";
      const cap = grant.cap ? moneyWords(grant.cap, contract.currency) : undefined;
      const per = grant.per === "day" ? (zh ? "每日" : "a day") : zh ? "每次" : "an occurrence";
      return zh
        ? `经认定违约后，${from}向${holder}支付违约金${per} ${size}${cap ? `，上限 ${cap}` : ""}`
        : `Once a breach is decided, ${from} owes ${holder} ${size} ${per}${cap ? `, at most ${cap}` : ""}`;
    }
    case "right":
      return zh
        ? `${holder}享有：${rightWord(grant.right, language)}`
        : `${holder} is entitled to: ${rightWord(grant.right, language)}`;
  }
};
const RIGHTS: Readonly<Record<string, { zh: string; en: string }>> = {
  information: { zh: "知情", en: "information" },
  training: { zh: "培训", en: "training" },
  withdrawal: { zh: "撤回", en: "withdrawal" },
  explanation: { zh: "要求说明", en: "an explanation" },
  objection: { zh: "提出异议", en: "objection" },
  inspection: { zh: "查阅", en: "inspection" },
  honours: { zh: "荣誉", en: "honours" },
  promotion: { zh: "晋升", en: "promotion" },
};
const rightWord = (right: string, language: Language): string =>
  RIGHTS[right]?.[language] ?? (language === "zh" ? `“${asWords(right)}”` : asWords(right));

/** The heading of a rule's card: its own label, else its sentence. */
export const ruleTitle = (contract: Contract, version: Version, rule: Rule, language: Language): string =>
  rule.label ? inLanguage(rule.label, language) : capital(ruleSentence(contract, version, rule, language));
export const paramLabel = (param: Param, language: Language): string =>
  param.label ? inLanguage(param.label, language) : asWords(param.id);
