// Clauses: C6.2
import { implement } from "@orpc/server";
import { authorise } from "../../commands/access.ts";
import { importLicences, previewLicences } from "../../commands/import-licences.ts";
import { changeLicence, recordLicence } from "../../commands/keep-licence.ts";
import { readLicences, readLicencesOf, readOwnLicences } from "../../commands/read-licences.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const os = implement(api.licences).$context<Context>();

export const licenceRoutes = os.router({
  list: os.list.handler(({ context, input: { party, offset, limit, ...filter } }) =>
    readLicences(context.house, callerOf(context, party), filter, { offset, limit }),
  ),
  read: os.read.handler(({ context, input: { party, person } }) =>
    readLicencesOf(context.house, callerOf(context, party), person),
  ),
  own: os.own.handler(({ context, input: { party } }) => readOwnLicences(context.house, callerOf(context, party))),
  record: os.record.handler(({ context, input: { party, ...given } }) =>
    recordLicence(context.house, callerOf(context, party), given),
  ),
  change: os.change.handler(({ context, input: { party, ...given } }) =>
    changeLicence(context.house, callerOf(context, party), given),
  ),
  previewImport: os.previewImport.handler(({ context, input: { party, file, ...more } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-licences");
    return context.uploads.use(caller.companyId, file, "", ({ file: path }) =>
      previewLicences(context.house, caller, { path, ...more }),
    );
  }),
  import: os.import.handler(({ context, input: { party, file, key, ...more } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-licences");
    return context.uploads.use(caller.companyId, file, "", ({ file: path }) =>
      importLicences(context.house, caller, { path, ...more }, key),
    );
  }),
});
