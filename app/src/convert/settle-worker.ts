// Clauses: C7.1
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { Drafts } from "./drafts.ts";
import { KeyTable } from "./key-table.ts";
import type { FromThread, ThreadSettings, ToThread } from "./settle-thread.ts";
import { Settler } from "./settler.ts";

/** The program of the settling thread: gives drafts their ids and writes the lines, batch by batch. */
const run = (port: NonNullable<typeof parentPort>, settings: ThreadSettings): void => {
  const table = new KeyTable(settings.directory, settings.expected);
  const settler = new Settler(settings, table, undefined);
  const file = openSync(settings.part, "w");
  const batches: Drafts[] = [];
  const answer = (message: FromThread): void => port.postMessage(message);
  port.on("message", (message: ToThread) => {
    if ("end" in message) {
      fsyncSync(file);
      closeSync(file);
      table.close();
      answer({ totals: settler.totals });
      port.close();
      return;
    }
    if (message.bytes) batches[message.batch] = new Drafts(message.bytes);
    const drafts = batches[message.batch]!;
    drafts.count = message.count;
    const settled = settler.settle(drafts);
    const { buf, at } = drafts.out;
    for (let from = 0; from < at; ) from += writeSync(file, buf, from, at - from);
    answer({ settled });
  });
};
if (parentPort) run(parentPort, workerData as ThreadSettings);
