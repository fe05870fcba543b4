import { parseArgs } from "node:util";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { type BareTerminal, type Call, type Command, type ExitCode, type Terminal, UsageError } from "./command.ts";
import { failureJson, failureOf, failureText } from "./failure.ts";
import { visibleLines } from "./visible.ts";

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
  serve: () => import("./commands/serve.ts"),
  found: () => import("./commands/found.ts"),
  "founding-code": () => import("./commands/founding-code.ts"),
  add: () => import("./commands/add.ts"),
  import: () => import("./commands/import.ts"),
  clock: () => import("./commands/clock.ts"),
  compare: () => import("./commands/compare.ts"),
  backup: () => import("./commands/backup.ts"),
  restore: () => import("./commands/restore.ts"),
  bundle: () => import("./commands/bundle.ts"),
  keys: () => import("./commands/keys.ts"),
  slip: () => import("./commands/slip.ts"),
  demo: () => import("./commands/demo.ts"),
  help: () => import("./commands/help.ts"),
};
const COMMON = { lang: { type: "string" }, help: { type: "boolean", short: "h" }, json: { type: "boolean" } } as const;

/** Runs one call and gives its exit code. Only bugs throw. */
export const runCommandLine = async (argv: readonly string[], given: BareTerminal): Promise<ExitCode> => {
  const terminal = readingOnce(withLanguage(argv, guarded(given)));
  const json = argv.includes("--json");
  const at = commandAt(argv);
  const name = at < 0 ? "help" : argv[at]!;
  let usage: string | undefined;
  try {
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!load) throw noSuchCommand(name);
    const { command } = await load();
    usage = `fealty ${name} ${command.usage}`;
    const call = parseCall(
      command,
      argv.filter((_, index) => index !== at),
    );
    if (call.flag("help")) {
      const help = await COMMANDS.help!();
      return await help.command.run({ ...call, positionals: at < 0 ? [] : [name] }, terminal);
    }
    return await command.run(call, terminal);
  } catch (error) {
    const failure = failureOf(error, terminal);
    if (!failure) throw error;
    if (json) terminal.out(`${JSON.stringify({ error: failureJson(failure, terminal) })}\n`);
    else terminal.err(failureText(failure, terminal, usage));
    return failure.exit;
  }
};
/** The place of the command's name: the first word that is no option and no option's value. */
const commandAt = (argv: readonly string[]): number =>
  argv.findIndex((word, index) => !word.startsWith("-") && argv[index - 1] !== "--lang");
export const noSuchCommand = (name: string): UsageError => {
  const nearest = nearestName(name, Object.keys(COMMANDS));
  return new UsageError({
    zh: `没有命令 ${name}。${nearest ? `您是指 ${nearest} 吗？` : ""}\`fealty help\` 列出全部命令。`,
    en: `There is no command ${name}.${nearest ? ` Did you mean ${nearest}?` : ""} \`fealty help\` lists them all.`,
  });
};
/** Nothing that comes from a file or a call may steer the terminal. */
const guarded = (given: BareTerminal): Terminal => ({
  ...given,
  out: (text) => given.out(visibleLines(text, given.colours)),
  err: (text) => given.err(visibleLines(text, given.colours)),
  asIs: { out: given.out, err: given.err },
});
/** Standard input ends after its first reading: a second `-` would read nothing, so it is refused. */
const readingOnce = (terminal: Terminal): Terminal => {
  let read = false;
  return {
    ...terminal,
    bytes: () => {
      if (read)
        throw new UsageError({
          zh: "- （标准输入）只能用一次，这里出现了两次；请把其中一个写成文件。",
          en: "- (standard input) can be read once only and stands here twice; name a file for one of them.",
        });
      read = true;
      return terminal.bytes();
    },
  };
};

