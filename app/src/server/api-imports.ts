// Clauses: C7.1
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { ReadReport, ToldImport } from "../commands/import-report.ts";
import type { Preview } from "../commands/preview-table.ts";
import { both, errors, failure, language, number, party } from "./api-common.ts";

const table = z.object({
  party,
  language,
  file: z.string().describe("Of an upload"),
  mapping: z.string().max(200_000).describe("The mapping's text"),
  contract: number.optional().describe("All rows are for this contract; without it the mapping says which"),
  answers: z.record(z.string().max(40), z.string().max(200)).default({}),
});
const importErrors = {
  ...errors,
  NO_SUCH_UPLOAD: { status: 404, data: failure },
  FILE_TOO_LARGE: { status: 413, data: failure },
  FILE_REFUSED: { status: 422, data: failure },
  MAPPING_REFUSED: { status: 422, data: failure },
  IMPORT_NEEDS_CONTRACT: { status: 422, data: failure },
  NO_SPACE: { status: 507, data: failure },
} as const;

export const importsApi = {
  mappings: oc
    .route({ method: "GET", path: "/import-mappings", summary: "Mappings that come with Fealty" })
    .input(z.object({ party }))
    .errors(errors)
    .output(z.array(z.object({ name: z.string(), title: both, text: z.string() }))),
  preview: oc
    .route({ method: "POST", path: "/import-preview", summary: "The first rows of an upload as they would come in" })
    .input(table)
    .errors(importErrors)
    .output(type<Preview>()),
  run: oc
    .route({ method: "POST", path: "/imports", summary: "Takes an upload in, all or nothing, as long work" })
    .input(table)
    .errors(importErrors)
    .output(z.object({ work: z.string() })),
  running: oc
    .route({
      method: "GET",
      path: "/running-imports",
      summary: "Imports that are under way, the first started first",
    })
    .input(z.object({ party }))
    .errors(errors)
    .output(
      z.array(
        z.object({
          work: z.string(),
          fileName: z.string(),
          step: z.string().optional(),
          done: z.int(),
          of: z.int(),
        }),
      ),
    ),
  list: oc
    .route({ method: "GET", path: "/imports", summary: "Imports, latest first" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<readonly ToldImport[]>()),
  report: oc
    .route({
      method: "GET",
      path: "/imports/{importRunId}",
      summary: "What became of every row, with the first refused",
    })
    .input(z.object({ party, language, importRunId: z.uuid() }))
    .errors({ ...errors, NO_SUCH_IMPORT: { status: 404, data: failure } })
    .output(type<ReadReport>()),
  discard: oc
    .route({ method: "DELETE", path: "/import-files/{file}", summary: "Forgets an upload" })
    .input(z.object({ party, file: z.string() }))
    .errors(errors)
    .output(z.object({ discarded: z.boolean() })),
};
