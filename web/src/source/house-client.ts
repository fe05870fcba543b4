// Clauses: N1
import type { api } from "@fealty/app/server/api.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";

export type HouseClient = ContractRouterClient<typeof api>;
export type Company = Awaited<ReturnType<HouseClient["company"]["read"]>>;
export type Today = Awaited<ReturnType<HouseClient["company"]["today"]>>;
export type ListedContract = Awaited<ReturnType<HouseClient["contracts"]["list"]>>["rows"][number];
export type ContractPage = Awaited<ReturnType<HouseClient["contracts"]["list"]>>;

export const houseClient = (): HouseClient =>
  createORPCClient(new RPCLink({ url: new URL("/rpc", location.href).href }));

/** What the house said when it refused, in the reader's language; else the error's own words. */
export const reasonOf = (error: unknown, language: "zh" | "en"): string => {
  const data =
    error instanceof Error && "data" in error ? (error.data as { text?: Record<string, string> }) : undefined;
  return data?.text?.[language] ?? (error instanceof Error ? error.message : String(error));
};
/** The mistakes that a refusal lists, each with its place; none for any other error. */
export const problemsOf = (error: unknown): readonly ProblemView[] => {
  const data = error instanceof Error && "data" in error ? (error.data as { problems?: readonly ProblemView[] }) : {};
  return data?.problems ?? [];
};
