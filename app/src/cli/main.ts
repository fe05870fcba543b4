import { readEnvironment } from "../config.ts";
import { tellBug } from "./bug.ts";
import { EXIT } from "./command.ts";
import { runCommandLine } from "./run.ts";
import { processTerminal } from "./terminal.ts";

const environment = readEnvironment();
const told = (problem: unknown): typeof EXIT.bug =>
  tellBug(problem, {
    language: environment.language,
    json: process.argv.includes("--json"),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
process.once("uncaughtException", (problem) => process.exit(told(problem)));
const code = await runCommandLine(process.argv.slice(2), processTerminal(environment)).catch(told);
process.exitCode = code;
// Input that nobody reads any more must not keep the process.
if (code === EXIT.cancelled) process.stdin.destroy();
