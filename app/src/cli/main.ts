import { readEnvironment } from "../config.ts";
import { EXIT } from "./command.ts";
import { runCommandLine } from "./run.ts";
import { processTerminal } from "./terminal.ts";

const code = await runCommandLine(process.argv.slice(2), processTerminal(readEnvironment()));
process.exitCode = code;
// Input that nobody reads any more must not keep the process.
if (code === EXIT.cancelled) process.stdin.destroy();
