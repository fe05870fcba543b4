import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { loadTexts } from "../i18n/setup.ts";
import { EXAMPLE_ID } from "../source/example.ts";
import { pagePart } from "../source/page-part.ts";
import { NoSuchPage } from "./not-found.tsx";
import { parseSearch, readSearch, stringifySearch } from "./search.ts";
import { Shell } from "./shell.tsx";

const root = createRootRoute({
  component: Shell,
  validateSearch: readSearch,
  notFoundComponent: NoSuchPage,
});
/** Screens that list contracts and what is due. */
const withLists =
  <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  () =>
    pagePart(async () => (await Promise.all([load(), loadTexts("lists")]))[0]);
/** Where a house stands the company's day is the first page; else the shipped contract. */
const start = (served: boolean) =>
  createRoute({
    getParentRoute: () => root,
    path: "/",
    ...(served
      ? {
          component: lazyRouteComponent(
            withLists(() => import("./today-page.tsx")),
            "TodayPage",
          ),
        }
      : {
          beforeLoad: ({ search }) => {
            throw redirect({
              to: "/contracts/$id/{-$section}",
              params: { id: EXAMPLE_ID, section: undefined },
              search,
              replace: true,
            });
          },
        }),
  });
const contracts = createRoute({
  getParentRoute: () => root,
  path: "/contracts",
  component: lazyRouteComponent(
    withLists(() => import("./contracts-page.tsx")),
    "ContractsPage",
  ),
});
/** `run` is the id of an import: its report. */
const imports = createRoute({
  getParentRoute: () => root,
  path: "/import/{-$run}",
  component: lazyRouteComponent(
    () => pagePart(async () => (await Promise.all([import("./import-page.tsx"), loadTexts("imports")]))[0]),
    "ImportPage",
  ),
});
const files = createRoute({
  getParentRoute: () => root,
  path: "/open",
  component: lazyRouteComponent(
    () => pagePart(async () => (await Promise.all([import("./open-page.tsx"), loadTexts("files")]))[0]),
    "OpenPage",
  ),
});
/** Screens that share the texts of people and organisation. */
const withPeople =
  <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  () =>
    pagePart(
      async () => (await Promise.all([load(), loadTexts("people"), loadTexts("access"), loadTexts("outbox")]))[0],
    );
const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  component: lazyRouteComponent(
    withPeople(() => import("./people-page.tsx")),
    "PeoplePage",
  ),
});
const peopleImport = createRoute({
  getParentRoute: () => root,
  path: "/people/import",
  component: lazyRouteComponent(
    withPeople(async () => (await Promise.all([import("./people-import-page.tsx"), loadTexts("imports")]))[0]),
    "PeopleImportPage",
  ),
});
/** `code` is the person's; `new` the form for one who is not there yet. */
const person = createRoute({
  getParentRoute: () => root,
  path: "/people/$code",
  component: lazyRouteComponent(
    withPeople(async () => (await Promise.all([import("./person-page.tsx"), loadTexts("lists")]))[0]),
    "PersonPage",
  ),
});
/** Screens of customers, who have branches and days as people do. */
const withCustomers = <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  withPeople(async () => (await Promise.all([load(), loadTexts("customers")]))[0]);
/** Screens that tell of consents and of what persons ask. */
const withPrivacy = <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  withCustomers(async () => (await Promise.all([load(), loadTexts("privacy"), loadTexts("privacy-duties")]))[0]);
const customers = createRoute({
  getParentRoute: () => root,
  path: "/customers",
  component: lazyRouteComponent(
    withCustomers(() => import("./customers-page.tsx")),
    "CustomersPage",
  ),
});
const customersImport = createRoute({
  getParentRoute: () => root,
  path: "/customers/import",
  component: lazyRouteComponent(
    withCustomers(async () => (await Promise.all([import("./customers-import-page.tsx"), loadTexts("imports")]))[0]),
    "CustomersImportPage",
  ),
});
/** `code` is the customer's; `new` the form for one who is not there yet. */
const customer = createRoute({
  getParentRoute: () => root,
  path: "/customers/$code",
  component: lazyRouteComponent(
    withPrivacy(() => import("./customer-page.tsx")),
    "CustomerPage",
  ),
});
const ownCustomers = createRoute({
  getParentRoute: () => root,
  path: "/own-customers",
  component: lazyRouteComponent(
    withCustomers(() => import("./own-customers-page.tsx")),
    "OwnCustomersPage",
  ),
});
const ownCustomer = createRoute({
  getParentRoute: () => root,
  path: "/own-customers/$code",
  component: lazyRouteComponent(
    withPrivacy(() => import("./own-customer-page.tsx")),
    "OwnCustomerPage",
  ),
});
/** `part` is retention, processing or incidents; without it open requests of all customers, and the notices. */
const privacy = createRoute({
  getParentRoute: () => root,
  path: "/privacy/{-$part}",
  component: lazyRouteComponent(
    withPrivacy(() => import("./privacy-page.tsx")),
    "PrivacyPage",
  ),
});
const organisation = createRoute({
  getParentRoute: () => root,
  path: "/organisation",
  component: lazyRouteComponent(
    withPeople(() => import("./organisation-page.tsx")),
    "OrganisationPage",
  ),
});
const withCompanies = <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  withPeople(async () => (await Promise.all([load(), loadTexts("companies")]))[0]);
const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  component: lazyRouteComponent(
    withCompanies(() => import("./login-page.tsx")),
    "LoginPage",
  ),
});
const companies = createRoute({
  getParentRoute: () => root,
  path: "/companies",
  component: lazyRouteComponent(
    withCompanies(() => import("./companies-page.tsx")),
    "CompaniesPage",
  ),
});
/** Where the code of a slip or of a company to be founded is typed by somebody who is signed in. */
const further = createRoute({
  getParentRoute: () => root,
  path: "/further",
  component: lazyRouteComponent(
    withCompanies(() => import("./further-page.tsx")),
    "FurtherPage",
  ),
});
/** Figures of several companies, for whoever their owners let read them. */
const group = createRoute({
  getParentRoute: () => root,
  path: "/group",
  component: lazyRouteComponent(
    withCompanies(() => import("./group-page.tsx")),
    "GroupPage",
  ),
});
/** A slip that is opened by somebody who is signed in; before that it stands at the door. */
const join = createRoute({
  getParentRoute: () => root,
  path: "/slip/$code",
  component: lazyRouteComponent(
    withCompanies(() => import("./join-page.tsx")),
    "JoinPage",
  ),
});
const outbox = createRoute({
  getParentRoute: () => root,
  path: "/outbox",
  component: lazyRouteComponent(
    withPeople(() => import("./outbox-page.tsx")),
    "OutboxPage",
  ),
});
const permissions = createRoute({
  getParentRoute: () => root,
  path: "/permissions",
  component: lazyRouteComponent(
    withPeople(() => import("./permissions-page.tsx")),
    "PermissionsPage",
  ),
});
/** Screens about the company's machines. */
const withMachines =
  <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  () =>
    pagePart(async () => (await Promise.all([load(), loadTexts("machines"), loadTexts("access")]))[0]);
