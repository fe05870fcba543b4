import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { race, runProgram } from "./measure.ts";
import { type Bench, millisecondsText, type Section, slower } from "./results.ts";

const MOST_MS = 200;
const START_RUNS = 15;
const SMALL = `fealty: 1
number: SMALL-2026-0001
title: {zh: 小合同, en: A small contract}
languages: [zh, en]
mode: company_led
law: {country: CN, as_of: 2026-03-01}
currency: CNY
time_zone: Asia/Shanghai
calendar: {id: CN, hours: "09:00-18:00"}
term: {from: 2026-01-01, until: 2026-12-31}
parties:
  company: {name: 甲公司, kind: organisation}
  agent: {name: 乙代理, kind: organisation}
params:
  rate: {type: rate, value: 5%, label: {zh: 佣金率, en: Commission rate}}
clauses:
  - id: C4.1
    title: {zh: 净推荐值, en: Net promoter score}
    text: {zh: 每季度不低于三十。, en: At least thirty in each quarter.}
    rules:
      - {id: nps, kind: definition, metric: {measure: nps, event: survey_answered, window: quarter, min_n: 30}}
      - {id: goal, kind: threshold, bearer: agent, finding: B2, metric: nps, at_least: 30, every: quarter}
  - id: C6.2
    title: {zh: 佣金, en: Commission}
    text: {zh: "按{{rate}}计付。", en: "Paid at {{rate}}."}
    rules:
      - id: pay
        kind: entitlement
        holder: agent
        from: company
        plan:
          period: month
          credit: [{event: sale, amount: amount, when: "event.product != 'gift'"}]
          components: [{id: base, kind: rate, rate: "{{rate}}"}]
`;

/** What a command costs before it does anything: `check` on a small file against a node that does nothing. */
export const startUp: Bench = {
  id: "Start",
  title: "start of the command line",
  run: async ({ root, scratch }): Promise<Section> => {
    const file = join(scratch, "small.yaml");
    writeFileSync(file, SMALL);
    const command = [join(root, "app/bin/fealty.mjs"), "check", file];
    const { output } = await runProgram(process.execPath, [...command, "--json"], scratch);
    const runs = await race(
      {
        bare: async () => (await runProgram(process.execPath, ["-e", "0"], scratch)).milliseconds,
        help: async () => (await runProgram(process.execPath, [command[0]!, "help"], scratch)).milliseconds,
        check: async () => (await runProgram(process.execPath, command, scratch)).milliseconds,
      },
      { runs: START_RUNS },
    );
    const over = runs.check.medianMs - runs.bare.medianMs;
    return {
      id: "Start",
      title: startUp.title,
      workload: `\`fealty check\` on a contract of ${SMALL.split("\n").length - 1} lines against \`node -e 0\`, each a program of its own; medians of ${START_RUNS} runs each: a start is short and its spread wide.`,
      equal: `no peer; the check was run with --json first and ended without an error (${output.length} bytes).`,
      figures: [
        { what: "node -e 0", timing: runs.bare },
        { what: "fealty help", timing: runs.help },
        { what: "fealty check small.yaml", timing: runs.check },
      ],
      ratios: [{ what: `check ÷ bare node (medians of ${START_RUNS})`, value: slower(runs.check, runs.bare) }],
      values: [
        {
          what: "check over bare node",
          value: millisecondsText(over),
          target: `≤ ${MOST_MS} ms`,
          met: over <= MOST_MS,
        },
      ],
      notes: [],
    };
  },
};
