// Clauses: N1
import type { api } from "@fealty/app/server/api.ts";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";

export { codeOf, problemsOf, reasonOf } from "./reason.ts";

export type HouseClient = ContractRouterClient<typeof api>;
export type Company = Awaited<ReturnType<HouseClient["company"]["read"]>>;
export type Today = Awaited<ReturnType<HouseClient["company"]["today"]>>;
export type ListedContract = Awaited<ReturnType<HouseClient["contracts"]["list"]>>["rows"][number];
export type PeoplePage = Awaited<ReturnType<HouseClient["people"]["list"]>>;
export type ListedPerson = PeoplePage["rows"][number];
export type PersonRead = Awaited<ReturnType<HouseClient["people"]["read"]>>;
export type PeopleReport = Awaited<ReturnType<HouseClient["people"]["previewImport"]>>;
export type CustomersPage = Awaited<ReturnType<HouseClient["customers"]["list"]>>;
export type ListedCustomer = CustomersPage["rows"][number];
export type CustomerRead = Awaited<ReturnType<HouseClient["customers"]["read"]>>;
export type CustomerField = ListedCustomer["masked"][number];
export type OpenRequests = Awaited<ReturnType<HouseClient["customers"]["openRequests"]>>;
export type Notice = Awaited<ReturnType<HouseClient["notices"]["list"]>>["notices"][number];
export type Purpose = Notice["purpose"];
export type RecordRead = Awaited<ReturnType<HouseClient["records"]["read"]>>;
export type RoleName = ListedPerson["roles"][number]["role"];
export type Organisation = Awaited<ReturnType<HouseClient["organisation"]["read"]>>;
export type ContractPage = Awaited<ReturnType<HouseClient["contracts"]["list"]>>;

export const houseClient = (): HouseClient =>
  createORPCClient(new RPCLink({ url: new URL("/rpc", location.href).href }));
