// Clauses: C7.1, N7, N8
import { implement } from "@orpc/server";
import { addAssessment, keepActivity, keepProcessor } from "../../commands/keep-register.ts";
import { keepRetentionRule } from "../../commands/keep-retention-rule.ts";
import { listRetention } from "../../commands/list-retention.ts";
import { readRegister } from "../../commands/read-register.ts";
import { addStep, readIncidents, recordIncident } from "../../commands/record-incident.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const privacy = implement(api.privacy).$context<Context>();

export const privacyRoutes = privacy.router({
  register: privacy.register.handler(({ context, input: { party } }) =>
    readRegister(context.house, callerOf(context, party)),
  ),
  keepActivity: privacy.keepActivity.handler(({ context, input: { party, ...given } }) =>
    keepActivity(context.house, callerOf(context, party), given),
  ),
  keepProcessor: privacy.keepProcessor.handler(({ context, input: { party, ...given } }) =>
    keepProcessor(context.house, callerOf(context, party), given),
  ),
  assess: privacy.assess.handler(({ context, input: { party, ...given } }) =>
    addAssessment(context.house, callerOf(context, party), given),
  ),
  incidents: privacy.incidents.handler(({ context, input: { party } }) =>
    readIncidents(context.house, callerOf(context, party)),
  ),
  recordIncident: privacy.recordIncident.handler(({ context, input: { party, ...given } }) =>
    recordIncident(context.house, callerOf(context, party), given),
  ),
  incidentStep: privacy.incidentStep.handler(({ context, input: { party, ...given } }) =>
    addStep(context.house, callerOf(context, party), given),
  ),
  retention: privacy.retention.handler(({ context, input: { party, days, offset, limit } }) =>
    listRetention(context.house, callerOf(context, party), { days }, { offset, limit }),
  ),
  keepRetention: privacy.keepRetention.handler(({ context, input: { party, ...given } }) =>
    keepRetentionRule(context.house, callerOf(context, party), given),
  ),
});
