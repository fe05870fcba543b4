// Clauses: N4, C6.3
import { localDay } from "@fealty/engine/calendar/zone.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { periodWords } from "@fealty/engine/messages/period-words.ts";
import { compareEvaluations, contractWith, type Simulation, simulatedDays } from "@fealty/engine/simulate.ts";
import type { Instant, Money } from "@fealty/engine/values/brand.ts";
import { grouped } from "@fealty/engine/views/figures.ts";
import { itemWords } from "@fealty/engine/views/item-words.ts";
import { sha256 } from "../../world.ts";
import { calendars } from "../calendars.ts";
import { AbsentError, type Command, EXIT, MistakesError, say, type Terminal, UsageError } from "../command.ts";
import { compute, evaluateCall, openSource } from "../input.ts";
import { itemsByReference, referenceColumn } from "../report/names.ts";
import { settingsOf } from "../settings.ts";
import { table } from "../table.ts";
import { stateWord } from "../words.ts";

export const command: Command = {
  summary: { zh: "换一个参数，重放过去", en: "Change a parameter and replay the past" },
  usage: "CONTRACT --facts FILE… --set PARAM=VALUE… [--over 2025-01..2025-12] [--as-of T] [--json]",
  takes: 1,
  help: {
    zh: "逐期列出改前、改后与差额，并列出状态会不同的事项。--set 可给多个，定下的数值从期初用到期末，此后的补充协议或单方调整不再改它。--over 只看最后一日落在其中的期间（2026-01..2026-12、2026-Q1..2026-Q2）。假设的报酬无从支付，故不比较发布与支付。合同文件不会被改动。",
    en: "Lists before, after and difference for each period, and the items whose state would differ. --set may be given several times; its value holds for the whole term, whatever an amendment or a one-sided power set since. --over keeps the periods whose last day lies in it (2026-01..2026-12, 2026-Q1..2026-Q2). Nobody could pay what is only supposed, so publication and payment are not compared. The contract file is not changed.",
  },
  example:
    "fealty simulate contracts/filled/company-led --facts web/public/example/company-led.ndjson --set quota=180000.00 --over 2026-01..2026-06",
  options: {
    facts: { type: "string", multiple: true, short: "f" },
    set: { type: "string", multiple: true },
    over: { type: "string" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
  },
  run: async (call, terminal) => {
    const set = settingsOf(call.list("set"));
    if (Object.keys(set).length === 0)
      throw new UsageError({
        zh: "请用 --set 参数=数值 说明改什么。",
        en: "Say with --set PARAM=VALUE what to change.",
      });
    const over = call.option("over") === undefined ? undefined : range(call.option("over")!);
    const source = await openSource(terminal, call.positionals[0]);
    const before = await evaluateCall(call, terminal, { asOf: false, source });
    // A contract becomes the template of its changed form, and a template is known by its ending.
    const named = source.main.endsWith("-") ? `${source.main}.yaml` : source.main;
    const read = (name: string): string | undefined => source.read(name === named ? source.main : name);
    const { contract, diagnostics } = contractWith(named, read, set);
    const errors = diagnostics.filter((one) => one.severity === "error");
    if (!contract || errors.length > 0)
      throw new MistakesError(
        "simulated_errors",
        {
          zh: "这样改的合同不成立，未作计算。",
          en: "The contract does not hold when changed so; nothing was computed.",
        },
        errors.map((one) =>
          one.place.file.endsWith("simulated.json") ? { ...one, place: { file: "--set", line: 1, column: 1 } } : one,
        ),
      );
    const world = {
      asOf: before.asOf as Instant,
      knownAt: before.knownAt,
      calendars: calendars(terminal.cwd),
      zones: [before.zone],
      sha256,
    };
    const after = await compute(terminal, (tell) => evaluate(contract, before.events, { ...world, tell }));
    const simulation = compareEvaluations(before, after, over);
    if (over && simulation.periods.length === 0) refuseOutside(over, before);
    terminal.out(
      call.flag("json") ? `${JSON.stringify(json(simulation, before.money))}\n` : text(simulation, before, terminal),
    );
    return EXIT.ok;
  },
};
const range = (written: string): { from: string; to: string } => {
  const [from = "", to = "", ...more] = written.split("..");
  if (more.length > 0 || !simulatedDays({ from, to }))
    throw new UsageError({
      zh: `--over ${written}：请写成起止期间，例如 2025-01..2025-12 或 2026-Q1..2026-Q2，起不晚于止。`,
      en: `--over ${written}: write the first and last period, such as 2025-01..2025-12 or 2026-Q1..2026-Q2, the first not after the last.`,
    });
  return { from, to };
};
/** An empty table would say that nothing changes where the contract has nothing. */
const refuseOutside = (over: { readonly from: string; readonly to: string }, before: Evaluation): void => {
  const { from, until } = before.contract.term;
  const days = simulatedDays(over);
  const last = Math.min(until, localDay(before.zone, before.asOf));
  if (!days || (days.from <= last && days.to > from)) return;
  const told = `${over.from}..${over.to}`;
  const labels = before.statements.map((one) => one.label);
  throw new AbsentError({
    zh: `合同在 ${told} 内没有任何期间。${labels.length === 0 ? "合同尚无结算单。" : `已有：${labels.at(0)} 至 ${labels.at(-1)}。`}`,
    en: `The contract has no period in ${told}. ${labels.length === 0 ? "It has no statement yet." : `There are ${labels.at(0)} to ${labels.at(-1)}.`}`,
  });
};
const sums = (simulation: Simulation): { before: Money; after: Money } => ({
  before: simulation.periods.reduce((sum, one) => sum + one.before, 0n) as Money,
  after: simulation.periods.reduce((sum, one) => sum + one.after, 0n) as Money,
});
const json = (simulation: Simulation, money: (amount: Money) => string) => {
  const total = sums(simulation);
  const told = (before: Money, after: Money) => ({
    before: money(before),
    after: money(after),
    difference: money((after - before) as Money),
  });
  return {
    periods: simulation.periods.map((one) => ({ rule: one.rule, period: one.period, ...told(one.before, one.after) })),
    total: told(total.before, total.after),
    states: simulation.states,
  };
};
const text = (simulation: Simulation, before: Evaluation, terminal: Terminal): string => {
  const { money } = before;
  const { language } = terminal;
  const total = sums(simulation);
  const row = (name: string, before: Money, after: Money): string[] => [
    name,
    grouped(money(before)),
    grouped(money(after)),
    grouped(money((after - before) as Money)),
  ];
  const columns = [
    { title: say(terminal, "期间", "Period") },
    { title: say(terminal, "改前", "Before"), right: true },
    { title: say(terminal, "改后", "After"), right: true },
    { title: say(terminal, "差额", "Difference"), right: true },
  ];
  const several = simulation.periods.some((one) => one.rule !== simulation.periods[0]!.rule);
  const rows = simulation.periods.map((one) =>
    row(
      several
        ? `${itemWords(before, { ref: one.rule }, language)} · ${periodWords(one.period, language)}`
        : periodWords(one.period, language),
      one.before,
      one.after,
    ),
  );
  const said = itemsByReference(before, terminal);
  const states = simulation.states.map((one) => [
    said(one.name),
    one.before === undefined ? "" : stateWord(one.before, language),
    one.after === undefined ? "" : stateWord(one.after, language),
    one.name,
  ]);
  return (
    table(columns, [...rows, row(say(terminal, "合计", "Total"), total.before, total.after)]) +
    (states.length === 0
      ? ""
      : `\n${table(
          [{ title: say(terminal, "事项", "Item") }, columns[1]!, columns[2]!, referenceColumn(terminal)].map(
            ({ title }) => ({ title }),
          ),
          states,
        )}`)
  );
};
