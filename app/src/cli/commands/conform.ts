// Clauses: N2
import { conformCase, type VectorCase } from "@fealty/engine/conform.ts";
import { parseJson } from "@fealty/engine/contract/json.ts";
import { type Command, EXIT, say, UsageError } from "../command.ts";
import { readText } from "../files.ts";
import { calendars, sha256, zoneNamed } from "../world.ts";

export const command: Command = {
  summary: { zh: "运行一份对照用例文件", en: "Run a file of conformance cases" },
  usage: "FILE… [--json]",
  help: {
    zh: "用例文件是 JSON 数组：或为期限（from、add、due），或为合同、事实与预期。逐条列出不符之处；有不符时退出码为 1。- 是标准输入。",
    en: "A cases file is a JSON array: periods (from, add, due), or contracts with facts and what is expected. Every mismatch is printed; exit code 1 when there is one. - is standard input.",
  },
  example: "fealty conform vectors/pay.json vectors/measures.json vectors/clocks.json",
  options: {},
  run: async (call, terminal) => {
    if (call.positionals.length === 0) throw new UsageError({ zh: "缺少用例文件。", en: "The cases file is missing." });
    const told: { file: string; case: string; mismatches: unknown[] }[] = [];
    let passed = 0;
    let failed = 0;
    for (const file of call.positionals) {
      const { value, problem } = parseJson(await readText(terminal, file));
      if (problem !== undefined || !Array.isArray(value)) {
        throw new UsageError({
          zh: `${file} 不是用例数组：${problem ?? "顶层应为 [ … ]"}。`,
          en: `${file} is no array of cases: ${problem ?? "the top level should be [ … ]"}.`,
        });
      }
      for (const vector of value as VectorCase[]) {
        const name = typeof vector.name === "string" ? vector.name : `#${passed + failed + 1}`;
        const zone = await zoneNamed(vector.zone ?? zoneOf(vector) ?? "Asia/Shanghai");
        const mismatches = conformCase(vector, {
          calendars: calendars(terminal.cwd),
          zones: zone ? [zone] : [],
          sha256,
        });
        if (mismatches.length === 0) passed += 1;
        else failed += 1;
        told.push({ file, case: name, mismatches });
        if (call.flag("json") || mismatches.length === 0) continue;
        terminal.out(`${file}: ${name}\n`);
        for (const one of mismatches)
          terminal.out(
            say(
              terminal,
              `    ${one.what}：应为 ${one.expected}，得到 ${one.found}\n`,
              `    ${one.what}: expected ${one.expected}, found ${one.found}\n`,
            ),
          );
      }
    }
    if (call.flag("json")) terminal.out(`${JSON.stringify({ passed, failed, cases: told })}\n`);
    else
      terminal.out(
        say(terminal, `${passed} 例相符，${failed} 例不符。\n`, `${passed} cases agree, ${failed} do not.\n`),
      );
    return failed === 0 ? EXIT.ok : EXIT.found;
  },
};
const zoneOf = (vector: VectorCase): string | undefined => {
  const { contract } = vector;
  return typeof contract === "object" && contract !== null && "time_zone" in contract
    ? String(contract.time_zone)
    : undefined;
};
