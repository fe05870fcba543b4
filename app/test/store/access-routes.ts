import type { Verb } from "../../src/commands/access.ts";
import { MAPPING } from "./import-room.ts";
import { instant } from "./room.ts";

/** The moment of the companies that the routes are tried on. */
export const CLOCK = instant("2026-06-30T12:00:00+08:00");
export const NUMBER = "CLI-1";
/** The contract that has no intermediary. */
export const TWO = "CLI-2";
export const NOBODY = "00000000-0000-7000-8000-000000000001";
export const seen = { number: NUMBER, language: "en" };
const table = { language: "en", file: NOBODY, mapping: MAPPING, contract: NUMBER };
const sale = { id: "s9", kind: "sale", at: "2026-06-20T10:00:00+08:00", order: "o9", amount: "1.00", customer: "c9" };
const DAY = "2026-06-30";
const key = "access-test";
const role = { role: "agent", fromOn: DAY };
const ACTIVITY = {
  name: "回访",
  purpose: "了解满意度",
  basis: "consent",
  persons: "客户",
  data: "姓名、电话",
  recipients: "无",
  storage: "杭州机房",
  period: "一年",
  measures: "加密",
  risks: [],
  processors: [],
};
const INCIDENT = {
  kind: "leak",
  severity: "general",
  foundAt: "2026-06-29T10:00:00+08:00",
  persons: 3,
  customers: [],
  what: "发错邮件",
  cause: "选错收件人",
  data: "姓名、电话",
  harm: "骚扰电话",
  advice: "警惕陌生来电",
  contact: "0571-1",
};
const NOTICE = { handler: "甲公司", what: "姓名、电话", how: "回访", kept: "一年", rights: "致电客服" };
export const append = { ...seen, key: "access-test", lines: JSON.stringify(sale) };
/** Every procedure with the verb that it asks for and an input that is well formed; the answer may well be that nothing is there. */
export const ROUTES: Readonly<Record<string, readonly [Verb, object]>> = {
  "company.read": ["read-company", {}],
  "company.today": ["read-today", {}],
  "company.moveClock": ["move-clock", { to: CLOCK }],
  "company.progress": ["read-progress", { work: "none" }],
  "company.cancel": ["stop-work", { work: "none" }],
  "imports.mappings": ["import-table", {}],
  "imports.preview": ["import-table", table],
  "imports.run": ["import-table", table],
  "imports.list": ["import-table", {}],
  "imports.running": ["import-table", {}],
  "imports.report": ["import-table", { language: "en", importRunId: NOBODY }],
  "imports.discard": ["import-table", { file: NOBODY }],
  "people.list": ["list-people", {}],
  "people.read": ["read-person", { person: "A1" }],
  "people.previewImport": ["import-people", { file: NOBODY }],
  "people.import": ["import-people", { key, file: NOBODY }],
  "people.add": ["add-person", { key, code: "A1", name: "李晓", roles: [role] }],
  "people.change": ["change-person", { key, person: "A1", code: "A1", name: "李晓" }],
  "people.grantRole": ["grant-role", { key, person: "A1", ...role }],
  "people.endRole": ["end-role", { key, person: "A1", roleHoldingId: NOBODY, beforeOn: DAY }],
  "people.appointSubAgent": [
    "appoint-sub-agent",
    { key, agent: "A1", subAgent: "A2", ground: "emergency", groundsText: "台风", fromOn: DAY },
  ],
  "people.endSubAgency": ["end-sub-agency", { key, subAgencyId: NOBODY, beforeOn: DAY }],
  "organisation.read": ["read-organisation", {}],
  "organisation.keepBranch": ["keep-branch", { key, code: "HZ", nameZh: "杭州", nameEn: "" }],
  "organisation.keepLegalEntity": [
    "keep-legal-entity",
    { key, code: "E1", nameZh: "恒信", nameEn: "", sealName: "恒信" },
  ],
  "organisation.composeTeam": [
    "compose-team",
    { key, code: "T1", nameZh: "一组", nameEn: "", fromOn: DAY, members: [] },
  ],
  "access.permissions": ["read-permissions", {}],
  "access.invite": ["invite-person", { person: "A9" }],
  "access.endLogin": ["end-login", { key, person: "A9" }],
  "access.prepareReset": ["prepare-reset", { key, person: "A9", grounds: "看过身份证" }],
  "access.waiting": ["list-prepared", {}],
  "activity.list": ["list-activity", {}],
  "access.decideReset": ["decide-reset", { id: NOBODY, outcome: "approved" }],
  "customers.list": ["list-customers", {}],
  "customers.read": ["read-customer", { customer: "K1" }],
  "customers.reveal": ["reveal-customer", { customer: "K1", fields: ["name"], reason: "核对身份" }],
  "customers.keep": ["keep-customer", { key, code: "K1", kind: "person", name: "王芳", fromOn: DAY }],
  "records.read": ["read-record", { number: NUMBER }],
  "records.offer": ["countersign", { number: NUMBER }],
  "records.registerKey": ["register-key", { number: NUMBER, key, device: "手机", publicKey: "AAAA", proof: "AAAA" }],
  "records.endKey": ["end-key", { number: NUMBER, key, partyKeyId: NOBODY }],
  "records.countersign": ["countersign", { number: NUMBER, key, partyKeyId: NOBODY, size: 1, signature: "AAAA" }],
  "records.receipt": ["read-record", { number: NUMBER, receiptId: NOBODY }],
  "notices.list": ["read-notices", {}],
  "notices.publish": ["publish-notice", { key, purpose: "survey", renews: false, zh: NOTICE }],
  "privacy.register": ["read-register", {}],
  "privacy.keepActivity": ["keep-activity", { key, code: "CL-1", fromOn: DAY, ...ACTIVITY }],
  "privacy.keepProcessor": [
    "keep-processor",
    { key, code: "ST-1", fromOn: DAY, ...ACTIVITY, contact: "0571-1", contract: "WT-1", way: "电话" },
  ],
  "privacy.assess": [
    "add-assessment",
    {
      key,
      code: "PG-1",
      activity: "CL-1",
      assessedOn: DAY,
      necessity: "必要",
      impact: "低",
      measures: "加密",
      conclusion: "go",
      by: "法务",
    },
  ],
  "privacy.incidents": ["read-incidents", {}],
  "privacy.recordIncident": ["record-incident", { key, code: "SJ-1", ...INCIDENT }],
  "privacy.incidentStep": ["add-incident-step", { key, incident: "SJ-1", kind: "measures", words: "停用账号" }],
  "privacy.retention": ["list-retention", {}],
  "privacy.keepRetention": [
    "keep-retention-rule",
    {
      key,
      purpose: "service",
      begins: "limitation_over",
      months: 0,
      fields: ["phone"],
      basis: "民法典",
      fromOn: "2026-07-01",
    },
  ],
  "customers.consent": [
    "record-consent",
    { key, customer: "K1", purpose: "survey", act: "given", form: "written", evidence: "TY-1" },
  ],
  "customers.receiveRequest": [
    "receive-request",
    { key, customer: "K1", asks: "access", words: "查询", channel: "phone", askedOn: DAY },
  ],
  "customers.answerRequest": ["answer-request", { key, requestId: NOBODY, outcome: "done", words: "已提供" }],
  "customers.openRequests": ["list-requests", {}],
  "customers.hold": ["hold-customer", { key, customer: "K1", ground: "诉讼", fromOn: DAY }],
  "customers.releaseHold": ["release-hold", { key, customer: "K1", holdId: NOBODY, beforeOn: DAY }],
  "customers.erase": ["erase-customer", { key, customer: "K1", ground: "asked", words: "本人要求" }],
  "customers.export": ["export-customer", { customer: "K1" }],
  "customers.merge": ["merge-customers", { key, customer: "K1", into: "K2" }],
  "customers.separate": ["separate-customer", { key, customer: "K1" }],
  "customers.handOver": ["hand-over-customers", { key, from: NUMBER, to: NUMBER, customers: "all", on: DAY }],
  "customers.previewImport": ["import-customers", { file: NOBODY }],
  "customers.import": ["import-customers", { key, file: NOBODY }],
  "outbox.list": ["list-messages", {}],
  "outbox.invite": ["invite-person", { key, person: "A1", to: "a1@example.cn", language: "zh" }],
  "outbox.handOver": ["hand-over-message", { id: NOBODY }],
  "outbox.cancel": ["cancel-message", { id: NOBODY }],
  "outbox.retry": ["retry-message", { id: NOBODY }],
  "contracts.list": ["list-contracts", {}],
  "contract.entry": ["read-contract", { number: NUMBER }],
  "contract.view": ["read-contract", seen],
  "contract.digest": ["read-contract", seen],
  "contract.marks": ["read-contract", seen],
  "contract.timeline": ["read-contract", seen],
  "contract.explain": ["read-contract", { ...seen, ref: "statement/2026-06" }],
  "contract.recompute": ["read-contract", { ...seen, ref: "statement/2026-06" }],
  "contract.append": ["append-events", append],
};
