// Clauses: N2
import { instantOf } from "@fealty/engine/calendar/zone.ts";
import type { Contract, Version } from "@fealty/engine/contract/model.ts";
import { explain, explainable } from "@fealty/engine/explain.ts";
import { traceJson } from "@fealty/engine/output.ts";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { inLanguage, type Text } from "@fealty/engine/values/text.ts";
import type { Trace } from "@fealty/engine/values/trace.ts";
import { clauseTexts, contractTexts } from "@fealty/engine/views/clause-texts.ts";
import { zonesFor } from "../calendars.ts";
import {
  AbsentError,
  type Call,
  type Command,
  counted,
  EXIT,
  type ExitCode,
  say,
  type Terminal,
  UsageError,
} from "../command.ts";
import { evaluateCall, momentOf, openSource, sound } from "../input.ts";
import { readerOf } from "../readable.ts";
import { clauseText, ruleText, ruleWords, termText } from "../report/clauses.ts";
import { inForce } from "../report/names.ts";
import { visible } from "../visible.ts";

export const command: Command = {
  summary: {
    zh: "一条合同、定义或规则的文字，或一个数字从何而来",
    en: "A clause, term or rule in words, or where a figure comes from",
  },
  usage: "CONTRACT REF [--facts FILE… --as-of T --known-at T] [--json]",
  takes: 2,
  help: {
    zh: "整条 C8.3 先印出全文（数值已填入）、状态和规则；法律名词和定义 L4、规则 C3.2/nps_goal 也可以读，这些都不必给 --facts。REF 还可以是指标 C3.2/nps@2026-Q2、事项 C8.3/first_response@case-17、违约金 C11.2/damages@发现编号、结算单 statement/2026-06 或其中一项 statement/2026-06/base；有几个报酬方案时写 C6.2/pay/2026-06。不写 --as-of 时，截至事实文件的最后一刻。",
    en: "A whole clause C8.3 is printed in full with its figures filled in, its state and its rules; a legal or defined term L4 and a rule C3.2/nps_goal can be read likewise, all of them without --facts too. REF may also be a metric C3.2/nps@2026-Q2, an item C8.3/first_response@case-17, liquidated damages C11.2/damages@FINDING, a statement statement/2026-06 or a part of it statement/2026-06/base; with several plans C6.2/pay/2026-06. Without --as-of everything up to the last fact counts.",
  },
  example:
    "fealty explain contracts/filled/company-led --facts web/public/example/company-led.ndjson --as-of 2026-09-20 C3.2/nps@2026-Q2",
  options: {
    facts: { type: "string", multiple: true, short: "f" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
  },
  run: async (call, terminal) => {
    const ref = call.positionals[1];
    if (ref === undefined) throw new UsageError({ zh: "缺少要解释的编号 REF。", en: "The reference REF is missing." });
    if (call.list("facts").length === 0) return await withoutFacts(call, ref, terminal);
    const evaluation = await evaluateCall(call, terminal, { asOf: false });
    const trace = explain(evaluation, ref);
    const version = inForce(evaluation);
    if (!trace) {
      const words = wordsOf(evaluation, ref, terminal);
      const names = [...explainable(evaluation), ...namesOf(evaluation.contract, version)];
      // A rule with items of its own asks which is meant; without any it can still be read.
      if (!words || names.some((name) => name.startsWith(`${ref}@`))) throw new AbsentError(absent(ref, names));
      return said(words, call, terminal);
    }
    const clause = version.clauses.find((one) => one.id === ref);
    if (call.flag("json")) {
      const text = clause && clauseTexts(evaluation).find((one) => one.id === clause.id);
      terminal.out(`${JSON.stringify({ ...traceJson(trace), ...(text ? { clause_text: text } : {}) })}\n`);
      return EXIT.ok;
    }
    if (clause) terminal.out(`${clauseText(evaluation.contract, version, clause, terminal, evaluation)}\n`);
    terminal.out(tree(trace, readerOf(evaluation, terminal), terminal, "", ""));
    return EXIT.ok;
  },
};
const ITEMS_TOLD = 20;
/** A rule with an item for each case, customer or period does not say which is meant: its items are named; else the nearest right name. */
const absent = (ref: string, names: readonly string[]): Text => {
  const items = names.filter((name) => name.startsWith(`${ref}@`));
  if (items.length > 0) {
    const told = items.slice(0, ITEMS_TOLD);
    const more = items.length - told.length;
    return {
      zh: `${ref} 有 ${items.length} 个事项，请写明是哪一个：${told.join("、")}${more > 0 ? ` 等，另有 ${more} 个` : ""}。`,
      en: `${ref} has ${counted(items.length, "item")}; say which: ${told.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    };
  }
  const nearest = nearestName(ref, names);
  return {
    zh: `没有 ${ref}。${nearest ? `您是指 ${nearest} 吗？` : ""}`,
    en: `There is no ${ref}.${nearest ? ` Did you mean ${nearest}?` : ""}`,
  };
};
/** Clauses, terms and rules can be read before anything happened; everything else comes from facts. */
const withoutFacts = async (call: Call, ref: string, terminal: Terminal): Promise<ExitCode> => {
  const contract = sound(terminal, await openSource(terminal, call.positionals[0]));
  const [zone] = await zonesFor(contract);
  const written = call.option("as-of");
  const asOf = written === undefined ? instantOf(zone!, contract.term.until) : momentOf(written, zone!, "as-of");
  const at = { contract, zone: zone!, asOf };
  const words = wordsOf(at, ref, terminal);
  if (words) return said(words, call, terminal);
  const nearest = nearestName(ref, namesOf(contract, inForce(at)));
  throw new UsageError({
    zh: `没有事实，只能读条款、定义和规则，而合同没有 ${ref}。${nearest ? `您是指 ${nearest} 吗？` : ""}其他的请用 --facts 给出事实文件。`,
    en: `Without facts only clauses, terms and rules can be read, and the contract has no ${ref}.${nearest ? ` Did you mean ${nearest}?` : ""} For anything else name a facts file with --facts.`,
  });
};
/** What the contract itself says under a name, for people and for programs. */
interface Words {
  readonly text: string;
  readonly json: object;
}
const wordsOf = (at: Parameters<typeof clauseTexts>[0], ref: string, terminal: Terminal): Words | undefined => {
  const { contract } = at;
  const version = inForce(at);
  const clause = version.clauses.find((one) => one.id === ref);
  if (clause)
    return {
      text: clauseText(contract, version, clause, terminal),
      json: { clause_text: clauseTexts(at).find((one) => one.id === ref) },
    };
  const term = contract.terms.find((one) => one.id === ref);
  if (term)
    return {
      text: termText(contract, version, term, terminal),
      json: { term_text: contractTexts(at).find((one) => one.id === ref) },
    };
  const holder = version.clauses.find(({ rules }) => rules.some((one) => one.ref === ref));
  const rule = holder?.rules.find((one) => one.ref === ref);
  if (!holder || !rule) return undefined;
  const { language } = terminal;
  const { title, sentence } = ruleWords(contract, version, rule, language);
  return {
    text: ruleText(contract, version, holder, rule, terminal),
    json: { rule: { ref, clause: holder.id, version: version.number, kind: rule.kind, title, text: sentence } },
  };
};
const said = ({ text, json }: Words, call: Call, terminal: Terminal): ExitCode => {
  terminal.out(call.flag("json") ? `${JSON.stringify(json)}\n` : text);
  return EXIT.ok;
};
const namesOf = (contract: Contract, version: Version): string[] => [
  ...version.clauses.flatMap(({ id, rules }) => [id, ...rules.map(({ ref }) => ref)]),
  ...contract.terms.map(({ id }) => id),
];
const tree = (
  trace: Trace,
  read: (text: string) => string,
  terminal: Terminal,
  first: string,
  rest: string,
): string => {
  const head = `${first}${visible(inLanguage(trace.what, terminal.language))}${say(terminal, "：", ": ")}${visible(read(trace.value)) || "–"}\n`;
  const about = [
    trace.formula === "" ? "" : `${rest}  ${visible(read(trace.formula))}\n`,
    trace.clause === ""
      ? ""
      : `${rest}  ${say(terminal, `第 ${trace.clause.replace(/^C/, "")} 条，第 ${trace.version} 版`, `Clause ${trace.clause}, version ${trace.version}`)}\n`,
    trace.evidence && trace.evidence.count > 0
      ? `${rest}  ${say(terminal, `${trace.evidence.count} 个事件`, counted(trace.evidence.count, "event"))} ${trace.evidence.hash}\n${rest}  ${trace.evidence.ids.slice(0, 12).map(visible).join(" ")}${trace.evidence.count > 12 ? " …" : ""}\n`
      : "",
  ];
  const inputs = trace.inputs.map((input, index) => {
    const last = index === trace.inputs.length - 1;
    return tree(input, read, terminal, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`);
  });
  return head + about.join("") + inputs.join("");
};