const apiKeys = createRoute({
  getParentRoute: () => root,
  path: "/api-keys",
  component: lazyRouteComponent(
    withMachines(() => import("./api-keys-page.tsx")),
    "ApiKeysPage",
  ),
});
const webhooks = createRoute({
  getParentRoute: () => root,
  path: "/webhooks",
  component: lazyRouteComponent(
    withMachines(() => import("./webhooks-page.tsx")),
    "WebhooksPage",
  ),
});
const activity = createRoute({
  getParentRoute: () => root,
  path: "/activity",
  component: lazyRouteComponent(
    withPeople(async () => (await Promise.all([import("./activity-page.tsx"), loadTexts("activity")]))[0]),
    "ActivityPage",
  ),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: "/rules",
  component: lazyRouteComponent(
    () => pagePart(async () => (await Promise.all([import("./rules-page.tsx"), loadTexts("rules")]))[0]),
    "RulesPage",
  ),
});
/** Screens of the register of licences. */
const withLicences = <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  withPeople(async () => (await Promise.all([load(), loadTexts("licences")]))[0]);
const licences = createRoute({
  getParentRoute: () => root,
  path: "/licences",
  component: lazyRouteComponent(
    withLicences(() => import("./licences-page.tsx")),
    "LicencesPage",
  ),
});
const licencesImport = createRoute({
  getParentRoute: () => root,
  path: "/licences/import",
  component: lazyRouteComponent(
    withLicences(async () => (await Promise.all([import("./licences-import-page.tsx"), loadTexts("imports")]))[0]),
    "LicencesImportPage",
  ),
});
/** `code` is the holder's; `new` the form for a licence of somebody who is chosen. */
const licencePerson = createRoute({
  getParentRoute: () => root,
  path: "/licences/$code",
  component: lazyRouteComponent(
    withLicences(() => import("./licence-person-page.tsx")),
    "LicencePersonPage",
  ),
});
/** Screens of letters of authority. */
const withLetters =
  <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  () =>
    pagePart(async () => (await Promise.all([load(), loadTexts("letters")]))[0]);
const letter = createRoute({
  getParentRoute: () => root,
  path: "/letters/$letter",
  component: lazyRouteComponent(
    withLetters(() => import("./letter-page.tsx")),
    "LetterPage",
  ),
});
/** What the code on a letter leads to: open to everybody, see `Shell`. */
const letterStatus = createRoute({
  getParentRoute: () => root,
  path: "/letter/$code",
  component: lazyRouteComponent(
    withLetters(() => import("./letter-status-page.tsx")),
    "LetterStatusPage",
  ),
});
/** A customer without a login: `code` is that of a one-time link, which goes out of the address once it is used; see `Shell`. */
const ownPage = createRoute({
  getParentRoute: () => root,
  path: "/me/{-$code}",
  component: lazyRouteComponent(
    withPrivacy(async () => (await Promise.all([import("./own-page.tsx"), loadTexts("own-page")]))[0]),
    "OwnPage",
  ),
});
/** `section` is a clause's id or one of pay, findings, timeline, letters. */
const contract = createRoute({
  getParentRoute: () => root,
  path: "/contracts/$id/{-$section}",
  component: lazyRouteComponent(() => pagePart(() => import("./contract-page.tsx")), "ContractPage"),
});

export const makeRouter = (served: boolean) =>
  createRouter({
    routeTree: root.addChildren([
      start(served),
      files,
      contract,
      ...(served
        ? [
            contracts,
            imports,
            people,
            peopleImport,
            person,
            customers,
            customersImport,
            customer,
            ownCustomers,
            ownCustomer,
            privacy,
            organisation,
            letter,
            letterStatus,
            ownPage,
            login,
            permissions,
            activity,
            outbox,
            apiKeys,
            webhooks,
            rules,
            licences,
            licencesImport,
            licencePerson,
            companies,
            further,
            group,
            join,
          ]
        : []),
    ]),
    history: createHashHistory(),
    parseSearch,
    stringifySearch,
    defaultPreload: false,
    scrollRestoration: false,
  });
declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
