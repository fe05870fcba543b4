import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BareTerminal, ExitCode } from "../src/cli/command.ts";
import { runCommandLine } from "../src/cli/run.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));
/** What `fealty new` has to be told elsewhere than on a terminal, but for --number and --out. */
export const NEW_TERMS: readonly string[] = [
  ...["--mode", "company_led", "--company", "甲公司", "--agent", "李晓"],
  ...["--from", "2026-01-01", "--until", "2026-12-31"],
];
export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}
/** Runs one call of the command line in a folder, as a terminal that nobody sits at would. */
export const fealty = async (
  args: readonly string[],
  given: {
    readonly cwd?: string;
    readonly stdin?: string | Uint8Array;
    readonly language?: "zh" | "en";
    readonly answers?: readonly string[];
    readonly signal?: AbortSignal;
    readonly progress?: boolean;
  } = {},
): Promise<Ran> => {
  let out = "";
  let err = "";
  const answers = [...(given.answers ?? [])];
  const ask = async (question: string): Promise<string> => {
    err += question;
    return answers.shift() ?? "";
  };
  const terminal: BareTerminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    bytes: async function* () {
      yield typeof given.stdin === "string" ? Buffer.from(given.stdin) : (given.stdin ?? Buffer.alloc(0));
    },
    ...(given.answers ? { ask } : {}),
    ...(given.signal ? { signal: given.signal } : {}),
    language: given.language ?? "en",
    colours: false,
    progress: given.progress ?? false,
    cwd: given.cwd ?? root,
  };
  const code = await runCommandLine(args, terminal);
  return { code, out, err };
};
export const folderWith = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "fealty-cli-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};
export const CONTRACT = `fealty: 1
number: CLI-1
title: {zh: 示例合同, en: Example contract}
languages: [zh, en]
mode: company_led
law: {country: CN, as_of: 2026-03-01}
currency: CNY
time_zone: Asia/Shanghai
calendar: {id: CN, hours: "09:00-18:00"}
term: {from: 2026-06-01, until: 2026-12-31}
parties:
  company: {name: 甲公司, kind: organisation, address: 杭州, e_mail: a@example.com}
  agent: {name: 李晓, kind: person, address: 杭州, e_mail: b@example.com}
params:
  quota: {type: money, value: "200000.00", label: {zh: 定额, en: Quota}}
clauses:
  - id: C6.2
    title: {zh: 报酬, en: Pay}
    text: {zh: "月度定额为{{quota}}。", en: "The monthly quota is {{quota}}."}
    rules:
      - id: pay
        kind: entitlement
        holder: agent
        from: company
        publish_by: 5 business days
        plan:
          period: month
          credit: [{event: sale, amount: amount}]
          components:
            - {id: base, kind: tiers, quota: "{{quota}}", method: marginal, accumulate: period, prorate: none, table: [{from: 0%, rate: 4%}, {from: 100%, rate: 6%}]}
      - {id: csat, kind: definition, metric: {measure: csat, event: survey_answered, value: satisfaction, window: month, min_n: 2}}
      - {id: report, kind: recurrence, bearer: company, finding: B1, every: month, due: 5 business days after end, done_by: report_submitted, count: 1, per: contract}
`;
/** The same with an intermediary. */
export const LED_BY_THREE = CONTRACT.replace("mode: company_led", "mode: intermediary_led").replace(
  "params:",
  "  intermediary: {name: 丙公司, kind: organisation, address: 杭州, e_mail: c@example.com}\nparams:",
);
export const FACTS = [
  { id: "s1", kind: "sale", at: "2026-06-10T10:00:00+08:00", order: "o1", amount: "250000.00", customer: "c1" },
  {
    id: "a1",
    kind: "survey_answered",
    at: "2026-06-11T10:00:00+08:00",
    invitation: "i1",
    satisfaction: 5,
    customer: "c1",
  },
  {
    id: "a2",
    kind: "survey_answered",
    at: "2026-06-12T10:00:00+08:00",
    invitation: "i2",
    satisfaction: 3,
    customer: "c2",
  },
]
  .map((one) => `${JSON.stringify(one)}\n`)
  .join("");
