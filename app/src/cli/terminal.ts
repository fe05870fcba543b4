import { createInterface } from "node:readline/promises";
import type { Environment } from "../config.ts";
import type { Terminal } from "./command.ts";

/** The real terminal. A closed pipe (`| head`) ends quietly; the first interrupt cancels, so that work can clean up. */
export const processTerminal = (environment: Environment): Terminal => {
  const cancel = new AbortController();
  process.once("SIGINT", () => cancel.abort());
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: async () => {
      const parts: Buffer[] = [];
      for await (const part of process.stdin) parts.push(part as Buffer);
      return Buffer.concat(parts).toString("utf8");
    },
    bytes: () => process.stdin as AsyncIterable<Uint8Array>,
    ask:
      process.stdin.isTTY === true
        ? async (question) => {
            const lines = createInterface({ input: process.stdin, output: process.stderr });
            const answer = await lines.question(question);
            lines.close();
            return answer;
          }
        : undefined,
    language: environment.language,
    colours: environment.colours,
    progress: process.stderr.isTTY === true,
    cwd: process.cwd(),
    signal: cancel.signal,
  };
};
