// Clauses: N7
import { Readable } from "node:stream";
import { Hono } from "hono";
import { z } from "zod";
import { makeBundle } from "../commands/make-bundle.ts";
import { number, party } from "./api-common.ts";
import { type Base, callerOf } from "./context.ts";
import { contextOf } from "./request-context.ts";
import { answered, attachment, wanted } from "./streams.ts";

const day = z.string().max(10).optional();
const asked = z.object({
  number,
  party,
  period: z.string().max(40).optional(),
  from: day,
  until: day,
  case: z.string().max(200).optional(),
});

/** `GET /contracts/{number}/bundle?party=&period=&from=&until=&case=`: the evidence of a contract, for a party of it, as one file. */
export const bundleFile = (base: Base, log: (error: unknown) => void): Hono => {
  const app = new Hono();
  app.get("/contracts/:number/bundle", (c) =>
    answered(c, log, async () => {
      const { party: by, ...request } = wanted(asked, { ...c.req.query(), ...c.req.param() });
      const caller = callerOf(await contextOf(base, c), by);
      const { fileName, pieces } = await makeBundle(base.house, caller, request);
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      return c.body(Readable.toWeb(Readable.from(pieces)) as globalThis.ReadableStream, 200, {
        "content-type": "application/zip",
        "content-length": String(length),
        "content-disposition": attachment(fileName),
      });
    }),
  );
  return app;
};
