import { parseArgs } from "node:util";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { type Call, type Command, EXIT, type ExitCode, say, type Terminal, UsageError } from "./command.ts";
import { UnreadableError } from "./files.ts";

/** Commands load when called: `check` need not read the spreadsheet library. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  new: () => import("./commands/new.ts"),
  check: () => import("./commands/check.ts"),
  evaluate: () => import("./commands/evaluate.ts"),
  statement: () => import("./commands/statement.ts"),
  explain: () => import("./commands/explain.ts"),
  simulate: () => import("./commands/simulate.ts"),
  deadline: () => import("./commands/deadline.ts"),
  calendar: () => import("./commands/calendar.ts"),
  convert: () => import("./commands/convert.ts"),
  conform: () => import("./commands/conform.ts"),
  doctor: () => import("./commands/doctor.ts"),
  verify: () => import("./commands/verify.ts"),
  help: () => import("./commands/help.ts"),
};
const COMMON = { lang: { type: "string" }, help: { type: "boolean", short: "h" }, json: { type: "boolean" } } as const;

/** Runs one call and gives its exit code. Only bugs throw. */
export const runCommandLine = async (argv: readonly string[], given: Terminal): Promise<ExitCode> => {
  const terminal = withLanguage(argv, given);
  const name = argv.find((word) => !word.startsWith("-")) ?? "help";
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    const nearest = nearestName(name, Object.keys(COMMANDS));
    const hint = nearest ? say(terminal, `您是指 ${nearest} 吗？`, ` Did you mean ${nearest}?`) : "";
    terminal.err(
      say(terminal, `没有命令 ${name}。${hint}`, `There is no command ${name}.${hint}`) +
        say(terminal, "`fealty help` 列出全部命令。\n", " `fealty help` lists them all.\n"),
    );
    return EXIT.usage;
  }
  const { command } = await load();
  try {
    const call = parseCall(
      command,
      argv.filter((word, index) => !(word === name && index === argv.indexOf(name))),
    );
    if (call.flag("help")) {
      const help = await COMMANDS.help!();
      return await help.command.run({ ...call, positionals: [name] }, terminal);
    }
    return await command.run(call, terminal);
  } catch (error) {
    if (error instanceof UsageError || error instanceof UnreadableError) {
      terminal.err(`${error.text[terminal.language] ?? error.message}\n`);
      if (error instanceof UsageError)
        terminal.err(`${say(terminal, "用法", "Usage")}: fealty ${name} ${command.usage}\n`);
      return EXIT.usage;
    }
    throw error;
  }
};

const withLanguage = (argv: readonly string[], terminal: Terminal): Terminal => {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const value = at < 0 ? undefined : argv[at]!.includes("=") ? argv[at]!.slice(7) : argv[at + 1];
  return value === "zh" || value === "en" ? { ...terminal, language: value } : terminal;
};
const parseCall = (command: Command, args: readonly string[]): Call => {
  const options = { ...COMMON, ...command.options };
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      options: options as Parameters<typeof parseArgs>[0] extends { options?: infer O } ? NonNullable<O> : never,
      allowPositionals: true,
      strict: true,
    }) as typeof parsed;
  } catch (error) {
    throw new UsageError(usageText(error as Error & { code?: string }, Object.keys(options)));
  }
  const { values, positionals } = parsed;
  const lang = values.lang;
  if (lang !== undefined && lang !== "zh" && lang !== "en")
    throw new UsageError({
      zh: `--lang 只能是 zh 或 en，不是 ${String(lang)}。`,
      en: `--lang takes zh or en, not ${String(lang)}.`,
    });
  const list = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];
  };
  return { positionals, option: (name) => list(name).at(-1), list, flag: (name) => values[name] === true };
};
const usageText = (error: Error & { code?: string }, names: readonly string[]) => {
  const written = /--?[\w-]+/.exec(error.message)?.[0] ?? "";
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const nearest = nearestName(written.replace(/^-+/, ""), names);
    return {
      zh: `没有选项 ${written}。${nearest ? `您是指 --${nearest} 吗？` : ""}`,
      en: `There is no option ${written}.${nearest ? ` Did you mean --${nearest}?` : ""}`,
    };
  }
  return {
    zh: `选项 ${written} 的写法不对：缺少取值，或多给了取值。`,
    en: `The option ${written} is written wrongly: a value is missing or not wanted.`,
  };
};
