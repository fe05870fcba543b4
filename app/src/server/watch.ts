// Clauses: N1
import { Hono, type Context as HonoContext, type MiddlewareHandler } from "hono";
import { type Logger, pino } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, register as ofProcess, Registry } from "prom-client";
import type { House } from "../commands/house.ts";
import type { ClockFault, ClockWatch } from "./clock-watch.ts";
import { errorLine } from "./error-line.ts";
import { isAtTheMachine } from "./public-address.ts";

/** Seconds: from what nobody notices to what nobody waits for. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const PATIENCE = 2000;
/** Turns of the server's loop are watched once in a process, whatever servers stand in it. */
let watchesProcess = false;

/** A log of lines of JSON; undefined: none is kept. Nothing in it comes from what somebody typed (`noteError`). */
export const jsonLog = (write: ((line: string) => void) | undefined): Logger =>
  pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, enabled: write !== undefined },
    { write: (line) => write?.(line) },
  );

export const noteError = (log: Logger, error: unknown): void => log.error({ error: errorLine(error) }, "error");

/** Counts and times of requests by route, for Prometheus and for a log; never who asked, nor for what. */
export class Watch {
  readonly #registry = new Registry();
  readonly #requests: Counter<"method" | "route" | "status">;
  readonly #seconds: Histogram<"route">;
  readonly #clock: Gauge<"against">;
  readonly #log: Logger;
  constructor(log: Logger) {
    this.#log = log;
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: "fealty_http_requests_total",
      help: "Requests by method, route and status.",
      labelNames: ["method", "route", "status"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "fealty_http_request_duration_seconds",
      help: "How long requests took, by route.",
      labelNames: ["route"],
      buckets: BUCKETS,
      registers,
    });
    this.#clock = new Gauge({
      name: "fealty_clock_ahead_seconds",
      help: "How far the machine's clock is ahead of the database's, of what was written down last, and of where it has run to; 0 within two seconds.",
      labelNames: ["against"],
      registers,
    });
  }
  /** `routeOf` names the route by its pattern: an address itself may name a person or a contract. */
  requests(routeOf: (c: HonoContext) => Promise<string>): MiddlewareHandler {
    return async (c, next) => {
      const began = performance.now();
      await next();
      const route = await routeOf(c);
      const took = performance.now() - began;
      const { method } = c.req;
      const { status } = c.res;
      this.#requests.inc({ method, route, status: String(status) });
      this.#seconds.observe({ route }, took / 1000);
      this.#log.info({ method, route, status, ms: Math.round(took) }, "request");
    };
  }
  noteClocks(faults: readonly ClockFault[]): void {
    for (const against of ["database", "record", "itself"] as const)
      this.#clock.set({ against }, faults.find((fault) => fault.against === against)?.seconds ?? 0);
  }
  async metrics(): Promise<string> {
    if (!watchesProcess) collectDefaultMetrics();
    watchesProcess = true;
    return Registry.merge([ofProcess, this.#registry]).metrics();
  }
}
/** For those who keep the house running: `/healthz` says whether it serves, `/metrics` how; a machine that is not this one is told of no metrics. */
export const watchRoutes = (watch: Watch, house: House, clocks: Pick<ClockWatch, "faults">): Hono => {
  const app = new Hono();
  app.get("/healthz", async (c) => {
    const well = await isWell(house);
    const clock = clocks.faults.length === 0 ? "ok" : "off";
    const status = well ? "ok" : "database_unreachable";
    return c.json({ status, clock }, well ? 200 : 503, { "cache-control": "no-store" });
  });
  app.get("/metrics", async (c, next) => {
    if (!isAtTheMachine(c.req.raw.headers)) return next();
    watch.noteClocks(clocks.faults);
    return c.text(await watch.metrics(), 200, { "content-type": ofProcess.contentType });
  });
  return app;
};
/** Whether the database answers within two seconds. */
const isWell = async ({ store }: House): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  try {
    return await Promise.race([store.withLogins(async () => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};
