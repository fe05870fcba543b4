// Clauses: N1
import { appendFileSync, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { foundDemo } from "../../commands/found-demo.ts";
import type { House } from "../../commands/house.ts";
import { companiesOf, withHouse } from "../../commands/open-house.ts";
import { takeDemo } from "../../commands/take-demo.ts";
import { readDeliveryEnvironment, readLogPlace, readStoreEnvironment } from "../../config.ts";
import { readDelivery } from "../../delivery/settings.ts";
import { generateDemo } from "../../demo/demo.ts";
import { errorText } from "../../server/error-line.ts";
import { type Founding, type ServeOptions, type Serving, serve } from "../../server/serve.ts";
import { jsonLog, noteError } from "../../server/watch.ts";
import { CompanyWorkers } from "../../worker/companies.ts";
import { calendars } from "../calendars.ts";
import { type Call, type Command, EXIT, RefusedError, say, type Terminal, UsageError } from "../command.ts";
import { startProgress } from "../start-progress.ts";

const PORTS = [7170, 7171, 7172, 7173, 7174, 0];
/** The demonstration, in a store that had no company. */
const FIRST = 1;

export const command: Command = {
  summary: { zh: "启动服务：数据库、页面与接口", en: "Start the house: database, page and API" },
  takes: 0,
  usage: "[--port N] [--demo small|full]",
  help: {
    zh: "启动自带的数据库（或连接 DATABASE_URL 所指的 PostgreSQL），然后在本机打开页面与接口。--demo 在还没有公司的库里建立演示公司，全部为演示数据。服务只接受本机的访问；库里还没有公司时，在本机打开页面即可建立自己的公司和负责人。Ctrl+C 结束。",
    en: "Starts the database that comes with Fealty (or connects to the PostgreSQL of DATABASE_URL), then opens the page and the API on this machine. --demo founds the demonstration company in a store that has none; all of its data is invented. It listens to this machine only; in a house that has no company the page founds your own with its owner, at this machine. Ctrl+C ends it.",
  },
  example: "fealty serve --demo full",
  options: { port: { type: "string" }, demo: { type: "string" } },
  run: async (call, terminal) => {
    const ports = portsOf(call);
    const size = demoOf(call);
    refuseWrongDelivery();
    const tell = (zh: string, en: string): void => terminal.out(`${say(terminal, zh, en)}\n`);
    const requestLog = jsonLog(logLines(terminal));
    const log = (error: unknown): void => {
      terminal.err(`${new Date().toISOString()} ${errorText(error)}\n`);
      noteError(requestLog, error);
    };
    return untilAsked(terminal, (ending) =>
      withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), async (house) => {
        const workers = new CompanyWorkers(house, log);
        let serving: Serving | undefined;
        try {
          const founding = size === undefined ? undefined : await demoToTake(house, size);
          serving = await listening({ house, page: pageFolder(), ports, log, requestLog }, founding);
          tell(
            `\n忠约已在 ${serving.url} 打开，只接受本机访问。按 Ctrl+C 结束。`,
            `\nFealty is at ${serving.url}\nIt listens to this machine only. Ctrl+C ends it.`,
          );
          await founded(serving, terminal, ending);
          workers.start();
          await aborted(ending);
          return EXIT.ok;
        } finally {
          await serving?.close();
          await workers.stop();
        }
      }),
    );
  },
};
const portsOf = (call: Call): readonly number[] => {
  const text = call.option("port");
  if (text === undefined) return PORTS;
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return [Number(text)];
  throw new UsageError({
    zh: `--port ${text}：端口是 0 到 65535 之间的整数，例如 --port 7200。`,
    en: `--port ${text}: a port is a whole number from 0 to 65535, for example --port 7200.`,
  });
};
/** Whoever set up a server for messages learns here that it is set up wrongly, and not from those who wait for one. */
const refuseWrongDelivery = (): void => {
  const { faults } = readDelivery(readDeliveryEnvironment());
  if (faults.length === 0) return;
  const all = (language: "zh" | "en"): string => faults.map(({ text }) => text[language]).join("\n");
  throw new RefusedError("delivery_settings", { zh: all("zh"), en: all("en") });
};
const demoOf = (call: Call): "small" | "full" | undefined => {
  const text = call.option("demo");
  if (text === undefined || text === "small" || text === "full") return text;
  throw new UsageError({
    zh: `--demo ${text}：请写 small 或 full。`,
    en: `--demo ${text}: write small or full.`,
  });
};
/** Lines are appended one by one, so that a log can be moved away and begun anew (logrotate) at any time. */
const logLines = (terminal: Terminal): ((line: string) => void) | undefined => {
  const place = readLogPlace();
  if (place === undefined) return undefined;
  if (place === "-") return (line) => terminal.asIs.out(line);
  const file = resolve(terminal.cwd, place);
  try {
    appendFileSync(file, "", { mode: 0o600 });
  } catch {
    throw new RefusedError("log_not_writable", {
      zh: `FEALTY_LOG 指定的日志文件 ${file} 写不进去。请检查文件夹和权限，或另选一处。`,
      en: `The log ${file} that FEALTY_LOG names cannot be written. Check folder and permissions, or choose another place.`,
    });
  }
  return (line) => {
    try {
      appendFileSync(file, line);
    } catch {
      // A full disk stops the log, and nothing else.
    }
  };
};
/** The contracts that still have to come in; undefined where all are there, or another company is. */
const demoToTake = async (house: House, size: "small" | "full"): Promise<Founding | undefined> => {
  const [known] = await companiesOf(house);
  if (known && !known.demonstration) return undefined;
  const demo = generateDemo({ size });
  const whole = await foundDemo(house, FIRST, demo);
  return whole ? undefined : (progress, signal) => takeDemo(house, FIRST, demo, progress, signal);
};
const listening = async (options: ServeOptions, founding: Founding | undefined): Promise<Serving> => {
  try {
    return await serve({ ...options, ...(founding && { founding }) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const { ports } = options;
    throw new RefusedError("port_taken", {
      zh: `端口 ${ports.join("、")} 已被占用。请用 --port 另选一个。`,
      en: `Port ${ports.join(", ")} is taken. Choose another with --port.`,
    });
  }
};
/** Tells on the terminal how far the founding is; the page tells the same. */
const founded = async (serving: Serving, terminal: Terminal, ending: AbortSignal): Promise<void> => {
  let told = -1;
  for (;;) {
    const { state, done, of, text } = serving.founding();
    if (state === "unknown" || ending.aborted) return;
    if (of > 0 && done !== told && (terminal.progress || done % 20 === 0 || done === of)) {
      told = done;
      const line = say(
        terminal,
        `演示公司：${done} / ${of} 份合同`,
        `Demonstration company: ${done} of ${of} contracts`,
      );
      terminal.asIs.err(terminal.progress ? `\r${line}` : `${line}\n`);
    }
    if (state === "failed") throw new RefusedError("demo_failed", text!);
    if (state !== "running") {
      if (terminal.progress) terminal.err("\n");
      return;
    }
    await sleep(200);
  }
};
/**
 * Gives the work a signal of when it has to end: Ctrl+C, or SIGTERM, which may come more than once (to the group, and handed on by
 * `npm start`) and at any time: it must never end the process while the database is left running.
 */
const untilAsked = async <Result>(
  terminal: Terminal,
  work: (ending: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  const asked = new AbortController();
  const end = (): void => asked.abort();
  process.on("SIGTERM", end);
  try {
    return await work(terminal.signal ? AbortSignal.any([asked.signal, terminal.signal]) : asked.signal);
  } finally {
    process.removeListener("SIGTERM", end);
  }
};
const aborted = (ending: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const alive = setInterval(() => undefined, 60_000);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    if (ending.aborted) end();
    ending.addEventListener("abort", end, { once: true });
  });
/** The built page of the clone, from the sources as from the bundle. */
const pageFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "templates")) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, "web/dist");
};
