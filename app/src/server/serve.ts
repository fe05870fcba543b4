// Clauses: N1
import { existsSync } from "node:fs";
import { createServer, type RequestListener, type ServerOptions } from "node:http";
import { serve as listen, type ServerType } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { SmartCoercionPlugin } from "@orpc/json-schema";
import { OpenAPIHandler } from "@orpc/openapi/fetch";
import { RPCHandler } from "@orpc/server/fetch";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { Hono, type Context as HonoContext } from "hono";
import { compress } from "hono/compress";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Logger } from "pino";
import type { House } from "../commands/house.ts";
import { Refusal } from "../commands/refusal.ts";
import { bundleFile } from "./bundle-file.ts";
import { ClockWatch, type MachineClocks } from "./clock-watch.ts";
import type { Base, Context } from "./context.ts";
import type { Description } from "./described-answers.ts";
import { errorToHttp, failureOfWork, malformedRequest, methodNotAllowed, noSuchRoute } from "./errors-to-http.ts";
import { guardFor, headersFor, keptNowhere } from "./guard.ts";
import { importFiles } from "./import-files.ts";
import { limits } from "./limits.ts";
import { LongWork, type WorkProgress } from "./long-work.ts";
import { describeApi, isCall, methodsOf, routeOf } from "./openapi.ts";
import { Pace, type PaceLimits } from "./pace.ts";
import { pageWith } from "./page.ts";
import { contextOf, withCookies } from "./request-context.ts";
import { makeRouter } from "./router.ts";
import { Uploads } from "./uploads.ts";
import { jsonLog, Watch, watchRoutes } from "./watch.ts";

export interface ServeOptions {
  readonly house: House;
  /** Folder of the built page. */
  readonly page: string;
  /** Ports to try in this order; 0: any. */
  readonly ports: readonly number[];
  /** What nobody foresaw, as it is; what is kept of it is for whoever hears it to say. */
  readonly log: (error: unknown) => void;
  /** Gets a line for each request, with no data of people in it; absent: none is kept. */
  readonly requestLog?: Logger;
  readonly pace?: PaceLimits;
  /** Default: the machine's. */
  readonly machineClocks?: MachineClocks;
  /** What still has to come in; the page shows how far it is. */
  readonly founding?: Founding;
}
/** The demonstration, the only company that is brought in by the server itself. */
const FOUNDED_COMPANY = 1;
export type Founding = (progress: (done: number, of: number) => void, signal: AbortSignal) => Promise<unknown>;
export interface Serving {
  readonly url: string;
  readonly founding: () => WorkProgress;
  /** Ends what runs, then the server. */
  readonly close: () => Promise<void>;
}

/** Nobody but this machine reaches it; a server that is to be reached by others puts a proxy with TLS before it. */
const LOOPBACK = "127.0.0.1";

