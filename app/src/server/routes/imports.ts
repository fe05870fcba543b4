// Clauses: C7.1, N1
import { implement } from "@orpc/server";
import { authorise } from "../../commands/access.ts";
import { listImports, readImportReport } from "../../commands/import-report.ts";
import { importTable } from "../../commands/import-table.ts";
import { listMappings } from "../../commands/list-mappings.ts";
import { previewTable } from "../../commands/preview-table.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const os = implement(api.imports).$context<Context>();

/** How the names of imports begin. */
const IMPORTS = "import_";

export const importRoutes = os.router({
  mappings: os.mappings.handler(async ({ context, input: { party } }) => {
    authorise(callerOf(context, party), "import-table");
    return (await listMappings()).map((one) => ({ ...one }));
  }),
  preview: os.preview.handler(({ context, input }) => {
    const { party, language, contract, answers } = input;
    const caller = callerOf(context, party);
    authorise(caller, "import-table");
    return context.uploads.use(caller.companyId, input.file, input.mapping, ({ file, mapping, name }) =>
      previewTable(context.house, caller, { file, mapping, fileName: name, contract, answers, language }),
    );
  }),
  run: os.run.handler(({ context, input }) => {
    const { party, language, contract, answers } = input;
    const { house, uploads, work } = context;
    const caller = callerOf(context, party);
    authorise(caller, "import-table");
    const { name: fileName } = uploads.find(caller.companyId, input.file);
    const id = work.start(
      caller.companyId,
      `${IMPORTS}${input.file}`,
      (tell, signal) =>
        uploads.use(caller.companyId, input.file, input.mapping, ({ file, mapping }) =>
          uploads.inTurn(caller.companyId, signal, async () => {
            const request = { file, mapping, fileName, contract, answers, language };
            const progress = ({ step, done, of }: { step: string; done: number; of: number }) => tell(done, of, step);
            const { importRunId } = await importTable(house, caller, request, { progress, signal });
            return { importRunId };
          }),
        ),
      fileName,
    );
    return { work: id };
  }),
  running: os.running.handler(({ context, input: { party } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-table");
    return context.work
      .running(caller.companyId, IMPORTS)
      .map(({ work, title, progress: { step, done, of } }) => ({ work, fileName: title, step, done, of }));
  }),
  list: os.list.handler(({ context, input }) => listImports(context.house, callerOf(context, input.party))),
  report: os.report.handler(({ context, input: { party, language, importRunId } }) =>
    readImportReport(context.house, callerOf(context, party), importRunId, language),
  ),
  discard: os.discard.handler(async ({ context, input: { party, file } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-table");
    return { discarded: await context.uploads.discard(caller.companyId, file) };
  }),
});
