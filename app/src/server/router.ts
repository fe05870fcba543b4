// Clauses: N1
import { implement, type Router } from "@orpc/server";
import { api } from "./api.ts";
import type { Context } from "./context.ts";
import { errorToHttp } from "./errors-to-http.ts";
import { noteLookAt } from "./looks.ts";
import { accessRoutes, doorRoutes, loginRoutes } from "./routes/access.ts";
import { activityRoutes } from "./routes/activity.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { companyRoutes } from "./routes/company.ts";
import { contractRoutes } from "./routes/contract.ts";
import { customerRoutes, noticeRoutes } from "./routes/customers.ts";
import { importRoutes } from "./routes/imports.ts";
import { letterRoutes } from "./routes/letters.ts";
import { licenceRoutes } from "./routes/licences.ts";
import { outboxRoutes } from "./routes/outbox.ts";
import { ownCustomerRoutes } from "./routes/own-customers.ts";
import { ownPageRoutes } from "./routes/own-page.ts";
import { organisationRoutes, peopleRoutes } from "./routes/people.ts";
import { privacyRoutes } from "./routes/privacy.ts";
import { recordRoutes } from "./routes/record.ts";
import { ruleRoutes } from "./routes/rules.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

/** Every route of the API. Each names its verb of the access table through the command that it calls. */
export const makeRouter = (log: (error: unknown) => void): Router<typeof api, Context> =>
  implement(api)
    .$context<Context>()
    .use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        const told = errorToHttp(error);
        if (told.status >= 500) log(error);
        throw told;
      }
    })
    .use(async ({ next, path, context }, input) => {
      const answer = await next();
      await noteLookAt(context, path, input);
      return answer;
    })
    .router({
      door: doorRoutes,
      login: loginRoutes,
      access: accessRoutes,
      activity: activityRoutes,
      company: companyRoutes,
      imports: importRoutes,
      people: peopleRoutes,
      organisation: organisationRoutes,
      customers: customerRoutes,
      ownCustomers: ownCustomerRoutes,
      notices: noticeRoutes,
      privacy: privacyRoutes,
      records: recordRoutes,
      outbox: outboxRoutes,
      apiKeys: apiKeyRoutes,
      webhooks: webhookRoutes,
      letters: letterRoutes,
      ownPage: ownPageRoutes,
      rules: ruleRoutes,
      licences: licenceRoutes,
      ...contractRoutes,
    });
