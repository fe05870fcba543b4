import { readEnvironment } from "../config.ts";
import { EXIT } from "./command.ts";
import { runCommandLine } from "./run.ts";
import { processTerminal } from "./terminal.ts";

const environment = readEnvironment();
/** Exit code 1 says that something was found; a bug must not look like that. */
const tellBug = (problem: unknown): typeof EXIT.bug => {
  const what = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  const head =
    environment.language === "zh"
      ? "这是忠约自身的错误，不是您的文件的问题。报告时请附上："
      : "This is a mistake of Fealty's own, not of your files. Please report it with:";
  process.stderr.write(`${head}\n${what}\n`);
  return EXIT.bug;
};
process.once("uncaughtException", (problem) => process.exit(tellBug(problem)));
const code = await runCommandLine(process.argv.slice(2), processTerminal(environment)).catch(tellBug);
process.exitCode = code;
// Input that nobody reads any more must not keep the process.
if (code === EXIT.cancelled) process.stdin.destroy();
