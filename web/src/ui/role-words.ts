import type { RoleName } from "../source/house-client.ts";

/** In the order in which people look for them. */
export const ROLES = [
  "agent",
  "owner",
  "operations",
  "legal",
  "finance",
  "finance_approver",
  "trainer",
  "quality",
  "service",
  "data_protection",
  "auditor",
  "contract_auditor",
  "group_reader",
  "intermediary",
] as const satisfies readonly RoleName[];
