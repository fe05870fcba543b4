import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type { Environment } from "../config.ts";
import { type BareTerminal, CancelledError, EXIT } from "./command.ts";
import { reasonOf } from "./file-errors.ts";

/**
 * The real terminal. A reader who goes away (`| head`) changes nothing of what the command finds and of its exit code; a full
 * disk ends it with its reason; the first interrupt cancels, so that work can clean up. While work gives the event loop no turn an interrupt ends the process as it does any other.
 */
export const processTerminal = (environment: Environment): BareTerminal => {
  const cancel = new AbortController();
  const onInterrupt = (): void => cancel.abort();
  process.once("SIGINT", onInterrupt);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    const { language } = environment;
    const { zh, en } = reasonOf(error);
    process.stderr.write(
      language === "zh" ? `写不了标准输出：${zh}。\n` : `Standard output cannot be written: ${en}.\n`,
    );
    process.exit(EXIT.usage);
  });
  // Where not even errors can be told, the exit code must do.
  process.stderr.on("error", () => undefined);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    bytes: () => process.stdin as AsyncIterable<Uint8Array>,
    ask: process.stdin.isTTY === true ? (question) => askOn(process.stdin, process.stderr, question) : undefined,
    language: environment.language,
    colours: environment.colours,
    progress: process.stderr.isTTY === true,
    cwd: process.cwd(),
    signal: cancel.signal,
    blocking: (work) => {
      process.removeListener("SIGINT", onInterrupt);
      try {
        return work();
      } finally {
        process.once("SIGINT", onInterrupt);
      }
    },
  };
};
/** One question and its answer. The end of the input and an interrupt both break off. */
export const askOn = async (
  input: Readable & { readonly isTTY?: boolean },
  output: Writable,
  question: string,
): Promise<string> => {
  const lines = createInterface({ input, output, terminal: input.isTTY === true });
  try {
    return await new Promise<string>((resolve, reject) => {
      const breakOff = (): void => reject(new CancelledError());
      lines.once("SIGINT", breakOff);
      lines.once("close", breakOff);
      lines.question(question).then(resolve, breakOff);
    });
  } finally {
    lines.close();
  }
};
