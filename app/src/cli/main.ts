import { readEnvironment } from "../config.ts";
import { processTerminal } from "./terminal.ts";
import { runCommandLine } from "./run.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(readEnvironment()));
