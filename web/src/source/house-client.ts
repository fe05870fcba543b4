// Clauses: N1
import type { api } from "@fealty/app/server/api.ts";
import { createORPCClient, onError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import { DOOR_CHANGED } from "./door-changed.ts";
import { companyHeader } from "./present-company.ts";
import { codeOf, wholeAnswer } from "./reason.ts";

export { codeOf, problemsOf, reasonOf } from "./reason.ts";

/** Named, so that what is built upon it need not spell it out. */
export interface HouseClient extends ContractRouterClient<typeof api> {}
export type Company = Awaited<ReturnType<HouseClient["company"]["read"]>>;
export type Door = Awaited<ReturnType<HouseClient["door"]["read"]>>;
export type Who = NonNullable<Door["who"]>;
export type OwnCompany = Awaited<ReturnType<HouseClient["door"]["companies"]>>[number];
export type GroupFigures = Awaited<ReturnType<HouseClient["door"]["group"]>>[number];
export type OwnLogin = Awaited<ReturnType<HouseClient["login"]["read"]>>;
export type Slip = Awaited<ReturnType<HouseClient["access"]["invite"]>>;
export type ActivityPage = Awaited<ReturnType<HouseClient["activity"]["list"]>>;
export type Outbox = Awaited<ReturnType<HouseClient["outbox"]["list"]>>;
export type ListedMessage = Outbox["rows"][number];
export type PrintedMessage = Awaited<ReturnType<HouseClient["outbox"]["handOver"]>>;
export type SentInvitation = Awaited<ReturnType<HouseClient["outbox"]["invite"]>>;
export type ApiKeys = Awaited<ReturnType<HouseClient["apiKeys"]["list"]>>;
export type ListedApiKey = ApiKeys["keys"][number];
export type MadeApiKey = Awaited<ReturnType<HouseClient["apiKeys"]["make"]>>;
export type Webhooks = Awaited<ReturnType<HouseClient["webhooks"]["list"]>>;
export type ListedWebhook = Webhooks["webhooks"][number];
export type Deliveries = Awaited<ReturnType<HouseClient["webhooks"]["deliveries"]>>;
export type ToldSecret = Awaited<ReturnType<HouseClient["webhooks"]["make"]>>;
export type Permissions = Awaited<ReturnType<HouseClient["access"]["permissions"]>>;
export type Today = Awaited<ReturnType<HouseClient["company"]["today"]>>;
export type ListedContract = Awaited<ReturnType<HouseClient["contracts"]["list"]>>["rows"][number];
export type PeoplePage = Awaited<ReturnType<HouseClient["people"]["list"]>>;
export type ListedPerson = PeoplePage["rows"][number];
export type AlikePeople = Awaited<ReturnType<HouseClient["people"]["duplicates"]>>;
export type MergePreview = Awaited<ReturnType<HouseClient["people"]["previewMerge"]>>;
export type PersonRead = Awaited<ReturnType<HouseClient["people"]["read"]>>;
export type PeopleReport = Awaited<ReturnType<HouseClient["people"]["previewImport"]>>;
export type CustomersPage = Awaited<ReturnType<HouseClient["customers"]["list"]>>;
export type ListedCustomer = CustomersPage["rows"][number];
export type CustomerRead = Awaited<ReturnType<HouseClient["customers"]["read"]>>;
export type OwnCustomersPage = Awaited<ReturnType<HouseClient["ownCustomers"]["list"]>>;
export type OwnCustomer = OwnCustomersPage["rows"][number];
export type OwnCustomerRead = Awaited<ReturnType<HouseClient["ownCustomers"]["read"]>>;
export type CustomerField = ListedCustomer["masked"][number];
export type OpenRequests = Awaited<ReturnType<HouseClient["customers"]["openRequests"]>>;
export type Notice = Awaited<ReturnType<HouseClient["notices"]["list"]>>["notices"][number];
export type Purpose = Notice["purpose"];
export type Retention = Awaited<ReturnType<HouseClient["privacy"]["retention"]>>;
export type CustomerRetention = NonNullable<CustomerRead["retention"]>;
export type RetainedPurpose = Retention["rules"][number]["purpose"];
export type RetainedField = Retention["rules"][number]["fields"][number];
export type Register = Awaited<ReturnType<HouseClient["privacy"]["register"]>>;
export type Incidents = Awaited<ReturnType<HouseClient["privacy"]["incidents"]>>;
export type RecordRead = Awaited<ReturnType<HouseClient["records"]["read"]>>;
export type LettersRead = Awaited<ReturnType<HouseClient["letters"]["list"]>>;
export type LetterRead = Awaited<ReturnType<HouseClient["letters"]["read"]>>;
export type Letter = LetterRead["letter"];
export type LetterStatus = Awaited<ReturnType<HouseClient["door"]["letter"]>>;
export type OwnPage = Awaited<ReturnType<HouseClient["ownPage"]["read"]>>;
export type CustomerLink = Awaited<ReturnType<HouseClient["customers"]["giveLink"]>>;
export type RulesRead = Awaited<ReturnType<HouseClient["rules"]["list"]>>;
export type RuleBook = RulesRead["books"][number];
export type RuleVersion = RuleBook["versions"][number];
export type LicencesPage = Awaited<ReturnType<HouseClient["licences"]["list"]>>;
export type ListedLicence = LicencesPage["rows"][number];
export type LicencesOf = Awaited<ReturnType<HouseClient["licences"]["read"]>>;
export type OwnLicences = Awaited<ReturnType<HouseClient["licences"]["own"]>>;
export type IntermediaryRead = Awaited<ReturnType<HouseClient["contract"]["intermediary"]>>;
export type RoleName = ListedPerson["roles"][number]["role"];
export type Organisation = Awaited<ReturnType<HouseClient["organisation"]["read"]>>;
export type OwnTeams = Awaited<ReturnType<HouseClient["contracts"]["teams"]>>;
export type LastingViews = Awaited<ReturnType<HouseClient["contracts"]["lasting"]>>;
export type ContractPage = Awaited<ReturnType<HouseClient["contracts"]["list"]>>;

export const houseClient = (): HouseClient =>
  createORPCClient(
    new RPCLink({
      url: new URL("/rpc", location.href).href,
      // What the device's clock says goes with every call: the record keeps how far it is from the house's.
      headers: () => ({ ...companyHeader(), "fealty-device-clock": String(Date.now()) }),
      fetch: async (request, init) => wholeAnswer(await fetch(request, init)),
      interceptors: [
        onError((error) => {
          if (["NOT_SIGNED_IN", "OTHER_COMPANY"].includes(codeOf(error) ?? "")) dispatchEvent(new Event(DOOR_CHANGED));
        }),
      ],
    }),
  );