/** @throws an Error with code EADDRINUSE where every port is taken */
export const serve = async ({
  house,
  page,
  ports,
  log,
  requestLog = jsonLog(undefined),
  pace,
  machineClocks,
  founding,
}: ServeOptions): Promise<Serving> => {
  const work = new LongWork(failureOfWork);
  const foundingWork =
    founding &&
    work.start(FOUNDED_COMPANY, "founding", async (...watch) => {
      await founding(...watch);
    });
  const uploads = new Uploads();
  const clocks = new ClockWatch(
    house,
    (faults) => requestLog.error({ clock: faults }, "the machine's clock is off"),
    machineClocks,
  );
  const ofDemo = foundingWork === undefined ? undefined : { companyId: FOUNDED_COMPANY, work: foundingWork };
  const base: Base = { house, work, uploads, pace: new Pace(pace), clocks, founding: ofDemo };
  const app = makeApp(base, page, new Watch(requestLog), log);
  const server = await firstFree(app, ports);
  clocks.start();
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://${LOOPBACK}:${port}/`,
    founding: () => work.progress(FOUNDED_COMPANY, foundingWork ?? ""),
    close: async () => {
      clocks.stop();
      work.stopAll();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await uploads.close();
    },
  };
};
const makeApp = (base: Base, page: string, watch: Watch, log: (error: unknown) => void): Hono => {
  const router = makeRouter(log);
  const rpc = new RPCHandler(router, { interceptors: [bodyMustRead] });
  const schemaConverters = [new ZodToJsonSchemaConverter()];
  const open = new OpenAPIHandler(router, {
    interceptors: [bodyMustRead],
    // An address holds text only: what its route takes as a number or as yes and no is read as such.
    plugins: [new SmartCoercionPlugin({ schemaConverters })],
  });
  const description = describeApi(schemaConverters);
  const app = new Hono();
  app.use(
    "*",
    watch.requests(async (c) => nameOfRoute(await description, c)),
  );
  const publicUrl = base.house.delivery?.publicUrl;
  app.use("*", headersFor(publicUrl));
  app.use("/api/*", keptNowhere);
  app.use("/rpc/*", keptNowhere);
  app.use("*", guardFor(publicUrl));
  app.use("*", compress());
  app.use("/api/*", limits);
  app.use("/rpc/*", limits);
  app.route("/", watchRoutes(watch, base.house, base.clocks));
  app.get("/openapi.json", async (c) => c.json(await description));
  app.route("/api", importFiles(base, log));
  app.route("/api", bundleFile(base, log));
  type Handled = Awaited<ReturnType<typeof rpc.handle>>;
  const answered = async (c: HonoContext, handle: (context: Context) => Promise<Handled>): Promise<Response> => {
    let context: Context;
    try {
      context = await contextOf(base, c);
    } catch (error) {
      const told = errorToHttp(error);
      if (told.status >= 500) log(error);
      const body = told.toJSON();
      if (error instanceof Refusal && typeof error.args.seconds === "number")
        c.header("retry-after", String(error.args.seconds));
      return c.json(c.req.path.startsWith("/rpc/") ? { json: body } : body, told.status as ContentfulStatusCode);
    }
    const { matched, response } = await handle(context);
    if (matched) return withCookies(c.newResponse(response.body, response), context);
    const { method, path } = c.req;
    const allowed = methodsOf(await description, path);
    if (allowed.length === 0) return c.json(noSuchRoute(method, path).toJSON(), 404);
    return c.json(methodNotAllowed(method, path, allowed).toJSON(), 405, { allow: allowed.join(", ") });
  };
  app.use("/rpc/*", (c) => answered(c, (context) => rpc.handle(c.req.raw, { prefix: "/rpc", context })));
  app.use("/api/*", (c) => answered(c, (context) => open.handle(c.req.raw, { prefix: "/api", context })));
  if (existsSync(page)) {
    const index = pageWith(page);
    app.get("/", (c) => c.html(index()));
    app.get("/index.html", (c) => c.html(index()));
    app.use("*", serveStatic({ root: page }));
  }
  return app;
};
/** A route of the API by its pattern, a call of the page by its name; files of the page are one. */
const nameOfRoute = (description: Description, { req: { path } }: HonoContext): string => {
  if (path.startsWith("/api/")) return routeOf(description, path) ?? NO_ROUTE;
  if (path.startsWith("/rpc/"))
    return isCall(description, path.slice("/rpc/".length).replaceAll("/", ".")) ? path : NO_ROUTE;
  return WATCHED.includes(path) ? path : "page";
};
const NO_ROUTE = "none";
const WATCHED = ["/healthz", "/metrics", "/openapi.json"];
/** A body that is no JSON fails before any route is asked. */
const bodyMustRead = async <Answer>({ next }: { readonly next: () => Promise<Answer> }): Promise<Answer> => {
  try {
    return await next();
  } catch (error) {
    throw error instanceof SyntaxError ? malformedRequest() : error;
  }
};
/** TRACE has no form as a request of the web: it is refused before one is made. */
const withoutTrace = (options: ServerOptions, answer: RequestListener) =>
  createServer(options, (request, response) => {
    if (request.method !== "TRACE") return answer(request, response);
    const told = methodNotAllowed("TRACE", request.url ?? "/", ["GET", "POST"]).toJSON();
    response.writeHead(405, { allow: "GET, POST", "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(told));
  });
const firstFree = async (app: Hono, ports: readonly number[]): Promise<ServerType> => {
  let problem: unknown;
  for (const port of ports) {
    try {
      return await new Promise<ServerType>((resolve, reject) => {
        const server = listen(
          { fetch: app.fetch, port, hostname: LOOPBACK, createServer: withoutTrace as typeof createServer },
          () => resolve(server),
        );
        server.once("error", reject);
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      problem = error;
    }
  }
  throw problem;
};
