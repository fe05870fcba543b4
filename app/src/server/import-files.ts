// Clauses: C7.1, N8
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Hono } from "hono";
import { z } from "zod";
import { authorise } from "../commands/access.ts";
import { demonstrationMarkOf } from "../commands/demonstration-mark.ts";
import { importReportCsv, importReportJson, readImportReport } from "../commands/import-report.ts";
import { isOpenTo } from "../commands/permissions.ts";
import { Refusal } from "../commands/refusal.ts";
import { type Base, callerOf } from "./context.ts";
import { contextOf } from "./request-context.ts";
import { answered, attachment, wanted } from "./streams.ts";

const asker = { party: z.enum(["company", "agent", "intermediary"]) };
const upload = z.object({ ...asker, name: z.string().min(1).max(255) });
const download = z.object({ ...asker, language: z.enum(["zh", "en"]), importRunId: z.uuid() });

/**
 * Files in and out as streams, which are too long to be one value: `POST /import-files?party=&name=` with the file as its body,
 * `GET /imports/{importRunId}/report.csv` and `.json` with `?party=&language=`.
 */
export const importFiles = (base: Base, log: (error: unknown) => void): Hono => {
  const app = new Hono();
  app.post("/import-files", (c) =>
    answered(c, log, async () => {
      const { party, name } = wanted(upload, c.req.query());
      const caller = callerOf(await contextOf(base, c), party);
      // Legal brings lists of licences and no tables of facts.
      authorise(caller, caller.actor && isOpenTo(caller.actor, "import-licences") ? "import-licences" : "import-table");
      const { body } = c.req.raw;
      if (!body) throw withoutBody();
      const announced = c.req.header("content-length");
      const stream = body as unknown as ReadableStream<Uint8Array>;
      const size = announced === undefined ? undefined : Number(announced);
      return c.json(await base.uploads.receive(caller.companyId, name, stream, size));
    }),
  );
  for (const [ending, type, pieces] of [
    ["csv", "text/csv; charset=utf-8", importReportCsv],
    ["json", "application/json; charset=utf-8", importReportJson],
  ] as const)
    app.get(`/imports/:importRunId/report.${ending}`, (c) =>
      answered(c, log, async () => {
        const { party, language, importRunId } = wanted(download, { ...c.req.query(), ...c.req.param() });
        const caller = callerOf(await contextOf(base, c), party);
        // What is refused must be refused before the first byte.
        const { report } = await readImportReport(base.house, caller, importRunId, language, 1);
        const mark = await demonstrationMarkOf(base.house, caller.companyId);
        const name = `${mark?.fileName[language] ?? ""}${report.fileName.replace(ENDING, "")} ${NAMED[language]}.${ending}`;
        const body = Readable.toWeb(Readable.from(pieces(base.house, caller, importRunId, language)));
        return c.body(body as globalThis.ReadableStream, 200, {
          "content-type": type,
          "content-disposition": attachment(name),
        });
      }),
    );
  return app;
};
/** What a spreadsheet's file is called without it. */
const ENDING = /(?:\.(?:csv|txt|tsv|xlsx))?(?:\.gz)?$/i;
const NAMED = { zh: "导入报告", en: "import report" } as const;
const withoutBody = (): Refusal =>
  new Refusal("input_malformed", {
    zh: "请求没有内容：请把文件作为请求的正文。",
    en: "The request has no body: send the file as its body.",
  });
