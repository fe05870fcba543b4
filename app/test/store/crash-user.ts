// A process of its own that gives one command and is killed by its own hand at a statement of it. Told by one argument in JSON; says as its
// last line what it did.
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import pg from "pg";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { openStore } from "../../src/store/open-store.ts";
import { at, COMMANDS, type Given, type Prepared } from "./crash-commands.ts";

export interface Order {
  readonly url: string;
  /** Folder of the master keys and of the record's key. */
  readonly keys: string;
  /** All that is drawn comes from it. */
  readonly seed: string;
  /** Make the company that all commands run in. */
  readonly prepare?: Given;
  readonly command?: string;
  readonly prepared?: Prepared;
  readonly kill?: Kill;
  /** Say at the end what differs from a recomputation. */
  readonly doctor?: boolean;
}
/** `sent`: the server has the statement, its answer is not heard; `answered`: nothing else was done after it. */
export interface Kill {
  readonly step: number;
  readonly when: "before" | "sent" | "answered";
}
export interface Told {
  readonly steps: readonly string[];
  readonly answer: unknown;
  readonly prepared?: Prepared;
  readonly differences: readonly string[];
}
const order = JSON.parse(process.argv[2]!) as Order;

// Bytes and moments that are drawn are the same whenever the seed is.
let draws = 0;
let rest: Buffer = Buffer.alloc(0);
Object.assign(crypto, {
  randomBytes: (size: number): Buffer => {
    while (rest.length < size) {
      const more = crypto.createHash("sha512").update(`${order.seed} ${draws++}`).digest();
      rest = Buffer.concat([rest, more]);
    }
    const bytes = Buffer.from(rest.subarray(0, size));
    rest = rest.subarray(size);
    return bytes;
  },
});
syncBuiltinESMExports();
const MOMENT = (order.command === undefined ? at("06-20T09:00") : COMMANDS[order.command]!.at) / 1000;
Date.now = () => MOMENT;

const steps: string[] = [];
let armed = false;
const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};
/** Counts a step, and ends the process where it is to be killed before it. */
const begin = (text: string): ((when: Kill["when"]) => boolean) => {
  const step = steps.push(text) - 1;
  if (order.kill?.step === step && order.kill.when === "before") die();
  return (when) => order.kill?.step === step && order.kill.when === when;
};
type Queried = string | { readonly text?: string; write?: (...given: unknown[]) => boolean };
type Query = (this: pg.Client, given: Queried, ...more: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };
const { query } = prototype;
prototype.query = function (given, ...more) {
  if (!armed) return query.call(this, given, ...more);
  const isAt = begin(typeof given === "string" ? given : (given.text ?? "copy"));
  if (typeof given === "object" && typeof given.write === "function") {
    const write = given.write.bind(given);
    given.write = (...portion) => {
      const isAtPortion = begin("portion");
      const goesOn = write(...portion);
      if (isAtPortion("sent")) die();
      return goesOn;
    };
  }
  const running = query.call(this, given, ...more);
  if (isAt("sent")) {
    const { stream } = (
      this as unknown as { connection: { stream: NodeJS.WritableStream & { writableLength: number } } }
    ).connection;
    if (stream.writableLength === 0) die();
    else stream.once("drain", die);
  }
  if (isAt("answered")) (running as Promise<unknown>).then(die, die);
  return running;
};

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1);
const store = await openStore(
  { kind: "url", url: order.url, masterKeys: { file: `${order.keys}/master-key` } },
  { migrate: false },
);
const house: House = { store, threads, engine: "test", now: risingClock(() => MOMENT) };
let answer: unknown;
let prepared: Prepared | undefined;
if (order.prepare !== undefined) {
  const { prepare } = await import("./crash-prepare.ts");
  prepared = await prepare(house, order.prepare);
}
if (order.command !== undefined) {
  armed = true;
  answer = await COMMANDS[order.command]!.run(house, order.prepared!).catch((error: { code?: string }) => {
    if (error.code === undefined) throw error;
    return { refused: error.code };
  });
  armed = false;
}
const differences =
  order.doctor === true
    ? (await diagnoseStore(house, 1)).flatMap((one) =>
        one.differences.map(({ part, which }) => [one.number, part, which].join(" ")),
      )
    : [];
const told: Told = { steps, answer, differences, ...(prepared === undefined ? {} : { prepared }) };
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