const withLanguage = (argv: readonly string[], terminal: Terminal): Terminal => {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const value = at < 0 ? undefined : argv[at]!.includes("=") ? argv[at]!.slice(7) : argv[at + 1];
  return value === "zh" || value === "en" ? { ...terminal, language: value } : terminal;
};
const parseCall = (command: Command, args: readonly string[]): Call => {
  const options = { ...COMMON, ...command.options };
  type Tokens = readonly { readonly kind: string; readonly name?: string; readonly value?: unknown }[];
  let parsed: { values: Record<string, unknown>; positionals: string[]; tokens: Tokens };
  try {
    parsed = parseArgs({
      args: joinedValues(args, options),
      options: options as Parameters<typeof parseArgs>[0] extends { options?: infer O } ? NonNullable<O> : never,
      allowPositionals: true,
      strict: true,
      tokens: true,
    }) as typeof parsed;
  } catch (error) {
    throw new UsageError(usageText(error as Error & { code?: string }, command, Object.keys(options)));
  }
  const { values, positionals, tokens } = parsed;
  refuseTwice(command, tokens);
  const lang = values.lang;
  if (lang !== undefined && lang !== "zh" && lang !== "en")
    throw new UsageError({
      zh: `--lang 只能是 zh 或 en，不是 ${String(lang)}。`,
      en: `--lang takes zh or en, not ${String(lang)}.`,
    });
  if (positionals.length > command.takes && values.help !== true)
    throw new UsageError({
      zh: `“${positionals[command.takes]}”是多余的，这个命令用不到它。`,
      en: `There is nothing to do with “${positionals[command.takes]}”: the command has no place for it.`,
    });
  const list = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];
  };
  return { positionals, option: (name) => list(name).at(-1), list, flag: (name) => values[name] === true };
};
/** `--add "-5 days"`: a value may begin with a minus; the command says what is wrong with it, if anything. */
const joinedValues = (args: readonly string[], options: Command["options"]): string[] => {
  const takesValue = (word: string | undefined): boolean =>
    word?.startsWith("--") === true && options[word.slice(2)]?.type === "string";
  return args.flatMap((word, index) => {
    if (/^-\d/.test(word) && takesValue(args[index - 1])) return [];
    const next = args[index + 1];
    return takesValue(word) && next !== undefined && /^-\d/.test(next) ? [`${word}=${next}`] : [word];
  });
};
/** Of two values for one thing neither is taken: nobody could tell which was meant. */
const refuseTwice = (
  command: Command,
  tokens: readonly { readonly kind: string; readonly name?: string; readonly value?: unknown }[],
): void => {
  const given = new Map<string, string[]>();
  for (const { kind, name = "", value } of tokens)
    if (kind === "option" && typeof value === "string" && command.options[name]?.multiple !== true)
      given.set(name, [...(given.get(name) ?? []), value]);
  for (const [name, values] of given)
    if (values.length > 1)
      throw new UsageError({
        zh: `--${name} 只能写一次，这里有${values.length === 2 ? "两" : ` ${values.length} `}个：${values.join("、")}。`,
        en: `--${name} may be given once and stands here ${values.length} times: ${values.join(", ")}.`,
      });
};
const usageText = (error: Error & { code?: string }, command: Command, names: readonly string[]) => {
  const written = (/--[\w-]+/.exec(error.message) ?? /-\w/.exec(error.message))?.[0] ?? "";
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const nearest = nearestName(written.replace(/^-+/, ""), names);
    return {
      zh: `没有选项 ${written}。${nearest ? `您是指 --${nearest} 吗？` : ""}`,
      en: `There is no option ${written}.${nearest ? ` Did you mean --${nearest}?` : ""}`,
    };
  }
  if (/does not take/.test(error.message)) return { zh: `${written} 不带取值。`, en: `${written} takes no value.` };
  const wanted = `${written} ${valueWord(command, written)}`;
  return { zh: `${written} 缺少取值：请写 ${wanted}。`, en: `The value of ${written} is missing: write ${wanted}.` };
};
/** What stands for the value in the command's usage, `FILE`. */
const valueWord = ({ usage }: Command, option: string): string =>
  option === "--lang"
    ? "zh"
    : (new RegExp(`${option} ("[^"]*"|[^\\s\\]]+)`).exec(usage)?.[1]?.replace(/…$/, "") ?? "VALUE");
