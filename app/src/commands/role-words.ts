import type { Text } from "@fealty/engine/values/text.ts";
import type { RoleName } from "../store/people.ts";

export { ROLE_NAMES } from "../store/people.ts";

/** What a role is called. */
export const ROLE_WORDS: Readonly<Record<RoleName, Required<Text>>> = {
  owner: { zh: "负责人", en: "Owner" },
  operations: { zh: "运营", en: "Operations" },
  legal: { zh: "法务", en: "Legal" },
  finance: { zh: "财务", en: "Finance" },
  finance_approver: { zh: "财务审批", en: "Finance approver" },
  trainer: { zh: "培训", en: "Trainer" },
  quality: { zh: "质检", en: "Quality" },
  service: { zh: "客服", en: "Service" },
  data_protection: { zh: "个人信息保护", en: "Data protection" },
  auditor: { zh: "审计", en: "Auditor" },
  contract_auditor: { zh: "单份合同审计", en: "Auditor of one contract" },
  group_reader: { zh: "集团查阅", en: "Group reader" },
  agent: { zh: "代理人", en: "Agent" },
  intermediary: { zh: "中介人", en: "Intermediary" },
};
