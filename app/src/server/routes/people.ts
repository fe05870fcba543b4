// Clauses: C1.1, C1.2
import { implement } from "@orpc/server";
import { authorise } from "../../commands/access.ts";
import { addPerson } from "../../commands/add-person.ts";
import { appointSubAgent, endSubAgency } from "../../commands/appoint-sub-agent.ts";
import { changePerson } from "../../commands/change-person.ts";
import { composeTeam } from "../../commands/compose-team.ts";
import { addCoordinator, endCoordinator } from "../../commands/coordinate-firm.ts";
import { endRole } from "../../commands/end-role.ts";
import { findDuplicatePeople } from "../../commands/find-duplicate-people.ts";
import { grantRole } from "../../commands/grant-role.ts";
import { importPeople, previewPeople } from "../../commands/import-people.ts";
import { keepBranch } from "../../commands/keep-branch.ts";
import { keepFirm } from "../../commands/keep-firm.ts";
import { keepLegalEntity } from "../../commands/keep-legal-entity.ts";
import { listPeople } from "../../commands/list-people.ts";
import { mergePeople, previewMerge, separatePerson } from "../../commands/merge-people.ts";
import { readOrganisation } from "../../commands/read-organisation.ts";
import { readPerson } from "../../commands/read-person.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const people = implement(api.people).$context<Context>();
const organisation = implement(api.organisation).$context<Context>();

export const peopleRoutes = people.router({
  list: people.list.handler(({ context, input: { party, offset, limit, ...filter } }) =>
    listPeople(context.house, callerOf(context, party), filter, { offset, limit }),
  ),
  read: people.read.handler(({ context, input: { party, person } }) =>
    readPerson(context.house, callerOf(context, party), person),
  ),
  previewImport: people.previewImport.handler(({ context, input: { party, file, ...more } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-people");
    return context.uploads.use(caller.companyId, file, "", ({ file: path }) =>
      previewPeople(context.house, caller, { path, ...more }),
    );
  }),
  import: people.import.handler(({ context, input: { party, file, key, ...more } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-people");
    return context.uploads.use(caller.companyId, file, "", ({ file: path }) =>
      importPeople(context.house, caller, { path, ...more }, key),
    );
  }),
  add: people.add.handler(({ context, input: { party, ...given } }) =>
    addPerson(context.house, callerOf(context, party), given),
  ),
  change: people.change.handler(({ context, input: { party, ...given } }) =>
    changePerson(context.house, callerOf(context, party), given),
  ),
  duplicates: people.duplicates.handler(({ context, input: { party } }) =>
    findDuplicatePeople(context.house, callerOf(context, party)),
  ),
  previewMerge: people.previewMerge.handler(({ context, input: { party, ...given } }) =>
    previewMerge(context.house, callerOf(context, party), given),
  ),
  merge: people.merge.handler(({ context, input: { party, ...given } }) =>
    mergePeople(context.house, callerOf(context, party), given),
  ),
  separate: people.separate.handler(({ context, input: { party, ...given } }) =>
    separatePerson(context.house, callerOf(context, party), given),
  ),
  grantRole: people.grantRole.handler(({ context, input: { party, ...given } }) =>
    grantRole(context.house, callerOf(context, party), given),
  ),
  endRole: people.endRole.handler(({ context, input: { party, ...given } }) =>
    endRole(context.house, callerOf(context, party), given),
  ),
  appointSubAgent: people.appointSubAgent.handler(({ context, input: { party, ...given } }) =>
    appointSubAgent(context.house, callerOf(context, party), given),
  ),
  endSubAgency: people.endSubAgency.handler(({ context, input: { party, ...given } }) =>
    endSubAgency(context.house, callerOf(context, party), given),
  ),
});
export const organisationRoutes = organisation.router({
  read: organisation.read.handler(({ context, input: { party } }) =>
    readOrganisation(context.house, callerOf(context, party)),
  ),
  keepBranch: organisation.keepBranch.handler(({ context, input: { party, ...given } }) =>
    keepBranch(context.house, callerOf(context, party), given),
  ),
  keepLegalEntity: organisation.keepLegalEntity.handler(({ context, input: { party, ...given } }) =>
    keepLegalEntity(context.house, callerOf(context, party), given),
  ),
  composeTeam: organisation.composeTeam.handler(({ context, input: { party, ...given } }) =>
    composeTeam(context.house, callerOf(context, party), given),
  ),
  keepFirm: organisation.keepFirm.handler(({ context, input: { party, ...given } }) =>
    keepFirm(context.house, callerOf(context, party), given),
  ),
  addCoordinator: organisation.addCoordinator.handler(({ context, input: { party, ...given } }) =>
    addCoordinator(context.house, callerOf(context, party), given),
  ),
  endCoordinator: organisation.endCoordinator.handler(({ context, input: { party, ...given } }) =>
    endCoordinator(context.house, callerOf(context, party), given),
  ),
});
